package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/party"
)

// Menu is what stands beside the menu of one person.
type Menu struct {
	Today    int  // of one's own promises, what is broken or due today; at most five hundred are counted
	Late     bool // one of them is late
	Spread   int  // waits for another owner
	Alone    bool // nobody else works here
	Present  bool
	Until    time.Time // of the presence; zero when that is not in sight
	Measured bool      // figures of each person may be seen
	Used     Used
}

// Used is of which parts of Kroon something was made here: the menu of a small firm shows no more than that.
type Used struct {
	Lists, Complaints, Answers int64 // 1 or 0
}

// used reads which parts are in use, by one look into each.
func used(tx *db.Tx) (Used, error) {
	return db.One[Used](tx, `SELECT
		CASE WHEN EXISTS (SELECT 1 FROM call_list WHERE org = $1) THEN 1 ELSE 0 END AS lists,
		CASE WHEN EXISTS (SELECT 1 FROM complaint WHERE org = $1) THEN 1 ELSE 0 END AS complaints,
		CASE WHEN EXISTS (SELECT 1 FROM answer WHERE org = $1) THEN 1 ELSE 0 END AS answers`, tx.Org)
}

const mostCounted = 500

// Menu reads the figures of a person, in the zone of the wall clock there.
func (d Desk) Menu(ctx context.Context, actor party.Actor, zone *time.Location) (Menu, error) {
	return readAs(ctx, d.Relation, actor, func(tx *db.Tx) (Menu, error) { return d.menu(tx, zone) })
}

func (d Desk) menu(tx *db.Tx, zone *time.Location) (menu Menu, err error) {
	type mine struct {
		DueAt  time.Time
		Awaits string
	}
	open, err := db.All[mine](tx, `SELECT p.due_at, p.awaits FROM promise p WHERE p.org = $1 AND p.owner = $2
			AND p.open = 1 AND p.direction <> 'theirs' AND p.due_at < $3`+notStaged+` ORDER BY p.due_at LIMIT $4`,
		tx.Org, tx.Actor.StaffID(), midnight(tx.Now, zone), mostCounted)
	if err != nil {
		return menu, err
	}
	for _, one := range open {
		if one.Awaits != "" {
			menu.Spread++
			continue
		}
		menu.Today++
		menu.Late = menu.Late || one.DueAt.Before(tx.Now)
	}
	rest := func() error { return d.beside(tx, &menu) }
	tx.Foresee(rest)
	err = rest()
	return menu, err
}

// beside reads what stands there besides work.
func (d Desk) beside(tx *db.Tx, menu *Menu) (err error) {
	if menu.Used, err = used(tx); err != nil || tx.Actor.StaffID().IsZero() {
		return err
	}
	if _, menu.Measured, err = d.Organisation.Measuring(tx); err != nil {
		return err
	}
	if menu.Alone, err = alone(tx); err != nil {
		return err
	}
	menu.Until, menu.Present, err = d.Team.PresentUntil(tx, tx.Actor.StaffID(), tx.Now)
	return err
}
