package team_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// friday is Friday 20 November 2026 15:00 in Amsterdam.
var friday = time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)

var amsterdam = must(worktime.Zone("Europe/Amsterdam"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// house is one organisation with the service, on one engine.
type house struct {
	*testing.T
	*team.Service
	db       *db.DB
	clock    *clock.Stepped
	org      id.Org
	holidays worktime.DutchHolidays
	open     map[id.Staff]int // open promises
	due      map[id.Staff][]time.Time
	owners   []id.Staff
	readers  []id.Staff
	mu       sync.Mutex
	kinds    []string // of the events, in order
}

func (h *house) HolidaySettings(*db.Tx) (*time.Location, worktime.DutchHolidays, error) {
	return amsterdam, h.holidays, nil
}

func (h *house) OpenOf(_ *db.Tx, staff id.Staff) (int, error) { return h.open[staff], nil }

func (h *house) DueWithin(_ *db.Tx, staff id.Staff, from, until time.Time) (n int, err error) {
	for _, due := range h.due[staff] {
		if !due.Before(from) && due.Before(until) {
			n++
		}
	}
	return n, nil
}

func (h *house) Owners(*db.Tx) ([]id.Staff, error) { return h.owners, nil }

func (h *house) Readers(*db.Tx) ([]id.Staff, error) { return h.readers, nil }

// live runs a test on each engine, in a fresh house on Friday afternoon.
func live(t *testing.T, test func(h *house)) {
	t.Helper()
	stepped := clock.NewStepped(friday)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(friday)
		h := &house{T: t, db: database, clock: stepped, org: id.New[id.Org](database.IDs()),
			holidays: worktime.DutchHolidays{On: true}, open: map[id.Staff]int{}, due: map[id.Staff][]time.Time{}}
		log := event.NewLog()
		log.OnAny(func(_ *db.Tx, e event.Envelope) error {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.kinds = append(h.kinds, e.Kind)
			return nil
		})
		h.Service = team.New(log, h)
		h.Ask(h, h)
		test(h)
	})
}

// as does something as an actor and gives back the refusal.
func (h *house) as(actor party.Actor, fn func(tx *db.Tx) error) error {
	return h.db.Write(context.Background(), actor, fn)
}

// do does something as the system, which must succeed.
func (h *house) do(fn func(tx *db.Tx) error) {
	h.Helper()
	if err := h.as(party.Itself(h.org), fn); err != nil {
		h.Fatal(err)
	}
}

// colleague is the actor that somebody is, with the role of staff.
func (h *house) colleague(staff id.Staff) party.Actor {
	return party.Actor{Org: h.org, Kind: party.Staff, ID: staff.Any(), Role: party.Colleague}
}

func (h *house) hire(name string, in id.Team) id.Staff {
	h.Helper()
	return h.hired(team.Staff{Name: name, Team: in})
}

func (h *house) hired(staff team.Staff) (hired id.Staff) {
	h.Helper()
	h.do(func(tx *db.Tx) error {
		made, err := h.Hire(tx, staff)
		hired = made.ID
		return err
	})
	return hired
}

func (h *house) refused(err error, key string) {
	h.Helper()
	if !fault.Is(err, key) {
		h.Errorf("got %v, want %s", err, key)
	}
}

// at is an instant in Amsterdam: "2026-11-24 13:00".
func at(text string) time.Time {
	return must(time.ParseInLocation("2006-01-02 15:04", text, amsterdam))
}

func TestSomebodyIsHiredChangesAndLeaves(t *testing.T) {
	live(t, func(h *house) {
		jeroen := h.hire("  Jeroen   van den Berg ", id.Team{})
		h.do(func(tx *db.Tx) error {
			found := must(h.ByName(tx, "jeroen van den berg"))
			if len(found) != 1 || found[0].ID != jeroen || found[0].FirstName != "Jeroen" || found[0].DayShare() != 70 {
				t.Errorf("found %+v", found)
			}
			found[0].AnswersPhone = true
			changed, err := h.Change(tx, found[0])
			if changed.Version != 2 || changed.DayShare() != 50 {
				t.Errorf("changed into %+v", changed)
			}
			return err
		})
		h.refused(h.as(party.Itself(h.org), func(tx *db.Tx) error {
			_, err := h.Change(tx, team.Staff{ID: jeroen, Name: "Jeroen", Version: 1})
			return err
		}), "team.changed_meanwhile")
		h.open[jeroen] = 2
		depart := func(tx *db.Tx) error {
			_, err := h.Depart(tx, jeroen, 0)
			return err
		}
		h.refused(h.as(party.Itself(h.org), depart), "team.has_open_promises")
		h.open[jeroen] = 0
		h.do(depart)
		h.refused(h.as(party.Itself(h.org), depart), "team.has_left")
		h.do(func(tx *db.Tx) error {
			if left := must(h.Get(tx, jeroen)); !left.LeftAt.Equal(friday) || left.Version != 3 {
				t.Errorf("left as %+v", left)
			}
			if must(h.Present(tx, jeroen, friday)) || !must(h.Present(tx, jeroen, friday.Add(-time.Hour))) {
				t.Error("who left is present, or was not before")
			}
			return nil
		})
	})
}

func TestLayersLieOverEachOther(t *testing.T) {
	live(t, func(h *house) {
		var desk team.Team
		h.do(func(tx *db.Tx) (err error) {
			desk, err = h.Form(tx, team.Team{Name: "Balie"})
			return err
		})
		fatima, jeroen := h.hire("Fatima El Amrani", desk.ID), h.hire("Jeroen Berg", id.Team{})
		h.do(func(tx *db.Tx) error {
			if err := h.SetHours(tx, team.Week{time.Friday: {{From: 8 * 60, Until: 12 * 60}}}, 0); err != nil {
				return err
			}
			if err := h.SetTeamHours(tx, desk.ID, team.Week{time.Friday: {{From: 10 * 60, Until: 18 * 60}}, time.Saturday: {{From: 600, Until: 660}}}, 0); err != nil {
				return err
			}
			if err := h.SetStaffHours(tx, fatima, team.Week{time.Monday: nil, time.Tuesday: {{From: 600, Until: 660}, {From: 640, Until: 720}}}, 0); err != nil {
				return err
			}
			return h.CloseDay(tx, team.ClosedDay{Day: worktime.Date{Year: 2026, Month: 12, Day: 1}, Name: "Studiedag"})
		})
		h.do(func(tx *db.Tx) error {
			rooms := must(h.RoomsOf(tx, []id.Staff{fatima, jeroen}, friday, friday.AddDate(0, 0, 14)))
			for _, want := range []struct {
				staff   id.Staff
				day     string
				minutes int
			}{
				{fatima, "2026-11-20", 480}, {fatima, "2026-11-21", 60}, {fatima, "2026-11-23", 0},
				{fatima, "2026-11-24", 120}, {fatima, "2026-11-25", 480}, {fatima, "2026-12-01", 0},
				{jeroen, "2026-11-20", 240}, {jeroen, "2026-11-21", 0}, {jeroen, "2026-11-24", 480}, {jeroen, "2026-12-25", 0},
			} {
				from := at(want.day + " 00:00")
				if got := rooms[want.staff].Calendar.Between(from, from.AddDate(0, 0, 1)); got != want.minutes {
					t.Errorf("%s on %s: %d minutes, want %d", rooms[want.staff].Staff.Name, want.day, got, want.minutes)
				}
			}
			hours := must(h.StaffHours(tx, fatima))
			if monday, named := hours.Week[time.Monday]; !named || len(monday) != 0 || len(hours.Week) != 2 || hours.Version != 1 {
				t.Errorf("fatima's own hours are %+v", hours)
			}
			return nil
		})
		h.refused(h.as(h.colleague(jeroen), func(tx *db.Tx) error { return h.SetStaffHours(tx, fatima, nil, 0) }), "team.lead_only")
		h.refused(h.as(h.colleague(jeroen), func(tx *db.Tx) error {
			return h.SetStaffHours(tx, jeroen, team.Week{time.Monday: {{From: 60, Until: 120}, {From: 110, Until: 70}}}, 0)
		}), "worktime.ends_first")
		closed := team.Week{1: nil, 2: nil, 3: nil, 4: nil, 5: nil}
		h.refused(h.as(h.colleague(jeroen), func(tx *db.Tx) error { return h.SetStaffHours(tx, jeroen, closed, 0) }), "worktime.never_opens")
	})
}
