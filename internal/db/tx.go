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
	atEnd       []func()
	values      map[any]any
	readOnly    bool
	wakeAt      time.Time
	answers     memory
	stamps      bool     // nodes and readers remember
	settles     bool     // it wrote what they remember
	house       *settled // on SQLite, what its readers remember; nil on a tape
	trial       *trial   // of Foresee; nil in earnest
	aside       *aside   // nil: it does not stand aside
}

var (
	errReadOnly = errors.New("db: a write in Read")
	errWithin   = errors.New("db: another organisation in Write")
)

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
	tx.touch(query)
	tx.queue = append(tx.queue, put{query, plain(args)})
	tx.answers.wrote(query)
}

// Change is Exec for a statement of which only the number of rows decides something: a version that must be the one that was
// read, a key that must be new. What was read before of other tables still holds; whoever reads anew what others may have committed
// while he waited takes a lock by Exec or by a question.
func (tx *Tx) Change(query string, args ...any) (int64, error) {
	if tx.readOnly {
		return 0, errReadOnly
	}
	if err := tx.flush(); err != nil {
		return 0, err
	}
	told(query)
	tx.touch(query)
	tx.answers.wrote(query)
	return tx.session.exec(query, plain(args))
}

// Ahead has a question that will be asked in a moment go along with the next one: on PostgreSQL both are one trip. It is asked after
// that, so after a lock it is foreseen before. What is asked of the database all the same, or not at all, is as right. SQLite has no
// trips to save.
func (tx *Tx) Ahead(query string, args ...any) {
	k, is := tx.answers.(*knowing)
	words := asks(query)
	if !is || words == nil {
		return
	}
	sent := plain(args)
	about := asked(query, sent)
	k.session.ahead = append(k.session.ahead, rider{put{query, sent}, func() bool { return k.find(about) == nil },
		func(columns []string, all [][]any) {
			switch found := (&answer{words: words, columns: columns, rows: all}); {
			case len(all) <= maxRows:
				k.keep(about, found)
			case k.session.still: // it was sent for, and is thrown away with the transaction
				k.answers.keep(about, found)
			}
		}})
}

// wrote forgets what was read and may be otherwise after a write that goes to the database now.
func (tx *Tx) wrote(query string) {
	tx.touch(query)
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
	if tx.Engine == Postgres {
		queue = few(queue)
	}
	if tx.aside != nil {
		return tx.flushAside(queue)
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
	if tx.trial != nil {
		tx.trial.foresee(tx, about, query, args)
		return &repeated{answer: &answer{}}, nil
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

// Hasty has this transaction fail where it would wait for another for longer than a moment: what it does can be done in
// smaller parts. SQLite has one writer, and nothing to wait for.
func (tx *Tx) Hasty() {
	if tx.Engine == Postgres {
		tx.Put(hasty)
	}
}

// BeforeCommit has fn run at the end of the transaction, to put what others would otherwise wait for: a row that many count in.
func (tx *Tx) BeforeCommit(fn func()) { tx.atEnd = append(tx.atEnd, fn) }

// end puts what comes last.
func (tx *Tx) end() error {
	for _, fn := range tx.atEnd {
		fn()
	}
	tx.restamp()
	return tx.flush()
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

// Within runs fn in the same reading transaction for an organisation: whoever had to find out which one a request is for goes on in it.
func (tx *Tx) Within(actor party.Actor, fn func() error) error {
	if !tx.readOnly {
		return errWithin
	}
	before, known := tx.Actor, tx.answers
	tx.Actor, tx.Org = actor, actor.Org
	_, tx.answers = taped(tx.Context, tx.session, tx)
	defer func() { tx.Actor, tx.Org, tx.answers = before, before.Org, known }()
	return fn()
}

// Wake tells the clockworks of this database, once the transaction is durable, that there is work at due.
func (tx *Tx) Wake(due time.Time) {
	if tx.wakeAt.IsZero() || due.Before(tx.wakeAt) {
		tx.wakeAt = due
	}
}
