package imports

import (
	"strings"
	"time"

	"kroon/internal/fault"
)

// usual are the ways of writing an instant that are read without being named: as ISO 8601 has them, where
// day and month cannot be mistaken for each other.
var usual = []string{"YYYY-MM-DD hh:mm:ss±hh:mm", "YYYY-MM-DDThh:mm:ss±hh:mm", "YYYY-MM-DD hh:mm:ss", "YYYY-MM-DDThh:mm:ss",
	"YYYY-MM-DD hh:mm", "YYYY-MM-DDThh:mm", "YYYY-MM-DD"}

// signs are what a pattern is written in, with what Go calls them, the longest first.
var signs = []struct{ ours, theirs string }{
	{"±hh:mm", "Z07:00"}, {"YYYY", "2006"}, {"MM", "01"}, {"DD", "02"}, {"hh", "15"}, {"mm", "04"}, {"ss", "05"}, {"M", "1"}, {"D", "2"},
}

// layout is a pattern as the time package reads it.
type layout struct {
	text   string
	zoned  bool // it says its own offset
	dayful bool // a day without an hour
}

// layoutOf reads a pattern such as "D-M-YYYY hh:mm".
func layoutOf(pattern string) (layout, error) {
	var out strings.Builder
	had := map[string]bool{}
	for rest := pattern; rest != ""; {
		found := false
		for _, sign := range signs {
			if strings.HasPrefix(rest, sign.ours) {
				out.WriteString(sign.theirs)
				had[sign.ours[:1]], had[sign.theirs] = true, true
				rest, found = rest[len(sign.ours):], true
				break
			}
		}
		if found {
			continue
		}
		if r := rest[0]; r != 'T' && strings.IndexByte(" -/.:", r) < 0 {
			return layout{}, fault.New(fault.Invalid, "imports.date_pattern", "pattern", pattern).On("dates")
		}
		out.WriteByte(rest[0])
		rest = rest[1:]
	}
	if !had["2006"] || !had["M"] || !had["D"] || had["04"] != had["15"] {
		return layout{}, fault.New(fault.Invalid, "imports.date_pattern", "pattern", pattern).On("dates")
	}
	return layout{text: out.String(), zoned: had["Z07:00"], dayful: !had["15"]}, nil
}

// Moment is an instant as a file says it.
type Moment struct {
	At    time.Time // midnight for a day without an hour
	Civil string    // "2026-11-27T12:00" when it was said in civil time; empty when it names its own offset
	Day   bool      // a day without an hour
}

// LastMinute is the last minute of the day of a moment that has no hour: what a deadline means by it.
func (m Moment) LastMinute(zone *time.Location) Moment {
	if !m.Day {
		return m
	}
	year, month, day := m.At.In(zone).Date()
	at := time.Date(year, month, day, 23, 59, 0, 0, zone)
	return Moment{At: at.UTC(), Civil: at.Format(civil), Day: true}
}

const civil = "2006-01-02T15:04"

// The years that an instant may lie in; anything else is a slip of the pen.
const firstYear, lastYear = 1900, 2200

// moment reads text by the first layout that fits. A label that the clock skipped is no time; of one that
// it showed twice, the first is meant.
func moment(text string, layouts []layout, zone *time.Location) (Moment, error) {
	for _, l := range layouts {
		read, err := time.Parse(l.text, text)
		if err != nil {
			continue
		}
		if year := read.Year(); year < firstYear || year > lastYear {
			break
		}
		if l.zoned {
			return Moment{At: read.UTC().Truncate(time.Microsecond)}, nil
		}
		return civilMoment(read, zone, l.dayful)
	}
	return Moment{}, fault.New(fault.Invalid, "imports.bad_date", "text", shortened(text))
}

func civilMoment(label time.Time, zone *time.Location, day bool) (Moment, error) {
	at := time.Date(label.Year(), label.Month(), label.Day(), label.Hour(), label.Minute(), label.Second(), label.Nanosecond(), zone)
	same := func(t time.Time) bool { return t.In(zone).Format(time.DateTime) == label.Format(time.DateTime) }
	if !same(at) && !day {
		return Moment{}, fault.New(fault.Invalid, "imports.skipped_time", "text", label.Format(civil))
	}
	// A label that was shown twice is at most a few hours from its other instant.
	for _, back := range []time.Duration{time.Hour, 30 * time.Minute, 2 * time.Hour} {
		if same(at.Add(-back)) {
			at = at.Add(-back)
			break
		}
	}
	out := Moment{At: at.UTC().Truncate(time.Microsecond), Day: day}
	if label.Second() == 0 && label.Nanosecond() == 0 {
		out.Civil = label.Format(civil)
	}
	return out, nil
}

// shortened is enough of a text to know it again.
func shortened(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}
