package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// Moment is one line of a customer's timeline.
type Moment struct {
	At        time.Time
	ID        id.Any
	Source    Source
	Subject   id.Any // the promise or the question it leads to
	What      string // the outcome, the ending, the attempt or the kind of message
	Channel   string
	Text      string // what was asked or promised
	Kind      promise.Kind
	Direction promise.Direction
	DueAt     time.Time
	Cause     promise.Cause
	Reading   intake.ReadingState
	Actor     string // first name; empty for the clock and for the customer
	ByHim     bool   // the customer did it himself
}

// Source is where a moment comes from.
type Source string

// The sources.
const (
	FromOutcome  Source = "outcome"
	FromQuestion Source = "question"
	FromAttempt  Source = "attempt"
	FromMessage  Source = "message"
)

// Cursor is the last moment that was read; the zero Cursor begins at the newest.
type Cursor struct {
	At time.Time
	ID id.Any
}

// timelinePage is how many moments are shown at once.
const timelinePage = 50

// TimelinePage is a stretch of a timeline, newest first.
type TimelinePage struct {
	Customer CustomerRef
	Moments  []Moment
	More     bool
}

// Split cuts what was read one too many, which only says that there is more.
func (p CustomerPage) Split() (moments []Moment, more bool) { return split(p.Timeline) }

func split(all []Moment) ([]Moment, bool) {
	if len(all) > timelinePage {
		return all[:timelinePage], true
	}
	return all, false
}

// Timeline reads what happened with a customer before a moment.
func (r Relation) Timeline(ctx context.Context, actor party.Actor, of id.Customer, before Cursor) (TimelinePage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page TimelinePage, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		page.Customer = CustomerRef{of, titleOf(c)}
		all, err := timeline(tx, of, before, timelinePage+1)
		page.Moments, page.More = split(all)
		return page, err
	})
}

// lastID is after every id, so that a time alone can be a cursor.
var lastID = id.Any{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}

// Each part brings at most as many as are asked for; what came of a promise stands in its outcomes, of
// which those that only concern colleagues are left out.
const selectTimeline = `SELECT m.at, m.id, m.source, m.subject, m.what, m.channel, m.text, m.kind, m.direction, m.due_at,
	m.cause, m.reading, COALESCE(s.first_name, '') AS actor, m.by_him FROM (
	SELECT * FROM (SELECT o.happened_at AS at, o.id AS id, 'outcome' AS source, p.id AS subject, o.kind AS what,
		'' AS channel, p.act AS text, p.kind AS kind, p.direction AS direction, p.due_at AS due_at, o.cause AS cause,
		'' AS reading, o.actor AS actor, CASE WHEN o.actor_kind = 'customer' THEN 1 ELSE 0 END AS by_him
		FROM promise p JOIN promise_outcome o ON o.org = p.org AND o.promise = p.id
		WHERE p.org = $1 AND o.org = $1 AND p.customer = $2 AND p.undone_at IS NULL AND o.undone_at IS NULL
		AND o.kind NOT IN ('acknowledged', 'reassigned', 'redistributed', 'proposed', 'turned-down', 'undone')
		AND NOT (o.kind IN ('agreed', 'offered') AND p.previous IS NOT NULL) AND o.cause <> 'tacit'
		AND (o.happened_at, o.id) < ($3, $4)` + notStaged + ` ORDER BY o.happened_at DESC, o.id DESC LIMIT $5) AS a
	UNION ALL
	SELECT * FROM (SELECT q.noted_at AS at, q.id AS id, 'question' AS source, q.id AS subject, q.ending AS what,
		q.channel AS channel, COALESCE(t.text, '') AS text, '' AS kind, '' AS direction, q.noted_at AS due_at,
		'' AS cause, q.reading_state AS reading, q.taker AS actor, CASE WHEN q.taker IS NULL THEN 1 ELSE 0 END AS by_him
		FROM question q
		LEFT JOIN question_reading t ON t.org = q.org AND t.question = q.id AND t.number = q.reading
		WHERE q.org = $1 AND q.customer = $2 AND (q.noted_at, q.id) < ($3, $4)
		ORDER BY q.noted_at DESC, q.id DESC LIMIT $5) AS b
	UNION ALL
	SELECT * FROM (SELECT a.began_at AS at, a.id AS id, 'attempt' AS source, p.id AS subject, a.result AS what,
		'' AS channel, p.act AS text, p.kind AS kind, p.direction AS direction, p.due_at AS due_at, '' AS cause,
		'' AS reading, a.staff AS actor, 0 AS by_him
		FROM promise p JOIN promise_attempt a ON a.org = p.org AND a.promise = p.id
		WHERE p.org = $1 AND a.org = $1 AND p.customer = $2 AND a.result NOT IN ('begun', 'undone') AND (a.began_at, a.id) < ($3, $4)` + notStaged + `
		ORDER BY a.began_at DESC, a.id DESC LIMIT $5) AS c
	UNION ALL
	SELECT * FROM (SELECT m.sent_at AS at, m.id AS id, 'message' AS source, m.subject AS subject, m.kind AS what,
		m.channel AS channel, '' AS text, m.subject_kind AS kind, '' AS direction, m.sent_at AS due_at, '' AS cause,
		'' AS reading, m.sent_by AS actor, 0 AS by_him
		FROM message m
		WHERE m.org = $1 AND m.recipient = $2 AND m.audience = 'customer' AND m.sent_at IS NOT NULL
		AND m.state IN ('sent', 'handed') AND (m.sent_at, m.id) < ($3, $4)
		ORDER BY m.sent_at DESC, m.id DESC LIMIT $5) AS d
	) AS m LEFT JOIN staff s ON s.org = $1 AND s.id = m.actor
	ORDER BY m.at DESC, m.id DESC LIMIT $5`

func timeline(tx *db.Tx, of id.Customer, before Cursor, limit int) ([]Moment, error) {
	if before.At.IsZero() {
		before = Cursor{tx.Now.AddDate(100, 0, 0), lastID}
	}
	return db.All[Moment](tx, selectTimeline, tx.Org, of, before.At, before.ID, limit)
}
