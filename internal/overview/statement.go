package overview

import (
	"context"
	"time"

	"kroon/internal/access"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// Statement is what we promised a customer and what he promised us, and how each ended: facts for both sides. It has
// no field for points, claims or notes, nor for who works here but the first name of who keeps a promise.
type Statement struct {
	Lang         lang.Lang
	Informal     bool
	Customer     CustomerRef
	Organisation string
	Ours, Theirs []StatementLine
	OursKept     TheirRecord // of those that are due
	TheirsKept   TheirRecord
	Since        time.Time
	More         bool // there are older ones
}

// StatementLine is one promise and how it ended.
type StatementLine struct {
	ID        id.Promise
	Code      id.Code
	Direction promise.Direction
	Kind      promise.Kind
	Act       string
	Staff     string // first name of who keeps it, of ours
	MadeAt    time.Time
	DueAt     time.Time
	Fixed     bool
	State     promise.State
	DeedAt    time.Time
	BrokenAt  time.Time
	ClosedAt  time.Time
	DoubtedAt time.Time // when he last said that it is not right; zero: never
	DoubtOpen bool      // we are still looking into it
}

// End is how a promise ended, as both sides may read it.
type End string

// The ends.
const (
	EndOpen     End = "open"
	EndKept     End = "kept"
	EndLate     End = "late"   // done after all
	EndBroken   End = "broken" // and not done
	EndReleased End = "released"
	EndDisputed End = "disputed"
)

// End tells how it ended; a promise whose time is past and that is not done yet counts as not kept.
func (l StatementLine) End(now time.Time) End {
	kept := promise.Promise{State: l.State, DueAt: l.DueAt, DeedAt: l.DeedAt, BrokenAt: l.BrokenAt}.Kept()
	switch {
	case l.State == promise.Disputed:
		return EndDisputed
	case kept:
		return EndKept
	case !l.DeedAt.IsZero() && l.State != promise.Broken:
		return EndLate
	case l.State == promise.Released:
		return EndReleased
	case l.State == promise.Broken || now.After(l.DueAt):
		return EndBroken
	}
	return EndOpen
}

// statementBack is how far back the statement goes; statementMost is how many promises of each side stand on it.
const (
	statementBack = 2 * aYear
	statementMost = 100
)

// Statement reads the statement of a customer, as staff see it before he does.
func (r Relation) Statement(ctx context.Context, actor party.Actor, of id.Customer) (Statement, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (Statement, error) { return r.StatementOf(tx, of) })
}

// PublicStatement reads it by the customer's link. A link that does not work is not found, whatever the reason.
func (r Relation) PublicStatement(ctx context.Context, org id.Org, token string) (Statement, error) {
	return readAs(ctx, r, party.Itself(org), func(tx *db.Tx) (Statement, error) {
		var link access.Link
		link, err := r.Access.Resolve(tx, token)
		if err != nil {
			return Statement{}, err
		}
		return r.StatementOf(tx, link.Customer)
	})
}

// StatementOf reads it within a reading.
func (r Relation) StatementOf(tx *db.Tx, of id.Customer) (s Statement, err error) {
	c, err := r.Customers.Get(tx, of)
	if err != nil {
		return s, err
	}
	o, err := r.Organisation.Get(tx)
	if err != nil {
		return s, err
	}
	s = Statement{Lang: language(c, o.Lang), Informal: c.Informal(o.Informal), Customer: CustomerRef{c.ID, c.Name}, Organisation: o.Name, Since: tx.Now.Add(-statementBack)}
	for _, side := range []struct {
		direction promise.Direction
		lines     *[]StatementLine
		record    *TheirRecord
	}{{promise.Ours, &s.Ours, &s.OursKept}, {promise.Theirs, &s.Theirs, &s.TheirsKept}} {
		*side.lines, err = statementLines(tx, c.ID, side.direction, s.Since)
		if err != nil {
			return s, err
		}
		if len(*side.lines) > statementMost {
			*side.lines, s.More = (*side.lines)[:statementMost], true
		}
		for _, l := range *side.lines {
			switch l.End(tx.Now) {
			case EndKept:
				side.record.Kept++
				side.record.Due++
			case EndLate, EndBroken, EndDisputed:
				side.record.Due++
			}
		}
	}
	return s, nil
}

// language is in which a customer is addressed.
func language(c customer.Customer, ours lang.Lang) lang.Lang {
	if c.Lang == "" {
		return ours
	}
	return c.Lang
}

const onStatement = `p.org = $1 AND p.customer = $2 AND p.direction = $3 AND p.agreed_at IS NOT NULL AND p.undone_at IS NULL
	AND p.state NOT IN ('revised', 'declined', 'lapsed', 'offered') AND p.due_at > $4` + notStaged + ` ORDER BY p.due_at DESC, p.id DESC LIMIT $5`

// statementLines are the promises of one side that were agreed, the newest first; a version that was replaced with
// consent is told by the one that replaced it.
func statementLines(tx *db.Tx, of id.Customer, direction promise.Direction, since time.Time) ([]StatementLine, error) {
	return db.All[StatementLine](tx, `SELECT p.id, p.code, p.direction, p.kind, p.act,
		CASE WHEN p.direction = 'ours' THEN COALESCE(s.first_name, '') ELSE '' END AS staff, p.made_at, p.due_at, p.fixed, p.state,
		p.deed_at, p.broken_at, p.closed_at, (SELECT MAX(d.said_at) FROM ledger_doubt d WHERE d.org = $1 AND d.promise = p.id) AS doubted_at,
		CASE WHEN EXISTS (SELECT 1 FROM ledger_doubt d JOIN question q ON q.org = d.org AND q.id = d.question
			WHERE d.org = $1 AND d.promise = p.id AND q.open = 1) THEN 1 ELSE 0 END AS doubt_open
		FROM promise p LEFT JOIN staff s ON s.org = p.org AND s.id = p.owner
		WHERE p.org = $1 AND p.id IN (SELECT id FROM (SELECT p.id FROM promise p WHERE p.open = 1 AND `+onStatement+`) AS still
			UNION ALL SELECT id FROM (SELECT p.id FROM promise p WHERE p.open = 0 AND `+onStatement+`) AS done)
		ORDER BY p.due_at DESC, p.id DESC LIMIT $5`, tx.Org, of, direction, since, statementMost+1)
}
