package desk_test

import (
	"testing"

	"kroon/internal/db"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// Beside a time stands how often such a one was kept, once the history tells, and not before.
func TestTheChanceStandsBesideATime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.fatima.get("/intake").says(200, "ruim").silent("lukt")
		w.do(party.Itself(w.org), kept)
		w.fatima.get("/intake").says(200, "ruim, lukt bijna altijd")
		w.fatima.get("/today").silent("lukt bijna altijd")
	})
}

// kept writes a history in which 390 of 400 promises were kept, in every band of slack.
func kept(tx *db.Tx) error {
	for band := range promise.Bands {
		for half := 1; half <= 2; half++ {
			tx.Put("INSERT INTO promise_chance (org, band, half, closed, kept) VALUES ($1, $2, $3, 400, 390)", tx.Org, band, half)
		}
	}
	return nil
}
