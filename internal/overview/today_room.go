package overview

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// mostLooked is how many colleagues are looked at for who is present.
const mostLooked = 24

// todayRoom says of the duties, and of the colleagues of one's team who are present, when one more fits. It
// takes the same few queries however many they are.
func (d Desk) todayRoom(tx *db.Tx) (out []TodayRoom, err error) {
	duties, err := d.Team.OnDuty(tx, tx.Now)
	if err != nil {
		return nil, err
	}
	for _, duty := range duties[:min(len(duties), mostDuties)] {
		out = append(out, TodayRoom{Staff: duty.Staff.ID, Name: duty.Duty.Name, By: duty.Staff.FirstName})
	}
	people, err := todayColleagues(tx)
	if err != nil {
		return nil, err
	}
	calendars, err := d.Team.RoomsOf(tx, idsOf(people), tx.Now, tx.Now)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(one Colleague) bool { return !calendars[one.ID].Calendar.IsOpen(tx.Now) })
	for _, one := range people[:min(len(people), mostRoom)] {
		out = append(out, TodayRoom{Staff: one.ID, Name: one.FirstName})
	}
	return out, d.roomy(tx, out)
}

// roomy fills in when one more call back fits.
func (d Desk) roomy(tx *db.Tx, all []TodayRoom) error {
	if len(all) == 0 {
		return nil
	}
	open, err := loadsOfRoom(tx, all)
	if err != nil {
		return err
	}
	until := tx.Now.Add(intakeWindow)
	for _, p := range open {
		if p.DueAt.After(until) {
			until = p.DueAt
		}
	}
	var ids []id.Staff
	for _, one := range all {
		if !slices.Contains(ids, one.Staff) {
			ids = append(ids, one.Staff)
		}
	}
	rooms, err := d.Team.RoomsOf(tx, ids, tx.Now, until)
	if err != nil {
		return err
	}
	desk := shift{now: tx.Now, room: map[id.Staff]promise.Room{}, loads: map[id.Staff][]promise.Load{}}
	for staff, room := range rooms {
		desk.room[staff] = roomFor(room)
	}
	for _, p := range open {
		desk.add(p)
	}
	for i, one := range all {
		first, found := promise.FirstFeasible(tx.Now, desk.room[one.Staff], desk.loads[one.Staff], promise.CallBack.Effort())
		all[i].From, all[i].Full = quarterAfter(first), !found
	}
	return nil
}

// roomFor is somebody's time as promises see it.
func roomFor(r team.Room) promise.Room {
	room := promise.Room{Calendar: r.Calendar, Share: r.Share}
	for _, busy := range r.Busy {
		room.Appointments = append(room.Appointments, promise.Appointment{From: busy.From, Until: busy.Until})
	}
	return room
}

// loadsOfRoom reads what weighs on everybody who is shown, who are at most eight.
func loadsOfRoom(tx *db.Tx, all []TodayRoom) ([]promise.Promise, error) {
	args := make([]any, 1+mostDuties+mostRoom)
	args[0] = tx.Org
	for i, one := range all {
		args[1+i] = one.Staff
	}
	return db.All[promise.Promise](tx, `SELECT p.id, p.owner, p.direction, p.minutes, p.due_at, p.fixed, p.state FROM promise p
		WHERE p.org = $1 AND p.owner IN ($2, $3, $4, $5, $6, $7, $8, $9) AND p.open = 1 ORDER BY p.due_at, p.id`, args...)
}

// todayColleagues are the people of one's own team, or of the house for who has none; agents and who may only
// read not among them.
func todayColleagues(tx *db.Tx) ([]Colleague, error) {
	return db.All[Colleague](tx, `SELECT s.id, s.name, s.first_name FROM staff s
		JOIN staff me ON me.org = s.org AND me.id = $2 AND (me.team IS NULL OR me.team = s.team)
		WHERE s.org = $1 AND s.kind = 'staff' AND (s.left_at IS NULL OR s.left_at > $3)`+mayKeep+`
		ORDER BY s.name, s.id LIMIT $4`, tx.Org, tx.Actor.StaffID(), tx.Now, mostLooked)
}

// mayKeep leaves out whoever may only read.
const mayKeep = ` AND NOT EXISTS (SELECT 1 FROM account a WHERE a.org = $1 AND a.staff = s.id
	AND a.role = 'reader' AND a.closed_at IS NULL)`

func idsOf(people []Colleague) (ids []id.Staff) {
	for _, one := range people {
		ids = append(ids, one.ID)
	}
	return ids
}

// quarterAfter rounds up to a quarter of an hour, as times are offered.
func quarterAfter(t time.Time) time.Time {
	return t.Add(15*time.Minute - time.Nanosecond).Truncate(15 * time.Minute)
}
