package public_test

import (
	"net/http"
	"strings"
	"testing"

	"kroon/internal/customer"
	"kroon/internal/promise"
)

// TestSeveralAtOnce begins with what is due first, folds the others away, and acts on the one that is meant.
func TestSeveralAtOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		later := s.Promises(s.Zeger, s.Jeroen, at(15, 0), func(m *promise.Make) { m.Act = "de oven" })
		first := s.Promises(s.Zeger, s.Jeroen, at(14, 0), func(m *promise.Make) { m.Act = "de koelcel" })
		done := s.Promises(s.Zeger, s.Fatima, at(16, 0), func(m *promise.Make) { m.Kind, m.Act = promise.Send, "de handleiding" })
		if _, err := s.Acts.Deliver(t.Context(), s.Fatima, done.ID, promise.Deed{Proof: promise.ByMessage}, ""); err != nil {
			t.Fatal(err)
		}
		token, err := s.Acts.LinkToCustomer(t.Context(), s.Fatima, s.Zeger)
		if err != nil {
			t.Fatal(err)
		}
		b, path := s.browser(), "/w/"+token
		page := b.get(path).is(http.StatusOK).sound()
		if head := page.at("h1"); head != "Jeroen belt u vandaag, dinsdag 24 november, vóór 14.00 uur" {
			t.Errorf("what is due first does not stand first: %s", head)
		}
		folds := page.pick("details.one")
		if len(folds) != 2 || !strings.Contains(words(folds[0]), "vóór 15.00 uur Het gaat om: de oven.") || !strings.Contains(words(folds[1]), "is het gelukt?") {
			t.Fatalf("the others are not folded, the most urgent first: %d", len(folds))
		}
		wrong := b.post(path+"/add", "promise", later.ID.String(), "words", "").is(http.StatusUnprocessableEntity).sound()
		for i, fold := range wrong.pick("details.one") {
			if open := has(fold, "open"); open != (i == 0) {
				t.Errorf("fold %d open: %v; only what was refused is", i, open)
			}
		}
		if got := wrong.pick("#f-words"); len(got) != 1 || attr(got[0], "aria-invalid") != "true" {
			t.Error("the refusal does not lead to its field")
		}
		b.done(path+"/let-go", "promise", later.ID.String()).lacks("de oven")
		b.done(path+"/object", "promise", done.ID.String(), "complaint", "Er zit een ander boekje in.")
		if s.Promise(first.ID).State != promise.Agreed || s.Promise(later.ID).State != promise.Released || s.Promise(done.ID).State != promise.Disputed {
			t.Error("an act on one of several reached another")
		}
		b.get(path).sound().has("U zei dat het niet gedaan is", "Is het nu wel goed?")
	})
}

// TestNothingIsOpen says what was done instead, and asks nothing more.
func TestNothingIsOpen(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		token, err := s.Acts.LinkToCustomer(t.Context(), s.Fatima, s.Zeger)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Acts.Deliver(t.Context(), s.Jeroen, p.ID, promise.Deed{Proof: promise.ByCall}, ""); err != nil {
			t.Fatal(err)
		}
		b, path := s.browser(), "/w/"+token
		asking := b.get(path).sound().has("Jeroen belde u dinsdag 24 november om 10.52 uur", "Is het gelukt?", "Nee, het is niet gelukt").lacks("Ik ben niet tevreden")
		if len(asking.pick("summary.btn")) != 2 {
			t.Error("not satisfied and not worked out are two doors to one act")
		}
		b.done(path+"/done", "promise", p.ID.String())
		page := b.get(path).sound().has("Er staat nu niets open", "Wat wij deden", "Jeroen belde u dinsdag 24 november om 10.52 uur", "Bel ons: 030 261 44 00").lacks("Is het gelukt?")
		if len(page.pick("form")) != 0 {
			t.Error("something is asked where all is done")
		}
	})
}

// TestWhatIsDoneIsNotReadBack: whether we understood is asked as long as he waits for us, and no longer.
func TestWhatIsDoneIsNotReadBack(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		taken := s.Asks(s.Zeger, "U wilt weten of transportschade gedekt is.", "", s.Jeroen, at(15, 0))
		token, err := s.Acts.LinkToCustomer(t.Context(), s.Fatima, s.Zeger)
		if err != nil {
			t.Fatal(err)
		}
		b, path := s.browser(), "/w/"+token
		b.get(path).sound().has("Hebben wij u goed begrepen?")
		if _, err := s.Acts.Deliver(t.Context(), s.Jeroen, taken.Promise.ID, promise.Deed{Proof: promise.ByCall}, ""); err != nil {
			t.Fatal(err)
		}
		b.get(path).sound().has("Is het gelukt?").lacks("Hebben wij u goed begrepen?")
	})
}

// TestLate says what went wrong and makes a new time the thing to press.
func TestLate(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(11, 30))
		b, path := s.browser(), "/w/"+s.Link(p.ID)
		if got := b.get(path).pick("summary.primary"); len(got) != 0 {
			t.Error("before due, moving asks to be pressed")
		}
		s.Passes(at(11, 40))
		if got := b.get(path).sound().at("summary.primary"); got != "Kies een nieuw moment" {
			t.Errorf("after due, what to press is %q", got)
		}
	})
}

// TestAClosedLinkLeadsToThePhone gives the public number and nothing of a customer, in u or je alike.
func TestAClosedLinkLeadsToThePhone(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		s.Knows(customer.Details{Name: "Sem", Form: customer.Familiar})
		page := s.browser().get("/w/nietmeer").is(http.StatusNotFound).sound()
		if links := page.pick("main a"); len(links) != 1 || attr(links[0], "href") != "tel:+31302614400" {
			t.Error("a closed link does not lead to the phone")
		}
		page.lacks("Sem", "Zeger", "Monique", "Jeroen", "/w/", "<form")
	})
}
