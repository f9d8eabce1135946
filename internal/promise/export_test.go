package promise

import (
	"time"

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

// Ladders says for each of an owner's agreed promises when its rungs are to be taken.
func Ladders(now time.Time, room Room, loads []Load, promises []Promise, margin int) []map[Step]time.Time {
	var out []map[Step]time.Time
	for _, rungs := range ladders(now, room, loads, promises, margin) {
		at := map[Step]time.Time{}
		for _, r := range rungs {
			at[r.step] = r.at
		}
		out = append(out, at)
	}
	return out
}

// Histories reads how promises went by the slack that they had.
var Histories = histories

// SlackOf reads the slack with which a promise was made.
func SlackOf(tx *db.Tx, promise id.Promise) (*int, error) {
	type row struct {
		Known bool
		Slack int
	}
	one, err := db.One[row](tx, `SELECT CASE WHEN slack IS NULL THEN 0 ELSE 1 END AS known, COALESCE(slack, 0) AS slack
		FROM promise WHERE org = $1 AND id = $2`, tx.Org, promise)
	if err != nil || !one.Known {
		return nil, err
	}
	return &one.Slack, nil
}

// PutRow writes a promise as a row.
func PutRow(tx *db.Tx, p Promise, slack *int) error {
	p.Code, p.Root, p.MadeAt = id.Code(p.ID.String()), p.ID, p.DueAt
	return insert(tx, p, ImportedFrom{}, slack)
}
