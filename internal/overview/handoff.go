package overview

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/transfer"
)

// HandOff is a question on its way to another person, or gone there, with what colleagues tell each other.
type HandOff struct {
	transfer.Transfer
	transfer.Words
	SenderName string // first names
	TakerName  string
}

// Waiting tells whether the taker has not answered yet.
func (h HandOff) Waiting() bool { return h.State == transfer.Waiting }

// HandOffs are those of one question.
type HandOffs struct {
	All    []HandOff // the oldest first
	Waits  *HandOff  // for a yes
	Done   int       // how many were accepted
	People int       // how many colleagues had the question in turn, each once
	Leads  bool      // who looks may decide otherwise
}

// Finishing tells whether who has the question now is the one who finishes it.
func (h HandOffs) Finishing() bool { return h.Done >= transfer.Finishing }

const selectHandOff = `SELECT t.id, t.question, t.customer, t.sender, t.taker, t.state, t.number, t.finishes, t.handed_at,
	t.answered_at, t.version, w.facts, w.repeated, w.reason, w.answer,
	COALESCE(f.first_name, '') AS sender_name, COALESCE(s.first_name, '') AS taker_name`

const fromHandOff = ` FROM transfer t
	JOIN transfer_words w ON w.org = t.org AND w.transfer = t.id
	LEFT JOIN staff f ON f.org = t.org AND f.id = t.sender
	LEFT JOIN staff s ON s.org = t.org AND s.id = t.taker `

func handOffsOf(tx *db.Tx, question id.Question) (out HandOffs, err error) {
	out.All, err = db.All[HandOff](tx, selectHandOff+fromHandOff+`WHERE t.org = $1 AND t.question = $2
		ORDER BY t.handed_at, t.id`, tx.Org, question)
	out.Leads = tx.Actor.May(party.TeamLead)
	people := map[id.Staff]bool{}
	for i, h := range out.All {
		switch h.State {
		case transfer.Waiting:
			out.Waits = &out.All[i]
		case transfer.Accepted:
			out.Done++
			people[h.Sender], people[h.Taker] = true, true
		}
	}
	out.People = len(people)
	return out, err
}

// TodayHandOff is a question that a colleague asks this person to take over, or that came back with words.
type TodayHandOff struct {
	HandOff
	Code id.Code
	Name string // of the customer; empty when it is not known who asks
	Text string // what we understood
	Done int64  // hand-offs before this one
}

// WouldFinish tells whether who takes it over would be the one who finishes it.
func (h TodayHandOff) WouldFinish() bool { return h.Done+1 >= transfer.Finishing }

// mostHanded stand on Today, the longest waiting first.
const mostHanded = 20

func todayHandOffs(tx *db.Tx, me id.Staff) ([]TodayHandOff, error) {
	return db.All[TodayHandOff](tx, selectHandOff+`, q.code, COALESCE(c.name, '') AS name, COALESCE(r.text, '') AS text,
		(SELECT COUNT(*) FROM transfer d WHERE d.org = $1 AND d.question = t.question AND d.number > 0) AS done`+fromHandOff+`
		JOIN question q ON q.org = t.org AND q.id = t.question
		LEFT JOIN customer c ON c.org = q.org AND c.id = q.customer
		LEFT JOIN question_reading r ON r.org = q.org AND r.question = q.id AND r.number = q.reading
		WHERE t.org = $1 AND t.taker = $2 AND t.state = 'waiting' ORDER BY t.handed_at, t.id LIMIT $3`, tx.Org, me, mostHanded)
}
