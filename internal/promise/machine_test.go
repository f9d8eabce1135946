package promise_test

import (
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"

	"pgregory.net/rapid"
)

// machine does random acts on a firm and on the model side by side.
type machine struct {
	*firm
	*model
	t      *rapid.T
	proofs map[*word][]proof // calls and messages that Kroon holds
}

type proof struct {
	id   id.Any
	at   time.Time
	good bool
	by   id.Staff
	call bool // under way
}

func TestStateMachineUnderRandomActs(t *testing.T) {
	if len(legal) != 12 {
		t.Fatalf("the table of product.md has 12 transitions, read %d", len(legal))
	}
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			stepped := clock.NewStepped(tuesday)
			database := dbtest.Open(t, engine, stepped)
			checks := "150"
			if engine == db.Postgres {
				checks = "25"
			}
			cases(t, checks, func(rt *rapid.T) {
				stepped.Set(tuesday)
				f := newFirm(rt, database, stepped)
				f.terms.MayReassign = false
				for _, p := range f.people { // always there, so that feasibility is not what is tested
					p.calendar, p.opened = worktime.Always(amsterdam), worktime.Always(amsterdam)
				}
				f.as(party.Itself(f.org), func(tx *db.Tx) error { // of the firm before
					_, err := tx.Exec("DELETE FROM job")
					return err
				})
				m := &machine{firm: f, model: &model{now: tuesday, tried: map[*word]time.Time{}}, t: rt, proofs: map[*word][]proof{}}
				rt.Repeat(map[string]func(*rapid.T){
					"": m.compare, "make": m.makes, "time": m.passes, "answer": m.answers, "deliver": m.delivers,
					"call": m.calls, "confirm": m.confirms, "revise": m.revises, "let go": m.letsGo,
					"judge": m.judges, "undo": m.undoes, "undo again": m.undoes, "hand over": m.handsOver,
					"evidence": m.delivers,
				})
				m.everyVersionHasItsEvent()
			})
		})
	}
}

// everyVersionHasItsEvent: tables are the present, events the history, and no version is without one (ADR 4).
func (m *machine) everyVersionHasItsEvent() {
	m.as(party.Itself(m.org), func(tx *db.Tx) error {
		untold, err := db.All[promise.Promise](tx, `SELECT p.id, p.state, p.version FROM promise p WHERE p.org = $1
			AND p.version <> (SELECT count(*) FROM event e WHERE e.org = $1 AND e.subject_kind = 'promise' AND e.subject = p.id)`, tx.Org)
		for _, p := range untold {
			m.t.Errorf("promise %s, %s, stands at version %d without as many events", p.ID, p.State, p.Version)
		}
		return err
	})
}

// pick chooses a promise, often the latest; nil when there is none.
func (m *machine) pick() *word {
	if len(m.words) == 0 {
		m.t.Skip("nothing promised yet")
	}
	i := rapid.IntRange(0, len(m.words)-1).Draw(m.t, "promise")
	if rapid.Bool().Draw(m.t, "latest") {
		i = len(m.words) - 1 - rapid.IntRange(0, min(2, len(m.words)-1)).Draw(m.t, "back")
	}
	return m.words[i]
}

func (m *machine) somebody() id.Staff {
	return rapid.SampledFrom([]id.Staff{m.jeroen, m.monique}).Draw(m.t, "staff")
}

func (m *machine) soon() time.Time {
	step := rapid.SampledFrom([]time.Duration{time.Second, 20 * time.Second, time.Minute, time.Hour, 5 * time.Hour}).Draw(m.t, "unit")
	return m.now.Add(step * time.Duration(rapid.IntRange(1, 3).Draw(m.t, "units")))
}

// wants does it and demands that it is accepted exactly when the model says so.
func (m *machine) wants(may bool, what string, actor party.Actor, fn func(tx *db.Tx) error) {
	m.t.Helper()
	err := m.try(actor, fn)
	if (err == nil) != may {
		m.t.Fatalf("%s at %s: %v, model allows it: %v", what, m.now, err, may)
	}
}

func (m *machine) makes(*rapid.T) {
	by, owner := m.somebody(), m.somebody()
	wish := promise.Make{Customer: m.zeger, Owner: owner, Minutes: 1, Override: true, Due: promise.Due{At: m.soon()}}
	w := &word{owner: owner, ours: true, state: "agreed", agreed: true, due: wish.Due.At, madeAt: m.now}
	switch rapid.IntRange(0, 5).Draw(m.t, "sort") {
	case 0:
		wish.Direction, w.ours, w.theirs = promise.Theirs, false, true
	case 1:
		wish.Direction, w.ours = promise.Internal, false
		wish.Customer, wish.Colleague = id.Customer{}, m.pieter
	case 2, 3:
		wish.Proposal, w.state, w.agreed, w.lapses = true, "offered", false, w.due
		if rapid.Bool().Draw(m.t, "lapses") {
			w.lapses = m.soon()
			wish.LapsesAt = w.lapses
			if w.lapses.After(w.due) {
				w.lapses = w.due
			}
		}
	}
	if w.ours && rapid.IntRange(0, 2).Draw(m.t, "recovery") == 0 {
		for _, old := range m.words {
			if old.state == "broken" && old.ours {
				wish.RecoveryOf, w.recovers = old.id, old
			}
		}
	}
	may := w.recovers == nil || !w.recovers.undone && !w.recovers.kept() && (w.recovers.waived || !m.recovered(w.recovers))
	m.wants(may, "make", m.staff(by), func(tx *db.Tx) error {
		made, err := m.Make(tx, wish)
		w.id = made.Promise.ID
		return err
	})
	if may {
		w.last = m.act(by.Any(), false)
		w.last.made = w
		m.words = append(m.words, w)
	}
}

func (m *machine) passes(*rapid.T) {
	to := m.soon()
	if len(m.words) > 0 && rapid.Bool().Draw(m.t, "edge") {
		w := m.pick()
		to = rapid.SampledFrom([]time.Time{w.due, w.due.Add(time.Microsecond), w.due.Add(-time.Microsecond), w.lapses, w.lapses.Add(-1000)}).Draw(m.t, "edge")
	}
	if !to.After(m.now) {
		to = m.now.Add(15 * time.Second)
	}
	m.now = to
	m.clock.Set(to)
	m.tick()
	if rapid.Bool().Draw(m.t, "clockwork") { // or the act that comes next finds that it was down
		m.step()
	}
}

func (m *machine) answers(*rapid.T) {
	w, by := m.pick(), m.somebody()
	actor := rapid.SampledFrom([]party.Actor{m.staff(by), m.customer(m.zeger), m.customer(m.saskia)}).Draw(m.t, "actor")
	stranger := actor.Kind == party.Customer && (actor.ID == m.saskia.Any() || !w.ours && !w.theirs)
	may := w.state == "offered" && !w.undone && !stranger
	yes := rapid.Bool().Draw(m.t, "yes")
	m.wants(may, "answer", actor, func(tx *db.Tx) error {
		if yes {
			_, err := m.Agree(tx, w.id)
			return err
		}
		_, err := m.Decline(tx, w.id)
		return err
	})
	if may {
		m.act(actor.ID, false, w)
		if w.state = "declined"; yes {
			w.state, w.agreed = "agreed", true
		}
	}
}

func (m *machine) calls(*rapid.T) {
	w, by := m.pick(), m.somebody()
	if rapid.IntRange(0, 3).Draw(m.t, "sort") == 0 { // a message that Kroon sent
		message := id.New[id.Any](m.firm.db.IDs())
		m.sent[message] = m.now
		m.proofs[w] = append(m.proofs[w], proof{id: message, at: m.now, good: true})
		return
	}
	if rapid.Bool().Draw(m.t, "begin") {
		m.wants(!w.undone, "call", m.staff(by), func(tx *db.Tx) error {
			a, err := m.BeginCall(tx, w.id)
			m.proofs[w] = append(m.proofs[w], proof{id: a.ID, at: m.now, by: by, call: true})
			return err
		})
		if !w.undone {
			m.tried[w] = m.now
		}
		return
	}
	result := rapid.SampledFrom([]promise.AttemptOutcome{promise.Spoken, promise.NoAnswer, promise.Voicemail}).Draw(m.t, "result")
	m.wants(!w.undone, "attempt", m.staff(by), func(tx *db.Tx) error {
		_, _, err := m.LogAttempt(tx, w.id, result)
		return err
	})
	if w.undone {
		return
	}
	m.tried[w] = m.now
	good := result == promise.Spoken
	for i := len(m.proofs[w]) - 1; i >= 0; i-- {
		if p := &m.proofs[w][i]; p.call && p.by == by && m.now.Sub(p.at) < 2*time.Hour {
			p.call, p.good = false, good
			return
		}
	}
}

func (m *machine) delivers(*rapid.T) {
	w, by := m.pick(), m.somebody()
	deed, at := promise.Deed{Proof: promise.ByText, Words: "gedaan", StatedAt: m.now.Add(-time.Hour)}, m.now
	proven := true
	var used *proof
	if n := len(m.proofs[w]); n > 0 && rapid.Bool().Draw(m.t, "evidence") {
		used = &m.proofs[w][rapid.IntRange(0, n-1).Draw(m.t, "which")]
		deed = promise.Deed{Proof: promise.ByMessage, Evidence: used.id}
		proven = used.good && !used.at.Before(w.madeAt) || used.call && m.now.Sub(used.at) < 2*time.Hour
		at = used.at
	}
	may := proven && m.done(by.Any(), w, at, false)
	m.wants(may, "deliver", m.staff(by), func(tx *db.Tx) error {
		_, err := m.Deliver(tx, w.id, deed)
		return err
	})
	if may && used != nil && used.call {
		used.call, used.good = false, true
	}
}

func (m *machine) confirms(*rapid.T) {
	w := m.pick()
	customer := rapid.SampledFrom([]id.Customer{m.zeger, m.zeger, m.saskia}).Draw(m.t, "customer")
	at := m.now.Add(-time.Duration(rapid.IntRange(0, 3).Draw(m.t, "ago")) * 30 * time.Minute)
	may := customer == m.zeger && (w.ours || w.theirs) && !w.undone && !at.Before(w.madeAt)
	switch {
	case !may:
	case w.theirs:
		may = m.done(customer.Any(), w, m.now, false)
	case w.state == "delivered", w.state == "disputed":
		m.act(customer.Any(), false, w)
		w.state = "accepted"
	default:
		may = m.done(customer.Any(), w, at, true)
	}
	m.wants(may, "confirm", m.customer(customer), func(tx *db.Tx) error {
		_, err := m.Confirm(tx, w.id, at)
		return err
	})
}

func (m *machine) revises(*rapid.T) {
	w, by := m.pick(), m.somebody()
	r := promise.Revision{Due: promise.Due{At: m.soon()}, Consent: rapid.Bool().Draw(m.t, "consent"), Override: true}
	next := &word{owner: w.owner, ours: w.ours, theirs: w.theirs, state: "agreed", agreed: true, due: r.Due.At,
		madeAt: m.now, replaces: w}
	agreed, broken := w.state == "agreed", w.state == "broken" && !w.kept() && (w.waived || !m.recovered(w))
	may := !w.undone && (agreed || broken)
	m.wants(may, "revise", m.staff(by), func(tx *db.Tx) error {
		_, made, err := m.Revise(tx, w.id, r)
		next.id = made.Promise.ID
		return err
	})
	if !may {
		return
	}
	var act *deedOf
	switch {
	case broken:
		act = m.act(by.Any(), false)
		next.recovers = w
	case r.Consent && m.now.Before(w.due):
		act = m.act(by.Any(), false, w)
		w.state, next.recovers = "revised", w.recovers
	default:
		act = m.act(by.Any(), false, w)
		w.state, w.broken, w.deed, next.recovers = "broken", m.now, time.Time{}, w
	}
	act.made, next.last = next, act
	m.words = append(m.words, next)
}

func (m *machine) letsGo(*rapid.T) {
	w, by := m.pick(), rapid.SampledFrom([]id.Staff{m.jeroen, m.pieter}).Draw(m.t, "staff")
	actor := rapid.SampledFrom([]party.Actor{m.staff(by), m.customer(m.zeger), m.customer(m.saskia), party.Itself(m.org)}).Draw(m.t, "actor")
	beneficiary := w.ours && (actor.Kind == party.Staff || actor.ID == m.zeger.Any()) ||
		w.theirs && actor.Kind == party.Staff || !w.ours && !w.theirs && actor.ID == m.pieter.Any()
	may := beneficiary && !w.undone
	if rapid.Bool().Draw(m.t, "waive") {
		may = may && m.open(w) && w.state == "broken"
		m.wants(may, "waive", actor, func(tx *db.Tx) error {
			_, err := m.Waive(tx, w.id, promise.NoLongerNeeded)
			return err
		})
		if may {
			m.act(actor.ID, false, w)
			w.waived = true
		}
		return
	}
	may = may && (w.state == "offered" || w.state == "agreed" && m.now.Before(w.due))
	m.wants(may, "release", actor, func(tx *db.Tx) error {
		_, err := m.Release(tx, w.id, promise.NoLongerNeeded)
		return err
	})
	if may {
		m.act(actor.ID, false, w)
		if w.state == "offered" {
			w.state = "declined"
		} else {
			w.state = "released"
		}
	}
}

func (m *machine) judges(*rapid.T) {
	w, by := m.pick(), rapid.SampledFrom([]id.Staff{m.jeroen, m.pieter}).Draw(m.t, "staff")
	beneficiary := w.ours || w.theirs || by == m.pieter
	to := rapid.SampledFrom([]string{"accepted", "disputed", "broken"}).Draw(m.t, "to")
	may := !w.undone && legal[[2]string{w.state, to}] && (beneficiary || to == "broken") && (to != "broken" || w.state == "disputed")
	m.wants(may, to, m.staff(by), func(tx *db.Tx) (err error) {
		switch to {
		case "accepted":
			_, err = m.Accept(tx, w.id)
		case "disputed":
			_, err = m.Dispute(tx, w.id, "niemand belde")
		default:
			_, err = m.Uphold(tx, w.id)
		}
		return err
	})
	if may {
		m.act(by.Any(), false, w)
		if w.state = to; to == "broken" {
			w.broken, w.deed, w.upheld = m.now, time.Time{}, true
		}
	}
}

func (m *machine) undoes(*rapid.T) {
	w, by := m.pick(), m.somebody()
	actor := rapid.SampledFrom([]party.Actor{m.staff(by), m.staff(by), m.staff(by), m.customer(m.zeger)}).Draw(m.t, "actor")
	foreign := actor.Kind == party.Customer && !w.ours && !w.theirs
	may := !foreign && m.undo(actor.ID, w)
	m.wants(may, "undo", actor, func(tx *db.Tx) error {
		_, err := m.Undo(tx, w.id)
		return err
	})
	m.tick() // what stands again may be past its time
	if may {
		m.step()
	}
}

func (m *machine) handsOver(*rapid.T) {
	w, by := m.pick(), m.somebody()
	if rapid.IntRange(0, 4).Draw(m.t, "ill") == 0 {
		m.wants(true, "redistribute", party.Itself(m.org), func(tx *db.Tx) error {
			_, err := m.Redistribute(tx, by, m.now, time.Time{}, promise.SickLeave)
			return err
		})
		for _, w := range m.words {
			if m.open(w) && w.owner == by && !w.theirs && (!w.due.Before(m.now) || w.state == "broken") {
				m.act(nil, true, w)
				w.owner = m.chef
			}
		}
		return
	}
	may := m.open(w)
	m.wants(may, "reassign", m.staff(by), func(tx *db.Tx) error {
		_, _, err := m.Reassign(tx, w.id, by, promise.ByColleague, true)
		return err
	})
	if may {
		m.act(by.Any(), false, w).handed = true
		w.owner = by
	}
}
