package overview

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// PromiseThen is how its first owner's time stood when a promise was made.
type PromiseThen struct {
	promise.RoomThen
	Owner Colleague
	Own   int // minutes that it asked
}

// Others is what the other promises asked until due.
func (t PromiseThen) Others() int { return max(t.Demand()-t.Own, 0) }

// madeAs is who kept a promise at first, and how his time stood, as history has it; who keeps it now where that is all we
// know.
func madeAs(tx *db.Tx, p promise.Promise) (owner id.Staff, minutes int, room *promise.RoomThen, err error) {
	first, found, err := db.Maybe[event.Envelope](tx, `SELECT kind, payload FROM event
		WHERE org = $1 AND subject_kind = 'promise' AND subject = $2 AND version = 1`, tx.Org, p.ID)
	if err != nil || !found {
		return p.Owner, p.Minutes, nil, err
	}
	if first.Kind == (promise.WasOffered{}).EventKind() {
		offered, err := event.Decode[promise.WasOffered](first)
		return offered.Owner, offered.Minutes, offered.Room, err
	}
	agreed, err := event.Decode[promise.WasAgreed](first)
	return agreed.Owner, agreed.Minutes, agreed.Room, err
}

// publicOwner is who kept it at first.
func publicOwner(tx *db.Tx, p promise.Promise) (id.Staff, error) {
	owner, _, _, err := madeAs(tx, p)
	return owner, err
}

// roomThen reads how it stood when a promise was made that is no longer reckoned with; nil where nothing was written down.
func roomThen(tx *db.Tx, p promise.Promise) (*PromiseThen, error) {
	owner, minutes, room, err := madeAs(tx, p)
	if err != nil || room == nil {
		return nil, err
	}
	who, err := colleagues{}.of(tx, owner)
	return &PromiseThen{RoomThen: *room, Owner: who, Own: minutes}, err
}
