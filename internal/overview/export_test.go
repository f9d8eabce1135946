package overview

// What the test of the plan reads.
const (
	SelectNewest = selectNewest
	SelectSorted = selectSorted
)

// LastID is after every id.
var LastID = lastID
