package worktime

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kroon/internal/fault"
)

var dayNames = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Form is a layer as it is written in files, requests and rows (docs/formats/calc.md).
type Form struct {
	Zone     string                `json:"zone,omitempty"`
	Week     map[string][][]string `json:"week,omitempty"`     // "mon" to "sun": pairs of clock times
	Holidays []string              `json:"holidays,omitempty"` // "2026-12-25"
	// Absences are pairs, both civil ("2026-12-28T09:00") or both instants (RFC 3339); an empty
	// second half is an absence without an end.
	Absences [][]string `json:"absences,omitempty"`
}

// Layer reads the form; a refusal names the field, as in week.mon[1].
func (f Form) Layer() (Layer, error) {
	layer := Layer{Week: map[time.Weekday][]Interval{}}
	if f.Zone != "" {
		zone, err := Zone(f.Zone)
		if err != nil {
			return Layer{}, err
		}
		layer.Zone = zone
	}
	for _, name := range slices.Sorted(maps.Keys(f.Week)) {
		day := slices.Index(dayNames[:], name)
		if day < 0 {
			return Layer{}, fault.New(fault.Invalid, "worktime.unknown_day", "day", name).On("week." + name)
		}
		intervals, err := readIntervals(f.Week[name], "week."+name)
		if err != nil {
			return Layer{}, err
		}
		layer.Week[time.Weekday(day)] = intervals
	}
	for i, text := range f.Holidays {
		date, err := ParseDate(text)
		if err != nil {
			return Layer{}, fault.Of(err).On(fmt.Sprintf("holidays[%d]", i))
		}
		layer.Holidays = append(layer.Holidays, date)
	}
	for i, pair := range f.Absences {
		absence, err := readAbsence(pair)
		if err != nil {
			return Layer{}, fault.Of(err).On(fmt.Sprintf("absences[%d]", i))
		}
		layer.Absences = append(layer.Absences, absence)
	}
	return layer, nil
}

func readIntervals(pairs [][]string, field string) ([]Interval, error) {
	intervals := []Interval{}
	for i, pair := range pairs {
		at := fmt.Sprintf("%s[%d]", field, i)
		if len(pair) != 2 {
			return nil, fault.New(fault.Invalid, "worktime.not_a_pair").On(at)
		}
		interval, err := ParseInterval(pair[0], pair[1])
		if err != nil {
			return nil, fault.Of(err).On(at)
		}
		intervals = append(intervals, interval)
	}
	return intervals, nil
}

func readAbsence(pair []string) (Absence, error) {
	if len(pair) != 2 {
		return Absence{}, fault.New(fault.Invalid, "worktime.not_a_pair")
	}
	// Only an instant says where it is: with a Z or an offset after the clock time.
	if len(pair[0]) > len("2006-01-02T15:04") || strings.HasSuffix(pair[0], "Z") {
		return readInstants(pair[0], pair[1])
	}
	from, err := ParseCivil(pair[0])
	if err != nil {
		return Absence{}, err
	}
	if pair[1] == "" {
		return AwayFrom(from), nil
	}
	until, err := ParseCivil(pair[1])
	if err != nil {
		return Absence{}, err
	}
	return AwayCivil(from, until), nil
}

func readInstants(from, until string) (Absence, error) {
	a, err := ParseInstant(from)
	if err != nil {
		return Absence{}, err
	}
	if until == "" {
		return Away(a, time.Time{}), nil
	}
	b, err := ParseInstant(until)
	if err != nil {
		return Absence{}, err
	}
	return Away(a, b), nil
}

// ParseInstant reads an instant as RFC 3339 writes it, strictly: "2026-12-24T15:00:00+01:00".
func ParseInstant(text string) (time.Time, error) {
	var t time.Time
	if err := t.UnmarshalText([]byte(text)); err != nil {
		return time.Time{}, fault.New(fault.Invalid, "worktime.bad_instant", "text", text).Because(err)
	}
	return t, nil
}
