package db_test

import (
	"context"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

// asIfCitus has a database of the tests say that the extension Citus is in it.
func asIfCitus(t *testing.T, config db.Config) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), config.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	for _, statement := range []string{"SET allow_system_table_mods = on", "UPDATE pg_extension SET extname = 'citus' WHERE extname = 'plpgsql'"} {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

// Where there is Citus, plans are made for the values, nothing of the house is remembered, and no stamp says that it changed: what is
// written on two nodes is not seen at one instant.
func TestOnCitusPlansAreForTheValuesAndNothingIsRemembered(t *testing.T) {
	if !slices.Contains(dbtest.Engines(), db.Postgres) {
		return // the quick loop
	}
	for _, citus := range []bool{false, true} {
		config := dbtest.Plain(t, db.Postgres)
		if citus {
			asIfCitus(t, config)
		}
		node := opened(t, config)
		house := party.Itself(id.New[id.Org](node.IDs()))
		err := node.Write(t.Context(), house, func(tx *db.Tx) error { tx.Put(closeDay, tx.Org, "2026-12-25", "Christmas"); return nil })
		if err != nil {
			t.Fatal(err)
		}
		var plans, shards string
		stamps, asked := int64(0), 0
		leave := db.Watch(func(statement string) {
			if statement == dayOf {
				asked++
			}
		})
		for range 3 {
			err := node.Write(t.Context(), house, func(tx *db.Tx) (err error) {
				if plans, err = db.One[string](tx, "SELECT current_setting('plan_cache_mode')"); err != nil {
					return err
				}
				if shards, err = db.One[string](tx, "SELECT COALESCE(current_setting('citus.multi_shard_modify_mode', true), '')"); err != nil {
					return err
				}
				if stamps, err = db.One[int64](tx, "SELECT count(*) FROM installation WHERE key LIKE 'settled %'"); err != nil {
					return err
				}
				_, err = db.One[string](tx, dayOf, tx.Org, "2026-12-25")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		leave()
		if forAll := plans == "force_generic_plan"; forAll == citus || (shards == "sequential") != citus {
			t.Errorf("Citus is there: %v, and plans are made by %s, shards changed by %q", citus, plans, shards)
		}
		if (stamps == 0) != citus || (asked == 3) != citus {
			t.Errorf("Citus is there: %v, %d stamps, and of three times the same was asked %d", citus, stamps, asked)
		}
	}
}
