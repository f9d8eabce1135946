package report

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// Behind says which questions behind a figure are asked for.
type Behind string

// The figures of Speed, Sides and Understanding that lead to questions.
const (
	BehindAnswered  Behind = "answered"
	BehindGaveUp    Behind = "gave_up"
	BehindWaiting   Behind = "waiting"
	BehindBefore    Behind = "before"
	BehindAfter     Behind = "after"
	BehindConfirmed Behind = "confirmed"
	BehindCorrected Behind = "corrected"
	BehindHanded    Behind = "handed"
	BehindRepeated  Behind = "repeated"
)

// Behinds are all there are.
func Behinds() []Behind {
	return []Behind{
		BehindAnswered, BehindGaveUp, BehindWaiting, BehindBefore, BehindAfter, BehindConfirmed, BehindCorrected, BehindHanded, BehindRepeated,
	}
}

// QuestionsBehind lists the questions behind a figure, the newest first, after so many.
func QuestionsBehind(tx *db.Tx, zone *time.Location, scope Scope, which Behind, after, limit int) (out []id.Question, more bool, err error) {
	switch which {
	case BehindConfirmed, BehindCorrected, BehindHanded, BehindRepeated:
		out, err = understoodBehind(tx, scope, which)
	default:
		all, problem := allAsked(tx, scope)
		for _, q := range all {
			if q.behind(zone, which) {
				out = append(out, q.ID)
			}
		}
		err = problem
	}
	out = out[min(after, len(out)):]
	return out[:min(limit, len(out))], len(out) > limit, err
}

func (q asked) behind(zone *time.Location, which Behind) bool {
	answered, gaveUp := !q.answeredAt().IsZero(), q.gaveUp()
	switch which {
	case BehindAnswered:
		return answered
	case BehindGaveUp:
		return gaveUp
	case BehindWaiting:
		return !answered && !gaveUp
	case BehindBefore:
		return q.side(zone) == before
	case BehindAfter:
		return q.side(zone) == after
	}
	return false
}

const selectBehind = `SELECT q.id FROM question q WHERE q.org = $1 AND q.noted_at >= $2 AND q.noted_at < $3 AND q.ending <> 'no_question'
	AND ($5 IN ('confirmed', 'corrected') AND EXISTS (SELECT 1 FROM question_reading r WHERE r.org = $1 AND r.question = q.id AND r.state = $5)
	OR $5 IN ('handed', 'repeated') AND EXISTS (SELECT 1 FROM transfer t JOIN transfer_words w ON w.org = t.org AND w.transfer = t.id
		WHERE t.org = $1 AND t.question = q.id AND t.number > 0 AND ($5 = 'handed' OR w.repeated <> '')))`

func understoodBehind(tx *db.Tx, scope Scope, which Behind) ([]id.Question, error) {
	const newest = ` ORDER BY q.noted_at DESC, q.id DESC LIMIT $4`
	since, before := stretch(scope.From, scope.Until)
	args := []any{tx.Org, since, before, mostAsked, string(which)}
	if scope.Team.IsZero() {
		return db.All[id.Question](tx, selectBehind+newest, args...)
	}
	return db.All[id.Question](tx, selectBehind+` AND q.holder IN (SELECT s.id FROM staff s WHERE s.org = $1 AND s.team = $6)`+newest, append(args, scope.Team)...)
}
