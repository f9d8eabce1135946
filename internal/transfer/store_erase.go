package transfer

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Erase takes away what was said when these questions were handed on; who waits for an answer waits no more.
func (s *Service) Erase(tx *db.Tx, questions []id.Any) {
	for _, one := range questions {
		tx.Put("DELETE FROM transfer_words WHERE org = $1 AND transfer IN (SELECT id FROM transfer WHERE org = $1 AND question = $2)", tx.Org, one)
		tx.Put(`UPDATE transfer SET state = 'withdrawn', answered_at = $3, version = version + 1
			WHERE org = $1 AND question = $2 AND state = 'waiting'`, tx.Org, one, tx.Now)
	}
}
