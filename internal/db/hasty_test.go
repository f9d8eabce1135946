package db_test

import (
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
)

// TestWhoIsHastyDoesNotWait: who does several things at once gives up where another has what it wants, and that one goes on.
func TestWhoIsHastyDoesNotWait(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		if database.Engine() != db.Postgres {
			t.Skip("one writer waits for nobody")
		}
		set(t, database, "row", "before")
		change := func(tx *db.Tx, to string) error {
			_, err := tx.Exec("UPDATE installation SET value = $1 WHERE key = 'row'", to)
			return err
		}
		err := database.Write(t.Context(), nobody, func(tx *db.Tx) error {
			if err := change(tx, "first"); err != nil {
				return err
			}
			if database.Write(t.Context(), nobody, func(hasty *db.Tx) error {
				hasty.Hasty()
				return change(hasty, "hasty")
			}) == nil {
				t.Error("it got what another had")
			}
			return nil
		})
		if value, _ := get(t, database, "row"); err != nil || value != "first" {
			t.Errorf("there stands %q: %v", value, err)
		}
	})
}
