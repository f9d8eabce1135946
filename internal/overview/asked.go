package overview

import (
	"encoding/binary"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/knowledge"
)

// mostGapQuestions bounds how many questions are looked through for what many ask: the newest.
const mostGapQuestions = 3000

// Asked reads what was asked since an instant, each with who asked: the customer, the number, or the contact.
func Asked(tx *db.Tx, since time.Time) ([]knowledge.Asked, error) {
	rows, err := db.All[struct {
		Customer id.Customer
		Caller   string
		Contact  id.Any
		Text     string
	}](tx, `SELECT q.customer, q.caller, q.contact, t.text FROM question q
		JOIN question_reading t ON t.org = q.org AND t.question = q.id AND t.number = q.reading
		WHERE q.org = $1 AND q.id >= $2 AND q.noted_at >= $3 AND q.ending <> $4 ORDER BY q.id DESC LIMIT $5`,
		tx.Org, firstAt(since), since, intake.NoQuestion, mostGapQuestions)
	out := make([]knowledge.Asked, len(rows))
	for i, r := range rows {
		out[i] = knowledge.Asked{Who: r.Customer.String(), Text: r.Text}
		switch {
		case r.Customer.IsZero() && r.Caller != "":
			out[i].Who = r.Caller
		case r.Customer.IsZero():
			out[i].Who = r.Contact.String()
		}
	}
	return out, err
}

// firstAt is below every id that is made from an instant on (RFC 9562, 5.7).
func firstAt(at time.Time) id.Question {
	var out [16]byte
	binary.BigEndian.PutUint64(out[:8], uint64(at.UnixMilli())<<16)
	return id.Question(out)
}
