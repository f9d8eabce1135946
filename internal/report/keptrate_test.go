package report_test

import (
	"context"
	"math"
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

func TestMain(m *testing.M) { dbtest.Main(m) }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// drawn is a promise as a table row, with what it must count for worked out here from the words of
// product.md and from nothing else.
type drawn struct {
	direction, state            string
	agreed, due, deed, broken   time.Time
	undone                      bool
	due1, kept, late1, disputed bool
}

func draw(r *rapid.T, now time.Time) drawn {
	hour := func(name string) time.Time {
		return now.Add(time.Duration(rapid.IntRange(-5, 5).Draw(r, name)) * time.Hour)
	}
	d := drawn{
		direction: rapid.SampledFrom([]string{"ours", "ours", "ours", "theirs", "internal"}).Draw(r, "direction"),
		state:     rapid.SampledFrom([]string{"offered", "agreed", "delivered", "accepted", "disputed", "broken", "repaired", "released", "revised", "declined"}).Draw(r, "state"),
		due:       hour("due"), undone: rapid.IntRange(0, 9).Draw(r, "undone") == 0,
	}
	if d.state != "offered" && d.state != "declined" {
		d.agreed = d.due.Add(-time.Hour)
	}
	switch d.state {
	case "delivered", "accepted", "disputed":
		d.deed = d.due.Add(-time.Duration(rapid.IntRange(0, 59).Draw(r, "early")) * time.Minute)
	case "repaired":
		d.broken = d.due.Add(time.Microsecond)
		d.deed = d.due.Add(time.Duration(rapid.IntRange(1, 90).Draw(r, "late")) * time.Minute)
	case "broken":
		d.broken = d.due.Add(time.Microsecond)
	}
	d.due1 = d.direction == "ours" && !d.agreed.IsZero() && !d.due.After(now) && d.state != "released" && d.state != "revised" && !d.undone
	d.kept = d.due1 && (d.state == "delivered" || d.state == "accepted")
	d.late1 = d.due1 && d.state == "repaired"
	d.disputed = d.due1 && d.state == "disputed"
	return d
}

func (d drawn) put(tx *db.Tx) {
	promise := id.New[id.Promise](tx.IDs)
	yes := any(nil)
	if d.undone {
		yes = tx.Now
	}
	tx.Put(`INSERT INTO promise (org, id, code, direction, kind, act, owner, minutes, proof, due_at, due_civil, zone, grain,
		fixed, state, open, version, made_at, agreed_at, deed_at, broken_at, undone_at, root, overridden, awaits, imported)
		VALUES ($1, $2, $3, $4, 'answer', '', $2, 1, 'text', $5, '', 'UTC', 'minute', 0, $6, 0, 1, $5, $7, $8, $9, $10, $2, 0, '', 0)`,
		tx.Org, promise, promise.String(), d.direction, d.due, d.state, d.agreed, d.deed, d.broken, yes)
}

// The kept rate equals a count made one promise at a time.
func TestTheKeptRateCountsEachPromiseByItsWords(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(noon), func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			actor := party.Itself(id.New[id.Org](database.IDs()))
			var want report.KeptRate
			err := database.Write(context.Background(), actor, func(tx *db.Tx) error {
				want = report.KeptRate{}
				for range rapid.IntRange(0, 40).Draw(r, "promises") {
					d := draw(r, noon)
					d.put(tx)
					for _, count := range []struct {
						yes bool
						n   *int64
					}{{d.due1, &want.Due}, {d.kept, &want.Kept}, {d.late1, &want.Late}, {d.disputed, &want.Disputed}} {
						if count.yes {
							*count.n++
						}
					}
				}
				want.Never = want.Due - want.Kept - want.Late - want.Disputed
				return nil
			})
			if err != nil {
				r.Fatal(err)
			}
			err = database.Read(context.Background(), actor, func(tx *db.Tx) error {
				got, err := report.Kept(tx, report.Scope{})
				if got.Due != want.Due || got.Kept != want.Kept || got.Late != want.Late || got.Never != want.Never || got.Disputed != want.Disputed {
					r.Fatalf("got %+v, want %+v", got, want)
				}
				if (got.Low == nil) != (got.Due < report.FewCases) {
					r.Fatalf("with %d cases the interval is %v", got.Due, got.Low)
				}
				return err
			})
			if err != nil {
				r.Fatal(err)
			}
		})
	})
}

// Against published values: Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
func TestTheIntervalIsWilsons(t *testing.T) {
	for _, test := range []struct {
		kept, due int64
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
	} {
		low, high := report.Wilson(test.kept, test.due)
		if math.Abs(low-test.low) > 0.00005 || math.Abs(high-test.high) > 0.00005 {
			t.Errorf("%d of %d lies between %.4f and %.4f, want %.4f and %.4f", test.kept, test.due, low, high, test.low, test.high)
		}
	}
}
