package imports_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/promise"
	"kroon/internal/team"
)

const (
	events   = "SELECT COUNT(*) AS n FROM event WHERE org = $1 AND imported = 1"
	entries  = "SELECT COUNT(*) AS n FROM ledger_entry WHERE org = $1"
	balances = "SELECT COALESCE(SUM(points), 0) AS n FROM ledger_balance WHERE org = $1"
	messages = "SELECT COUNT(*) AS n FROM message WHERE org = $1"
	jobs     = "SELECT COUNT(*) AS n FROM job WHERE org = $1 AND kind LIKE 'promise.%' AND kind <> 'promise.chance'"
	rows     = "SELECT COUNT(*) AS n FROM promise WHERE org = $1"
	runs     = "SELECT COUNT(*) AS n FROM import_run WHERE org = $1"
	staff    = "SELECT COUNT(*) AS n FROM staff WHERE org = $1"
	open     = "SELECT COUNT(*) AS n FROM promise WHERE org = $1 AND open = 1"
)

func TestTheMunicipalitysLog(t *testing.T) {
	inHouse(t, func(h *house) {
		m, log := h.log()
		first := h.mustTake(imports.Promises, m, log)
		check := func() {
			h.Helper()
			if r := h.kept(); r.Due != 717 || r.Kept != 488 || r.Late != 224 || r.Never != 5 || r.Disputed != 0 {
				h.Errorf("the kept rate is %+v", r)
			}
			for query, want := range map[string]int{jobs: 0, messages: 0, open: 0, rows: 717} {
				if n := h.count(query); n != want {
					h.Errorf("%s: %d, want %d", query, n, want)
				}
			}
		}
		check()
		if first.Taken != 717 || first.Staff == 0 || h.count(events) != 717+488+224+5+224+1 {
			h.Errorf("%+v; %d imported events", first, h.count(events))
		}
		// Two points for what was kept, eight for each breach; and the first recovery in a year earns three.
		points := h.count(balances)
		if want := 2*488 - 8*229; points < want || points > want+3*224 {
			h.Errorf("the balance is %d", points)
		}
		before := h.count(staff)
		if again := h.mustTake(imports.Promises, m, log); again.Taken != 0 || again.Known != 717 || !again.Run.IsZero() || h.count(runs) != 1 {
			h.Errorf("the same file again: %+v", again)
		}
		check()
		if _, err := h.Acts.UndoImport(context.Background(), h.actor, first.Run); err != nil {
			h.Fatal(err)
		}
		if r := h.kept(); r.Due != 0 || h.count(rows) != 0 || h.count(balances) != 0 {
			h.Errorf("after undo: %+v, %d promises, balance %d", r, h.count(rows), h.count(balances))
		}
		if again := h.mustTake(imports.Promises, m, log); again.Taken != 717 || h.count(staff) != before {
			h.Errorf("after undo: %+v; %d staff of %d", again, h.count(staff), before)
		}
		if now := h.count(balances); now != points {
			h.Errorf("taken over again the balance is %d, not %d", now, points)
		}
		check()
	})
}

func TestNothingIsInSightBeforeTheSwitch(t *testing.T) {
	inHouse(t, func(h *house) {
		m, log := h.log()
		looked := 0
		look := func() {
			looked++
			if h.count(runs) != 1 {
				h.Error("the import is not under way")
			}
			if r := h.kept(); r.Due != 0 || h.count(entries) != 0 || h.count(open) != 0 || h.count(staff) != 0 {
				h.Errorf("in sight: %+v, %d entries, %d open, %d staff", r, h.count(entries), h.count(open), h.count(staff))
			}
			h.read(func(tx *db.Tx) error {
				found, err := h.Acts.Customer.Search(tx, "aanvragers", 10)
				if len(found) > 0 {
					h.Error("the beneficiary is found")
				}
				if err != nil {
					return err
				}
				listed, err := h.Acts.Customer.List(tx, id.Customer{}, 10)
				if len(listed) > 0 {
					h.Error("the beneficiary is listed")
				}
				return err
			})
		}
		m.GroupBy = "" // row by row, so that rows are stored while the file is read
		done, refused, err := h.take(imports.Promises, m, &probe{text: log, at: len(log) / 2, do: func() {
			look()
			if h.count(rows) == 0 {
				h.Error("nothing was stored half-way: this test looks at nothing")
			}
		}})
		if err != nil || looked != 1 || len(refused) != 4422-717 || done.Taken != 717 || done.Known != 0 {
			h.Errorf("%+v, %d looks, %d refused, %v", done, looked, len(refused), err)
		}
		if h.kept().Due != 717 {
			h.Error("not in sight after the switch")
		}
	})
}

func TestAKilledImportLeavesNothing(t *testing.T) {
	inHouse(t, func(h *house) {
		m, log := h.log()
		scattered := m
		scattered.GroupBy = ""
		for _, at := range []int{1, len(log) / 3, len(log) - 5000, len(log)} {
			killed(func(die func()) { _, _, _ = h.take(imports.Promises, scattered, &probe{text: log, at: at, do: die}) })
			if h.count(runs) != 1 || h.kept().Due != 0 {
				h.Fatalf("killed at %d: %d runs, %d in sight", at, h.count(runs), h.kept().Due)
			}
			// Whether it lives cannot be known yet, so nobody takes its place.
			_, _, err := h.take(imports.Promises, m, strings.NewReader(log))
			h.is(err, "imports.under_way")
			h.clock.Advance(imports.Lease)
			h.again()
			for n := 0; h.count(runs) > 0 && n < 50; n++ { // what is not quick is left to the clockwork
				if _, err := h.Clock.Step(context.Background()); err != nil {
					h.Fatal(err)
				}
				h.clock.Advance(time.Second)
			}
			if h.count(runs) != 0 || h.count(rows) != 0 || h.count(entries) != 0 || h.count(staff) != 0 {
				h.Errorf("killed at %d, left after the next start: %d runs, %d promises, %d entries, %d staff",
					at, h.count(runs), h.count(rows), h.count(entries), h.count(staff))
			}
		}
		h.mustTake(imports.Promises, m, log)
		if r := h.kept(); r.Due != 717 || r.Kept != 488 {
			h.Errorf("after all that: %+v", r)
		}
	})
}

func TestAnImportKilledAfterTheSwitchIsFinished(t *testing.T) {
	inHouse(t, func(h *house) {
		m, log := h.log()
		whole := 0
		for _, kill := range []bool{false, true} {
			var run id.Import
			killed(func(die func()) {
				done := h.mustTakeTold(m, log, func() {
					if kill {
						die()
					}
				})
				run = done.Run
			})
			if r := h.kept(); r.Due != 717 {
				h.Fatalf("not in sight: %+v", r)
			}
			h.again()
			if _, err := h.Clock.Step(context.Background()); err != nil {
				h.Fatal(err)
			}
			if !kill {
				whole = h.count(balances)
				if _, err := h.Acts.UndoImport(context.Background(), h.actor, run); err != nil {
					h.Fatal(err)
				}
				continue
			}
			if got := h.count(balances); got != whole || whole == 0 {
				h.Errorf("killed while its past was entered, the balance is %d; %d when it was not", got, whole)
			}
		}
	})
}

func TestWhatIsStillToBeKeptIsGuardedAndThePastSendsNothing(t *testing.T) {
	inHouse(t, func(h *house) {
		err := h.DB.Write(context.Background(), h.actor, func(tx *db.Tx) error {
			_, err := h.Acts.Team.Hire(tx, team.Staff{Name: "Jeroen Bos"})
			return err
		})
		if err != nil {
			h.Fatal(err)
		}
		m := imports.Plain(imports.Promises, "old")
		done := h.mustTake(imports.Promises, m, `external_id,act,kind,owner,customer,customer_name,made_at,due_at,done_at
`+strings.Join([]string{
			"1,bellen over de trap,call-back,Jeroen Bos,c1,Zeger van Dam,2026-11-19 10:00,2026-11-20 16:00,",
			"2,offerte,send,Jeroen Bos,c1,,2026-11-01 10:00,2026-11-10 16:00,",
			"3,oude offerte,send,Jeroen Bos,c1,,2025-11-01 10:00,2025-11-10 16:00,",
			"4,gedaan,send,Jeroen Bos,c1,,2026-11-01 10:00,2026-11-10,2026-11-10 23:58",
		}, "\n"))
		if done.Taken != 4 {
			h.Fatalf("%+v", done)
		}
		state := func(n string) (p promise.Promise) {
			h.read(func(tx *db.Tx) (err error) {
				found, err := db.One[id.Promise](tx, "SELECT id FROM promise WHERE org = $1 AND import_id = $2", tx.Org, n)
				if err == nil {
					p, err = h.Acts.Promise.Get(tx, found)
				}
				return err
			})
			return p
		}
		for n, want := range map[string]string{"1": "agreed true false", "2": "broken true false", "3": "broken false true", "4": "delivered false true"} {
			if p := state(n); fmt.Sprint(p.State, " ", p.Open, " ", p.Imported) != want {
				h.Errorf("promise %s is %s, open %v, history %v; want %s", n, p.State, p.Open, p.Imported, want)
			}
		}
		if n := h.count(messages); n != 0 {
			h.Errorf("the past sent %d messages", n)
		}
		h.clock.Set(time.Date(2026, 11, 20, 15, 0, 0, 1000, time.UTC))
		if _, err := h.Clock.Step(context.Background()); err != nil {
			h.Fatal(err)
		}
		p := state("1")
		if p.State != promise.Broken || !p.BrokenAt.Equal(promise.FirstInstantAfter(p.DueAt)) {
			h.Errorf("due passed: %s at %v", p.State, p.BrokenAt)
		}
		found, err := h.Acts.UndoImport(context.Background(), h.actor, done.Run)
		h.is(err, "imports.in_use")
		if !slices.ContainsFunc(found, func(r imports.Reference) bool { return r.Kind == "changed" && r.Of == string(p.Code) }) {
			h.Errorf("what stands in the way of undo: %+v", found)
		}
		if state("4").State != promise.Delivered {
			h.Error("a refused undo changed something")
		}
	})
}

func TestUndoListsWhatRefersToIt(t *testing.T) {
	inHouse(t, func(h *house) {
		customers := h.mustTake(imports.Customers, imports.Plain(imports.Customers, "crm"),
			"external_id,kind,name,employer\n1,organisation,De Linde,\n2,person,Zeger van Dam,1\n3,person,Monique de Vries,\n")
		err := h.DB.Write(context.Background(), h.actor, func(tx *db.Tx) error {
			_, err := h.Acts.Team.Hire(tx, team.Staff{Name: "Jeroen Bos"})
			return err
		})
		if err != nil {
			h.Fatal(err)
		}
		m := imports.Plain(imports.Promises, "old")
		promises := h.mustTake(imports.Promises, m, "external_id,act,owner,customer,customer_source,made_at,due_at,done_at\n"+
			"1,bellen,Jeroen Bos,2,crm,2026-01-01,2026-01-02,2026-01-02\n")
		found, err := h.Acts.UndoImport(context.Background(), h.actor, customers.Run)
		h.is(err, "imports.in_use")
		if len(found) != 1 || found[0].Kind != "promise" || found[0].Of != "Zeger van Dam" {
			h.Errorf("found %+v", found)
		}
		var monique customer.Customer
		h.read(func(tx *db.Tx) (err error) {
			monique, err = h.Acts.Customer.ByOrigin(tx, "crm", "3")
			return err
		})
		err = h.DB.Write(context.Background(), h.actor, func(tx *db.Tx) error {
			_, err := h.Acts.Customer.Change(tx, monique.ID, 0, func(d *customer.Details) { d.City = "Utrecht" })
			return err
		})
		if err != nil {
			h.Fatal(err)
		}
		if _, err := h.Acts.UndoImport(context.Background(), h.actor, promises.Run); err != nil {
			h.Fatal(err)
		}
		found, err = h.Acts.UndoImport(context.Background(), h.actor, customers.Run)
		h.is(err, "imports.in_use")
		if len(found) != 1 || found[0].Kind != "changed" || found[0].Of != "Monique de Vries" {
			h.Errorf("found %+v", found)
		}
		if _, err := h.Acts.UndoImport(context.Background(), h.actor, promises.Run); err == nil {
			h.Error("undone twice")
		} else {
			h.is(err, "imports.undone_already")
		}
		_, err = h.Acts.UndoImport(context.Background(), h.actor, id.New[id.Import](h.DB.IDs()))
		h.is(err, "imports.unknown")
	})
}

func TestAnImportThatStalledIsNotHalfDone(t *testing.T) {
	inHouse(t, func(h *house) {
		m, log := h.log()
		m.GroupBy = ""
		_, _, err := h.take(imports.Promises, m, &probe{text: log, at: len(log) / 2, do: func() {
			h.clock.Advance(imports.Lease) // and another node takes it for dead
			for h.count(runs) > 0 {
				if _, err := h.Clock.Step(context.Background()); err != nil {
					h.Fatal(err)
				}
				h.clock.Advance(time.Second)
			}
		}})
		h.is(err, "imports.lost")
		if h.count(runs) != 0 || h.count(rows) != 0 || h.count(entries) != 0 {
			h.Errorf("left: %d runs, %d promises, %d entries", h.count(runs), h.count(rows), h.count(entries))
		}
	})
}
