package file

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Refer makes the files of one customer the other's, and tells which: two customers turned out to be one.
func (s *Service) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, `SELECT id FROM file WHERE org = $1 AND customer = $2
		UNION ALL SELECT file FROM file_removal WHERE org = $1 AND customer = $2`, tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	tx.Put("UPDATE file SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	tx.Put("UPDATE file_removal SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, nil
}

// ReferBack gives one of them back; a file that was taken away meanwhile is given back as that.
func (s *Service) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE file SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	tx.Put("UPDATE file_removal SET customer = $4 WHERE org = $1 AND file = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}
