package app_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/ledger"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// TestWhoIsKnownLongerIsWeighedAtTheSameAge: who stayed has twice the points of who left, for being known twice as long;
// at the same age all are alike, and the balance tells nothing.
func TestWhoIsKnownLongerIsWeighedAtTheSameAge(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts, start := context.Background(), s.app.Acts, s.clock.Now()
		const many = overview.FewestPerGroup
		var stayed, left []id.Customer
		come := func(into *[]id.Customer) {
			for n := range many {
				of := s.known(fmt.Sprint("Klant ", len(stayed)+n), fmt.Sprintf("klant%d-%d@example.org", len(stayed), n))
				if err := s.hadContact(of, s.clock.Now()); err != nil {
					t.Fatal(err)
				}
				*into = append(*into, of)
			}
		}
		for week := range 4 {
			s.clock.Set(start.AddDate(0, 0, 7*week))
			switch week {
			case 0:
				come(&stayed)
			case 2:
				come(&left)
			}
			for _, of := range append(append([]id.Customer(nil), stayed...), left...) {
				p := s.promised(of, "bellen", s.clock.Now().Add(5*time.Hour))
				if _, err := acts.Deliver(ctx, s.fatima, p.ID, promise.Deed{}, "none"); err != nil {
					t.Fatal(err)
				}
			}
		}
		s.clock.Set(start.AddDate(0, 0, 28))
		s.do(s.fatima, func(tx *db.Tx) error {
			for _, of := range left {
				asked, err := acts.Intake.QuestionsOf(tx, of, id.Question{}, 1)
				if err != nil {
					return err
				}
				if _, err := acts.Intake.End(tx, asked[0].ID, 0, intake.End{Ending: intake.BoughtElsewhere}); err != nil {
					return err
				}
			}
			return nil
		})
		s.do(party.Itself(s.org), func(tx *db.Tx) error {
			for i, of := range []id.Customer{stayed[0], left[0]} {
				if points, _, err := acts.Ledger.Balance(tx, of); err != nil || points != []int64{8, 4}[i] {
					t.Fatalf("%d points: %v", points, err)
				}
			}
			tariff, err := ledger.ReadTariff([]byte(s.tariffFile("tried-2")))
			if err != nil {
				return err
			}
			got, err := overview.TryTariff(tx, acts.Ledger, tariff, 180)
			if err != nil || got.Left != many || got.Stayed != many || got.Now.TooLittle || got.Now.Upper != many || got.Now.Lower != many {
				t.Fatalf("%+v: %v", got, err)
			}
			if math.Abs(got.Now.AUC-0.5) > 1e-9 || math.Abs(got.Then.AUC-0.5) > 1e-9 {
				t.Errorf("at the same age all are alike, and the area is %v and %v", got.Now.AUC, got.Then.AUC)
			}
			return nil
		})
	})
}
