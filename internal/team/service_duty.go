package team

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// AddDuty makes a duty. The lead of its team does, and owners.
func (s *Service) AddDuty(tx *db.Tx, added Duty) (Duty, error) {
	added, err := s.checkedDuty(tx, added)
	if err != nil {
		return Duty{}, err
	}
	if added.ID.IsZero() {
		added.ID = id.New[id.Duty](tx.IDs)
	}
	added.Version = 1
	insertDuty(tx, added)
	return added, s.recordDuty(tx, added)
}

// ChangeDuty gives a duty another name, team, members and roster. A Version other than 0 must be the
// present one.
func (s *Service) ChangeDuty(tx *db.Tx, changed Duty) (Duty, error) {
	if n, err := raiseDuty(tx, changed.ID); err != nil || n == 0 {
		if err == nil {
			err = unknownDuty()
		}
		return Duty{}, err
	}
	now, err := s.Duty(tx, changed.ID)
	if err != nil {
		return Duty{}, err
	}
	if err := s.mustLeadTeam(tx, now.Team); err != nil {
		return Duty{}, err
	}
	if err := checkVersion(changed.Version, now.Version-1); err != nil {
		return Duty{}, err
	}
	if changed, err = s.checkedDuty(tx, changed); err != nil {
		return Duty{}, err
	}
	changed.Version = now.Version
	updateDuty(tx, changed)
	return changed, s.recordDuty(tx, changed)
}

func (s *Service) recordDuty(tx *db.Tx, d Duty) error {
	return s.log.Record(tx, about("duty", d.ID.Any(), d.Version), DutyChanged{Team: d.Team, Members: len(d.Members)})
}

func (s *Service) checkedDuty(tx *db.Tx, given Duty) (Duty, error) {
	if err := s.mustLeadTeam(tx, given.Team); err != nil {
		return given, err
	}
	given, err := given.tidy()
	if err != nil {
		return given, err
	}
	if !given.Team.IsZero() {
		if _, err := s.Team(tx, given.Team); err != nil {
			return given, err
		}
	}
	members, err := peopleHere(tx, given.Members)
	if err == nil && len(members) < len(given.Members) {
		err = fault.New(fault.Invalid, "team.duty_member_not_here").On("members")
	}
	return given, err
}

// Duty finds a duty.
func (s *Service) Duty(tx *db.Tx, duty id.Duty) (Duty, error) {
	found, ok, err := readDuty(tx, duty)
	if err == nil && !ok {
		err = unknownDuty()
	}
	return found, err
}

// Duties is every duty in order of name.
func (s *Service) Duties(tx *db.Tx) ([]Duty, error) { return listDuties(tx) }

// Resolve is the one present person who has a duty at an instant: who has the turn, else the next
// present member, else the lead of the duty's team or who stands in for that lead. It is refused when
// nobody of them is present.
func (s *Service) Resolve(tx *db.Tx, duty id.Duty, at time.Time) (id.Staff, error) {
	d, err := s.Duty(tx, duty)
	if err != nil {
		return id.Staff{}, err
	}
	zone, _, err := s.settings.HolidaySettings(tx)
	if err != nil {
		return id.Staff{}, err
	}
	members, err := s.members(tx, d.order(at, zone))
	if err != nil {
		return id.Staff{}, err
	}
	found, err := s.firstPresent(tx, idsOf(members), at)
	if err != nil || !found.IsZero() {
		return found, err
	}
	return s.leadOnDuty(tx, d, at)
}

// members are those of the people in order who may have a duty.
func (s *Service) members(tx *db.Tx, order []id.Staff) ([]Staff, error) {
	people, err := peopleHere(tx, order)
	if err != nil {
		return nil, err
	}
	return s.acting(tx, people)
}

// leadOnDuty is who has a duty when no member is present.
func (s *Service) leadOnDuty(tx *db.Tx, d Duty, at time.Time) (id.Staff, error) {
	leads, err := s.leads(tx, Staff{Kind: party.Staff, Team: d.Team})
	if err != nil {
		return id.Staff{}, err
	}
	found, err := s.firstPresent(tx, idsOf(leads), at)
	if err == nil && found.IsZero() {
		err = fault.New(fault.Conflict, "team.duty_nobody", "duty", d.Name).On("duty")
	}
	return found, err
}

// OnDuty is a duty with the one present person who has it.
type OnDuty struct {
	Duty  Duty
	Staff Staff
}

// OnDuty is who has each duty at an instant, as Resolve says, in order of the duty's name; a duty that nobody
// present has is left out. All duties are read at once.
func (s *Service) OnDuty(tx *db.Tx, at time.Time) (out []OnDuty, err error) {
	duties, err := listDuties(tx)
	if err != nil || len(duties) == 0 {
		return nil, err
	}
	zone, _, err := s.settings.HolidaySettings(tx)
	if err != nil {
		return nil, err
	}
	var all []id.Staff
	for _, d := range duties {
		all = append(all, d.Members...)
	}
	people, err := s.members(tx, all)
	if err != nil {
		return nil, err
	}
	rooms, err := s.rooms(tx, people, at, at)
	if err != nil {
		return nil, err
	}
	for _, d := range duties {
		order := d.order(at, zone)
		if first := slices.IndexFunc(order, func(staff id.Staff) bool { return rooms[staff].Calendar.IsOpen(at) }); first >= 0 {
			out = append(out, OnDuty{d, rooms[order[first]].Staff})
			continue
		}
		lead, err := s.leadOnDuty(tx, d, at)
		if fault.Is(err, "team.duty_nobody") {
			continue
		}
		if err != nil {
			return nil, err
		}
		staff, err := s.Get(tx, lead)
		if err != nil {
			return nil, err
		}
		out = append(out, OnDuty{d, staff})
	}
	return out, nil
}

// firstPresent is the first in order who is at work; zero when nobody is.
func (s *Service) firstPresent(tx *db.Tx, order []id.Staff, at time.Time) (id.Staff, error) {
	rooms, err := s.RoomsOf(tx, order, at, at)
	if err != nil {
		return id.Staff{}, err
	}
	for _, staff := range order {
		if rooms[staff].Calendar.IsOpen(at) {
			return staff, nil
		}
	}
	return id.Staff{}, nil
}

func unknownDuty() error { return fault.New(fault.NotFound, "team.unknown_duty").On("duty") }
