package customer

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
)

// self is a customer himself, never whom he was merged into, with the import that brought him.
type self struct {
	Customer
	ImportRun id.Import
}

// readSelf reads as much of a customer as is compared; one who was merged or is in no sight is not there.
func readSelf(tx *db.Tx, of id.Customer) (self, bool, error) {
	c, found, err := db.Maybe[self](tx, `SELECT id, kind, name, street, house_number, postcode, city, import_run FROM customer
		WHERE org = $1 AND id = $2`+inSight, tx.Org, of)
	if err != nil || !found {
		return c, false, err
	}
	c.Numbers, err = db.All[Number](tx, "SELECT number, label FROM customer_phone WHERE org = $1 AND customer = $2 ORDER BY place", tx.Org, of)
	if err != nil {
		return c, true, err
	}
	c.Emails, err = db.All[string](tx, "SELECT address FROM customer_email WHERE org = $1 AND customer = $2 ORDER BY place", tx.Org, of)
	return c, true, err
}

func insertKey(tx *db.Tx, key int64, of id.Customer) {
	tx.Put("INSERT INTO customer_key (org, key, customer) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", tx.Org, key, of)
}

func removeKey(tx *db.Tx, key int64, of id.Customer) {
	tx.Put("DELETE FROM customer_key WHERE org = $1 AND key = $2 AND customer = $3", tx.Org, key, of)
}

// atOnce is how many keys one statement looks up: what each gives is bounded by itself.
const atOnce = 8

const selectSharing = `SELECT customer, key FROM (SELECT customer, key FROM customer_key WHERE org = $1 AND key = $3 ORDER BY customer LIMIT $2) AS k3
	UNION ALL SELECT customer, key FROM (SELECT customer, key FROM customer_key WHERE org = $1 AND key = $4 ORDER BY customer LIMIT $2) AS k4
	UNION ALL SELECT customer, key FROM (SELECT customer, key FROM customer_key WHERE org = $1 AND key = $5 ORDER BY customer LIMIT $2) AS k5
	UNION ALL SELECT customer, key FROM (SELECT customer, key FROM customer_key WHERE org = $1 AND key = $6 ORDER BY customer LIMIT $2) AS k6
	UNION ALL SELECT customer, key FROM (SELECT customer, key FROM customer_key WHERE org = $1 AND key = $7 ORDER BY customer LIMIT $2) AS k7
	UNION ALL SELECT customer, key FROM (SELECT customer, key FROM customer_key WHERE org = $1 AND key = $8 ORDER BY customer LIMIT $2) AS k8
	UNION ALL SELECT customer, key FROM (SELECT customer, key FROM customer_key WHERE org = $1 AND key = $9 ORDER BY customer LIMIT $2) AS k9
	UNION ALL SELECT customer, key FROM (SELECT customer, key FROM customer_key WHERE org = $1 AND key = $10 ORDER BY customer LIMIT $2) AS k10`

// sharing are the others who share one of the keys, each once; a key that too many share tells nothing.
func sharing(tx *db.Tx, keys []int64, of id.Customer) (out []id.Customer, err error) {
	type shared struct {
		Key      int64
		Customer id.Customer
	}
	for len(keys) > 0 {
		some := keys[:min(len(keys), atOnce)]
		keys = keys[len(some):]
		args := []any{tx.Org, maxSame + 2}
		for i := range atOnce {
			args = append(args, some[min(i, len(some)-1)]) // the last again where there are fewer
		}
		found, err := db.All[shared](tx, selectSharing, args...)
		if err != nil {
			return nil, err
		}
		for _, key := range some {
			var block []id.Customer
			for _, one := range found {
				if one.Key == key && one.Customer != of && !slices.Contains(block, one.Customer) {
					block = append(block, one.Customer)
				}
			}
			if len(block) > maxSame {
				continue
			}
			for _, one := range block {
				if !slices.Contains(out, one) {
					out = append(out, one)
				}
			}
		}
	}
	return out, nil
}

// looked are the keys of a customer who was looked at.
func looked(tx *db.Tx, of id.Customer) ([]int64, bool, error) {
	kept, found, err := db.Maybe[[]byte](tx, "SELECT keys FROM customer_looked WHERE org = $1 AND customer = $2", tx.Org, of)
	return unpacked(kept), found, err
}

func setLooked(tx *db.Tx, of id.Customer, keys []int64) {
	tx.Put(`INSERT INTO customer_looked (org, customer, keys) VALUES ($1, $2, $3)
		ON CONFLICT (org, customer) DO UPDATE SET keys = excluded.keys`, tx.Org, of, packed(keys))
}

func forgetLooked(tx *db.Tx, of id.Customer) {
	tx.Put("DELETE FROM customer_looked WHERE org = $1 AND customer = $2", tx.Org, of)
}

// resized is by how many this transaction changes how many were looked at.
type resized struct{}

// resize counts one who was looked at, or not any more. All who are looked at are counted in one row: it is written last, so that nobody
// waits for it longer than a commit takes.
func resize(tx *db.Tx, by int64) {
	before, begun := tx.Value(resized{}).(int64)
	tx.SetValue(resized{}, before+by)
	if !begun {
		tx.BeforeCommit(func() {
			by, _ := tx.Value(resized{}).(int64)
			tx.Put(`INSERT INTO customer_look_size (org, n) VALUES ($1, $2)
				ON CONFLICT (org) DO UPDATE SET n = customer_look_size.n + excluded.n`, tx.Org, by)
		})
	}
}

func size(tx *db.Tx) (int64, error) {
	n, _, err := db.Maybe[int64](tx, "SELECT n FROM customer_look_size WHERE org = $1", tx.Org)
	by, _ := tx.Value(resized{}).(int64)
	return n + by, err
}

func setSuspect(tx *db.Tx, s Suspect, run id.Import) {
	tx.Put(`INSERT INTO customer_suspect (org, low, high, rank, run, found_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (org, low, high) DO UPDATE SET rank = excluded.rank`, tx.Org, s.Low, s.High, s.Rank, run, tx.Now)
}

func removeSuspect(tx *db.Tx, low, high id.Customer) {
	tx.Put("DELETE FROM customer_suspect WHERE org = $1 AND low = $2 AND high = $3", tx.Org, low, high)
}

func forgetSuspects(tx *db.Tx, of id.Customer) {
	tx.Put("DELETE FROM customer_suspect WHERE org = $1 AND low = $2", tx.Org, of)
	tx.Put("DELETE FROM customer_suspect WHERE org = $1 AND high = $2", tx.Org, of)
}

// suspectsOf are the pairs that a customer is one of, the likeliest first.
func suspectsOf(tx *db.Tx, of id.Customer) ([]Suspect, error) {
	return db.All[Suspect](tx, `SELECT low, high, rank FROM (SELECT low, high, rank FROM customer_suspect WHERE org = $1 AND low = $2
		UNION ALL SELECT low, high, rank FROM customer_suspect WHERE org = $1 AND high = $2) s ORDER BY rank DESC, low, high`, tx.Org, of)
}

// suspects reads a page of pairs.
func suspects(tx *db.Tx, after Suspect, least int64, limit int) ([]Suspect, error) {
	if after.Low.IsZero() {
		return db.All[Suspect](tx, `SELECT low, high, rank FROM customer_suspect WHERE org = $1 AND rank >= $2
			ORDER BY rank DESC, low DESC, high DESC LIMIT $3`, tx.Org, least, limit)
	}
	return db.All[Suspect](tx, `SELECT low, high, rank FROM customer_suspect WHERE org = $1 AND rank >= $2
		AND (rank, low, high) < ($3, $4, $5) ORDER BY rank DESC, low DESC, high DESC LIMIT $6`, tx.Org, least, after.Rank, after.Low, after.High, limit)
}

func pairsOfRun(tx *db.Tx, run id.Import, least int64, limit int) (int, error) {
	return db.One[int](tx, `SELECT COUNT(*) FROM (SELECT 1 FROM customer_suspect WHERE org = $1 AND run = $2 AND rank >= $3 LIMIT $4) AS pairs`,
		tx.Org, run, least, limit)
}

// theHouse stands for the organisation itself where a run is asked: a key has no zero id.
var theHouse = id.Import{15: 1}

func lookOf(run id.Import) id.Import {
	if run.IsZero() {
		return theHouse
	}
	return run
}

func lookedUntil(tx *db.Tx, run id.Import) (until id.Customer, done bool, err error) {
	at, found, err := db.Maybe[struct {
		Until id.Customer
		Done  int64
	}](tx, "SELECT until, done FROM customer_look WHERE org = $1 AND run = $2", tx.Org, lookOf(run))
	if !found {
		return id.Customer{15: 1}, false, err
	}
	return at.Until, at.Done == 1, err
}

func setLookedUntil(tx *db.Tx, run id.Import, until id.Customer, done bool) {
	n := 0
	if done {
		n = 1
	}
	tx.Put(`INSERT INTO customer_look (org, run, until, done) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org, run) DO UPDATE SET until = excluded.until, done = excluded.done`, tx.Org, lookOf(run), until, n)
}

// toLookAt are the next customers of an import, or of all who were there before.
func toLookAt(tx *db.Tx, run id.Import, after id.Customer, limit int) ([]id.Customer, error) {
	if run.IsZero() {
		return db.All[id.Customer](tx, "SELECT id FROM customer WHERE org = $1 AND id > $2 ORDER BY id LIMIT $3", tx.Org, after, limit)
	}
	return db.All[id.Customer](tx, "SELECT id FROM customer WHERE org = $1 AND import_run = $2 AND id > $3 ORDER BY id LIMIT $4", tx.Org, run, after, limit)
}
