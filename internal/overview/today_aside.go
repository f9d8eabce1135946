package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// TodayAside is what stands beside the work: how we keep our word, who has room, and what came of what one
// noted.
type TodayAside struct {
	Word   TodayWord   // of the last thirty days
	Weeks  []TodayWord // the last eight, the oldest first
	Room   []TodayRoom
	Thanks []TodayNotice
	Doubts []DoubtLine // for the reader alone
	Alone  bool        // nobody else works here
	Closed bool        // the house does not open today
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
func (d Desk) TodayAside(ctx context.Context, actor party.Actor, in lang.Lang) (TodayAside, error) {
	return readAs(ctx, d.Relation, actor, func(tx *db.Tx) (aside TodayAside, err error) {
		if aside.Word, err = d.Kept(tx, tx.Now.AddDate(0, 0, -wordDays), tx.Now); err != nil {
			return aside, err
		}
		if aside.Weeks, err = d.Weeks(tx, tx.Now.AddDate(0, 0, -7*wordWeeks), wordWeeks); err != nil {
			return aside, err
		}
		if err = d.asideRoom(tx, &aside); err != nil {
			return aside, err
		}
		if aside.Doubts, err = d.doubts(tx); err != nil {
			return aside, err
		}
		aside.Thanks, err = d.todayNotices(tx, tx.Actor.StaffID(), in, true)
		return aside, err
	})
}

// asideRoom is who has room; whether nobody else works here, and whether the house does not open today.
func (d Desk) asideRoom(tx *db.Tx, aside *TodayAside) (err error) {
	if aside.Alone, err = alone(tx); err != nil || aside.Alone {
		return err
	}
	house, err := d.Team.House(tx)
	if err != nil {
		return err
	}
	year, month, day := tx.Now.In(house.Zone()).Date()
	begin := time.Date(year, month, day, 0, 0, 0, 0, house.Zone())
	if aside.Closed = house.OpenTime(begin, begin.AddDate(0, 0, 1)) == 0; aside.Closed {
		return nil
	}
	aside.Room, err = d.todayRoom(tx)
	return err
}

// alone tells whether one person works here, and no program.
func alone(tx *db.Tx) (bool, error) {
	all, err := db.All[id.Staff](tx, "SELECT s.id FROM staff s WHERE s.org = $1 AND (s.left_at IS NULL OR s.left_at > $2) LIMIT 2", tx.Org, tx.Now)
	return len(all) < 2, err
}
