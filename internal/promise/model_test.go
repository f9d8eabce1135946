package promise_test

import (
	"slices"
	"strings"
	"time"

	"kroon/internal/id"
)

// transitions is the table of product.md, word for word.
const transitions = `
    offered   -> agreed | declined | lapsed        a proposal awaiting an answer; holds its capacity; lapses at a set time, never after its due
    agreed    -> delivered | revised | released | broken
    delivered -> accepted | disputed                tacit after 5 working days (a setting), recorded as tacit
    disputed  -> accepted | broken
    broken    -> repaired                           delivered late; broken in every rate; the recovery is a new promise linked to it
`

// legal reads the table: from state to state.
var legal = func() map[[2]string]bool {
	table := map[[2]string]bool{}
	for line := range strings.SplitSeq(transitions, "\n") {
		from, rest, found := strings.Cut(strings.TrimSpace(line), "->")
		if !found {
			continue
		}
		rest, _, _ = strings.Cut(rest, "   ")
		for to := range strings.SplitSeq(rest, "|") {
			table[[2]string{strings.TrimSpace(from), strings.TrimSpace(to)}] = true
		}
	}
	return table
}()

// word is what the model knows of one promise. It shares nothing with the program but ids.
type word struct {
	id       id.Promise
	ours     bool
	theirs   bool
	owner    id.Staff
	state    string
	madeAt   time.Time
	agreed   bool
	due      time.Time
	lapses   time.Time
	deed     time.Time // zero: none that stands
	broken   time.Time // zero: never
	upheld   bool
	waived   bool
	undone   bool
	recovers *word // the broken promise that this one is to make good
	replaces *word // the version before it
	last     *deedOf
}

// deedOf is an act that befell one or more promises, with how they were before.
type deedOf struct {
	by     any // who, nil for the clock
	at     time.Time
	final  bool // not to be undone
	word   bool // the customer's word: deed and acceptance in one
	handed bool // to another owner, who may have begun by now
	before map[*word]word
	made   *word
	main   *word // on which it is undone, with made
}

// model is all promises and the rules of product.md in its own words.
type model struct {
	now   time.Time
	words []*word
	tried map[*word]time.Time // when somebody last called about it
}

func (m *model) act(by any, final bool, words ...*word) *deedOf {
	act := &deedOf{by: by, at: m.now, final: final, before: map[*word]word{}}
	for _, w := range words {
		act.before[w] = *w
		w.last = act
	}
	if len(words) > 0 {
		act.main = words[0]
	}
	return act
}

// tick is what the clock does: lapse at the set time, break at the first instant after due.
func (m *model) tick() {
	for _, w := range m.words {
		switch {
		case w.undone:
		case w.state == "offered" && !m.now.Before(w.lapses):
			m.act(nil, true, w)
			w.state = "lapsed"
		case w.state == "agreed" && m.now.After(w.due):
			m.act(nil, true, w)
			w.state, w.broken = "broken", w.due.Add(time.Microsecond)
		}
	}
}

// kept: delivered at or before due and not in dispute, and never by a deed that came after the breach.
func (w *word) kept() bool {
	if w.deed.IsZero() || w.state == "disputed" || w.deed.After(w.due) {
		return false
	}
	return w.broken.IsZero() || w.deed.Before(w.broken)
}

// counts: ours, once agreed, due, not released before due, not replaced with consent, not undone.
func (w *word) counts(now time.Time) bool {
	if !w.ours || !w.agreed || w.undone || w.due.After(now) {
		return false
	}
	return w.state != "released" && w.state != "revised"
}

// recovered: somebody promised to make it good, and that did not come to nothing.
func (m *model) recovered(w *word) bool {
	return slices.ContainsFunc(m.words, func(o *word) bool {
		return o.recovers == w && !o.undone && o.state != "declined" && o.state != "lapsed"
	})
}

// open: it asks for work.
func (m *model) open(w *word) bool {
	switch {
	case w.undone:
		return false
	case w.state == "offered", w.state == "agreed":
		return true
	}
	return w.state == "broken" && !w.kept() && !w.waived && !m.recovered(w)
}

// done enters a deed and tells whether it may be entered.
func (m *model) done(by any, w *word, at time.Time, word bool) bool {
	switch {
	case w.undone:
		return false
	case w.state == "agreed":
		act := m.act(by, false, w)
		w.state, w.deed = "delivered", at
		m.recover(act, w, at)
		if word {
			w.state, act.word = "accepted", true
		}
	case w.state != "broken" && w.state != "repaired", w.kept():
		return false
	case !at.After(w.due) && at.Before(w.broken):
		if w.upheld && !word {
			return false
		}
		m.act(by, false, w)
		w.deed = at
	case w.state == "repaired", m.recovered(w) && !w.waived:
		return false
	default:
		act := m.act(by, false, w)
		w.state, w.deed = "repaired", at
		m.recover(act, w, at)
	}
	return true
}

// recover: what a deed recovers is done too, late.
func (m *model) recover(act *deedOf, w *word, at time.Time) {
	for old := w.recovers; old != nil && old.state == "broken" && !old.kept() && !old.waived; old = old.recovers {
		act.before[old] = *old
		old.last = act
		old.state, old.deed = "repaired", at
	}
}

// undo takes the last act on w back and tells whether that may be.
func (m *model) undo(by any, w *word) bool {
	act := w.last
	if w.undone || act == nil || act.by != by || act.final || m.now.Sub(act.at) > 15*time.Second {
		return false
	}
	if w != act.main && w != act.made {
		return false
	}
	if tried, called := m.tried[w]; act.handed && called && !tried.Before(act.at) {
		return false // the new owner is at it
	}
	if act.made != nil && act.made.last != act {
		return false // something happened to the version since
	}
	for old, before := range act.before {
		if old.last != act {
			continue
		}
		*old = before
	}
	if act.made != nil {
		act.made.undone = true
		act.made.last = nil
	}
	return true
}
