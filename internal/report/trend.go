package report

import (
	"time"

	"kroon/internal/db"
)

const countEach = "SELECT (p.due_at - $2) / $6 AS nth, " + sumKept + fromKept + " GROUP BY nth"

// KeptEach reckons the kept rate of n periods of the same length, one after another, the first beginning at
// from, in one query.
func KeptEach(tx *db.Tx, from time.Time, length time.Duration, n int) ([]KeptRate, error) {
	until := from.Add(time.Duration(n) * length)
	found, err := db.All[struct {
		Nth int
		counts
	}](tx, countEach, tx.Org, from.UnixMicro(), until.UnixMicro(), tx.Now, "", length.Microseconds())
	if err != nil {
		return nil, err
	}
	rates := make([]KeptRate, n)
	for i := range rates {
		begin := from.Add(time.Duration(i) * length)
		rates[i] = counts{}.rate(begin, begin.Add(length))
	}
	for _, one := range found {
		rates[one.Nth] = one.rate(rates[one.Nth].From, rates[one.Nth].Until)
	}
	return rates, nil
}
