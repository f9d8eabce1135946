package ledger_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/ledger"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

type desk struct {
	t        *testing.T
	database *db.DB
	service  *ledger.Service
	actor    party.Actor
}

func newDesk(t *testing.T, database *db.DB) *desk {
	return &desk{t, database, ledger.New(event.NewLog()), party.Itself(id.New[id.Org](database.IDs()))}
}

func (d *desk) write(fn func(*db.Tx) error) {
	d.t.Helper()
	if err := d.database.Write(context.Background(), d.actor, fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) post(cause ledger.Cause) {
	d.t.Helper()
	d.write(func(tx *db.Tx) error { return d.service.Post(tx, cause) })
}

func (d *desk) balance(customer id.Customer) (points int64) {
	d.t.Helper()
	d.write(func(tx *db.Tx) (err error) {
		points, _, err = d.service.Balance(tx, customer)
		return err
	})
	return points
}

func (d *desk) cause(kind string, customer id.Customer, promise id.Promise, at time.Time) ledger.Cause {
	return ledger.Cause{Event: id.New[id.Event](d.database.IDs()), Kind: kind, Customer: customer, Promise: promise, HappenedAt: at}
}

var friday = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func TestARecoveryNeverOutweighsItsFailure(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		zeger := id.New[id.Customer](database.IDs())
		first, second, later := id.New[id.Promise](database.IDs()), id.New[id.Promise](database.IDs()), id.New[id.Promise](database.IDs())
		d.post(d.cause("promise.broken", zeger, first, friday))
		d.post(d.cause("promise.repaired", zeger, first, friday.Add(time.Hour)))
		if got := d.balance(zeger); got != -5 {
			t.Errorf("after one failure and its recovery the balance is %d, want -8 + 3", got)
		}
		d.post(d.cause("promise.broken", zeger, second, friday.AddDate(0, 6, 0)))
		d.post(d.cause("promise.repaired", zeger, second, friday.AddDate(0, 6, 1)))
		if got := d.balance(zeger); got != -13 {
			t.Errorf("the second failure within a year earns no recovery; the balance is %d, want -13", got)
		}
		d.post(d.cause("promise.broken", zeger, later, friday.AddDate(2, 0, 0)))
		d.post(d.cause("promise.repaired", zeger, later, friday.AddDate(2, 0, 1)))
		if got := d.balance(zeger); got != -18 {
			t.Errorf("after a clean year a recovery counts again; the balance is %d, want -18", got)
		}
	})
}

func TestACorrectionIsAnAddition(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		zeger, promise := id.New[id.Customer](database.IDs()), id.New[id.Promise](database.IDs())
		d.post(d.cause("promise.broken", zeger, promise, friday))
		correction := d.cause("promise.corrected", zeger, promise, friday.Add(time.Hour))
		for range 2 { // the same cause twice changes nothing
			d.write(func(tx *db.Tx) error {
				if err := d.service.TakeBack(tx, correction, "promise.broken", "promise.repaired"); err != nil {
					return err
				}
				return d.service.Post(tx, correction)
			})
		}
		d.write(func(tx *db.Tx) error {
			entries, err := d.service.Entries(tx, zeger, id.Entry{}, 10)
			if err != nil {
				return err
			}
			var points []int64
			for _, e := range entries {
				points = append(points, e.Points)
			}
			if len(points) != 3 || points[2] != -8 || points[0]+points[1] != 10 {
				t.Errorf("the account reads %v, want the withdrawal, its counter-entry and the deposit", points)
			}
			return nil
		})
		if got := d.balance(zeger); got != 2 {
			t.Errorf("the balance is %d, want 2", got)
		}
	})
}

// Replaying any history in any order, each event one to three times, leaves the same account: it sums
// to zero, has one entry per distinct event, and its folded balance is the sum of its postings.
func TestReplaysLeaveTheAccountAsItIs(t *testing.T) {
	kinds := []string{"promise.delivered", "promise.broken", "promise.accepted", "promise.agreed"}
	worth := map[string]int64{"promise.delivered": 2, "promise.broken": -8}
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			d := newDesk(t, database)
			customer := id.New[id.Customer](database.IDs())
			var want, distinct int64
			var causes []ledger.Cause
			for range rapid.IntRange(1, 8).Draw(r, "events") {
				kind := rapid.SampledFrom(kinds).Draw(r, "kind")
				c := d.cause(kind, customer, id.New[id.Promise](database.IDs()), friday)
				want += worth[kind]
				if worth[kind] != 0 {
					distinct++
				}
				for range rapid.IntRange(1, 3).Draw(r, "times") {
					causes = append(causes, c)
				}
			}
			d.write(func(tx *db.Tx) error {
				for _, c := range rapid.Permutation(causes).Draw(r, "order") {
					if err := d.service.Post(tx, c); err != nil {
						return err
					}
				}
				points, entries, err := d.service.Balance(tx, customer)
				if err != nil {
					return err
				}
				if points != want || entries != distinct {
					r.Fatalf("balance %d on %d entries, want %d on %d", points, entries, want, distinct)
				}
				sum, err := db.One[int64](tx, `SELECT COALESCE(SUM(points), 0) FROM ledger_posting WHERE org = $1`, tx.Org)
				if err == nil && sum != 0 {
					r.Fatalf("the postings sum to %d", sum)
				}
				trend, err := d.service.Trend(tx, customer, friday.AddDate(0, 0, -1))
				if err == nil && trend[len(trend)-1].Points != points {
					r.Fatalf("the trend ends at %d, the balance is %d", trend[len(trend)-1].Points, points)
				}
				return err
			})
		})
	})
}

// What was taken back and put back again, however often, stands as it was first entered.
func TestWhatWasTakenBackCanBePutBack(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		zeger, promise := id.New[id.Customer](database.IDs()), id.New[id.Promise](database.IDs())
		early := d.cause("promise.delivered", zeger, promise, friday)
		early.Case = "early"
		d.post(early)
		for range 3 {
			for _, step := range []struct {
				do   func(*db.Tx, ledger.Cause, ...string) error
				want int64
			}{{d.service.TakeBack, 0}, {d.service.TakeBack, 0}, {d.service.PutBack, 4}, {d.service.PutBack, 4}} {
				cause := d.cause("promise.disputed", zeger, promise, friday)
				d.write(func(tx *db.Tx) error { return step.do(tx, cause, "promise.delivered") })
				if got := d.balance(zeger); got != step.want {
					t.Fatalf("the balance is %d, want %d", got, step.want)
				}
			}
		}
	})
}
