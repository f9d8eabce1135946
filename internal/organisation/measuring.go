package organisation

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Measuring is a stretch of time in which figures of each person may be seen: off until somebody states why, who
// agreed to it and when it ends. In the Netherlands the works council must consent to such figures (Wet op de
// ondernemingsraden, article 27, paragraph 1, k and l).
type Measuring struct {
	ID        id.Measuring
	Purpose   string
	AgreedBy  Agreed
	AgreedOn  string // a civil date, "2026-11-17"
	BegunBy   id.Staff
	BegunAt   time.Time
	Until     time.Time // not included: midnight after the last day, in the organisation's zone
	StoppedBy id.Staff  // zero: nobody did
	StoppedAt time.Time // by a person; zero while it runs, and when it ended by itself
}

// On tells whether figures of each person may be seen at an instant. The end needs nobody and no clockwork.
func (m Measuring) On(at time.Time) bool {
	return !m.ID.IsZero() && m.StoppedAt.IsZero() && at.Before(m.Until)
}

// Agreed is who agreed, for the staff.
type Agreed string

// Who can agree. A house without a works council asks its staff in another way.
const (
	WorksCouncil   Agreed = "works_council"
	Representation Agreed = "representation"
	StaffMeeting   Agreed = "staff_meeting"
)

// Measure asks for figures of each person.
type Measure struct {
	Purpose  string
	AgreedBy Agreed
	AgreedOn worktime.Date
	LastDay  worktime.Date
}

// MeasuringBegan happens when somebody switches figures of each person on.
type MeasuringBegan struct {
	AgreedBy Agreed `json:"b"`
	Until    int64  `json:"u"` // unix seconds
}

// EventKind implements event.Fact.
func (MeasuringBegan) EventKind() string { return "organisation.measuring_began" }

// MeasuringStopped happens when somebody switches them off.
type MeasuringStopped struct{}

// EventKind implements event.Fact.
func (MeasuringStopped) EventKind() string { return "organisation.measuring_stopped" }

// MeasuringEnded happens when they go off by themselves, on the day that was said.
type MeasuringEnded struct{}

// EventKind implements event.Fact.
func (MeasuringEnded) EventKind() string { return "organisation.measuring_ended" }

const (
	maxPurpose = 500
	// maxMeasuring is how long at most, in days: after a year the question is put again.
	maxMeasuring = 366
)

// decide answers a wish with the stretch of time that it makes.
func (w Measure) decide(now time.Time, zone *time.Location) (Measuring, error) {
	purpose := strings.Join(strings.Fields(w.Purpose), " ")
	today := worktime.DateOf(now, zone)
	switch {
	case purpose == "":
		return Measuring{}, fault.New(fault.Invalid, "organisation.measuring_purpose").On("purpose")
	case utf8.RuneCountInString(purpose) > maxPurpose:
		return Measuring{}, fault.New(fault.Invalid, "organisation.measuring_long", "max", maxPurpose).On("purpose")
	case w.AgreedBy != WorksCouncil && w.AgreedBy != Representation && w.AgreedBy != StaffMeeting:
		return Measuring{}, fault.New(fault.Invalid, "organisation.measuring_agreed_by").On("agreed_by")
	case w.AgreedOn == (worktime.Date{}):
		return Measuring{}, fault.New(fault.Invalid, "organisation.measuring_no_agreement").On("agreed_on")
	case after(w.AgreedOn, today):
		return Measuring{}, fault.New(fault.Invalid, "organisation.measuring_not_yet").On("agreed_on")
	case w.LastDay == (worktime.Date{}):
		return Measuring{}, fault.New(fault.Invalid, "organisation.measuring_no_end").On("last_day")
	case after(today, w.LastDay):
		return Measuring{}, fault.New(fault.Invalid, "organisation.measuring_past").On("last_day")
	case after(w.LastDay, today.Plus(maxMeasuring)):
		return Measuring{}, fault.New(fault.Invalid, "organisation.measuring_year").On("last_day")
	}
	end := w.LastDay.Plus(1)
	return Measuring{
		Purpose: purpose, AgreedBy: w.AgreedBy, AgreedOn: w.AgreedOn.String(), BegunAt: now,
		Until: time.Date(end.Year, end.Month, end.Day, 0, 0, 0, 0, zone).UTC(),
	}, nil
}

func after(a, b worktime.Date) bool { return a.String() > b.String() }
