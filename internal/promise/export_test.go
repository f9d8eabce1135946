package promise

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// SaveStale writes a promise as it was read before somebody else changed it.
func SaveStale(tx *db.Tx, p Promise) error { return save(tx, p) }

// Weight is what one open promise asks of its owner's time.
type Weight = weight

// The packing of weights.
var (
	Pack   = pack
	Unpack = unpack
)

// PackOf reads what is kept packed in an owner's name; false when nothing is.
func PackOf(tx *db.Tx, owner id.Staff) ([]Weight, bool, error) {
	kept, found, err := db.Maybe[[]byte](tx, "SELECT pack FROM owner_load WHERE org = $1 AND owner = $2 AND pack IS NOT NULL", tx.Org, owner)
	if err != nil || !found {
		return nil, false, err
	}
	all, err := unpack(kept)
	return all, true, err
}
