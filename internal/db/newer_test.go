package db_test

import (
	"context"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/party"
)

// A program that is older than the data does not touch it.
func TestDataOfANewerProgramIsRefused(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		ctx := context.Background()
		if err := database.CheckSchema(ctx); err != nil {
			t.Fatal(err)
		}
		err := database.Write(ctx, party.Actor{}, func(tx *db.Tx) error {
			_, err := tx.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, TRUE)")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, err := range map[string]error{"looked at": database.CheckSchema(ctx), "migrated": database.Migrate(ctx)} {
			if !fault.Is(err, "db.newer_schema") {
				t.Errorf("%s it is %v", name, err)
			}
		}
	})
}
