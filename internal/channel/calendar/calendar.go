// Package calendar reads when somebody is busy from their own calendar: an iCalendar file (RFC 5545)
// at an address. Only times are read; what an appointment is about never enters Kroon.
package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/emersion/go-ical"

	"kroon/internal/fault"
	"kroon/internal/team"
)

const (
	// maxBytes bounds a calendar file.
	maxBytes = 8 << 20
	// maxWork bounds the work of one file, roughly in days looked at: fifty million take a second or two.
	maxWork = 50_000_000
)

// Spans reads the busy times between two instants, in order and apart. Events that are marked as free
// or cancelled are left out; all-day events and times without a zone are meant in the given zone. Lines
// and events that cannot be read are passed over; a file that is no calendar, is cut off or is too much
// work is refused, so that what was read before can go on counting.
func Spans(r io.Reader, from, until time.Time, zone *time.Location) (spans []team.Span, err error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	switch {
	case err != nil:
		return nil, fault.New(fault.Invalid, "calendar.unreadable").Because(err)
	case len(raw) > maxBytes:
		return nil, fault.New(fault.Invalid, "calendar.too_large", "max", maxBytes>>20)
	}
	// The libraries below were not written for hostile input.
	defer func() {
		if broken := recover(); broken != nil {
			spans, err = nil, fault.New(fault.Invalid, "calendar.unreadable").Because(fmt.Errorf("panic: %v", broken))
		}
	}()
	calendars, err := decode(raw)
	if err != nil {
		return nil, err
	}
	read := reading{from: from, until: until, left: maxWork}
	for _, calendar := range calendars {
		read.zones = zonesOf(calendar, zone)
		if err := read.calendar(calendar); err != nil {
			return nil, err
		}
	}
	return team.Apart(read.spans), nil
}

// decode reads every calendar of a file; it may hold several.
func decode(raw []byte) ([]*ical.Component, error) {
	clean, err := cleaned(raw)
	if err != nil {
		return nil, err
	}
	decoder := ical.NewDecoder(bytes.NewReader(clean))
	var calendars []*ical.Component
	for {
		calendar, err := decoder.Decode()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "calendar.unreadable").Because(err)
		}
		calendars = append(calendars, calendar.Component)
	}
	if len(calendars) == 0 {
		return nil, fault.New(fault.Invalid, "calendar.none")
	}
	return calendars, nil
}

// reading gathers the busy times of one file.
type reading struct {
	from, until time.Time
	zones       zones
	left        int // of maxWork
	spans       []team.Span
}

var errTooMuch = fault.New(fault.Invalid, "calendar.too_much")

// spend counts work.
func (r *reading) spend(work int) error {
	if r.left -= work; r.left < 0 {
		return errTooMuch
	}
	return nil
}

// add keeps what of a span lies in the window.
func (r *reading) add(from, until time.Time) {
	if from.Before(r.from) {
		from = r.from
	}
	if until.After(r.until) {
		until = r.until
	}
	if from.Before(until) {
		r.spans = append(r.spans, team.Span{From: from.UTC(), Until: until.UTC()})
	}
}

func (r *reading) calendar(calendar *ical.Component) error {
	replaced := map[string]exceptions{} // by UID
	var events []event
	for _, part := range calendar.Children {
		switch part.Name {
		case ical.CompEvent:
			e, ok := r.zones.event(part)
			if !ok {
				continue
			}
			if id := part.Props.Get(ical.PropRecurrenceID); id != nil && e.uid != "" {
				e.rules, e.more = nil, nil
				if at, ok := r.zones.moment(id.Value, id.Params); ok {
					if replaced[e.uid].instants == nil {
						replaced[e.uid] = newExceptions()
					}
					replaced[e.uid].add(at)
				}
				e.uid = "" // stands by itself
			}
			events = append(events, e)
		case ical.CompFreeBusy:
			r.freeBusy(part)
		}
	}
	for _, e := range events {
		if err := r.event(e, replaced[e.uid]); err != nil {
			return err
		}
	}
	return nil
}

// freeBusy reads a calendar that publishes busy times only.
func (r *reading) freeBusy(part *ical.Component) {
	for _, prop := range part.Props[ical.PropFreeBusy] {
		if isAny(prop.Params.Get("FBTYPE"), "FREE") {
			continue
		}
		for _, text := range list(prop.Value) {
			if start, length, ok := r.zones.period(text, prop.Params); ok {
				from := start.instant()
				r.add(from, from.Add(length))
			}
		}
	}
}
