package team

import (
	"fmt"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// AbsenceKind is planned leave or illness; Kroon keeps no reason.
type AbsenceKind string

// The kinds of absence.
const (
	OnLeave AbsenceKind = "leave"
	Sick    AbsenceKind = "sick"
)

// Absence is a stretch away. Leave told in civil words keeps them, and its instants are what they meant
// when it was recorded. One that ended early has that end; one that was called off ends before it begins.
type Absence struct {
	ID         id.Any
	Staff      id.Staff
	Kind       AbsenceKind
	FromAt     time.Time
	UntilAt    time.Time // zero: no end known
	FromCivil  string    // "2026-12-28T09:00", with UntilCivil; both empty: the instants are what was said
	UntilCivil string
	RecordedAt time.Time
	ByKind     party.Kind
	By         id.Any
}

// calledOff tells whether it never took place.
func (a Absence) calledOff() bool { return !a.UntilAt.IsZero() && !a.UntilAt.After(a.FromAt) }

// closing keeps of the absences what closes any minute. Who is back at 9:00:20 is there from 9:00 on,
// though a calendar closes every minute that an absence touches.
func closing(absences []Absence) []Absence {
	var out []Absence
	for _, a := range absences {
		if a.FromCivil == "" && !a.UntilAt.IsZero() {
			a.UntilAt = a.UntilAt.Truncate(time.Minute)
		}
		if !a.calledOff() {
			out = append(out, a)
		}
	}
	return out
}

// Covers tells whether they are away at an instant.
func (a Absence) Covers(at time.Time) bool {
	return !at.Before(a.FromAt) && (a.UntilAt.IsZero() || at.Before(a.UntilAt))
}

// worktime is the absence as a calendar takes it. What was said in civil words holds in the zone of the
// calendar as its rules are now.
func (a Absence) worktime() (worktime.Absence, error) {
	if a.FromCivil == "" {
		return worktime.Away(a.FromAt, a.UntilAt), nil
	}
	from, err := worktime.ParseCivil(a.FromCivil)
	if err != nil {
		return worktime.Absence{}, err
	}
	until, err := worktime.ParseCivil(a.UntilCivil)
	return worktime.AwayCivil(from, until), err
}

// Leave is planned leave as it is told: in civil words of the person's own zone, or in instants.
type Leave struct {
	Staff       id.Staff
	From, Until worktime.Civil
	FromAt      time.Time // with UntilAt, instead of civil words
	UntilAt     time.Time
	Version     int64 // of the member of staff as last seen; 0: whatever it is
}

// maxLeave bounds planned leave.
const maxLeave = 3 * 366 * 24 * time.Hour

// absence reads what was told in a zone; leave that is over already is refused.
func (l Leave) absence(zone *time.Location, now time.Time) (Absence, error) {
	a := Absence{Staff: l.Staff, Kind: OnLeave, FromAt: l.FromAt, UntilAt: l.UntilAt}
	if l.FromAt.IsZero() {
		a.FromAt, a.UntilAt = instantOf(l.From, zone), instantOf(l.Until, zone)
		a.FromCivil, a.UntilCivil = civilText(l.From), civilText(l.Until)
	}
	switch {
	case !a.UntilAt.After(a.FromAt):
		return a, fault.New(fault.Invalid, "team.leave_ends_first").On("until")
	case !a.UntilAt.After(now):
		return a, fault.New(fault.TooLate, "team.leave_past").On("until")
	case a.UntilAt.Sub(a.FromAt) > maxLeave:
		return a, fault.New(fault.Invalid, "team.leave_too_long").On("until")
	}
	return a, nil
}

func instantOf(c worktime.Civil, zone *time.Location) time.Time {
	return time.Date(c.Date.Year, c.Date.Month, c.Date.Day, 0, c.Minute, 0, 0, zone).UTC()
}

// civilText writes a label; the end of a day is the beginning of the next.
func civilText(c worktime.Civil) string {
	if c.Minute >= 24*60 {
		c.Date, c.Minute = c.Date.Plus(1), c.Minute-24*60
	}
	return fmt.Sprintf("%sT%02d:%02d", c.Date, c.Minute/60, c.Minute%60)
}
