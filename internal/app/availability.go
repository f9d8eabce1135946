package app

import (
	"errors"
	"strings"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// availability tells promises what they need to know of the people who keep them.
type availability struct {
	team   *team.Service
	access *access.Service
}

func room(r team.Room) promise.Room {
	out := promise.Room{Calendar: r.Calendar, Share: r.Share, Virtual: r.Staff.Kind == party.Agent}
	for _, span := range r.Busy {
		out.Appointments = append(out.Appointments, promise.Appointment{From: span.From, Until: span.Until})
	}
	return out
}

func (a availability) Room(tx *db.Tx, owner id.Staff, until time.Time) (promise.Room, error) {
	r, err := a.team.Room(tx, owner, tx.Now, until)
	return room(r), err
}

func (a availability) Rooms(tx *db.Tx, owners []id.Staff, until time.Time) (map[id.Staff]promise.Room, error) {
	rooms, err := a.team.RoomsOf(tx, owners, tx.Now, until)
	if err != nil {
		return nil, err
	}
	out := make(map[id.Staff]promise.Room, len(rooms))
	for staff, r := range rooms {
		out[staff] = room(r)
	}
	return out, nil
}

// Binds tells whether a colleague may promise on the owner's behalf now.
func (a availability) Binds(tx *db.Tx, owner id.Staff, at time.Time) (bool, error) {
	r, err := a.team.Room(tx, owner, at, at.Add(time.Minute))
	if err != nil {
		return false, err
	}
	return r.Opened.IsOpen(at), nil
}

func (a availability) Gone(tx *db.Tx, owner id.Staff) (bool, error) {
	staff, err := a.team.Get(tx, owner)
	if err != nil {
		return false, err
	}
	return !staff.Here(tx.Now), nil
}

// Reads tells whether somebody's account lets him read only. Who has no account keeps promises in name.
func (a availability) Reads(tx *db.Tx, owner id.Staff) (bool, error) {
	account, err := a.access.Get(tx, owner)
	if missing(err) {
		return false, nil
	}
	return account.Role == party.Reader, err
}

func (a availability) Lead(tx *db.Tx, owner id.Staff) (id.Staff, error) {
	return a.team.LeadOf(tx, owner)
}

func (a availability) Standins(tx *db.Tx, owner id.Staff) ([]id.Staff, error) {
	return a.team.Standins(tx, owner)
}

func (a availability) House(tx *db.Tx) (worktime.Calendar, error) { return a.team.House(tx) }

// settings tells the concepts what the organisation has set.
type settings struct {
	organisation *organisation.Service
}

// HolidaySettings implements team.HolidaySettings.
func (s settings) HolidaySettings(tx *db.Tx) (*time.Location, worktime.DutchHolidays, error) {
	o, err := s.organisation.Get(tx)
	if err != nil {
		return nil, worktime.DutchHolidays{}, err
	}
	holidays := worktime.DutchHolidays{On: true}
	holidays.GoodFriday = o.GoodFriday
	if o.LiberationDay {
		holidays.Liberation = worktime.LiberationEveryYear
	}
	return o.Location(), holidays, nil
}

// zone is where the organisation's days begin.
func (s settings) zone(tx *db.Tx) (*time.Location, error) {
	o, err := s.organisation.Get(tx)
	if err != nil {
		return nil, err
	}
	return o.Location(), nil
}

// contact is whom the maker of a browser may ask about what we push, where there is no mail address.
func (s settings) contact(tx *db.Tx) (string, error) {
	o, err := s.organisation.Get(tx)
	if err != nil || strings.HasPrefix(o.BaseURL, "https://") {
		return o.BaseURL, err
	}
	return "postmaster@localhost", nil
}

// terms are the organisation's rules about promises.
func (s settings) terms(tx *db.Tx) (promise.Terms, error) {
	o, err := s.organisation.Get(tx)
	return promise.Terms{
		MarginMinutes: o.MarginMinutes, TacitDays: o.TacitDays, MayReassign: true,
		SameDayStopped: o.SameDayStopped(tx.Now), Zone: o.Location(),
	}, err
}

// afterQuiet is at itself, or the end of the organisation's quiet hours in which it lies.
func (s settings) afterQuiet(tx *db.Tx, at time.Time) (time.Time, error) {
	o, err := s.organisation.Get(tx)
	return o.AfterQuiet(at), err
}

// openPromises counts for team what somebody still has to keep.
type openPromises struct {
	promise *promise.Service
}

func (o openPromises) OpenOf(tx *db.Tx, staff id.Staff) (int, error) {
	open, err := o.promise.OpenOf(tx, staff)
	return len(open), err
}

func (o openPromises) DueWithin(tx *db.Tx, staff id.Staff, from, until time.Time) (int, error) {
	open, err := o.promise.OpenOf(tx, staff)
	n := 0
	for _, p := range open {
		if !p.DueAt.Before(from) && (until.IsZero() || p.DueAt.Before(until)) {
			n++
		}
	}
	return n, err
}

// missing tells whether err is only that something does not exist.
func missing(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Kind == fault.NotFound
}
