package overview

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// DayRoom is what there is and what is asked of somebody on one day, in minutes for promises.
type DayRoom struct {
	Supply int // open time that is free for promises, without appointments
	Demand int // effort of what is due that day; today also of what is broken and not made good
}

// Spare is what is left of the day; below nothing when more was promised than there is.
func (d DayRoom) Spare() int { return d.Supply - d.Demand }

// PersonRoom is until when somebody has room.
type PersonRoom struct {
	Today, Tomorrow DayRoom
	Next            time.Time // the first time at which one more call back can be promised; zero when there is none
}

// mostPictured is of how many people the room is reckoned at once.
const mostPictured = 64

// TeamRooms reckons who has room until when, of the first sixty-four people who may keep promises, in the same
// few queries however many they are. Whoever may only read has none to reckon.
func TeamRooms(tx *db.Tx, people *team.Service, page *TeamPage, endOfToday, endOfTomorrow time.Time) error {
	keep, err := keepers(tx)
	if err != nil {
		return err
	}
	var ids []id.Staff
	for _, one := range page.People {
		if keep[one.Staff.ID] && len(ids) < mostPictured {
			ids = append(ids, one.Staff.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	args := make([]any, 1+mostPictured)
	args[0] = tx.Org
	for i := range mostPictured {
		args[1+i] = ids[min(i, len(ids)-1)]
	}
	open, err := db.All[promise.Promise](tx, selectLoads, args...)
	if err != nil {
		return err
	}
	until := tx.Now.Add(intakeWindow)
	for _, p := range open {
		if p.DueAt.After(until) {
			until = p.DueAt
		}
	}
	rooms, err := people.RoomsOf(tx, ids, tx.Now, until)
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
	for i, one := range page.People {
		if slices.Contains(ids, one.Staff.ID) {
			page.People[i].Room = desk.days(one.Staff.ID, endOfToday, endOfTomorrow)
		}
	}
	return nil
}

// days sets demand against supply for today and for tomorrow.
func (d *shift) days(of id.Staff, endOfToday, endOfTomorrow time.Time) *PersonRoom {
	room, out := d.room[of], &PersonRoom{}
	out.Today.Supply = promise.Supply(d.now, room, endOfToday)
	out.Tomorrow.Supply = promise.Supply(d.now, room, endOfTomorrow) - out.Today.Supply
	for _, load := range d.loads[of] {
		switch {
		case load.Broken || load.Due.Before(endOfToday):
			out.Today.Demand += load.Minutes
		case load.Due.Before(endOfTomorrow):
			out.Tomorrow.Demand += load.Minutes
		}
	}
	if first, found := promise.FirstFeasible(d.now, room, d.loads[of], promise.CallBack.Effort()); found {
		out.Next = quarterAfter(first)
	}
	return out
}

const selectLoads = `SELECT p.id, p.owner, p.direction, p.minutes, p.due_at, p.fixed, p.state FROM promise p
	WHERE p.org = $1 AND p.open = 1 AND p.undone_at IS NULL AND p.owner IN (
	$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
	$23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
	$43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62,
	$63, $64, $65)` + notStaged
