package promise

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Recovery finds the promise that makes good a broken one.
func (s *Service) Recovery(tx *db.Tx, broken id.Promise) (Promise, bool, error) {
	return recoveryOf(tx, broken)
}
