package act

import (
	"context"

	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// Lesson is what a complaint teaches: in words, and who changes what by when. Without somebody nothing changes, and
// the words say why.
type Lesson struct {
	Words string
	Act   string // what changes
	Owner id.Staff
	Due   promise.Due
}

// LearnFromComplaint ends a complaint with what was learned; what changes is a promise among colleagues.
func (a *Acts) LearnFromComplaint(ctx context.Context, actor party.Actor, of id.Complaint, version int64, l Lesson) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) {
		c, err := a.Complaint.MayLearn(tx, of, version)
		if err != nil || l.Owner.IsZero() {
			if err != nil {
				return c, err
			}
			return a.Complaint.Learn(tx, of, l.Words, id.Promise{})
		}
		var nobody id.Customer
		if err := a.known(tx, &nobody, l.Owner, "owner"); err != nil {
			return c, err
		}
		if l.Act == "" {
			return c, fault.New(fault.Invalid, "complaint.no_change").On("change")
		}
		made, err := a.Promise.Make(tx, promise.Make{
			Direction: promise.Internal, Kind: promise.Other, Act: l.Act, Owner: l.Owner, Colleague: tx.Actor.StaffID(), Due: l.Due,
		})
		if err != nil {
			return c, err
		}
		return a.Complaint.Learn(tx, of, l.Words, made.Promise.ID)
	})
}
