package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// Who is asked by a colleague, or given a promise, gets a mail once it can no longer be taken back; in its own
// words for each.
func TestWhoIsAskedOrGivenAPromiseHearsOfIt(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx, acts := context.Background(), s.app.Acts
		given := s.promised(s.zeger, "de koelcel", s.at(26, 14, 0))
		taken := s.promised(s.zeger, "de heftruck", s.at(26, 14, 0))
		asked := s.promised(s.zeger, "de steiger", s.at(26, 14, 0))
		s.pass(s.at(24, 10, 1))
		for _, p := range []promise.Promise{given, taken} {
			if _, err := acts.Reassign(ctx, s.andries, p.ID, s.andries.StaffID(), promise.ByColleague, false); err != nil {
				s.t.Fatal(err)
			}
			if _, err := acts.Reassign(ctx, s.andries, p.ID, s.fatima.StaffID(), promise.ByColleague, false); err != nil {
				s.t.Fatal(err)
			}
		}
		if _, err := acts.Propose(ctx, s.fatima, asked.ID, s.andries.StaffID()); err != nil {
			s.t.Fatal(err)
		}
		s.pass(s.clock.Now().Add(14 * time.Second))
		if got := s.post.to("Fatima@delinde.example"); len(got) != 0 {
			s.t.Fatalf("within the time for undo: %v", got)
		}
		if p, err := acts.UndoPromise(ctx, s.andries, taken.ID); err != nil || p.Owner != s.andries.StaffID() {
			s.t.Fatalf("%v, %v", p.Owner, err)
		}
		s.pass(s.clock.Now().Add(time.Minute))
		got := s.post.mailed("Fatima@delinde.example")
		if len(got) != 1 || !strings.Contains(got[0].Subject, "Jij doet dit nu voor Zeger van Dam: de koelcel") ||
			!strings.Contains(got[0].Plain, "Andries heeft dit op jouw naam gezet") {
			s.t.Errorf("given: %+v", got)
		}
		if got := s.post.to("Andries@delinde.example"); len(got) != 1 || !strings.Contains(got[0], "Fatima vraagt of jij dit overneemt voor Zeger van Dam: de steiger") {
			s.t.Errorf("asked: %v", got)
		}
		if _, err := acts.TurnDown(ctx, s.andries, asked.ID, "Ik zit vol."); err != nil {
			s.t.Fatal(err)
		}
		s.pass(s.clock.Now().Add(time.Minute))
		if got := s.notices(s.fatima); !strings.Contains(got, "Andries kan dit niet overnemen voor Zeger van Dam: de steiger") ||
			!strings.Contains(got, "Ik zit vol.") {
			s.t.Errorf("on the page:\n%s", got)
		}
		if got := s.notices(s.andries); strings.Contains(got, "steiger") {
			s.t.Errorf("asked no more:\n%s", got)
		}
	})
}

// A colleague who was wanted outside his hours is asked whether he will promise it.
func TestWhoIsWantedOutsideHisHoursIsAskedToPromise(t *testing.T) {
	onBoth(t, func(s *stepped) {
		s.do(s.andries, func(tx *db.Tx) error { // what Andries opens to others is the afternoon
			afternoon := team.Week{}
			for day := time.Monday; day <= time.Friday; day++ {
				afternoon[day] = []worktime.Interval{{From: 13 * 60, Until: 17 * 60}}
			}
			return s.app.Acts.Team.SetOpened(tx, s.andries.StaffID(), afternoon, 0)
		})
		made, err := s.app.Acts.MakePromise(context.Background(), s.fatima, promise.Make{
			Direction: promise.Ours, Kind: promise.Answer, Customer: s.zeger, Owner: s.andries.StaffID(), Act: "de koelcel", Minutes: 10,
			Due: promise.Due{At: s.at(26, 15, 0), Zone: "Europe/Amsterdam"},
		}, "none")
		if err != nil || made.Promise.Owner != s.fatima.StaffID() || made.Promise.ProposedTo != s.andries.StaffID() {
			s.t.Fatalf("%+v, %v", made.Promise, err)
		}
		s.pass(s.at(24, 10, 1))
		got := s.post.mailed("Andries@delinde.example")
		if len(got) != 1 || !strings.Contains(got[0].Subject, "Fatima vraagt of jij dit Zeger van Dam wilt beloven: de koelcel") ||
			strings.Contains(got[0].Plain, "ruimte") {
			s.t.Errorf("asked with %+v", got)
		}
	})
}

// notices are the words of what stands on somebody's page.
func (s *stepped) notices(who party.Actor) (text string) {
	s.t.Helper()
	s.do(who, func(tx *db.Tx) error {
		all, err := s.app.Acts.Message.Notices(tx, who.StaffID(), id.Message{}, 30)
		for _, one := range all {
			text += one.Text.Subject + "\n" + one.Text.Plain + "\n"
		}
		return err
	})
	return text
}
