package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/claim"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/ledger"
)

// TestACallCardSaysWhatMayBeSaid: whatever is known of a customer, his card as it is drawn has his number only when
// there is a ground to call, and never what anybody thinks of him nor how we stand with him; who objected or was struck
// off has no card at all. His open complaint stands there before anything is sold to him.
func TestACallCardSaysWhatMayBeSaid(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, chance, desk := context.Background(), rand.New(rand.NewPCG(5, 8)), s.seat(s.fatima)
		may, complains, gone := s.various(chance)
		l := s.list(calllist.Filter{Kind: "person"})
		seen, shown := 0, 0
		for range 20 {
			taken, err := s.app.Acts.TakeCard(ctx, s.fatima, l.ID)
			if err != nil {
				t.Fatal(err)
			}
			if !taken.Found {
				break
			}
			of, page := taken.Name.Customer, desk.page("/lists/"+l.ID.String()+"/next")
			seen++
			if gone[of] {
				t.Error("a card of somebody who was struck off")
			}
			for _, word := range []string{"brombeerwoord", "gebeurdwoord", "strepwoord", "binnenwoord", "saldo", "Saldo"} {
				if strings.Contains(page, word) {
					t.Errorf("a card says %s", word)
				}
			}
			if has := strings.Contains(page, "tel:+31"); has != may[of] {
				t.Errorf("a number on a card: %v, a ground: %v", has, may[of])
			} else if has {
				shown++
			}
			if has := strings.Contains(page, "/complaints/"); has != complains[of] {
				t.Errorf("a complaint on a card: %v, an open one: %v", has, complains[of])
			}
			if _, err := s.app.Acts.EndName(ctx, s.fatima, taken.Name.ID, act.Ending{Outcome: calllist.WrongNumber}); err != nil {
				if _, err := s.app.Acts.PassCard(ctx, s.fatima, taken.Name.ID); err != nil {
					t.Fatal(err)
				}
			}
			s.clock.Set(s.clock.Now().Add(time.Minute))
		}
		if seen < 5 || shown == 0 || shown == seen {
			t.Errorf("%d cards, %d with a number", seen, shown)
		}
	})
}

// various are customers of whom much is known, by chance: whom we may call, who complains, and who is on no list.
func (s *stepped) various(chance *rand.Rand) (may, complains, gone map[id.Customer]bool) {
	ctx, t := context.Background(), s.t
	may, complains, gone = map[id.Customer]bool{}, map[id.Customer]bool{}, map[id.Customer]bool{}
	for n := range 14 {
		of := s.callable(number(fmt.Sprintf("Naam Nummer%d", n), fmt.Sprintf("061234%04d", 1000+n)))
		if chance.IntN(2) == 0 {
			s.consents(of)
			may[of] = true
		}
		d := act.Telling{Meant: claim.Opinion, Text: "brombeerwoord", Happened: "gebeurdwoord", Source: claim.Observed}
		if _, err := s.app.Acts.WriteClaim(ctx, s.fatima, of, d, true); err != nil {
			t.Fatal(err)
		}
		s.do(s.fatima, func(tx *db.Tx) error { // a balance that stands nowhere else
			return s.app.Acts.Ledger.Post(tx, ledger.Cause{Event: id.New[id.Event](tx.IDs), Kind: "intake.readback_confirmed", Customer: of, HappenedAt: tx.Now})
		})
		if chance.IntN(2) == 0 {
			_, err := s.app.Acts.Complain(ctx, s.fatima, complaint.New{Customer: of, Words: complaint.Words{Said: "Er is niet gebeld.", Inside: complaint.Among("binnenwoord")}})
			if err != nil {
				t.Fatal(err)
			}
			complains[of] = true
		}
		if chance.IntN(4) == 0 {
			_, err := s.app.Acts.StrikeCustomer(ctx, s.fatima, of, calllist.Striking{Reason: []calllist.Reason{calllist.Objection, calllist.Opinion}[chance.IntN(2)], Why: calllist.Said("strepwoord")})
			if err != nil {
				t.Fatal(err)
			}
			gone[of] = true
		}
	}
	return may, complains, gone
}
