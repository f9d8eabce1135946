package promise

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
)

// whoseAtOnce is of how many promises is asked at once whose they are.
const whoseAtOnce = 32

// whose tells in whose name promises are and to whom: breaking one writes the load and the line of its owner, and then the line and the
// balance of the customer.
func whose(tx *db.Tx, subjects []id.Any) (all []job.Whose, err error) {
	for these := range slices.Chunk(subjects, whoseAtOnce) {
		args := make([]any, 1+whoseAtOnce)
		args[0] = tx.Org
		for i, one := range these {
			args[1+i] = one
		}
		some, err := db.All[job.Whose](tx, `SELECT id AS subject, owner, customer FROM promise WHERE org = $1 AND id IN (
			$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
			$18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)`, args...)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}
