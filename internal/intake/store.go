package intake

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// selected reads whole questions: with the newest read-back and what stays among colleagues.
const selected = `SELECT question.id, question.code, question.contact, question.channel, question.taker, question.holder,
	question.half, question.customer, question.caller, question.decides_on AS decides, question.phase, question.reading,
	question.reading_state, question.ending, question.open, question.noted_at, question.version,
	question_reading.text, question_aside.note AS aside, question_aside.compares
	FROM question
	LEFT JOIN question_reading ON question_reading.org = question.org AND question_reading.question = question.id
		AND question_reading.number = question.reading
	LEFT JOIN question_aside ON question_aside.org = question.org AND question_aside.question = question.id `

// row is a question as it is stored.
type row struct {
	Question
	Decides  string
	Aside    string
	Compares string
}

func (r row) question() (q Question, err error) {
	q = r.Question
	q.Note, q.ComparesWith = Aside(r.Aside), Aside(r.Compares)
	if r.Decides != "" {
		q.DecidesOn, err = worktime.ParseDate(r.Decides)
	}
	return q, err
}

func questions(rows []row, err error) ([]Question, error) {
	if err != nil {
		return nil, err
	}
	out := make([]Question, len(rows))
	for i, r := range rows {
		if out[i], err = r.question(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// day writes a date as it is stored; the zero date is empty.
func day(d worktime.Date) string {
	if d == (worktime.Date{}) {
		return ""
	}
	return d.String()
}

// insert writes a new question; false when its code is taken.
func insert(tx *db.Tx, q Question) (bool, error) {
	added, err := tx.Exec(`INSERT INTO question (org, id, code, customer, contact, channel, caller, taker, holder,
		decides_on, phase, half, reading, reading_state, ending, open, noted_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, '', '', 1, $13, $14)
		ON CONFLICT (org, code) DO NOTHING`,
		tx.Org, q.ID, q.Code, q.Customer, q.Contact, q.Channel, q.Caller, q.Taker, q.Holder,
		day(q.DecidesOn), q.Phase, q.Half, q.NotedAt, q.Version)
	if err == nil && added == 1 {
		putAside(tx, q)
	}
	return added == 1, err
}

func putAside(tx *db.Tx, q Question) {
	tx.Put(`INSERT INTO question_aside (org, question, note, compares) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org, question) DO UPDATE SET note = excluded.note, compares = excluded.compares`,
		tx.Org, q.ID, q.Note.words, q.ComparesWith.words)
}

// update writes a question that is held.
func update(tx *db.Tx, q Question) {
	tx.Put(`UPDATE question SET customer = $3, caller = $4, holder = $5, decides_on = $6, phase = $7, half = $8,
		reading = $9, reading_state = $10, ending = $11, open = $12, version = $13 WHERE org = $1 AND id = $2`,
		tx.Org, q.ID, q.Customer, q.Caller, q.Holder, day(q.DecidesOn), q.Phase, q.Half,
		q.Reading, q.ReadingState, q.Ending, q.Open, q.Version)
	putAside(tx, q)
}

// hold keeps the row from others until the transaction ends, without changing it.
func hold(tx *db.Tx, question id.Question) error {
	_, err := tx.Exec("UPDATE question SET version = version WHERE org = $1 AND id = $2", tx.Org, question)
	return err
}

func one(r row, found bool, err error) (Question, bool, error) {
	if err != nil || !found {
		return Question{}, false, err
	}
	q, err := r.question()
	return q, true, err
}

func read(tx *db.Tx, question id.Question) (Question, bool, error) {
	return one(db.Maybe[row](tx, selected+"WHERE question.org = $1 AND question.id = $2", tx.Org, question))
}

func readCode(tx *db.Tx, code id.Code) (Question, bool, error) {
	return one(db.Maybe[row](tx, selected+"WHERE question.org = $1 AND question.code = $2", tx.Org, code))
}

func insertReading(tx *db.Tx, q Question, author party.Actor) {
	tx.Put(`INSERT INTO question_reading (org, question, number, text, author_kind, author, written_at, state, how, stated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $7)`,
		tx.Org, q.ID, q.Reading, q.Text, author.Kind, author.ID, tx.Now, q.ReadingState)
}

// setReading brings the newest version into a state; an empty how leaves how it was sent.
func setReading(tx *db.Tx, q Question, state ReadingState, how How) {
	tx.Put(`UPDATE question_reading SET state = $4, how = CASE WHEN $5 = '' THEN how ELSE $5 END, stated_at = $6
		WHERE org = $1 AND question = $2 AND number = $3`, tx.Org, q.ID, q.Reading, state, how, tx.Now)
}

func readingsOf(tx *db.Tx, question id.Question) ([]Reading, error) {
	return db.All[Reading](tx, `SELECT number, text, author_kind, author, written_at, state, how, stated_at
		FROM question_reading WHERE org = $1 AND question = $2 ORDER BY number`, tx.Org, question)
}

func insertEnding(tx *db.Tx, question id.Question, version int64, e End) {
	tx.Put(`INSERT INTO question_ending (org, question, version, ending, promise, promise_state, words, actor_kind, actor, ended_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.Org, question, version, e.Ending, e.Promise, e.PromiseState, e.Words, tx.Actor.Kind, tx.Actor.ID, tx.Now)
}

func reopenEndings(tx *db.Tx, question id.Question) {
	tx.Put("UPDATE question_ending SET reopened_at = $3 WHERE org = $1 AND question = $2 AND reopened_at IS NULL",
		tx.Org, question, tx.Now)
}

func endingsOf(tx *db.Tx, question id.Question) ([]PastEnding, error) {
	return db.All[PastEnding](tx, `SELECT ending, promise, promise_state, words, ended_at, reopened_at
		FROM question_ending WHERE org = $1 AND question = $2 ORDER BY version`, tx.Org, question)
}
