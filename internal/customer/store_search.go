package customer

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// maxCandidates bounds how many finds of one range are read and ranked, maxAlone how many when one word is
// all there is: it may be one letter, and those who type go on. maxScanned bounds how many words are looked
// through when several are typed that are each too common to begin with.
const (
	maxCandidates = 200
	maxAlone      = 60
	maxScanned    = 2000
)

// candidate is a customer whose index has a word in the range.
type candidate struct {
	ID       id.Customer
	Kind     Kind
	Name     string
	Employer id.Customer
	City     string
	Sought   string
}

// candidates and leading: one who was merged is found by his own words, and leads to the one that stays.
const (
	candidates = `stays.id, stays.kind, stays.name, stays.employer, stays.city, customer.sought`
	leading    = ` JOIN customer AS stays ON stays.org = $1 AND stays.id = COALESCE(customer.merged_into, customer.id)`
)

// end is above every word that begins with word.
func end(word string) string { return word + "\U0010FFFF" }

// count tells how many words of the index begin with word, up to one more than are read.
func count(tx *db.Tx, word string) (int, error) {
	word = cut(word)
	return db.One[int](tx, `SELECT COUNT(*) FROM (SELECT 1 FROM customer_word
		WHERE org = $1 AND word >= $2 AND word < $3 LIMIT $4) AS found`, tx.Org, word, end(word), maxCandidates+1)
}

// begins reads the customers whose index has a word that begins with word, the first in order.
func begins(tx *db.Tx, word string, limit int) ([]candidate, error) {
	word = cut(word)
	return db.All[candidate](tx, `SELECT `+candidates+`
		FROM (SELECT customer AS found FROM customer_word WHERE org = $1 AND word >= $2 AND word < $3
			ORDER BY word, customer LIMIT $4) AS w
		JOIN customer ON customer.org = $1 AND customer.id = found`+published+leading, tx.Org, word, end(word), limit)
}

// beginsWith is begins for the words that go on with the other terms: each of the others is a pattern
// of LIKE on the word with a space before it.
func beginsWith(tx *db.Tx, word, second, third, fourth string) ([]candidate, error) {
	return db.All[candidate](tx, `SELECT `+candidates+`
		FROM (SELECT customer AS found FROM
			(SELECT customer, word FROM customer_word WHERE org = $1 AND word >= $2 AND word < $3
				ORDER BY word, customer LIMIT $4) AS scanned
			WHERE ' ' || word LIKE $5 AND ' ' || word LIKE $6 AND ' ' || word LIKE $7 LIMIT $8) AS w
		JOIN customer ON customer.org = $1 AND customer.id = found`+published+leading,
		tx.Org, word, end(word), maxScanned, second, third, fourth, maxCandidates)
}

// firstNumber is the preferred number of a customer, or empty.
func firstNumber(tx *db.Tx, customer id.Customer) (string, error) {
	number, _, err := db.Maybe[string](tx, `SELECT number FROM customer_phone
		WHERE org = $1 AND customer = $2 AND place = 0`, tx.Org, customer)
	return number, err
}

func nameOf(tx *db.Tx, customer id.Customer) (string, error) {
	name, _, err := db.Maybe[string](tx, "SELECT name FROM customer WHERE org = $1 AND id = $2"+inSight, tx.Org, customer)
	return name, err
}
