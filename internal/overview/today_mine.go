package overview

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// todayStand is what decides where on Today an open promise of one's own stands. The rest of it is read only of those that
// are shown: most of what somebody promised is due on another day.
type todayStand struct {
	ID    id.Promise
	DueAt time.Time
	Marks todayMarks
}

// todayMarks are what besides its due decides where a promise stands. They come as one number: sixty are read to show a few.
type todayMarks uint8

const (
	markTheirs todayMarks = 1 << iota
	markBroken
	markNew // it asks to be acknowledged
	markRisk
)

// selectMarks makes todayMarks of a promise p.
const selectMarks = `CASE WHEN p.direction = 'theirs' THEN 1 ELSE 0 END + CASE WHEN p.state = 'broken' THEN 2 ELSE 0 END
		+ CASE WHEN p.state = 'agreed' AND p.acknowledge_by IS NOT NULL AND p.acknowledged_at IS NULL THEN 4 ELSE 0 END
		+ CASE WHEN EXISTS (SELECT 1 FROM promise_guard d WHERE d.org = $1 AND d.promise = p.id AND d.step IN ('at-risk', 'last-safe'))
		THEN 8 ELSE 0 END AS marks`

func (r TodayRow) stand() todayStand {
	out := todayStand{ID: r.ID, DueAt: r.DueAt}
	if r.Direction == promise.Theirs {
		out.Marks |= markTheirs
	}
	if r.State == promise.Broken {
		out.Marks |= markBroken
	}
	if r.State == promise.Agreed && !r.AcknowledgeBy.IsZero() && r.AcknowledgedAt.IsZero() {
		out.Marks |= markNew
	}
	if r.Risk {
		out.Marks |= markRisk
	}
	return out
}

// todayPlace is a place on Today.
type todayPlace int

const (
	placeNone todayPlace = iota
	placeTheirs
	placeNow
	placeNew
	placeLater
	placeNext // the first such one is shown
)

// place is where a promise stands now, on a day that ends at end.
func (s todayStand) place(now, end time.Time) todayPlace {
	late := s.Marks&markBroken != 0 || s.DueAt.Before(now)
	switch {
	case s.Marks&markTheirs != 0:
		if late || s.DueAt.Before(end) {
			return placeTheirs
		}
		return placeNone
	case late || s.Marks&markRisk != 0 || s.DueAt.Before(now.Add(haste)):
		return placeNow
	case s.Marks&markNew != 0:
		return placeNew
	case s.DueAt.Before(end):
		return placeLater
	}
	return placeNext
}

// shown are those that stand somewhere, in their order.
func shown(all []todayStand, now, end time.Time) (out []id.Promise) {
	next := false
	for _, one := range all {
		place := one.place(now, end)
		if place == placeNone || place == placeNext && next {
			continue
		}
		next = next || place == placeNext
		out = append(out, one.ID)
	}
	return out
}

// sort puts a person's open promises, which come in order of due, where they stand.
func (page *TodayPage) sort(now, end time.Time, mine []TodayRow) {
	for _, row := range mine {
		switch row.stand().place(now, end) {
		case placeTheirs:
			page.Theirs = append(page.Theirs, row)
		case placeNow:
			page.Now = append(page.Now, row)
		case placeNew:
			page.New = append(page.New, row)
		case placeLater:
			page.Later = append(page.Later, row)
		case placeNext:
			if page.Next == nil {
				page.Next = &row
			}
		}
	}
	slices.SortStableFunc(page.Now, func(a, b TodayRow) int { return a.DueAt.Compare(b.DueAt) })
}

// mine reads what is shown of a page of one's own open promises in order of due, on a day that ends at end, and whether there are any
// on the page.
func (page *TodayPage) mine(tx *db.Tx, me id.Staff, after TodayAfter, end time.Time) (mine []TodayRow, any bool, err error) {
	page.After = after
	stands, err := db.All[todayStand](tx, `SELECT p.id, p.due_at, `+selectMarks+`
		FROM promise p WHERE p.org = $1 AND p.owner = $2 AND p.open = 1 AND p.awaits = ''
		AND (p.due_at > $4 OR p.due_at = $4 AND p.id > $5)`+notStaged+` ORDER BY p.due_at, p.id LIMIT $3`,
		tx.Org, me, mostToday+1, page.since(), after.ID)
	if err != nil {
		return nil, false, err
	}
	if len(stands) > mostToday {
		stands = stands[:mostToday]
		last := stands[mostToday-1]
		page.More = TodayAfter{last.DueAt, last.ID}
	}
	mine, err = todayRows(tx, me, shown(stands, tx.Now, end))
	return mine, len(stands) > 0, err
}

// spread reads the first of one's own promises that waits for another owner, and how many do.
func (page *TodayPage) spread(tx *db.Tx, me id.Staff) (err error) {
	page.Spread, err = db.All[TodayRow](tx, selectTodayRow+`WHERE p.org = $1 AND p.owner = $2 AND p.open = 1 AND p.awaits = 'redistribution'`+notStaged+`
		ORDER BY p.due_at, p.id LIMIT $4`, tx.Org, me, tx.Now.Add(-calling), 1)
	if err != nil || len(page.Spread) == 0 {
		return err
	}
	page.Waiting, err = db.One[int](tx, `SELECT COUNT(*) FROM (SELECT 1 FROM promise p WHERE p.org = $1 AND p.owner = $2
		AND p.open = 1 AND p.awaits = 'redistribution'`+notStaged+` LIMIT $3) AS waiting`, tx.Org, me, mostSpread)
	return err
}

// together is how many rows are asked for in one statement.
const together = 8

// upTo gives so many arguments: those that there are, and nothing.
func upTo[T any](these []T) []any {
	out := make([]any, together)
	for i, one := range these {
		out[i] = one
	}
	return out
}

// todayRows reads promises whole, in the order of their ids as given.
func todayRows(tx *db.Tx, me id.Staff, ids []id.Promise) ([]TodayRow, error) {
	out := make([]TodayRow, 0, len(ids))
	for these := range slices.Chunk(ids, together) {
		rows, err := db.All[TodayRow](tx, selectTodayRow+`WHERE p.org = $1 AND p.id IN ($4, $5, $6, $7, $8, $9, $10, $11)`,
			append([]any{tx.Org, me, tx.Now.Add(-calling)}, upTo(these)...)...)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b TodayRow) int { return slices.Index(these, a.ID) - slices.Index(these, b.ID) })
		out = append(out, rows...)
	}
	return out, nil
}

// todayWrong reads the breaches towards the customers of these rows for which nobody said sorry yet, the last one first.
func todayWrong(tx *db.Tx, rows ...[]TodayRow) (wrong []TodayWrong, err error) {
	var whom []id.Customer
	for _, row := range slices.Concat(rows...) {
		if row.Wronged && row.Direction == promise.Ours && !slices.Contains(whom, row.Customer) {
			whom = append(whom, row.Customer)
		}
	}
	for these := range slices.Chunk(whom, together) {
		// The directions are told apart in a way that invites no other index.
		some, err := db.All[TodayWrong](tx, `SELECT b.id, b.customer, b.kind, b.due_at FROM promise b
			WHERE b.org = $1 AND b.customer IN ($4, $5, $6, $7, $8, $9, $10, $11) AND b.broken_at IS NOT NULL
			AND b.direction <> 'theirs' AND b.undone_at IS NULL
			AND (b.import_run IS NULL OR b.import_run NOT IN
				(SELECT i.id FROM import_run i WHERE i.org = $1 AND i.published_at IS NULL))
			AND (b.state = 'broken' AND b.deed_at IS NULL OR b.state = 'repaired' AND b.due_at > $3)
			AND NOT EXISTS (SELECT 1 FROM message m WHERE m.org = $1 AND (m.subject = b.id OR m.id IN
				(SELECT n.message FROM message_about n WHERE n.org = $1 AND n.subject = b.id)) AND m.kind = 'broken'
				AND m.state IN ('sent', 'handed'))
			AND NOT EXISTS (SELECT 1 FROM message m WHERE m.org = $1 AND m.subject IN
				(SELECT r.id FROM promise r WHERE r.org = $1 AND r.recovery_of = b.id)
				AND m.kind = 'recovery' AND m.state IN ('sent', 'handed'))
			ORDER BY b.due_at DESC, b.id DESC LIMIT $2`,
			append([]any{tx.Org, 2 * mostToday, tx.Now.Add(-remembered)}, upTo(these)...)...)
		if err != nil {
			return nil, err
		}
		wrong = append(wrong, some...)
	}
	return wrong, nil
}
