package promise

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// lockOwnersBefore raises the loads of who owns a promise and of who owned it before, where undoing gives it
// back.
func lockOwnersBefore(tx *db.Tx, promise id.Promise) error {
	p, err := load(tx, promise)
	if err != nil {
		return err
	}
	outcomes, err := outcomesOf(tx, promise)
	if last := lastOf(outcomes); err == nil && last.Kind == Reassigned {
		err = lockOwners(tx, p.Owner, last.OwnerBefore)
	}
	return err
}

// untouched refuses to take a promise back from a new owner who is at it already.
func untouched(tx *db.Tx, p Promise, given Outcome) error {
	attempts, err := attemptsOf(tx, p.ID)
	if err != nil {
		return err
	}
	for _, a := range attempts {
		if a.Result != takenBack && !a.RecordedAt.Before(given.RecordedAt) {
			return fault.New(fault.Conflict, "promise.undo_begun")
		}
	}
	return nil
}
