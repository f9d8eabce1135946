package overview_test

import (
	"context"
	"slices"
	"testing"

	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// finding returns what fails unless somebody finds words in exactly these kinds of text.
func (s *scene) finding(t *testing.T) func(who party.Actor, typed string, want ...string) {
	return func(who party.Actor, typed string, want ...string) {
		t.Helper()
		if got := s.said(who, typed); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", typed, got, want)
		}
	}
}

// wordsKept is how many words the search keeps, and how many of them were typed in messages.
func (s *scene) wordsKept() (all, typed int64) {
	s.Do(s.Fatima, func(tx *db.Tx) (err error) {
		if all, err = db.One[int64](tx, "SELECT COUNT(*) FROM search_word WHERE org = $1", tx.Org); err == nil {
			typed, err = db.One[int64](tx, "SELECT COUNT(*) FROM search_word WHERE org = $1 AND kind = 'message'", tx.Org)
		}
		return err
	})
	return all, typed
}

// toSend is the message about a promise that waits for a person.
func (s *scene) toSend(of id.Promise) (out id.Message) {
	s.Do(s.Jeroen, func(tx *db.Tx) error {
		all, err := s.Acts.Message.OfSubject(tx, of.Any())
		for _, m := range all {
			if m.State == message.Draft {
				out = m.ID
			}
		}
		return err
	})
	return out
}

// TestAPromiseIsFoundBesideItsQuestion: by what it is about, which may be in other words than the question; and a promise
// in which nobody typed a word adds none to the search.
func TestAPromiseIsFoundBesideItsQuestion(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx, finds := context.Background(), s.finding(t)
		program := s.Fatima
		program.Kind = party.Agent
		before, _ := s.wordsKept()
		s.Promises(s.Zeger, s.Fatima, at(16, 0), func(m *promise.Make) { m.Act = "" })
		if after, _ := s.wordsKept(); after != before {
			t.Errorf("a promise without a word keeps %d", after-before)
		}
		taken := s.Asks(s.Zeger, "Wat kost een warmtepomp?", "", s.Fatima, at(15, 0)) // she calls about "de koelcel"
		finds(s.Fatima, "koelcel", "promise")
		finds(program, "koelcel", "promise")
		finds(s.Fatima, "warmtepomp", "question")
		s.readsAgain()
		finds(s.Fatima, "koelcel", "promise")
		must[promise.Promise](t)(s.Acts.UndoPromise(ctx, s.Fatima, taken.Promise.ID))
		finds(s.Fatima, "koelcel")
	})
}

// TestTypedWordsInAMessageAreFound: from the moment it left, by colleagues and no program; what Kroon wrote around them is
// found by nobody, and what was written with a deed once.
func TestTypedWordsInAMessageAreFound(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx, finds := context.Background(), s.finding(t)
		program := s.Fatima
		program.Kind = party.Agent
		missed := s.Promises(s.Zeger, s.Jeroen, at(12, 0), func(m *promise.Make) { m.Kind, m.Act = promise.CallBack, "" })
		s.Passes(at(12, 1))
		draft := s.toSend(missed.ID)
		must[message.Message](t)(s.Acts.SendDraft(ctx, s.Jeroen, draft, "De vrachtwagen stond stil bij Breukelen."))
		s.Passes(at(12, 2))
		finds(s.Fatima, "breukelen") // it lies ready for him to send
		sent := must[message.Message](t)(s.Acts.HandMessage(ctx, s.Jeroen, draft))
		finds(s.Fatima, "breukelen vracht", "message")
		finds(program, "breukelen")
		if _, typed := s.wordsKept(); typed != 4 || sent.Said == "" { // vrachtwagen, stond, stil, Breukelen
			t.Fatalf("%d words are kept of %q", typed, sent.Said)
		}
		for _, word := range lang.Words(sent.Said) {
			if found := s.said(s.Fatima, word); slices.Contains(found, "message") && !slices.Contains(lang.Words(sent.Words), word) {
				t.Errorf("%q, which nobody typed, finds %v", word, found)
			}
		}
		s.Do(s.Fatima, func(tx *db.Tx) error {
			lines, err := s.see().SaidIn(tx, "breukelen", 10)
			if len(lines) != 1 || lines[0].Customer != s.Zeger || lines[0].About != "promise" || lines[0].Subject != missed.ID.Any() {
				t.Errorf("found: %+v", lines)
			}
			return err
		})

		kept := s.Promises(s.Zeger, s.Fatima, at(15, 0), func(m *promise.Make) { m.Kind, m.Act = promise.Answer, "" })
		must[promise.Promise](t)(s.Acts.Deliver(ctx, s.Fatima, kept.ID, promise.Deed{Words: "Negentig euro per paneel."}, act.Aloud))
		finds(s.Fatima, "paneel", "deed")
		if _, typed := s.wordsKept(); typed != 4 {
			t.Errorf("words of a deed are kept twice: %d", typed)
		}
		other := s.Promises(s.Zeger, s.Fatima, at(15, 30), func(m *promise.Make) { m.Kind, m.Act = promise.Answer, "" })
		must[promise.Promise](t)(s.Acts.Deliver(ctx, s.Fatima, other.ID, promise.Deed{Words: "Uitgezocht."}, act.Draft))
		must[message.Message](t)(s.Acts.SendDraft(ctx, s.Fatima, s.toSend(other.ID), "Een boiler gaat twintig jaar mee."))
		s.Passes(at(12, 5))
		must[message.Message](t)(s.Acts.HandMessage(ctx, s.Fatima, s.byHand(other.ID)))
		finds(s.Fatima, "boiler", "message")
		s.readsAgain()
		finds(s.Fatima, "breukelen vracht", "message")
		finds(s.Fatima, "paneel", "deed")
		finds(s.Fatima, "boiler", "message")
		finds(s.Fatima, "excuses")
	})
}

// byHand is the message about a promise that somebody is to send himself.
func (s *scene) byHand(of id.Promise) (out id.Message) {
	s.Do(s.Jeroen, func(tx *db.Tx) error {
		all, err := s.Acts.Message.OfSubject(tx, of.Any())
		for _, m := range all {
			if m.State == message.ByHand {
				out = m.ID
			}
		}
		return err
	})
	return out
}

// TestWhySomebodyWasStruckOffIsFound: a fact and an objection by colleagues and no program; an opinion by who wrote it, by
// the second person, and by another only once he may read opinions about that customer.
func TestWhySomebodyWasStruckOffIsFound(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx, finds := context.Background(), s.finding(t)
		program := s.Fatima
		program.Kind = party.Agent
		strike := func(who party.Actor, of id.Customer, why calllist.Striking) id.Any {
			return must[calllist.Strike](t)(s.Acts.StrikeCustomer(ctx, who, of, why)).ID
		}
		strike(s.Andries, s.Monique, calllist.Striking{Reason: calllist.Fact, Fact: calllist.Abroad, Evidence: calllist.Said("Verhuisd naar Toronto.")})
		finds(s.Fatima, "toronto", "strike")
		finds(program, "toronto")
		opinion := strike(s.Andries, s.Zeger, calllist.Striking{Reason: calllist.Opinion, Why: calllist.Said("Hing op bij het woord onderhoud.")})
		finds(s.Andries, "onderhoud", "strike")
		finds(s.Fatima, "onderhoud")
		finds(s.Jeroen, "onderhoud")
		must[calllist.Strike](t)(s.Acts.SecondStrike(ctx, s.Jeroen, opinion, false, "Hij kocht in maart een kachel."))
		finds(s.Jeroen, "onderhoud kachel", "strike")
		finds(s.Fatima, "kachel")
		must[act.Logged](t)(s.Acts.LogInteraction(ctx, s.Fatima, interaction.New{
			Customer: s.Zeger, Kind: interaction.Visit, Direction: interaction.Out, Words: interaction.Said("Gesproken."),
		}))
		finds(s.Fatima, "kachel", "strike") // she has met him herself
		s.readsAgain()
		finds(s.Fatima, "kachel onderhoud", "strike")
		finds(s.Fatima, "toronto", "strike")
		s.Do(s.Fatima, func(tx *db.Tx) error {
			by, err := s.Acts.Team.Get(tx, s.Andries.StaffID())
			if err != nil {
				return err
			}
			lines, err := s.see().SaidIn(tx, "kachel", 10)
			if len(lines) != 1 || lines[0].Author != by.FirstName || lines[0].Customer != s.Zeger {
				t.Errorf("found: %+v", lines)
			}
			return err
		})
	})
}
