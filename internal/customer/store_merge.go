package customer

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func insertMerge(tx *db.Tx, m Merge, gains []gain) {
	tx.Put(`INSERT INTO customer_merge (org, id, stays, goes, merged_at, actor_kind, actor) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.Org, m.ID, m.Stays, m.Goes, m.MergedAt, tx.Actor.Kind, tx.Actor.ID)
	for _, one := range gains {
		tx.Put("INSERT INTO customer_merge_gain (org, merge, field, value) VALUES ($1, $2, $3, $4)", tx.Org, m.ID, one.Field, one.Value)
	}
}

func insertMoved(tx *db.Tx, merge id.Merge, sort Sort, row id.Any) {
	tx.Put("INSERT INTO customer_merge_row (org, merge, sort, of_row) VALUES ($1, $2, $3, $4)", tx.Org, merge, sort, row)
}

func moved(tx *db.Tx, merge id.Merge, sort Sort) ([]id.Any, error) {
	return db.All[id.Any](tx, "SELECT of_row FROM customer_merge_row WHERE org = $1 AND merge = $2 AND sort = $3 ORDER BY of_row",
		tx.Org, merge, sort)
}

func gainsOf(tx *db.Tx, merge id.Merge) ([]gain, error) {
	return db.All[gain](tx, "SELECT field, value FROM customer_merge_gain WHERE org = $1 AND merge = $2 ORDER BY field, value", tx.Org, merge)
}

const mergeColumns = "id, stays, goes, merged_at, split_at"

func readMerge(tx *db.Tx, merge id.Merge) (Merge, bool, error) {
	return db.Maybe[Merge](tx, "SELECT "+mergeColumns+" FROM customer_merge WHERE org = $1 AND id = $2", tx.Org, merge)
}

func mergesInto(tx *db.Tx, stays id.Customer) ([]Merge, error) {
	return db.All[Merge](tx, "SELECT "+mergeColumns+` FROM customer_merge WHERE org = $1 AND stays = $2 AND split_at IS NULL
		ORDER BY id DESC LIMIT $3`, tx.Org, stays, MaxPage)
}

func endMerge(tx *db.Tx, m Merge) {
	tx.Put("UPDATE customer_merge SET split_at = $3 WHERE org = $1 AND id = $2", tx.Org, m.ID, tx.Now)
	tx.Put("DELETE FROM customer_merge_row WHERE org = $1 AND merge = $2", tx.Org, m.ID)
	tx.Put("DELETE FROM customer_merge_gain WHERE org = $1 AND merge = $2", tx.Org, m.ID)
}

// moveOwn makes who works for the one that goes, and who was merged into him, those of the one that stays, and
// takes him out of sight. His own words, numbers and origins stay as they are, and lead on.
func moveOwn(tx *db.Tx, m Merge) error {
	tx.Put(`INSERT INTO customer_merge_row (org, merge, sort, of_row) SELECT $1, $2, $3, id FROM customer
		WHERE org = $1 AND employer = $4`, tx.Org, m.ID, sortContact, m.Goes)
	tx.Put("UPDATE customer SET employer = $3 WHERE org = $1 AND employer = $2", tx.Org, m.Goes, m.Stays)
	tx.Put(`INSERT INTO customer_merge_row (org, merge, sort, of_row) SELECT $1, $2, $3, id FROM customer
		WHERE org = $1 AND merged_into = $4`, tx.Org, m.ID, sortMerged, m.Goes)
	tx.Put("UPDATE customer SET merged_into = $3 WHERE org = $1 AND merged_into = $2", tx.Org, m.Goes, m.Stays)
	_, err := tx.Exec("UPDATE customer SET merged_into = $3, version = version + 1 WHERE org = $1 AND id = $2", tx.Org, m.Goes, m.Stays)
	return err
}

func giveBackOwn(tx *db.Tx, m Merge) error {
	tx.Put(`UPDATE customer SET employer = $3 WHERE org = $1 AND employer = $2 AND id IN (SELECT of_row FROM customer_merge_row
		WHERE org = $1 AND merge = $4 AND sort = $5)`, tx.Org, m.Stays, m.Goes, m.ID, sortContact)
	tx.Put(`UPDATE customer SET merged_into = $3 WHERE org = $1 AND merged_into = $2 AND id IN (SELECT of_row FROM customer_merge_row
		WHERE org = $1 AND merge = $4 AND sort = $5)`, tx.Org, m.Stays, m.Goes, m.ID, sortMerged)
	_, err := tx.Exec("UPDATE customer SET merged_into = NULL, version = version + 1 WHERE org = $1 AND id = $2", tx.Org, m.Goes)
	return err
}

func sayDistinct(tx *db.Tx, low, high id.Customer) (bool, error) {
	n, err := tx.Exec(`INSERT INTO customer_distinct (org, low, high, said_at, actor_kind, actor) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (org, low, high) DO NOTHING`, tx.Org, low, high, tx.Now, tx.Actor.Kind, tx.Actor.ID)
	return n == 1, err
}

func areDistinct(tx *db.Tx, low, high id.Customer) (bool, error) {
	_, found, err := db.Maybe[id.Customer](tx, "SELECT low FROM customer_distinct WHERE org = $1 AND low = $2 AND high = $3", tx.Org, low, high)
	return found, err
}
