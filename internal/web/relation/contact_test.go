package relation_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// notes has Fatima note a question after another one, answered at once.
func (s *scene) notes(of id.Customer, after id.Question) intake.Question {
	s.T.Helper()
	asked := intake.New{Text: "U wilt weten tot hoe laat wij open zijn."}
	asked.Customer = of
	taken, err := s.Acts.TakeQuestion(context.Background(), s.Fatima, act.Take{Question: asked, Ending: intake.Answered, After: after})
	if err != nil {
		s.T.Fatal(err)
	}
	return taken.Question
}

// TestOneConversation: questions of one caller share the contact moment, and stand together; another customer,
// or the same one long after, is a conversation of its own.
func TestOneConversation(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		asked := intake.New{Text: "U wilt weten waarom de koelcel uitvalt."}
		asked.Customer = s.Zeger
		taken, err := s.Acts.TakeQuestion(context.Background(), s.Fatima, act.Take{
			Question: asked, Ending: intake.Promised, Tell: act.Aloud,
			Promise: promise.Make{Kind: promise.CallBack, Act: "de koelcel", Owner: s.Jeroen.StaffID(), Due: promise.Due{At: at(15, 0)}},
		})
		if err != nil {
			t.Fatal(err)
		}
		first := taken.Question
		s.Passes(at(10, 55))
		second := s.notes(s.Zeger, first.ID)
		if second.Contact != first.Contact || second.Channel != first.Channel {
			t.Errorf("the second question has contact %s, the first %s", second.Contact, first.Contact)
		}
		if other := s.notes(s.Monique, first.ID); other.Contact == first.Contact {
			t.Error("another customer's question is of the same conversation")
		}
		s.Passes(at(13, 0))
		if late := s.notes(s.Zeger, first.ID); late.Contact == first.Contact {
			t.Error("a question of two hours later is of the same conversation")
		}
		b := s.signedIn(s.Fatima)
		b.get("/questions/"+second.ID.String()).sound().has("Ook gevraagd in dit gesprek", "waarom de koelcel uitvalt")
		page := b.get("/customers/" + s.Zeger.String()).sound()
		page.has("Fatima noteerde in hetzelfde gesprek:", "Beloofd: terugbellen over de koelcel, vandaag vóór 15:00", "Bevestigd wat wij beloofden (mondeling)")
		page.lacks("Fatima beloofde:")
		if lines := page.pick(".entry"); len(lines) != 3 {
			t.Errorf("three questions, one with a promise and a message, stand in %d lines:\n%s", len(lines), page.text())
		}
	})
}

// TestOlderEntries: what does not fit on the customer's screen stands on the pages of the balance, each entry once.
func TestOlderEntries(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		for minute := range 14 {
			s.Promises(s.Zeger, s.Jeroen, at(11, minute), func(m *promise.Make) { m.Override = true })
		}
		s.Passes(at(11, 30))
		b := s.signedIn(s.Fatima)
		path := "/customers/" + s.Zeger.String()
		card := b.get(path).sound().has("Oudere boekingen")
		older := ""
		for _, link := range card.pick("aside a") {
			if to := attr(link, "href"); strings.Contains(to, "/balance?before=") {
				older = to
			}
		}
		seen := map[string]int{}
		for _, where := range []string{path + "/balance", older} {
			for _, link := range b.get(where).is(http.StatusOK).sound().has("Ons saldo bij Zeger van Dam", "Uit 14 boekingen").pick(".measure a") {
				seen[where+attr(link, "href")]++
			}
		}
		whole, rest := 0, 0
		for where := range seen {
			if strings.HasPrefix(where, older) {
				rest++
			} else {
				whole++
			}
		}
		if whole != 14 || rest != 2 {
			t.Errorf("%d entries in all and %d older than those on the screen, want 14 and 2", whole, rest)
		}
		b.get("/customers/" + s.Monique.String() + "/balance").is(http.StatusOK).has("Nog niets geboekt.").lacks("Er zijn geen oudere boekingen.")
		b.get(path + "/balance?before=00000000-0000-7000-8000-000000000000").is(http.StatusOK).has("Er zijn geen oudere boekingen.")
		b.get("/customers/" + s.Monique.String() + strings.TrimPrefix(older, path)).lacks("niet teruggebeld")
		b.get(path + "/balance?before=x").is(http.StatusUnprocessableEntity)
	})
}

// TestWhoElseIsNoting: the customer's screen and that of a question say that a colleague has a new question open.
func TestWhoElseIsNoting(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		q := s.notes(s.Zeger, id.Question{})
		b := s.signedIn(s.Fatima)
		paths := []string{"/customers/" + s.Zeger.String(), "/questions/" + q.ID.String(), "/customers/" + s.Zeger.String() + "/beside"}
		const said = "Jeroen is bezig met een nieuwe vraag van deze klant"
		if err := s.Acts.SitDown(context.Background(), s.Jeroen, s.Zeger); err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			b.get(path).is(http.StatusOK).has(said)
		}
		b.get("/customers/" + s.Monique.String()).lacks(said)
		if err := s.Acts.StandUp(context.Background(), s.Jeroen, s.Zeger); err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			b.get(path).is(http.StatusOK).lacks(said)
		}
	})
}

// TestTheReasonIsGiven: an honest notice says why where that is the customer's to know; on another day it is not
// busy any more.
func TestTheReasonIsGiven(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		r := promise.Revision{Due: promise.Due{At: at(16, 0)}, Cause: promise.BusyDay}
		if _, err := s.Acts.Revise(context.Background(), s.Fatima, p.ID, r, act.ByMessage); err != nil {
			t.Fatal(err)
		}
		if said := s.said(p.ID); !strings.Contains(said, "Het is vandaag uitzonderlijk druk") {
			t.Errorf("the notice of a busy day is:\n%s", said)
		}
		s.Clock.Set(at(10, 0).Add(24 * time.Hour))
		if said := s.said(p.ID); strings.Contains(said, "uitzonderlijk druk") {
			t.Errorf("a day later the notice still is:\n%s", said)
		}
	})
}

// said is what the customer reads of the newest honest notice about a promise.
func (s *scene) said(of id.Promise) (text string) {
	s.T.Helper()
	truth := act.Truth{Acts: s.Acts, Link: func(_ organisation.Organisation, path string) string { return "https://delinde.example" + path }}
	s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
		all, err := s.Acts.Message.OfSubject(tx, of.Any())
		for _, m := range all {
			if m.Kind == message.HonestNotice && err == nil {
				var written message.Text
				written, _, err = truth.Compose(tx, m)
				text = written.Plain
			}
		}
		return err
	})
	return text
}

// TestWhoElseHasTheQuestionOpen: the screen of a question says who has it open already, until he leaves it or says
// nothing more; who has another one open is not named.
func TestWhoElseHasTheQuestionOpen(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		one, other := s.notes(s.Zeger, id.Question{}), s.notes(s.Monique, id.Question{})
		fatima, jeroen := s.signedIn(s.Fatima), s.signedIn(s.Jeroen)
		path := "/questions/" + one.ID.String()
		const said = "Jeroen heeft deze vraag ook open"
		fatima.get(path).is(http.StatusOK).lacks(said)
		jeroen.post(path + "/open").is(http.StatusOK).lacks("Jeroen")
		fatima.get(path).has(said)
		fatima.post(path + "/open").is(http.StatusOK).has(said)
		fatima.get("/questions/" + other.ID.String()).lacks(said)
		jeroen.post(path + "/open").has("Fatima heeft deze vraag ook open")
		jeroen.post(path + "/left").is(http.StatusNoContent)
		fatima.get(path).lacks(said)
		jeroen.post(path + "/open")
		s.Clock.Advance(91 * time.Second)
		fatima.get(path).lacks(said)
		jeroen.post("/questions/" + s.Zeger.String() + "/open").is(http.StatusNotFound)
	})
}
