package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"kroon/internal/lang"
	"kroon/internal/party"
)

// The line below the menu is said in the language of the page, whatever the person or the house has set.
func TestPresenceIsSaidInTheLanguageOfThePage(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /today", Role: party.Reader, Handle: page("x")})
	for _, l := range lang.Langs() {
		body := f.ask("GET", "/today", "", "Test-Role", string(party.Owner), "Accept-Language", string(l)).Body.String()
		want := `<span class="presence">` + lang.For(l, true, linde.Zone).T("desk.present") + "</span>"
		if !strings.Contains(body, want) {
			t.Errorf("%s: no %s on the page", l, want)
		}
	}
}

// On a phone the bar holds four ways; the others stand behind one word at the top.
func TestOnAPhoneEveryItemOfTheMenuCanBeReached(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /today", Role: party.Reader, Handle: page("x")})
	body := f.ask("GET", "/today", "", "Test-Role", string(party.Owner)).Body.String()
	at := strings.Index(body, `<details class="more around"`)
	phone := body[at:strings.Index(body[at:], "</details>")+at] + body[strings.Index(body, `<nav class="tabs"`):]
	for _, item := range DefaultMenu() {
		if !strings.Contains(phone, `href="`+item.Path+`"`) {
			t.Errorf("nothing on a phone leads to %s", item.Path)
		}
	}
}

// What nobody used yet is not in the menu, but for the page one is on; the settings lead to it.
func TestTheMenuHoldsWhatIsUsed(t *testing.T) {
	var waiting []string
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /lists", Role: party.Reader, Handle: page("x")},
		Route{Pattern: "GET /settings", Role: party.Reader, Handle: func(w http.ResponseWriter, r *http.Request) error {
			for _, item := range ViewOf(r).Waiting() {
				waiting = append(waiting, item.Path)
			}
			return page("x")(w, r)
		}})
	f.used = map[string]bool{"answers": true}
	leads := func(from string) (out []string) {
		body := f.ask("GET", from, "", "Test-Role", string(party.Owner)).Body.String()
		for _, path := range []string{"/lists", "/complaints", "/answers"} {
			if strings.Contains(body, `<a href="`+path+`"`) {
				out = append(out, path)
			}
		}
		return out
	}
	if got := leads("/settings"); !slices.Equal(got, []string{"/answers"}) {
		t.Errorf("the menu leads to %v", got)
	}
	if want := []string{"/lists", "/complaints"}; !slices.Equal(waiting, want) {
		t.Errorf("the settings lead to %v, want %v", waiting, want)
	}
	if got := leads("/lists"); !slices.Equal(got, []string{"/lists", "/answers"}) {
		t.Errorf("on the page itself the menu leads to %v", got)
	}
}
