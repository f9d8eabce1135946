package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/promise"
)

// waiting lists the kinds of what is still to be said about a promise.
func (s *stepped) waiting(of id.Promise) (kinds []message.Kind) {
	s.t.Helper()
	s.do(s.fatima, func(tx *db.Tx) error {
		all, err := s.app.Acts.Message.OfSubject(tx, of.Any())
		for _, m := range all {
			if m.State == message.Waiting || m.State == message.Draft || m.State == message.ByHand {
				kinds = append(kinds, m.Kind)
			}
		}
		return err
	})
	return kinds
}

// A revision that is taken back is never told, with the customer's consent or without, and what it cost and
// that he was warned count for nothing.
func TestARevisionTakenBackIsNotTold(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx := context.Background()
		for _, consent := range []bool{false, true} {
			p := s.promised(s.zeger, "de koelcel", s.at(26, 15, 0))
			other := promise.Revision{Due: promise.Due{At: s.at(27, 11, 0), Zone: "Europe/Amsterdam"}, Consent: consent}
			revised, err := s.app.Acts.Revise(ctx, s.fatima, p.ID, other, act.ByMessage)
			if err != nil {
				s.t.Fatal(err)
			}
			from := revised.Next.Promise.ID // the screen shows the new one, and undoes that
			if consent {
				from = p.ID
			}
			if got := append(s.waiting(p.ID), s.waiting(revised.Next.Promise.ID)...); len(got) != 1 {
				s.t.Fatalf("%v wait, want 1", got)
			}
			s.pass(s.clock.Now().Add(10 * time.Second))
			if _, err := s.app.Acts.UndoPromise(ctx, s.fatima, from); err != nil {
				s.t.Fatal(err)
			}
			if got := append(s.waiting(p.ID), s.waiting(revised.Next.Promise.ID)...); len(got) != 0 {
				s.t.Errorf("consent %v: %v still waits", consent, got)
			}
			if got := s.promise(p.ID); got.State != promise.Agreed || s.balance() != 0 {
				s.t.Errorf("consent %v: %s, balance %d", consent, got.State, s.balance())
			}
			s.pass(s.clock.Now().Add(time.Minute))
			if got := s.post.to("zeger@vandam.example"); len(got) != 0 {
				s.t.Errorf("consent %v: said %v", consent, got)
			}
		}
		s.pass(s.at(26, 15, 1)) // and then it breaks, in silence
		s.do(s.fatima, func(tx *db.Tx) error {
			points, _, err := s.app.Acts.Ledger.Balance(tx, s.zeger)
			if points != -16 {
				s.t.Errorf("two promises broken without a warning cost %d, want -16", points)
			}
			return err
		})
	})
}

// Taking back a deed leaves what lay ready before it.
func TestUndoLeavesWhatLayReady(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx := context.Background()
		p := s.promised(s.zeger, "de koelcel", s.at(24, 15, 0))
		s.pass(s.at(24, 14, 55)) // past the last safe moment: an honest notice lies ready
		if got := s.waiting(p.ID); len(got) != 1 || got[0] != message.HonestNotice {
			s.t.Fatalf("%v lies ready", got)
		}
		if _, err := s.app.Acts.Deliver(ctx, s.fatima, p.ID, promise.Deed{Proof: promise.ByText, Words: "Gedaan."}, act.ByMessage); err != nil {
			s.t.Fatal(err)
		}
		if _, err := s.app.Acts.UndoPromise(ctx, s.fatima, p.ID); err != nil {
			s.t.Fatal(err)
		}
		if got := s.waiting(p.ID); len(got) != 1 || got[0] != message.HonestNotice {
			s.t.Errorf("%v lies ready after the undo", got)
		}
	})
}

// A customer who meant something else: who holds the question hears it, and who promised; once each, with
// the words of now.
func TestTheHolderHearsOfACorrection(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		take := act.Take{Question: intake.New{Text: "U wilt weten wanneer de koelcel komt.", Channel: intake.ByPhone}, Ending: intake.Promised, Tell: act.Silently}
		take.Question.Customer = s.zeger
		take.Question.Holder = s.andries.StaffID()
		take.Promise = promise.Make{Kind: promise.CallBack, Due: promise.Due{At: s.at(26, 14, 0), Zone: "Europe/Amsterdam"}}
		taken, err := acts.TakeQuestion(ctx, s.fatima, take)
		if err != nil {
			s.t.Fatal(err)
		}
		visitor := s.visitor(taken.Promise)
		for i, words := range []intake.ToCustomer{"Ik wil hem terugbrengen.", "Ik wil hem morgen terugbrengen."} {
			if _, err := acts.CorrectByLink(ctx, visitor, taken.Question.ID, 1+i, words); err != nil {
				s.t.Fatal(err)
			}
		}
		s.pass(s.at(24, 10, 5))
		for _, name := range []string{"Andries", "Fatima"} {
			got := s.post.mailed(name + "@delinde.example")
			if len(got) != 1 || !strings.Contains(got[0].Plain, "Ik wil hem morgen terugbrengen") {
				s.t.Errorf("%s got %+v", name, got)
			}
		}
		notices := 0
		s.do(s.andries, func(tx *db.Tx) error {
			all, err := acts.Message.Notices(tx, s.andries.StaffID(), id.Message{}, 20)
			for _, one := range all {
				if one.Kind == message.CustomerCorrected && strings.Contains(one.Text.Subject, "Zeger van Dam bedoelt iets anders") {
					notices++
				}
			}
			return err
		})
		if notices != 1 {
			s.t.Errorf("%d notices are true, want 1", notices)
		}
	})
}
