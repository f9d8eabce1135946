package overview

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/order"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// Moment is one line of a customer's timeline.
type Moment struct {
	At          time.Time
	ID          id.Any
	Source      interaction.Source
	SubjectKind string
	Subject     id.Any // the promise, the question or what else it leads to
	What        string // the outcome, the ending, the try, the kind of message or interaction, the kind of event
	Channel     string
	Text        string // what was asked or promised; the name of a file
	Kind        promise.Kind
	Direction   promise.Direction
	DueAt       time.Time
	Fixed       bool // due at that time, not before it
	Cause       promise.Cause
	Reading     intake.ReadingState
	Again       bool                  // of a question: another one was asked before it in the same conversation
	Way         interaction.Direction // of an interaction
	Result      interaction.Result    // of a call
	Waits       bool                  // a missed call that nobody did anything about yet
	EndedAt     time.Time             // of an interaction; zero when not known
	Words       string                // of an interaction, for colleagues
	Bought      string                // of an order
	Amount      int64                 // of an order, in minor units
	Currency    order.Currency        // of an order; empty of anything else
	Actor       string                // first name; empty for the clock and for the customer
	ByHim       bool                  // the customer did it himself
	Person      id.Customer           // to whom it happened
	PersonName  string                // when that is not whose timeline it is
	Hidden      bool                  // of an import that nobody sees yet; such ones are read and left out
}

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
	Sort     interaction.Sort
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

// Timeline reads what happened with a customer before a moment, everything or one sort of it.
func (r Relation) Timeline(ctx context.Context, actor party.Actor, of id.Customer, sort interaction.Sort, before Cursor) (TimelinePage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page TimelinePage, err error) {
		aheadOfTimeline(tx, of, sort, before, timelinePage+1)
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		of = c.ID
		page.Customer, page.Sort = CustomerRef{of, titleOf(c)}, sort
		all, err := timeline(tx, of, sort, before, timelinePage+1)
		page.Moments, page.More = split(all)
		return page, err
	})
}

// Ref names a customer.
func (r Relation) Ref(ctx context.Context, actor party.Actor, of id.Customer) (CustomerRef, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (CustomerRef, error) {
		c, err := r.Customers.Get(tx, of)
		return CustomerRef{c.ID, titleOf(c)}, err
	})
}

// lastID is after every id, so that a time alone can be a cursor.
var lastID = id.Any{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}

// One range of an index gives the lines in their order; the words are looked up line by line, by key, and only in the
// table in which they can stand: the key of any other is NULL, and is not looked for. What an import that nobody sees
// brought is left out.
const (
	momentColumns = `SELECT t.at, t.id, t.source, t.subject_kind, t.subject,
	CASE WHEN t.source = 'question' THEN COALESCE(q.ending, '') ELSE t.what END AS what,
	COALESCE(q.channel, m.channel, '') AS channel, COALESCE(p.act, g.text, x.name, '') AS text,
	COALESCE(p.kind, CASE WHEN t.source = 'message' THEN t.subject_kind ELSE '' END) AS kind,
	COALESCE(p.direction, '') AS direction, COALESCE(p.due_at, t.at) AS due_at, COALESCE(p.fixed, 0) AS fixed, COALESCE(o.cause, '') AS cause,
	COALESCE(q.reading_state, '') AS reading, CASE WHEN EXISTS (SELECT 1 FROM question b
		WHERE b.org = $1 AND b.contact = q.contact AND b.id < q.id) THEN 1 ELSE 0 END AS again, COALESCE(i.direction, '') AS way, COALESCE(i.result, '') AS result,
	COALESCE(i.waits, 0) AS waits, i.ended_at, COALESCE(w.words, '') AS words,
	COALESCE(b.what, '') AS bought, COALESCE(b.amount, 0) AS amount, COALESCE(b.currency, '') AS currency, COALESCE(s.first_name, '') AS actor,
	CASE WHEN t.actor_kind = 'customer' THEN 1 ELSE 0 END AS by_him, t.person,
	COALESCE(c.name, '') AS person_name`
	momentWords = `
	LEFT JOIN promise p ON p.org = $1 AND p.id = CASE WHEN t.source IN ('outcome', 'attempt') THEN t.subject END
	LEFT JOIN promise_outcome o ON o.org = $1 AND o.promise = CASE WHEN t.source = 'outcome' THEN t.subject END AND o.id = t.id
	LEFT JOIN question q ON q.org = $1 AND q.id = CASE WHEN t.source = 'question' THEN t.id END
	LEFT JOIN question_reading g ON g.org = $1 AND g.question = q.id AND g.number = q.reading
	LEFT JOIN message m ON m.org = $1 AND m.id = CASE WHEN t.source = 'message' THEN t.id END
	LEFT JOIN interaction i ON i.org = $1 AND i.id = CASE WHEN t.source = 'interaction' THEN t.id END
	LEFT JOIN interaction_words w ON w.org = $1 AND w.interaction = i.id
	LEFT JOIN order_placed b ON b.org = $1 AND b.id = CASE WHEN t.source = 'event' AND t.subject_kind = 'order' THEN t.subject END
	LEFT JOIN file x ON x.org = $1 AND x.id = CASE WHEN t.source = 'event' AND t.subject_kind = 'file' THEN t.subject END
	LEFT JOIN staff s ON s.org = $1 AND s.id = t.actor
	LEFT JOIN customer c ON c.org = $1 AND c.id = CASE WHEN t.person <> t.customer THEN t.person END`
	momentsOf = `
	WHERE t.org = $1 AND t.customer = $2 AND (t.at, t.id) < ($3, $4)`
	momentsSeen = `
	AND NOT (t.source IN ('outcome', 'attempt') AND p.id IS NULL)
	AND NOT (t.source = 'event' AND t.subject_kind = 'order' AND b.id IS NULL)
	AND (b.import_run IS NULL OR b.import_run NOT IN (SELECT h.run FROM order_run_hidden h WHERE h.org = $1))
	AND (p.import_run IS NULL OR p.import_run NOT IN (SELECT r.id FROM import_run r WHERE r.org = $1 AND r.published_at IS NULL))`
	inOrder = ` ORDER BY t.at DESC, t.id DESC LIMIT $5`
	ofSort  = ` AND t.sort = $6`
	apart   = ` AND t.sort IN ('calls', 'meetings', 'questions')` // as the index of sorts says it: interaction.Sort.Apart

	selectTimeline = momentColumns + `
	FROM timeline t` + momentWords + momentsOf + momentsSeen
	selectNewest = selectTimeline + inOrder
	selectSorted = selectTimeline + ofSort + inOrder
	selectApart  = selectTimeline + ofSort + apart + inOrder
)

// Left to itself PostgreSQL looks up the words of all that ever happened with a customer, sorts them and throws away all but
// fifty. So there the lines are taken first, and each says with its words whether it is to be seen.
const (
	momentHidden = `,
	CASE WHEN t.source IN ('outcome', 'attempt') AND p.id IS NULL OR t.source = 'event' AND t.subject_kind = 'order' AND b.id IS NULL
		OR b.import_run IS NOT NULL AND b.import_run IN (SELECT h.run FROM order_run_hidden h WHERE h.org = $1)
		OR p.import_run IS NOT NULL AND p.import_run IN (SELECT r.id FROM import_run r WHERE r.org = $1 AND r.published_at IS NULL)
		THEN 1 ELSE 0 END AS hidden
	FROM (SELECT * FROM timeline t`
	linesNewest = momentColumns + momentHidden + momentsOf + inOrder + `) t` + momentWords
	linesSorted = momentColumns + momentHidden + momentsOf + ofSort + inOrder + `) t` + momentWords
	linesApart  = momentColumns + momentHidden + momentsOf + ofSort + apart + inOrder + `) t` + momentWords
)

// aheadOfTimeline has the whole timeline come along with what is asked next.
func aheadOfTimeline(tx *db.Tx, of id.Customer, sort interaction.Sort, before Cursor, limit int) {
	if sort == interaction.Everything {
		before = before.orNewest(tx)
		tx.Ahead(linesNewest, tx.Org, of, before.At, before.ID, limit)
	}
}

// orNewest is where reading begins: after every moment when nothing was read yet.
func (c Cursor) orNewest(tx *db.Tx) Cursor {
	if c.At.IsZero() {
		return Cursor{tx.Now.AddDate(100, 0, 0), lastID}
	}
	return c
}

func timeline(tx *db.Tx, of id.Customer, sort interaction.Sort, before Cursor, limit int) (out []Moment, err error) {
	before = before.orNewest(tx)
	switch {
	case tx.Engine == db.Postgres:
		out, err = linesFirst(tx, of, sort, before, limit)
	case sort.Apart():
		out, err = db.All[Moment](tx, selectApart, tx.Org, of, before.At, before.ID, limit, sort)
	case sort == interaction.Everything:
		out, err = db.All[Moment](tx, selectNewest, tx.Org, of, before.At, before.ID, limit)
	default:
		out, err = db.All[Moment](tx, selectSorted, tx.Org, of, before.At, before.ID, limit, sort)
	}
	if err != nil {
		return nil, err
	}
	return out, toldWith(tx, out)
}

// linesFirst takes so many lines, and more for those of them that are not to be seen.
func linesFirst(tx *db.Tx, of id.Customer, sort interaction.Sort, before Cursor, limit int) (out []Moment, err error) {
	for {
		var lines []Moment
		switch {
		case sort.Apart():
			lines, err = db.All[Moment](tx, linesApart, tx.Org, of, before.At, before.ID, limit, sort)
		case sort == interaction.Everything:
			lines, err = db.All[Moment](tx, linesNewest, tx.Org, of, before.At, before.ID, limit)
		default:
			lines, err = db.All[Moment](tx, linesSorted, tx.Org, of, before.At, before.ID, limit, sort)
		}
		if err != nil {
			return nil, err
		}
		slices.SortFunc(lines, newestFirst)
		more := len(lines) >= limit
		if more {
			last := lines[len(lines)-1]
			before = Cursor{last.At, last.ID}
		}
		lines = slices.DeleteFunc(lines, func(one Moment) bool { return one.Hidden })
		if out == nil {
			out = lines // mostly all of them
		} else {
			out = append(out, lines...)
		}
		if !more || len(out) >= limit {
			return out[:min(len(out), limit)], nil
		}
	}
}

func newestFirst(a, b Moment) int {
	return cmp.Or(b.At.Compare(a.At), bytes.Compare(b.ID[:], a.ID[:]))
}

// toldWith looks up by which answer somebody was told something; few lines are of that sort.
func toldWith(tx *db.Tx, moments []Moment) error {
	for i, m := range moments {
		if m.SubjectKind != "answer_given" {
			continue
		}
		told, found, err := db.Maybe[struct {
			Answer id.Any
			Title  string
		}](tx, `SELECT g.answer, CASE WHEN g.lang = 'en' AND e.title_en <> '' OR e.title_nl = '' THEN e.title_en ELSE e.title_nl END AS title
			FROM answer_given g JOIN answer_edition e ON e.org = g.org AND e.answer = g.answer AND e.number = g.number
			WHERE g.org = $1 AND g.id = $2`, tx.Org, m.Subject)
		if err != nil {
			return err
		}
		if found {
			moments[i].SubjectKind, moments[i].Subject, moments[i].Text = "answer", told.Answer, told.Title
		}
	}
	return nil
}
