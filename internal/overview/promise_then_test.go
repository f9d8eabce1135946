package overview_test

import (
	"context"
	"testing"

	"kroon/internal/overview"
	"kroon/internal/promise"
)

// TestARoomOfThenIsSeenAfterwards: what the page said of the owner's time when a promise was made it still says when that
// is kept, whatever was promised since; and nothing of what asks for nobody's time.
func TestARoomOfThenIsSeenAfterwards(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		page := func(p promise.Promise) overview.PromisePage {
			t.Helper()
			return must[overview.PromisePage](t)(s.see().Promise(context.Background(), s.Fatima, p.ID))
		}
		s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		made := s.Promises(s.Zeger, s.Jeroen, at(16, 0), func(m *promise.Make) { m.Minutes = 25 })
		was := page(made).Derived
		if was == nil || page(made).Then != nil {
			t.Fatalf("of one that is open: %+v", page(made).Then)
		}
		s.Promises(s.Monique, s.Jeroen, at(14, 0), func(m *promise.Make) { m.Minutes = 40 })
		theirs := s.Promises(s.Zeger, s.Jeroen, at(16, 0), func(m *promise.Make) { m.Direction, m.Kind = promise.Theirs, promise.Send })
		must[promise.Promise](t)(s.Acts.Deliver(context.Background(), s.Jeroen, made.ID, promise.Deed{Proof: promise.ByText, Words: "Gebeld."}, ""))
		got := page(made).Then
		switch {
		case got == nil:
			t.Fatal("nothing is said of a promise that was kept")
		case got.Open != was.Open-was.Taken || got.Share != was.Share || got.Supply != was.Supply || got.Slack != was.Slack:
			t.Errorf("then %+v, at its making %+v", got.RoomThen, was)
		case got.Owner.ID != s.Jeroen.StaffID() || got.Own != 25 || got.Others() != was.Demand-25:
			t.Errorf("of %s, %d minutes beside %d; was %d", got.Owner.FirstName, got.Own, got.Others(), was.Demand)
		}
		if page(theirs).Then != nil {
			t.Error("what the customer keeps has room of ours")
		}
	})
}
