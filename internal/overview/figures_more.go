package overview

import (
	"math"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/promise"
)

// BuyerCount is how many open questions are of somebody who has yet to buy, by how far they are.
type BuyerCount struct {
	Phase intake.Phase // empty: a date of decision is known, and no phase
	N     int64
}

// ElsewhereCount is how many bought elsewhere, by how far we were with them then.
type ElsewhereCount struct {
	State promise.State // of our promise; empty: nothing was promised or said; AlreadyAnswered
	N     int64
}

// AlreadyAnswered stands where a promise's state would: they had our answer before they chose another.
const AlreadyAnswered promise.State = "answered"

// OnUs tells whether they went elsewhere while they waited for us: for a word of ours, or for a promise to be kept.
func OnUs(state promise.State) bool {
	switch state {
	case "", promise.Offered, promise.Agreed, promise.Broken, promise.Revised, promise.Disputed:
		return true
	}
	return false
}

// howFar is how far we were with a question when it ended elsewhere.
const howFar = `CASE WHEN e.promise_state = '' AND EXISTS (SELECT 1 FROM question_ending b WHERE b.org = $1 AND b.question = e.question
	AND b.version < e.version AND b.ending = 'answered' AND b.reopened_at IS NULL) THEN 'answered' ELSE e.promise_state END`

// GuardCount is how often the guard took a step.
type GuardCount struct {
	Step promise.Step
	N    int64
}

// waitsToBuy are the questions of those who want to buy while it is our turn: nothing came of it yet, or what we
// promised about it still stands. Once we did what we said, it is up to them.
const waitsToBuy = `q.open = 1 AND q.phase <> 'bought' AND (q.decides_on <> '' OR q.phase IN ('orienting', 'comparing', 'deciding'))
	AND (q.ending = '' OR NOT EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.question = q.id AND p.direction = 'ours'
		AND p.state = 'delivered' AND p.undone_at IS NULL)
	OR EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.question = q.id AND p.direction = 'ours'
		AND p.open = 1 AND p.undone_at IS NULL))`

// MoreFigures is what the kept rate does not tell.
type MoreFigures struct {
	Buyers    []BuyerCount
	Elsewhere []ElsewhereCount
	Guard     []GuardCount
	Handed    Handed
}

// Figures counts, in four queries: those who wait to buy now; those who bought elsewhere, what the guard did, and
// how often what was asked went to another person, from an instant until another.
func Figures(tx *db.Tx, from, until time.Time) (more MoreFigures, err error) {
	since, before := bounds(from, until)
	if more.Buyers, err = db.All[BuyerCount](tx, `SELECT q.phase, COUNT(*) AS n FROM question q
		WHERE q.org = $1 AND `+waitsToBuy+`
		GROUP BY q.phase ORDER BY q.phase`, tx.Org); err != nil {
		return more, err
	}
	if more.Elsewhere, err = db.All[ElsewhereCount](tx, `SELECT x.state, COUNT(*) AS n FROM (SELECT `+howFar+` AS state FROM question_ending e
		WHERE e.org = $1 AND e.ending = 'bought_elsewhere' AND e.reopened_at IS NULL AND e.ended_at >= $2 AND e.ended_at < $3
		) AS x GROUP BY x.state ORDER BY x.state`, tx.Org, since, before); err != nil {
		return more, err
	}
	if more.Handed, err = handed(tx, since, before); err != nil {
		return more, err
	}
	more.Guard, err = db.All[GuardCount](tx, `SELECT g.step, COUNT(*) AS n FROM promise_guard g
		WHERE g.org = $1 AND g.taken_at >= $2 AND g.taken_at < $3 GROUP BY g.step ORDER BY g.step`, tx.Org, since, before)
	return more, err
}

// bounds are a stretch of time as it is stored; zero is without an end.
func bounds(from, until time.Time) (since, before int64) {
	since, before = math.MinInt64/4, math.MaxInt64/4
	if !from.IsZero() {
		since = from.UnixMicro()
	}
	if !until.IsZero() {
		before = until.UnixMicro()
	}
	return since, before
}

// AskedLine is a question behind a figure.
type AskedLine struct {
	ID        id.Question
	Code      id.Code
	Name      string // of the customer; may be empty
	Holder    string // first name
	Text      string // what was understood, as it was last read back; empty for what nobody wrote down yet
	NotedAt   time.Time
	DecidesOn string // a date, "2026-11-27"; empty: not known
	Phase     intake.Phase
	State     promise.State // of our promise when they went elsewhere
}

// selectAsked reads lines of question q, each with the state in which our promise was; joinAsked is who and what belongs to it.
const (
	selectAsked = `SELECT q.id, q.code, COALESCE(c.name, '') AS name, COALESCE(s.first_name, '') AS holder, COALESCE(w.text, '') AS text,
		q.noted_at, q.decides_on, q.phase, `
	joinAsked = `LEFT JOIN customer c ON c.org = q.org AND c.id = q.customer LEFT JOIN staff s ON s.org = q.org AND s.id = q.holder
		LEFT JOIN question_reading w ON w.org = q.org AND w.question = q.id AND w.number = q.reading `
)

// Buyers reads those who wait to buy, of one phase, the newest first after the last one read.
func Buyers(tx *db.Tx, phase intake.Phase, after id.Question) (lines []AskedLine, more bool, err error) {
	lines, err = db.All[AskedLine](tx, selectAsked+`'' AS state FROM question q `+joinAsked+`
		WHERE q.org = $1 AND q.phase = $2 AND `+waitsToBuy+` AND q.id < $3
		ORDER BY q.id DESC LIMIT $4`, tx.Org, phase, below(after), casesPage+1)
	return cut(lines, err)
}

// Elsewhere reads those who bought elsewhere, by the state of our promise, the newest first after the last one
// read.
func Elsewhere(tx *db.Tx, state promise.State, from, until time.Time, after id.Question) (lines []AskedLine, more bool, err error) {
	since, before := bounds(from, until)
	lines, err = db.All[AskedLine](tx, selectAsked+howFar+` AS state FROM question_ending e
		JOIN question q ON q.org = e.org AND q.id = e.question `+joinAsked+`
		WHERE e.org = $1 AND e.ending = 'bought_elsewhere' AND e.reopened_at IS NULL AND `+howFar+` = $2
		AND e.ended_at >= $3 AND e.ended_at < $4 AND q.id < $5 ORDER BY q.id DESC LIMIT $6`,
		tx.Org, state, since, before, below(after), casesPage+1)
	return cut(lines, err)
}

// Guarded reads the promises with which the guard took a step, the latest due first after the last one read.
func Guarded(tx *db.Tx, step promise.Step, from, until time.Time, after CasesAfter) (page CasesPage, err error) {
	since, before := bounds(from, until)
	_, last := bounds(time.Time{}, after.DueAt)
	page.Lines, err = db.All[PromiseLine](tx, selectPromiseLine+`JOIN promise_guard g ON g.org = p.org AND g.promise = p.id
		WHERE p.org = $1 AND g.step = $2 AND g.taken_at >= $3 AND g.taken_at < $4 
		AND (p.due_at < $5 OR p.due_at = $5 AND p.id < $6) ORDER BY p.due_at DESC, p.id DESC LIMIT $7`,
		tx.Org, step, since, before, last, after.ID, casesPage+1)
	if page.More = len(page.Lines) > casesPage; page.More {
		page.Lines = page.Lines[:casesPage]
	}
	return page, err
}

// below is where a page begins: at the last one read, or above all.
func below[I ~[16]byte](after I) I {
	if after == (I{}) {
		for i := range after {
			after[i] = 0xff
		}
	}
	return after
}

func cut(lines []AskedLine, err error) ([]AskedLine, bool, error) {
	if len(lines) > casesPage {
		return lines[:casesPage], true, err
	}
	return lines, false, err
}
