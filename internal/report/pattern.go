package report

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/stat"
)

// Pattern is what people say of a customer and counting can bear out or not.
type Pattern string

// The patterns.
const (
	NeverBuys       Pattern = "never-buys"
	NothingInSeason Pattern = "nothing-in-season"
	PaysLate        Pattern = "pays-late"
	NeverPicksUp    Pattern = "never-picks-up"
	OnlyComplains   Pattern = "only-complains"
	CallsAtATime    Pattern = "calls-at-a-time"
)

// Tested is a pattern with what counting says of it. Key is its sentence, with count, n and, of a season, season:
// the caller's words for the months.
type Tested struct {
	Pattern Pattern
	stat.Finding
	Last time.Time // order, of NeverBuys; zero when there was none
}

// Key is the sentence of the verdict.
func (t Tested) Key() string {
	if t.Verdict == stat.TooLittle {
		return "pattern.too-little"
	}
	return "pattern." + string(t.Pattern) + "." + string(t.Verdict)
}

// To the letter means with one exception in ten: nobody who says never or always means more.
const (
	hardly = 0.1
	mostly = 0.9
)

// BuysNever weighs the purchases of a customer after the first (of one without any: all) against how often buyers
// of the organisation come back in as much time. What is expected of him next is Expected of package bgnbd.
func BuysNever(tx *db.Tx, zone *time.Location, u Usual, of id.Customer, known time.Time) (Tested, error) {
	all, before, err := ownBought(tx, of, u)
	if err != nil {
		return Tested{}, err
	}
	out := Tested{Pattern: NeverBuys}
	weeks, own, others, theirs := tx.Now.Sub(known).Hours()/24/week, 0, u.Repeats, u.Weeks
	for _, b := range buyersOf(all, zone, tx.Now) {
		weeks, own, out.Last = b.Age, b.Repeat, b.Last
	}
	for _, b := range buyersOf(before, zone, u.At) {
		others, theirs = max(others-b.Repeat, 0), theirs-b.Age
	}
	usual := 0.0
	if theirs > 0 {
		usual = float64(others) / theirs * max(weeks, 0)
	}
	out.Finding = stat.Rate(stat.Seen{Count: own, Usual: usual, Claim: usual * hardly})
	return out, nil
}

// ownBought reads what a customer bought, and which of it was counted in what is usual.
func ownBought(tx *db.Tx, of id.Customer, u Usual) (all, before []purchase, err error) {
	type known struct {
		BoughtAt time.Time
		AddedAt  time.Time
	}
	rows, err := db.All[known](tx, `SELECT o.bought_at, o.added_at FROM order_placed o
		WHERE o.org = $1 AND o.customer = $2 AND o.bought_at < $3`+orderInSight+` ORDER BY o.bought_at`, tx.Org, of, tx.Now)
	for _, one := range rows {
		all = append(all, purchase{of, one.BoughtAt})
		if one.BoughtAt.Before(u.At) && !one.AddedAt.After(u.At) {
			before = append(before, purchase{of, one.BoughtAt})
		}
	}
	return all, before, err
}

// SeasonEmpty weighs which of a customer's orders fall in these months against those of everybody else.
func SeasonEmpty(tx *db.Tx, zone *time.Location, u Usual, of id.Customer, months ...time.Month) (Tested, error) {
	all, before, err := ownBought(tx, of, u)
	if err != nil {
		return Tested{}, err
	}
	within := map[time.Month]bool{}
	for _, m := range months {
		within[m] = true
	}
	var own, counted, whole portion
	for _, b := range all {
		own.take(within[b.BoughtAt.In(zone).Month()])
	}
	for _, b := range before {
		counted.take(within[b.BoughtAt.In(zone).Month()])
	}
	for i, n := range u.Months {
		whole.add(within[time.Month(i+1)], n)
	}
	return Tested{Pattern: NothingInSeason, Finding: weigh(own, whole.less(counted), false)}, nil
}

// LatePayer weighs how often a customer paid after the day he promised.
func LatePayer(tx *db.Tx, u Usual, of id.Customer) (Tested, error) {
	return weighed(tx, PaysLate, u.At, u.Pay, of, paid)
}

// PicksUpNever weighs how often a call to a customer was not answered.
func PicksUpNever(tx *db.Tx, u Usual, of id.Customer) (Tested, error) {
	return weighed(tx, NeverPicksUp, u.At, u.Calls, of, pickedUp)
}

// weighed weighs what is counted of a customer now against the others, by what was counted of all at an instant.
func weighed(tx *db.Tx, p Pattern, at time.Time, whole portion, of id.Customer,
	counted func(tx *db.Tx, of id.Customer, at time.Time) (now, before portion, err error)) (Tested, error) {
	own, before, err := counted(tx, of, at)
	return Tested{Pattern: p, Finding: weigh(own, whole.less(before), true)}, err
}

// What is counted: when it was, how many times it counts, and how many of those were of the kind that is weighed.
const (
	selectPaid = `SELECT p.due_at AS at, 1 AS n, CASE WHEN p.deed_at IS NULL OR p.deed_at > p.due_at THEN 1 ELSE 0 END AS "of"
	FROM promise p WHERE p.org = $1 AND p.due_at <= $2 AND p.direction = 'theirs' AND p.kind = 'pay'
	AND p.agreed_at IS NOT NULL AND p.undone_at IS NULL AND p.state NOT IN ('released', 'revised')
	AND (p.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM promise_run_hidden h WHERE h.org = $1 AND h.run = p.import_run))`
	selectPickedUp = `SELECT a.began_at AS at, 1 AS n, CASE WHEN a.result <> 'spoken' THEN 1 ELSE 0 END AS "of"
	FROM promise p JOIN promise_attempt a ON a.org = p.org AND a.promise = p.id
	WHERE p.org = $1 AND a.began_at <= $2 AND a.result IN ('spoken', 'no-answer', 'voicemail')`
	selectComesAsked     = `SELECT p.noted_at AS at, 1 AS n, 0 AS "of" FROM question p WHERE p.org = $1 AND p.noted_at <= $2 AND p.customer IS NOT NULL`
	selectComesOtherwise = `SELECT p.began_at AS at, 1 AS n, 0 AS "of" FROM interaction p WHERE p.org = $1 AND p.began_at <= $2 AND p.direction = 'in'
	AND p.undone_at IS NULL AND p.question IS NULL AND p.customer IS NOT NULL`
	selectComplains = `SELECT p.received_at AS at, CASE WHEN p.subject IS NULL THEN 1 ELSE 0 END AS n, 1 AS "of" FROM complaint p
	WHERE p.org = $1 AND p.received_at <= $2 AND p.undone_at IS NULL`

	ofOne = ` AND p.customer = $3`
	and   = ` UNION ALL `
)

const (
	countOnce = `SELECT COALESCE(SUM(c.n), 0) AS n, COALESCE(SUM(c."of"), 0) AS "of" FROM (`
	countBoth = `SELECT COALESCE(SUM(CASE WHEN c.at <= $4 THEN c.n ELSE 0 END), 0) AS n,
	COALESCE(SUM(CASE WHEN c.at <= $4 THEN c."of" ELSE 0 END), 0) AS "of",
	COALESCE(SUM(CASE WHEN c.at <= $5 THEN c.n ELSE 0 END), 0) AS before_n,
	COALESCE(SUM(CASE WHEN c.at <= $5 THEN c."of" ELSE 0 END), 0) AS before_of FROM (`
	soFar = `) c`

	// The promises to pay that are due, and those not kept in time; the calls, and those that were not answered; the times that
	// somebody came to us, by a question, a call or otherwise, and those that were complaints. What was said in a question or a
	// call is counted once.
	paidByAll       = countOnce + selectPaid + soFar
	paidByOne       = countBoth + selectPaid + ofOne + soFar
	pickedUpByAll   = countOnce + selectPickedUp + soFar
	pickedUpByOne   = countBoth + selectPickedUp + ofOne + soFar
	complainedByAll = countOnce + selectComesAsked + and + selectComesOtherwise + and + selectComplains + soFar
	complainedByOne = countBoth + selectComesAsked + ofOne + and + selectComesOtherwise + ofOne + and + selectComplains + ofOne + soFar
)

// portions are what one customer has until now, and what of it was there at an instant.
type portions struct{ N, Of, BeforeN, BeforeOf int }

func (c portions) apart(err error) (now, before portion, _ error) {
	return portion{Of: c.Of, N: c.N}, portion{Of: c.BeforeOf, N: c.BeforeN}, err
}

// last is until when is counted for both: a clock may have been set back.
func last(tx *db.Tx, at time.Time) time.Time {
	if at.After(tx.Now) {
		return at
	}
	return tx.Now
}

func paid(tx *db.Tx, of id.Customer, at time.Time) (now, before portion, err error) {
	found, err := db.One[portions](tx, paidByOne, tx.Org, last(tx, at), of, tx.Now, at)
	return found.apart(err)
}

func pickedUp(tx *db.Tx, of id.Customer, at time.Time) (now, before portion, err error) {
	found, err := db.One[portions](tx, pickedUpByOne, tx.Org, last(tx, at), of, tx.Now, at)
	return found.apart(err)
}

func complained(tx *db.Tx, of id.Customer, at time.Time) (now, before portion, err error) {
	found, err := db.One[portions](tx, complainedByOne, tx.Org, last(tx, at), of, tx.Now, at)
	return found.apart(err)
}

// ComplainsAlways weighs how many of the times that a customer came to us were complaints.
func ComplainsAlways(tx *db.Tx, u Usual, of id.Customer) (Tested, error) {
	own, before, err := complained(tx, of, u.At)
	others := u.Comes.less(before)
	return ComplainsOnly(own.Of, own.N, others.Of, others.N), err
}

// ComplainsOnly weighs how many of the times that a customer came to us were complaints, which the caller counts.
func ComplainsOnly(own, ownAll, others, othersAll int) Tested {
	return Tested{Pattern: OnlyComplains, Finding: weigh(portion{own, ownAll}, portion{others, othersAll}, true)}
}

// CallsBetween weighs how many of a customer's calls come from one hour of the day up to another, not included.
func CallsBetween(tx *db.Tx, zone *time.Location, u Usual, of id.Customer, from, until int) (Tested, error) {
	type call struct {
		BeganAt time.Time
		NotedAt time.Time
	}
	all, err := db.All[call](tx, `SELECT i.began_at, i.noted_at FROM timeline t JOIN interaction i ON i.org = t.org AND i.id = t.id
		WHERE t.org = $1 AND t.customer = $2 AND t.sort = 'calls'`+apart+` AND t.source = 'interaction' AND i.customer = $2
		AND i.kind = 'call' AND i.direction = 'in' AND i.undone_at IS NULL`, tx.Org, of)
	if err != nil {
		return Tested{}, err
	}
	var own, counted, whole portion
	for _, c := range all {
		hour := c.BeganAt.In(zone).Hour()
		own.take(hour >= from && hour < until)
		if !c.NotedAt.After(u.At) {
			counted.take(hour >= from && hour < until)
		}
	}
	for hour, n := range u.Hours {
		whole.add(hour >= from && hour < until, n)
	}
	return Tested{Pattern: CallsAtATime, Finding: weigh(own, whole.less(counted), true)}, nil
}

// portion is how many of a number were of a kind.
type portion struct {
	Of int `json:"of"`
	N  int `json:"n"`
}

func (c *portion) take(is bool) { c.add(is, 1) }

func (c *portion) add(is bool, n int) {
	c.N += n
	if is {
		c.Of += n
	}
}

// less takes a part away; what was taken back since it was counted does not make it less than nothing.
func (c portion) less(part portion) portion {
	rest := portion{Of: max(c.Of-part.Of, 0), N: max(c.N-part.N, 0)}
	rest.Of = min(rest.Of, rest.N)
	return rest
}

// weigh holds a share against that of all others. Without others there is no usual, and nothing to say.
func weigh(own, others portion, always bool) stat.Finding {
	if others.N == 0 {
		return stat.Finding{Verdict: stat.TooLittle, Test: stat.BinomialTest, Count: own.Of, N: own.N, P: 1, PClaim: 1}
	}
	usual := float64(others.Of) / float64(others.N)
	claim := usual * hardly
	if always {
		claim = max(mostly, usual)
	}
	return stat.Share(stat.Seen{Count: own.Of, Of: own.N, Usual: usual, Claim: claim})
}
