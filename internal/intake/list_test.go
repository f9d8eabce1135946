package intake_test

import (
	"slices"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/worktime"
)

// pages reads a list two at a time.
func pages(d desk, page func(tx *db.Tx, after intake.Question) ([]intake.Question, error)) (ids []id.Question) {
	d.t.Helper()
	var last intake.Question
	for range 20 {
		var some []intake.Question
		d.read(func(tx *db.Tx) (err error) {
			some, err = page(tx, last)
			return err
		})
		if len(some) == 0 {
			return ids
		}
		for _, q := range some {
			ids = append(ids, q.ID)
			last = q
		}
	}
	d.t.Fatal("the pages do not end")
	return nil
}

func TestLists(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		newDesk(t, database).note(intake.New{Text: "of another organisation"})
		monique, jeroen := d.customer(), id.New[id.Staff](database.IDs())
		var open, his, hers, deciding []id.Question
		for i := range 7 {
			n := intake.New{Text: "U wilt weten"}
			if i%2 == 0 {
				n.Customer = monique
			}
			if i < 3 {
				n.Holder = jeroen
			}
			if i > 1 {
				n.DecidesOn = worktime.Date{Year: 2026, Month: 11, Day: 29 - i/2}
			}
			q := d.note(n)
			if i%2 == 0 {
				hers = append([]id.Question{q.ID}, hers...)
			}
			if i == 4 {
				d.do(d.end(q.ID, 0, intake.End{Ending: intake.Answered}))
				continue
			}
			open = append(open, q.ID)
			if i < 3 {
				his = append(his, q.ID)
			}
			if i == 5 || i == 6 { // the 27th and the 26th
				deciding = append([]id.Question{q.ID}, deciding...)
			}
		}
		by := worktime.Date{Year: 2026, Month: 11, Day: 27}
		for name, c := range map[string]struct{ got, want []id.Question }{
			"open": {pages(d, func(tx *db.Tx, q intake.Question) ([]intake.Question, error) { return d.service.OpenAfter(tx, q.ID, 2) }), open},
			"held": {pages(d, func(tx *db.Tx, q intake.Question) ([]intake.Question, error) {
				return d.service.HeldBy(tx, jeroen, q.ID, 2)
			}), his},
			"customer": {pages(d, func(tx *db.Tx, q intake.Question) ([]intake.Question, error) {
				return d.service.QuestionsOf(tx, monique, q.ID, 2)
			}), hers},
			"deciding": {pages(d, func(tx *db.Tx, q intake.Question) ([]intake.Question, error) {
				return d.service.DecidingBy(tx, by, q.DecidesOn, q.ID, 1)
			}), deciding},
		} {
			if !slices.Equal(c.got, c.want) {
				t.Errorf("%s: %v, want %v", name, c.got, c.want)
			}
		}
	})
}
