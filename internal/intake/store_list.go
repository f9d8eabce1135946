package intake

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// lowest and highest are below and above every id that a Source makes.
var (
	lowest  = id.Question{15: 1}
	highest = id.Question{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}
)

func orElse(question, other id.Question) id.Question {
	if question.IsZero() {
		return other
	}
	return question
}

func open(tx *db.Tx, after id.Question, limit int) ([]Question, error) {
	return questions(db.All[row](tx, selected+`WHERE question.org = $1 AND question.open = 1 AND question.id > $2
		ORDER BY question.id LIMIT $3`, tx.Org, orElse(after, lowest), limit))
}

func held(tx *db.Tx, holder id.Staff, after id.Question, limit int) ([]Question, error) {
	return questions(db.All[row](tx, selected+`WHERE question.org = $1 AND question.holder = $2 AND question.open = 1
		AND question.id > $3 ORDER BY question.id LIMIT $4`, tx.Org, holder, orElse(after, lowest), limit))
}

func deciding(tx *db.Tx, until, on worktime.Date, after id.Question, limit int) ([]Question, error) {
	return questions(db.All[row](tx, selected+`WHERE question.org = $1 AND question.open = 1 AND question.decides_on <> ''
		AND question.decides_on <= $2 AND (question.decides_on, question.id) > ($3, $4)
		ORDER BY question.decides_on, question.id LIMIT $5`, tx.Org, day(until), day(on), orElse(after, lowest), limit))
}

func ofCustomer(tx *db.Tx, customer id.Customer, before id.Question, limit int) ([]Question, error) {
	return questions(db.All[row](tx, selected+`WHERE question.org = $1 AND question.customer = $2 AND question.id < $3
		ORDER BY question.id DESC LIMIT $4`, tx.Org, customer, orElse(before, highest), limit))
}

func ofContact(tx *db.Tx, contact id.Any, limit int) ([]Question, error) {
	return questions(db.All[row](tx, selected+`WHERE question.org = $1 AND question.contact = $2
		ORDER BY question.id LIMIT $3`, tx.Org, contact, limit))
}

// sits tells whether somebody has a question of the customer on the screen.
func sits(tx *db.Tx, customer id.Customer, staff id.Staff) (bool, error) {
	_, found, err := db.Maybe[time.Time](tx, `SELECT until_at FROM intake_desk
		WHERE org = $1 AND customer = $2 AND staff = $3 AND until_at > $4`, tx.Org, customer, staff, tx.Now)
	return found, err
}

// sit notes a presence, and forgets those that are over.
func sit(tx *db.Tx, customer id.Customer, staff id.Staff, until time.Time) {
	tx.Put("DELETE FROM intake_desk WHERE org = $1 AND until_at <= $2", tx.Org, tx.Now)
	tx.Put(`INSERT INTO intake_desk (org, customer, staff, until_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org, customer, staff) DO UPDATE SET until_at = excluded.until_at`, tx.Org, customer, staff, until)
}

func leave(tx *db.Tx, customer id.Customer, staff id.Staff) {
	tx.Put("DELETE FROM intake_desk WHERE org = $1 AND customer = $2 AND staff = $3", tx.Org, customer, staff)
}

func atDesk(tx *db.Tx, customer id.Customer, without id.Staff) ([]Presence, error) {
	return db.All[Presence](tx, `SELECT staff, until_at AS until FROM intake_desk
		WHERE org = $1 AND customer = $2 AND until_at > $3 AND staff <> $4 ORDER BY staff`,
		tx.Org, customer, tx.Now, orNobody(without))
}

// orNobody is an id to compare with: the zero id is NULL in the database, from which nothing differs.
func orNobody(staff id.Staff) id.Staff {
	if staff.IsZero() {
		return id.Staff(lowest)
	}
	return staff
}
