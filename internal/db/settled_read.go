package db

import (
	"time"

	"kroon/internal/id"
)

// recalling is the memory of a reader on SQLite: its own answers, and what all readers of this process remember of settled tables
// (docs/adr/0055-readers-remember-too.md). A reader sees one instant, so the stamp that it finds there is that of all it finds, whenever
// it looks: it looks when it first asks about the house.
type recalling struct {
	answers
	session *sqliteSession
	org     id.Org
	now     time.Time
	stamp   string // empty: there is none, and nothing is remembered
	looked  bool
}

func (r *recalling) find(q question) *answer {
	if found := r.answers.find(q); found != nil || !settledOf(r.org, q) || !r.stamped() {
		return found
	}
	return r.session.house.find(r.org, r.stamp, r.now, q, true)
}

func (r *recalling) keep(q question, found *answer) {
	r.answers.keep(q, found)
	if settledOf(r.org, q) && r.stamped() {
		r.session.house.keep(r.org, r.stamp, r.now, q, found, true)
	}
}

// stamped looks up the stamp, once. What goes wrong there goes wrong with the question itself as well, which tells.
func (r *recalling) stamped() bool {
	if r.looked {
		return r.stamp != ""
	}
	r.looked = true
	told(stampOf)
	found, err := r.session.query(stampOf, []any{stampKey + r.org.String()})
	if err != nil {
		return false
	}
	defer found.close()
	if found.next() {
		if values, err := found.values(); err == nil {
			r.stamp, _ = bare(values[0]).(string)
		}
	}
	return r.stamp != ""
}
