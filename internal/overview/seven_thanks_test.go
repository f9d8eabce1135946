package overview_test

import (
	"context"
	"testing"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/overview"
	"kroon/internal/promise"
)

func (s *scene) thanked(of id.Customer) (out overview.SevenAnswer) {
	s.Do(s.Fatima, func(tx *db.Tx) error {
		house, err := s.Acts.Team.House(tx)
		if err != nil {
			return err
		}
		all, err := s.see().SevenAnswers(tx, house, of)
		for _, a := range all {
			if a.Ask == overview.AskThanks {
				out = a
			}
		}
		return err
	})
	return out
}

// TestAppreciationIsToldFromDeeds: nothing to go by is unknown, a call in time is nothing special, one well before due is
// attention, and a broken promise asks for an apology until there is one.
func TestAppreciationIsToldFromDeeds(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		is := func(says overview.Says, good, n int, first string) {
			t.Helper()
			a := s.thanked(s.Zeger)
			what := ""
			if len(a.Evidence) > 0 {
				what = a.Evidence[0].What
			}
			if a.Says != says || a.Good != good || a.N != n || what != first {
				t.Errorf("%s, %d of %d, %q; want %s, %d of %d, %q", a.Says, a.Good, a.N, what, says, good, n, first)
			}
		}
		callBack := func(hour, minute int) promise.Promise {
			return s.Promises(s.Zeger, s.Jeroen, at(hour, minute), func(m *promise.Make) { m.Kind = promise.CallBack })
		}
		is(overview.SaysUnknown, 0, 0, "")
		soon, later, missed := callBack(12, 30), callBack(15, 0), callBack(13, 0)
		s.Passes(at(11, 31))
		must[promise.Promise](t)(s.Acts.Spoke(ctx, s.Jeroen, soon.ID)) // 59 minutes before
		is(overview.SaysUnknown, 0, 0, "")
		must[promise.Promise](t)(s.Acts.Spoke(ctx, s.Jeroen, later.ID))
		is(overview.SaysYes, 1, 1, "early")
		s.Passes(at(13, 1))
		is(overview.SaysPartly, 1, 2, "no-sorry")
		var draft id.Message
		s.Do(s.Jeroen, func(tx *db.Tx) error {
			said, err := s.Acts.Message.OfSubject(tx, missed.ID.Any())
			for _, m := range said {
				if m.Kind == message.Broken {
					draft = m.ID
				}
			}
			return err
		})
		must[message.Message](t)(s.Acts.SendDraft(ctx, s.Jeroen, draft, "Het spijt me."))
		is(overview.SaysPartly, 1, 2, "no-sorry") // it has not left yet
		s.Passes(at(13, 3))
		must[message.Message](t)(s.Acts.HandMessage(ctx, s.Jeroen, draft))
		is(overview.SaysYes, 2, 2, "sorry")
		if a := s.thanked(s.Zeger); a.Numbers["early"] != 1 || a.Numbers["sorry"] != 1 || a.Numbers["broken"] != 1 {
			t.Errorf("numbers: %v", a.Numbers)
		}
		if a := s.thanked(s.Monique); a.N != 0 {
			t.Errorf("of somebody else: %+v", a)
		}
	})
}
