package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// history: do we know it? Every question, and whether the customer had to tell something again or to set us right.
func (s *sevenOf) history() (a SevenAnswer, err error) {
	a = SevenAnswer{Ask: AskHistory, Numbers: map[string]int{}}
	if !s.has.Questions {
		return a.settled(), nil
	}
	all, err := db.All[struct {
		ID        id.Question
		At        time.Time
		Name      string
		Repeats   int
		Corrected int
	}](s.tx, `SELECT q.id, q.noted_at AS at, COALESCE(f.first_name, '') AS name,
		(SELECT COUNT(*) FROM transfer t JOIN transfer_words w ON w.org = t.org AND w.transfer = t.id
			WHERE t.org = $1 AND t.question = q.id AND t.number > 0 AND w.repeated <> '') AS repeats,
		(SELECT COUNT(*) FROM question_reading r WHERE r.org = $1 AND r.question = q.id AND r.state = 'corrected') AS corrected
		FROM question q LEFT JOIN staff f ON f.org = q.org AND f.id = q.holder
		WHERE q.org = $1 AND q.customer IN `+theirs+` AND q.noted_at >= $3 AND q.ending <> 'no_question'
		ORDER BY q.noted_at DESC, q.id DESC LIMIT $4`, s.tx.Org, s.of, s.since, mostSeven)
	for _, q := range all {
		one := SevenCase{At: q.At, What: "asked", Name: q.Name, Good: true, Kind: "question", Subject: q.ID.Any()}
		switch {
		case q.Repeats > 0:
			one.What, one.Good = "repeated", false
		case q.Corrected > 0:
			one.What, one.Good, one.Name = "corrected", false, ""
		}
		a.Numbers["repeats"] += q.Repeats
		a.Numbers["corrected"] += q.Corrected
		a.Evidence = append(a.Evidence, one)
	}
	return a.settled(), err
}

// aWorkingDay is within how much working time something is solved at once.
const aWorkingDay = 8 * time.Hour

// trouble: do we solve it at once? Every promise that was broken, and when it was made good: by the deed itself, or
// by the promise that makes up for it.
func (s *sevenOf) trouble() (a SevenAnswer, err error) {
	a = SevenAnswer{Ask: AskTrouble, Numbers: map[string]int{}}
	if !s.has.Broken {
		return s.complaints(a)
	}
	all, err := db.All[sevenPromise](s.tx, `SELECT p.id, p.broken_at AS at, p.deed_at, p.due_at, p.broken_at, p.state,
		(SELECT MIN(g.deed_at) FROM promise g WHERE g.org = $1 AND g.recovery_of = p.id AND g.undone_at IS NULL) AS made_good
		FROM promise p WHERE p.org = $1 AND p.customer IN `+theirs+` AND p.direction = 'ours' AND p.broken_at >= $3 AND p.undone_at IS NULL
		AND NOT (p.deed_at IS NOT NULL AND p.deed_at <= p.due_at AND p.deed_at < p.broken_at)`+notStaged+`
		ORDER BY p.broken_at DESC, p.id DESC LIMIT $4`, s.tx.Org, s.of, s.since, mostSeven)
	for _, p := range all {
		a.Numbers["broken"]++
		good := p.DeedAt
		if good.IsZero() || !p.MadeGood.IsZero() && p.MadeGood.Before(good) {
			good = p.MadeGood
		}
		a.Evidence = append(a.Evidence, s.solved(&a, SevenCase{At: p.At, What: "not-yet", Kind: "promise", Subject: p.ID.Any()}, "made-good", good))
	}
	if err != nil {
		return a, err
	}
	return s.complaints(a)
}

// complaints are trouble too: solved once the customer was answered with reasons.
func (s *sevenOf) complaints(a SevenAnswer) (SevenAnswer, error) {
	if !s.has.Complaints {
		return a.settled(), nil
	}
	all, err := db.All[struct {
		ID         id.Complaint
		ReceivedAt time.Time
		AnsweredAt time.Time
	}](s.tx, `SELECT c.id, c.received_at, c.answered_at FROM complaint c WHERE c.org = $1 AND c.customer IN `+theirs+`
		AND c.received_at >= $3 AND c.undone_at IS NULL ORDER BY c.received_at DESC, c.id DESC LIMIT $4`, s.tx.Org, s.of, s.since, mostSeven)
	for _, c := range all {
		a.Numbers["complaints"]++
		a.Evidence = append(a.Evidence, s.solved(&a, SevenCase{At: c.ReceivedAt, What: "complaint-open", Kind: "complaint", Subject: c.ID.Any()}, "complaint-solved", c.AnsweredAt))
	}
	return a.settled(), err
}

// solved tells how long it took until something was made good; zero when it is not yet.
func (s *sevenOf) solved(a *SevenAnswer, one SevenCase, what string, at time.Time) SevenCase {
	if at.IsZero() {
		a.Numbers["open"]++
		return one
	}
	one.What, one.Took = what, s.house.OpenTime(one.At, at)
	if one.Good = one.Took <= aWorkingDay; one.Good {
		a.Numbers["soon"]++
	} else {
		a.Numbers["later"]++
	}
	return one
}

// same: do we always say the same? Every answer that was given under its stamp, and whether it turned out not to be
// right.
func (s *sevenOf) same() (a SevenAnswer, err error) {
	a = SevenAnswer{Ask: AskSame, Numbers: map[string]int{}}
	if !s.has.Answers {
		return a.settled(), nil
	}
	all, err := db.All[struct {
		Answer id.Answer
		At     time.Time
		Name   string
		Wrong  bool
		Told   bool
	}](s.tx, `SELECT g.answer, g.given_at AS at, COALESCE(f.first_name, '') AS name,
		CASE WHEN EXISTS (SELECT 1 FROM answer_edition e WHERE e.org = $1 AND e.answer = g.answer AND e.number > g.number
			AND e.contradicts = 1 AND e.approved_at IS NOT NULL) THEN 1 ELSE 0 END AS wrong,
		CASE WHEN EXISTS (SELECT 1 FROM answer_told t WHERE t.org = $1 AND t.answer = g.answer AND t.customer = g.customer AND t.number > g.number)
			OR EXISTS (SELECT 1 FROM answer_given n JOIN answer_edition e ON e.org = n.org AND e.answer = n.answer AND e.number <= n.number
				WHERE n.org = $1 AND n.answer = g.answer AND n.customer = g.customer AND n.number > g.number AND e.number > g.number
				AND e.contradicts = 1 AND e.approved_at IS NOT NULL) THEN 1 ELSE 0 END AS told
		FROM answer_given g LEFT JOIN staff f ON f.org = g.org AND f.id = g.actor
		WHERE g.org = $1 AND g.customer IN `+theirs+` AND g.given_at >= $3 ORDER BY g.given_at DESC, g.id DESC LIMIT $4`,
		s.tx.Org, s.of, s.since, mostSeven)
	for _, g := range all {
		one := SevenCase{At: g.At, What: "given", Name: g.Name, Good: !g.Wrong, Kind: "answer", Subject: g.Answer.Any()}
		if g.Wrong {
			a.Numbers["wrong"]++
			one.What = "wrong-told"
		}
		if g.Wrong && !g.Told {
			a.Numbers["untold"]++
			one.What = "wrong"
		}
		a.Evidence = append(a.Evidence, one)
	}
	return a.settled(), err
}
