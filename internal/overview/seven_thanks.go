package overview

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// wellBefore is how long before due a call must come to be noticed as attention; our account counts it alike.
const wellBefore = time.Hour

// thanks: do we show appreciation? No thanks are noted here, so only what shows in deeds counts: that we called well
// before we had promised to, and that we said sorry for a promise that was broken. What is made good is another question.
func (s *sevenOf) thanks() (a SevenAnswer, err error) {
	a = SevenAnswer{Ask: AskThanks, Numbers: map[string]int{}}
	called, err := db.All[sevenPromise](s.tx, `SELECT p.id, p.deed_at AS at, p.deed_at, p.due_at, p.broken_at, p.state FROM promise p WHERE p.org = $1
		AND p.customer IN `+theirs+` AND p.direction = 'ours' AND p.kind = 'call-back' AND p.deed_at >= $3 AND p.deed_at <= p.due_at
		AND p.recovery_of IS NULL AND p.undone_at IS NULL`+notStaged+` ORDER BY p.deed_at DESC, p.id DESC LIMIT $4`,
		s.tx.Org, s.of, s.since, mostSeven)
	if err != nil {
		return a, err
	}
	for _, p := range called {
		if p.kept() && p.DueAt.Sub(p.DeedAt) >= wellBefore {
			a.Numbers["early"]++
			a.Evidence = append(a.Evidence, SevenCase{At: p.At, What: "early", Good: true, Kind: "promise", Subject: p.ID.Any()})
		}
	}
	sorry, err := s.sorry()
	for _, one := range sorry {
		a.Numbers["broken"]++
		if one.Good {
			a.Numbers["sorry"]++
		}
	}
	a.Evidence = slices.Concat(a.Evidence, sorry)
	return a.settled(), err
}

// sorry are the promises that were broken, each well when we said sorry: in an apology, or in telling how it is made
// good. What turned out to be done in time asks for none.
func (s *sevenOf) sorry() (out []SevenCase, err error) {
	if !s.has.Broken {
		return nil, nil
	}
	all, err := db.All[struct {
		ID       id.Promise
		BrokenAt time.Time
		Itself   time.Time // told in an apology of its own,
		Together time.Time // in one for several,
		MadeGood time.Time // or with how it is made good
	}](s.tx, `SELECT p.id, p.broken_at,
		(SELECT MIN(COALESCE(m.sent_at, m.created_at)) FROM message m WHERE m.org = $1 AND m.subject = p.id
			AND m.kind = 'broken' AND m.state IN ('sent', 'handed')) AS itself,
		(SELECT MIN(COALESCE(m.sent_at, m.created_at)) FROM message_about n JOIN message m ON m.org = n.org AND m.id = n.message
			WHERE n.org = $1 AND n.subject = p.id AND m.kind = 'broken' AND m.state IN ('sent', 'handed')) AS together,
		(SELECT MIN(COALESCE(m.sent_at, m.created_at)) FROM promise g JOIN message m ON m.org = g.org AND m.subject = g.id
			WHERE g.org = $1 AND g.recovery_of = p.id AND g.undone_at IS NULL AND m.kind = 'recovery' AND m.state IN ('sent', 'handed')) AS made_good
		FROM promise p WHERE p.org = $1 AND p.customer IN `+theirs+` AND p.direction = 'ours' AND p.broken_at >= $3 AND p.undone_at IS NULL
		AND NOT (p.deed_at IS NOT NULL AND p.deed_at <= p.due_at AND p.deed_at < p.broken_at)`+notStaged+`
		ORDER BY p.broken_at DESC, p.id DESC LIMIT $4`, s.tx.Org, s.of, s.since, mostSeven)
	for _, p := range all {
		one := SevenCase{At: p.BrokenAt, What: "no-sorry", Kind: "promise", Subject: p.ID.Any()}
		for _, said := range []time.Time{p.Itself, p.Together, p.MadeGood} {
			if !said.IsZero() && (!one.Good || said.Before(one.At)) {
				one.At, one.What, one.Good = said, "sorry", true
			}
		}
		out = append(out, one)
	}
	return out, err
}
