package app_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
)

// Who lets a promise go because he bought elsewhere waits for no answer either, and is counted with those who could
// not wait for us; taken back, he waits again.
func TestWhoBoughtElsewhereWaitsNoMore(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		take := act.Take{Question: intake.New{Text: "U wilt weten wat een koelcel kost.", Channel: intake.ByPhone}, Ending: intake.Promised, Tell: act.Silently}
		take.Question.Customer = s.zeger
		take.Promise = promise.Make{Kind: promise.CallBack, Due: promise.Due{At: s.at(26, 14, 0), Zone: "Europe/Amsterdam"}}
		taken, err := acts.TakeQuestion(ctx, s.fatima, take)
		if err != nil {
			s.t.Fatal(err)
		}
		stands := func(want intake.Ending, counted int) {
			s.t.Helper()
			s.do(s.fatima, func(tx *db.Tx) error {
				q, err := acts.Intake.Get(tx, taken.Question.ID)
				if err != nil || q.Ending != want || q.Open != (want == intake.Promised) {
					s.t.Errorf("the question ended %q, open %v: %v", q.Ending, q.Open, err)
				}
				more, err := overview.Figures(tx, time.Time{}, time.Time{})
				if len(more.Elsewhere) != counted {
					s.t.Errorf("counted: %+v", more.Elsewhere)
				}
				return err
			})
		}
		if _, err := acts.Release(ctx, s.fatima, taken.Promise.ID, promise.NoLongerNeeded); err != nil {
			s.t.Fatal(err)
		}
		stands(intake.Promised, 0)
		if _, err := acts.UndoPromise(ctx, s.fatima, taken.Promise.ID); err != nil {
			s.t.Fatal(err)
		}
		if _, err := acts.Release(ctx, s.fatima, taken.Promise.ID, promise.BoughtElsewhere); err != nil {
			s.t.Fatal(err)
		}
		stands(intake.BoughtElsewhere, 1)
		if _, err := acts.UndoPromise(ctx, s.fatima, taken.Promise.ID); err != nil {
			s.t.Fatal(err)
		}
		stands(intake.Promised, 0)
		s.pass(s.at(26, 14, 1)) // broken
		if _, err := acts.Waive(ctx, s.fatima, taken.Promise.ID, promise.BoughtElsewhere); err != nil {
			s.t.Fatal(err)
		}
		stands(intake.BoughtElsewhere, 1)
	})
}
