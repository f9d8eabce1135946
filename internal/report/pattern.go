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
func BuysNever(tx *db.Tx, zone *time.Location, of id.Customer, known time.Time) (Tested, error) {
	buyers, err := Buyers(tx, zone, time.Time{})
	if err != nil {
		return Tested{}, err
	}
	out := Tested{Pattern: NeverBuys}
	weeks, own, others, theirs := tx.Now.Sub(known).Hours()/24/week, 0, 0, 0.0
	for _, b := range buyers {
		if b.Customer == of {
			weeks, own, out.Last = b.Age, b.Repeat, b.Last
			continue
		}
		others, theirs = others+b.Repeat, theirs+b.Age
	}
	usual := 0.0
	if theirs > 0 {
		usual = float64(others) / theirs * max(weeks, 0)
	}
	out.Finding = stat.Rate(stat.Seen{Count: own, Usual: usual, Claim: usual * hardly})
	return out, nil
}

// SeasonEmpty weighs which of a customer's orders fall in these months against those of everybody else.
func SeasonEmpty(tx *db.Tx, zone *time.Location, of id.Customer, months ...time.Month) (Tested, error) {
	within := map[time.Month]bool{}
	for _, m := range months {
		within[m] = true
	}
	type bought struct {
		Customer id.Customer
		BoughtAt time.Time
	}
	all, err := db.All[bought](tx, `SELECT o.customer, o.bought_at FROM order_placed o WHERE o.org = $1`+orderInSight, tx.Org)
	if err != nil {
		return Tested{}, err
	}
	var own, others portion
	for _, b := range all {
		own.take(b.Customer == of, within[b.BoughtAt.In(zone).Month()])
		others.take(b.Customer != of, within[b.BoughtAt.In(zone).Month()])
	}
	return Tested{Pattern: NothingInSeason, Finding: weigh(own, others, false)}, nil
}

// LatePayer weighs how often a customer paid after the day he promised.
func LatePayer(tx *db.Tx, of id.Customer) (Tested, error) {
	found, err := db.One[shares](tx, `SELECT
		COALESCE(SUM(CASE WHEN p.customer = $2 THEN 1 ELSE 0 END), 0) AS own_n,
		COALESCE(SUM(CASE WHEN p.customer = $2 AND (p.deed_at IS NULL OR p.deed_at > p.due_at) THEN 1 ELSE 0 END), 0) AS own,
		COUNT(*) AS all_n,
		COALESCE(SUM(CASE WHEN p.deed_at IS NULL OR p.deed_at > p.due_at THEN 1 ELSE 0 END), 0) AS "all"
		FROM promise p WHERE p.org = $1 AND p.direction = 'theirs' AND p.kind = 'pay' AND p.due_at <= $3
		AND p.agreed_at IS NOT NULL AND p.undone_at IS NULL AND p.state NOT IN ('released', 'revised')
		AND (p.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM promise_run_hidden h WHERE h.org = p.org AND h.run = p.import_run))`,
		tx.Org, of, tx.Now)
	return found.tested(PaysLate), err
}

// PicksUpNever weighs how often a call to a customer was not answered.
func PicksUpNever(tx *db.Tx, of id.Customer) (Tested, error) {
	found, err := db.One[shares](tx, `SELECT
		COALESCE(SUM(CASE WHEN p.customer = $2 THEN 1 ELSE 0 END), 0) AS own_n,
		COALESCE(SUM(CASE WHEN p.customer = $2 AND a.result <> 'spoken' THEN 1 ELSE 0 END), 0) AS own,
		COUNT(*) AS all_n, COALESCE(SUM(CASE WHEN a.result <> 'spoken' THEN 1 ELSE 0 END), 0) AS "all"
		FROM promise_attempt a JOIN promise p ON p.org = a.org AND p.id = a.promise
		WHERE a.org = $1 AND p.org = $1 AND a.result IN ('spoken', 'no-answer', 'voicemail') AND a.began_at <= $3`,
		tx.Org, of, tx.Now)
	return found.tested(NeverPicksUp), err
}

// ComplainsOnly weighs how many of the times that a customer came to us were complaints, which the caller counts.
func ComplainsOnly(own, ownAll, others, othersAll int) Tested {
	return Tested{Pattern: OnlyComplains, Finding: weigh(portion{own, ownAll}, portion{others, othersAll}, true)}
}

// CallsBetween weighs how many of a customer's calls come from one hour of the day up to another, not included.
func CallsBetween(tx *db.Tx, zone *time.Location, of id.Customer, from, until int) (Tested, error) {
	type call struct {
		Customer id.Customer
		BeganAt  time.Time
	}
	all, err := db.All[call](tx, `SELECT i.customer, i.began_at FROM interaction i
		WHERE i.org = $1 AND i.kind = 'call' AND i.direction = 'in' AND i.undone_at IS NULL AND i.customer IS NOT NULL`, tx.Org)
	if err != nil {
		return Tested{}, err
	}
	var own, others portion
	for _, c := range all {
		hour := c.BeganAt.In(zone).Hour()
		own.take(c.Customer == of, hour >= from && hour < until)
		others.take(c.Customer != of, hour >= from && hour < until)
	}
	return Tested{Pattern: CallsAtATime, Finding: weigh(own, others, true)}, nil
}

// portion is how many of a number were of a kind.
type portion struct{ of, n int }

func (c *portion) take(belongs, is bool) {
	if belongs {
		c.n++
	}
	if belongs && is {
		c.of++
	}
}

// weigh holds a share against that of all others. Without others there is no usual, and nothing to say.
func weigh(own, others portion, always bool) stat.Finding {
	if others.n == 0 {
		return stat.Finding{Verdict: stat.TooLittle, Test: stat.BinomialTest, Count: own.of, N: own.n, P: 1, PClaim: 1}
	}
	usual := float64(others.of) / float64(others.n)
	claim := usual * hardly
	if always {
		claim = max(mostly, usual)
	}
	return stat.Share(stat.Seen{Count: own.of, Of: own.n, Usual: usual, Claim: claim})
}

// shares are portions of one customer and of everybody.
type shares struct{ OwnN, Own, AllN, All int }

func (s shares) tested(pattern Pattern) Tested {
	return Tested{Pattern: pattern, Finding: weigh(portion{s.Own, s.OwnN}, portion{s.All - s.Own, s.AllN - s.OwnN}, true)}
}
