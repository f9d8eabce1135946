package report_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/report"
	"kroon/internal/stat"
)

// habits writes as rows what a customer and others do.
type habits struct {
	tx      *db.Tx
	morning time.Time // a day ago at nine, UTC
}

func (h habits) promise(of id.Customer, direction, kind, state, changed string, due, deed time.Time) id.Promise {
	one := id.New[id.Promise](h.tx.IDs)
	agreed, undone := h.morning, time.Time{}
	switch changed {
	case "offered":
		agreed = time.Time{}
	case "undone":
		undone = h.morning
	}
	h.tx.Put(`INSERT INTO promise (org, id, code, direction, kind, act, customer, owner, minutes, proof, due_at, due_civil, zone, grain, fixed, state, open,
		version, made_at, agreed_at, deed_at, undone_at, root, overridden, awaits, imported)
		VALUES ($1, $2, $3, $4, $5, '', $6, $2, 0, '', $7, '', '', '', 0, $8, 0, 1, $9, $10, $11, $12, $2, 0, '', 0)`,
		h.tx.Org, one, id.NewCode(h.tx.IDs, 10), direction, kind, of, due, state, h.morning, agreed, deed, undone)
	return one
}

func (h habits) tries(of id.Customer, results ...string) {
	p := h.promise(of, "ours", "call-back", "agreed", "", h.morning, time.Time{})
	for _, result := range results {
		h.tx.Put(`INSERT INTO promise_attempt (org, promise, id, result, began_at, recorded_at) VALUES ($1, $2, $3, $4, $5, $5)`,
			h.tx.Org, p, id.New[id.Any](h.tx.IDs), result, h.morning)
	}
}

// comes is a moment of contact, on the timeline as well.
func (h habits) comes(of id.Customer, kind, direction string, at, undone time.Time, in id.Question) {
	one := id.New[id.Any](h.tx.IDs)
	h.tx.Put(`INSERT INTO interaction (org, id, customer, caller, kind, direction, result, question, began_at, noted_at, waits, undone_at, version)
		VALUES ($1, $2, $3, '', $4, $5, 'answered', $6, $7, $7, 0, $8, 1)`, h.tx.Org, one, of, kind, direction, in, at, undone)
	h.tx.Put(`INSERT INTO timeline (org, customer, at, id, person, sort, source, subject_kind, subject, what, actor_kind)
		VALUES ($1, $2, $3, $4, $2, 'calls', 'interaction', 'customer', $2, '', '')`, h.tx.Org, of, at, one)
}

func (h habits) complains(of id.Customer, in id.Any, undone time.Time) {
	h.tx.Put(`INSERT INTO complaint (org, id, customer, channel, subject_kind, subject, stage, severity, cause, finding, verdict, received_at,
		acknowledge_by, undone_at, version) VALUES ($1, $2, $3, '', 'question', $4, '', '', '', '', '', $5, $5, $6, 1)`,
		h.tx.Org, id.New[id.Any](h.tx.IDs), of, in, h.morning, undone)
}

func (h habits) asks(of id.Customer) id.Question {
	one := id.New[id.Question](h.tx.IDs)
	h.tx.Put(`INSERT INTO question (org, id, code, customer, contact, channel, caller, decides_on, phase, half, reading, reading_state, ending, open,
		noted_at, version) VALUES ($1, $2, $3, $4, $2, '', '', '', '', 0, 0, '', '', 0, $5, 1)`, h.tx.Org, one, id.NewCode(h.tx.IDs, 10), of, h.morning)
	return one
}

// complaints are two of the one customer that count, and one that was withdrawn; one of the other.
func (h habits) complaints(of, other id.Customer) {
	h.complains(of, id.Any{}, time.Time{})
	h.complains(of, h.asks(of).Any(), time.Time{}) // counted once
	h.complains(of, id.Any{}, h.morning)
	h.complains(other, h.asks(other).Any(), time.Time{})
}

// TestPatternsOfConduct counts of what is due, said and asked only what the pattern is about, and holds it against all
// others: the customer himself is no part of what is usual.
func TestPatternsOfConduct(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		of, other := id.New[id.Customer](database.IDs()), id.New[id.Customer](database.IDs())
		err := database.Write(context.Background(), party.Itself(id.New[id.Org](database.IDs())), func(tx *db.Tx) error {
			day := tx.Now.UTC().AddDate(0, 0, -1)
			h := habits{tx, time.Date(day.Year(), day.Month(), day.Day(), 9, 0, 0, 0, time.UTC)}
			due, never := h.morning, time.Time{}
			late := due.Add(time.Second)
			for _, who := range []id.Customer{of, other} {
				h.promise(who, "theirs", "pay", "done", "", due, due)
				h.promise(who, "theirs", "pay", "done", "", due, late)
			}
			h.promise(other, "theirs", "pay", "done", "", due, due)
			h.promise(other, "theirs", "pay", "done", "", due, due)
			h.promise(of, "theirs", "pay", "agreed", "", due, never)
			h.promise(of, "theirs", "pay", "released", "", due, never)
			h.promise(of, "theirs", "pay", "revised", "", due, never)
			h.promise(of, "theirs", "pay", "agreed", "offered", due, never)
			h.promise(of, "theirs", "pay", "agreed", "undone", due, never)
			h.promise(of, "theirs", "send", "agreed", "", due, never)
			h.promise(of, "ours", "pay", "agreed", "", due, never)
			h.promise(of, "theirs", "pay", "agreed", "", tx.Now.Add(time.Hour), never)

			h.tries(of, "spoken", "no-answer", "voicemail", "begun", "undone", "busy")
			h.tries(other, "spoken", "spoken", "spoken", "no-answer")

			for _, at := range []time.Duration{0, 59 * time.Minute, -time.Second, time.Hour} { // two from nine to ten
				h.comes(of, "call", "in", h.morning.Add(at), never, id.Question{})
				h.comes(other, "call", "in", h.morning.Add(time.Hour+at), never, id.Question{}) // one
			}
			h.comes(of, "call", "out", h.morning.Add(time.Minute), never, id.Question{})
			h.comes(of, "visit", "in", h.morning.Add(2*time.Minute), never, h.asks(of))
			h.comes(of, "call", "in", h.morning.Add(3*time.Minute), h.morning, id.Question{})

			h.complaints(of, other)

			counted, err := report.Reckon(tx, time.UTC)
			if err != nil {
				return err
			}
			u := counted.Usual()
			for _, one := range []struct {
				name           string
				count, n       int
				others, theirs int
				weigh          func() (report.Tested, error)
			}{
				{"pays late", 2, 3, 1, 4, func() (report.Tested, error) { return report.LatePayer(tx, u, of) }},
				{"never picks up", 2, 3, 1, 4, func() (report.Tested, error) { return report.PicksUpNever(tx, u, of) }},
				{"calls at a time", 2, 4, 1, 4, func() (report.Tested, error) { return report.CallsBetween(tx, time.UTC, u, of, 9, 10) }},
				{"only complains", 2, 7, 1, 5, func() (report.Tested, error) { return report.ComplainsAlways(tx, u, of) }},
			} {
				got, err := one.weigh()
				if err != nil {
					return fmt.Errorf("%s: %w", one.name, err)
				}
				if got.Count != one.count || got.N != one.n || got.Usual != float64(one.others)/float64(one.theirs) {
					t.Errorf("%s: %d of %d beside %v, want %d of %d beside %d of %d", one.name, got.Count, got.N, got.Usual, one.count, one.n, one.others, one.theirs)
				}
			}
			if got := report.ComplainsOnly(19, 20, 5, 200); got.Verdict != stat.Supported {
				t.Errorf("nineteen of twenty: %+v", got.Finding)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
