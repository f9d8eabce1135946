package main

import (
	"fmt"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// breach is an invariant that does not hold.
type breach struct {
	invariant string
	text      string
	step      int
	tale      []string
}

// Error implements error.
func (b *breach) Error() string { return b.invariant + ": " + b.text }

func (w *world) broken(invariant, form string, args ...any) error {
	return &breach{invariant: invariant, text: fmt.Sprintf(form, args...), step: w.steps, tale: w.tale}
}

// there looks whether an acknowledged promise is there.
func (w *world) there(of id.Promise, when string) error {
	return w.read(func(tx *db.Tx) error {
		n, err := db.One[int](tx, "SELECT COUNT(*) FROM promise WHERE org = $1 AND id = $2", tx.Org, of)
		if err == nil && n != 1 {
			err = w.broken("acknowledged", "%s is not there %s", w.model.byID[of].key, when)
		}
		return err
	})
}

// burdensOf are what is open in somebody's name, by the rows of the promises themselves.
func (w *world) burdensOf(tx *db.Tx, owner id.Staff) ([]burden, error) {
	type row struct {
		ID      id.Promise
		DueAt   time.Time
		Minutes int
		Fixed   bool
		State   string
	}
	rows, err := db.All[row](tx, `SELECT id, due_at, minutes, fixed, state FROM promise
		WHERE org = $1 AND owner = $2 AND open = 1 AND direction <> 'theirs' ORDER BY due_at, id`, tx.Org, owner)
	out := make([]burden, 0, len(rows))
	for _, r := range rows {
		out = append(out, burden{
			is: r.ID.String(), due: r.DueAt, minutes: r.Minutes, fixed: r.Fixed, agreed: r.State == string(promise.Agreed),
			late: r.State == string(promise.Broken) || !r.DueAt.After(w.now),
		})
	}
	return out, err
}

// fits: what was judged feasible is feasible: from its due on there is time for everything that the owner promised, also a
// moment ago on the other node. What is due before it, it does not touch.
func (w *world) fits(owner id.Staff, of id.Promise, when string) error {
	p := w.model.byStaff[owner]
	return w.read(func(tx *db.Tx) error {
		burdens, err := w.burdensOf(tx, owner)
		if err != nil {
			return err
		}
		for _, one := range burdens {
			if one.is != of.String() {
				continue
			}
			if is, left := w.short(p, burdens, one); left < 0 {
				return w.broken("feasible", "%s %s has %d hundredths of a minute at the due of %s", when, short(owner), left, is)
			}
		}
		return nil
	})
}

// short is the first burden from one of them on for which there is no time, and how many hundredths of a minute are there. An
// appointment takes its time from what is due after it begins.
func (w *world) short(p *person, burdens []burden, one burden) (is string, left int) {
	spare := w.spare(p, burdens)
	for _, b := range burdens {
		of, weighed := spare[b.is]
		if weighed && of < 0 && !b.due.Before(one.due) && !(one.fixed && b.due.Equal(one.due)) {
			return b.is, of
		}
	}
	return "", 0
}

// noneWithout: no promise that falls due while its owner is away stays with him, as long as somebody else leads.
func (w *world) noneWithout(p *person, from, until time.Time) error {
	if p.lead {
		return nil
	}
	return w.read(func(tx *db.Tx) error {
		type row struct {
			ID    id.Promise
			DueAt time.Time
		}
		rows, err := db.All[row](tx, `SELECT id, due_at FROM promise WHERE org = $1 AND owner = $2 AND open = 1
			AND state = 'agreed' AND direction <> 'theirs' ORDER BY due_at, id`, tx.Org, p.id)
		for _, r := range rows {
			if !r.DueAt.Before(from) && (until.IsZero() || r.DueAt.Before(until)) {
				return w.broken("owner-present", "%s stays with %s, who is away", w.model.byID[r.ID].key, short(p.id))
			}
		}
		return err
	})
}

// leftToIll: what somebody had promised when he fell ill is in other hands by now.
func (w *world) leftToIll(tx *db.Tx, p *person) error {
	if p.lead || !p.ill() {
		return nil
	}
	since := p.aways[len(p.aways)-1].from
	for _, a := range p.aways {
		if a.ill && a.until.IsZero() {
			since = a.from
		}
	}
	lost, err := db.All[struct{ ID id.Promise }](tx, `SELECT id FROM promise WHERE org = $1 AND owner = $2 AND open = 1
		AND state = 'agreed' AND direction <> 'theirs' AND due_at >= $3 AND made_at < $3 ORDER BY due_at LIMIT 1`, tx.Org, p.id, since)
	if err == nil && len(lost) > 0 {
		err = w.broken("owner-present", "%s is with %s, who is ill", w.model.byID[lost[0].ID].key, short(p.id))
	}
	return err
}

// check is what can be looked at after every happening.
func (w *world) check() error {
	err := w.read(func(tx *db.Tx) error {
		overdue, err := db.All[struct{ ID id.Promise }](tx, `SELECT id FROM promise WHERE org = $1 AND open = 1 AND due_at < $2
			AND state IN ('agreed', 'offered') ORDER BY due_at LIMIT 1`, tx.Org, w.now.Add(-time.Minute))
		if err != nil {
			return err
		}
		if len(overdue) > 0 {
			return w.broken("due-ended", "%s is past its due and neither kept nor broken", overdue[0].ID)
		}
		waits, err := db.One[int](tx, `SELECT COUNT(*) FROM message WHERE org = $1 AND state = 'waiting' AND not_before < $2`,
			tx.Org, w.now.Add(-patience))
		if err == nil && waits > 0 {
			err = w.broken("effect-once", "%d messages wait that should have left", waits)
		}
		for _, p := range w.model.people {
			if err == nil {
				err = w.leftToIll(tx, p)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for id, times := range w.post.fresh {
		if times > 1+w.post.excused[id] {
			return w.broken("effect-once", "%s left %d times", id, times)
		}
	}
	clear(w.post.fresh)
	if w.open9to5(w.now) && w.random.IntN(6) == 0 {
		return w.guarded(pick(w, w.model.people))
	}
	return nil
}

// patience is how long a message may wait for a post that does not answer: some doubling tries.
const patience = 40 * time.Minute

// guarded: whoever has less time left than the margin for what he promised has been warned by now, and the last safe
// moment has not passed without a step.
func (w *world) guarded(p *person) error {
	if p.away(w.now) {
		return nil
	}
	return w.read(func(tx *db.Tx) error {
		burdens, err := w.burdensOf(tx, p.id)
		if err != nil {
			return err
		}
		left := w.spare(p, burdens)
		for _, b := range burdens {
			if !b.agreed || b.late || b.fixed {
				continue
			}
			taken, err := stepsTaken(tx, b.is)
			if err != nil {
				return err
			}
			for _, step := range []struct {
				name   promise.Step
				margin int
			}{{promise.AtRiskStep, margin * 100}, {promise.LastSafeStep, 0}} {
				if left[b.is] < step.margin-100 && !strings.Contains(taken, string(step.name)) {
					return w.broken("guarded", "%s has %d hundredths of a minute left for %s and no step %s (%s)", short(p.id), left[b.is], b.is, step.name, taken)
				}
			}
		}
		return nil
	})
}

// margin is the slack in minutes below which a promise is tight, as a new organisation has it.
const margin = 30

func stepsTaken(tx *db.Tx, of string) (string, error) {
	which, err := id.Parse[id.Promise](of)
	if err != nil {
		return "", err
	}
	rows, err := db.All[struct{ Step string }](tx, "SELECT step FROM promise_guard WHERE org = $1 AND promise = $2", tx.Org, which)
	taken := ""
	for _, r := range rows {
		taken += r.Step + " "
	}
	return taken, err
}
