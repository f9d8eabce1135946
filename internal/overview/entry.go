package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// Entry reads one entry with its cause.
func (r Relation) Entry(ctx context.Context, actor party.Actor, of id.Customer, entry id.Entry) (EntryPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page EntryPage, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		page.Customer = CustomerRef{c.ID, titleOf(c)}
		line, found, err := db.Maybe[BalanceLine](tx, selectBalanceLine+" AND e.id = $3", tx.Org, c.ID, entry)
		if err != nil {
			return page, err
		}
		if !found {
			return page, fault.New(fault.NotFound, "ledger.unknown_entry")
		}
		page.Line, page.Corrects = line, line.Corrects
		if err := r.entryRule(tx, &page); err != nil {
			return page, err
		}
		return page, r.entryCause(tx, &page)
	})
}

// entryRule is what the tariff says, and what the entry corrects or was corrected by.
func (r Relation) entryRule(tx *db.Tx, page *EntryPage) error {
	all, err := r.Ledger.Tariffs(tx)
	if err != nil {
		return err
	}
	t, kind, d, found := all.RuleOf(page.Line.Rule)
	page.Rule, page.Version, page.HasRule = TariffRule{kind, d.Points, d.Recovery, d.WhyNL, d.WhyEN}, string(t.Version), found
	type more struct {
		RecordedAt time.Time
		Corrected  id.Entry
	}
	m, _, err := db.Maybe[more](tx, `SELECT e.recorded_at, (SELECT c.id FROM ledger_entry c WHERE c.org = $1 AND c.corrects = e.id) AS corrected
		FROM ledger_entry e WHERE e.org = $1 AND e.id = $2`, tx.Org, page.Line.ID)
	page.RecordedAt, page.Corrected = m.RecordedAt, m.Corrected
	return err
}

// entryCause is the event itself: when, by whom, and about what.
func (r Relation) entryCause(tx *db.Tx, page *EntryPage) error {
	cause, _, err := db.Maybe[EventLine](tx, `SELECT v.id, v.kind, v.happened_at AS at, v.actor_kind, COALESCE(s.first_name, '') AS actor
		FROM ledger_entry e JOIN event v ON v.org = e.org AND v.id = e.event
		LEFT JOIN staff s ON s.org = v.org AND s.id = v.actor WHERE e.org = $1 AND e.id = $2`, tx.Org, page.Line.ID)
	if err != nil {
		return err
	}
	page.Event = cause
	switch page.Line.SubjectKind {
	case "promise":
		var p promise.Promise
		if p, err = r.Promises.Get(tx, id.Promise(page.Line.Subject)); err == nil {
			page.Act = p.Act
		}
	case "question":
		page.Question, _, err = db.Maybe[string](tx, `SELECT t.text FROM question q JOIN question_reading t ON t.org = q.org AND t.question = q.id
			AND t.number = q.reading WHERE q.org = $1 AND q.id = $2`, tx.Org, page.Line.Subject)
	case "asked":
		asked, found, err := r.Ledger.AskedOf(tx, id.Event(page.Line.Subject))
		if err != nil {
			return err
		}
		if found {
			page.Asked, page.MayUndo = asked.Words, asked.UndoneAt.IsZero() && tx.Actor.May(party.Colleague)
		}
	}
	return err
}
