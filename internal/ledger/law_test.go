package ledger_test

import (
	"context"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/ledger"
	"kroon/internal/party"
)

// life is what happened to one promise, in months since the beginning: broken, perhaps made good a little later, and
// perhaps found to be in time after all.
type life struct {
	broken, repaired, corrected int // 0: it did not happen
	warned                      bool
}

// worthOf is what a customer's account comes to, said once more: every break costs, making good brings three (two
// when warned: always less than the cost) unless another promise had been broken in the twelve months before and
// nobody knew better then; what was in time after all is as if it was simply kept.
func worthOf(lives []life) (sum int64, recovered []int64) {
	recovered = make([]int64, len(lives))
	for i, l := range lives {
		cost := int64(8)
		if l.warned {
			cost = 4
		}
		if l.repaired > 0 {
			first := true
			for j, other := range lives {
				known := other.corrected == 0 || other.corrected > l.repaired || other.corrected == l.repaired && j > i // entered after it
				if j != i && other.broken < l.broken && other.broken >= l.broken-12 && known {
					first = false
				}
			}
			if first {
				recovered[i] = 3
			}
		}
		if l.corrected > 0 {
			sum, recovered[i] = sum+2, 0
		} else {
			sum += recovered[i] - cost
		}
	}
	return sum, recovered
}

// steps are those lives as the reactions would have them entered, in order of time.
func steps(d *desk, of id.Customer, lives []life) (out []ledger.Step) {
	promises := make([]id.Promise, len(lives))
	for i := range promises {
		promises[i] = id.New[id.Promise](d.database.IDs())
	}
	for month := 1; month <= 200; month++ {
		at := friday.AddDate(0, month, 0)
		for i, l := range lives {
			cause := d.cause("promise.broken", of, promises[i], at)
			if l.warned {
				cause.Case = "warned"
			}
			switch month {
			case l.broken:
				out = append(out, ledger.Step{Do: ledger.Enter, Cause: cause})
			case l.repaired:
				cause.Kind, cause.Case = "promise.repaired", ""
				out = append(out, ledger.Step{Do: ledger.Enter, Cause: cause})
			case l.corrected:
				cause.Kind, cause.Case = "promise.corrected", ""
				out = append(out, ledger.Step{Do: ledger.Undo, Cause: cause, Kinds: []string{"promise.broken", "promise.repaired"}},
					ledger.Step{Do: ledger.Enter, Cause: cause})
			}
		}
	}
	return out
}

// drawn are lives that begin in different months.
func drawn(r *rapid.T) []life {
	months := rapid.SliceOfNDistinct(rapid.IntRange(1, 60), 1, 6, rapid.ID[int]).Draw(r, "broken in")
	var out []life
	for _, month := range months {
		l := life{broken: month, warned: rapid.Bool().Draw(r, "warned")}
		if rapid.Bool().Draw(r, "made good") {
			l.repaired = month + rapid.IntRange(1, 8).Draw(r, "after")
		}
		if rapid.IntRange(0, 3).Draw(r, "in time after all") == 0 {
			l.corrected = max(month, l.repaired) + rapid.IntRange(1, 8).Draw(r, "found out after")
		}
		out = append(out, l)
	}
	return out
}

// TestTheLawOfRecovery: over random histories the account comes to what an independent reckoning says, in the book
// and in the database alike, each step done one to three times; no recovery weighs more than its failure.
func TestTheLawOfRecovery(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			d := newDesk(t, database)
			of, lives := id.New[id.Customer](database.IDs()), drawn(r)
			want, recovered := worthOf(lives)
			for i, points := range recovered {
				if cost := map[bool]int64{false: 8, true: 4}[lives[i].warned]; points >= cost {
					r.Fatalf("making good brings %d, the failure cost %d", points, cost)
				}
			}
			book, all := ledger.NewBook(ledger.Shipped()), steps(d, of, lives)
			again := rapid.IntRange(1, 3).Draw(r, "times")
			d.write(func(tx *db.Tx) error {
				for _, one := range all {
					for range again {
						if err := d.service.Follow(tx, one); err != nil {
							return err
						}
						if err := book.Follow(one); err != nil {
							return err
						}
					}
				}
				points, entries, err := d.service.Balance(tx, of)
				if points != want || book.Balance(of, time.Time{}) != want || int64(book.Customers()[of]) != entries {
					r.Fatalf("%+v: stored %d, in the book %d, want %d (%d entries, %d)", lives, points, book.Balance(of, time.Time{}), want, entries, book.Customers()[of])
				}
				at := friday.AddDate(0, 0, rapid.IntRange(-900, 900).Draw(r, "day"))
				if course := book.Course(of); course.Before(at) != book.Balance(of, at) {
					r.Fatalf("before %v the course says %d, the book %d", at, course.Before(at), book.Balance(of, at))
				}
				return sumsToZero(r, tx, err)
			})
		})
	})
}

// TestTwelveMonthsToTheDay: a failure of twelve months before still counts, one of a day earlier does not.
func TestTwelveMonthsToTheDay(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		for days, want := range map[int]int64{0: -16, -1: -13} {
			d := newDesk(t, database)
			of, first, second := id.New[id.Customer](database.IDs()), id.New[id.Promise](database.IDs()), id.New[id.Promise](database.IDs())
			d.post(d.cause("promise.broken", of, first, friday.AddDate(-1, 0, days)))
			d.post(d.cause("promise.broken", of, second, friday))
			d.post(d.cause("promise.repaired", of, second, friday.AddDate(0, 0, 1)))
			if got := d.balance(of); got != want {
				t.Errorf("%d days beyond a year before: %d, want %d", -days, got, want)
			}
		}
	})
}

func sumsToZero(r *rapid.T, tx *db.Tx, err error) error {
	if err != nil {
		return err
	}
	loose, err := db.One[int64](tx, `SELECT COUNT(*) FROM (SELECT entry FROM ledger_posting WHERE org = $1 GROUP BY entry HAVING SUM(points) <> 0 OR COUNT(*) < 2 OR MIN(points) = 0) x`, tx.Org)
	if loose != 0 {
		r.Fatalf("%d entries do not sum to zero", loose)
	}
	return err
}

// TestAnyOrderSumsToZero: whatever the order and however often, every entry sums to zero, nothing stored is changed,
// and the balance is the sum of its entries.
func TestAnyOrderSumsToZero(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			d := newDesk(t, database)
			of := id.New[id.Customer](database.IDs())
			all := steps(d, of, drawn(r))
			all = append(all, all...)
			d.write(func(tx *db.Tx) error {
				var before []ledger.Entry
				for _, one := range rapid.Permutation(all).Draw(r, "order") {
					if err := d.service.Follow(tx, one); err != nil {
						return err
					}
					now, err := d.service.Entries(tx, of, id.Entry{}, 0)
					if err != nil {
						return err
					}
					stay(r, before, now)
					before = now
				}
				points, _, err := d.service.Balance(tx, of)
				for _, e := range before {
					points -= e.Points
				}
				if points != 0 {
					r.Fatalf("the balance is off by %d", points)
				}
				return sumsToZero(r, tx, err)
			})
		})
	})
}

// stay tells whether every entry of before is still there as it was.
func stay(r *rapid.T, before, now []ledger.Entry) {
	is := map[id.Entry]ledger.Entry{}
	for _, e := range now {
		is[e.ID] = e
	}
	for _, e := range before {
		if is[e.ID] != e {
			r.Fatalf("%+v became %+v", e, is[e.ID])
		}
	}
}

// TestAPointWeighsHalfAfterItsHalfLife, and in between as two to a power says.
func TestAPointWeighsHalfAfterItsHalfLife(t *testing.T) {
	now := friday
	rapid.Check(t, func(r *rapid.T) {
		half := rapid.Int64Range(1, 1000).Draw(r, "half-life")
		var all []ledger.Dated
		want := math.Trunc(0)
		for range rapid.IntRange(1, 30).Draw(r, "entries") {
			days, points := rapid.IntRange(0, 4000).Draw(r, "days"), rapid.Int64Range(-100, 100).Draw(r, "points")
			all = append(all, ledger.Dated{HappenedAt: now.AddDate(0, 0, -days), Points: points})
			want += float64(points) * math.Exp2(-float64(days)/float64(half))
		}
		if got := ledger.Aged(all, now, half); math.Abs(float64(got)-want) > 0.6 {
			r.Fatalf("%d, want %.3f", got, want)
		}
	})
	if got := ledger.Aged([]ledger.Dated{{HappenedAt: now.AddDate(-9, 0, 0), Points: -8}}, now, 0); got != -8 {
		t.Errorf("without a half-life points age: %d", got)
	}
}

// own is a version that an owner made of the one of today.
func own(t *testing.T, version, change, into string) string {
	t.Helper()
	raw, err := ledger.Shipped()[0].Draft(ledger.Version(version), "2027-01-01").File()
	if err != nil {
		t.Fatal(err)
	}
	file := strings.Replace(string(raw), change, into, 1)
	if change != "" && file == string(raw) {
		t.Fatalf("there is no %s in the file", change)
	}
	return file
}

const broken = `"promise.broken": {"points":-8,`

// TestAnEventIsValuedByTheVersionOfItsInstant: before, at and after the beginning of a version; the next one rewrites
// nothing, and a withdrawn one never counted.
func TestAnEventIsValuedByTheVersionOfItsInstant(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		begins := friday.AddDate(0, 1, 0)
		d.write(func(tx *db.Tx) error {
			if _, err := d.service.SetTariff(tx, own(t, "own-1", broken, `"promise.broken": {"points":-12,`), begins); err != nil {
				return err
			}
			if _, err := d.service.SetTariff(tx, own(t, "own-2", broken, `"promise.broken": {"points":-50,`), begins.AddDate(0, 1, 0)); err != nil {
				return err
			}
			_, err := d.service.WithdrawTariff(tx, "own-2")
			return err
		})
		for _, one := range []struct {
			at   time.Time
			want int64
		}{{begins.Add(-time.Microsecond), -8}, {begins, -12}, {begins.AddDate(1, 0, 0), -12}} {
			of := id.New[id.Customer](database.IDs())
			cause := d.cause("promise.broken", of, id.New[id.Promise](database.IDs()), one.at)
			d.post(cause)
			d.post(cause)
			if got := d.balance(of); got != one.want {
				t.Errorf("at %v it is worth %d, want %d", one.at, got, one.want)
			}
		}
		refused := func(key, file string, begins time.Time) {
			t.Helper()
			err := database.Write(context.Background(), d.actor, func(tx *db.Tx) error {
				_, err := d.service.SetTariff(tx, file, begins)
				return err
			})
			if !fault.Is(err, key) {
				t.Errorf("%v, want %s", err, key)
			}
		}
		refused("ledger.tariff_past", own(t, "own-3", "", ""), friday)
		refused("ledger.tariff_used", own(t, "own-2", "", ""), begins.AddDate(1, 0, 0))
		refused("ledger.tariff_used", own(t, "2026-1", "", ""), begins.AddDate(1, 0, 0))
		refused("ledger.tariff_same_day", own(t, "own-3", "", ""), begins)
	})
}

// TestWhatATariffMayNotSay: each refusal, and the file that comes with Kroon is read back as it is.
func TestWhatATariffMayNotSay(t *testing.T) {
	for key, file := range map[string]string{
		"tariff_json":      "geen tarief",
		"tariff_name":      own(t, "Nieuw Tarief", "", ""),
		"tariff_date":      own(t, "x", `"2027-01-01"`, `"morgen"`),
		"tariff_half_life": own(t, "x", `"half_life_days": 365`, `"half_life_days": -1`),
		"tariff_kind":      own(t, "x", `"promise.broken"`, `"promise.brokken"`),
		"tariff_points":    own(t, "x", broken, `"promise.broken": {`),
		"tariff_bounds":    own(t, "x", broken, `"promise.broken": {"points":-8000,`),
		"tariff_why":       own(t, "x", `"why_en":"A broken word weighs more than one that was kept."`, `"why_en":""`),
		"tariff_unnoticed": own(t, "x", `"order.placed": {"none":true,`, `"order.placed": {"points":5,`),
		"tariff_light":     own(t, "x", broken, `"promise.broken": {"points":-2,`),
		"tariff_recovery":  own(t, "x", `{"points":3,"recovery":true,`, `{"points":3,`),
		"tariff_asked":     own(t, "x", `"ledger.asked": {"points":-3,`, `"ledger.asked": {"points":3,`),
	} {
		if _, err := ledger.ReadTariff([]byte(file)); !fault.Is(err, "ledger."+key) {
			t.Errorf("%s: %v", key, err)
		}
	}
	raw, err := os.ReadFile("tariff/2026-1.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.ReadTariff(raw); err != nil {
		t.Errorf("the file that comes with Kroon: %v", err)
	}
}

// TestAskingIsNoFailure: it takes points and stops no recovery; noted by mistake, it is taken back by addition.
func TestAskingIsNoFailure(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		log := event.NewLog()
		d := &desk{t, database, ledger.New(log), party.Itself(id.New[id.Org](database.IDs()))}
		ledger.On(d.service, func(e event.Envelope, f ledger.WasAsked) []ledger.Step {
			return []ledger.Step{{Do: ledger.Enter, Cause: ledger.Cause{Event: e.ID, Kind: e.Kind, Customer: f.Customer, HappenedAt: e.HappenedAt}}}
		})
		ledger.On(d.service, func(e event.Envelope, f ledger.WasNotAsked) []ledger.Step {
			return []ledger.Step{{Do: ledger.NoDeed, Cause: ledger.Cause{Event: e.ID, Kind: e.Kind, Customer: f.Customer, HappenedAt: e.HappenedAt}, Event: f.Asked}}
		})
		of, promise := id.New[id.Customer](database.IDs()), id.New[id.Promise](database.IDs())
		var asked ledger.Asked
		d.write(func(tx *db.Tx) (err error) {
			asked, err = d.service.Ask(tx, of, "Een aanbeveling.")
			return err
		})
		d.post(d.cause("promise.broken", of, promise, friday.AddDate(0, 1, 0)))
		d.post(d.cause("promise.repaired", of, promise, friday.AddDate(0, 1, 1)))
		if got := d.balance(of); got != -3-8+3 {
			t.Errorf("asked, failed and made good: %d, want -8", got)
		}
		for range 2 {
			d.write(func(tx *db.Tx) error { _, err := d.service.NotAsked(tx, asked.ID); return err })
		}
		if got := d.balance(of); got != -8+3 {
			t.Errorf("not asked after all: %d, want -5", got)
		}
		d.write(func(tx *db.Tx) error {
			differ, n, err := d.service.Differences(tx)
			_ = n // the promise was entered by hand: history knows what was asked only
			if err == nil && len(differ) != 1 {
				t.Errorf("%d differ", len(differ))
			}
			return err
		})
	})
}
