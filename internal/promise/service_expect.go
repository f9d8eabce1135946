package promise

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

type expectKey struct{}

type expectation struct {
	promise id.Promise
	version int64
}

// Expect has the next command of this transaction on a promise be refused when it no longer is as somebody
// saw it: fault Conflict. It is checked once the promise is held, so nobody comes in between.
func Expect(tx *db.Tx, promise id.Promise, version int64) {
	tx.SetValue(expectKey{}, &expectation{promise, version})
}

// asExpected checks what Expect said, once: what a command itself changes is expected.
func asExpected(tx *db.Tx, p Promise) error {
	e, _ := tx.Value(expectKey{}).(*expectation)
	if e == nil || e.promise != p.ID {
		return nil
	}
	tx.SetValue(expectKey{}, (*expectation)(nil))
	if e.version != p.Version {
		return fault.New(fault.Conflict, "promise.changed")
	}
	return nil
}
