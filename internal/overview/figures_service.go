package overview

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// QuestionLines reads questions as lists behind a figure show them, in the order given.
func QuestionLines(tx *db.Tx, of []id.Question) (out []AskedLine, err error) {
	for _, one := range of {
		line, found, err := db.Maybe[AskedLine](tx, `SELECT q.id, q.code, COALESCE(c.name, '') AS name, COALESCE(s.first_name, '') AS holder, q.noted_at,
			q.decides_on, q.phase, '' AS state FROM question q
			LEFT JOIN customer c ON c.org = q.org AND c.id = q.customer LEFT JOIN staff s ON s.org = q.org AND s.id = q.holder
			WHERE q.org = $1 AND q.id = $2`, tx.Org, one)
		if err != nil {
			return nil, err
		}
		if found {
			out = append(out, line)
		}
	}
	return out, nil
}
