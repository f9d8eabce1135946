package overview_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/fault"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/promise"
)

// missed are the calls that stand on Today.
func (s *scene) missed() []overview.TodayMissed {
	s.T.Helper()
	page, err := overview.Desk{Relation: s.see()}.Today(context.Background(), s.Fatima, overview.TodayAsk{Zone: amsterdam, Lang: "nl"})
	if err != nil {
		s.T.Fatal(err)
	}
	return page.Missed
}

func (s *scene) logs(n interaction.New) interaction.Interaction {
	s.T.Helper()
	logged, err := s.Acts.LogInteraction(context.Background(), s.Fatima, n)
	if err != nil {
		s.T.Fatal(err)
	}
	return logged.Interaction
}

// TestMissedCallWaits until it ends in a call, a promise or a reason, and waits again when that is taken back.
func TestMissedCallWaits(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		miss := interaction.New{Customer: s.Zeger, Result: interaction.Missed}
		call := s.logs(miss)
		if on := s.missed(); len(on) != 1 || on[0].Name != "Zeger van Dam" || on[0].Number != "+31205550123" {
			t.Fatalf("on Today: %+v", on)
		}
		s.logs(interaction.New{Customer: s.Zeger, Result: interaction.Voicemail})
		s.logs(interaction.New{Customer: s.Monique, Result: interaction.Answered})
		if len(s.missed()) != 1 {
			t.Error("a voicemail, or a call of somebody else, ended it")
		}
		spoke := s.logs(interaction.New{Customer: s.Zeger, Result: interaction.CalledBack})
		if len(s.missed()) != 0 {
			t.Error("spoken, and it still waits")
		}
		must[interaction.Interaction](t)(s.Acts.UndoInteraction(ctx, s.Fatima, spoke.ID))
		if len(s.missed()) != 1 {
			t.Error("the call was taken back, and it does not wait again")
		}
		first := must[promise.Promise](t)(s.Acts.CallBackSoon(ctx, s.Fatima, s.Zeger))
		if again := must[promise.Promise](t)(s.Acts.CallBackSoon(ctx, s.Fatima, s.Zeger)); again.ID != first.ID || first.Owner != s.Fatima.StaffID() || first.Kind != promise.CallBack {
			t.Errorf("two taps made %s and %s", first.ID, again.ID)
		}
		if len(s.missed()) != 0 {
			t.Error("promised, and it still waits")
		}
		if second := s.logs(miss); second.Waits || len(s.missed()) != 0 {
			t.Error("who is promised a call back waits for nothing else")
		}
		must[promise.Promise](t)(s.Acts.UndoPromise(ctx, s.Fatima, first.ID))
		if len(s.missed()) != 2 {
			t.Errorf("%d wait once the promise is taken back", len(s.missed()))
		}
		must[interaction.Interaction](t)(s.Acts.DismissMissed(ctx, s.Fatima, call.ID, interaction.Elsewhere))
		if _, err := s.Acts.DismissMissed(ctx, s.Fatima, call.ID, interaction.Elsewhere); !fault.Is(err, "interaction.not_waiting") {
			t.Errorf("dismissed twice: %v", err)
		}
		sameAsBefore(t, s)
	})
}

// TestMissedCallIsNoticed: left for a working day it costs us; called back soon it is attention.
func TestMissedCallIsNoticed(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		s.logs(interaction.New{Customer: s.Zeger, Result: interaction.Missed})
		s.logs(interaction.New{Customer: s.Monique, Result: interaction.Missed})
		s.Clock.Advance(20 * time.Minute)
		s.logs(interaction.New{Customer: s.Monique, Result: interaction.CalledBack})
		s.Passes(at(10, 52).AddDate(0, 0, 1).Add(time.Minute))
		if zeger, monique := s.customer(s.Zeger), s.customer(s.Monique); zeger.Balance.Points != -3 || monique.Balance.Points != 2 {
			t.Errorf("%d and %d points", zeger.Balance.Points, monique.Balance.Points)
		}
		if len(s.missed()) != 1 {
			t.Error("it waits no more, and nothing came of it")
		}
	})
}

// TestMissedCallOfANumber that nobody knows yet becomes that of whoever turns out to have it; the same call of
// another system is entered once.
func TestMissedCallOfANumber(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		n := interaction.New{Caller: "06 55 50 12 34", Result: interaction.Missed, From: interaction.Origin{Source: "centrale", ExternalID: "17"}}
		first := s.logs(n)
		if again := must[act.Logged](t)(s.Acts.LogInteraction(context.Background(), s.Fatima, n)); again.Added || again.Interaction.ID != first.ID {
			t.Errorf("entered twice: %+v", again)
		}
		if on := s.missed(); len(on) != 1 || on[0].Name != "" || on[0].Number != "+31655501234" {
			t.Fatalf("on Today: %+v", on)
		}
		if known := s.logs(interaction.New{Caller: "020 555 01 23", Result: interaction.Answered}); known.Customer != s.Zeger {
			t.Error("the number of a customer was not recognised")
		}
		s.Zeger = s.Knows(customer.Details{Name: "Bram Bos", Numbers: []customer.Number{{Number: "06 55 50 12 34"}}})
		if on := s.missed(); len(on) != 1 || on[0].Customer != s.Zeger {
			t.Errorf("made known, on Today: %+v", on)
		}
		sameAsBefore(t, s)
	})
}
