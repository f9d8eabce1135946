package overview_test

import (
	"context"
	"testing"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
)

// takes notes a question of somebody who says who he is.
func (s *scene) takes(d customer.Details) act.Taken {
	s.T.Helper()
	taken, err := s.Acts.TakeQuestion(context.Background(), s.Fatima, act.Take{
		Question: intake.New{Text: "U wilt weten wat het kost.", Channel: intake.ByForm}, Caller: &d, Ending: intake.Answered,
	})
	if err != nil {
		s.T.Fatal(err)
	}
	return taken
}

// TestWhoComesInMayBeKnownAlready: from a number or an address nobody has, whoever has the name is suggested, before he is
// made known and after; whose address and name one customer has is that customer, and a stranger is a stranger.
func TestWhoComesInMayBeKnownAlready(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		calls := func(name, from string) (maybe, exact []id.Customer) {
			page, err := overview.Desk{Relation: s.see(), Reach: act.Reach}.Intake(ctx, s.Fatima, overview.IntakeAsk{Name: name, From: from})
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range page.Maybe {
				maybe = append(maybe, one.ID)
			}
			for _, one := range page.Callers {
				exact = append(exact, one.ID)
			}
			return maybe, exact
		}
		for _, one := range []struct {
			name, from string
			maybe      bool
			exact      bool
		}{
			{"Zeger van Dam", "06 98 76 54 32", true, false},
			{"Zeger van Dam", "", true, false}, {"Pieter Zomer", "06 98 76 54 32", false, false}, {"", "06 98 76 54 32", false, false},
			{"Zeger van Dam", "020 555 01 23", false, true},
			{"zeg", "", true, false}, {"Zeger van D", "06 98 76 54 32", true, false}, {"ze", "", false, false}, {"Zeger Zomer", "", false, false},
		} {
			maybe, exact := calls(one.name, one.from)
			if one.maybe != (len(maybe) == 1 && maybe[0] == s.Zeger) || len(maybe) > 1 || one.exact != (len(exact) == 1 && exact[0] == s.Zeger) {
				t.Errorf("%q from %q may be %v, is %v", one.name, one.from, maybe, exact)
			}
		}

		taken := s.takes(customer.Details{Name: "Zeger van Dam", Emails: []string{"z.vandam@elders.example"}})
		if taken.Question.Customer == s.Zeger || len(taken.Maybe) != 1 || taken.Maybe[0] != s.Zeger {
			t.Fatalf("from another address: %v, may be %v", taken.Question.Customer, taken.Maybe)
		}
		page, err := overview.Desk{Relation: s.see(), Reach: act.Reach}.Taken(ctx, s.Fatima, taken.Question.ID)
		if err != nil || len(page.Maybe) != 1 || page.Maybe[0].ID != s.Zeger {
			t.Errorf("what is said of it: %+v, %v", page.Maybe, err)
		}
		s.Passes(at(11, 30))
		again := s.Asks(taken.Question.Customer, "U wilt weten wanneer.", "", s.Fatima, at(15, 0))
		later, err := overview.Desk{Relation: s.see(), Reach: act.Reach}.Taken(ctx, s.Fatima, again.Question.ID)
		if err != nil || len(later.Maybe) != 0 {
			t.Errorf("of who is known for a while: %+v, %v", later.Maybe, err)
		}

		for _, d := range []customer.Details{
			{Name: "zeger van dam", Emails: []string{"Zeger@vandam.example"}}, {Emails: []string{"zeger@vandam.example"}},
		} {
			if taken := s.takes(d); taken.Question.Customer != s.Zeger || len(taken.Maybe) != 0 {
				t.Errorf("%+v is %v, may be %v", d, taken.Question.Customer, taken.Maybe)
			}
		}
		if taken := s.takes(customer.Details{Name: "Marit van Dam", Emails: []string{"zeger@vandam.example"}}); taken.Question.Customer == s.Zeger {
			t.Error("his wife at his address is him")
		}
		if taken := s.takes(customer.Details{Name: "Pieter Zomer", Emails: []string{"pieter@zomer.example"}}); len(taken.Maybe) != 0 || taken.Question.Customer.IsZero() {
			t.Errorf("a stranger may be %v", taken.Maybe)
		}
	})
}
