package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// TodayAside is what stands beside the work: how we keep our word, who has room, and what came of what one
// noted.
type TodayAside struct {
	Word   TodayWord   // of the last thirty days
	Weeks  []TodayWord // the last eight, the oldest first
	Room   []TodayRoom
	Thanks []TodayNotice
}

// TodayWord is how often we kept our word, of what was due.
type TodayWord struct {
	Kept, Due int
	Low, High int // percent, of the 95 % interval; both zero where there are too few cases
}

// TodayRoom is somebody who is present and when one more call back fits.
type TodayRoom struct {
	Staff id.Staff
	Name  string // of the person or the duty
	By    string // of a duty: who has it now
	From  time.Time
	Full  bool // nothing fits: something is late already, or there is no time left
}

const (
	wordDays   = 30
	wordWeeks  = 8
	mostRoom   = 5
	mostDuties = 3
)

// TodayAside reads what stands beside the work of a person.
func (d Desk) TodayAside(ctx context.Context, actor party.Actor) (TodayAside, error) {
	return readAs(ctx, d.Relation, actor, func(tx *db.Tx) (aside TodayAside, err error) {
		if aside.Word, err = d.Kept(tx, tx.Now.AddDate(0, 0, -wordDays), tx.Now); err != nil {
			return aside, err
		}
		for week := wordWeeks; week > 0; week-- {
			from := tx.Now.AddDate(0, 0, -7*week)
			word, err := d.Kept(tx, from, from.AddDate(0, 0, 7))
			if err != nil {
				return aside, err
			}
			aside.Weeks = append(aside.Weeks, word)
		}
		if aside.Room, err = d.todayRoom(tx); err != nil {
			return aside, err
		}
		aside.Thanks, err = d.todayNotices(tx, tx.Actor.StaffID(), true)
		return aside, err
	})
}

// todayRoom says of the colleagues of one's team who are present, and of the duties, when one more fits.
func (d Desk) todayRoom(tx *db.Tx) (out []TodayRoom, err error) {
	duties, err := d.Team.Duties(tx)
	if err != nil {
		return nil, err
	}
	for _, duty := range duties[:min(len(duties), mostDuties)] {
		staff, err := d.Team.Resolve(tx, duty.ID, tx.Now)
		if known := fault.Of(err); err != nil && known.Kind != fault.Internal {
			continue // nobody of them is there
		}
		if err != nil {
			return nil, err
		}
		room, err := d.roomOf(tx, staff, duty.Name)
		if err != nil {
			return nil, err
		}
		by, err := colleagues{}.of(tx, staff)
		if err != nil {
			return nil, err
		}
		room.By = by.FirstName
		out = append(out, room)
	}
	people, err := todayColleagues(tx)
	if err != nil {
		return nil, err
	}
	var ids []id.Staff
	for _, one := range people {
		ids = append(ids, one.ID)
	}
	rooms, err := d.Team.RoomsOf(tx, ids, tx.Now, tx.Now)
	if err != nil {
		return nil, err
	}
	shown := 0
	for _, one := range people {
		if !rooms[one.ID].Calendar.IsOpen(tx.Now) || shown == mostRoom {
			continue
		}
		room, err := d.roomOf(tx, one.ID, one.FirstName)
		if err != nil {
			return nil, err
		}
		out, shown = append(out, room), shown+1
	}
	return out, nil
}

// todayColleagues are the people of one's own team, or of the house for who has none; agents not among them.
func todayColleagues(tx *db.Tx) ([]Colleague, error) {
	return db.All[Colleague](tx, `SELECT s.id, s.name, s.first_name FROM staff s
		JOIN staff me ON me.org = s.org AND me.id = $2 AND (me.team IS NULL OR me.team = s.team)
		WHERE s.org = $1 AND s.kind = 'staff' AND (s.left_at IS NULL OR s.left_at > $3)
		ORDER BY s.name, s.id LIMIT 24`, tx.Org, tx.Actor.StaffID(), tx.Now)
}

func (d Desk) roomOf(tx *db.Tx, staff id.Staff, name string) (TodayRoom, error) {
	weighed, err := d.Promises.Weigh(tx, staff)
	if err != nil {
		return TodayRoom{}, err
	}
	first, found := promise.FirstFeasible(tx.Now, weighed.Room, weighed.Loads, promise.CallBack.Effort())
	return TodayRoom{Staff: staff, Name: name, From: quarterAfter(first), Full: !found}, nil
}

// quarterAfter rounds up to a quarter of an hour, as times are offered.
func quarterAfter(t time.Time) time.Time {
	return t.Add(15*time.Minute - time.Nanosecond).Truncate(15 * time.Minute)
}
