package promise_test

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/promise"

	"pgregory.net/rapid"
)

// compare demands that rows, outcomes, clockwork and figures are what the model says.
func (m *machine) compare(*rapid.T) {
	m.step()
	m.silence()
	m.packedAsRows()
	breaks := map[id.Any]int{}
	m.read(func(tx *db.Tx) error {
		type armed struct {
			Subject id.Any
			DueAt   time.Time
		}
		jobs, err := db.All[armed](tx, "SELECT subject, due_at FROM job WHERE org = $1 AND kind = $2", tx.Org, promise.JobBreak)
		for _, j := range jobs {
			breaks[j.Subject]++
		}
		return err
	})
	due, kept := 0, 0
	wantDue, wantKept := 0, 0
	for _, w := range m.words {
		story := m.get(w.id)
		p := story.Promise
		if got := string(p.State); p.UndoneAt.IsZero() == w.undone || !w.undone && got != w.state {
			m.t.Fatalf("%s is %s (undone %v), the model says %s (%v)", p.Code, got, p.UndoneAt, w.state, w.undone)
		}
		if p.Open != m.open(w) || p.Owner != w.owner || p.Owner.IsZero() {
			m.t.Fatalf("%s (%s) open %v of %s, the model says %v of %s", p.Code, p.State, p.Open, p.Owner, m.open(w), w.owner)
		}
		want := 0
		if w.state == "agreed" && !w.undone {
			want = 1
			if !p.DueAt.After(m.now) && !p.DueAt.Equal(m.now) {
				m.t.Fatalf("%s is past due and not broken", p.Code)
			}
		}
		if breaks[p.ID.Any()] != want {
			m.t.Fatalf("%s (%s) has %d break jobs", p.Code, p.State, breaks[p.ID.Any()])
		}
		delete(breaks, p.ID.Any())
		if !w.undone && (!p.DeedAt.Equal(w.deed) || p.Kept() != w.kept()) {
			m.t.Fatalf("%s (%s) done at %s, kept %v; the model says %s, %v", p.Code, p.State, p.DeedAt, p.Kept(), w.deed, w.kept())
		}
		m.explains(story, w)
		if p.Counts(m.now) {
			due++
			if p.Kept() {
				kept++
			}
		}
		if w.counts(m.now) {
			wantDue++
			if w.kept() {
				wantKept++
			}
		}
	}
	if len(breaks) > 0 || due != wantDue || kept != wantKept {
		m.t.Fatalf("%d break jobs too many; kept %d of %d, the model says %d of %d", len(breaks), kept, due, wantKept, wantDue)
	}
}

// silence: the clockwork accepts tacitly, which the model leaves to it but for the time.
func (m *machine) silence() {
	for _, w := range m.words {
		if w.state != "delivered" || w.undone {
			continue
		}
		story := m.get(w.id)
		if story.Promise.State == promise.Accepted {
			m.t.Fatalf("%s was accepted tacitly within days", story.Promise.Code)
		}
	}
}

// explains demands that the outcomes that stand tell how the promise came to be as it is, by legal
// transitions only, and that each version of the row has one event.
func (m *machine) explains(story promise.Story, w *word) {
	state, agreedAt := "", time.Time{}
	for _, o := range story.Outcomes {
		if !o.UndoneAt.IsZero() {
			continue
		}
		switch o.Kind {
		case promise.Undone, promise.Corrected, promise.Acknowledged, promise.Reassigned, promise.Redistributed,
			promise.Proposed, promise.TurnedDown, promise.Waived:
			continue
		}
		if string(o.From) != state || state != "" && !legal[[2]string{state, string(o.Kind)}] {
			m.t.Fatalf("%s went from %q (said %q) to %s", story.Promise.Code, state, o.From, o.Kind)
		}
		state = string(o.Kind)
		if state == "agreed" {
			agreedAt = o.HappenedAt
		}
		byClock := o.Cause == promise.ByClock || o.Cause == promise.KroonWasDown
		if state == "broken" && byClock {
			first := w.due.Add(time.Microsecond)
			late := o.RecordedAt.Sub(first) > time.Minute
			if !o.HappenedAt.Equal(first) || late != (o.Cause == promise.KroonWasDown) || !o.Actor.IsZero() {
				m.t.Fatalf("%s broken at %s (%s, %s), due %s", story.Promise.Code, o.HappenedAt, o.Cause, o.ActorKind, w.due)
			}
		}
	}
	p := story.Promise
	if !w.undone && (state != string(p.State) || !agreedAt.Equal(p.AgreedAt) || p.BrokenAt.IsZero() != (state != "broken" && state != "repaired")) {
		m.t.Fatalf("%s is %s agreed %s broken %s, its outcomes say %s agreed %s", p.Code, p.State, p.AgreedAt, p.BrokenAt, state, agreedAt)
	}
	m.read(func(tx *db.Tx) error {
		history, err := event.History(tx, "promise", p.ID.Any(), 0, 200)
		for i := 1; i < len(history); i++ {
			if history[i].Version == history[i-1].Version {
				m.t.Fatalf("%s has two events of version %d", p.Code, history[i].Version)
			}
		}
		return err
	})
}
