package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
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
		if aside.Weeks, err = d.Weeks(tx, tx.Now.AddDate(0, 0, -7*wordWeeks), wordWeeks); err != nil {
			return aside, err
		}
		if aside.Room, err = d.todayRoom(tx); err != nil {
			return aside, err
		}
		aside.Thanks, err = d.todayNotices(tx, tx.Actor.StaffID(), true)
		return aside, err
	})
}
