package promise

import "kroon/internal/db"

// SaveStale writes a promise as it was read before somebody else changed it.
func SaveStale(tx *db.Tx, p Promise) error { return save(tx, p) }
