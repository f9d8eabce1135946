package db_test

import (
	"errors"
	"strconv"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

// TestAsideIsAllOrNothing: what stands aside goes to the database bit by bit, beside somebody who reads, and is one transaction all the same.
func TestAsideIsAllOrNothing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		const rows = 3000
		nobody := party.Itself(id.Org{})
		read := func() (n int64) {
			err := database.Read(t.Context(), nobody, func(tx *db.Tx) (err error) {
				n, err = db.One[int64](tx, "SELECT COUNT(*) FROM installation WHERE key LIKE $1", "aside-%")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		put := func(end error) error {
			return database.Write(db.Aside(t.Context()), nobody, func(tx *db.Tx) error {
				for n := range rows {
					tx.Put("INSERT INTO installation (key, value) VALUES ($1, $2)", "aside-"+strconv.Itoa(n), "")
					tx.StandAside()
				}
				if n, err := db.One[int64](tx, "SELECT COUNT(*) FROM installation WHERE key LIKE $1", "aside-%"); err != nil || n != rows {
					t.Errorf("the transaction itself sees %d rows: %v", n, err)
				}
				if n := read(); n != 0 {
					t.Errorf("others see %d rows", n)
				}
				return end
			})
		}
		given := errors.New("given up")
		if err := put(given); !errors.Is(err, given) {
			t.Error(err)
		}
		if err := put(nil); err != nil {
			t.Error(err)
		}
		if n := read(); n != rows {
			t.Errorf("%d rows are there", n)
		}
	})
}
