package overview_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// Times to promise something at lie in the customer's hours, and not after the day on which they decide.
func TestTimesSuitTheCustomer(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		afternoons := map[time.Weekday][]worktime.Interval{}
		for day := time.Monday; day <= time.Friday; day++ {
			afternoons[day] = []worktime.Interval{{From: 15 * 60, Until: 16 * 60}}
		}
		var pieter id.Customer
		var decides, open intake.Question
		s.Do(party.Itself(s.Org), func(tx *db.Tx) (err error) {
			known, err := s.Acts.Customer.Add(tx, customer.Details{Name: "Pieter de Boer", Hours: afternoons})
			if err != nil {
				return err
			}
			pieter = known.ID
			noted := intake.New{Text: "Past de koelcel?", Holder: s.Fatima.StaffID()}
			noted.Customer, noted.DecidesOn = pieter, worktime.Date{Year: 2026, Month: time.November, Day: 24}
			if decides, err = s.Acts.Intake.Note(tx, noted); err != nil {
				return err
			}
			noted.DecidesOn = worktime.Date{}
			open, err = s.Acts.Intake.Note(tx, noted)
			return err
		})
		times := func(about id.Question) []overview.PromiseTime {
			page, err := s.see().Make(context.Background(), s.Fatima, overview.MakeAsk{
				Customer: pieter, Question: about, Owner: s.Jeroen.StaffID(), Kind: promise.CallBack,
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range page.Times {
				if hour := one.Due.In(amsterdam).Add(-time.Second).Hour(); hour != 15 {
					t.Errorf("offered %s, outside the customer's hours", one.Due.In(amsterdam))
				}
			}
			return page.Times
		}
		if all := times(open.ID); len(all) != 3 || !all[2].Due.After(at(24, 0)) {
			t.Errorf("offered %v, three were to be had", all)
		}
		all := times(decides.ID)
		for _, one := range all {
			if one.Due.After(at(24, 0)) {
				t.Errorf("offered %s, after the customer decides", one.Due)
			}
		}
		if len(all) == 0 {
			t.Error("nothing is offered before the customer decides")
		}
	})
}
