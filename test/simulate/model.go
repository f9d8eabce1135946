package main

import (
	"time"

	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// word is what the world outside knows of one promise: what was asked, what was acknowledged, and what followed. It is
// kept without a look into Kroon's tables.
type word struct {
	id        id.Promise
	key       string // of the request that made it; also what was promised, in words
	direction promise.Direction
	kind      promise.Kind
	customer  id.Customer
	minutes   int
	due       time.Time
	fixed     bool
	made      time.Time
	offered   bool      // a proposal that nobody answered yet
	deed      time.Time // when it was done, as far as that counts
	spoiled   time.Time // when we broke it ourselves or lost a dispute: no deed from then on mends it
	disputed  bool
	ended     bool // released, revised with consent, declined, waived or taken back
	uncounted bool // and so in no rate
	recovered bool // another promise makes it good
	recovers  id.Promise
	rests     time.Time // nobody looks at it before then: tried in vain, forgotten, or in hand
}

// open tells whether somebody still has to do it.
func (w *word) open() bool {
	return !w.ended && !w.recovered && !w.offered && w.deed.IsZero() && !w.disputed
}

// counts and kept are the definition of the kept rate in its own words: ours, agreed, due, not released and not replaced
// with consent; kept when done at or before due, and not in dispute or lost by our own doing.
func (w *word) counts(now time.Time) bool {
	return w.direction == promise.Ours && !w.offered && !w.uncounted && !w.due.After(now)
}

func (w *word) kept() bool {
	return !w.deed.IsZero() && !w.deed.After(w.due) && !w.disputed && (w.spoiled.IsZero() || w.deed.Before(w.spoiled))
}

// away is a time in which somebody does not work: ill without an end until it ends.
type away struct {
	from, until time.Time
	ill         bool
	recorded    time.Time
}

// person is somebody who works there.
type person struct {
	id      id.Staff
	share   int
	role    party.Role
	lead    bool
	phones  bool
	forgets int // in a hundred
	aways   []away
	closed  bool // no colleague promises for him
	busy    bool // with a promise
}

// away tells whether somebody is not there at an instant.
func (p *person) away(at time.Time) bool {
	for _, a := range p.aways {
		if !at.Before(a.from) && (a.until.IsZero() || at.Before(a.until)) {
			return true
		}
	}
	return false
}

// ill tells whether somebody is ill now.
func (p *person) ill() bool {
	for _, a := range p.aways {
		if a.ill && a.until.IsZero() {
			return true
		}
	}
	return false
}

// model is the world's own account of what was promised and who works there.
type model struct {
	words     []*word
	byID      map[id.Promise]*word
	people    []*person
	byStaff   map[id.Staff]*person
	customers []id.Customer
	requests  int
	given     map[id.Promise]time.Time // when it last went to another owner because somebody is away
}

func newModel() *model {
	return &model{byID: map[id.Promise]*word{}, byStaff: map[id.Staff]*person{}, given: map[id.Promise]time.Time{}}
}

func (m *model) add(w *word) {
	m.words = append(m.words, w)
	m.byID[w.id] = w
}

// kept counts as Kroon should.
func (m *model) kept(now time.Time) (due, kept int) {
	for _, w := range m.words {
		if w.counts(now) {
			due++
			if w.kept() {
				kept++
			}
		}
	}
	return due, kept
}
