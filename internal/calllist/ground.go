package calllist

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Purpose is why we call.
type Purpose string

// The purposes. A service call in which something is offered is a sales call.
const (
	ForSale    Purpose = "sales"
	ForService Purpose = "service"
)

// Purposes are all there are.
func Purposes() []Purpose { return []Purpose{ForSale, ForService} }

// Called is what the law takes somebody for whom we call.
type Called string

// The sorts. Of an organisation nobody has said it of, the law may protect who is behind it: it counts as a person.
const (
	Person         Called = "person"
	Unincorporated Called = "unincorporated" // a sole trader, a partnership
	Incorporated   Called = "incorporated"   // a legal person
	Unsaid         Called = "unsaid"
)

// Forms are what can be said of an organisation.
func Forms() []Called { return []Called{Unincorporated, Incorporated} }

// Caller is what we are ourselves.
type Caller string

// The sorts of callers.
const (
	Company   Caller = "company"
	Charity   Caller = "charity"
	Lottery   Caller = "lottery"
	Publisher Caller = "publisher"
)

// Callers are all there are.
func Callers() []Caller { return []Caller{Company, Charity, Lottery, Publisher} }

// Ground is on what a call rests.
type Ground string

// The grounds.
const (
	NoGround  Ground = ""
	ByConsent Ground = "consent"
	Relation  Ground = "relation"
	Free      Ground = "free"    // the law asks for nothing
	Asked     Ground = "asked"   // he asked us to call, and we promised
	NoSale    Ground = "service" // it is no sales call
)

// Rule is one row of the table: on what a call may rest, of whom to whom, and when.
type Rule struct {
	ID      string        `json:"id"`
	Ground  Ground        `json:"ground"`
	Called  []Called      `json:"called"`
	Callers []Caller      `json:"callers"`
	From    worktime.Date `json:"from"`
	Until   worktime.Date `json:"until"`  // the first day on which it counts no more; empty: it still does
	Months  int           `json:"months"` // after the last purchase
	Law     string        `json:"law"`
	NL      string        `json:"nl"`
	EN      string        `json:"en"`
}

// UnmarshalJSON reads a rule with its days as people write them.
func (r *Rule) UnmarshalJSON(text []byte) error {
	type bare Rule
	var row struct {
		bare
		From  string `json:"from"`
		Until string `json:"until"`
	}
	if err := json.Unmarshal(text, &row); err != nil {
		return err
	}
	*r = Rule(row.bare)
	var err error
	if r.From, err = worktime.ParseDate(row.From); err != nil || row.Until == "" {
		return err
	}
	r.Until, err = worktime.ParseDate(row.Until)
	return err
}

// Ends tells whether there is a day on which it counts no more.
func (r Rule) Ends() bool { return r.Until != worktime.Date{} }

// holds tells whether the rule is there on a day, for who calls and who is called.
func (r Rule) holds(day worktime.Date, caller Caller, called Called) bool {
	return day.String() >= r.From.String() && (!r.Ends() || day.String() < r.Until.String()) &&
		slices.Contains(r.Callers, caller) && slices.Contains(r.Called, called)
}

//go:embed rules.json
var ruleText []byte

type table struct {
	Zone  string `json:"zone"`
	Rules []Rule `json:"rules"`
	zone  *time.Location
}

// dated reads the table once; one that does not read is a fault in this program.
var dated = sync.OnceValue(func() table {
	var t table
	err := json.Unmarshal(ruleText, &t)
	if err == nil {
		t.zone, err = worktime.Zone(t.Zone)
	}
	if err != nil {
		panic("calllist: rules.json: " + err.Error())
	}
	return t
})

// Rules are the rows of the table, in the order in which they are tried.
func Rules() []Rule { return slices.Clone(dated().Rules) }

// Consent is that somebody agreed to be called with an offer.
type Consent struct {
	ID          id.Any
	Customer    id.Customer
	GivenAt     time.Time
	How         ConsentHow
	About       string // for what
	Evidence    string // where it can be seen
	NotedAt     time.Time
	NotedBy     id.Staff
	WithdrawnAt time.Time
	Version     int64
}

// stands tells whether it is there at an instant.
func (c Consent) stands(at time.Time) bool {
	return !c.GivenAt.After(at) && (c.WithdrawnAt.IsZero() || c.WithdrawnAt.After(at))
}

// Facts are what the lawfulness of a call hangs on.
type Facts struct {
	Purpose    Purpose
	Caller     Caller
	Called     Called
	ObjectedAt time.Time // zero: he did not
	Consents   []Consent
	LastBought time.Time // zero: nothing
	Promise    id.Promise
	PromisedAt time.Time // of the call that he asked for; zero: none is promised
}

// Why is why we may not call.
type Why string

// The reasons.
const (
	Objected   Why = "objected"
	NoConsent  Why = "no_consent"
	Withdrawn  Why = "withdrawn"
	NoMore     Why = "no_more"     // he bought, which was enough until a day
	FormUnsaid Why = "form_unsaid" // nobody said what sort of organisation it is
)

// Verdict is whether we may call, and why.
type Verdict struct {
	Ground  Ground // NoGround: we may not
	Rule    Rule   // zero of Asked and NoSale
	Consent Consent
	Why     Why
	Until   worktime.Date // of NoMore: the first day on which it was not enough
	At      time.Time     // of Objected, Withdrawn and Relation: since when
	Promise id.Promise    // of Asked
}

// May tells whether we may call.
func (v Verdict) May() bool { return v.Ground != NoGround }

// Judge weighs at an instant whether a call may be made. What somebody says last counts: who objected is called
// for a sale only after he agreed to it later. A promise to call counts from the instant after it was made, so that
// no call makes its own ground.
func Judge(at time.Time, f Facts) Verdict {
	if f.Purpose == ForService {
		return Verdict{Ground: NoSale}
	}
	if !f.PromisedAt.IsZero() && f.PromisedAt.Before(at) && f.PromisedAt.After(f.ObjectedAt) {
		return Verdict{Ground: Asked, Promise: f.Promise}
	}
	objected := !f.ObjectedAt.IsZero() && !f.ObjectedAt.After(at)
	var standing Consent
	for _, c := range f.Consents {
		if c.stands(at) && (!objected || c.GivenAt.After(f.ObjectedAt)) && !c.GivenAt.Before(standing.GivenAt) {
			standing = c
		}
	}
	if objected && standing.GivenAt.IsZero() {
		return Verdict{Why: Objected, At: f.ObjectedAt}
	}
	t := dated()
	day := worktime.DateOf(at, t.zone)
	refused := Verdict{Why: NoConsent}
	for _, rule := range t.Rules {
		rests := rule.rests(at, f, standing)
		switch {
		case rule.holds(day, f.Caller, f.Called) && rests.May():
			return rests
		case rests.May() && rule.Ground == Relation && rule.Ends() && day.String() >= rule.Until.String() && slices.Contains(rule.Called, f.Called):
			refused = Verdict{Why: NoMore, Until: rule.Until, At: f.LastBought}
		}
	}
	for _, c := range f.Consents {
		if !c.WithdrawnAt.IsZero() && !c.WithdrawnAt.After(at) {
			return Verdict{Why: Withdrawn, At: c.WithdrawnAt}
		}
	}
	if f.Called == Unsaid {
		return Verdict{Why: FormUnsaid}
	}
	return refused
}

// rests tells whether what the rule asks for is there.
func (r Rule) rests(at time.Time, f Facts, standing Consent) Verdict {
	switch r.Ground {
	case ByConsent:
		if !standing.GivenAt.IsZero() {
			return Verdict{Ground: ByConsent, Rule: r, Consent: standing}
		}
	case Relation:
		if !f.LastBought.IsZero() && !f.LastBought.After(at) && !f.LastBought.AddDate(0, r.Months, 0).Before(at) {
			return Verdict{Ground: Relation, Rule: r, At: f.LastBought}
		}
	case Free:
		return Verdict{Ground: Free, Rule: r}
	}
	return Verdict{}
}
