package relation_test

import (
	"net/http"
	"net/url"
	"testing"

	"kroon/internal/customer"
)

// glanced is the short list that is fetched while one types on any page.
func (b *screen) glanced(text string) answer {
	b.s.T.Helper()
	return b.ask("GET", "/customers?"+url.Values{"q": {text}}.Encode(), nil, "HX-Request", "true").is(http.StatusOK)
}

// TestSearchAsYouType finds a customer by name, by a number however it is written, by address and by the code of
// a promise, and says how to reach them and what we owe.
func TestSearchAsYouType(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		wim := s.Knows(customer.Details{Name: "Wim Prins", Address: customer.Address{Street: "Oudegracht", HouseNumber: "112", Postcode: "3511 AX", City: "Utrecht"},
			Emails: []string{"wim@prins.example"}, Numbers: []customer.Number{{Number: "06 29 40 11 52"}}})
		p := s.Promises(wim, s.Jeroen, at(12, 0))
		b := s.signedIn(s.Fatima)
		for _, typed := range []string{"wim", "prins w", "06 29401152", "+31629401152", "0031 6 29 40 11 52", "06-29401152", "1152", "3511AX 112", "oudegracht", "wim@prins"} {
			links := b.glanced(typed).pick("a")
			if len(links) != 1 || attr(links[0], "href") != "/customers/"+wim.String() || words(links[0]) != "Wim Prins 1 belofte open Utrecht · 06 29 40 11 52" {
				t.Errorf("%q finds %d: %v", typed, len(links), b.glanced(typed).text())
			}
		}
		s.Passes(at(12, 1))
		if got := b.glanced("wim").at("span.tag.red"); got != "1 te laat" {
			t.Errorf("what is late is %q", got)
		}
		if links := b.glanced(string(p.Code)).pick("a"); len(links) == 0 || attr(links[0], "href") != promisePath(p.ID) {
			t.Error("the code of a promise does not lead to it")
		}
		if page := b.get("/customers?q=wim").sound(); len(page.pick("li.person a.num")) != 1 || attr(page.pick("li.person a.num")[0], "href") != "tel:+31629401152" {
			t.Error("the list cannot be called from")
		}
	})
}

// TestNobodyFound offers to make the customer known, with what was typed in the field it belongs in.
func TestNobodyFound(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		b := s.signedIn(s.Fatima)
		for typed, field := range map[string]string{"Hendrik Bos": "name", "030 999 88 77": "phones[0]", "h@bos.example": "emails"} {
			found := b.glanced(typed).has("Geen klant gevonden voor “" + typed + "”")
			links := found.pick("a")
			if len(links) != 1 || words(links[0]) != "Nieuwe klant maken: "+typed {
				t.Fatalf("%q: %d links", typed, len(links))
			}
			filled := ""
			for _, one := range b.get(attr(links[0], "href")).sound().pick("input") {
				if attr(one, "name") == field && filled == "" {
					filled = attr(one, "value")
				}
			}
			if filled != typed {
				t.Errorf("%q is carried over as %q in %s", typed, filled, field)
			}
			b.get("/customers?q=" + url.QueryEscape(typed)).sound().has("Nieuwe klant maken: " + typed)
		}
	})
}

// TestSearchIsOnEveryPage: a page without a field in its head has the one that Ctrl K opens, also without script
// a form that leads to the list.
func TestSearchIsOnEveryPage(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		page := s.signedIn(s.Fatima).get("/customers/" + s.Zeger.String()).sound()
		forms := page.pick("dialog#seek form")
		if len(forms) != 1 || attr(forms[0], "action") != "/customers" || len(page.pick("dialog#seek input")) != 1 {
			t.Error("a customer's page has nothing to search in")
		}
	})
}
