package report_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/report"
)

// Several periods at once are what each is by itself: half open, the last not after now.
func TestPeriodsAtOnceAreWhatEachIs(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(noon), func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			actor := party.Itself(id.New[id.Org](database.IDs()))
			err := database.Write(context.Background(), actor, func(tx *db.Tx) error {
				for range rapid.IntRange(0, 40).Draw(r, "promises") {
					draw(r, noon).put(tx)
				}
				return nil
			})
			if err != nil {
				r.Fatal(err)
			}
			length := time.Duration(rapid.IntRange(1, 200).Draw(r, "minutes")) * time.Minute
			n := rapid.IntRange(1, 9).Draw(r, "periods")
			from := noon.Add(-length * time.Duration(rapid.IntRange(0, n).Draw(r, "back")))
			err = database.Read(context.Background(), actor, func(tx *db.Tx) error {
				all, err := report.KeptEach(tx, from, length, n)
				if err != nil || len(all) != n {
					r.Fatalf("%d of %d periods: %v", len(all), n, err)
				}
				for i, got := range all {
					begin := from.Add(time.Duration(i) * length)
					want, err := report.Kept(tx, report.Scope{From: begin, Until: begin.Add(length)})
					if err != nil || got.Due != want.Due || got.Kept != want.Kept || got.Late != want.Late || (got.Low == nil) != (want.Low == nil) {
						r.Fatalf("period %d: %+v, by itself %+v, %v", i, got, want, err)
					}
				}
				return nil
			})
			if err != nil {
				r.Fatal(err)
			}
		})
	})
}
