package overview

import (
	"context"
	"slices"
	"time"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// Says is what the facts answer to one of the seven questions.
type Says string

// The answers: yes when it went well every time, no when it never did, and unknown when there is nothing to go by.
const (
	SaysYes     Says = "yes"
	SaysPartly  Says = "partly"
	SaysNo      Says = "no"
	SaysUnknown Says = "unknown"
)

// The seven questions, in the order of the essay: do we pick up or call back, know wishes and worries, have personal
// contact, know the history, show appreciation, solve trouble at once, and stay consistent.
const (
	AskReach   = "reach"
	AskWishes  = "wishes"
	AskContact = "contact"
	AskHistory = "history"
	AskThanks  = "thanks"
	AskTrouble = "trouble"
	AskSame    = "same"
)

// SevenAnswer is the answer to one question, with what it rests on.
type SevenAnswer struct {
	Ask      string
	Says     Says
	N        int            // cases it rests on
	Good     int            // of them, those that went well
	Numbers  map[string]int // for its sentence, by name
	Names    []string       // of contact: with whom
	Last     time.Time      // of contact
	Silent   bool           // of contact: there was some, but nobody spoke
	Evidence []SevenCase    // newest first, at most mostCasesShown
	More     int            // cases beyond those
}

// SevenCase is one case that an answer rests on.
type SevenCase struct {
	At      time.Time
	What    string // what it is, seven.case.WHAT
	Name    string // of a colleague; may be empty
	Took    time.Duration
	Good    bool
	Kind    string // promise, question, answer or customer, where it is found
	Subject id.Any
	Moment  id.Any // of a line on the customer's timeline
}

// Seven is the seven questions about one customer, over the last twelve months.
type Seven struct {
	Customer CustomerRef
	Answers  []SevenAnswer
	Service  ServiceWords
}

// mostCasesShown is how many cases stand below an answer.
const mostCasesShown = 20

// sevenOf is what the seven readings share.
type sevenOf struct {
	tx     *db.Tx
	claims *claim.Service
	of     id.Customer
	since  time.Time
	house  worktime.Calendar
	has    present       // of the customer and of who works there
	people []id.Customer // they
	answer []SevenAnswer
}

// theirs are the customer, and who works there.
const theirs = `(SELECT k.id FROM customer k WHERE k.org = $1 AND (k.id = $2 OR k.employer = $2))`

// SevenOf answers the seven questions about a customer. An agent is told nothing of them.
func (r Relation) SevenOf(ctx context.Context, actor party.Actor, of id.Customer, p lang.Printer) (Seven, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page Seven, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		page.Customer = CustomerRef{c.ID, titleOf(c)}
		house, err := r.Team.House(tx)
		if err != nil {
			return page, err
		}
		if page.Answers, err = r.SevenAnswers(tx, house, c.ID); err != nil {
			return page, err
		}
		page.Service, err = r.Service(tx, c.ID, tx.Now.Add(-aYear), p)
		return page, err
	})
}

// seven answers the seven questions for the screen of a customer; to an agent it says nothing.
func (r Relation) seven(tx *db.Tx, of id.Customer, has present) ([]SevenAnswer, error) {
	if tx.Actor.Kind == party.Agent {
		return nil, nil
	}
	house, err := r.Team.House(tx)
	if err != nil {
		return nil, err
	}
	return r.sevenAnswers(tx, house, of, has)
}

// SevenAnswers answers the seven questions, in their order.
func (r Relation) SevenAnswers(tx *db.Tx, house worktime.Calendar, of id.Customer) ([]SevenAnswer, error) {
	if tx.Actor.Kind == party.Agent {
		return nil, fault.New(fault.Forbidden, "report.seven_for_people")
	}
	return r.sevenAnswers(tx, house, of, anything)
}

// sevenAnswers leaves out what there is nothing of; of who works there nobody looked.
func (r Relation) sevenAnswers(tx *db.Tx, house worktime.Calendar, of id.Customer, has present) (_ []SevenAnswer, err error) {
	s := &sevenOf{tx: tx, claims: r.Claims, of: of, since: tx.Now.Add(-aYear), house: house, has: has}
	s.people, err = db.All[id.Customer](tx, "SELECT k.id FROM customer k WHERE k.org = $1 AND (k.id = $2 OR k.employer = $2) ORDER BY k.id LIMIT $3", tx.Org, of, mostSeven)
	if err != nil {
		return nil, err
	}
	if len(s.people) > 1 {
		s.has = anything
	}
	for _, read := range []func() (SevenAnswer, error){s.reach, s.wishes, s.contact, s.history, s.thanks, s.trouble, s.same} {
		a, err := read()
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(a.Evidence, func(x, y SevenCase) int { return y.At.Compare(x.At) })
		if len(a.Evidence) > mostCasesShown {
			a.Evidence, a.More = a.Evidence[:mostCasesShown], len(a.Evidence)-mostCasesShown
		}
		s.answer = append(s.answer, a)
	}
	return s.answer, nil
}

// says weighs how many went well.
func says(good, n int) Says {
	switch {
	case n == 0:
		return SaysUnknown
	case good == n:
		return SaysYes
	case good == 0:
		return SaysNo
	}
	return SaysPartly
}

// settled counts the evidence that went well, and answers by it.
func (a SevenAnswer) settled() SevenAnswer {
	for _, c := range a.Evidence {
		if a.N++; c.Good {
			a.Good++
		}
	}
	a.Says = says(a.Good, a.N)
	return a
}

// wishes: do we know wishes and worries? Those that stand noted, and well when somebody noted or confirmed them in the
// last twelve months.
func (s *sevenOf) wishes() (a SevenAnswer, err error) {
	a = SevenAnswer{Ask: AskWishes, Numbers: map[string]int{}}
	if !s.has.Claims {
		return a.settled(), nil
	}
	names := map[string]string{"wish": "wishes", "worry": "worries"}
	for _, one := range s.people {
		noted, err := s.claims.Usable(s.tx, one)
		if err != nil {
			return a, err
		}
		for _, c := range noted {
			name := names[string(c.Kind)]
			if name == "" {
				continue
			}
			a.Numbers[name]++
			fresh := !c.ConfirmedAt.Before(s.since)
			if fresh {
				a.Numbers["fresh"]++
			}
			a.Evidence = append(a.Evidence, SevenCase{At: c.ConfirmedAt, What: string(c.Kind), Good: fresh, Kind: "claim", Subject: c.Customer.Any(), Moment: c.ID.Any()})
		}
	}
	return a.settled(), nil
}
