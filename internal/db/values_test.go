package db_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
)

// TestRowsAreTheirOwn: values of many rows stand side by side in memory, and each row reads what it was sent, also from an answer that
// is given a second time: nothing at all, nothing in words, yes and no, negative numbers, ids.
func TestRowsAreTheirOwn(t *testing.T) {
	type row struct {
		N     int64
		Small int
		Yes   bool
		Word  string
		None  string
		Gap   *int64
		At    time.Time
		Thing id.Any
	}
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		const rows = 40
		thing := id.Any(database.IDs().Bytes(16))
		kind := "BLOB"
		if database.Engine() == db.Postgres {
			kind = "uuid"
		}
		query := `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 40)
			SELECT CAST(-n AS bigint) AS n, n AS small, n > 20 AS yes, CASE WHEN n > 9 THEN CAST(n AS text) || 'é' ELSE '' END AS word, '' AS none,
			CASE WHEN n = 3 THEN CAST(0 AS bigint) END AS gap, CAST(n * 1000000 AS bigint) AS at,
			CASE WHEN n > 10 THEN CAST($1 AS ` + kind + `) END AS thing FROM number ORDER BY small`
		var wanted []row
		for n := range int64(rows) {
			n++
			one := row{N: -n, Small: int(n), Yes: n > 20, At: time.Unix(n, 0).UTC()}
			if n > 9 {
				one.Word = fmt.Sprint(n) + "é"
			}
			if n == 3 {
				one.Gap = new(int64)
			}
			if n > 10 {
				one.Thing = thing
			}
			wanted = append(wanted, one)
		}
		err := database.Read(t.Context(), nobody, func(tx *db.Tx) error {
			for range 2 {
				got, err := db.All[row](tx, query, thing)
				if err != nil {
					return err
				}
				if len(got) != rows {
					t.Fatalf("%d rows", len(got))
				}
				for i := range got {
					if !reflect.DeepEqual(got[i], wanted[i]) {
						t.Errorf("read %v, wanted %v", got[i], wanted[i])
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
