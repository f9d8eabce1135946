package customer

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/worktime"
)

const columns = `id, kind, name, first_name, salutation, employer, function, lang, form, channel, hours_note, since,
	street, house_number, postcode, city, country, added_at, version`

// published leaves out the rows of imports that are not; inSight those too that were merged into another, or erased.
const (
	published = ` AND (customer.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM customer_run
	WHERE customer_run.org = $1 AND customer_run.run = customer.import_run))`
	inSight = published + ` AND customer.merged_into IS NULL AND customer.erased_at IS NULL`
)

// insert adds a customer; what he is found by is put now, or kept for later where that is not nil.
func insert(tx *db.Tx, c Customer, run id.Import, later *Later) {
	words, sought := wordsOf(c.Details)
	tx.Put(`INSERT INTO customer (org, id, kind, name, first_name, salutation, employer, function, lang, form,
		channel, hours_note, since, street, house_number, postcode, city, country, sought, import_run, added_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
		tx.Org, c.ID, c.Kind, c.Name, c.FirstName, c.Salutation, c.Employer, c.Function, c.Lang, c.Form,
		c.Channel, c.HoursNote, c.Since, c.Street, c.HouseNumber, c.Postcode, c.City, c.Country, sought, run, c.AddedAt, c.Version)
	if later != nil {
		later.add(c, words)
		insertHours(tx, c)
		return
	}
	insertParts(tx, c)
	for _, word := range words {
		insertWord(tx, c.ID, word)
	}
}

func insertWord(tx *db.Tx, customer id.Customer, word string) {
	tx.Put("INSERT INTO customer_word (org, word, customer) VALUES ($1, $2, $3)", tx.Org, word, customer)
}

func insertPhone(tx *db.Tx, customer id.Customer, place int, number, label string) {
	tx.Put("INSERT INTO customer_phone (org, customer, place, number, label) VALUES ($1, $2, $3, $4, $5)",
		tx.Org, customer, place, number, label)
}

func insertEmail(tx *db.Tx, customer id.Customer, place int, address, folded string) {
	tx.Put("INSERT INTO customer_email (org, customer, place, address, folded) VALUES ($1, $2, $3, $4, $5)",
		tx.Org, customer, place, address, folded)
}

func insertParts(tx *db.Tx, c Customer) {
	for place, number := range c.Numbers {
		insertPhone(tx, c.ID, place, number.Number, number.Label)
	}
	for place, address := range c.Emails {
		insertEmail(tx, c.ID, place, address, lang.Fold(address))
	}
	insertHours(tx, c)
}

func insertHours(tx *db.Tx, c Customer) {
	for day, intervals := range c.Hours {
		for _, i := range intervals {
			tx.Put(`INSERT INTO customer_hours (org, customer, weekday, from_minute, until_minute)
				VALUES ($1, $2, $3, $4, $5)`, tx.Org, c.ID, int(day), i.From, i.Until)
		}
	}
}

// update writes what changed since before; the row is held.
func update(tx *db.Tx, before, c Customer) {
	words, sought := wordsOf(c.Details)
	tx.Put(`UPDATE customer SET kind = $3, name = $4, first_name = $5, salutation = $6, employer = $7,
		function = $8, lang = $9, form = $10, channel = $11, hours_note = $12, since = $13, street = $14,
		house_number = $15, postcode = $16, city = $17, country = $18, sought = $19, version = $20
		WHERE org = $1 AND id = $2`,
		tx.Org, c.ID, c.Kind, c.Name, c.FirstName, c.Salutation, c.Employer, c.Function, c.Lang, c.Form,
		c.Channel, c.HoursNote, c.Since, c.Street, c.HouseNumber, c.Postcode, c.City, c.Country, sought, c.Version)
	tx.Put("DELETE FROM customer_phone WHERE org = $1 AND customer = $2", tx.Org, c.ID)
	tx.Put("DELETE FROM customer_email WHERE org = $1 AND customer = $2", tx.Org, c.ID)
	tx.Put("DELETE FROM customer_hours WHERE org = $1 AND customer = $2", tx.Org, c.ID)
	insertParts(tx, c)
	gone, _ := wordsOf(before.Details)
	exchangeWords(tx, c.ID, gone, words)
}

// exchangeWords replaces the words of a customer; both lists are in order.
func exchangeWords(tx *db.Tx, customer id.Customer, gone, come []string) {
	for len(gone) > 0 || len(come) > 0 {
		switch {
		case len(come) == 0 || len(gone) > 0 && gone[0] < come[0]:
			tx.Put("DELETE FROM customer_word WHERE org = $1 AND word = $2 AND customer = $3", tx.Org, gone[0], customer)
			gone = gone[1:]
		case len(gone) == 0 || come[0] < gone[0]:
			insertWord(tx, customer, come[0])
			come = come[1:]
		default:
			gone, come = gone[1:], come[1:]
		}
	}
}

// raise raises the version of a row that something happened to without a change in it.
func raise(tx *db.Tx, customer id.Customer) (version int64, err error) {
	if _, err := tx.Exec("UPDATE customer SET version = version + 1 WHERE org = $1 AND id = $2", tx.Org, customer); err != nil {
		return 0, err
	}
	return db.One[int64](tx, "SELECT version FROM customer WHERE org = $1 AND id = $2", tx.Org, customer)
}

// hold keeps the row from others until the transaction ends, without changing it.
func hold(tx *db.Tx, customer id.Customer) error {
	_, err := tx.Exec("UPDATE customer SET version = version WHERE org = $1 AND id = $2", tx.Org, customer)
	return err
}

// nowOf is the customer himself, or the one that he was merged into.
func nowOf(tx *db.Tx, customer id.Customer) (id.Customer, error) {
	into, found, err := db.Maybe[id.Customer](tx, "SELECT merged_into FROM customer WHERE org = $1 AND id = $2 AND merged_into IS NOT NULL", tx.Org, customer)
	if found {
		customer = into
	}
	return customer, err
}

// kindOf reads the kind of a customer, one of an import that is not published included.
func kindOf(tx *db.Tx, customer id.Customer) (Kind, bool, error) {
	return db.Maybe[Kind](tx, "SELECT kind FROM customer WHERE org = $1 AND id = $2", tx.Org, customer)
}

const (
	oneOf = `SELECT ` + columns + ` FROM customer WHERE org = $1 AND id = COALESCE(
		(SELECT merged_into FROM customer WHERE org = $1 AND id = $2), $2)` + inSight
	numbersOf = `SELECT number, label FROM customer_phone
		WHERE org = $1 AND customer = $2 ORDER BY place`
	emailsOf = `SELECT address FROM customer_email
		WHERE org = $1 AND customer = $2 ORDER BY place`
	hoursOf = `SELECT weekday, from_minute, until_minute FROM customer_hours
		WHERE org = $1 AND customer = $2 ORDER BY weekday, from_minute`
)

// foresee has a customer, whole, come along with what is asked next.
func foresee(tx *db.Tx, customer id.Customer) {
	tx.Ahead(oneOf, tx.Org, customer)
	tx.Ahead(employerNow, tx.Org, customer)
	foreseeParts(tx, customer)
}

// foreseeParts has the parts of a customer come along with what is asked next.
func foreseeParts(tx *db.Tx, customer id.Customer) {
	for _, query := range []string{numbersOf, emailsOf, hoursOf} {
		tx.Ahead(query, tx.Org, customer)
	}
}

// read reads a customer, or the one that he was merged into.
func read(tx *db.Tx, customer id.Customer) (Customer, bool, error) {
	foreseeParts(tx, customer)
	c, found, err := db.Maybe[Customer](tx, oneOf, tx.Org, customer)
	if err != nil || !found {
		return Customer{}, false, err
	}
	return c, true, readParts(tx, &c)
}

func readParts(tx *db.Tx, c *Customer) (err error) {
	c.Numbers, err = db.All[Number](tx, numbersOf, tx.Org, c.ID)
	if err != nil {
		return err
	}
	c.Emails, err = db.All[string](tx, emailsOf, tx.Org, c.ID)
	if err != nil {
		return err
	}
	hours, err := db.All[struct {
		Weekday time.Weekday
		From    int `db:"from_minute"`
		Until   int `db:"until_minute"`
	}](tx, hoursOf, tx.Org, c.ID)
	for _, h := range hours {
		if c.Hours == nil {
			c.Hours = map[time.Weekday][]worktime.Interval{}
		}
		c.Hours[h.Weekday] = append(c.Hours[h.Weekday], worktime.Interval{From: h.From, Until: h.Until})
	}
	return err
}

// readEach reads the customers of these ids, in their order, each once; those out of sight are left out.
func readEach(tx *db.Tx, ids []id.Customer, err error) ([]Customer, error) {
	var out []Customer
	for _, one := range ids {
		if err != nil {
			break
		}
		var c Customer
		var found bool
		if c, found, err = read(tx, one); found && !slices.ContainsFunc(out, func(other Customer) bool { return other.ID == c.ID }) {
			out = append(out, c)
		}
	}
	return out, err
}
