package promise_test

import (
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// A promise said in civil words follows the hour on the wall when the rules of its zone change; one said
// as an instant does not. Here the rules "changed" between the words and the instant that was stored.
func TestCivilWordsAreDerivedAgain(t *testing.T) {
	live(t, func(f *firm) {
		said := today(15, 0)
		follows := f.make(f.staff(f.jeroen), said, func(m *promise.Make) { m.Due.Zone = "Europe/Amsterdam" })
		f.as(party.Itself(f.org), func(tx *db.Tx) error {
			tx.Put("UPDATE promise SET due_civil = $3 WHERE org = $1 AND id = $2", tx.Org, follows.ID,
				said.In(amsterdam).Add(30*time.Minute).Format("2006-01-02T15:04"))
			return nil
		})
		stays := f.make(f.staff(f.jeroen), said, func(m *promise.Make) { m.Due.Zone = "Europe/Amsterdam" })
		f.as(party.Itself(f.org), func(tx *db.Tx) error {
			last, err := f.Rederive(tx, id.Promise{}, 1)
			if err == nil && last != follows.ID {
				t.Errorf("the first page ends at %v, want %v", last, follows.ID)
			}
			if err != nil {
				return err
			}
			last, err = f.Rederive(tx, last, 10)
			if err == nil && !last.IsZero() {
				t.Errorf("after the last page it goes on at %v", last)
			}
			return err
		})
		if got := f.get(follows.ID).Promise.DueAt; !got.Equal(said.Add(30 * time.Minute)) {
			t.Errorf("said for half past three on the wall, and due %v", got)
		}
		if got := f.get(stays.ID).Promise.DueAt; !got.Equal(said) {
			t.Errorf("an instant moved to %v", got)
		}
		f.until(said.Add(29 * time.Minute))
		if p := f.get(follows.ID).Promise; p.State != promise.Agreed {
			t.Errorf("before its new due it is %s", p.State)
		}
		f.until(said.Add(31 * time.Minute))
		if p := f.get(follows.ID).Promise; p.State != promise.Broken {
			t.Errorf("after its new due it is %s", p.State)
		}
	})
}
