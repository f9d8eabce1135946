package overview

import "time"

// What the test of the plan reads.
const (
	SelectNewest = selectNewest
	SelectSorted = selectSorted
)

// Order puts the names of a list in the order in which its page shows them.
func (p *CallListPage) Order(now time.Time) { p.order(now) }

// LastID is after every id.
var LastID = lastID
