package overview

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/lang"
	"kroon/internal/worktime"
)

// TodayAnswers is what somebody has to do about what we answer: due work that nobody is called about.
type TodayAnswers struct {
	Review  []TodayAnswer   // mine, past the day by which I was to look
	Approve []TodayAnswer   // written by somebody else, for a colleague to approve
	Tell    []TodayAnswer   // mine, with people who were told what was not right
	Gaps    []knowledge.Gap // of the whole house, for who looks after answers
}

// Any tells whether there is something.
func (t TodayAnswers) Any() bool {
	return len(t.Review)+len(t.Approve)+len(t.Tell)+len(t.Gaps) > 0
}

// TodayAnswer is an answer by the question it answers.
type TodayAnswer struct {
	ID      id.Answer
	TitleNL string `db:"title_nl"`
	TitleEN string `db:"title_en"`
}

// In is the question in a language, or in the other one when it was not written in this.
func (t TodayAnswer) In(l lang.Lang) string {
	if l == lang.EN && t.TitleEN != "" || t.TitleNL == "" {
		return t.TitleEN
	}
	return t.TitleNL
}

// What is shown of each on Today; the rest stands with the answers.
const (
	mostAnswers   = 5
	mostGapsToday = 2
)

const selectTodayAnswer = `SELECT a.id, e.title_nl, e.title_en FROM answer a
	JOIN answer_edition e ON e.org = a.org AND e.answer = a.id AND e.number = a.latest
	WHERE a.org = $1 AND a.retired_at IS NULL AND `

// todayAnswers reads what somebody has to do about answers; who answers for an agent looks after the agent's.
func todayAnswers(tx *db.Tx, me id.Staff, today worktime.Date) (out TodayAnswers, err error) {
	const mine = `(a.owner = $2 OR a.owner IN (SELECT s.id FROM staff s WHERE s.org = $1 AND s.answerable = $2)) AND `
	if out.Review, err = db.All[TodayAnswer](tx, selectTodayAnswer+mine+`a.review_on < $3 AND a.approved > 0
		ORDER BY a.review_on, a.id LIMIT $4`, tx.Org, me, today.String(), mostAnswers); err != nil {
		return out, err
	}
	if out.Approve, err = db.All[TodayAnswer](tx, selectTodayAnswer+`a.latest > a.approved AND (e.author IS NULL OR e.author <> $2)
		ORDER BY a.id LIMIT $3`, tx.Org, me, mostAnswers); err != nil {
		return out, err
	}
	if out.Tell, err = db.All[TodayAnswer](tx, selectTodayAnswer+mine+`EXISTS (SELECT 1 FROM answer_edition c JOIN answer_given g
			ON g.org = c.org AND g.answer = c.answer AND g.number < c.number
			WHERE c.org = $1 AND g.org = $1 AND c.answer = a.id AND c.contradicts = 1 AND c.approved_at IS NOT NULL AND g.customer IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM answer_told t WHERE t.org = $1 AND t.answer = a.id AND t.customer = g.customer AND t.number >= c.number)
			AND NOT EXISTS (SELECT 1 FROM answer_given l WHERE l.org = $1 AND l.answer = a.id AND l.customer = g.customer AND l.number >= c.number))
		ORDER BY a.id LIMIT $3`, tx.Org, me, mostAnswers); err != nil {
		return out, err
	}
	_, owns, err := db.Maybe[int](tx, "SELECT 1 FROM answer a WHERE a.org = $1 AND a.owner = $2 AND a.retired_at IS NULL LIMIT 1", tx.Org, me)
	if err != nil || !owns {
		return out, err
	}
	out.Gaps, err = db.All[knowledge.Gap](tx, `SELECT g.words, g.answer, g.people, g.questions, g.since_at FROM answer_gap g
		WHERE g.org = $1 ORDER BY g.place LIMIT $2`, tx.Org, mostGapsToday)
	return out, err
}
