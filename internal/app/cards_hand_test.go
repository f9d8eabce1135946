package app_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// deck is a sales list of three who agreed to be called, in the order in which their cards lie.
func (s *stepped) deck() (l calllist.List, cards [3]id.Any) {
	s.t.Helper()
	for n := range cards {
		s.consents(s.callable(number(fmt.Sprint("Klant ", n), fmt.Sprint("030123460", n))))
	}
	l = s.list(calllist.Filter{Callable: true})
	for _, name := range s.names(l.ID) {
		cards[name.Place-1] = name.ID
	}
	return l, cards
}

// TestACardIsInOneHand: nobody gets the card that a colleague has, one's own comes first for half an hour, a card that is
// passed comes last, and one that was tried in vain not before its time.
func TestACardIsInOneHand(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		l, cards := s.deck()
		takes := func(who party.Actor, want id.Any) {
			t.Helper()
			taken, err := acts.TakeCard(ctx, who, l.ID)
			if err != nil || taken.Found == want.IsZero() || taken.Found && taken.Name.ID != want {
				t.Fatalf("the card is %+v, %v, want %v", taken, err, want)
			}
		}
		ends := func(of id.Any) (n calllist.Name) {
			t.Helper()
			n, err := acts.EndName(ctx, s.fatima, of, act.Ending{Outcome: calllist.Spoken, Offered: calllist.Told})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		takes(s.fatima, cards[0])
		takes(s.andries, cards[1])
		if n := ends(cards[0]); n.Ground != calllist.ByConsent || n.Offered != calllist.Told {
			t.Errorf("on what it rested: %q, %q", n.Ground, n.Offered)
		}
		if _, err := acts.ReopenName(ctx, s.fatima, cards[0]); err != nil {
			t.Fatal(err)
		}
		takes(s.andries, cards[1]) // though another lies on top
		s.clock.Set(s.clock.Now().Add(31 * time.Minute))
		takes(s.andries, cards[0])
		if _, err := acts.PassCard(ctx, s.andries, cards[0]); err != nil {
			t.Fatal(err)
		}
		takes(s.fatima, cards[1])
		ends(cards[1])
		takes(s.fatima, cards[2])
		ends(cards[2])
		takes(s.fatima, cards[0])
		tried, err := acts.TryName(ctx, s.fatima, cards[0], calllist.NoAnswer)
		if err != nil {
			t.Fatal(err)
		}
		takes(s.fatima, id.Any{})
		s.clock.Set(tried.TryAt)
		takes(s.fatima, cards[0])
	})
}

// TestWhatEndedForGoodStaysEnded: who objected is told so on the list where he did and is not put back on it, nor is anybody
// on a list that is closed, whoever is called again elsewhere.
func TestWhatEndedForGoodStaysEnded(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		l, cards := s.deck()
		stays := func(of id.Any) {
			t.Helper()
			if _, err := acts.ReopenName(ctx, s.fatima, of); !fault.Is(err, "calllist.stays_ended") {
				t.Errorf("put back: %v", err)
			}
		}
		byPlace := func() (out [3]calllist.Name) {
			for _, n := range s.names(l.ID) {
				out[n.Place-1] = n
			}
			return out
		}
		if _, err := acts.StrikeName(ctx, s.fatima, cards[0], calllist.Striking{Reason: calllist.Objection}); err != nil {
			t.Fatal(err)
		}
		if n := byPlace()[0]; n.Outcome != calllist.Struck || n.Offered != calllist.Told {
			t.Errorf("who objected: %+v", n)
		}
		stays(cards[0])
		if _, err := acts.EndName(ctx, s.fatima, cards[1], act.Ending{Outcome: calllist.WrongNumber}); err != nil {
			t.Fatal(err)
		}
		moved, err := acts.StrikeName(ctx, s.fatima, cards[2], calllist.Striking{Reason: calllist.Fact, Fact: calllist.Abroad, Evidence: calllist.Said("zijn broer")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := acts.CloseCallList(ctx, s.fatima, l.ID, ""); err != nil {
			t.Fatal(err)
		}
		stays(cards[1])
		if _, err := acts.LiftStrike(ctx, s.fatima, moved.ID); err != nil {
			t.Fatal(err)
		}
		if n := byPlace()[2]; n.State != calllist.Ended || n.Outcome != calllist.Struck {
			t.Errorf("back on a closed list: %+v", n)
		}
	})
}
