package db

import (
	"cmp"
	"maps"
)

// trial is what is being foreseen.
type trial struct {
	seen  map[question]bool
	first func() (rows, error) // asks what all the rest goes along with
}

// Foresee asks all at once what fn is going to ask, so that on PostgreSQL it is one trip. fn is run for that once without asking
// anything: what is not known yet has no rows and is zero, and whatever fn makes of it is made anew when it is run in earnest. So fn
// only reads, and is run again after. What it does not come to, because of what it did not find, is asked when it is. In a transaction
// that writes, where what is read may depend on what was locked, and on SQLite, which has no trips to save, nothing is done.
func (tx *Tx) Foresee(fn func() error) {
	k, is := tx.answers.(*knowing)
	if !is || !k.session.still || tx.trial != nil {
		return
	}
	values, t := tx.values, &trial{seen: map[question]bool{}}
	tx.values, tx.trial = maps.Clone(values), t
	_ = fn() // in earnest it will be told
	tx.values, tx.trial = values, nil
	if t.first == nil {
		return
	}
	if err := drain(t.first()); err != nil {
		k.session.failed = cmp.Or(k.session.failed, err) // it is theirs who ask next
	}
}

// foresee has a question asked, once.
func (t *trial) foresee(tx *Tx, about question, query string, args []any) {
	switch {
	case about.query == "" || t.seen[about]:
	case t.first == nil:
		t.first = func() (rows, error) { return tx.rows(query, args) }
	default:
		tx.Ahead(query, args...)
	}
	t.seen[about] = true
}

// drain reads an answer to its end, for it to be kept.
func drain(r rows, err error) error {
	if err != nil {
		return err
	}
	defer r.close()
	for r.next() {
		if _, err := r.values(); err != nil {
			return err
		}
	}
	return r.err()
}
