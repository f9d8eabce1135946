package team_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

func TestBusyTimesAreReplacedPerSource(t *testing.T) {
	live(t, func(h *house) {
		jeroen := h.hire("Jeroen Berg", id.Team{})
		span := func(from, until string) team.Span { return team.Span{From: at(from), Until: at(until)} }
		import1 := []team.Span{span("2026-11-24 10:00", "2026-11-24 11:00"), span("2026-11-24 10:30", "2026-11-24 12:00"), span("2026-11-24 10:30", "2026-11-24 10:45"),
			span("2026-11-23 09:00", "2026-11-23 09:30"), span("2026-11-25 09:00", "2026-11-25 09:00")}
		replace := func(source string, spans ...team.Span) {
			h.Helper()
			h.do(func(tx *db.Tx) error { return h.ReplaceBusy(tx, jeroen, source, spans) })
		}
		replace("import", import1...)
		replace("import", import1...)
		h.refused(h.as(party.Itself(h.org), func(tx *db.Tx) error { return h.ReplaceBusy(tx, jeroen, team.CalendarFeed, import1) }), "team.no_feed")
		h.do(func(tx *db.Tx) error {
			return h.SetFeed(tx, jeroen, team.Feed{Sealed: []byte("sealed"), Shown: "agenda.example"})
		})
		replace(team.CalendarFeed, span("2026-11-24 11:30", "2026-11-24 13:00"))
		busy := func(want ...team.Span) {
			h.Helper()
			h.do(func(tx *db.Tx) error {
				room := must(h.Room(tx, jeroen, at("2026-11-24 10:15"), at("2026-12-01 00:00")))
				if !slices.EqualFunc(room.Busy, want, func(a, b team.Span) bool { return a.From.Equal(b.From) && a.Until.Equal(b.Until) }) {
					h.Errorf("busy %v, want %v", room.Busy, want)
				}
				return nil
			})
		}
		busy(span("2026-11-24 10:15", "2026-11-24 13:00"))
		inside := team.Apart([]team.Span{span("2026-11-24 10:00", "2026-11-24 12:00"), span("2026-11-24 10:30", "2026-11-24 11:00")})
		if len(inside) != 1 || !inside[0].Until.Equal(at("2026-11-24 12:00")) {
			t.Errorf("a span inside another: %v", inside)
		}
		replace("import")
		busy(span("2026-11-24 11:30", "2026-11-24 13:00"))
		h.do(func(tx *db.Tx) error {
			feed, given, err := h.Feed(tx, jeroen)
			if err != nil || !given || string(feed.Address) != "sealed" || feed.Shown != "agenda.example" || !feed.ImportedAt.Equal(friday) {
				t.Errorf("feed %+v %v %v", feed, given, err)
			}
			return h.SetFeed(tx, jeroen, team.Feed{})
		})
		busy()
		h.do(func(tx *db.Tx) error { return h.SetFeed(tx, jeroen, team.Feed{}) }) // twice is once
		want := []string{"team.staff_hired", "team.busy_imported", "team.busy_source_changed", "team.busy_imported", "team.busy_imported", "team.busy_source_changed"}
		if !slices.Equal(h.kinds, want) {
			t.Errorf("events %v, want %v", h.kinds, want)
		}
	})
}

func TestOpenedHoursLieWithinTheirOwn(t *testing.T) {
	live(t, func(h *house) {
		jeroen := h.hire("Jeroen Berg", id.Team{})
		other := h.hire("Ander", id.Team{})
		week := team.Week{time.Monday: {{From: 480, Until: 600}, {From: 960, Until: 1080}}, time.Tuesday: nil}
		h.refused(h.as(h.colleague(other), func(tx *db.Tx) error { return h.SetOpened(tx, jeroen, week, 0) }), "team.own_only")
		if err := h.as(h.colleague(jeroen), func(tx *db.Tx) error { return h.SetOpened(tx, jeroen, week, 0) }); err != nil {
			t.Fatal(err)
		}
		h.do(func(tx *db.Tx) error {
			rooms := must(h.RoomsOf(tx, []id.Staff{jeroen, other}, friday, friday))
			for day, want := range map[string]int{"2026-11-23": 120, "2026-11-24": 0, "2026-11-25": 480} {
				from := at(day + " 00:00")
				if got := rooms[jeroen].Opened.Between(from, from.AddDate(0, 0, 1)); got != want {
					t.Errorf("on %s %d minutes are opened, want %d", day, got, want)
				}
				if got := rooms[other].Opened.Between(from, from.AddDate(0, 0, 1)); got != 480 {
					t.Errorf("who opened nothing in particular has %d minutes on %s", got, day)
				}
			}
			return nil
		})
	})
}

// TestRoomsOfManyAreThoseOfEach is also what keeps the batches of sixty-four honest.
func TestRoomsOfManyAreThoseOfEach(t *testing.T) {
	live(t, func(h *house) {
		var all []id.Staff
		h.do(func(tx *db.Tx) error {
			for i := range 150 {
				hired := must(h.Hire(tx, team.Staff{Name: "Iemand", Share: i % 100}))
				all = append(all, hired.ID)
				if i%3 == 0 {
					if err := h.SetStaffHours(tx, hired.ID, team.Week{time.Weekday(i % 7): {{From: i, Until: 600 + i}}}, 0); err != nil {
						return err
					}
				}
				if i%5 == 0 {
					if _, err := h.PlanLeave(tx, team.Leave{Staff: hired.ID, FromAt: friday.Add(time.Duration(i) * time.Hour), UntilAt: friday.Add(time.Duration(2*i+5) * time.Hour)}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		h.do(func(tx *db.Tx) error {
			until := friday.AddDate(0, 0, 14)
			rooms := must(h.RoomsOf(tx, all, friday, until))
			if len(rooms) != len(all) {
				t.Fatalf("%d rooms of %d", len(rooms), len(all))
			}
			for _, staff := range all {
				one := must(h.Room(tx, staff, friday, until))
				if got, want := rooms[staff].Calendar.Between(friday, until), one.Calendar.Between(friday, until); got != want || rooms[staff].Share != one.Share {
					t.Errorf("%d minutes among many, %d alone", got, want)
				}
			}
			return nil
		})
	})
}

// day is what the oracle knows of one person's week: layers by plain lookup, minute by minute.
type day = map[time.Weekday][][2]int

// openAt asks the layers one by one, the narrowest first.
func openAt(layers []day, ordinary day, label time.Time) bool {
	minute := label.Hour()*60 + label.Minute()
	for _, layer := range append(slices.Clone(layers), ordinary) {
		if hours, named := layer[label.Weekday()]; named {
			return slices.ContainsFunc(hours, func(h [2]int) bool { return h[0] <= minute && minute < h[1] })
		}
	}
	return false
}

func drawDay(r *rapid.T, name string) day {
	out := day{}
	for range rapid.IntRange(0, 4).Draw(r, name) {
		weekday := time.Weekday(rapid.IntRange(0, 6).Draw(r, "weekday"))
		out[weekday] = nil
		for range rapid.IntRange(0, 2).Draw(r, "hours") {
			from := rapid.IntRange(0, 1440).Draw(r, "from")
			out[weekday] = append(out[weekday], [2]int{from, rapid.IntRange(from, 1440).Draw(r, "until")})
		}
	}
	return out
}

func weekOf(d day) team.Week {
	week := team.Week{}
	for weekday, hours := range d {
		week[weekday] = nil
		for _, h := range hours {
			week[weekday] = append(week[weekday], worktime.Interval{From: h[0], Until: h[1]})
		}
	}
	return week
}

func TestCalendarsAreTheirLayersMinuteByMinute(t *testing.T) {
	ordinary := day{}
	for weekday := time.Monday; weekday <= time.Friday; weekday++ {
		ordinary[weekday] = [][2]int{{540, 1020}}
	}
	live(t, func(h *house) {
		h.holidays = worktime.DutchHolidays{}
		desk, _, jeroen := h.desk()
		rapid.Check(t, func(r *rapid.T) {
			org, group, own := drawDay(r, "org"), drawDay(r, "team"), drawDay(r, "own")
			from := friday.Add(time.Duration(rapid.IntRange(-20_000, 20_000).Draw(r, "from")) * time.Minute)
			until := from.Add(time.Duration(rapid.IntRange(1, 4000).Draw(r, "length")) * time.Minute)
			err := h.as(party.Itself(h.org), func(tx *db.Tx) error {
				if err := h.SetHours(tx, weekOf(org), 0); err != nil {
					return err
				}
				if err := h.SetTeamHours(tx, desk.ID, weekOf(group), 0); err != nil {
					return err
				}
				if err := h.SetStaffHours(tx, jeroen, weekOf(own), 0); err != nil {
					return err
				}
				calendar := must(h.Calendar(tx, jeroen))
				want := 0
				for minute := from; minute.Before(until); minute = minute.Add(time.Minute) {
					if openAt([]day{own, group, org}, ordinary, minute.In(amsterdam)) {
						want++
					}
				}
				if got := calendar.Between(from, until); got != want {
					r.Fatalf("%d minutes from %v until %v, want %d", got, from, until, want)
				}
				return nil
			})
			if err != nil {
				h.refused(err, "worktime.never_opens")
			}
		})
	})
}
