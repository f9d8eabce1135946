package imports

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

const uploadColumns = `id, kind, name, size, encoding, row_count, map, staff, added_at, asked_at, ended_at, run, problem,
	taken, known, refused, made, version`

func insertUpload(tx *db.Tx, u Upload) {
	tx.Put(`INSERT INTO import_upload (org, id, kind, name, size, encoding, row_count, map, staff, added_at, problem, taken, known, refused, made, version)
		VALUES ($1, $2, $3, $4, 0, '', 0, '', $5, $6, '', 0, 0, 0, 0, 1)`, tx.Org, u.ID, u.Kind, u.Name, u.Staff, u.AddedAt)
}

func writeChunk(tx *db.Tx, of id.Upload, part Part, place int64, data []byte) {
	tx.Put("INSERT INTO import_upload_chunk (org, upload, part, place, data) VALUES ($1, $2, $3, $4, $5)", tx.Org, of, part, place, data)
}

func chunk(tx *db.Tx, of id.Upload, part Part, place int64) ([]byte, bool, error) {
	return db.Maybe[[]byte](tx, "SELECT data FROM import_upload_chunk WHERE org = $1 AND upload = $2 AND part = $3 AND place = $4", tx.Org, of, part, place)
}

func dropChunks(tx *db.Tx, of id.Upload, part Part) {
	tx.Put("DELETE FROM import_upload_chunk WHERE org = $1 AND upload = $2 AND part = $3", tx.Org, of, part)
}

func arrived(tx *db.Tx, u Upload) {
	tx.Put("UPDATE import_upload SET size = $3, encoding = $4, row_count = $5, map = $6 WHERE org = $1 AND id = $2",
		tx.Org, u.ID, u.Size, u.Encoding, u.RowCount, u.Map)
}

// holdUpload keeps the row from others until the transaction ends.
func holdUpload(tx *db.Tx, of id.Upload) error {
	_, err := tx.Exec("UPDATE import_upload SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func draw(tx *db.Tx, of id.Upload, drawn string) {
	tx.Put("UPDATE import_upload SET map = $3, version = version + 1 WHERE org = $1 AND id = $2", tx.Org, of, drawn)
}

func ask(tx *db.Tx, of id.Upload) {
	tx.Put("UPDATE import_upload SET asked_at = $3, version = version + 1 WHERE org = $1 AND id = $2", tx.Org, of, tx.Now)
}

func ended(tx *db.Tx, u Upload) {
	tx.Put(`UPDATE import_upload SET ended_at = $3, run = $4, problem = $5, taken = $6, known = $7, refused = $8, made = $9, version = version + 1
		WHERE org = $1 AND id = $2`, tx.Org, u.ID, tx.Now, u.Run, u.Problem, u.Taken, u.Known, u.Refused, u.Made)
}

func forget(tx *db.Tx, of id.Upload) {
	tx.Put("DELETE FROM import_upload_chunk WHERE org = $1 AND upload = $2", tx.Org, of)
	tx.Put("DELETE FROM import_upload WHERE org = $1 AND id = $2", tx.Org, of)
}

func readUpload(tx *db.Tx, of id.Upload) (Upload, bool, error) {
	return db.Maybe[Upload](tx, "SELECT "+uploadColumns+" FROM import_upload WHERE org = $1 AND id = $2", tx.Org, of)
}

func uploads(tx *db.Tx, limit int) ([]Upload, error) {
	return db.All[Upload](tx, "SELECT "+uploadColumns+" FROM import_upload WHERE org = $1 AND size > 0 ORDER BY id DESC LIMIT $2", tx.Org, limit)
}

func anyUploads(tx *db.Tx) ([]id.Upload, error) {
	return db.All[id.Upload](tx, "SELECT id FROM import_upload WHERE org = $1 ORDER BY id LIMIT 20", tx.Org)
}
