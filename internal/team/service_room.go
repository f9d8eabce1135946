package team

import (
	"cmp"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Room is what somebody's time has to offer in a window.
type Room struct {
	Staff Staff
	// Calendar is their working time, absences included from a day before the window and without an end;
	// the zero Calendar, which never opens, when they have no hours at all.
	Calendar worktime.Calendar
	// Opened is the part of it within which colleagues may promise on their behalf.
	Opened worktime.Calendar
	Zone   *time.Location // theirs, also when they never open
	Share  int            // percent of the open time that is free for promises
	Busy   []Span         // in the window, in order, apart; inside and outside their hours
}

// asked is what windows are asked by: those of two questions of one day are the same question to the database.
const asked = 24 * time.Hour

// slack is how far civil labels can shift when the rules of a zone change.
const slack = 36 * time.Hour

// Room is what one person's time has to offer from an instant until another.
func (s *Service) Room(tx *db.Tx, staff id.Staff, from, until time.Time) (Room, error) {
	rooms, err := s.RoomsOf(tx, []id.Staff{staff}, from, until)
	if err != nil {
		return Room{}, err
	}
	room, found := rooms[staff]
	if !found {
		return Room{}, unknownStaff()
	}
	return room, nil
}

// RoomsOf is Room for many in five queries per sixty-four people. Who does not exist is left out.
func (s *Service) RoomsOf(tx *db.Tx, staff []id.Staff, from, until time.Time) (map[id.Staff]Room, error) {
	people, err := readStaffs(tx, staff)
	if err != nil {
		return nil, err
	}
	return s.rooms(tx, people, from, until)
}

func (s *Service) rooms(tx *db.Tx, people []Staff, from, until time.Time) (map[id.Staff]Room, error) {
	f, err := s.frame(tx, subjectsOf(tx.Org, people))
	if err != nil {
		return nil, err
	}
	ids := idsOf(people)
	since := from
	if !since.IsZero() {
		since = since.Add(-slack).Truncate(asked)
	}
	absences, err := readAbsences(tx, ids, since)
	if err != nil {
		return nil, err
	}
	away := map[id.Staff][]Absence{}
	for _, a := range absences {
		away[a.Staff] = append(away[a.Staff], a)
	}
	busy := map[id.Staff][]Span{}
	if from.Before(until) {
		if busy, err = busyOf(tx, ids, from, until); err != nil {
			return nil, err
		}
	}
	rooms := make(map[id.Staff]Room, len(people))
	for _, person := range people {
		room := Room{Staff: person, Share: person.DayShare(), Busy: busy[person.ID]}
		if room.Zone, err = f.zoneOf(person); err != nil {
			return nil, err
		}
		absent, err := awayOf(person, away[person.ID])
		if err != nil {
			return nil, err
		}
		if room.Calendar, err = f.works(tx.Org, person); err != nil {
			return nil, err
		}
		if room.Calendar, err = room.Calendar.Without(absent); err != nil {
			return nil, err
		}
		room.Opened = room.Calendar
		if opened := f.weeks[layerKey{person.ID.Any(), forOpened}]; opened != nil {
			week := f.week(tx.Org, person)
			if room.Opened, err = f.calendar(person, week.within(week.over(opened))); err != nil {
				return nil, err
			}
			if room.Opened, err = room.Opened.Without(absent); err != nil {
				return nil, err
			}
		}
		rooms[person.ID] = room
	}
	return rooms, nil
}

// subjectsOf lists whose layers these people's calendars are made of.
func subjectsOf(org id.Org, people []Staff) []id.Any {
	subjects, seen := []id.Any{org.Any()}, map[id.Team]bool{{}: true}
	for _, person := range people {
		subjects = append(subjects, person.ID.Any())
		if !seen[person.Team] {
			seen[person.Team] = true
			subjects = append(subjects, person.Team.Any())
		}
	}
	return subjects
}

func idsOf(people []Staff) []id.Staff {
	ids := make([]id.Staff, 0, len(people))
	for _, person := range people {
		ids = append(ids, person.ID)
	}
	return ids
}

func busyOf(tx *db.Tx, staff []id.Staff, from, until time.Time) (map[id.Staff][]Span, error) {
	rows, err := readBusy(tx, staff, from.Truncate(asked), until.Add(asked*7).Truncate(asked*7))
	if err != nil {
		return nil, err
	}
	busy := map[id.Staff][]Span{}
	for _, r := range rows {
		span := Span{r.FromAt, r.UntilAt}
		if span.From.Before(from) {
			span.From = from
		}
		if span.Until.After(until) {
			span.Until = until
		}
		busy[r.Staff] = append(busy[r.Staff], span)
	}
	for staff, spans := range busy {
		busy[staff] = Apart(spans)
	}
	return busy, nil
}

// Apart sorts spans and makes one of those that overlap or touch; empty ones disappear.
func Apart(spans []Span) []Span {
	sorted := slices.SortedFunc(slices.Values(spans), func(a, b Span) int { return cmp.Or(a.From.Compare(b.From), a.Until.Compare(b.Until)) })
	var out []Span
	for _, span := range sorted {
		last := len(out) - 1
		switch {
		case !span.From.Before(span.Until):
		case last >= 0 && !span.From.After(out[last].Until):
			if span.Until.After(out[last].Until) {
				out[last].Until = span.Until
			}
		default:
			out = append(out, span)
		}
	}
	return out
}

// Calendar is somebody's working time with all their absences; the zero Calendar, which never opens, when
// they have no hours at all.
func (s *Service) Calendar(tx *db.Tx, staff id.Staff) (worktime.Calendar, error) {
	room, err := s.Room(tx, staff, time.Time{}, time.Time{})
	return room.Calendar, err
}

// Present tells whether somebody is at work at an instant: within their hours, not away, not gone.
func (s *Service) Present(tx *db.Tx, staff id.Staff, at time.Time) (bool, error) {
	room, err := s.Room(tx, staff, at, at)
	return err == nil && room.Calendar.IsOpen(at), err
}
