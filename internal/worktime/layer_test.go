package worktime_test

import (
	"testing"
	"time"

	"kroon/internal/fault"
	"kroon/internal/lang"
	"kroon/internal/worktime"
)

func TestLayers(t *testing.T) {
	amsterdam, _ := worktime.Zone("Europe/Amsterdam")
	nine := []worktime.Interval{{From: 540, Until: 1020}}
	organisation := worktime.Layer{Zone: amsterdam, Dutch: &worktime.DutchHolidays{On: true},
		Week: map[time.Weekday][]worktime.Interval{time.Monday: nine, time.Tuesday: nine, time.Wednesday: nine, time.Friday: nine}}
	team := worktime.Layer{Holidays: []worktime.Date{{Year: 2026, Month: 11, Day: 24}}}
	person := worktime.Layer{Week: map[time.Weekday][]worktime.Interval{
		time.Monday: {}, time.Tuesday: {{From: 600, Until: 660}, {From: 540, Until: 630}}},
		Absences: []worktime.Absence{worktime.Away(
			time.Date(2026, 11, 18, 9, 59, 30, 0, amsterdam), time.Date(2026, 11, 18, 10, 0, 1, 0, amsterdam))}}
	calendar, err := worktime.Resolve(organisation, team, person)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day  string
		want int
	}{
		{"2026-11-16", 0},   // Monday: closed by the person
		{"2026-11-17", 120}, // Tuesday: the person's own hours, overlapping ones once
		{"2026-11-18", 478}, // Wednesday: the organisation's, less the two minutes that the absence touches
		{"2026-11-24", 0},   // Tuesday: the team's holiday
		{"2026-12-25", 0},   // Friday: Christmas
		{"2027-01-01", 0},   // Friday: New Year's Day, the year after
		{"2026-12-18", 480},
	} {
		from, _ := time.ParseInLocation(time.DateOnly, c.day, amsterdam)
		if got := calendar.Between(from, from.AddDate(0, 0, 1)); got != c.want {
			t.Errorf("%s has %d open minutes, want %d", c.day, got, c.want)
		}
	}
	steps, err := calendar.Explain(time.Date(2026, 12, 23, 16, 0, 0, 0, amsterdam), 120)
	if err != nil || len(steps) < 3 || steps[2].Holiday != "holiday.christmas" {
		t.Errorf("steps %+v, %v: want Christmas third", steps, err)
	}
}

func TestFormRefusesByField(t *testing.T) {
	good := func() worktime.Form {
		return worktime.Form{Zone: "Europe/Amsterdam", Week: map[string][][]string{"mon": {{"09:00", "17:00"}}}}
	}
	for _, c := range []struct {
		spoil      func(*worktime.Form)
		key, field string
	}{
		{func(f *worktime.Form) { f.Zone = "Europe/Utrecht" }, "worktime.unknown_zone", "zone"},
		{func(f *worktime.Form) { f.Zone = "Local" }, "worktime.unknown_zone", "zone"},
		{func(f *worktime.Form) { f.Zone = "../etc/passwd" }, "worktime.unknown_zone", "zone"},
		{func(f *worktime.Form) { f.Zone = "" }, "worktime.no_zone", "zone"},
		{func(f *worktime.Form) { f.Week["maandag"] = nil }, "worktime.unknown_day", "week.maandag"},
		{func(f *worktime.Form) { f.Week["tue"] = [][]string{{"09:00", "10:00"}, {"9:00", "17:00"}} }, "worktime.bad_time", "week.tue[1]"},
		{func(f *worktime.Form) { f.Week["tue"] = [][]string{{"09:00", "24:01"}} }, "worktime.bad_time", "week.tue[0]"},
		{func(f *worktime.Form) { f.Week["tue"] = [][]string{{"09:00"}} }, "worktime.not_a_pair", "week.tue[0]"},
		{func(f *worktime.Form) { f.Week["tue"] = [][]string{{"17:00", "09:00"}} }, "worktime.ends_first", "week.tue[0]"},
		{func(f *worktime.Form) { f.Week["mon"] = [][]string{{"09:00", "09:00"}} }, "worktime.never_opens", "week"},
		{func(f *worktime.Form) { f.Week = nil }, "worktime.never_opens", "week"},
		{func(f *worktime.Form) { f.Holidays = []string{"2026-12-25", "2026-02-29"} }, "worktime.bad_date", "holidays[1]"},
		{func(f *worktime.Form) { f.Absences = [][]string{{"2026-01-01T00:00", "2026-01-01"}} }, "worktime.bad_moment", "absences[0]"},
		{func(f *worktime.Form) { f.Absences = [][]string{{"2026-01-01T00:00Z", "2026-01-02T00:00"}} }, "worktime.bad_instant", "absences[0]"},
		{func(f *worktime.Form) { f.Absences = [][]string{{"2026-01-02T00:00", "2026-01-01T00:00"}} }, "worktime.absence_ends_first", "absences[0]"},
		{func(f *worktime.Form) {
			f.Absences = [][]string{{"2026-01-02T00:00:09Z", "2026-01-02T00:00:08Z"}}
		}, "worktime.absence_ends_first", "absences[0]"},
		{func(f *worktime.Form) { f.Absences = [][]string{{}} }, "worktime.not_a_pair", "absences[0]"},
	} {
		form := good()
		c.spoil(&form)
		layer, err := form.Layer()
		if err == nil {
			_, err = worktime.Resolve(layer)
		}
		if !fault.Is(err, c.key) || fault.Of(err).Field != c.field {
			t.Errorf("%+v: %v, want %s on %s", form, err, c.key, c.field)
		}
		if !lang.Has(lang.NL, c.key) || !lang.Has(lang.EN, c.key) {
			t.Errorf("%s has no sentence", c.key)
		}
	}
}
