package promise_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"

	"pgregory.net/rapid"
)

func weightOf(t *rapid.T) promise.Weight {
	w := promise.Weight{
		Minutes: rapid.IntRange(0, promise.MaxMinutes).Draw(t, "minutes"),
		Fixed:   rapid.Bool().Draw(t, "fixed"), Broken: rapid.Bool().Draw(t, "broken"),
	}
	copy(w.ID[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
	unit := rapid.SampledFrom([]int64{1, 60_000_000, 7 * 86_400_000_000}).Draw(t, "unit")
	w.DueAt = time.UnixMicro(unit * rapid.Int64Range(-3000, 3000).Draw(t, "due")).UTC()
	return w
}

func TestPackKeepsWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(weightOf), 0, 30).Draw(t, "weights")
		slices.SortFunc(all, func(a, b promise.Weight) int { return a.DueAt.Compare(b.DueAt) })
		packed := promise.Pack(all)
		back, err := promise.Unpack(packed)
		if err != nil || !slices.Equal(all, back) {
			t.Fatalf("%v became %v: %v", all, back, err)
		}
		if !bytes.Equal(packed, promise.Pack(back)) {
			t.Fatal("the same weights pack in two ways")
		}
		if len(all) > 0 { // cut short it is no pack, or one of fewer
			cut := packed[:rapid.IntRange(0, len(packed)-1).Draw(t, "cut")]
			if back, err := promise.Unpack(cut); err == nil && len(back) >= len(all) {
				t.Fatalf("%d of %d bytes tell of %v", len(cut), len(packed), back)
			}
		}
	})
}

func TestUnpackRefusesWhatIsNoPack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOfN(rapid.Byte(), 0, 80).Draw(t, "bytes")
		back, err := promise.Unpack(in)
		if len(in) == 0 && err == nil || len(back) > len(in)/18 {
			t.Fatalf("%x was taken for %v (%v)", in, back, err)
		}
	})
}

// packedAsRows demands that the packs are what the rows say, counted here in the test's own way.
func (f *firm) packedAsRows() {
	f.Helper()
	type row struct {
		Owner   id.Staff
		ID      id.Promise
		DueAt   time.Time
		Minutes int
		Fixed   bool
		State   promise.State
	}
	f.read(func(tx *db.Tx) error {
		rows, err := db.All[row](tx, `SELECT owner, id, due_at, minutes, fixed, state FROM promise
			WHERE org = $1 AND open = 1 AND direction IN ('ours', 'internal')
			AND COALESCE(import_run, org) NOT IN (SELECT run FROM promise_run_hidden WHERE org = $1)`, tx.Org)
		if err != nil {
			return err
		}
		want := map[id.Staff]map[promise.Weight]bool{}
		for _, staff := range f.order {
			want[staff] = map[promise.Weight]bool{}
		}
		for _, r := range rows {
			want[r.Owner][promise.Weight{ID: r.ID, DueAt: r.DueAt, Minutes: r.Minutes, Fixed: r.Fixed, Broken: r.State == promise.Broken}] = true
		}
		for staff, theirs := range want {
			all, found, err := promise.PackOf(tx, staff)
			if err != nil {
				return err
			}
			if !found && len(theirs) > 0 || len(all) != len(theirs) {
				f.Fatalf("a pack of %d loads (there: %v), %d promises are open", len(all), found, len(theirs))
			}
			for i, w := range all {
				if !theirs[w] || i > 0 && w.DueAt.Before(all[i-1].DueAt) {
					f.Fatalf("packed %+v, the promises are %+v", all, theirs)
				}
			}
		}
		n, err := promise.Mispacked(tx)
		if n != 0 {
			f.Fatalf("the doctor finds %d packs that differ", n)
		}
		return err
	})
}

// What is packed is what is open, whatever befalls an import, a batch that is taken back, and an upgrade.
func TestPacksFollowTheRows(t *testing.T) {
	live(t, func(f *firm) {
		f.packedAsRows()
		p := f.make(f.staff(f.jeroen), today(16, 0))
		f.make(f.staff(f.jeroen), today(12, 30).Add(time.Microsecond), func(m *promise.Make) { m.Due.Fixed, m.Minutes = true, 7 })
		f.make(f.staff(f.jeroen), today(15, 0), func(m *promise.Make) { m.Direction = promise.Theirs })
		f.packedAsRows()
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error {
			_, _, err := f.Reassign(tx, p.ID, f.monique, promise.ByColleague, false)
			return err
		})
		f.packedAsRows()
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error {
			err := tx.Try(func() error { // a row of a batch that is taken back
				if _, err := f.Make(tx, promise.Make{Customer: f.zeger, Owner: f.jeroen, Due: promise.Due{At: today(15, 30)}}); err != nil {
					return err
				}
				return errTakenBack
			})
			if !errors.Is(err, errTakenBack) {
				return err
			}
			_, err = f.Make(tx, promise.Make{Customer: f.zeger, Owner: f.jeroen, Due: promise.Due{At: today(15, 45)}})
			return err
		})
		f.packedAsRows()
		f.as(party.Itself(f.org), func(tx *db.Tx) error { // as an older version leaves it
			_, err := tx.Exec("UPDATE owner_load SET pack = NULL WHERE org = $1 AND owner = $2", tx.Org, f.jeroen)
			return err
		})
		before := f.slack(f.jeroen)
		f.as(party.Itself(f.org), func(tx *db.Tx) error { _, err := f.Repack(tx, 10); return err })
		f.packedAsRows()
		if after := f.slack(f.jeroen); !slices.Equal(before, after) || len(after) != 2 {
			f.Errorf("weighed %v from the rows and %v from the pack", before, after)
		}
		f.as(party.Itself(f.org), func(tx *db.Tx) error {
			_, err := tx.Exec("UPDATE promise SET due_at = due_at + 1 WHERE org = $1 AND id = $2", tx.Org, p.ID)
			return err
		})
		f.read(func(tx *db.Tx) error {
			n, err := promise.Mispacked(tx)
			if n != 1 {
				f.Errorf("%d packs differ, one does", n)
			}
			return err
		})
	})
}

var errTakenBack = errors.New("taken back")

func (f *firm) slack(owner id.Staff) (all []promise.Load) {
	f.Helper()
	f.read(func(tx *db.Tx) error {
		w, err := f.Weigh(tx, owner)
		all = w.Loads
		if n := len(w.Room.Appointments); n > 0 { // an appointment counts as one more
			all = append(all, promise.Load{Minutes: n})
		}
		return err
	})
	return all
}

func TestRunsOutOfSightWeighNothing(t *testing.T) {
	live(t, func(f *firm) {
		run := id.New[id.Import](f.db.IDs())
		system := party.Itself(f.org)
		f.as(system, func(tx *db.Tx) error {
			if err := f.HideRun(tx, run); err != nil {
				return err
			}
			for i, name := range []string{"a", "b", "c"} {
				_, _, err := f.Import(tx, promise.Historic{
					From: promise.ImportedFrom{Source: "log", ExternalID: name, Run: run}, Customer: f.zeger, Owner: f.jeroen,
					Minutes: 30, MadeAt: tuesday.Add(-time.Hour), Due: promise.Due{At: today(14+i, 0)},
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		f.packedAsRows()
		if all := f.slack(f.jeroen); len(all) != 0 {
			f.Errorf("staged, and weighs %+v", all)
		}
		f.as(system, func(tx *db.Tx) error {
			if err := f.ShowRun(tx, run); err != nil {
				return err
			}
			_, _, err := f.Settle(tx, run, promise.Settled{}, 10)
			return err
		})
		f.packedAsRows()
		if all := f.slack(f.jeroen); len(all) != 3 {
			f.Errorf("in sight, and weighs %+v", all)
		}
		f.make(f.staff(f.jeroen), today(16, 30))
		f.as(system, func(tx *db.Tx) error { return f.HideRun(tx, run) })
		f.packedAsRows()
		if all := f.slack(f.jeroen); len(all) != 1 {
			f.Errorf("taken back, and weighs %+v", all)
		}
		f.as(system, func(tx *db.Tx) error { _, err := f.ClearRun(tx, run, true, 10); return err })
		f.packedAsRows()
	})
}

// Two writers, one owner: the packs of both stand.
func TestPacksMeet(t *testing.T) {
	live(t, func(f *firm) {
		done := make(chan error)
		for n := range 8 {
			go func() {
				_, err := f.tryMake(f.staff(f.jeroen), today(15, n), func(m *promise.Make) { m.Minutes = 1 })
				done <- err
			}()
		}
		for range 8 {
			if err := <-done; err != nil {
				f.Error(err)
			}
		}
		f.packedAsRows()
	})
}

func TestPacksUnderRandomActs(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			stepped := clock.NewStepped(tuesday)
			database := dbtest.Open(t, engine, stepped)
			checks := "60"
			if engine == db.Postgres {
				checks = "10"
			}
			cases(t, checks, func(rt *rapid.T) {
				stepped.Set(tuesday)
				f := newFirm(rt, database, stepped)
				f.as(party.Itself(f.org), func(tx *db.Tx) error { // of the firm before
					_, err := tx.Exec("DELETE FROM job")
					return err
				})
				m := &packer{firm: f, t: rt}
				rt.Repeat(map[string]func(*rapid.T){
					"": func(*rapid.T) { f.packedAsRows() }, "make": m.makes, "make more": m.makes, "move": m.moves, "end": m.ends,
					"time": m.passes, "undo": m.undoes, "away": m.leaves,
				})
			})
		})
	}
}

// packer does random acts without a model: only the packs are looked at, and whether an act is allowed does
// not matter. Owners change hands, breaches are made good, and the guard hands over.
type packer struct {
	*firm
	t   *rapid.T
	all []id.Promise
}

func (m *packer) some() id.Staff {
	return rapid.SampledFrom([]id.Staff{m.jeroen, m.monique, m.pieter}).Draw(m.t, "staff")
}

func (m *packer) act(fn func(tx *db.Tx, p id.Promise) error) {
	if len(m.all) == 0 {
		m.t.Skip("nothing promised yet")
	}
	p := rapid.SampledFrom(m.all).Draw(m.t, "promise")
	_ = m.try(m.staff(m.some()), func(tx *db.Tx) error { return fn(tx, p) })
}

func (m *packer) due() time.Time {
	return m.clock.Now().Add(time.Duration(rapid.IntRange(1, 3000).Draw(m.t, "in")) * 4 * time.Second)
}

func (m *packer) makes(*rapid.T) {
	wish := promise.Make{
		Customer: m.zeger, Owner: m.some(), Minutes: rapid.IntRange(1, 40).Draw(m.t, "minutes"),
		Override: rapid.Bool().Draw(m.t, "override"), Proposal: rapid.Bool().Draw(m.t, "proposal"),
		Due: promise.Due{At: m.due(), Fixed: rapid.Bool().Draw(m.t, "fixed")},
	}
	if len(m.all) > 0 && rapid.IntRange(0, 3).Draw(m.t, "recovery") == 0 {
		wish.RecoveryOf = rapid.SampledFrom(m.all).Draw(m.t, "recovers")
	}
	var made promise.Made
	if err := m.try(m.staff(m.some()), func(tx *db.Tx) (err error) { made, err = m.Make(tx, wish); return err }); err == nil {
		m.all = append(m.all, made.Promise.ID)
	}
}

func (m *packer) moves(*rapid.T) {
	to, due, consent := m.some(), m.due(), rapid.Bool().Draw(m.t, "consent")
	revise := rapid.Bool().Draw(m.t, "revise")
	m.act(func(tx *db.Tx, p id.Promise) error {
		if !revise {
			_, _, err := m.Reassign(tx, p, to, promise.ByColleague, true)
			return err
		}
		_, next, err := m.Revise(tx, p, promise.Revision{Due: promise.Due{At: due}, Consent: consent, Owner: to, Override: true})
		if err == nil {
			m.all = append(m.all, next.Promise.ID)
		}
		return err
	})
}

func (m *packer) ends(*rapid.T) {
	how := rapid.IntRange(0, 5).Draw(m.t, "how")
	m.act(func(tx *db.Tx, p id.Promise) (err error) {
		switch how {
		case 0:
			_, err = m.Deliver(tx, p, said)
		case 1:
			_, err = m.Release(tx, p, promise.NoCause)
		case 2:
			_, err = m.Agree(tx, p)
		case 3:
			_, err = m.Decline(tx, p)
		case 4:
			if _, err = m.Dispute(tx, p, ""); err == nil {
				_, err = m.Uphold(tx, p)
			}
		case 5:
			_, err = m.Waive(tx, p, promise.NoCause)
		}
		return err
	})
}

func (m *packer) passes(*rapid.T) {
	m.until(m.due())
}

func (m *packer) undoes(*rapid.T) {
	m.act(func(tx *db.Tx, p id.Promise) error { _, err := m.Undo(tx, p); return err })
}

func (m *packer) leaves(*rapid.T) {
	who := m.some()
	_ = m.try(party.Itself(m.org), func(tx *db.Tx) error {
		_, err := m.Redistribute(tx, who, tx.Now, time.Time{}, promise.Departure)
		return err
	})
}
