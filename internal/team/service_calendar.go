package team

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// ClosedDay is a day on which the whole organisation is closed, besides the holidays.
type ClosedDay struct {
	Day  worktime.Date
	Name string
}

// Hours is one layer as it stands.
type Hours struct {
	Week    Week  // the weekdays that it names
	Version int64 // 0: nothing was ever said
}

// SetHours says what the organisation works. It replaces what was said before; a weekday that is not
// named is as in the ordinary week, Monday to Friday 9:00 to 17:00. Only owners do.
func (s *Service) SetHours(tx *db.Tx, week Week, version int64) error {
	if err := mustOwn(tx); err != nil {
		return err
	}
	return s.setHours(tx, OfOrganisation, tx.Org.Any(), week, version, ordinaryWeek())
}

// SetTeamHours says what a team works on the weekdays that it does not share with the organisation.
func (s *Service) SetTeamHours(tx *db.Tx, team id.Team, week Week, version int64) error {
	if err := s.mustLeadTeam(tx, team); err != nil {
		return err
	}
	if _, err := s.Team(tx, team); err != nil {
		return err
	}
	f, err := s.frame(tx, []id.Any{tx.Org.Any()})
	if err != nil {
		return err
	}
	return s.setHours(tx, OfTeam, team.Any(), week, version, f.teamWeek(tx.Org, id.Team{}))
}

// SetStaffHours says what a person or an agent works on the weekdays that differ from the team's. Their
// lead sets it, and they themselves.
func (s *Service) SetStaffHours(tx *db.Tx, staff id.Staff, week Week, version int64) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	someone, err := s.Get(tx, staff)
	if err != nil {
		return err
	}
	f, err := s.frame(tx, []id.Any{tx.Org.Any(), someone.Team.Any()})
	if err != nil {
		return err
	}
	return s.setHours(tx, OfStaff, staff.Any(), week, version, f.week(tx.Org, someone))
}

func (s *Service) setHours(tx *db.Tx, level Level, subject id.Any, week Week, version int64, above Week) error {
	week, err := week.tidy()
	if err != nil {
		return err
	}
	if _, err := worktime.Resolve(worktime.Layer{Zone: time.UTC, Week: above.over(week)}); err != nil {
		return err
	}
	key := layerKey{subject, forHours}
	raised, err := raiseLayer(tx, key)
	if err != nil {
		return err
	}
	if err := checkVersion(version, raised.Version-1); err != nil {
		return err
	}
	replaceHours(tx, key, week)
	return s.log.Record(tx, about("calendar", raised.ID, raised.Version), CalendarChanged{Level: level, Subject: subject})
}

// SetOpened says within which hours colleagues may promise on this person's behalf, so that it binds
// them: on the weekdays it names; on others in all their working hours. Only they themselves do, and
// owners.
func (s *Service) SetOpened(tx *db.Tx, staff id.Staff, week Week, version int64) error {
	if tx.Actor.StaffID() != staff && !tx.Actor.May(party.Owner) {
		return fault.New(fault.Forbidden, "team.own_only")
	}
	if _, err := s.Get(tx, staff); err != nil {
		return err
	}
	week, err := week.tidy()
	if err != nil {
		return err
	}
	key := layerKey{staff.Any(), forOpened}
	raised, err := raiseLayer(tx, key)
	if err != nil {
		return err
	}
	if err := checkVersion(version, raised.Version-1); err != nil {
		return err
	}
	replaceHours(tx, key, week)
	return s.log.Record(tx, about("calendar", raised.ID, raised.Version), OpenedChanged{Staff: staff})
}

// Hours is what the organisation has said about its hours.
func (s *Service) Hours(tx *db.Tx) (Hours, error) {
	return s.hours(tx, layerKey{tx.Org.Any(), forHours})
}

// TeamHours is what a team has said about its hours.
func (s *Service) TeamHours(tx *db.Tx, team id.Team) (Hours, error) {
	return s.hours(tx, layerKey{team.Any(), forHours})
}

// StaffHours is what a person has said about their hours.
func (s *Service) StaffHours(tx *db.Tx, staff id.Staff) (Hours, error) {
	return s.hours(tx, layerKey{staff.Any(), forHours})
}

// Opened is what a person has said about the hours within which others may promise.
func (s *Service) Opened(tx *db.Tx, staff id.Staff) (Hours, error) {
	return s.hours(tx, layerKey{staff.Any(), forOpened})
}

func (s *Service) hours(tx *db.Tx, key layerKey) (Hours, error) {
	row, found, err := readLayer(tx, key)
	if err != nil || !found {
		return Hours{}, err
	}
	weeks, err := readWeeks(tx, []id.Any{key.subject})
	return Hours{Week: weeks[key], Version: row.Version}, err
}

// CloseDay has the whole organisation closed on a day. Only owners do.
func (s *Service) CloseDay(tx *db.Tx, day ClosedDay) error {
	day.Name = oneLine(day.Name)
	if len([]rune(day.Name)) > maxName {
		return fault.New(fault.Invalid, "team.name_too_long", "max", maxName).On("name")
	}
	return s.changeDays(tx, func() (bool, error) {
		insertClosedDay(tx, day)
		return true, nil
	})
}

// ReopenDay takes back CloseDay; nothing happens when the day was not closed.
func (s *Service) ReopenDay(tx *db.Tx, day worktime.Date) error {
	return s.changeDays(tx, func() (bool, error) {
		n, err := deleteClosedDay(tx, day)
		return n > 0, err
	})
}

func (s *Service) changeDays(tx *db.Tx, change func() (bool, error)) error {
	if err := mustOwn(tx); err != nil {
		return err
	}
	if changed, err := change(); err != nil || !changed {
		return err
	}
	raised, err := raiseLayer(tx, layerKey{tx.Org.Any(), forHours})
	if err != nil {
		return err
	}
	return s.log.Record(tx, about("calendar", raised.ID, raised.Version),
		CalendarChanged{Level: OfOrganisation, Subject: tx.Org.Any()})
}

// ClosedDays is every such day in order.
func (s *Service) ClosedDays(tx *db.Tx) ([]ClosedDay, error) { return listClosedDays(tx) }

// frame reads what holds for everyone, and the layers of these subjects.
func (s *Service) frame(tx *db.Tx, subjects []id.Any) (frame, error) {
	zone, holidays, err := s.settings.HolidaySettings(tx)
	if err != nil {
		return frame{}, err
	}
	days, err := listClosedDays(tx)
	if err != nil {
		return frame{}, err
	}
	f := frame{zone: zone, holidays: holidays, shared: map[shape]worktime.Calendar{}, resolved: s.calendars}
	for _, day := range days {
		f.closed = append(f.closed, day.Day)
	}
	f.weeks, err = readWeeks(tx, subjects)
	return f, err
}

// TeamCalendar is when somebody works who works as the team does.
func (s *Service) TeamCalendar(tx *db.Tx, team id.Team) (worktime.Calendar, error) {
	if _, err := s.Team(tx, team); err != nil {
		return worktime.Calendar{}, err
	}
	f, err := s.frame(tx, []id.Any{tx.Org.Any(), team.Any()})
	if err != nil {
		return worktime.Calendar{}, err
	}
	return f.calendar(Staff{Kind: party.Staff}, f.teamWeek(tx.Org, team))
}
