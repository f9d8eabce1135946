package overview_test

import (
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
)

// asked adds a question as its table has it.
func (h *house) asked(tx *db.Tx, decidesOn string, phase intake.Phase, open bool) id.Question {
	q := id.New[id.Question](tx.IDs)
	tx.Put(`INSERT INTO question (org, id, code, contact, channel, caller, decides_on, phase, half, reading, reading_state, ending, open, noted_at, version)
		VALUES ($1, $2, $3, $2, 'phone', '', $4, $5, $6, 0, '', '', $7, $8, 1)`, tx.Org, q, q.String()[24:], decidesOn, phase, false, open, tx.Now)
	return q
}

// Each figure counts what its cases are, and nothing else.
func TestFiguresBesideTheKeptRate(t *testing.T) {
	onTuesday(t, func(t *testing.T, h *house) {
		one := h.hires("Een", "staff", id.Team{})
		var comparing, gone id.Question
		var saved id.Promise
		h.write(func(tx *db.Tx) error {
			comparing = h.asked(tx, "2026-11-27", intake.Comparing, true)
			for number, text := range []string{"U wilt iets.", "U wilt de cursussen vergelijken."} {
				tx.Put(`INSERT INTO question_reading (org, question, number, text, author_kind, written_at, state, how, stated_at)
					VALUES ($1, $2, $3, $4, 'staff', $5, 'unread', '', $5)`, tx.Org, comparing, number+1, text, tx.Now)
			}
			tx.Put("UPDATE question SET reading = 2 WHERE org = $1 AND id = $2", tx.Org, comparing)
			h.asked(tx, "2026-11-30", intake.UnknownPhase, true)
			h.asked(tx, "", intake.UnknownPhase, true)           // nobody asked
			h.asked(tx, "2026-11-27", intake.Bought, true)       // has bought
			h.asked(tx, "2026-11-27", intake.Comparing, false)   // has been answered
			gone = h.asked(tx, "", intake.Deciding, false)       // went elsewhere
			again := h.asked(tx, "", intake.UnknownPhase, false) // went elsewhere, and came back
			for _, ending := range []struct {
				of       id.Question
				reopened time.Time
			}{{gone, time.Time{}}, {again, tuesday}} {
				tx.Put(`INSERT INTO question_ending (org, question, version, ending, promise_state, words, actor_kind, ended_at, reopened_at)
					VALUES ($1, $2, 1, 'bought_elsewhere', 'broken', '', 'staff', $3, $4)`, tx.Org, ending.of, tuesday, ending.reopened)
			}
			chose := h.asked(tx, "", intake.Comparing, false) // had our answer, and chose another
			for version, ending := range []string{"answered", "bought_elsewhere"} {
				tx.Put(`INSERT INTO question_ending (org, question, version, ending, promise_state, words, actor_kind, ended_at)
					VALUES ($1, $2, $3, $4, '', '', 'staff', $5)`, tx.Org, chose, version+1, ending, tuesday)
			}
			saved = h.add(tx, promise.Promise{Owner: one, Open: true, DueAt: tuesday.Add(time.Hour), AgreedAt: tuesday})
			tx.Put(`INSERT INTO promise_guard (org, promise, step, taken_at) VALUES ($1, $2, 'remind', $3)`, tx.Org, saved, tuesday)
			return nil
		})
		h.read(h.boss, func(tx *db.Tx) error {
			more, err := overview.Figures(tx, tuesday.Add(-time.Hour), tuesday.Add(time.Hour))
			if err != nil {
				return err
			}
			if len(more.Buyers) != 2 || more.Buyers[0] != (overview.BuyerCount{N: 1}) || more.Buyers[1] != (overview.BuyerCount{Phase: intake.Comparing, N: 1}) {
				t.Errorf("waiting to buy: %+v", more.Buyers)
			}
			if len(more.Elsewhere) != 2 || more.Elsewhere[0] != (overview.ElsewhereCount{State: overview.AlreadyAnswered, N: 1}) ||
				more.Elsewhere[1] != (overview.ElsewhereCount{State: promise.Broken, N: 1}) || overview.OnUs(more.Elsewhere[0].State) {
				t.Errorf("elsewhere: %+v", more.Elsewhere)
			}
			if len(more.Guard) != 1 || more.Guard[0] != (overview.GuardCount{Step: promise.Remind, N: 1}) {
				t.Errorf("the guard: %+v", more.Guard)
			}
			if earlier, err := overview.Figures(tx, time.Time{}, tuesday); err != nil || len(earlier.Guard)+len(earlier.Elsewhere) != 0 {
				t.Errorf("before: %+v, %v", earlier, err)
			}
			lines, _, err := overview.Buyers(tx, intake.Comparing, id.Question{})
			if err != nil || len(lines) != 1 || lines[0].ID != comparing || lines[0].DecidesOn != "2026-11-27" || lines[0].Text != "U wilt de cursussen vergelijken." {
				t.Errorf("who compares: %+v, %v", lines, err)
			}
			if lines, _, err = overview.Elsewhere(tx, promise.Broken, time.Time{}, time.Time{}, id.Question{}); err != nil || len(lines) != 1 || lines[0].ID != gone {
				t.Errorf("who went elsewhere: %+v, %v", lines, err)
			}
			page, err := overview.Guarded(tx, promise.Remind, time.Time{}, time.Time{}, overview.CasesAfter{})
			if err != nil || len(page.Lines) != 1 || page.Lines[0].ID != saved {
				t.Errorf("what was guarded: %+v, %v", page, err)
			}
			if page, err = overview.Guarded(tx, promise.Remind, time.Time{}, time.Time{}, overview.CasesAfter{DueAt: page.Lines[0].DueAt, ID: saved}); err != nil || len(page.Lines) != 0 {
				t.Errorf("after the last: %+v, %v", page, err)
			}
			return err
		})
	})
}
