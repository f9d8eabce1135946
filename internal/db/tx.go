package db

import (
	"context"
	"errors"
	"time"

	"kroon/internal/id"
	"kroon/internal/party"
)

// Tx is one transaction: who acts, for which organisation, and the one instant at which it all happens.
type Tx struct {
	Context context.Context
	Actor   party.Actor
	Org     id.Org
	Now     time.Time
	Request string
	IDs     *id.Source
	Engine  Engine

	session     session
	queue       []put
	afterCommit []func()
	values      map[any]any
	readOnly    bool
	wakeAt      time.Time
	answers     memory
}

var errReadOnly = errors.New("db: a write in Read")

// Exec writes at once and tells how many rows it changed. Use it when the number decides something;
// otherwise Put.
func (tx *Tx) Exec(query string, args ...any) (int64, error) {
	if tx.readOnly {
		return 0, errReadOnly
	}
	if err := tx.flush(); err != nil {
		return 0, err
	}
	told(query)
	tx.wrote(query)
	return tx.session.exec(query, plain(args))
}

// Put queues a write whose result nobody needs. Queued writes are sent together before the next read
// and before the commit; that is where their errors surface.
func (tx *Tx) Put(query string, args ...any) {
	tx.queue = append(tx.queue, put{query, plain(args)})
	tx.answers.wrote(query)
}

// wrote forgets what was read and may be otherwise after a write that goes to the database now.
func (tx *Tx) wrote(query string) {
	if tx.Engine == Postgres && !adds(query) {
		query = anything
	}
	tx.answers.wrote(query)
}

func (tx *Tx) flush() error {
	if len(tx.queue) == 0 {
		return nil
	}
	if tx.readOnly {
		return errReadOnly
	}
	queue := tx.queue
	tx.queue = nil
	for _, one := range queue {
		told(one.query)
	}
	return tx.session.flush(queue)
}

func (tx *Tx) rows(query string, args []any) (rows, error) {
	sent := plain(args)
	words := asks(query)
	var about question
	if words != nil {
		about = asked(query, sent)
		if found := tx.answers.find(about); found != nil {
			return &repeated{answer: found}, nil
		}
	}
	if err := tx.flush(); err != nil {
		return nil, err
	}
	told(query)
	if words == nil {
		tx.wrote(query)
	}
	r, err := tx.session.query(query, sent)
	if err != nil || words == nil {
		return r, err
	}
	return &listening{rows: r, answers: tx.answers, about: about, found: &answer{words: words, columns: r.columns()}}, nil
}

// AfterCommit has fn run once the transaction is durable, in the caller's goroutine.
func (tx *Tx) AfterCommit(fn func()) { tx.afterCommit = append(tx.afterCommit, fn) }

// Value is what a package keeps for the length of this transaction, under a key of its own type.
func (tx *Tx) Value(key any) any { return tx.values[key] }

// SetValue keeps something for the length of this transaction.
func (tx *Tx) SetValue(key, value any) {
	if tx.values == nil {
		tx.values = map[any]any{}
	}
	tx.values[key] = value
}

// As runs fn in the same transaction as another actor of the same organisation: what the system does
// in consequence of what a person did.
func (tx *Tx) As(actor party.Actor, fn func() error) error {
	before := tx.Actor
	tx.Actor = actor
	defer func() { tx.Actor = before }()
	return fn()
}

// Wake tells the clockworks of this database, once the transaction is durable, that there is work at due.
func (tx *Tx) Wake(due time.Time) {
	if tx.wakeAt.IsZero() || due.Before(tx.wakeAt) {
		tx.wakeAt = due
	}
}
