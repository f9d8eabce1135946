package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// AskAgainAfter is how many weeks pass before something is asked of a customer again.
const AskAgainAfter = 8

// NotNow is why it is no good moment to ask something of a customer.
type NotNow string

// The reasons, in the order in which they are told.
const (
	OpenBreach   NotNow = "breach"    // a promise of ours was broken and is not made good
	OpenDispute  NotNow = "dispute"   // the customer says that something was not done
	Complains    NotNow = "complaint" // the customer waits for our answer to a complaint, or does not accept it
	AtRisk       NotNow = "at_risk"   // a promise of ours may not be kept
	NotInBlack   NotNow = "not_black" // our balance is not above zero
	AskedOfLate  NotNow = "asked"     // something was asked a short while ago
	AGoodMoment  NotNow = ""
	askedOfLate         = AskAgainAfter * 7 * 24 * time.Hour
	breachCounts        = 365 * 24 * time.Hour // a promise left broken longer ago is no open breach any more
)

// Asking is whether it is a good moment to ask something of a customer.
type Asking struct {
	Not       NotNow // empty: it is a good moment
	Promise   id.Promise
	Complaint id.Complaint
	LastAsked time.Time // zero: never
}

// Good tells whether it is.
func (a Asking) Good() bool { return a.Not == AGoodMoment }

// Asking weighs whether it is a good moment to ask something: in the black, nothing broken and not made good, no open
// complaint, no promise at risk, and nothing asked of late.
func (r Relation) Asking(tx *db.Tx, of id.Customer) (a Asking, err error) {
	if a.LastAsked, err = r.Ledger.LastAsked(tx, of); err != nil {
		return a, err
	}
	first, found, err := db.Maybe[owing](tx, selectOwing, tx.Org, of, tx.Now.Add(-breachCounts))
	if err != nil {
		return a, err
	}
	if found && first.Why != AtRisk {
		a.Promise, a.Not = first.ID, first.Why
		return a, nil
	}
	open, err := r.Complaint.OpenOf(tx, of)
	switch {
	case err != nil:
		return a, err
	case len(open) > 0:
		a.Complaint, a.Not = open[0].ID, Complains
		return a, nil
	case found:
		a.Promise, a.Not = first.ID, first.Why
		return a, nil
	}
	points, _, err := r.Ledger.Balance(tx, of)
	switch {
	case points <= 0:
		a.Not = NotInBlack
	case tx.Now.Sub(a.LastAsked) < askedOfLate:
		a.Not = AskedOfLate
	}
	return a, err
}

// owing is a promise of ours that comes before asking anything.
type owing struct {
	ID  id.Promise
	Why NotNow
}

const selectOwing = `SELECT w.id, w.why FROM (SELECT p.id, p.due_at, CASE WHEN p.state = 'broken' THEN 'breach'
	WHEN p.state = 'disputed' THEN 'dispute' ELSE 'at_risk' END AS why,
	CASE WHEN p.state = 'broken' THEN 1 WHEN p.state = 'disputed' THEN 2 ELSE 3 END AS place
	FROM promise p WHERE p.org = $1 AND p.customer = $2 AND p.open IN (0, 1) AND p.direction = 'ours' AND p.undone_at IS NULL AND p.due_at > $3
	AND (p.state = 'broken' AND p.closed_at IS NULL OR p.state = 'disputed'
	OR p.state = 'agreed' AND p.open = 1 AND EXISTS (SELECT 1 FROM promise_guard g
		WHERE g.org = $1 AND g.promise = p.id AND g.step IN ('at-risk', 'last-safe')))` + notStaged + `) w
	ORDER BY w.place, w.due_at, w.id LIMIT 1`
