package calendar

import (
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// moment is a point as a calendar tells it.
type moment struct {
	label time.Time
	zone  zone
	day   bool // a whole day, at its beginning
}

func (m moment) instant() time.Time { return m.zone.instant(m.label) }

// moment reads a date or a date with a time.
func (z zones) moment(text string, params ical.Params) (moment, bool) {
	m := moment{zone: z.own}
	layout := "20060102T150405"
	switch {
	case len(text) == len("20060102"):
		m.day, layout = true, "20060102"
	case strings.HasSuffix(text, "Z"):
		m.zone, text = known{time.UTC}, text[:len(text)-1]
	case params.Get("TZID") != "":
		m.zone = z.named(params.Get("TZID"))
	}
	label, err := time.Parse(layout, text)
	m.label = label
	return m, err == nil && label.Year() >= firstYear
}

// period reads a beginning and an end or a length: 19970101T180000Z/PT5H30M.
func (z zones) period(text string, params ical.Params) (start moment, length time.Duration, ok bool) {
	from, until, found := strings.Cut(text, "/")
	start, ok = z.moment(from, params)
	if !ok || !found {
		return start, 0, false
	}
	if end, isMoment := z.moment(until, params); isMoment {
		length = end.instant().Sub(start.instant())
	} else if length, ok = duration(until); !ok {
		return start, 0, false
	}
	return start, length, length > 0 && length <= longest
}

const (
	// firstYear is the earliest that is read: no desk has appointments before.
	firstYear = 1900
	// longest bounds one appointment.
	longest = 10 * 366 * 24 * time.Hour
)

// duration reads P1DT2H.
func duration(text string) (time.Duration, bool) {
	prop := ical.NewProp(ical.PropDuration)
	prop.Value = text
	length, err := prop.Duration()
	return length, err == nil && len(text) < 20 && length > 0 && length <= longest
}

// event is an appointment that keeps somebody busy.
type event struct {
	uid    string
	start  moment
	length time.Duration // of time that passes; of whole days: 24 hours each
	rules  []rule
	more   []repeat
	except exceptions
}

// repeat is an extra time at which it takes place.
type repeat struct {
	start  moment
	length time.Duration
}

// exceptions are the times at which it does not, as instants and as days.
type exceptions struct {
	instants map[int64]bool // unix seconds
	days     map[string]bool
}

func newExceptions() exceptions {
	return exceptions{instants: map[int64]bool{}, days: map[string]bool{}}
}

func (e exceptions) add(at moment) {
	if at.day {
		e.days[at.label.Format(time.DateOnly)] = true
	} else {
		e.instants[at.instant().Unix()] = true
	}
}

// has tells whether it does not take place at a moment. A day excepts every time on it, and a time
// excepts a whole day that begins then.
func (e exceptions) has(at moment) bool {
	return e.instants[at.instant().Unix()] || e.days[at.label.Format(time.DateOnly)]
}

// event reads an appointment; false when it keeps nobody busy or cannot be read.
func (z zones) event(part *ical.Component) (event, bool) {
	text := func(name string) string {
		if prop := part.Props.Get(name); prop != nil {
			return prop.Value
		}
		return ""
	}
	e := event{uid: text(ical.PropUID), except: newExceptions()}
	start := part.Props.Get(ical.PropDateTimeStart)
	if start == nil {
		return e, false
	}
	var ok bool
	if e.start, ok = z.moment(start.Value, start.Params); !ok {
		return e, false
	}
	if e.length, ok = z.length(part, e.start); !ok {
		return e, false
	}
	free := isAny(text(ical.PropTransparency), "TRANSPARENT") || isAny(text(ical.PropStatus), "CANCELLED") ||
		isAny(text("X-MICROSOFT-CDO-BUSYSTATUS"), "FREE", "WORKINGELSEWHERE")
	if free { // but it can take the place of a repetition that was not
		e.length = 0
		return e, true
	}
	for _, prop := range part.Props[ical.PropRecurrenceRule] {
		if rule, ok := ruleOf(prop.Value); ok {
			e.rules = append(e.rules, rule)
		}
	}
	for _, prop := range part.Props[ical.PropRecurrenceDates] {
		for _, value := range list(prop.Value) {
			if start, length, ok := z.period(value, prop.Params); ok {
				e.more = append(e.more, repeat{start, length})
			} else if start, ok := z.moment(value, prop.Params); ok {
				e.more = append(e.more, repeat{start, e.length})
			}
		}
	}
	for _, prop := range part.Props[ical.PropExceptionDates] {
		for _, value := range list(prop.Value) {
			if at, ok := z.moment(strings.TrimSpace(value), prop.Params); ok {
				e.except.add(at)
			}
		}
	}
	return e, true
}

// length is how long an appointment takes: up to its end, for its duration, or the day it is on. One that
// takes no time is read, for what it says about others.
func (z zones) length(part *ical.Component, start moment) (time.Duration, bool) {
	if prop := part.Props.Get(ical.PropDateTimeEnd); prop != nil {
		end, ok := z.moment(prop.Value, prop.Params)
		length := end.label.Sub(start.label)
		if ok && !start.day {
			length = end.instant().Sub(start.instant())
		}
		return max(length, 0), ok && length <= longest
	}
	if prop := part.Props.Get(ical.PropDuration); prop != nil {
		length, ok := duration(prop.Value)
		return length, ok
	}
	if start.day {
		return 24 * time.Hour, true
	}
	return 0, true
}
