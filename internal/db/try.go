package db

import "maps"

// Try runs fn within the transaction so that an error of it takes back what it wrote and nothing else:
// one bad row in a batch. Conflicts with other transactions are to be handed on by the caller, since only
// the whole transaction can be tried again.
func (tx *Tx) Try(fn func() error) error {
	if _, err := tx.Exec("SAVEPOINT try"); err != nil {
		return err
	}
	after, end, values := len(tx.afterCommit), len(tx.atEnd), maps.Clone(tx.values)
	failed := fn()
	if failed == nil {
		failed = tx.flush()
	}
	if failed == nil {
		failed = tx.session.settle()
	}
	if failed != nil {
		tx.queue, tx.afterCommit, tx.atEnd, tx.values = nil, tx.afterCommit[:after], tx.atEnd[:end], values
		if _, err := tx.Exec("ROLLBACK TO SAVEPOINT try"); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("RELEASE SAVEPOINT try"); err != nil {
		return err
	}
	return failed
}
