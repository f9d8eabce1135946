// Package report reads figures across concepts. It only reads.
package report

import (
	"math"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// KeptRateDefinition is the version of how the kept rate is reckoned; it changes with the reckoning.
//
//  1. Due: our promises, once agreed, with their due instant in the period and not after now, except
//     those released before due and those that were replaced with the customer's consent. Kept:
//     delivered at or before due, before our word was broken, and not in dispute.
const KeptRateDefinition = 1

// FewCases is the number of cases under which no percentage is given.
const FewCases = 20

// KeptRate is how well we kept our word.
type KeptRate struct {
	Definition int       `json:"definition"`
	From       time.Time `json:"from,omitzero"`
	Until      time.Time `json:"until,omitzero"`
	Due        int64     `json:"due"`
	Kept       int64     `json:"kept"`
	Late       int64     `json:"late"`  // done, after due
	Never      int64     `json:"never"` // not done at all by now
	Disputed   int64     `json:"disputed"`
	Low        *float64  `json:"low,omitempty"`  // of the 95 % Wilson interval, 0 to 1; absent under FewCases
	High       *float64  `json:"high,omitempty"` // its upper end
}

// Scope narrows a figure; what is empty does not.
type Scope struct {
	From, Until time.Time // due from, until and not including
	Kind        string
	Team        id.Team
	Staff       id.Staff    // an owner; who may see it is for MayMeasure to say
	Customer    id.Customer // and who works there
}

// sumKept counts by the words of the definition.
const sumKept = `COUNT(*) AS due,
	COALESCE(SUM(CASE WHEN p.deed_at <= p.due_at AND p.state <> 'disputed'
		AND (p.broken_at IS NULL OR p.deed_at < p.broken_at) THEN 1 ELSE 0 END), 0) AS kept,
	COALESCE(SUM(CASE WHEN (p.deed_at > p.due_at OR p.deed_at >= p.broken_at) AND p.state <> 'disputed' THEN 1 ELSE 0 END), 0) AS late,
	COALESCE(SUM(CASE WHEN p.deed_at IS NULL AND p.state <> 'disputed' THEN 1 ELSE 0 END), 0) AS never,
	COALESCE(SUM(CASE WHEN p.state = 'disputed' THEN 1 ELSE 0 END), 0) AS disputed`

const countKept = "SELECT " + sumKept + fromKept

const fromKept = `
	FROM promise p
	WHERE p.org = $1 AND p.direction = 'ours' AND p.due_at >= $2 AND p.due_at < $3 AND p.due_at <= $4
	AND p.agreed_at IS NOT NULL AND p.undone_at IS NULL AND p.state NOT IN ('released', 'revised')
	AND ($5 = '' OR p.kind = $5)
	AND (p.import_run IS NULL OR p.import_run NOT IN (SELECT r.id FROM import_run r WHERE r.org = $1 AND r.published_at IS NULL))`

// ofTeam counts a promise for the team of its owner.
const ofTeam = ` AND p.owner IN (SELECT s.id FROM staff s WHERE s.org = $1 AND s.team = $6)`

// ofCustomer counts what was promised to a customer, or to somebody who works there.
const ofCustomer = ` AND p.open IN (0, 1) AND p.customer IN (SELECT c.id FROM customer c WHERE c.org = $1 AND (c.id = $6 OR c.employer = $6))`

// Kept reckons the kept rate; the default period is everything.
func Kept(tx *db.Tx, scope Scope) (KeptRate, error) {
	from, until := scope.From, scope.Until
	if from.IsZero() {
		from = time.UnixMicro(math.MinInt64 / 4)
	}
	if until.IsZero() {
		until = time.UnixMicro(math.MaxInt64 / 4)
	}
	args := []any{tx.Org, from.UnixMicro(), until.UnixMicro(), tx.Now, scope.Kind}
	var c counts
	var err error
	switch {
	case !scope.Staff.IsZero():
		c, err = db.One[counts](tx, countKept+" AND p.owner = $6", append(args, scope.Staff)...)
	case !scope.Customer.IsZero():
		c, err = db.One[counts](tx, countKept+ofCustomer, append(args, scope.Customer)...)
	case !scope.Team.IsZero():
		c, err = db.One[counts](tx, countKept+ofTeam, append(args, scope.Team)...)
	default:
		c, err = db.One[counts](tx, countKept, args...)
	}
	if err != nil {
		return KeptRate{}, err
	}
	return c.rate(scope.From, scope.Until), nil
}

// counts are the sums of sumKept.
type counts struct{ Due, Kept, Late, Never, Disputed int64 }

func (c counts) rate(from, until time.Time) KeptRate {
	rate := KeptRate{
		Definition: KeptRateDefinition, From: from, Until: until,
		Due: c.Due, Kept: c.Kept, Late: c.Late, Never: c.Never, Disputed: c.Disputed,
	}
	if c.Due >= FewCases {
		low, high := Wilson(c.Kept, c.Due)
		rate.Low, rate.High = &low, &high
	}
	return rate
}

// z is the 97.5th percentile of the normal distribution: a 95 % interval leaves 2.5 % on either side.
const z = 1.959963984540054

// Wilson is the 95 % score interval of a share (Wilson 1927): unlike the usual one it stays within 0
// and 1 and holds for few cases and shares near the ends.
func Wilson(kept, due int64) (low, high float64) {
	if due == 0 {
		return 0, 1
	}
	n, p := float64(due), float64(kept)/float64(due)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(middle-half, 0), min(middle+half, 1)
}
