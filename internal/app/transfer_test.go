package app_test

import (
	"context"
	"testing"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/intake"
	"kroon/internal/party"
	"kroon/internal/transfer"
)

// The first hand-off costs our standing nothing, the second does; whoever hands it on keeps the question until the
// yes, and the third person finishes it.
func TestTheSecondHandOffIsPosted(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		take := act.Take{Question: intake.New{Text: "U wilt weten wat een koelcel kost.", Channel: intake.ByPhone}}
		take.Question.Customer = s.zeger
		taken, err := acts.TakeQuestion(ctx, s.fatima, take)
		if err != nil {
			s.t.Fatal(err)
		}
		of := taken.Question.ID
		stands := func(holder party.Actor, points int64) {
			s.t.Helper()
			s.do(s.fatima, func(tx *db.Tx) error {
				q, err := acts.Intake.Get(tx, of)
				if err != nil || q.Holder != holder.StaffID() {
					s.t.Errorf("held by %s: %v", q.Holder, err)
				}
				balance, _, err := acts.Ledger.Balance(tx, s.zeger)
				if int64(balance) != points {
					s.t.Errorf("our balance is %d, want %d", balance, points)
				}
				return err
			})
		}
		hand := func(from, to party.Actor) {
			s.t.Helper()
			if _, err := acts.HandOn(ctx, from, of, 0, to.StaffID(), act.Handing{}); err != nil {
				s.t.Fatal(err)
			}
		}
		hand(s.fatima, s.andries)
		stands(s.fatima, 0)
		var asked []transfer.Transfer
		s.do(s.fatima, func(tx *db.Tx) (err error) {
			asked, err = acts.Transfer.OfQuestion(tx, of)
			return err
		})
		if _, err := acts.AcceptHandOff(ctx, s.andries, asked[0].ID); err != nil {
			s.t.Fatal(err)
		}
		stands(s.andries, 0)
		hand(s.fatima, s.fatima) // takes it back herself: a yes at once
		stands(s.fatima, -2)
		colleague := s.andries
		colleague.Role = party.Colleague
		if _, err := acts.HandOn(ctx, colleague, of, 0, s.andries.StaffID(), act.Handing{Reason: "toch"}); !fault.Is(err, "transfer.finishes") {
			s.t.Errorf("handed on a third time: %v", err)
		}
	})
}
