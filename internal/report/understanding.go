package report

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Understanding is how often we understood at once, and how often customers had to tell their story again.
type Understanding struct {
	Questions   int64 `json:"questions"`
	Confirmed   int64 `json:"confirmed"`   // read-backs to which the customer said yes
	Corrected   int64 `json:"corrected"`   // read-backs that the customer set right
	Unconfirmed int64 `json:"unconfirmed"` // read-backs without a word from the customer
	HandOffs    int64 `json:"hand_offs"`
	HandedOff   int64 `json:"handed_off"` // questions with one or more
	Repeats     int64 `json:"repeats"`    // hand-offs at which the customer had to tell something again
}

const fromUnderstood = ` FROM question q WHERE q.org = $1 AND q.noted_at >= $2 AND q.noted_at < $3 AND q.ending <> 'no_question'`

// sumUnderstood sums what each question adds.
const sumUnderstood = `SELECT COUNT(*) AS questions, COALESCE(SUM(x.confirmed), 0) AS confirmed, COALESCE(SUM(x.corrected), 0) AS corrected,
	COALESCE(SUM(x.unconfirmed), 0) AS unconfirmed, COALESCE(SUM(x.hand_offs), 0) AS hand_offs,
	COALESCE(SUM(CASE WHEN x.hand_offs > 0 THEN 1 ELSE 0 END), 0) AS handed_off, COALESCE(SUM(x.repeats), 0) AS repeats FROM (SELECT
	(SELECT COUNT(*) FROM question_reading r WHERE r.org = $1 AND r.question = q.id AND r.state = 'confirmed') AS confirmed,
	(SELECT COUNT(*) FROM question_reading r WHERE r.org = $1 AND r.question = q.id AND r.state = 'corrected') AS corrected,
	(SELECT COUNT(*) FROM question_reading r WHERE r.org = $1 AND r.question = q.id AND r.state IN ('sent', 'written', 'unconfirmed')) AS unconfirmed,
	(SELECT COUNT(*) FROM transfer t WHERE t.org = $1 AND t.question = q.id AND t.number > 0) AS hand_offs,
	(SELECT COUNT(*) FROM transfer t JOIN transfer_words w ON w.org = t.org AND w.transfer = t.id
		WHERE t.org = $1 AND t.question = q.id AND t.number > 0 AND w.repeated <> '') AS repeats`

// Understood counts it over a period, for a team or a customer.
func Understood(tx *db.Tx, scope Scope) (Understanding, error) {
	since, until := stretch(scope.From, scope.Until)
	args := []any{tx.Org, since, until}
	switch {
	case !scope.Customer.IsZero():
		return db.One[Understanding](tx, sumUnderstood+fromUnderstood+` AND q.customer IN (SELECT k.id FROM customer k
			WHERE k.org = $1 AND (k.id = $4 OR k.employer = $4))) AS x`, append(args, scope.Customer)...)
	case !scope.Team.IsZero():
		return db.One[Understanding](tx, sumUnderstood+fromUnderstood+` AND q.holder IN (SELECT s.id FROM staff s
			WHERE s.org = $1 AND s.team = $4)) AS x`, append(args, scope.Team)...)
	}
	return db.One[Understanding](tx, sumUnderstood+fromUnderstood+`) AS x`, args...)
}

// Service is what customers ask of us: to be understood, that we do what we say, and soon.
type Service struct {
	Understanding Understanding `json:"understanding"`
	Reliability   KeptRate      `json:"reliability"`
	Speed         Speed         `json:"speed"`
}

// ServiceOf reckons the three together.
func ServiceOf(tx *db.Tx, c worktime.Calendar, scope Scope) (out Service, err error) {
	if out, err = withoutSpeed(tx, scope); err != nil {
		return out, err
	}
	out.Speed, err = Answering(tx, c, scope)
	return out, err
}

func withoutSpeed(tx *db.Tx, scope Scope) (out Service, err error) {
	if out.Understanding, err = Understood(tx, scope); err != nil {
		return out, err
	}
	out.Reliability, err = Kept(tx, scope)
	return out, err
}

// Whole is what customers ask of everybody here, before the signature and after it, and of each team; all of it of
// one reading of the questions.
type Whole struct {
	Service
	Sides Sides
	Teams map[id.Team]Service // those that were asked for
}

// WholeOf reckons it of a period, with these teams.
func WholeOf(tx *db.Tx, c worktime.Calendar, scope Scope, teams ...id.Team) (out Whole, err error) {
	if out.Service, err = withoutSpeed(tx, scope); err != nil {
		return out, err
	}
	all, err := allAsked(tx, scope)
	if err != nil {
		return out, err
	}
	open := clockFor(all, c, tx.Now)
	out.Speed = speedIn(all, open, tx.Now, scope)
	out.Sides = sidesOf(all, open, c.Zone(), tx.Now)
	out.Teams = map[id.Team]Service{}
	byTeam := map[id.Team][]asked{}
	for _, q := range all {
		byTeam[q.Team] = append(byTeam[q.Team], q)
	}
	for _, team := range teams {
		own := scope
		own.Team = team
		service, err := withoutSpeed(tx, own)
		if err != nil {
			return out, err
		}
		service.Speed = speedIn(byTeam[team], open, tx.Now, own)
		out.Teams[team] = service
	}
	return out, nil
}

func speedIn(all []asked, open *openClock, now time.Time, scope Scope) Speed {
	speed, _ := speedOf(all, open, now)
	speed.From, speed.Until = scope.From, scope.Until
	return speed
}
