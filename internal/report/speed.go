package report

import (
	"math"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/stat"
	"kroon/internal/worktime"
)

// SpeedDefinition is the version of how speed is reckoned; it changes with the reckoning.
//
//  1. From when a question was noted until its first answer: the first time it ended as answered and was not
//     reopened, or the first deed of ours about it that is not in dispute. An answer in part is none. What turned
//     out to be no question is left out. Who gave up (bought elsewhere, refused, or no longer needed what was
//     promised) got no answer, and counts as one who still waits until now; so do those who still wait. Working
//     time is that of the house.
const SpeedDefinition = 1

// LeastWaits is the number of questions under which no median is given.
const LeastWaits = 5

// Speed is how long customers wait for a first answer.
type Speed struct {
	Definition int       `json:"definition"`
	From       time.Time `json:"from,omitzero"`
	Until      time.Time `json:"until,omitzero"`
	Questions  int64     `json:"questions"`
	Answered   int64     `json:"answered"`
	GaveUp     int64     `json:"gave_up"`              // without an answer
	Waiting    int64     `json:"waiting"`              // still
	NeverLow   *float64  `json:"never_low,omitempty"`  // of the 95 % Wilson interval of those without an answer; absent under FewCases
	NeverHigh  *float64  `json:"never_high,omitempty"` // its upper end
	Working    Median    `json:"working"`              // minutes of working time
	Clock      Median    `json:"clock"`                // minutes on the clock
}

// Median is the time after which half have their answer, in minutes, with its 95 % interval. What is absent cannot
// be said: too few, or more than half without an answer; an upper end that is absent lies beyond what was seen.
type Median struct {
	Minutes *int64 `json:"minutes,omitempty"`
	Low     *int64 `json:"low,omitempty"`
	High    *int64 `json:"high,omitempty"`
}

// Never is how many have no answer.
func (s Speed) Never() int64 { return s.GaveUp + s.Waiting }

// mostAsked bounds how many questions are reckoned with, the newest ones.
const mostAsked = 50_000

// asked is one question with what became of it.
type asked struct {
	ID       id.Question
	NotedAt  time.Time
	Ending   string
	Phase    string
	ToldAt   time.Time // ended as answered
	DoneAt   time.Time // a deed of ours about it
	LetGo    bool      // what was promised is no longer needed
	BoughtAt time.Time // the first order of who asked
	HouseAt  time.Time // and of whom they work for
	Team     id.Team   // of who sees to it
	Since    int64     // the year in which they became a customer; 0: not known
}

const selectAsked = `SELECT q.id, q.noted_at, q.ending, q.phase, COALESCE(c.since, 0) AS since,
	(SELECT s.team FROM staff s WHERE s.org = $1 AND s.id = q.holder) AS team,
	(SELECT MIN(e.ended_at) FROM question_ending e WHERE e.org = $1 AND e.question = q.id AND e.ending = 'answered'
		AND e.reopened_at IS NULL) AS told_at,
	(SELECT MIN(p.deed_at) FROM promise p WHERE p.org = $1 AND p.question = q.id AND p.direction = 'ours'
		AND p.undone_at IS NULL AND p.state <> 'disputed') AS done_at,
	CASE WHEN EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.question = q.id AND p.state = 'released' AND p.undone_at IS NULL)
		AND NOT EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.question = q.id AND p.open = 1 AND p.undone_at IS NULL)
		THEN 1 ELSE 0 END AS let_go,
	(SELECT MIN(o.bought_at) FROM order_placed o WHERE o.org = $1 AND o.customer = q.customer` + orderInSight + `) AS bought_at,
	(SELECT MIN(o.bought_at) FROM order_placed o WHERE o.org = $1 AND o.customer = c.employer` + orderInSight + `) AS house_at
	FROM question q LEFT JOIN customer c ON c.org = q.org AND c.id = q.customer
	WHERE q.org = $1 AND q.noted_at >= $2 AND q.noted_at < $3 AND q.ending <> 'no_question'`

const newestAsked = ` ORDER BY q.noted_at DESC, q.id DESC LIMIT $4`

// ofAsker and ofHolders narrow questions to a customer with who works there, and to a team by who sees to them.
const (
	ofAsker   = ` AND q.customer IN (SELECT k.id FROM customer k WHERE k.org = $1 AND (k.id = $5 OR k.employer = $5))`
	ofHolders = ` AND q.holder IN (SELECT s.id FROM staff s WHERE s.org = $1 AND s.team = $5)`
)

func allAsked(tx *db.Tx, scope Scope) ([]asked, error) {
	since, before := stretch(scope.From, scope.Until)
	args := []any{tx.Org, since, before, mostAsked}
	switch {
	case !scope.Customer.IsZero():
		return db.All[asked](tx, selectAsked+ofAsker+newestAsked, append(args, scope.Customer)...)
	case !scope.Team.IsZero():
		return db.All[asked](tx, selectAsked+ofHolders+newestAsked, append(args, scope.Team)...)
	}
	return db.All[asked](tx, selectAsked+newestAsked, args...)
}

// stretch is a period as it is stored; zero is without an end.
func stretch(from, until time.Time) (since, before int64) {
	since, before = math.MinInt64/4, math.MaxInt64/4
	if !from.IsZero() {
		since = from.UnixMicro()
	}
	if !until.IsZero() {
		before = until.UnixMicro()
	}
	return since, before
}

// answeredAt is when the first answer came; zero when none did.
func (q asked) answeredAt() time.Time {
	if q.DoneAt.IsZero() || !q.ToldAt.IsZero() && q.ToldAt.Before(q.DoneAt) {
		return q.ToldAt
	}
	return q.DoneAt
}

// gaveUp tells whether they waited no longer, without an answer.
func (q asked) gaveUp() bool {
	return q.answeredAt().IsZero() && (q.LetGo || q.Ending == "refused" || q.Ending == "bought_elsewhere")
}

// Answering reckons the speed of a period, a team or a customer, in the working time of a calendar.
func Answering(tx *db.Tx, c worktime.Calendar, scope Scope) (Speed, error) {
	all, err := allAsked(tx, scope)
	if err != nil {
		return Speed{}, err
	}
	return speedIn(all, clockFor(all, c, tx.Now), tx.Now, scope), nil
}

// clockFor counts the open time since the oldest of them.
func clockFor(all []asked, c worktime.Calendar, now time.Time) *openClock {
	first := now
	for _, q := range all {
		if q.NotedAt.Before(first) {
			first = q.NotedAt
		}
	}
	return newOpenClock(c, first, now)
}

// speedOf reckons it of questions, with their waits in working time.
func speedOf(all []asked, open *openClock, now time.Time) (out Speed, working []stat.Wait) {
	out.Definition = SpeedDefinition
	clock := make([]stat.Wait, 0, len(all))
	for _, q := range all {
		end, over := q.answeredAt(), true
		switch {
		case !end.IsZero():
			out.Answered++
		case q.gaveUp():
			out.GaveUp++
		default:
			out.Waiting++
		}
		if end.IsZero() {
			end, over = now, false
		}
		out.Questions++
		clock = append(clock, stat.Wait{For: max(end.Sub(q.NotedAt), 0), Over: over})
		working = append(working, stat.Wait{For: open.between(q.NotedAt, end), Over: over})
	}
	out.Working, out.Clock = medianOf(working), medianOf(clock)
	if out.Questions >= FewCases {
		low, high := Wilson(out.Never(), out.Questions)
		out.NeverLow, out.NeverHigh = &low, &high
	}
	return out, working
}

// medianOf reads the median off the product limit.
func medianOf(waits []stat.Wait) (m Median) {
	if len(waits) < LeastWaits {
		return m
	}
	w := stat.KaplanMeier(waits)
	if median, known := w.Median(); known {
		m.Minutes = minutes(stat.Bound{At: median, Known: true})
	}
	low, high := w.MedianBetween()
	m.Low, m.High = minutes(low), minutes(high)
	return m
}

func minutes(b stat.Bound) *int64 {
	if !b.Known {
		return nil
	}
	whole := int64(b.At / time.Minute)
	return &whole
}
