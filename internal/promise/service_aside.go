package promise

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

type asideKey struct{}

// SetAside has these promises weigh on nobody for the rest of the transaction, or until it is said of
// others: they are about to be moved together, and each finds its new time as if the rest were gone.
func SetAside(tx *db.Tx, moving []Promise) {
	ids := make([]id.Promise, len(moving))
	for i, p := range moving {
		ids[i] = p.ID
	}
	tx.SetValue(asideKey{}, ids)
}

func aside(tx *db.Tx) []id.Promise {
	ids, _ := tx.Value(asideKey{}).([]id.Promise)
	return ids
}
