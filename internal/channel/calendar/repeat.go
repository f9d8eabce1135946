package calendar

import (
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

const (
	// maxRule bounds the text of a recurrence rule, in bytes.
	maxRule = 1000
	// maxInterval bounds how many days, weeks, months or years lie between two repetitions.
	maxInterval = 1000
	// maxTimes bounds the times of one day.
	maxTimes = 96
	// perTime is what it costs to find one time that a rule names, in days looked at.
	perTime = 5
	// furthestZone is more than a zone can be ahead of another.
	furthestZone = 36 * time.Hour
)

// rule is a recurrence rule, with its end apart: the library is stopped at the end of the window instead.
type rule struct {
	rrule.ROption
	until time.Time // the last label, or the last instant when utc; zero: without an end
	utc   bool
}

// ruleOf reads a recurrence rule; false when it cannot be read, or repeats within the day, which no
// calendar of a person does and which would take forever to follow.
func ruleOf(text string) (rule, bool) {
	text = strings.ToUpper(strings.Trim(text, "; "))
	if len(text) > maxRule || strings.ContainsAny(text, "\n\r") {
		return rule{}, false
	}
	option, err := rrule.StrToROption(text)
	if err != nil || option.Freq > rrule.DAILY || option.Interval > maxInterval || len(option.Byeaster) > 0 {
		return rule{}, false
	}
	if max(len(option.Byhour), 1)*max(len(option.Byminute), 1)*max(len(option.Bysecond), 1) > maxTimes {
		return rule{}, false
	}
	out := rule{ROption: *option, until: option.Until}
	out.Until = time.Time{}
	_, until, _ := strings.Cut(text, "UNTIL=")
	until, _, _ = strings.Cut(until, ";")
	switch len(until) {
	case len("20060102"): // that day included
		out.until = out.until.Add(24*time.Hour - time.Second)
	case len("20060102T150405Z"):
		out.utc = true
	}
	return out, true
}

// last is the last label at which a rule can name a repetition, or limit when that comes first.
func (r rule) last(of zone, limit time.Time) time.Time {
	until := r.until
	switch {
	case until.IsZero():
		return limit
	case r.utc:
		until = of.label(until)
	}
	if until.Before(limit) {
		return until
	}
	return limit
}

// daysPer is how many days the library looks at per repetition of a frequency.
var daysPer = map[rrule.Frequency]int{rrule.YEARLY: 366, rrule.MONTHLY: 31, rrule.WEEKLY: 7, rrule.DAILY: 1}

// event adds the times of an appointment that lie in the window.
func (r *reading) event(e event, replaced exceptions) error {
	place := func(at repeat) {
		if e.except.has(at.start) || replaced.has(at.start) {
			return
		}
		from := at.start.instant()
		until := from.Add(at.length)
		if at.start.day {
			until = at.start.zone.instant(at.start.label.Add(at.length))
		}
		r.add(from, until)
	}
	if e.length > 0 {
		// The beginning counts, whether the rule names it or not.
		place(repeat{e.start, e.length})
		for _, rule := range e.rules {
			if err := r.rule(e, rule, place); err != nil {
				return err
			}
		}
	}
	for _, at := range e.more {
		if err := r.spend(perTime); err != nil {
			return err
		}
		place(at)
	}
	return nil
}

// rule places an appointment as its rule repeats it. The library is asked for labels: a meeting at nine
// is at nine in summer and in winter.
func (r *reading) rule(e event, rule rule, place func(repeat)) error {
	last := rule.last(e.start.zone, r.until.UTC().Add(furthestZone))
	days := max(int(last.Sub(e.start.label)/(24*time.Hour)), 0)
	if err := r.spend(days/max(rule.Interval, 1) + daysPer[rule.Freq]); err != nil {
		return err
	}
	first := r.from.UTC().Add(-furthestZone - e.length) // what is over before the window need not be placed
	rule.Dtstart = e.start.label
	compiled, err := rrule.NewRRule(rule.ROption)
	if err != nil {
		return nil // a rule that cannot be followed: the beginning was placed
	}
	next, found := compiled.Iterator(), 0
	for label, more := next(); ; label, more = next() {
		switch {
		case !more && (rule.Count <= 0 || found < rule.Count):
			// It will never be again, and the library looked until the year 9999.
			return r.spend((rrule.MAXYEAR - e.start.label.Year()) * 366 / max(rule.Interval, 1))
		case !more || label.After(last):
			return nil
		}
		if err := r.spend(perTime); err != nil {
			return err
		}
		found++
		if !label.Equal(e.start.label) && !label.Before(first) {
			place(repeat{moment{label, e.start.zone, e.start.day}, e.length})
		}
	}
}
