package overview

import (
	"context"
	"math"
	"slices"
	"time"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// Pattern is what people say of a customer without exception, with what counting says of it.
type Pattern struct {
	claim.Sweeping
	Verdict          string // supported, contradicted or too-little-data
	Test             string // which one was used
	Count, N         int    // cases of the kind, and in all
	Usual, P, PClaim float64
	Key              string // of the sentence
	Cases            []PatternCase
}

// The verdicts and the test that are told apart here, by the words of package stat.
const (
	contradicted = "contradicted"
	tooLittle    = "too-little-data"
	byPoisson    = "exact-poisson"
)

// PatternCase is one case that a verdict rests on.
type PatternCase struct {
	At      time.Time
	Kind    string // order, promise, question, complaint or interaction: where it is found
	Subject id.Any
	Is      bool // it is of the kind that was said
}

// What screens show of patterns, by the names of the packages that know them.
type (
	Sweeping = claim.Sweeping
	Sweep    = claim.Sweep
	Doubt    = claim.Doubt
)

// Decided tells whether there is enough to say something.
func (p Pattern) Decided() bool { return p.Verdict != tooLittle }

// Against tells whether counting shows otherwise.
func (p Pattern) Against() bool { return p.Verdict == contradicted }

// Name is what people say, in words: "Koopt nooit".
func (p Pattern) Name(l lang.Printer) string { return SweepIn(l, p.Sweeping) }

// In is the verdict in one sentence.
func (p Pattern) In(l lang.Printer) string {
	return l.T(p.Key, "n", p.N, "count", p.Count, "season", seasonIn(l, p.Sweeping))
}

// TestIn says which test was used and what came of it.
func (p Pattern) TestIn(l lang.Printer) string {
	usual := l.T("pattern.share", "percent", percent(p.Usual))
	if p.Test == byPoisson {
		usual = l.T("pattern.number", "n", l.Decimal(int64(math.Round(p.Usual*10)), 1))
	}
	return l.T("pattern.test."+p.Test, "usual", usual, "p", likely(l, p.P), "claim", likely(l, p.PClaim))
}

// SweepIn is what people say, in words.
func SweepIn(l lang.Printer, s Sweeping) string {
	return l.T("pattern.name."+string(s.Sweep), "season", seasonIn(l, s), "from", s.From, "until", s.Until)
}

// DoubtIn is what counting shows of what somebody said, in one sentence.
func DoubtIn(l lang.Printer, d Doubt) string {
	return l.T("pattern."+string(d.Sweep)+"."+contradicted, "n", d.N, "count", d.Count, "season", seasonIn(l, d.Sweeping))
}

func seasonIn(l lang.Printer, s Sweeping) string {
	switch {
	case s.Sweep != claim.NothingInSeason:
		return ""
	case s.From == s.Until:
		return l.Month(time.Month(s.From))
	}
	return l.T("pattern.season", "from", l.Month(time.Month(s.From)), "until", l.Month(time.Month(s.Until)))
}

func percent(share float64) int { return int(math.Round(share * 100)) }

// likely says how likely something is, in cases of a hundred.
func likely(l lang.Printer, p float64) string {
	switch {
	case math.IsNaN(p):
		return l.T("pattern.unlikely")
	case p < 0.01:
		return l.T("pattern.unlikely")
	}
	return l.T("pattern.likely", "n", percent(p))
}

// always are the patterns that are weighed of everybody; a season and a time are weighed when somebody names them.
func always() []Sweeping {
	return []Sweeping{{Sweep: claim.NeverBuys}, {Sweep: claim.PaysLate}, {Sweep: claim.NeverPicksUp}, {Sweep: claim.OnlyComplains}}
}

// said is what is said of a customer, and what counting says of it.
func (r Relation) said(tx *db.Tx, of id.Customer, has present) (claims CustomerClaims, _ []Pattern, err error) {
	if has.Claims {
		if claims, err = r.claims(tx, of); err != nil {
			return claims, nil, err
		}
	} else if tx.Actor.Kind == party.Staff || tx.Actor.Kind == party.System {
		claims.Sight = claim.InSight // there is nothing that is not
	}
	patterns, err := r.patterns(tx, of, claims)
	return claims, patterns, err
}

// patterns weighs what is always weighed, and what is said in the claims that the reader sees; to an agent it says
// nothing.
func (r Relation) patterns(tx *db.Tx, of id.Customer, c CustomerClaims) ([]Pattern, error) {
	if tx.Actor.Kind == party.Agent || r.Patterns == nil {
		return nil, nil
	}
	return r.Patterns(tx, of, saidIn(c), 0)
}

// saidIn is what is always weighed, and the seasons and times that are named in what the reader sees.
func saidIn(c CustomerClaims) []Sweeping {
	out := always()
	for _, line := range slices.Concat(c.Known, c.Opinions) {
		for _, one := range claim.SweepingIn(line.Text, line.Happened) {
			if one.From+one.Until > 0 && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out
}

// PatternsPage is what counting says of what people say of a customer, with the cases.
type PatternsPage struct {
	Customer CustomerRef
	Patterns []Pattern
	Ask      PatternAsk
}

// PatternAsk is which season and which hours of the day somebody asks about; 0 and 0: no hours.
type PatternAsk struct {
	Season      string // spring, summer, autumn or winter; what people say when empty
	From, Until int
}

// Seasons are those that can be asked about.
func Seasons() []string { return []string{"spring", "summer", "autumn", "winter"} }

// mostPatternCases is how many cases stand below a verdict.
const mostPatternCases = 30

// PatternsOf weighs what people say of a customer and gives the cases; an agent is told nothing of it.
func (r Relation) PatternsOf(ctx context.Context, actor party.Actor, of id.Customer, ask PatternAsk) (PatternsPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page PatternsPage, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		if tx.Actor.Kind == party.Agent {
			return page, fault.New(fault.Forbidden, "pattern.for_people")
		}
		page.Customer, page.Ask = CustomerRef{c.ID, titleOf(c)}, ask
		claims, err := r.claims(tx, c.ID)
		if err != nil {
			return page, err
		}
		page.Patterns, err = r.Patterns(tx, c.ID, ask.onto(saidIn(claims)), mostPatternCases)
		return page, err
	})
}

// onto puts the season and the hours that are asked about in the place of those that people named.
func (a PatternAsk) onto(said []Sweeping) []Sweeping {
	drop := func(sweep claim.Sweep) {
		said = slices.DeleteFunc(said, func(s Sweeping) bool { return s.Sweep == sweep })
	}
	if i := slices.Index(Seasons(), a.Season); i >= 0 {
		first := 3*i + 3
		drop(claim.NothingInSeason)
		said = append(said, Sweeping{Sweep: claim.NothingInSeason, From: first, Until: (first+1)%12 + 1})
	}
	if a.Until > a.From {
		drop(claim.CallsAtATime)
		said = append(said, Sweeping{Sweep: claim.CallsAtATime, From: a.From, Until: a.Until})
	}
	return said
}

// Weigh lays what somebody is typing about a customer beside the numbers: each thing said without exception.
func (r Relation) Weigh(ctx context.Context, actor party.Actor, of id.Customer, words ...string) ([]Pattern, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) ([]Pattern, error) {
		said := claim.SweepingIn(words...)
		if len(said) == 0 {
			return nil, nil
		}
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return nil, err
		}
		if tx.Actor.Kind == party.Agent {
			return nil, fault.New(fault.Forbidden, "pattern.for_people")
		}
		return r.Patterns(tx, c.ID, said, 0)
	})
}

// DoubtLine is what the reader said of a customer and counting shows otherwise.
type DoubtLine struct {
	Doubt
	Name string // of the customer
	Text string // what he wrote
}

// mostDoubts is how many of them stand on Today.
const mostDoubts = 3

// doubts are what the reader himself said and counting shows otherwise.
func (r Relation) doubts(tx *db.Tx) (out []DoubtLine, err error) {
	all, err := r.Claims.Doubts(tx, mostDoubts)
	for _, d := range all {
		ref, err := customerRef(tx, d.Customer)
		if err != nil {
			return nil, err
		}
		c, err := r.Claims.Get(tx, d.Claim)
		if err != nil {
			return nil, err
		}
		out = append(out, DoubtLine{d, ref.Name, c.Text})
	}
	return out, err
}
