package promise

import (
	"errors"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

const selectPromise = `SELECT id, code, direction, kind, act, customer, colleague, owner, proposed_to, question,
	minutes, proof, due_at, due_civil, zone, grain, fixed, state, open, version, made_by, made_at, agreed_at,
	acknowledge_by, acknowledged_at, lapses_at, deed_at, broken_at, closed_at, undone_at, root, previous,
	recovery_of, overridden, awaits, imported FROM promise `

const onePromise = selectPromise + "WHERE org = $1 AND id = $2" + inSight

func load(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := db.One[Promise](tx, onePromise, tx.Org, promise)
	if errors.Is(err, db.ErrNoRows) {
		return p, fault.New(fault.NotFound, "promise.unknown")
	}
	return p, err
}

func foresee(tx *db.Tx, promise id.Promise) { tx.Ahead(onePromise, tx.Org, promise) }

func loadByCode(tx *db.Tx, code id.Code) (Promise, bool, error) {
	return db.Maybe[Promise](tx, selectPromise+"WHERE org = $1 AND code = $2"+inSight, tx.Org, code)
}

// openPage is how many open promises one statement reads.
const openPage = 500

// openOf reads everything that asks for an owner's time, earliest deadline first.
func openOf(tx *db.Tx, owner id.Staff) (all []Promise, err error) {
	for from := (Promise{}); ; from = all[len(all)-1] {
		page, err := ownedAfter(tx, owner, from, openPage)
		if err != nil {
			return nil, err
		}
		if all = append(all, page...); len(page) < openPage {
			return all, nil
		}
	}
}

func ofCustomer(tx *db.Tx, customer id.Customer, limit int) ([]Promise, error) {
	return db.All[Promise](tx, selectPromise+`WHERE org = $1 AND id IN (
		SELECT id FROM (SELECT id FROM promise WHERE org = $1 AND customer = $2 AND open = 1 AND undone_at IS NULL`+inSight+`
			ORDER BY due_at DESC, id DESC LIMIT $3) AS still
		UNION ALL SELECT id FROM (SELECT id FROM promise WHERE org = $1 AND customer = $2 AND open = 0 AND undone_at IS NULL`+inSight+`
			ORDER BY due_at DESC, id DESC LIMIT $3) AS done) ORDER BY due_at DESC, id DESC LIMIT $3`, tx.Org, customer, limit)
}

func ofQuestion(tx *db.Tx, question id.Question) ([]Promise, error) {
	return db.All[Promise](tx, selectPromise+"WHERE org = $1 AND question = $2 AND undone_at IS NULL"+inSight+
		" ORDER BY made_at, id LIMIT $3", tx.Org, question, MaxOfQuestion)
}

// recoveryOf reads what was promised to recover a broken promise, in its latest version, unless that came to
// nothing.
func recoveryOf(tx *db.Tx, broken id.Promise) (Promise, bool, error) {
	return db.Maybe[Promise](tx, selectPromise+`WHERE org = $1 AND recovery_of = $2 AND undone_at IS NULL
		AND state NOT IN ('declined', 'lapsed', 'revised')`+inSight, tx.Org, broken)
}

// insert writes a new promise, and what it asks of its owner's time. slack is how much he had left at its due
// time; nil when that is not known.
func insert(tx *db.Tx, p Promise, from ImportedFrom, slack *int) error {
	tx.Put(`INSERT INTO promise (org, id, code, direction, kind, act, customer, colleague, owner, proposed_to, question,
		minutes, proof, due_at, due_civil, zone, grain, fixed, state, open, version, made_by, made_at, agreed_at,
		acknowledge_by, acknowledged_at, lapses_at, deed_at, broken_at, closed_at, undone_at, root, previous,
		recovery_of, overridden, awaits, imported, import_source, import_id, import_run, slack)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
		$23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41)`,
		tx.Org, p.ID, p.Code, p.Direction, p.Kind, p.Act, p.Customer, p.Colleague, p.Owner, p.ProposedTo, p.Question,
		p.Minutes, p.Proof, p.DueAt, p.DueCivil, p.Zone, p.Grain, p.Fixed, p.State, p.Open, p.Version, p.MadeBy,
		p.MadeAt, p.AgreedAt, p.AcknowledgeBy, p.AcknowledgedAt, p.LapsesAt, p.DeedAt, p.BrokenAt, p.ClosedAt,
		p.UndoneAt, p.Root, p.Previous, p.RecoveryOf, p.Overridden, p.Awaits, p.Imported,
		orNull(from.Source), orNull(from.ExternalID), from.Run, slack)
	if _, asks := p.weight(); !asks {
		return nil
	}
	open, err := takeLoad(tx, p.Owner) // as it was before, or with the new one in it
	if err == nil {
		weigh(tx, p, open)
	}
	return err
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func codeTaken(tx *db.Tx, code id.Code) (bool, error) {
	_, found, err := db.Maybe[int](tx, "SELECT 1 AS one FROM promise WHERE org = $1 AND code = $2", tx.Org, code)
	return found, err
}

func insertOutcome(tx *db.Tx, o Outcome) {
	tx.Put(`INSERT INTO promise_outcome (org, promise, id, kind, from_state, happened_at, recorded_at, actor_kind,
		actor, deed_at, stated_at, proof, words, evidence, cause, next, staff, undone_at, owner_before, asked_before,
		acknowledge_before, acknowledged_before)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
		tx.Org, o.Promise, o.ID, o.Kind, o.From, o.HappenedAt, o.RecordedAt, o.ActorKind, o.Actor, o.DeedAt,
		o.StatedAt, o.Proof, o.Words, o.Evidence, o.Cause, o.Next, o.Staff, o.UndoneAt, o.OwnerBefore, o.AskedBefore,
		o.AcknowledgeBefore, o.AcknowledgedBefore)
}

const selectOutcome = `SELECT id, promise, kind, from_state AS "from", happened_at, recorded_at, actor_kind, actor,
	deed_at, stated_at, proof, words, evidence, cause, next, staff, undone_at,
	owner_before, asked_before, acknowledge_before, acknowledged_before FROM promise_outcome `

func outcomesOf(tx *db.Tx, promise id.Promise) ([]Outcome, error) {
	return db.All[Outcome](tx, selectOutcome+"WHERE org = $1 AND promise = $2 ORDER BY id", tx.Org, promise)
}

// turnedDownBy reads who said that he cannot take the promise over.
func turnedDownBy(tx *db.Tx, promise id.Promise) ([]id.Staff, error) {
	return db.All[id.Staff](tx, `SELECT actor FROM promise_outcome WHERE org = $1 AND promise = $2 AND kind = 'turned-down'
		AND undone_at IS NULL ORDER BY id`, tx.Org, promise)
}

func markUndone(tx *db.Tx, promise id.Promise, outcome id.Any) {
	tx.Put("UPDATE promise_outcome SET undone_at = $4 WHERE org = $1 AND promise = $2 AND id = $3",
		tx.Org, promise, outcome, tx.Now)
}

func insertAttempt(tx *db.Tx, a Attempt) {
	tx.Put(`INSERT INTO promise_attempt (org, promise, id, staff, result, began_at, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Org, a.Promise, a.ID, a.Staff, a.Result, a.BeganAt, a.RecordedAt)
}

func attemptsOf(tx *db.Tx, promise id.Promise) ([]Attempt, error) {
	return db.All[Attempt](tx, `SELECT id, promise, staff, result, began_at, recorded_at FROM promise_attempt
		WHERE org = $1 AND promise = $2 AND result <> 'undone' ORDER BY id`, tx.Org, promise)
}

func endAttempt(tx *db.Tx, a Attempt) {
	tx.Put("UPDATE promise_attempt SET result = $4, recorded_at = $5 WHERE org = $1 AND promise = $2 AND id = $3",
		tx.Org, a.Promise, a.ID, a.Result, a.RecordedAt)
}

// takeStep tells whether this rung of the ladder is taken now for the first time.
func takeStep(tx *db.Tx, promise id.Promise, step Step, proposed id.Staff) (first bool, err error) {
	n, err := tx.Change(`INSERT INTO promise_guard (org, promise, step, taken_at, proposed) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (org, promise, step) DO NOTHING`, tx.Org, promise, step, tx.Now, proposed)
	return n == 1, err
}

// untakeStep forgets a rung that was taken in the act of exactly that instant.
func untakeStep(tx *db.Tx, promise id.Promise, step Step, at time.Time) {
	tx.Put("DELETE FROM promise_guard WHERE org = $1 AND promise = $2 AND step = $3 AND taken_at = $4", tx.Org, promise, step, at)
}

func stepTaken(tx *db.Tx, promise id.Promise, step Step) (bool, error) {
	_, found, err := db.Maybe[int](tx, "SELECT 1 AS one FROM promise_guard WHERE org = $1 AND promise = $2 AND step = $3",
		tx.Org, promise, step)
	return found, err
}

// Taken is a rung of the ladder that was taken.
type Taken struct {
	Promise  id.Promise
	Step     Step
	TakenAt  time.Time
	Proposed id.Staff
}

func stepsOf(tx *db.Tx, promise id.Promise) ([]Taken, error) {
	return db.All[Taken](tx, `SELECT promise, step, taken_at, proposed FROM promise_guard
		WHERE org = $1 AND promise = $2 ORDER BY taken_at, step`, tx.Org, promise)
}

func stepsOfOwner(tx *db.Tx, owner id.Staff) ([]Taken, error) {
	return db.All[Taken](tx, `SELECT g.promise, g.step, g.taken_at, g.proposed FROM promise_guard g
		JOIN promise p ON p.org = g.org AND p.id = g.promise
		WHERE p.org = $1 AND g.org = $1 AND p.owner = $2 AND p.open = 1`, tx.Org, owner)
}
