package overview

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/party"
)

// publicQuestions are the questions of the page, and those of his that still wait for his yes.
func publicQuestions(tx *db.Tx, of id.Customer, wanted []id.Question) ([]PublicQuestion, error) {
	type row struct {
		PublicQuestion
		AuthorKind party.Kind
		Waits      bool // he still waits for us, so that it matters whether we understood him
	}
	all, err := db.All[row](tx, `SELECT q.id, q.reading AS number, t.text, q.reading_state AS state, q.noted_at, t.author_kind,
		CASE WHEN q.open = 1 AND (q.ending = '' OR EXISTS (SELECT 1 FROM promise p WHERE p.org = $1 AND p.question = q.id AND p.open = 1 AND p.undone_at IS NULL))
			THEN 1 ELSE 0 END AS waits
		FROM question q JOIN question_reading t ON t.org = q.org AND t.question = q.id AND t.number = q.reading
		WHERE q.org = $1 AND q.customer = $2 ORDER BY q.id DESC LIMIT $3`, tx.Org, of, mostOwed)
	if err != nil {
		return nil, err
	}
	var out []PublicQuestion
	for _, q := range all {
		waits := q.Waits && (q.State == intake.Sent || q.State == intake.Written || q.State == intake.Unconfirmed)
		if !waits && (q.State != intake.Confirmed || !slices.Contains(wanted, q.ID)) {
			continue
		}
		q.Own = q.AuthorKind == party.Customer
		out = append(out, q.PublicQuestion)
	}
	return out, nil
}

// publicAnswer is what was sent to him as the result, in the words that were sent.
func publicAnswer(tx *db.Tx, of id.Promise, to id.Customer) (string, error) {
	words, _, err := db.Maybe[string](tx, `SELECT words FROM message WHERE org = $1 AND subject = $2 AND recipient = $3
		AND audience = 'customer' AND kind = $4 AND state IN ('sent', 'handed') ORDER BY id DESC LIMIT 1`,
		tx.Org, of, to, message.Result)
	return words, err
}
