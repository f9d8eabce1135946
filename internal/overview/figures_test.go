package overview_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/report"
)

// result is what the definition of the kept rate says of one promise, written out without SQL: "" does
// not count.
func result(p promise.Promise, now time.Time) overview.Result {
	switch {
	case p.Direction != promise.Ours, p.AgreedAt.IsZero(), p.DueAt.After(now), !p.UndoneAt.IsZero(), p.State == promise.Released, p.State == promise.Revised:
		return ""
	case p.State == promise.Disputed:
		return overview.Disputed
	case p.DeedAt.IsZero():
		return overview.Never
	case p.DeedAt.After(p.DueAt):
		return overview.Late
	}
	return overview.Kept
}

// some writes promises of every sort.
func (h *house) some(r *rapid.T, tx *db.Tx, owners ...id.Staff) (all []promise.Promise) {
	for range rapid.IntRange(0, 70).Draw(r, "promises") {
		p := promise.Promise{
			Owner: rapid.SampledFrom(owners).Draw(r, "owner"), Direction: rapid.SampledFrom([]promise.Direction{"ours", "ours", "ours", "theirs"}).Draw(r, "direction"),
			Kind: rapid.SampledFrom([]promise.Kind{"call-back", "send"}).Draw(r, "kind"), State: rapid.SampledFrom(promise.States()).Draw(r, "state"),
			DueAt: tx.Now.Add(time.Duration(rapid.IntRange(-50, 10).Draw(r, "due")) * time.Hour),
		}
		if rapid.Bool().Draw(r, "agreed") {
			p.AgreedAt = p.DueAt.Add(-100 * time.Hour)
		}
		if rapid.Bool().Draw(r, "done") {
			p.DeedAt = p.DueAt.Add(time.Duration(rapid.IntRange(-1, 1).Draw(r, "lateness")) * time.Minute)
		}
		if rapid.IntRange(0, 9).Draw(r, "undone") == 0 {
			p.UndoneAt = tx.Now
		}
		p.ID = h.add(tx, p)
		all = append(all, p)
	}
	return all
}

func TestCasesAreThoseOfTheFigure(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			h := newHouse(t, database)
			one, two := h.hires("Een", "staff", id.Team{}), h.hires("Twee", "staff", id.Team{})
			var all []promise.Promise
			h.write(func(tx *db.Tx) error {
				all = h.some(r, tx, one, two)
				return nil
			})
			kind := rapid.SampledFrom([]string{"", "send"}).Draw(r, "asked kind")
			asked := rapid.SampledFrom([]overview.Result{"", overview.Kept, overview.Late, overview.Never, overview.Disputed}).Draw(r, "asked result")
			back := rapid.IntRange(0, 60).Draw(r, "asked from")
			h.read(h.boss, func(tx *db.Tx) error {
				which := overview.Counted{Kind: kind, Result: asked, From: tx.Now.Add(-time.Duration(back) * time.Hour), Until: tx.Now.Add(-5 * time.Hour)}
				want := map[id.Promise]bool{}
				for _, p := range all {
					how := result(p, tx.Now)
					if how != "" && (asked == "" || asked == how) && (kind == "" || kind == string(p.Kind)) && !p.DueAt.Before(which.From) && p.DueAt.Before(which.Until) {
						want[p.ID] = true
					}
				}
				var got []overview.PromiseLine
				after := overview.CasesAfter{}
				for {
					page, err := overview.Cases(tx, which, after)
					if err != nil {
						return err
					}
					got = append(got, page.Lines...)
					if !page.More {
						break
					}
					last := page.Lines[len(page.Lines)-1]
					after = overview.CasesAfter{DueAt: last.DueAt, ID: last.ID}
				}
				for _, line := range got {
					if !want[line.ID] || asked != "" && line.Result() != asked {
						r.Fatalf("%s is no case: %s, due %s", line.Code, line.Result(), line.DueAt)
					}
					delete(want, line.ID)
				}
				if len(want) > 0 {
					r.Fatalf("%d cases are missing", len(want))
				}
				if !slices.IsSortedFunc(got, func(a, b overview.PromiseLine) int { return b.DueAt.Compare(a.DueAt) }) {
					r.Fatal("the latest due does not come first")
				}
				if asked == "" {
					rate, err := report.Kept(tx, report.Scope{From: which.From, Until: which.Until, Kind: kind})
					if err == nil && rate.Due != int64(len(got)) {
						r.Fatalf("the figure counts %d, its cases are %d", rate.Due, len(got))
					}
					return err
				}
				return nil
			})
		})
	})
}

func TestATeamOfFourHasNoFigure(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		h := newHouse(t, database)
		small, large := h.forms("Klein"), h.forms("Groot")
		for _, name := range []string{"A", "B", "C", "D"} {
			h.hires(name, "staff", small)
			h.hires(name+name, "staff", large)
		}
		h.hires("E", "staff", large)
		h.read(h.boss, func(tx *db.Tx) error {
			teams, err := overview.FigureTeams(tx)
			if err == nil && (len(teams) != 1 || teams[0].ID != large || teams[0].Members != 5) {
				t.Errorf("%+v", teams)
			}
			return err
		})
	})
}
