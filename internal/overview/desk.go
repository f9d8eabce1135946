package overview

import (
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/message"
)

// Desk reads the screens of the desk: Today, and a new question during a call. Each method is one read
// transaction.
type Desk struct {
	Relation
	// Kept reckons the kept rate of what was due from an instant until another.
	Kept func(tx *db.Tx, from, until time.Time) (TodayWord, error)
	// Weeks reckons it for each of n weeks on end, from an instant.
	Weeks func(tx *db.Tx, from time.Time, n int) ([]TodayWord, error)
	// Reach is where a customer can be reached.
	Reach func(customer.Customer) message.Reach
}
