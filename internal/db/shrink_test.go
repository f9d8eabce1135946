package db_test

import (
	"context"
	"sync"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Memory is given back between and beside whoever reads and writes, and nothing is lost by it.
func TestShrinkBesideOthers(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		ctx, org := context.Background(), id.New[id.Org](d.IDs())
		var line sync.WaitGroup
		for range 3 {
			line.Go(func() {
				for range 20 {
					err := d.Read(ctx, party.Itself(org), func(tx *db.Tx) error {
						_, err := db.One[int](tx, "SELECT COUNT(*) FROM staff WHERE org = $1", org)
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 10 {
			if err := d.Shrink(ctx); err != nil {
				t.Error(err)
			}
		}
		line.Wait()
	})
}
