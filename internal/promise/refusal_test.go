package promise_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// refusal is a way to be refused: by whom, doing what, with which sentence about which field.
type refusal struct {
	key, field string
	by         party.Actor
	do         func(tx *db.Tx) error
}

// Every sentence with which promises refuse is said to somebody here, and changes nothing.
func TestEveryRefusal(t *testing.T) {
	live(t, func(f *firm) {
		said := map[string]bool{}
		for _, all := range [][]refusal{f.makeRefusals(), f.deedRefusals(), f.endingRefusals(), f.handRefusals()} {
			for _, r := range all {
				if r.by.Kind == "" {
					r.by = f.staff(f.jeroen)
				}
				var got error
				f.refuses(r.key, r.by, func(tx *db.Tx) error {
					got = r.do(tx)
					return got
				})
				if field := fault.Of(got).Field; field != r.field {
					f.Errorf("%s is about %q, want %q", r.key, field, r.field)
				}
				said[r.key] = true
			}
		}
		for key := range refusalKeys(t) {
			if !said[key] {
				f.Errorf("nobody was refused with %s", key)
			}
		}
	})
}

// refusalKeys reads the keys of all faults in the package, but those of an import, which has its own test.
func refusalKeys(t *testing.T) map[string]bool {
	keys := map[string]bool{}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range files {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_import.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			if s, ok := call.Fun.(*ast.SelectorExpr); !ok || s.Sel.Name != "New" {
				return true
			}
			if text, ok := call.Args[1].(*ast.BasicLit); ok && text.Kind == token.STRING {
				if key, err := strconv.Unquote(text.Value); err == nil && strings.HasPrefix(key, "promise.") {
					keys[key] = true
				}
			}
			return true
		})
	}
	return keys
}

func (f *firm) making(key, field string, change func(m *promise.Make)) refusal {
	return refusal{key: key, field: field, do: func(tx *db.Tx) error {
		m := promise.Make{Customer: f.zeger, Owner: f.jeroen, Act: "bellen", Due: promise.Due{At: today(12, 0)}}
		change(&m)
		_, err := f.Make(tx, m)
		return err
	}}
}

func (f *firm) makeRefusals() []refusal {
	long := strings.Repeat("é", 2001)
	gone := f.hire(&person{calendar: week("09:00", "17:00"), share: 100, left: true})
	reader := f.hire(&person{calendar: week("09:00", "17:00"), share: 100, reads: true})
	program := f.hire(&person{calendar: week("09:00", "17:00"), share: 100, virtual: true})
	never := f.hire(&person{calendar: week("09:00", "17:00"), share: 0})
	f.hire(&person{calendar: week("09:00", "17:00"), share: 100})
	full := f.hire(&person{calendar: week("09:00", "17:00"), opened: week("09:00", "17:00"), share: 100})
	f.as(party.Itself(f.org), func(tx *db.Tx) error {
		tx.Put("INSERT INTO owner_load (org, owner, version, pack) VALUES ($1, $2, 1, $3)", tx.Org, full,
			promise.Pack(make([]promise.Weight, promise.MaxOpen)))
		return nil
	})
	broken := f.make(f.staff(f.pieter), tuesday.Add(20*time.Minute), func(m *promise.Make) { m.Owner = f.pieter })
	f.until(tuesday.Add(21 * time.Minute))
	f.make(f.staff(f.pieter), today(12, 0), func(m *promise.Make) { m.Owner, m.RecoveryOf = f.pieter, broken.ID })
	all := []refusal{
		f.making("promise.kind", "kind", func(m *promise.Make) { m.Kind = "dance" }),
		f.making("promise.kind", "kind", func(m *promise.Make) { m.Kind = promise.Pay }),
		f.making("promise.direction", "direction", func(m *promise.Make) { m.Direction = "up" }),
		f.making("promise.proof", "proof", func(m *promise.Make) { m.Proof = "honour" }),
		f.making("promise.act_long", "act", func(m *promise.Make) { m.Act = long }),
		f.making("promise.words_long", "words", func(m *promise.Make) { m.Words = long }),
		f.making("promise.customer_missing", "customer", func(m *promise.Make) { m.Customer = id.Customer{} }),
		f.making("promise.colleague_missing", "colleague", func(m *promise.Make) { m.Direction = promise.Internal }),
		f.making("promise.owner_missing", "owner", func(m *promise.Make) { m.Owner = id.Staff{} }),
		f.making("promise.owner_left", "owner", func(m *promise.Make) { m.Owner, m.Direction = gone, promise.Theirs }),
		f.making("promise.owner_reads", "owner", func(m *promise.Make) { m.Owner, m.Override = reader, true }),
		{key: "promise.owner_reads", field: "owner", do: func(tx *db.Tx) error { _, err := f.Offer(tx, promise.Ask{Owner: reader}); return err }},
		f.making("promise.minutes", "minutes", func(m *promise.Make) { m.Minutes = promise.MaxMinutes + 1 }),
		f.making("promise.owner_full", "owner", func(m *promise.Make) { m.Owner, m.Override = full, true }),
		f.making("promise.minutes", "minutes", func(m *promise.Make) { m.Minutes = -1 }),
		f.making("promise.due_missing", "due", func(m *promise.Make) { m.Due.At = time.Time{} }),
		f.making("promise.past", "due", func(m *promise.Make) { m.Due.At = f.clock.Now() }),
		f.making("promise.too_far", "due", func(m *promise.Make) { m.Due.At = tuesday.AddDate(11, 0, 0) }),
		f.making("promise.due_unclear", "due", func(m *promise.Make) { m.Due.Grain = "century" }),
		f.making("promise.due_unclear", "due", func(m *promise.Make) {
			m.Due.Zone, m.Due.Civil = "Europe/Amsterdam", "2026-11-24T12:01"
		}),
		f.making("promise.zone", "zone", func(m *promise.Make) { m.Due.Zone = "Europe/Atlantis" }),
		f.making("promise.lapses_past", "lapses_at", func(m *promise.Make) { m.Proposal, m.LapsesAt = true, tuesday }),
		f.making("promise.infeasible", "due", func(m *promise.Make) { m.Minutes = 600 }),
		f.making("promise.infeasible", "due", func(m *promise.Make) { m.Due = promise.Due{At: today(16, 55), Fixed: true} }),
		f.making("promise.not_broken", "recovery_of", func(m *promise.Make) { m.RecoveryOf, m.Customer = broken.ID, f.saskia }),
		f.making("promise.recovered_already", "recovery_of", func(m *promise.Make) { m.RecoveryOf = broken.ID }),
		f.making("promise.unknown", "", func(m *promise.Make) { m.RecoveryOf = id.New[id.Promise](f.db.IDs()) }),
	}
	virtual := f.making("promise.owner_virtual", "owner", func(m *promise.Make) { m.Owner = program })
	virtual.by = f.staff(program)
	hopeless := f.making("promise.never_feasible", "due", func(m *promise.Make) { m.Owner = never })
	hopeless.by = f.staff(never)
	busy := f.making("promise.same_day_stopped", "due", func(m *promise.Make) {})
	within := busy.do
	busy.do = func(tx *db.Tx) error {
		f.terms.SameDayStopped = true
		defer func() { f.terms.SameDayStopped = false }()
		return within(tx)
	}
	asks := func(key, field string, ask promise.Ask) refusal {
		return refusal{key: key, field: field, do: func(tx *db.Tx) error { _, err := f.Offer(tx, ask); return err }}
	}
	return append(all, virtual, hopeless, busy,
		asks("promise.kind", "kind", promise.Ask{Kind: "dance"}),
		asks("promise.minutes", "minutes", promise.Ask{Minutes: -5}),
		asks("promise.window", "until", promise.Ask{Until: tuesday}))
}

func (f *firm) delivering(key, field string, of id.Promise, deed promise.Deed) refusal {
	return refusal{key: key, field: field, do: func(tx *db.Tx) error { _, err := f.Deliver(tx, of, deed); return err }}
}

func (f *firm) deedRefusals() []refusal {
	jeroen := f.staff(f.jeroen)
	open := f.make(jeroen, today(16, 0))
	other := f.make(jeroen, today(16, 0))
	call := f.calls(f.jeroen, other.ID)
	in := f.make(jeroen, today(16, 0))
	vain := f.calls(f.jeroen, in.ID)
	f.as(jeroen, func(tx *db.Tx) error { _, _, err := f.LogAttempt(tx, in.ID, promise.NoAnswer); return err })
	early := id.New[id.Any](f.db.IDs())
	f.sent[early] = open.MadeAt.Add(-time.Hour) // sent before it was promised
	text := promise.Deed{Proof: promise.ByText, Words: "gedaan"}
	settled := f.make(jeroen, today(16, 0))
	proof := f.calls(f.jeroen, settled.ID)
	for _, act := range []func(tx *db.Tx) error{
		func(tx *db.Tx) error {
			_, err := f.Deliver(tx, settled.ID, promise.Deed{Proof: promise.ByCall})
			return err
		},
		func(tx *db.Tx) error { _, err := f.Dispute(tx, settled.ID, "nee"); return err },
		func(tx *db.Tx) error { _, err := f.Uphold(tx, settled.ID); return err },
	} {
		f.clock.Advance(time.Second)
		f.as(jeroen, act)
	}
	kept := f.make(jeroen, f.clock.Now().Add(15*time.Minute), func(m *promise.Make) { m.Override = true })
	f.calls(f.jeroen, kept.ID)
	f.clock.Advance(16 * time.Minute)
	f.as(jeroen, func(tx *db.Tx) error {
		_, err := f.Deliver(tx, kept.ID, promise.Deed{Proof: promise.ByCall})
		return err
	})
	undone := f.make(jeroen, today(16, 0))
	f.as(jeroen, func(tx *db.Tx) error { _, err := f.Undo(tx, undone.ID); return err })
	confirm := func(of id.Promise, at time.Time) func(tx *db.Tx) error {
		return func(tx *db.Tx) error { _, err := f.Confirm(tx, of, at); return err }
	}
	return []refusal{
		f.delivering("promise.proof", "proof", open.ID, promise.Deed{Proof: "honour"}),
		f.delivering("promise.proof_missing", "words", open.ID, promise.Deed{Proof: promise.ByText, Words: " \x00 "}),
		f.delivering("promise.link", "words", open.ID, promise.Deed{Proof: promise.ByLink, Words: "ftp://x"}),
		f.delivering("promise.words_long", "words", open.ID, promise.Deed{Proof: promise.ByText, Words: strings.Repeat("x", 2001)}),
		f.delivering("promise.stated_future", "stated_at", open.ID, promise.Deed{Proof: promise.ByText, Words: "x", StatedAt: today(18, 0)}),
		f.delivering("promise.evidence_unknown", "evidence", open.ID, promise.Deed{Proof: promise.ByCall, Evidence: call.ID}),
		f.delivering("promise.evidence_unknown", "evidence", open.ID, promise.Deed{Proof: promise.ByMessage, Evidence: early}),
		f.delivering("promise.evidence_unknown", "evidence", in.ID, promise.Deed{Proof: promise.ByCall, Evidence: vain.ID}),
		f.delivering("promise.unknown", "", id.New[id.Promise](f.db.IDs()), text),
		f.delivering("promise.dispute_settled", "evidence", settled.ID, promise.Deed{Proof: promise.ByCall, Evidence: proof.ID}),
		f.delivering("promise.corrected_already", "", kept.ID, text),
		f.delivering("promise.undone", "", undone.ID, text),
		{key: "promise.attempt", field: "result", do: func(tx *db.Tx) error { _, _, err := f.LogAttempt(tx, open.ID, promise.Begun); return err }},
		{key: "promise.customer_only", do: confirm(open.ID, time.Time{})},
		{key: "promise.word_early", field: "at", by: f.customer(f.zeger), do: confirm(open.ID, tuesday.Add(-time.Hour))},
		{key: "promise.unknown", by: f.customer(f.saskia), do: confirm(open.ID, time.Time{})},
	}
}

func (f *firm) endingRefusals() []refusal {
	jeroen := f.staff(f.jeroen)
	open := f.make(jeroen, today(16, 30))
	theirs := f.make(jeroen, today(16, 30), func(m *promise.Make) { m.Direction = promise.Theirs })
	internal := f.make(jeroen, today(16, 30), func(m *promise.Make) {
		m.Direction, m.Colleague, m.Customer = promise.Internal, f.pieter, id.Customer{}
	})
	offer := f.make(jeroen, today(16, 30), func(m *promise.Make) { m.Proposal, m.LapsesAt = true, f.clock.Now().Add(time.Minute) })
	late := f.make(jeroen, f.clock.Now().Add(15*time.Minute), func(m *promise.Make) { m.Override = true })
	f.clock.Advance(15 * time.Minute) // at the very instant: not before due any more
	release := func(of id.Promise, cause promise.Cause) func(tx *db.Tx) error {
		return func(tx *db.Tx) error { _, err := f.Release(tx, of, cause); return err }
	}
	return []refusal{
		{key: "promise.release_beneficiary", by: party.Itself(f.org), do: release(open.ID, promise.ByCustomer)},
		{key: "promise.release_beneficiary", by: f.customer(f.zeger), do: release(theirs.ID, promise.ByCustomer)},
		{key: "promise.release_beneficiary", do: release(internal.ID, promise.ByCustomer)},
		{key: "promise.release_late", do: release(late.ID, promise.ByCustomer)},
		{key: "promise.cause", field: "cause", do: release(open.ID, promise.LastSafeMoment)},
		{key: "promise.beneficiary_only", by: party.Itself(f.org), do: func(tx *db.Tx) error { _, err := f.Accept(tx, open.ID); return err }},
		{key: "promise.beneficiary_only", by: f.customer(f.zeger), do: func(tx *db.Tx) error { _, err := f.Dispute(tx, theirs.ID, ""); return err }},
		{key: "promise.words_long", field: "words", do: func(tx *db.Tx) error {
			_, err := f.Dispute(tx, open.ID, strings.Repeat("x", 2001))
			return err
		}},
		{key: "promise.offer_lapsed", by: f.customer(f.zeger), do: func(tx *db.Tx) error { _, err := f.Agree(tx, offer.ID); return err }},
		{key: "promise.not_now", do: func(tx *db.Tx) error { _, err := f.Agree(tx, open.ID); return err }},
		{key: "promise.not_now", do: func(tx *db.Tx) error { _, err := f.Waive(tx, open.ID, ""); return err }},
		{key: "promise.not_now", do: func(tx *db.Tx) error { return f.WarnedCustomer(tx, offer.ID) }},
		{key: "promise.undo_not_yours", by: f.staff(f.monique), do: func(tx *db.Tx) error { _, err := f.Undo(tx, open.ID); return err }},
		{key: "promise.undo_late", do: func(tx *db.Tx) error { _, err := f.Undo(tx, open.ID); return err }},
		{key: "promise.past", field: "due", do: func(tx *db.Tx) error {
			_, _, err := f.Revise(tx, open.ID, promise.Revision{Due: promise.Due{At: tuesday}})
			return err
		}},
	}
}

func (f *firm) handRefusals() []refusal {
	jeroen := f.staff(f.jeroen)
	open := f.make(jeroen, today(16, 40))
	gone := f.hire(&person{calendar: week("09:00", "17:00"), share: 100, left: true})
	reader := f.hire(&person{calendar: week("09:00", "17:00"), share: 100, reads: true})
	done := f.make(jeroen, today(16, 40))
	f.as(jeroen, func(tx *db.Tx) error { _, err := f.Deliver(tx, done.ID, said); return err })
	reassign := func(of id.Promise, to id.Staff) func(tx *db.Tx) error {
		return func(tx *db.Tx) error { _, _, err := f.Reassign(tx, of, to, promise.ByColleague, false); return err }
	}
	return []refusal{
		{key: "promise.owner_only", by: f.staff(f.monique), do: func(tx *db.Tx) error { _, err := f.Acknowledge(tx, open.ID); return err }},
		{key: "promise.not_proposed", by: f.staff(f.monique), do: func(tx *db.Tx) error { _, _, err := f.TakeOver(tx, open.ID); return err }},
		{key: "promise.not_now", do: func(tx *db.Tx) error { _, err := f.Propose(tx, open.ID, f.jeroen); return err }},
		{key: "promise.owner_left", field: "owner", do: func(tx *db.Tx) error { _, err := f.Propose(tx, open.ID, gone); return err }},
		{key: "promise.owner_left", field: "owner", do: reassign(open.ID, gone)},
		{key: "promise.owner_reads", field: "owner", do: func(tx *db.Tx) error { _, err := f.Propose(tx, open.ID, reader); return err }},
		{key: "promise.owner_reads", field: "owner", do: reassign(open.ID, reader)},
		{key: "promise.not_now", do: reassign(done.ID, f.monique)},
		{key: "promise.not_proposed", by: f.staff(f.monique), do: func(tx *db.Tx) error { _, err := f.TurnDown(tx, open.ID, ""); return err }},
		{key: "promise.undo_begun", do: func(tx *db.Tx) error {
			if _, _, err := f.Reassign(tx, open.ID, f.monique, promise.ByColleague, true); err != nil {
				return err
			}
			if _, err := f.BeginCall(tx, open.ID); err != nil {
				return err
			}
			_, err := f.Undo(tx, open.ID)
			return err
		}},
		{key: "promise.changed", do: func(tx *db.Tx) error {
			if _, err := tx.Exec("UPDATE promise SET version = version + 1 WHERE org = $1 AND id = $2", tx.Org, open.ID); err != nil {
				return err
			}
			return promise.SaveStale(tx, open)
		}},
	}
}
