package intake_test

import (
	"slices"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/intake"
)

var everyEnding = []intake.Ending{intake.Answered, intake.Partly, intake.Promised, intake.NoQuestion, intake.Refused, intake.BoughtElsewhere}

func (d desk) end(question id.Question, version int64, e intake.End) func(tx *db.Tx) (intake.Question, error) {
	return func(tx *db.Tx) (intake.Question, error) { return d.service.End(tx, question, version, e) }
}

// TestEndings tries every ending after every other, by the rule in words: what is open may end in any way
// but "no question" after a promise; of what was answered one may hear later that they refused or went
// elsewhere; the rest is first reopened.
func TestEndings(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		promise := id.New[id.Promise](database.IDs())
		for _, first := range everyEnding {
			for _, second := range everyEnding {
				q := d.note(intake.New{Text: "U wilt weten"})
				q = d.do(d.end(q.ID, q.Version, intake.End{Ending: first, Promise: promise}))
				waiting := first == intake.Partly || first == intake.Promised
				if q.Open != waiting || d.get(q.ID) != q {
					t.Errorf("after %s: %+v", first, q)
				}
				lost := second == intake.Refused || second == intake.BoughtElsewhere
				if waiting && second != intake.NoQuestion || first == intake.Answered && lost {
					d.do(d.end(q.ID, q.Version, intake.End{Ending: second, Promise: promise}))
				} else {
					d.refused("intake.ended_already", d.end(q.ID, q.Version, intake.End{Ending: second, Promise: promise}))
				}
			}
		}
		q := d.note(intake.New{Text: "U wilt weten"})
		d.refused("intake.bad_ending", d.end(q.ID, 0, intake.End{Ending: "later"}))
		d.refused("intake.bad_ending", d.end(q.ID, 0, intake.End{}))
		d.refused("intake.no_promise", d.end(q.ID, 0, intake.End{Ending: intake.Promised}))
		d.refused("intake.no_promise", d.end(q.ID, 0, intake.End{Ending: intake.Partly}))
		d.refused("intake.too_long", d.end(q.ID, 0, intake.End{Ending: intake.Answered, Words: string(make([]rune, 501))}))
		d.refused("intake.changed_meanwhile", d.end(q.ID, 1, intake.End{Ending: intake.Answered}))
		d.refused("intake.unknown", d.end(id.New[id.Question](database.IDs()), 0, intake.End{Ending: intake.Answered}))
	})
}

// TestHistoryOfEndings keeps each ending, and in what state our promise was when they went elsewhere.
func TestHistoryOfEndings(t *testing.T) {
	morning := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	c := clock.NewStepped(morning)
	dbtest.RunClock(t, c, func(t *testing.T, database *db.DB) {
		c.Set(morning)
		d := newDesk(t, database)
		promise := id.New[id.Promise](database.IDs())
		q := d.note(intake.New{Text: "U wilt weten"})
		d.do(d.end(q.ID, 0, intake.End{Ending: intake.Promised, Promise: promise, PromiseState: "agreed"}))
		d.do(d.end(q.ID, 0, intake.End{Ending: intake.BoughtElsewhere, Promise: promise, PromiseState: "broken", Words: "de ander belde wel"}))
		reopen := func(tx *db.Tx) (intake.Question, error) { return d.service.Reopen(tx, q.ID, 0) }
		if again := d.do(reopen); !again.Open || again.Ending != intake.NotEnded {
			t.Errorf("reopened: %+v", again)
		}
		d.refused("intake.is_open", reopen)
		d.do(d.end(q.ID, 0, intake.End{Ending: intake.Answered}))
		c.Advance(time.Hour)
		d.do(reopen)
		d.read(func(tx *db.Tx) error {
			past, err := d.service.Endings(tx, q.ID)
			if err != nil || len(past) != 3 {
				t.Fatalf("%+v, %v", past, err)
			}
			if past[0].PromiseState != "" || past[1].PromiseState != "broken" || past[1].Words != "de ander belde wel" || past[1].Promise != promise ||
				!past[1].ReopenedAt.Equal(morning) || !past[2].ReopenedAt.Equal(c.Now()) || past[2].Ending != intake.Answered {
				t.Errorf("%+v", past)
			}
			return nil
		})
		if want := []string{"noted", "readback_written", "ended", "ended", "reopened", "ended", "reopened"}; !slices.Equal(*d.kinds, want) {
			t.Errorf("events %q", *d.kinds)
		}
	})
}
