package main

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/message"
	"kroon/internal/promise"
)

// Sabotage is the one file that writes other concepts' tables: it leaves rows as a faulty program would have left them.
// Each flaw is a line of FAULTS.md.

// flaws are the faults that the simulator has to find.
var flaws = []*flaw{
	{name: "guard-silent", spoil: func(w *world, tx *db.Tx) error {
		_, err := tx.Exec("DELETE FROM job WHERE org = $1 AND kind = $2", tx.Org, promise.JobWatch)
		return err
	}},
	{name: "guard-late", spoil: func(w *world, tx *db.Tx) error {
		_, err := tx.Exec("UPDATE job SET not_before = due_at + $3 WHERE org = $1 AND kind = $2 AND not_before = due_at",
			tx.Org, promise.JobWatch, (4 * time.Hour).Microseconds())
		return err
	}},
	{name: "breach-never", spoil: func(w *world, tx *db.Tx) error {
		_, err := tx.Exec("DELETE FROM job WHERE org = $1 AND kind = $2", tx.Org, promise.JobBreak)
		return err
	}},
	{name: "breach-unrecorded", spoil: justOnce(func(w *world, tx *db.Tx) (int64, error) {
		return tx.Exec(`UPDATE promise SET state = 'broken', broken_at = due_at + 1 WHERE org = $1 AND id = (SELECT id FROM promise
			WHERE org = $1 AND open = 1 AND state = 'agreed' AND due_at < $2 ORDER BY due_at LIMIT 1)`, tx.Org, w.now.Add(time.Hour))
	})},
	{name: "breach-twice", spoil: justOnce(breakTwice)},
	{name: "posting-doubled", spoil: justOnce(postTwice)},
	{name: "posting-missing", spoil: justOnce(postNever)},
	{name: "posting-lopsided", spoil: justOnce(func(w *world, tx *db.Tx) (int64, error) {
		return tx.Exec(`UPDATE ledger_posting SET points = points + 1 WHERE org = $1 AND account <> 'standing' AND entry =
			(SELECT MIN(entry) FROM ledger_posting WHERE org = $1)`, tx.Org)
	})},
	{name: "balance-adrift", spoil: justOnce(func(w *world, tx *db.Tx) (int64, error) {
		return tx.Exec(`UPDATE ledger_balance SET points = points + 1 WHERE org = $1 AND customer =
			(SELECT MIN(customer) FROM ledger_balance WHERE org = $1)`, tx.Org)
	})},
	{name: "retry-twice", keyless: true},
	{name: "answer-early", forgetful: true},
	{name: "clock-back", ahead: 3 * time.Hour},
	{name: "leave-forgotten", before: func(w *world, tx *db.Tx) error {
		_, err := tx.Exec("UPDATE absence SET org = $2 WHERE org = $1", tx.Org, nowhere)
		return err
	}, after: func(w *world, tx *db.Tx) error {
		_, err := tx.Exec("UPDATE absence SET org = $2 WHERE org = $1", nowhere, tx.Org)
		return err
	}},
	{name: "load-forgotten", before: func(w *world, tx *db.Tx) error { return lift(tx, w, 0) },
		after: func(w *world, tx *db.Tx) error { return lift(tx, w, 1) }},
	{name: "message-twice", spoil: justOnce(sendAgain)},
	{name: "message-never", spoil: func(w *world, tx *db.Tx) error {
		_, err := tx.Exec("DELETE FROM job WHERE org = $1 AND kind = $2", tx.Org, message.JobDeliver)
		return err
	}},
	{name: "fence-forgotten", unfenced: func(w *world, tx *db.Tx) error {
		if _, err := tx.Exec("UPDATE job SET lease_until = NULL WHERE org = $1", tx.Org); err != nil {
			return err
		}
		_, err := tx.Exec("UPDATE message_line SET flying = NULL, until = NULL WHERE org = $1", tx.Org)
		return err
	}},
	{name: "revise-silent", spoil: justOnce(func(w *world, tx *db.Tx) (int64, error) {
		return tx.Exec(`UPDATE promise SET due_at = due_at + 3600000000 WHERE org = $1 AND id = (SELECT id FROM promise
			WHERE org = $1 AND open = 1 AND state = 'agreed' ORDER BY due_at DESC LIMIT 1)`, tx.Org)
	})},
	{name: "owner-lost", spoil: func(w *world, tx *db.Tx) error {
		for _, p := range w.model.people {
			if !p.ill() || p.lead {
				continue
			}
			_, err := tx.Exec(`UPDATE promise SET owner = $2, awaits = '' WHERE org = $1 AND open = 1 AND state = 'agreed' AND owner <> $2 AND id IN
				(SELECT promise FROM promise_outcome WHERE org = $1 AND kind = 'redistributed' AND owner_before = $2)`, tx.Org, p.id)
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{name: "deed-lost", spoil: justOnce(func(w *world, tx *db.Tx) (int64, error) {
		return tx.Exec(`UPDATE promise SET state = 'agreed', open = 1, deed_at = NULL WHERE org = $1 AND id = (SELECT id FROM promise
			WHERE org = $1 AND state = 'delivered' AND direction = 'ours' AND due_at > $2 ORDER BY due_at DESC LIMIT 1)`, tx.Org, w.now)
	})},
	{name: "kept-flattered", spoil: justOnce(func(w *world, tx *db.Tx) (int64, error) {
		return tx.Exec(`UPDATE promise SET deed_at = due_at, broken_at = NULL WHERE org = $1 AND id = (SELECT id FROM promise
			WHERE org = $1 AND state = 'repaired' AND direction = 'ours' ORDER BY due_at LIMIT 1)`, tx.Org)
	})},
}

// nowhere is an organisation that does not exist.
var nowhere = id.Org{15: 1}

// justOnce puts a fault in until it has been in once.
func justOnce(change func(*world, *db.Tx) (int64, error)) func(*world, *db.Tx) error {
	return func(w *world, tx *db.Tx) error {
		if w.spoiled || w.now.Before(w.began.Add(26*time.Hour)) {
			return nil
		}
		n, err := change(w, tx)
		w.spoiled = n > 0
		return err
	}
}

// lift takes the promise that was made last out of its owner's load, or puts it back. The packed loads are read anew.
func lift(tx *db.Tx, w *world, open int) error {
	if len(w.model.words) == 0 {
		return nil
	}
	last := w.model.words[len(w.model.words)-1]
	if open == 1 {
		last = w.lifted
	}
	if last == nil || !last.open() {
		return nil
	}
	w.lifted = last
	if _, err := tx.Exec("UPDATE promise SET open = $3 WHERE org = $1 AND id = $2", tx.Org, last.id, open); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE owner_load SET pack = NULL WHERE org = $1", tx.Org)
	return err
}

func breakTwice(w *world, tx *db.Tx) (int64, error) {
	return tx.Exec(`INSERT INTO promise_outcome (org, promise, id, kind, from_state, happened_at, recorded_at, actor_kind, proof, words, cause)
		SELECT org, promise, $2, kind, from_state, happened_at, recorded_at, actor_kind, proof, words, cause FROM promise_outcome
		WHERE org = $1 AND kind = 'broken' ORDER BY id LIMIT 1`, tx.Org, id.New[id.Any](tx.IDs))
}

func postTwice(w *world, tx *db.Tx) (int64, error) {
	fresh := id.New[id.Entry](tx.IDs)
	n, err := tx.Exec(`INSERT INTO ledger_entry (org, id, event, rule, customer, promise, kind, happened_at, recorded_at)
		SELECT org, $2, event, rule || '/again', customer, promise, kind, happened_at, recorded_at FROM ledger_entry
		WHERE org = $1 AND corrects IS NULL ORDER BY id LIMIT 1`, tx.Org, fresh)
	if err != nil || n == 0 {
		return n, err
	}
	_, err = tx.Exec(`INSERT INTO ledger_posting (org, entry, account, points) SELECT org, $2, account, points FROM ledger_posting
		WHERE org = $1 AND entry = (SELECT id FROM ledger_entry WHERE org = $1 AND corrects IS NULL ORDER BY id LIMIT 1)`, tx.Org, fresh)
	if err == nil {
		err = refold(tx)
	}
	return n, err
}

func postNever(w *world, tx *db.Tx) (int64, error) {
	n, err := tx.Exec(`DELETE FROM ledger_entry WHERE org = $1 AND id = (SELECT id FROM ledger_entry e WHERE e.org = $1 AND e.corrects IS NULL
		AND NOT EXISTS (SELECT 1 FROM ledger_entry c WHERE c.org = $1 AND c.corrects = e.id) ORDER BY id LIMIT 1)`, tx.Org)
	if err != nil || n == 0 {
		return n, err
	}
	_, err = tx.Exec(`DELETE FROM ledger_posting WHERE org = $1 AND entry NOT IN (SELECT id FROM ledger_entry WHERE org = $1)`, tx.Org)
	if err == nil {
		err = refold(tx)
	}
	return n, err
}

// refold makes the balances what the postings come to, so that only the entry itself tells.
func refold(tx *db.Tx) error {
	_, err := tx.Exec(`UPDATE ledger_balance SET points = (SELECT COALESCE(SUM(p.points), 0) FROM ledger_entry e
		JOIN ledger_posting p ON p.org = $1 AND p.entry = e.id WHERE e.org = $1 AND e.customer = ledger_balance.customer
		AND p.account = 'standing') WHERE org = $1`, tx.Org)
	return err
}

func sendAgain(w *world, tx *db.Tx) (int64, error) {
	again, found, err := db.Maybe[struct {
		ID        id.Message
		Recipient id.Any
	}](tx, `SELECT id, recipient FROM message WHERE org = $1 AND state = 'sent' AND channel = 'email' AND kind = 'confirmation' AND use_by > $2
		ORDER BY id DESC LIMIT 1`, tx.Org, w.now.Add(time.Hour))
	if err != nil || !found || !w.open9to5(w.now) {
		return 0, err
	}
	job.Schedule(tx, message.JobDeliver, again.Recipient, tx.Now)
	return tx.Exec("UPDATE message SET state = 'waiting', sent_at = NULL, not_before = $3 WHERE org = $1 AND id = $2", tx.Org, again.ID, w.now)
}
