package overview

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// inSightOf leaves out the interactions of imports that are hidden.
const inSightOf = ` AND NOT EXISTS (SELECT 1 FROM interaction_run_hidden h WHERE h.org = $1 AND h.run = i.import_run)`

// sevenCall is a call of a customer, and what became of one that nobody picked up.
type sevenCall struct {
	ID       id.Interaction
	Customer id.Customer
	BeganAt  time.Time
	Result   string
	Name     string
	How      string    // in what a missed call ended
	DeedAt   time.Time // when we did what we promised then
	DueAt    time.Time
}

// reach: do we pick up, or call back? Every call of theirs, and every call-back of ours that is due. A missed call
// that ended in a reason asks for nothing; one that ended in a promise is told by that promise.
func (s *sevenOf) reach() (a SevenAnswer, err error) {
	a = SevenAnswer{Ask: AskReach, Numbers: map[string]int{}}
	if err := s.calls(&a); err != nil {
		return a, err
	}
	due, err := db.All[sevenPromise](s.tx, `SELECT p.id, p.due_at AS at, p.deed_at, p.due_at, p.broken_at, p.state FROM promise p WHERE p.org = $1
		AND p.customer IN `+theirs+` AND p.open IN (0, 1) AND p.direction = 'ours' AND p.kind = 'call-back' AND p.due_at >= $3 AND p.due_at <= $4
		AND p.agreed_at IS NOT NULL AND p.undone_at IS NULL AND p.state NOT IN ('released', 'revised')`+notStaged+`
		ORDER BY p.due_at DESC LIMIT $5`, s.tx.Org, s.of, s.since, s.tx.Now, mostSeven)
	for _, p := range due {
		one := SevenCase{At: p.At, What: "late", Kind: "promise", Subject: p.ID.Any()}
		if p.kept() {
			one.What, one.Good = "kept", true
			a.Numbers["kept"]++
		}
		a.Numbers["due"]++
		a.Evidence = append(a.Evidence, one)
	}
	return a.settled(), err
}

// calls are every call of theirs.
func (s *sevenOf) calls(a *SevenAnswer) error {
	if !s.has.Contacts {
		return nil
	}
	calls, err := db.All[sevenCall](s.tx, `SELECT i.id, i.customer, i.began_at, i.result, COALESCE(f.first_name, '') AS name, COALESCE(e.how, '') AS how
		FROM interaction i LEFT JOIN staff f ON f.org = i.org AND f.id = i.staff
		LEFT JOIN interaction_end e ON e.org = i.org AND e.interaction = i.id AND e.undone_at IS NULL
		WHERE i.org = $1 AND i.customer IN `+theirs+` AND i.kind = 'call' AND i.direction = 'in' AND i.began_at >= $3
		AND i.undone_at IS NULL`+inSightOf+` ORDER BY i.began_at DESC, i.id DESC LIMIT $4`, s.tx.Org, s.of, s.since, mostSeven)
	if err != nil {
		return err
	}
	for _, c := range calls {
		one := SevenCase{At: c.BeganAt, Name: c.Name, Kind: "customer", Subject: c.Customer.Any(), Moment: c.ID.Any()}
		switch {
		case c.Result == "answered":
			one.What, one.Good = "answered", true
			a.Numbers["answered"]++
		case c.How == "call":
			one.What, one.Good = "called-back", true
			a.Numbers["back"]++
		case c.How == "promise" || c.How == "reason":
			continue
		default:
			one.What = "left"
			a.Numbers["left"]++
		}
		a.Evidence = append(a.Evidence, one)
	}
	return nil
}

// mostSeven bounds what is read for one question.
const mostSeven = 500

// sevenPromise is a promise as the seven questions weigh it.
type sevenPromise struct {
	ID       id.Promise
	At       time.Time
	DeedAt   time.Time
	DueAt    time.Time
	BrokenAt time.Time
	State    string
	MadeGood time.Time // by another promise
}

// kept is as package report reckons it (KeptRateDefinition 1).
func (p sevenPromise) kept() bool {
	return !p.DeedAt.IsZero() && !p.DeedAt.After(p.DueAt) && p.State != "disputed" && (p.BrokenAt.IsZero() || p.DeedAt.Before(p.BrokenAt))
}

// contact: do we have personal contact? Spoken on the phone, on a visit, in a meeting or a chat, or when a question
// was noted so. It is no when there was other contact and nobody spoke.
func (s *sevenOf) contact() (a SevenAnswer, err error) {
	a = SevenAnswer{Ask: AskContact, Numbers: map[string]int{}}
	all, err := db.All[struct {
		ID       id.Any
		Customer id.Customer
		Promise  id.Promise
		Question id.Question
		At       time.Time
		Name     string
		Spoken   bool
	}](s.tx, `SELECT x.id, x.customer, x.promise, x.question, x.at, COALESCE(f.first_name, '') AS name, x.spoken FROM (
		SELECT i.id, i.customer, i.promise, i.question, i.began_at AS at, i.staff, CASE WHEN i.kind IN ('meeting', 'visit', 'chat')
			OR i.kind = 'call' AND i.result IN ('answered', 'called-back') THEN 1 ELSE 0 END AS spoken
			FROM interaction i WHERE i.org = $1 AND i.customer IN `+theirs+` AND i.began_at >= $3 AND i.undone_at IS NULL AND i.kind <> 'event'`+inSightOf+`
		UNION ALL SELECT a.id, p.customer, p.id, NULL, a.began_at, a.staff, CASE WHEN a.result = 'spoken' THEN 1 ELSE 0 END
			FROM promise p JOIN promise_attempt a ON a.org = $1 AND a.promise = p.id
			WHERE p.org = $1 AND p.customer IN `+theirs+` AND a.began_at >= $3 AND a.result NOT IN ('begun', 'undone')
		UNION ALL SELECT q.id, q.customer, NULL, q.id, q.noted_at, q.taker, CASE WHEN q.channel IN ('phone', 'desk', 'visit', 'chat')
			AND q.taker IS NOT NULL THEN 1 ELSE 0 END FROM question q
			WHERE q.org = $1 AND q.customer IN `+theirs+` AND q.noted_at >= $3) x
		LEFT JOIN staff f ON f.org = $1 AND f.id = x.staff ORDER BY x.at DESC, x.id DESC LIMIT $4`, s.tx.Org, s.of, s.since, mostSeven)
	for _, c := range all {
		if !c.Spoken {
			a.Silent = true
			continue
		}
		one := SevenCase{At: c.At, What: "spoken", Name: c.Name, Good: true, Kind: "customer", Subject: c.Customer.Any(), Moment: c.ID}
		switch {
		case !c.Promise.IsZero():
			one.Kind, one.Subject = "promise", c.Promise.Any()
		case !c.Question.IsZero():
			one.Kind, one.Subject, one.What = "question", c.Question.Any(), "asked"
		}
		if c.Name != "" && !slices.Contains(a.Names, c.Name) {
			a.Names = append(a.Names, c.Name)
		}
		a.Evidence = append(a.Evidence, one)
	}
	if a.Silent = a.Silent && len(a.Evidence) == 0; len(a.Evidence) > 0 {
		a.Last = a.Evidence[0].At
	}
	if a = a.settled(); a.Silent {
		a.Says = SaysNo
	}
	return a, err
}
