package overview_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/report"
)

// union is what the timeline was before it had a table of its own: four sources looked through. It is the
// oracle of what stands there now.
const union = `SELECT x.at, x.id FROM (
	SELECT o.happened_at AS at, o.id AS id FROM promise p JOIN promise_outcome o ON o.org = p.org AND o.promise = p.id
		WHERE p.org = $1 AND o.org = $1 AND p.customer = $2 AND p.undone_at IS NULL AND o.undone_at IS NULL
		AND o.kind NOT IN ('acknowledged', 'reassigned', 'redistributed', 'proposed', 'turned-down', 'undone')
		AND NOT (o.kind IN ('agreed', 'offered') AND p.previous IS NOT NULL) AND o.cause <> 'tacit'
		AND (p.import_run IS NULL OR p.import_run NOT IN (SELECT r.id FROM import_run r WHERE r.org = $1 AND r.published_at IS NULL))
	UNION ALL SELECT q.noted_at, q.id FROM question q WHERE q.org = $1 AND q.customer = $2
	UNION ALL SELECT a.began_at, a.id FROM promise p JOIN promise_attempt a ON a.org = p.org AND a.promise = p.id
		WHERE p.org = $1 AND a.org = $1 AND p.customer = $2 AND a.result NOT IN ('begun', 'undone')
		AND (p.import_run IS NULL OR p.import_run NOT IN (SELECT r.id FROM import_run r WHERE r.org = $1 AND r.published_at IS NULL))
	UNION ALL SELECT m.sent_at, m.id FROM message m WHERE m.org = $1 AND m.recipient = $2 AND m.audience = 'customer'
		AND m.sent_at IS NOT NULL AND m.state IN ('sent', 'handed')
	UNION ALL SELECT i.began_at, i.id FROM interaction i WHERE i.org = $1 AND i.customer = $2 AND i.undone_at IS NULL) AS x
	ORDER BY x.at DESC, x.id DESC`

// sameAsBefore fails unless the whole timeline of every customer is what its sources say, and the doctor agrees.
func sameAsBefore(t *testing.T, s *scene) {
	t.Helper()
	type line struct {
		At time.Time
		ID id.Any
	}
	for _, of := range []id.Customer{s.Zeger, s.Monique} {
		var want []line
		s.Do(party.Itself(s.Org), func(tx *db.Tx) (err error) {
			if n, err := report.OffTimeline(tx); err != nil || n != 0 {
				t.Errorf("the doctor finds %d wrong lines: %v", n, err)
			}
			want, err = db.All[line](tx, union, s.Org, of)
			return err
		})
		var got []line
		cursor := overview.Cursor{}
		for more := true; more; {
			page := must[overview.TimelinePage](t)(s.see().Timeline(context.Background(), s.Fatima, of, "", cursor))
			for _, m := range page.Moments {
				if m.Source != interaction.FromEvent {
					got = append(got, line{m.At, m.ID})
				}
				cursor = overview.Cursor{At: m.At, ID: m.ID}
			}
			more = page.More
		}
		if !slices.EqualFunc(got, want, func(a, b line) bool { return a.At.Equal(b.At) && a.ID == b.ID }) {
			t.Errorf("the timeline has %d lines, its sources %d:\n%v\n%v", len(got), len(want), got, want)
		}
	}
}

// plan explains a statement on the engine of a transaction.
func plan(tx *db.Tx, statement string, args ...any) (string, error) {
	if tx.Engine == db.Postgres {
		lines, err := db.All[string](tx, "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) "+statement, args...)
		return strings.Join(lines, "\n"), err
	}
	type step struct {
		ID, Parent, Notused int
		Detail              string
	}
	steps, err := db.All[step](tx, "EXPLAIN QUERY PLAN "+statement, args...)
	var out []string
	for _, one := range steps {
		out = append(out, one.Detail)
	}
	return strings.Join(out, "\n"), err
}

// TestTimelineIsWhatItsSourcesSay lives through a morning in which nearly everything happens and is taken back, and
// compares the table with the four sources that were looked through before it.
func TestTimelineIsWhatItsSourcesSay(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		s.Asks(s.Zeger, "Wat kost de koelcel?", "", s.Jeroen, at(12, 0))
		slip := s.Promises(s.Zeger, s.Fatima, at(15, 0))
		must[promise.Promise](t)(s.Acts.UndoPromise(ctx, s.Fatima, slip.ID))
		moved := s.Promises(s.Zeger, s.Fatima, at(14, 0))
		must[act.Revised](t)(s.Acts.Revise(ctx, s.Fatima, moved.ID, promise.Revision{Due: promise.Due{At: at(16, 0)}, Consent: true}, act.ByMessage))
		called := s.Promises(s.Monique, s.Fatima, at(13, 0))
		s.Clock.Advance(time.Second)
		must[act.Tried](t)(s.Acts.LogAttempt(ctx, s.Fatima, called.ID, promise.NoAnswer))
		must[promise.Promise](t)(s.Acts.UndoPromise(ctx, s.Fatima, called.ID)) // the try was a slip
		must[promise.Attempt](t)(s.Acts.BeginCall(ctx, s.Fatima, called.ID))
		s.Clock.Advance(time.Minute)
		must[promise.Promise](t)(s.Acts.Deliver(ctx, s.Fatima, called.ID, promise.Deed{Proof: promise.ByCall}, ""))
		logged := must[act.Logged](t)(s.Acts.LogInteraction(ctx, s.Fatima, interaction.New{Customer: s.Zeger, Result: interaction.Answered}))
		must[act.Logged](t)(s.Acts.LogInteraction(ctx, s.Fatima, interaction.New{Customer: s.Monique, Kind: interaction.Visit, Direction: interaction.In}))
		must[interaction.Interaction](t)(s.Acts.UndoInteraction(ctx, s.Fatima, logged.Interaction.ID))
		sameAsBefore(t, s)
		s.Passes(at(17, 30))
		sameAsBefore(t, s)
	})
}

// TestTimelinePastIsFilled fills the table anew by the statements of the migration: as it was, with the
// organisation's stream too.
func TestTimelinePastIsFilled(t *testing.T) {
	raw, err := os.ReadFile("../db/migrations/00071_interaction_past.sql")
	if err != nil {
		t.Fatal(err)
	}
	everywhere(t, func(t *testing.T, s *scene) {
		firm := s.Knows(customer.Details{Kind: customer.Organisation, Name: "Van Dam Beheer"})
		s.Zeger = s.Knows(customer.Details{Name: "Zora van Dam", Employer: firm, Numbers: []customer.Number{{Number: "020 555 01 29"}}})
		s.Asks(s.Zeger, "Wat kost de koelcel?", "", s.Jeroen, at(12, 0))
		s.Passes(at(13, 0))
		page := must[overview.TimelinePage](t)(s.see().Timeline(context.Background(), s.Fatima, firm, "", overview.Cursor{}))
		own := must[overview.TimelinePage](t)(s.see().Timeline(context.Background(), s.Fatima, s.Zeger, "", overview.Cursor{}))
		if len(own.Moments) < 3 || len(page.Moments) != len(own.Moments) || page.Moments[0].PersonName != "Zora van Dam" {
			t.Fatalf("the organisation has %d lines, the contact %d: %+v", len(page.Moments), len(own.Moments), page.Moments)
		}
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			if _, err := tx.Exec("DELETE FROM timeline WHERE org = $1", tx.Org); err != nil {
				return err
			}
			if n, err := report.OffTimeline(tx); err != nil || n == 0 {
				t.Errorf("the doctor does not miss what is not there: %v", err)
			}
			for statement := range strings.SplitSeq(string(raw), ";\n") {
				if strings.TrimSpace(statement) == "" {
					continue
				}
				if _, err := tx.Exec(statement); err != nil {
					return err
				}
			}
			return nil
		})
		sameAsBefore(t, s)
		again := must[overview.TimelinePage](t)(s.see().Timeline(context.Background(), s.Fatima, firm, "", overview.Cursor{}))
		if len(again.Moments) != len(page.Moments) {
			t.Errorf("filled, the organisation has %d lines instead of %d", len(again.Moments), len(page.Moments))
		}
	})
}

// TestTimelineIsOneRange reads the newest fifty of a customer with ten thousand lines among many: one range of an
// index on both engines, nothing sorted.
func TestTimelineIsOneRange(t *testing.T) {
	if testing.Short() {
		t.Skip("writes many lines")
	}
	everywhere(t, func(t *testing.T, s *scene) {
		if s.App.DB.Engine() == db.Postgres && dbtest.OnCitus() {
			t.Skip("the coordinator does not tell how a worker goes about it")
		}
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			for i := range 30_000 {
				of, sorts := s.Zeger, []string{"calls", "messages", "promises", "questions", "meetings"}
				if i%3 > 0 {
					of = s.Monique
				}
				tx.Put(`INSERT INTO timeline (org, customer, at, id, person, sort, source, subject_kind, subject, what, actor_kind)
					VALUES ($1, $2, $3, $4, $2, $5, 'event', 'interaction', $4, 'interaction.left', 'staff')`,
					tx.Org, of, tx.Now.Add(-time.Duration(i)*time.Minute), id.New[id.Any](tx.IDs), sorts[i%5])
			}
			_, err := tx.Exec("ANALYZE")
			return err
		})
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			everything, sorted := overview.Newest(tx.Engine)
			for _, one := range []struct {
				statement string
				args      []any
			}{
				{everything, []any{tx.Org, s.Zeger, tx.Now.AddDate(100, 0, 0), overview.LastID, 51}},
				{sorted, []any{tx.Org, s.Zeger, tx.Now.AddDate(100, 0, 0), overview.LastID, 51, "calls"}},
			} {
				how, err := plan(tx, one.statement, one.args...)
				if err != nil {
					return err
				}
				if strings.Contains(how, "TEMP B-TREE") || strings.Contains(how, "Sort") || strings.Contains(how, "SCAN t\n") || strings.Contains(how, "Seq Scan on timeline") {
					t.Errorf("not one range of an index:\n%s", how)
				}
			}
			return nil
		})
		page := must[overview.TimelinePage](t)(s.see().Timeline(context.Background(), s.Fatima, s.Zeger, "", overview.Cursor{}))
		if len(page.Moments) != 50 {
			t.Errorf("%d moments", len(page.Moments))
		}
	})
}
