package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// redPage is how many customers are shown at once.
const redPage = 50

// RedLine is a customer with whom we are in the red.
type RedLine struct {
	Customer id.Customer
	Name     string
	Points   int64
	Entries  int64
	Aged     int64       // when points lose half their weight in time; a view
	Last     BalanceLine // the last withdrawal that stands
}

// RedPage is a stretch of the red list, the worst first.
type RedPage struct {
	Lines    []RedLine
	Red      int64 // customers in the red
	All      int64 // customers with whom there is an account
	HalfLife int64 // days
	More     bool
}

// RedAfter is the place in the list after which a page begins.
type RedAfter struct {
	Points   int64
	Customer id.Customer
}

// notErased leaves out an account b of which nobody knows any more whose it was.
const notErased = ` AND NOT EXISTS (SELECT 1 FROM customer_erasure e WHERE e.org = $1 AND e.customer = b.customer
	AND e.called_off_at IS NULL AND e.done_at IS NOT NULL)`

// Red reads the customers with whom we are in the red.
func (r Relation) Red(ctx context.Context, actor party.Actor, after RedAfter) (RedPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (RedPage, error) { return r.RedList(tx, after, redPage) })
}

// RedList reads a stretch of the red list within a reading.
func (r Relation) RedList(tx *db.Tx, after RedAfter, limit int) (page RedPage, err error) {
	type counts struct{ Red, All int64 }
	n, err := db.One[counts](tx, `SELECT (SELECT COUNT(*) FROM ledger_balance b WHERE b.org = $1 AND b.points < 0`+notErased+`) AS red,
		(SELECT COUNT(*) FROM ledger_balance b WHERE b.org = $1`+notErased+`) AS "all"`, tx.Org)
	if err != nil {
		return page, err
	}
	page.Red, page.All = n.Red, n.All
	if after.Customer.IsZero() {
		after.Points = -1 << 62
	}
	page.Lines, err = db.All[RedLine](tx, `SELECT b.customer, COALESCE(c.name, '') AS name, b.points, b.entries FROM ledger_balance b
		LEFT JOIN customer c ON c.org = b.org AND c.id = b.customer
		WHERE b.org = $1 AND b.points < 0 AND (b.points, b.customer) > ($2, $3)`+notErased+` ORDER BY b.points, b.customer LIMIT $4`,
		tx.Org, after.Points, after.Customer, limit+1)
	if err != nil {
		return page, err
	}
	if page.More = len(page.Lines) > limit; page.More {
		page.Lines = page.Lines[:limit]
	}
	for i := range page.Lines {
		if err := r.redLine(tx, &page.Lines[i], &page.HalfLife); err != nil {
			return page, err
		}
	}
	return page, nil
}

// redLine adds how it stands when points age, and what last went wrong.
func (r Relation) redLine(tx *db.Tx, line *RedLine, halfLife *int64) (err error) {
	if line.Name == "" {
		c, err := r.Customers.Get(tx, line.Customer)
		if err != nil {
			return err
		}
		line.Name = titleOf(c)
	}
	if line.Aged, *halfLife, err = r.Ledger.Aged(tx, line.Customer); err != nil {
		return err
	}
	line.Last, _, err = db.Maybe[BalanceLine](tx, selectBalanceLine+` AND l.points < 0 AND e.corrects IS NULL AND NOT EXISTS
		(SELECT 1 FROM ledger_entry k WHERE k.org = $1 AND k.corrects = e.id)
		ORDER BY e.happened_at DESC, e.id DESC LIMIT 1`, tx.Org, line.Customer)
	return err
}

// EntryPage is one entry of our account with a customer, and all there is to say about its cause.
type EntryPage struct {
	Customer   CustomerRef
	Line       BalanceLine
	Event      EventLine
	Rule       TariffRule // what the tariff says about it
	Version    string     // of the tariff
	HasRule    bool
	Corrects   id.Entry // the entry before it in its chain
	Corrected  id.Entry // the one after it
	Act        string   // what was promised, when it is about a promise
	Question   string   // what was asked, when it is about a question
	Asked      string   // what we asked of the customer
	MayUndo    bool     // what we asked of the customer can be taken back
	RecordedAt time.Time
}

// EventLine is an event as people read it.
type EventLine struct {
	ID        id.Event
	Kind      string
	At        time.Time // happened
	ActorKind party.Kind
	Actor     string // first name of a colleague; empty of the clock and of customers
}
