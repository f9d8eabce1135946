package team

import (
	"bytes"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// PresentUntil tells whether somebody is at work at an instant and when they go home, pauses of up to an
// hour bridged; a zero instant when that is more than a day away.
func (s *Service) PresentUntil(tx *db.Tx, staff id.Staff, at time.Time) (until time.Time, present bool, err error) {
	room, err := s.Room(tx, staff, at, at)
	if err != nil {
		return time.Time{}, false, err
	}
	until, present = presentUntil(room.Calendar, at)
	return until, present, nil
}

// WhoIsPresent is everyone at work at an instant, in order of name, agents included.
func (s *Service) WhoIsPresent(tx *db.Tx, at time.Time) ([]Presence, error) {
	people, rooms, err := s.everyone(tx, at)
	var out []Presence
	for _, person := range people {
		if until, present := presentUntil(rooms[person.ID].Calendar, at); present {
			out = append(out, Presence{person, until})
		}
	}
	return out, err
}

func (s *Service) everyone(tx *db.Tx, at time.Time) ([]Staff, map[id.Staff]Room, error) {
	people, err := listStaff(tx)
	if err != nil {
		return nil, nil, err
	}
	people = slices.DeleteFunc(people, func(p Staff) bool { return !p.Here(at) })
	rooms, err := s.rooms(tx, people, at, at)
	return people, rooms, err
}

// WhoIsAway is everyone on leave or ill at an instant, in order of name, with when they are back.
func (s *Service) WhoIsAway(tx *db.Tx, at time.Time) ([]Away, error) {
	gone, err := absencesAt(tx, at)
	if err != nil || len(gone) == 0 {
		return nil, err
	}
	var ids []id.Staff
	for _, absence := range gone {
		ids = append(ids, absence.Staff)
	}
	ids = without(ids, id.Staff{})
	rooms, err := s.RoomsOf(tx, ids, at, at)
	if err != nil {
		return nil, err
	}
	following, err := readAbsences(tx, ids, at)
	if err != nil {
		return nil, err
	}
	byStaff := map[id.Staff][]Absence{}
	for _, absence := range following {
		byStaff[absence.Staff] = append(byStaff[absence.Staff], absence)
	}
	var out []Away
	for staff, room := range rooms {
		if away, found := awayFrom(room.Staff, byStaff[staff], at, room.Calendar); found && room.Staff.Here(at) {
			out = append(out, away)
		}
	}
	slices.SortFunc(out, func(a, b Away) int { return inOrder(a.Staff, b.Staff) })
	return out, nil
}

// LeadOf is who looks after somebody's promises when they cannot: for an agent who answers for it; the
// lead of their team, that lead's own lead, any other lead, an owner, or the person who is here longest.
// Whoever is away or gone is passed over, as long as there is anybody who is not. A person alone is their
// own lead.
func (s *Service) LeadOf(tx *db.Tx, staff id.Staff) (id.Staff, error) {
	person, err := s.Get(tx, staff)
	if err != nil {
		return id.Staff{}, err
	}
	leads, err := s.leads(tx, person)
	if err != nil {
		return id.Staff{}, err
	}
	away, err := awaySet(tx, tx.Now)
	if err != nil {
		return id.Staff{}, err
	}
	there := func(p Staff) bool { return !away[p.ID] }
	if i := slices.IndexFunc(leads, there); i >= 0 {
		return leads[i].ID, nil
	}
	others, err := s.colleagues(tx, person.ID)
	if err != nil {
		return id.Staff{}, err
	}
	i := slices.IndexFunc(others, there)
	switch {
	case i >= 0:
		return others[i].ID, nil
	case len(leads) > 0:
		return leads[0].ID, nil
	case person.Kind == party.Staff && person.Here(tx.Now):
		return staff, nil
	}
	return id.Staff{}, fault.New(fault.Conflict, "team.nobody")
}

// leads lists who could lead somebody in order of preference, all people who are here.
func (s *Service) leads(tx *db.Tx, person Staff) ([]Staff, error) {
	teams, err := listTeams(tx)
	if err != nil {
		return nil, err
	}
	order := []id.Staff{person.Answerable}
	own := slices.IndexFunc(teams, func(t Team) bool { return t.ID == person.Team })
	if own >= 0 && !teams[own].Lead.IsZero() {
		order = append(order, teams[own].Lead)
		if lead, found, err := readStaff(tx, teams[own].Lead); err != nil {
			return nil, err
		} else if above := slices.IndexFunc(teams, func(t Team) bool { return t.ID == lead.Team }); found && above >= 0 {
			order = append(order, teams[above].Lead)
		}
	}
	for _, team := range teams {
		order = append(order, team.Lead)
	}
	if s.roles != nil {
		owners, err := s.roles.Owners(tx)
		if err != nil {
			return nil, err
		}
		order = append(order, owners...)
	}
	first, err := firstStaff(tx)
	if err != nil {
		return nil, err
	}
	people, err := peopleHere(tx, without(append(order, first...), person.ID))
	if err != nil {
		return nil, err
	}
	return s.acting(tx, people)
}

// colleagues are all people who are here beside one, who is here longest first.
func (s *Service) colleagues(tx *db.Tx, beside id.Staff) ([]Staff, error) {
	people, err := listStaff(tx)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p Staff) bool { return p.ID == beside || p.Kind != party.Staff || !p.Here(tx.Now) })
	slices.SortFunc(people, func(a, b Staff) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return s.acting(tx, people)
}

// acting leaves out whoever may only read.
func (s *Service) acting(tx *db.Tx, people []Staff) ([]Staff, error) {
	if s.roles == nil {
		return people, nil
	}
	readers, err := s.roles.Readers(tx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(people, func(p Staff) bool { return slices.Contains(readers, p.ID) }), nil
}

// peopleHere gives those who are people and work here, in the order asked.
func peopleHere(tx *db.Tx, order []id.Staff) ([]Staff, error) {
	found, err := readStaffs(tx, order)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(p Staff) bool { return p.Kind != party.Staff || !p.Here(tx.Now) })
	slices.SortFunc(found, func(a, b Staff) int { return slices.Index(order, a.ID) - slices.Index(order, b.ID) })
	return found, nil
}

func awaySet(tx *db.Tx, at time.Time) (map[id.Staff]bool, error) {
	gone, err := absencesAt(tx, at)
	away := make(map[id.Staff]bool, len(gone))
	for _, absence := range gone {
		away[absence.Staff] = true
	}
	return away, err
}

// Wanted says whom Candidates looks for.
type Wanted struct {
	Skill       string    // as SetSkills takes it; empty: any
	Team        id.Team   // zero: any
	From, Until time.Time // the window in which they must work at least a while
}

// Candidates is everyone with the skill and in the team who works at some time in the window, present
// now or back within it, in order of name; agents included, whoever may only read not.
func (s *Service) Candidates(tx *db.Tx, wanted Wanted) ([]Staff, error) {
	people, err := s.skilled(tx, wanted)
	if err != nil {
		return nil, err
	}
	rooms, err := s.rooms(tx, people, wanted.From, wanted.From)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p Staff) bool {
		for range rooms[p.ID].Calendar.Open(wanted.From, wanted.Until) {
			return false
		}
		return true
	})
	slices.SortFunc(people, inOrder)
	return people, nil
}

func (s *Service) skilled(tx *db.Tx, wanted Wanted) (people []Staff, err error) {
	switch skill := tidySkill(wanted.Skill); {
	case skill != "":
		var ids []id.Staff
		if ids, err = staffWithSkill(tx, skill); err == nil {
			people, err = readStaffs(tx, ids)
		}
	case !wanted.Team.IsZero():
		people, err = listTeamStaff(tx, wanted.Team)
	default:
		people, err = listStaff(tx)
	}
	if err != nil {
		return nil, err
	}
	return s.acting(tx, slices.DeleteFunc(people, func(p Staff) bool {
		return !p.Here(wanted.From) || !wanted.Team.IsZero() && p.Team != wanted.Team
	}))
}

// maxStandins bounds Standins.
const maxStandins = 50

// Standins is which people could take over from somebody: the others of their team who may act and are not
// away now, or of the whole organisation when there are none; at most fifty, in order of name.
func (s *Service) Standins(tx *db.Tx, staff id.Staff) ([]id.Staff, error) {
	person, err := s.Get(tx, staff)
	if err != nil {
		return nil, err
	}
	away, err := awaySet(tx, tx.Now)
	if err != nil {
		return nil, err
	}
	for _, in := range []id.Team{person.Team, {}} {
		people, err := s.skilled(tx, Wanted{Team: in, From: tx.Now})
		if err != nil {
			return nil, err
		}
		people = slices.DeleteFunc(people, func(p Staff) bool { return p.ID == staff || p.Kind != party.Staff || away[p.ID] })
		if len(people) > 0 {
			return idsOf(people[:min(len(people), maxStandins)]), nil
		}
	}
	return nil, nil
}

// House is the organisation's own working time.
func (s *Service) House(tx *db.Tx) (worktime.Calendar, error) {
	f, err := s.frame(tx, []id.Any{tx.Org.Any()})
	if err != nil {
		return worktime.Calendar{}, err
	}
	return f.calendar(Staff{Kind: party.Staff}, f.teamWeek(tx.Org, id.Team{}))
}
