package main

import (
	"encoding/binary"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/report"
)

// youth is for how many days everything is gone through every evening. All that is to be found on purpose shows within it.
const youth = 35

// checkDay goes at the end of a day through what was made in the last two of them and what is open; every day of an
// organisation's youth, and once a week from then on, through everything.
func (w *world) checkDay() error {
	w.evenings++
	if w.evenings <= youth || w.evenings%7 == 0 {
		return w.checkAll()
	}
	var since id.Any // ids begin with the milliseconds of their making
	binary.BigEndian.PutUint64(since[:], uint64(w.now.Add(-48*time.Hour).UnixMilli())<<16)
	return w.checkSince(since)
}

// checkAll goes through everything.
func (w *world) checkAll() error { return w.checkSince(theFirst) }

// theFirst is before every id. Zero would be none at all, with which no row compares.
var theFirst = id.Any{15: 1}

func (w *world) checkSince(since id.Any) error {
	return w.read(func(tx *db.Tx) error {
		for _, look := range []func(*db.Tx, id.Any) error{w.sameWords, w.sameHistory, w.sameAccount, w.sameMessages} {
			if err := look(tx, since); err != nil {
				return err
			}
		}
		return w.sameRate(tx)
	})
}

type promiseRow struct {
	ID       id.Promise
	Act      string
	Owner    id.Staff
	DueAt    time.Time
	DeedAt   time.Time
	BrokenAt time.Time
	State    string
}

// sameWords: every promise that was acknowledged is there once, as it was acknowledged, in somebody's hands; and none that
// was not.
func (w *world) sameWords(tx *db.Tx, since id.Any) error {
	there, err := db.One[int](tx, "SELECT COUNT(*) FROM promise WHERE org = $1", tx.Org)
	if err != nil {
		return err
	}
	if there != len(w.model.words) {
		return w.broken("acknowledged", "%d promises were acknowledged and %d are there", len(w.model.words), there)
	}
	rows, err := db.All[promiseRow](tx, `SELECT id, act, owner, due_at, deed_at, broken_at, state FROM promise WHERE org = $1 AND id >= $2
		UNION SELECT id, act, owner, due_at, deed_at, broken_at, state FROM promise WHERE org = $1 AND open = 1 ORDER BY id`, tx.Org, since)
	if err != nil {
		return err
	}
	for _, r := range rows {
		word := w.model.byID[r.ID]
		switch {
		case word == nil:
			return w.broken("acknowledged", "%s %s was never acknowledged", r.Act, r.ID)
		case !r.DueAt.Equal(word.due):
			return w.broken("acknowledged", "%s was promised for %s and is due %s", word.key, word.due, r.DueAt)
		case w.model.byStaff[r.Owner] == nil:
			return w.broken("owner-present", "%s has no owner", word.key)
		case !r.DeedAt.Equal(word.deed):
			return w.broken("deed", "%s was done at %s, and here at %s (%s)", word.key, word.deed, r.DeedAt, r.State)
		case r.State == "broken" && word.spoiled.IsZero() && !w.latest.After(word.due):
			return w.broken("due-ended", "%s was broken before it was due", word.key)
		}
	}
	return nil
}

// sameHistory: every outcome is an event, once; nothing is broken twice by the clock, and what is broken has an outcome.
func (w *world) sameHistory(tx *db.Tx, since id.Any) error {
	lonely, err := db.One[int](tx, `SELECT COUNT(*) FROM promise_outcome o WHERE o.org = $1 AND o.id >= $2
		AND NOT EXISTS (SELECT 1 FROM event e WHERE e.org = $1 AND e.id = o.id) AND o.kind NOT IN ('undone')`, tx.Org, since)
	if err != nil {
		return err
	}
	if lonely > 0 {
		return w.broken("effect-once", "%d outcomes have no event", lonely)
	}
	odd, err := db.All[struct{ ID id.Promise }](tx, `SELECT p.id FROM promise p WHERE p.org = $1 AND (p.id >= $2 OR p.open = 1) AND
		(SELECT COUNT(*) FROM promise_outcome o WHERE o.org = $1 AND o.promise = p.id AND o.kind = 'broken' AND o.undone_at IS NULL)
		<> CASE WHEN p.broken_at IS NULL THEN 0 ELSE 1 END LIMIT 1`, tx.Org, since)
	if err == nil && len(odd) > 0 {
		err = w.broken("effect-once", "%s was not broken once", odd[0].ID)
	}
	return err
}

// sameAccount: entries sum to zero, balances are the sums of their postings, and every deed and breach of ours that the
// customer could notice is entered once.
func (w *world) sameAccount(tx *db.Tx, since id.Any) error {
	var odd [6]int
	var errs [6]error
	odd[0], errs[0] = db.One[int](tx, `SELECT COUNT(*) FROM (SELECT entry FROM ledger_posting WHERE org = $1
		AND entry >= $2 GROUP BY entry HAVING SUM(points) <> 0 OR COUNT(*) < 2) AS odd`, tx.Org, since)
	odd[1], errs[1] = db.One[int](tx, `SELECT COUNT(*) FROM ledger_balance b WHERE b.org = $1 AND b.points <>
		(SELECT COALESCE(SUM(p.points), 0) FROM ledger_entry e JOIN ledger_posting p ON p.org = $1 AND p.entry = e.id
		WHERE e.org = $1 AND e.customer = b.customer AND p.account = 'standing')
		AND b.customer IN (SELECT customer FROM ledger_entry WHERE org = $1 AND id >= $2)`, tx.Org, since)
	odd[2], errs[2] = db.One[int](tx, `SELECT COUNT(*) FROM event v WHERE v.org = $1 AND v.id >= $2 AND v.kind = 'promise.broken'
		AND (SELECT p.direction FROM promise p WHERE p.org = $1 AND p.id = v.subject) = 'ours'
		AND (SELECT COUNT(*) FROM ledger_entry e WHERE e.org = $1 AND e.event = v.id AND e.corrects IS NULL) <> 1`, tx.Org, since)
	odd[3], errs[3] = db.One[int](tx, `SELECT COUNT(*) FROM event v WHERE v.org = $1 AND v.id >= $2 AND v.kind = 'promise.delivered'
		AND (SELECT p.direction FROM promise p WHERE p.org = $1 AND p.id = v.subject AND p.recovery_of IS NULL) = 'ours'
		AND (SELECT COUNT(*) FROM ledger_entry e WHERE e.org = $1 AND e.event = v.id) <> 1`, tx.Org, since)
	odd[4], errs[4] = db.One[int](tx, `SELECT COUNT(*) FROM ledger_entry e WHERE e.org = $1 AND e.id >= $2
		AND NOT EXISTS (SELECT 1 FROM event v WHERE v.org = $1 AND v.id = e.event)`, tx.Org, since)
	odd[5], errs[5] = db.One[int](tx, `SELECT COUNT(*) FROM (SELECT event FROM ledger_entry WHERE org = $1 AND event >= $2
		AND corrects IS NULL GROUP BY event HAVING COUNT(*) > 1) AS odd`, tx.Org, since)
	for i, what := range []string{
		"entries do not sum to zero", "balances are not the sum of their postings", "breaches are not entered once",
		"deeds are not entered once", "entries have no cause", "events are entered under more than one rule",
	} {
		if errs[i] != nil {
			return errs[i]
		}
		if odd[i] > 0 {
			return w.broken("ledger", "%d %s", odd[i], what)
		}
	}
	return nil
}

// sameMessages: what is marked as sent by mail or text message left the house, and what left is marked; what waits for a person
// will be looked at again.
func (w *world) sameMessages(tx *db.Tx, since id.Any) error {
	rows, err := db.All[struct {
		ID        id.Message
		MessageID string
		State     string
	}](tx, `SELECT id, message_id, state FROM message WHERE org = $1 AND id >= $2
		AND channel IN ('email', 'sms') AND tries > 0`, tx.Org, since)
	for _, r := range rows {
		name := r.MessageID
		if name == "" {
			name = r.ID.String()
		}
		if times := w.post.left[name]; times == 0 && r.State == "sent" {
			return w.broken("effect-once", "message %s is marked as sent and never left", name)
		}
	}
	if err != nil {
		return err
	}
	forgotten, err := db.One[int](tx, `SELECT COUNT(*) FROM message m WHERE m.org = $1 AND m.state IN ('draft', 'by-hand', 'failed')
		AND NOT EXISTS (SELECT 1 FROM job j WHERE j.org = $1 AND j.kind = $2 AND j.subject = m.id)`, tx.Org, message.JobUseBy)
	if err == nil && forgotten > 0 {
		err = w.broken("effect-once", "%d messages wait for a person and will not be looked at again", forgotten)
	}
	return err
}

// sameRate: the figure on the screen is the figure of the world's own account.
func (w *world) sameRate(tx *db.Tx) error {
	rate, err := report.Kept(tx, report.Scope{})
	if err != nil {
		return err
	}
	due, kept := w.model.kept(tx.Now)
	if int(rate.Due) != due || int(rate.Kept) != kept {
		return w.broken("kept-rate", "%d of %d were kept, and Kroon says %d of %d", kept, due, rate.Kept, rate.Due)
	}
	return nil
}
