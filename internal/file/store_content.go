package file

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// content is what a file holds, without the bytes.
type content struct {
	ID   id.Any
	Sum  []byte
	Size int64
}

func begin(tx *db.Tx, of id.Any) {
	tx.Put("INSERT INTO file_content (org, id, size, whole, begun_at) VALUES ($1, $2, 0, 0, $3)", tx.Org, of, tx.Now)
}

func write(tx *db.Tx, of id.Any, place int, data []byte) {
	tx.Put("INSERT INTO file_chunk (org, content, place, data) VALUES ($1, $2, $3, $4)", tx.Org, of, place, data)
}

func seal(tx *db.Tx, of id.Any, sum []byte, size int64) {
	tx.Put("UPDATE file_content SET sum = $3, size = $4, whole = 1 WHERE org = $1 AND id = $2 AND whole = 0", tx.Org, of, sum, size)
}

// drop takes away a content that is not whole.
func drop(tx *db.Tx, of id.Any) {
	tx.Put(`DELETE FROM file_chunk WHERE org = $1 AND content = $2
		AND NOT EXISTS (SELECT 1 FROM file_content WHERE org = $1 AND id = $2 AND whole = 1)`, tx.Org, of)
	tx.Put("DELETE FROM file_content WHERE org = $1 AND id = $2 AND whole = 0", tx.Org, of)
}

func abandoned(tx *db.Tx, before time.Time) ([]id.Any, error) {
	return db.All[id.Any](tx, "SELECT id FROM file_content WHERE org = $1 AND whole = 0 AND begun_at < $2 ORDER BY begun_at LIMIT 20", tx.Org, before)
}

func chunks(tx *db.Tx, of id.Any) (int64, error) {
	return db.One[int64](tx, "SELECT COUNT(*) FROM file_chunk WHERE org = $1 AND content = $2", tx.Org, of)
}

func chunk(tx *db.Tx, of id.Any, place int64) ([]byte, bool, error) {
	return db.Maybe[[]byte](tx, "SELECT data FROM file_chunk WHERE org = $1 AND content = $2 AND place = $3", tx.Org, of, place)
}

func bySum(tx *db.Tx, sum []byte) (id.Any, bool, error) {
	return db.Maybe[id.Any](tx, "SELECT id FROM file_content WHERE org = $1 AND sum = $2 AND whole = 1 ORDER BY id LIMIT 1", tx.Org, sum)
}

// holdContent keeps a whole content from others until the transaction ends, so that it is not dropped while it
// gets another file.
func holdContent(tx *db.Tx, of id.Any) (content, bool, error) {
	if _, err := tx.Exec("UPDATE file_content SET whole = whole WHERE org = $1 AND id = $2", tx.Org, of); err != nil {
		return content{}, false, err
	}
	return db.Maybe[content](tx, "SELECT id, sum, size FROM file_content WHERE org = $1 AND id = $2 AND whole = 1", tx.Org, of)
}

func contents(tx *db.Tx, after id.Any, limit int) ([]content, error) {
	if after.IsZero() {
		return db.All[content](tx, "SELECT id, sum, size FROM file_content WHERE org = $1 AND whole = 1 ORDER BY id LIMIT $2", tx.Org, limit)
	}
	return db.All[content](tx, "SELECT id, sum, size FROM file_content WHERE org = $1 AND whole = 1 AND id > $3 ORDER BY id LIMIT $2", tx.Org, limit, after)
}

func taken(tx *db.Tx) (int64, error) {
	return db.One[int64](tx, "SELECT COALESCE(SUM(size), 0) FROM file_content WHERE org = $1 AND whole = 1", tx.Org)
}

func most(tx *db.Tx) (int64, error) {
	bytes, found, err := db.Maybe[int64](tx, "SELECT most FROM file_room WHERE org = $1", tx.Org)
	if err == nil && !found {
		bytes = Room
	}
	return bytes, err
}

func setMost(tx *db.Tx, bytes int64) {
	tx.Put("INSERT INTO file_room (org, most) VALUES ($1, $2) ON CONFLICT (org) DO UPDATE SET most = excluded.most", tx.Org, bytes)
}
