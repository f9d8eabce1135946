package calllist

import (
	"encoding/json"

	"kroon/internal/db"
	"kroon/internal/id"
)

const selectList = `SELECT id, name, purpose, about, parts AS filter, made_by, made_at, closed_at, closed_by, why, version FROM call_list `

// listRow is a list as it is stored.
type listRow struct {
	List
	Filter string
}

func (r listRow) list() (List, error) {
	err := json.Unmarshal([]byte(r.Filter), &r.Parts)
	return r.List, err
}

func (f Filter) text() string {
	text, err := json.Marshal(f)
	if err != nil {
		panic("calllist: a filter cannot be written: " + err.Error()) // it holds plain values only
	}
	return string(text)
}

func insertList(tx *db.Tx, l List) {
	tx.Put(`INSERT INTO call_list (org, id, name, purpose, about, parts, made_by, made_at, why, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9)`, tx.Org, l.ID, l.Name, l.Purpose, l.About, l.Parts.text(), l.MadeBy, l.MadeAt, l.Version)
}

func closeList(tx *db.Tx, l List) {
	tx.Put("UPDATE call_list SET closed_at = $3, closed_by = $4, why = $5, version = $6 WHERE org = $1 AND id = $2",
		tx.Org, l.ID, l.ClosedAt, l.ClosedBy, l.Why, l.Version)
}

// holdList keeps the row from others until the transaction ends, without changing it.
func holdList(tx *db.Tx, of id.CallList) error {
	_, err := tx.Exec("UPDATE call_list SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func readList(tx *db.Tx, of id.CallList) (List, bool, error) {
	r, found, err := db.Maybe[listRow](tx, selectList+"WHERE org = $1 AND id = $2", tx.Org, of)
	if err != nil || !found {
		return List{}, false, err
	}
	l, err := r.list()
	return l, true, err
}

func listsBefore(tx *db.Tx, last id.CallList, limit int) ([]List, error) {
	var rows []listRow
	var err error
	if last.IsZero() {
		rows, err = db.All[listRow](tx, selectList+"WHERE org = $1 ORDER BY id DESC LIMIT $2", tx.Org, limit)
	} else {
		rows, err = db.All[listRow](tx, selectList+"WHERE org = $1 AND id < $2 ORDER BY id DESC LIMIT $3", tx.Org, last, limit)
	}
	out := make([]List, len(rows))
	for i, r := range rows {
		if out[i], err = r.list(); err != nil {
			return nil, err
		}
	}
	return out, err
}

const selectFilter = "SELECT id, name, parts AS filter, saved_by, saved_at, version FROM call_filter "

// filterRow is a saved filter as it is stored.
type filterRow struct {
	Saved
	Filter string
}

func (r filterRow) saved() (Saved, error) {
	err := json.Unmarshal([]byte(r.Filter), &r.Parts)
	return r.Saved, err
}

func putFilter(tx *db.Tx, f Saved, folded string) {
	tx.Put(`INSERT INTO call_filter (org, id, name, folded, parts, saved_by, saved_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, parts = excluded.parts, saved_by = excluded.saved_by,
		saved_at = excluded.saved_at, version = excluded.version`, tx.Org, f.ID, f.Name, folded, f.Parts.text(), f.SavedBy, f.SavedAt, f.Version)
}

func filterCalled(tx *db.Tx, folded string) (Saved, bool, error) {
	r, found, err := db.Maybe[filterRow](tx, selectFilter+"WHERE org = $1 AND folded = $2", tx.Org, folded)
	if err != nil || !found {
		return Saved{}, false, err
	}
	f, err := r.saved()
	return f, true, err
}

func filters(tx *db.Tx) ([]Saved, error) {
	rows, err := db.All[filterRow](tx, selectFilter+"WHERE org = $1 ORDER BY folded LIMIT 200", tx.Org)
	out := make([]Saved, len(rows))
	for i, r := range rows {
		if out[i], err = r.saved(); err != nil {
			return nil, err
		}
	}
	return out, err
}
