package calendar

import (
	"slices"
	"strconv"
	"time"

	"github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"
)

// defined is a zone as a calendar defines it: from each onset on, a label lies this far ahead of UTC.
type defined []onset

type onset struct {
	label  time.Time // in the time that ended then
	offset time.Duration
}

// lastOnset is how far definitions are followed; a calendar is about times near now.
const lastOnset = 2100

// definition reads a VTIMEZONE (RFC 5545, 3.6.5); nil when it says nothing that can be used.
func definition(part *ical.Component) zone {
	var out defined
	for _, observance := range part.Children {
		to, start := observance.Props.Get(ical.PropTimezoneOffsetTo), observance.Props.Get(ical.PropDateTimeStart)
		if to == nil || start == nil {
			continue
		}
		offset, ok := offsetOf(to.Value)
		label, err := time.Parse("20060102T150405", start.Value)
		if !ok || err != nil || label.Year() < firstYear {
			continue
		}
		out = append(out, onset{label, offset})
		for _, prop := range observance.Props[ical.PropRecurrenceDates] {
			for _, text := range list(prop.Value) {
				if label, err := time.Parse("20060102T150405", text); err == nil {
					out = append(out, onset{label, offset})
				}
			}
		}
		for _, prop := range observance.Props[ical.PropRecurrenceRule] {
			out = append(out, yearly(prop.Value, label, offset)...)
		}
	}
	if len(out) == 0 {
		return nil
	}
	slices.SortFunc(out, func(a, b onset) int { return a.label.Compare(b.label) })
	return out
}

// yearly follows the rule of an observance; others than yearly ones do not occur.
func yearly(text string, start time.Time, offset time.Duration) []onset {
	rule, ok := ruleOf(text)
	if !ok || rule.Freq != rrule.YEARLY {
		return nil
	}
	last := rule.last(known{time.UTC}, time.Date(lastOnset, 1, 1, 0, 0, 0, 0, time.UTC))
	if rule.utc {
		last = last.Add(24 * time.Hour) // onsets are labels, less than a day from UTC and half a year apart
	}
	rule.Dtstart = start
	compiled, err := rrule.NewRRule(rule.ROption)
	if err != nil {
		return nil
	}
	var out []onset
	next := compiled.Iterator()
	for label, more := next(); more && !label.After(last) && len(out) < 2*lastOnset; label, more = next() {
		out = append(out, onset{label, offset})
	}
	return out
}

// offsetOf reads +0100 or -033045.
func offsetOf(text string) (time.Duration, bool) {
	if len(text) != 5 && len(text) != 7 || text[0] != '+' && text[0] != '-' {
		return 0, false
	}
	total := time.Duration(0)
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second} {
		if from := 1 + 2*i; from < len(text) {
			n, err := strconv.ParseUint(text[from:from+2], 10, 8)
			if err != nil {
				return 0, false
			}
			total += time.Duration(n) * unit
		}
	}
	if text[0] == '-' {
		total = -total
	}
	return total, true
}

// at is the offset in force at a label; before the first onset that of the first.
func (d defined) at(label time.Time) time.Duration {
	i, _ := slices.BinarySearchFunc(d, label, func(o onset, l time.Time) int {
		if o.label.After(l) {
			return 1
		}
		return -1
	})
	return d[max(i-1, 0)].offset
}

func (d defined) instant(label time.Time) time.Time { return label.Add(-d.at(label)) }

func (d defined) label(instant time.Time) time.Time {
	guess := instant.UTC().Add(d.at(instant.UTC()))
	return instant.UTC().Add(d.at(guess))
}
