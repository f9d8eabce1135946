package customer

import (
	"slices"

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

	MergedInto id.Customer
}

const candidates = `customer.id, customer.kind, customer.name, customer.employer, customer.city, customer.sought, customer.merged_into`

// lead has those who were merged, and are found by their own words, lead to the one that stays.
func lead(tx *db.Tx, found []candidate) (out []candidate, err error) {
	for _, one := range found {
		if !one.MergedInto.IsZero() {
			stays, there, err := db.Maybe[candidate](tx, `SELECT id, kind, name, employer, city FROM customer
				WHERE org = $1 AND id = $2`, tx.Org, one.MergedInto)
			if err != nil {
				return nil, err
			}
			if !there {
				continue
			}
			stays.Sought = one.Sought
			one = stays
		}
		out = append(out, one)
	}
	return out, nil
}

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
	found, err := db.All[candidate](tx, `SELECT `+candidates+`
		FROM (SELECT customer AS found FROM customer_word WHERE org = $1 AND word >= $2 AND word < $3
			ORDER BY word, customer LIMIT $4) AS w
		JOIN customer ON customer.org = $1 AND customer.id = found`+published, tx.Org, word, end(word), limit)
	if err != nil {
		return nil, err
	}
	return lead(tx, found)
}

// beginsWith is begins for the words that go on with the other terms: each of the others is a pattern
// of LIKE on the word with a space before it.
func beginsWith(tx *db.Tx, word, second, third, fourth string) ([]candidate, error) {
	found, err := db.All[candidate](tx, `SELECT `+candidates+`
		FROM (SELECT customer AS found FROM
			(SELECT customer, word FROM customer_word WHERE org = $1 AND word >= $2 AND word < $3
				ORDER BY word, customer LIMIT $4) AS scanned
			WHERE ' ' || word LIKE $5 AND ' ' || word LIKE $6 AND ' ' || word LIKE $7 LIMIT $8) AS w
		JOIN customer ON customer.org = $1 AND customer.id = found`+published,
		tx.Org, word, end(word), maxScanned, second, third, fourth, maxCandidates)
	if err != nil {
		return nil, err
	}
	return lead(tx, found)
}

// numbersAtOnce is of how many customers the numbers are read in one statement: as many as stand below the field, and one.
const numbersAtOnce = 9

// firstNumbers are the preferred numbers of customers, of those who have one.
func firstNumbers(tx *db.Tx, of []candidate) (map[id.Customer]string, error) {
	type first struct {
		Customer id.Customer
		Number   string
	}
	out := map[id.Customer]string{}
	for these := range slices.Chunk(of, numbersAtOnce) {
		args := make([]any, 1+numbersAtOnce)
		args[0] = tx.Org
		for i, one := range these {
			args[1+i] = one.ID
		}
		rows, err := db.All[first](tx, `SELECT customer, number FROM customer_phone
			WHERE org = $1 AND customer IN ($2, $3, $4, $5, $6, $7, $8, $9, $10) AND place = 0`, args...)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			out[row.Customer] = row.Number
		}
	}
	return out, nil
}

func nameOf(tx *db.Tx, customer id.Customer) (string, error) {
	name, _, err := db.Maybe[string](tx, "SELECT name FROM customer WHERE org = $1 AND id = $2"+inSight, tx.Org, customer)
	return name, err
}
