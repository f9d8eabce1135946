package report

import (
	"cmp"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// Said is what is said of a customer without exception: a pattern, and of a season its first and last month, of a time
// from which hour and up to which.
type Said struct {
	Pattern     Pattern
	From, Until int
}

// Weighing is of whom something is weighed, and against what.
type Weighing struct {
	Zone     *time.Location
	Usual    Usual
	Customer id.Customer
	Known    time.Time // since when he could have bought
}

// KnownSince is since when somebody could have bought: the year in which he became a customer, or when he was noted.
func KnownSince(year int, noted time.Time, zone *time.Location) time.Time {
	if first := time.Date(year, time.January, 1, 0, 0, 0, 0, zone); year > 0 && first.Before(noted) {
		return first
	}
	return noted
}

// Of weighs what is said of the customer without exception.
func (w Weighing) Of(tx *db.Tx, s Said) (Tested, error) {
	switch s.Pattern {
	case NeverBuys:
		return BuysNever(tx, w.Zone, w.Usual, w.Customer, w.Known)
	case NothingInSeason:
		return SeasonEmpty(tx, w.Zone, w.Usual, w.Customer, MonthsOf(s)...)
	case PaysLate:
		return LatePayer(tx, w.Usual, w.Customer)
	case NeverPicksUp:
		return PicksUpNever(tx, w.Usual, w.Customer)
	case OnlyComplains:
		return ComplainsAlways(tx, w.Usual, w.Customer)
	}
	return CallsBetween(tx, w.Zone, w.Usual, w.Customer, s.From, s.Until)
}

// MonthsOf are the months of a season, which may go over the end of the year.
func MonthsOf(s Said) (out []time.Month) {
	for m, n := s.From, 0; n < 12 && m >= 1; n++ {
		out = append(out, time.Month(m))
		if m == s.Until {
			break
		}
		m = m%12 + 1
	}
	return out
}

// Counted is one case that a verdict rests on.
type Counted struct {
	At      time.Time
	Kind    string // order, promise, question, complaint or interaction: where it is found
	Subject id.Any
	Is      bool // it is of the kind that was said
}

// mostCounted is how many of each sort are read to be shown.
const mostCounted = 200

const (
	countedOrders = `SELECT o.bought_at AS at, 'order' AS kind, o.id AS subject, 1 AS "is" FROM order_placed o
		WHERE o.org = $1 AND o.customer = $2 AND o.bought_at < $3` + orderInSight + ` ORDER BY o.bought_at DESC LIMIT $4`
	countedPaid = `SELECT p.due_at AS at, 'promise' AS kind, p.id AS subject, CASE WHEN p.deed_at IS NULL OR p.deed_at > p.due_at THEN 1 ELSE 0 END AS "is"
		FROM promise p WHERE p.org = $1 AND p.customer = $2 AND p.due_at <= $3 AND p.direction = 'theirs' AND p.kind = 'pay'
		AND p.agreed_at IS NOT NULL AND p.undone_at IS NULL AND p.state NOT IN ('released', 'revised')
		AND (p.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM promise_run_hidden h WHERE h.org = $1 AND h.run = p.import_run))
		ORDER BY p.due_at DESC LIMIT $4`
	countedTries = `SELECT a.began_at AS at, 'promise' AS kind, p.id AS subject, CASE WHEN a.result <> 'spoken' THEN 1 ELSE 0 END AS "is"
		FROM promise p JOIN promise_attempt a ON a.org = p.org AND a.promise = p.id
		WHERE p.org = $1 AND p.customer = $2 AND a.began_at <= $3 AND a.result IN ('spoken', 'no-answer', 'voicemail')
		ORDER BY a.began_at DESC LIMIT $4`
	countedAsked = `SELECT q.noted_at AS at, 'question' AS kind, q.id AS subject, 0 AS "is" FROM question q
		WHERE q.org = $1 AND q.customer = $2 AND q.noted_at <= $3 ORDER BY q.noted_at DESC LIMIT $4`
	countedComes = `SELECT i.began_at AS at, 'interaction' AS kind, i.id AS subject, 0 AS "is" FROM interaction i
		WHERE i.org = $1 AND i.customer = $2 AND i.began_at <= $3 AND i.direction = 'in' AND i.undone_at IS NULL AND i.question IS NULL
		ORDER BY i.began_at DESC LIMIT $4`
	countedComplaints = `SELECT c.received_at AS at, 'complaint' AS kind, c.id AS subject, 1 AS "is" FROM complaint c
		WHERE c.org = $1 AND c.customer = $2 AND c.received_at <= $3 AND c.undone_at IS NULL ORDER BY c.received_at DESC LIMIT $4`
	apart        = ` AND t.sort IN ('calls', 'meetings', 'questions')` // as the index of sorts says it: interaction.Sort.Apart
	countedCalls = `SELECT i.began_at AS at, 'interaction' AS kind, i.id AS subject, 0 AS "is" FROM timeline t
		JOIN interaction i ON i.org = t.org AND i.id = t.id WHERE t.org = $1 AND t.customer = $2 AND t.sort = 'calls'` + apart + ` AND t.source = 'interaction'
		AND i.customer = $2 AND i.kind = 'call' AND i.direction = 'in' AND i.undone_at IS NULL AND i.began_at <= $3 ORDER BY t.at DESC LIMIT $4`
)

// counted reads the cases of a pattern.
func (w Weighing) counted(tx *db.Tx, p Pattern) ([]Counted, error) {
	switch p {
	case NeverBuys, NothingInSeason:
		return db.All[Counted](tx, countedOrders, tx.Org, w.Customer, tx.Now, mostCounted)
	case PaysLate:
		return db.All[Counted](tx, countedPaid, tx.Org, w.Customer, tx.Now, mostCounted)
	case NeverPicksUp:
		return db.All[Counted](tx, countedTries, tx.Org, w.Customer, tx.Now, mostCounted)
	case CallsAtATime:
		return db.All[Counted](tx, countedCalls, tx.Org, w.Customer, tx.Now, mostCounted)
	}
	out, err := db.All[Counted](tx, countedAsked, tx.Org, w.Customer, tx.Now, mostCounted)
	if err != nil {
		return nil, err
	}
	others, err := db.All[Counted](tx, countedComes, tx.Org, w.Customer, tx.Now, mostCounted)
	if err != nil {
		return nil, err
	}
	complaints, err := db.All[Counted](tx, countedComplaints, tx.Org, w.Customer, tx.Now, mostCounted)
	return slices.Concat(out, others, complaints), err
}

// Cases are what a verdict rests on: those of the kind that was said before the others, the newest first, at most
// limit.
func (w Weighing) Cases(tx *db.Tx, s Said, limit int) ([]Counted, error) {
	out, err := w.counted(tx, s.Pattern)
	if err != nil {
		return nil, err
	}
	months := MonthsOf(s)
	for i, c := range out {
		switch local := c.At.In(w.Zone); s.Pattern {
		case NothingInSeason:
			out[i].Is = slices.Contains(months, local.Month())
		case CallsAtATime:
			out[i].Is = local.Hour() >= s.From && local.Hour() < s.Until
		}
	}
	slices.SortStableFunc(out, func(a, b Counted) int {
		if a.Is != b.Is {
			return cmp.Compare(first(a.Is), first(b.Is))
		}
		return b.At.Compare(a.At)
	})
	return out[:min(len(out), limit)], nil
}

// first orders what is of the kind before what is not.
func first(is bool) int {
	if is {
		return 0
	}
	return 1
}
