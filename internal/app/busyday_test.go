package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/promise"
)

// moved plans a busy day for these promises and carries the plan out.
func (s *stepped) moved(words string, of ...promise.Promise) []act.Move {
	s.t.Helper()
	var which []id.Promise
	for _, p := range of {
		which = append(which, p.ID)
	}
	plan, err := s.app.Acts.PlanBusyDay(context.Background(), s.andries, which, s.at(25, 0, 0))
	if err != nil {
		s.t.Fatal(err)
	}
	for range 2 { // the button is pressed twice
		done, err := s.app.Acts.MoveBusyDay(context.Background(), s.andries, plan, words)
		if err != nil || done.Promises != len(of) {
			s.t.Fatalf("%d moved, %v", done.Promises, err)
		}
	}
	return plan
}

// A customer with three promises that move hears of it once, with every new time; another customer too.
func TestABusyDaySendsEveryCustomerOneNotice(t *testing.T) {
	onBoth(t, func(s *stepped) {
		monique := s.known("Monique de Boer", "monique@example.nl")
		one := s.promised(s.zeger, "de koelcel", s.at(24, 14, 0))
		two := s.promised(s.zeger, "de heftruck", s.at(24, 15, 0))
		three := s.promised(s.zeger, "de steiger", s.at(24, 16, 0))
		other := s.promised(monique, "de cursus", s.at(24, 15, 0))
		s.moved("De helft van ons is ziek.", one, two, three, other)
		s.pass(s.at(24, 10, 5))
		got := s.post.mailed("zeger@vandam.example")
		if len(got) != 1 {
			s.t.Fatalf("Zeger has %d mails, want 1: %+v", len(got), got)
		}
		for _, wanted := range []string{"de koelcel", "de heftruck", "de steiger", "14.00 uur", "15.00 uur", "16.00 uur", "De helft van ons is ziek.", "3 dingen"} {
			if !strings.Contains(got[0].Plain, wanted) {
				s.t.Errorf("%q is not in\n%s", wanted, got[0].Plain)
			}
		}
		if n := strings.Count(got[0].Plain, "Wat wij wel beloven"); n != 3 {
			s.t.Errorf("%d new times, want 3", n)
		}
		if got := s.post.mailed("monique@example.nl"); len(got) != 1 || strings.Contains(got[0].Plain, "1 dingen") {
			s.t.Errorf("Monique has %+v", got)
		}
		s.do(s.fatima, func(tx *db.Tx) error { // and nothing more lies ready
			drafts, err := s.app.Acts.Message.DraftsOf(tx, s.fatima.StaffID(), id.Message{}, 100)
			if len(drafts) != 0 {
				s.t.Errorf("%d drafts", len(drafts))
			}
			said, _ := s.app.Acts.Message.OfSubject(tx, three.ID.Any())
			said = slices.DeleteFunc(said, func(m message.Message) bool { return m.Audience == message.ToStaff })
			if len(said) != 1 || said[0].State != message.Sent {
				s.t.Errorf("about the third promise was said %+v", said)
			}
			return err
		})
	})
}

// What is true when it leaves is what is said: one promise was let go meanwhile, another moved once more.
func TestABusyDaysNoticeStaysTrue(t *testing.T) {
	onBoth(t, func(s *stepped) {
		one := s.promised(s.zeger, "de koelcel", s.at(24, 14, 0))
		two := s.promised(s.zeger, "de heftruck", s.at(24, 15, 0))
		three := s.promised(s.zeger, "de steiger", s.at(24, 16, 0))
		s.moved("", one, two, three)
		next := map[id.Promise]promise.Promise{}
		s.do(s.fatima, func(tx *db.Tx) error {
			for _, p := range []promise.Promise{one, two, three} {
				next[p.ID], _, _ = s.app.Acts.Promise.Recovery(tx, p.ID)
			}
			return nil
		})
		ctx := context.Background()
		if _, err := s.app.Acts.Release(ctx, s.fatima, next[one.ID].ID, promise.NoLongerNeeded); err != nil {
			s.t.Fatal(err)
		}
		again := promise.Revision{Due: promise.Due{At: s.at(27, 11, 30), Zone: "Europe/Amsterdam"}, Consent: true}
		if _, err := s.app.Acts.Revise(ctx, s.fatima, next[two.ID].ID, again, act.Silently); err != nil {
			s.t.Fatal(err)
		}
		s.pass(s.at(24, 10, 5))
		got := s.post.mailed("zeger@vandam.example")
		if len(got) != 1 {
			s.t.Fatalf("%d mails, want 1", len(got))
		}
		if text := got[0].Plain; strings.Contains(text, "koelcel") || !strings.Contains(text, "vrijdag 27 november") || !strings.Contains(text, "2 dingen") {
			s.t.Errorf("said\n%s", text)
		}
	})
}

// When the mail could not leave before the old times, one apology lies ready instead of the notice.
func TestALateBusyDaysNoticeBecomesOneApology(t *testing.T) {
	onBoth(t, func(s *stepped) {
		one := s.promised(s.zeger, "de koelcel", s.at(24, 14, 0))
		two := s.promised(s.zeger, "de heftruck", s.at(24, 15, 0))
		s.moved("", one, two)
		s.clock.Set(s.at(24, 15, 30)) // the machine slept
		s.pass(s.at(24, 15, 40))
		if got := s.post.mailed("zeger@vandam.example"); len(got) != 0 {
			s.t.Fatalf("sent %+v", got)
		}
		s.do(s.fatima, func(tx *db.Tx) error {
			drafts, err := s.app.Acts.Message.DraftsOf(tx, s.fatima.StaffID(), id.Message{}, 100)
			if len(drafts) != 1 || drafts[0].Kind != message.Broken || !strings.Contains(drafts[0].Text.Plain, "2 keer") ||
				!strings.Contains(drafts[0].Text.Plain, "heftruck") {
				s.t.Errorf("ready to send: %+v", drafts)
			}
			return err
		})
	})
}

// A stop of promises for today ends with the day, and can be lifted earlier.
func TestAStopOfTodayEndsByItself(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx := context.Background()
		refused := func(due time.Time) bool {
			_, err := s.app.Acts.MakePromise(ctx, s.fatima, promise.Make{
				Direction: promise.Ours, Kind: promise.Answer, Customer: s.zeger, Owner: s.fatima.StaffID(), Act: "iets",
				Minutes: 5, Due: promise.Due{At: due, Zone: "Europe/Amsterdam"},
			}, act.Silently)
			if err != nil && !fault.Is(err, "promise.same_day_stopped") {
				s.t.Fatal(err)
			}
			return err != nil
		}
		for _, stopped := range []bool{true, false, true} {
			if _, err := s.app.Acts.StopSameDay(ctx, s.andries, stopped); err != nil {
				s.t.Fatal(err)
			}
			if got := refused(s.at(24, 16, 0)); got != stopped {
				s.t.Errorf("stopped %v, refused %v", stopped, got)
			}
		}
		if refused(s.at(25, 16, 0)) {
			s.t.Error("tomorrow is refused as well")
		}
		s.pass(s.at(24, 23, 59))
		o, err := s.app.Organisations(ctx)
		if err != nil || !o[0].SameDayStopped(s.clock.Now()) || !o[0].SameDayUntil.Equal(s.at(25, 0, 0)) {
			s.t.Errorf("a minute before midnight: %+v, %v", o[0], err)
		}
		s.pass(s.at(25, 9, 0))
		if refused(s.at(25, 15, 0)) {
			s.t.Error("the day after, it still holds")
		}
	})
}
