package overview

import (
	"time"

	"kroon/internal/db"
)

// Newest are what the test of the plan reads.
func Newest(engine db.Engine) (everything, sorted string) {
	if engine == db.Postgres {
		return linesNewest, linesSorted
	}
	return selectNewest, selectSorted
}

// Order puts the names of a list in the order in which its page shows them.
func (p *CallListPage) Order(now time.Time) { p.order(now) }

// LastID is after every id.
var LastID = lastID
