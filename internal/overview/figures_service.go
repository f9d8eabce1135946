package overview

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// QuestionLines reads questions as lists behind a figure show them, in the order given.
func QuestionLines(tx *db.Tx, of []id.Question) (out []AskedLine, err error) {
	for _, one := range of {
		line, found, err := db.Maybe[AskedLine](tx, selectAsked+`'' AS state FROM question q `+joinAsked+`
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
