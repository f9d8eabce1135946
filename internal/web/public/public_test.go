package public_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// TestWhatWasPromisedComesFirst begins with the sentence, and asks whether we understood.
func TestWhatWasPromisedComesFirst(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		taken := s.Asks(s.Zeger, "U wilt weten waarom de koelcel uitvalt.", "GEHEIM", s.Jeroen, at(13, 0))
		b, path := s.browser(), "/w/"+s.Link(taken.Promise.ID)
		page := b.get(path).is(http.StatusOK).sound()
		page.has("Jeroen belt u vandaag, dinsdag 24 november, vóór 13.00 uur", "Op het nummer dat eindigt op 01 23. Het gaat om: de koelcel.",
			"Fatima noteerde uw vraag", "Jeroen heeft uw vraag", "over 2 uur en 8 minuten", "Daarna vragen wij hier of het gelukt is",
			"Hebben wij u goed begrepen?", "“U wilt weten waarom de koelcel uitvalt.”", "Bel ons: 030 261 44 00")
		page.lacks("GEHEIM", "Plaatsman", "020 555", "20555012", "zeger@", "directeur", "Zeger", "menu")
		if strings.Index(page.body, "Jeroen belt u vandaag") > strings.Index(page.body, "noteerde") {
			t.Error("what was promised does not stand first")
		}
		own := s.Asks(s.Zeger, "U wilt weten wat het kost.", "", s.Fatima, at(14, 0))
		b.get("/w/"+s.Link(own.Promise.ID)).is(http.StatusOK).has("Fatima noteerde uw vraag", "Fatima belt u vandaag vóór 14.00 uur").lacks("Fatima heeft uw vraag")
		question := taken.Question.ID.String()
		b.done(path+"/confirm", "question", question, "number", "1").sound().has("U zei dat dit klopt.")
		b.post(path+"/correct", "question", question, "number", "1", "meant", "").is(http.StatusUnprocessableEntity).has("Er staat nog niets")
		b.post(path+"/correct", "question", question, "number", "1", "meant", "U wilt weten waarom de koelcel uitvalt.").is(http.StatusUnprocessableEntity).has("Er staat nog hetzelfde")
		b.done(path+"/correct", "question", question, "number", "1", "meant", "Ik wil een <b>nieuwe</b> koelcel").sound().has("In uw eigen woorden", "Ik wil een <b>nieuwe</b> koelcel").lacks("<b>nieuwe")
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			q, err := s.Acts.Intake.Get(tx, taken.Question.ID)
			if q.ReadingState != intake.Confirmed || q.Reading != 2 {
				t.Errorf("reading %d is %s", q.Reading, q.ReadingState)
			}
			if err != nil {
				return err
			}
			readings, err := s.Acts.Intake.Readings(tx, taken.Question.ID)
			if err == nil && readings[1].AuthorKind != party.Customer || readings[1].How != intake.ByLink {
				t.Errorf("%+v", readings[1])
			}
			return err
		})
	})
}

// TestEverythingHeCanDo chooses another time, takes it back, lets go, adds something, objects.
func TestEverythingHeCanDo(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		b, path := s.browser(), "/w/"+s.Link(p.ID)
		_, value, _ := strings.Cut(b.get(path).body, `name="at" value="`)
		value, _, _ = strings.Cut(value, `"`)
		b.done(path+"/move", "promise", p.ID.String(), "at", value).sound().has("Dat is afgesproken.", "Er is een nieuw moment afgesproken", "Maak ongedaan")
		if s.Promise(p.ID).State != promise.Revised {
			t.Fatal("another time was not agreed")
		}
		next := nextOf(t, b.get(path))
		b.done(path+"/undo/"+next).has("Teruggedraaid.", "vóór 15.00 uur")
		b.post(path+"/move", "promise", p.ID.String(), "at", at(10, 53).UTC().Format(time.RFC3339)).is(http.StatusConflict).sound().has("Dat moment is net vergeven")
		b.post(path+"/move", "promise", p.ID.String(), "at", "soon").is(http.StatusConflict)
		b.done(path+"/let-go", "promise", p.ID.String()).has("U zei dat het niet meer hoeft", "Maak ongedaan")
		b.done(path + "/undo/" + p.ID.String()).has("Jeroen belt u")
		b.post(path+"/add", "promise", p.ID.String(), "words", " ").is(http.StatusUnprocessableEntity).sound().has("Schrijf in een paar woorden")
		b.done(path+"/add", "promise", p.ID.String(), "words", "De sleutel ligt bij de buren.").has("Wij lezen het.")
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			found, err := s.Acts.Intake.HeldBy(tx, s.Jeroen.StaffID(), id.Question{}, 10)
			if len(found) != 1 || found[0].Text != "De sleutel ligt bij de buren." || !found[0].Taker.IsZero() || found[0].Customer != s.Zeger {
				t.Errorf("what he adds reaches nobody: %+v", found)
			}
			return err
		})
		if _, err := s.Acts.Deliver(t.Context(), s.Jeroen, p.ID, promise.Deed{Proof: promise.ByCall}, ""); err != nil {
			t.Fatal(err)
		}
		b.get(path).sound().has("Jeroen belde u dinsdag 24 november om 10.52 uur", "Is het gelukt?")
		b.post(path+"/object", "promise", p.ID.String(), "complaint", "").is(http.StatusSeeOther)
		if s.Promise(p.ID).State != promise.Disputed {
			t.Error("not satisfied, and not disputed")
		}
		b.get(path).has("U zei dat het niet gedaan is", "Wij zoeken het uit")
		b.done(path+"/done", "promise", p.ID.String()).has("Dank u voor het laten weten.")
		if s.Promise(p.ID).State != promise.Accepted {
			t.Error("content, and not accepted")
		}
	})
}

func nextOf(t *testing.T, page answer) string {
	t.Helper()
	_, after, found := strings.Cut(page.body, `name="promise" value="`)
	if !found {
		t.Fatal("the page has no promise")
	}
	return after[:36]
}

// TestABrokenOne says what went wrong, and his word that it was done in time corrects it.
func TestABrokenOne(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(11, 30))
		theirs := s.Promises(s.Zeger, s.Fatima, at(16, 0), func(m *promise.Make) {
			m.Direction, m.Kind, m.Act = promise.Theirs, promise.Send, "foto's van de kast"
		})
		b, path := s.browser(), "/w/"+s.Link(p.ID)
		s.Passes(at(11, 40))
		b.get(path).sound().has("Wij belden u niet op tijd", "Dat is niet gelukt, en dat spijt ons.", "Is het toch gebeurd?", "U hoort zo snel mogelijk van ons", "Wat u ons beloofde", "Foto's van de kast")
		b.done(path+"/done", "promise", theirs.ID.String()).lacks("Foto's van de kast")
		b.done(path+"/done", "promise", p.ID.String(), "in_time", "yes").sound().has("Het bleek toch op tijd gedaan")
		if got := s.Promise(p.ID); !got.Kept() || got.State != promise.Broken {
			t.Errorf("his word does not date it: %s", got.State)
		}
	})
}

// TestOthersAreOutOfReach lets a link do nothing with another customer's promise or question, nor with an
// internal one; the answer does not tell whether they exist.
func TestOthersAreOutOfReach(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		mine := s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		other := s.Asks(s.Monique, "U wilt een cursus.", "", s.Jeroen, at(16, 0))
		internal := s.Promises(s.Zeger, s.Fatima, at(16, 30), func(m *promise.Make) { m.Direction, m.Colleague = promise.Internal, s.Jeroen.StaffID() })
		b, path := s.browser(), "/w/"+s.Link(mine.ID)
		unknown := id.New[id.Promise](s.App.DB.IDs())
		for _, of := range []id.Promise{other.Promise.ID, internal.ID, unknown} {
			for _, what := range []string{"let-go", "done", "add", "object", "answer"} {
				b.post(path+"/"+what, "promise", of.String(), "words", "x", "complaint", "x").is(http.StatusConflict).lacks("cursus")
			}
			b.post(path + "/undo/" + of.String()).is(http.StatusConflict)
		}
		b.post(path+"/confirm", "question", other.Question.ID.String(), "number", "1").is(http.StatusConflict).lacks("cursus")
		for _, of := range []id.Promise{other.Promise.ID, internal.ID} {
			if p := s.Promise(of); p.State != promise.Agreed || p.Version != 1 {
				t.Errorf("changed by a stranger: %+v", p)
			}
		}
	})
}

// TestAClosedLinkTellsNothing shows the same kind page for links that expired, were closed, or never were.
func TestAClosedLinkTellsNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		token := s.Link(p.ID)
		b := s.browser()
		never := b.get("/w/"+strings.Repeat("x", len(token))).is(http.StatusNotFound).sound().has("Deze link werkt niet meer", "De Linde")
		if _, err := s.Acts.LinkToCustomer(t.Context(), s.Fatima, s.Zeger); err != nil {
			t.Fatal(err)
		}
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			links, err := s.Acts.Access.LinksTo(tx, p.ID.Any())
			if err != nil {
				return err
			}
			return s.Acts.Access.RevokeLink(tx, links[0].ID)
		})
		if strings.Contains(never.text(), "alleen voor") {
			t.Error("a link that does not work says whose page it is")
		}
		closed := b.get("/w/" + token).is(http.StatusNotFound)
		if closed.text() != never.text() {
			t.Error("a closed link differs from one that never was")
		}
		b.post("/w/"+token+"/let-go", "promise", p.ID.String()).is(http.StatusNotFound).has("Deze link werkt niet meer")
		if s.Promise(p.ID).State != promise.Agreed {
			t.Error("a closed link let a promise go")
		}
		fresh := s.Link(p.ID)
		b.get("/w/" + fresh).is(http.StatusOK)
		s.Clock.Set(at(15, 0).AddDate(0, 6, 0))
		b.get("/w/" + fresh).is(http.StatusNotFound)
	})
}

// TestInHisLanguage speaks as the customer is spoken to, whatever the browser prefers.
func TestInHisLanguage(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		peter := s.Knows(customer.Details{Name: "Peter", Lang: lang.EN, Emails: []string{"p@example.com"}})
		sam := s.Knows(customer.Details{Name: "Sam", Form: customer.Familiar, Emails: []string{"s@example.com"}})
		b := s.browser()
		b.ask("GET", "/w/"+s.Link(s.Promises(peter, s.Jeroen, at(15, 0)).ID), nil, "Accept-Language", "nl").sound().has("Jeroen will call you today, Tuesday 24 November, before 15:00")
		b.ask("GET", "/w/"+s.Link(s.Promises(sam, s.Fatima, at(16, 0)).ID), nil, "Accept-Language", "en").sound().has("Fatima belt je vandaag", "Deze pagina is alleen voor jou")
	})
}

// TestAProposal is answered by the customer himself.
func TestAProposal(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0), func(m *promise.Make) { m.Proposal, m.Kind = true, promise.Visit })
		b, path := s.browser(), "/w/"+s.Link(p.ID)
		b.get(path).sound().has("Wij stellen voor dat Jeroen dit vandaag", "Is dat goed?")
		b.done(path+"/answer", "promise", p.ID.String(), "answer", "yes").has("Jeroen komt vandaag")
		if s.Promise(p.ID).State != promise.Agreed {
			t.Error("yes, and not agreed")
		}
	})
}

// TestTooMuch stops a flood of additions, and says what to do instead.
func TestTooMuch(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		b, path := s.browser(), "/w/"+s.Link(p.ID)
		v := act.Visitor{Org: s.Org, Token: s.Link(p.ID)}
		for range 20 {
			if _, err := s.Acts.AddByLink(t.Context(), v, p.ID, "nog iets"); err != nil {
				t.Fatal(err)
			}
		}
		b.post(path+"/add", "promise", p.ID.String(), "words", "en nog iets").is(http.StatusConflict).has("Bel ons liever even", "en nog iets")
	})
}
