package overview

import (
	"strings"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/search"
)

// written adds to a find what was written there.
func written(line SaidLine, found bool, err error, text func() (string, error)) (SaidLine, bool, error) {
	if err == nil && found {
		line.Text, err = text()
	}
	return line, found && line.Text != "", err
}

// notes is what people here wrote for each other beside a question: a note, what is compared with, what went with a
// hand-off, and why it ended as it did.
func notes(tx *db.Tx, question id.Any) (string, error) {
	all, err := db.All[string](tx, `SELECT a.note || ' ' || a.compares AS text FROM question_aside a WHERE a.org = $1 AND a.question = $2
		UNION ALL SELECT w.facts || ' ' || w.repeated || ' ' || w.reason || ' ' || w.answer FROM transfer t
		JOIN transfer_words w ON w.org = t.org AND w.transfer = t.id WHERE t.org = $1 AND t.question = $2
		UNION ALL SELECT e.words FROM question_ending e WHERE e.org = $1 AND e.question = $2`, tx.Org, question)
	return joined(all), err
}

// deeds is what people wrote when a promise was kept, moved, disputed or turned down, what was taken back left out.
func deeds(tx *db.Tx, promise id.Any) (string, error) {
	all, err := db.All[string](tx, `SELECT o.words FROM promise_outcome o
		WHERE o.org = $1 AND o.promise = $2 AND o.undone_at IS NULL AND o.words <> '' ORDER BY o.id`, tx.Org, promise)
	return joined(all), err
}

// typedAndGone leaves of the messages m those to a customer that left with words that a person typed; a result with those
// of its deed is found with the deed.
const typedAndGone = ` AND m.audience = 'customer' AND m.sent_at IS NOT NULL AND m.words <> '' AND NOT (m.kind = 'result' AND EXISTS
	(SELECT 1 FROM promise_outcome o WHERE o.org = $1 AND o.promise = m.subject AND o.words = m.words))`

// complaintSaid is what was said at every step of a complaint, what was taken back left out.
func complaintSaid(tx *db.Tx, of id.Any) (string, error) {
	all, err := db.All[string](tx, `SELECT w.said || ' ' || w.reasons || ' ' || w.inside FROM complaint_words w
		JOIN complaint_step s ON s.org = w.org AND s.complaint = w.complaint AND s.number = w.number AND s.undone_at IS NULL
		WHERE w.org = $1 AND w.complaint = $2 ORDER BY w.number`, tx.Org, of)
	return joined(all), err
}

// joined is texts as one, without what was left empty.
func joined(all []string) string { return strings.Join(strings.Fields(strings.Join(all, " ")), " ") }

// writtenOf reads what was written at each of some subjects.
func writtenOf(tx *db.Tx, subjects []id.Any, err error, text func(*db.Tx, id.Any) (string, error)) (out []search.Said, _ error) {
	for _, one := range subjects {
		if err == nil {
			var said string
			said, err = text(tx, one)
			out = append(out, search.Said{Subject: one, Text: said})
		}
	}
	return out, err
}

// Texts implements search.Texts: what was said, in the order of what it belongs to.
func Texts(tx *db.Tx, kind search.Kind, after id.Any, limit int) ([]search.Said, error) {
	switch kind {
	case search.Question:
		return db.All[search.Said](tx, `SELECT q.id AS subject, r.text FROM question q
			JOIN question_reading r ON r.org = q.org AND r.question = q.id AND r.number = q.reading
			WHERE q.org = $1 AND q.id > $2 ORDER BY q.id LIMIT $3`, tx.Org, after, limit)
	case search.Note:
		some, err := db.All[id.Any](tx, "SELECT q.id FROM question q WHERE q.org = $1 AND q.id > $2 ORDER BY q.id LIMIT $3", tx.Org, after, limit)
		return writtenOf(tx, some, err, notes)
	case search.Deed:
		some, err := db.All[id.Any](tx, "SELECT p.id FROM promise p WHERE p.org = $1 AND p.id > $2 ORDER BY p.id LIMIT $3", tx.Org, after, limit)
		return writtenOf(tx, some, err, deeds)
	case search.Promise:
		return db.All[search.Said](tx, "SELECT p.id AS subject, p.act AS text FROM promise p WHERE p.org = $1 AND p.id > $2 ORDER BY p.id LIMIT $3",
			tx.Org, after, limit)
	case search.Message:
		return db.All[search.Said](tx, `SELECT m.id AS subject, CASE WHEN 1 = 1`+typedAndGone+` THEN m.words ELSE '' END AS text FROM message m
			WHERE m.org = $1 AND m.id > $2 ORDER BY m.id LIMIT $3`, tx.Org, after, limit)
	case search.Strike:
		return db.All[search.Said](tx, `SELECT a.strike AS subject, a.why || ' ' || a.evidence || ' ' || a.answer AS text FROM call_strike_aside a
			WHERE a.org = $1 AND a.strike > $2 ORDER BY a.strike LIMIT $3`, tx.Org, after, limit)
	case search.Complaint:
		some, err := db.All[id.Any](tx, "SELECT k.id FROM complaint k WHERE k.org = $1 AND k.id > $2 ORDER BY k.id LIMIT $3", tx.Org, after, limit)
		return writtenOf(tx, some, err, complaintSaid)
	case search.Claim:
		return claimTexts(tx, after, limit)
	case search.File:
		return db.All[search.Said](tx, "SELECT f.id AS subject, f.name AS text FROM file f WHERE f.org = $1 AND f.id > $2 ORDER BY f.id LIMIT $3",
			tx.Org, after, limit)
	case search.Order:
		return db.All[search.Said](tx, `SELECT o.id AS subject, o.what || ' ' || o.reference AS text FROM order_placed o
			WHERE o.org = $1 AND o.id > $2 ORDER BY o.id LIMIT $3`, tx.Org, after, limit)
	case search.List:
		return db.All[search.Said](tx, `SELECT l.id AS subject, l.name || ' ' || l.about AS text FROM call_list l
			WHERE l.org = $1 AND l.id > $2 ORDER BY l.id LIMIT $3`, tx.Org, after, limit)
	}
	return db.All[search.Said](tx, `SELECT w.interaction AS subject, w.words AS text FROM interaction_words w
		WHERE w.org = $1 AND w.interaction > $2 ORDER BY w.interaction LIMIT $3`, tx.Org, after, limit)
}
