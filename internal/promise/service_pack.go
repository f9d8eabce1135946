package promise

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
)

// Repack packs the open promises of at most limit owners who have no pack, and tells whether more may be
// left: at a start, after a version that kept none.
func (s *Service) Repack(tx *db.Tx, limit int) (more bool, err error) {
	owners, err := unpacked(tx, limit)
	if err != nil {
		return false, err
	}
	for _, owner := range owners {
		if err := lockLoad(tx, owner); err != nil {
			return false, err
		}
	}
	return len(owners) == limit, nil
}

// Mispacked counts the owners whose pack is not what their promises say. There should be none.
func Mispacked(tx *db.Tx) (n int, err error) {
	var after id.Staff
	for {
		kept, err := packedAfter(tx, after, batch)
		if err != nil || len(kept) == 0 {
			return n, err
		}
		owners := make([]id.Staff, len(kept))
		for i, one := range kept {
			owners[i], after = one.Owner, one.Owner
		}
		rows, err := weightsInRows(tx, owners)
		if err != nil {
			return n, err
		}
		for _, one := range kept {
			if all, err := unpack(one.Pack); err != nil || !slices.Equal(all, rows[one.Owner]) {
				n++
			}
		}
	}
}
