package act

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// MaxMoves is how many promises a busy day moves at once.
const MaxMoves = 200

// Move is a promise with the new time that it can have, with somebody who can keep it then. A zero Due:
// no time was found.
type Move struct {
	Promise id.Promise
	Due     time.Time
	Owner   id.Staff
	Verdict promise.Verdict
}

// errRehearsal ends a transaction that only looked what would happen.
var errRehearsal = errors.New("act: a rehearsal writes nothing")

// PlanBusyDay finds for each promise, in order of urgency, the first time that can really be kept when all
// of them are moved together, later than after. It does so by moving them and taking everything back: what it finds is what
// MoveBusyDay will do.
func (a *Acts) PlanBusyDay(ctx context.Context, actor party.Actor, which []id.Promise, after time.Time) ([]Move, error) {
	if !actor.May(party.TeamLead) {
		return nil, forbidden(party.TeamLead)
	}
	var plan []Move
	err := a.DB.Write(ctx, actor, func(tx *db.Tx) error {
		moving, err := a.moving(tx, which)
		if err != nil {
			return err
		}
		plan = make([]Move, 0, len(moving)) // fn may run again after a conflict
		for i, p := range moving {
			promise.SetAside(tx, moving[i:])
			move, err := a.firstMove(tx, p, after)
			if err == nil && !move.Due.IsZero() {
				_, _, err = a.Promise.Revise(tx, p.ID, move.revision())
			}
			if err != nil {
				return err
			}
			plan = append(plan, move)
		}
		return errRehearsal
	})
	if errors.Is(err, errRehearsal) {
		err = nil
	}
	return plan, err
}

// MoveBusyDay moves the promises as planned and gives every customer an honest notice, with words of our
// own above it. Whoever was promised something before did not get it: those promises are broken, with the
// busy day as their cause.
func (a *Acts) MoveBusyDay(ctx context.Context, actor party.Actor, plan []Move, words string) (int, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (int, error) {
		which := make([]id.Promise, len(plan))
		for i, move := range plan {
			which[i] = move.Promise
		}
		moving, err := a.moving(tx, which)
		if err != nil {
			return 0, err
		}
		for i, p := range moving {
			at := slices.IndexFunc(plan, func(m Move) bool { return m.Promise == p.ID })
			promise.SetAside(tx, moving[i:])
			if _, err := a.revise(tx, p.ID, plan[at].revision(), ByMessage, words); err != nil {
				return 0, err
			}
		}
		return len(moving), nil
	})
}

func (m Move) revision() promise.Revision {
	return promise.Revision{Due: promise.Due{At: m.Due}, Owner: m.Owner, Cause: promise.BusyDay}
}

// moving reads the promises, each once, the most urgent first. All of them must be agreed and not yet due.
func (a *Acts) moving(tx *db.Tx, which []id.Promise) ([]promise.Promise, error) {
	which = slices.Clone(which)
	slices.SortFunc(which, func(a, b id.Promise) int { return slices.Compare(a[:], b[:]) })
	which = slices.Compact(which)
	switch {
	case len(which) == 0:
		return nil, fault.New(fault.Invalid, "act.nothing_chosen").On("promise")
	case len(which) > MaxMoves:
		return nil, fault.New(fault.Invalid, "act.too_many_chosen", "max", MaxMoves).On("promise")
	}
	out := make([]promise.Promise, 0, len(which))
	for _, one := range which {
		p, err := a.Promise.Get(tx, one)
		if err != nil {
			return nil, err
		}
		if p.Direction != promise.Ours || p.State != promise.Agreed || !p.DueAt.After(tx.Now) {
			return nil, fault.New(fault.Conflict, "act.cannot_move", "code", string(p.Code)).On("promise")
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b promise.Promise) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), slices.Compare(a.ID[:], b.ID[:]))
	})
	return out, nil
}

// firstMove is the first time after the old one, and after an instant, with the owner or else with a
// colleague.
func (a *Acts) firstMove(tx *db.Tx, p promise.Promise, after time.Time) (Move, error) {
	if p.DueAt.After(after) {
		after = p.DueAt
	}
	ask := promise.Ask{Kind: p.Kind, Minutes: p.Minutes, Owner: p.Owner, After: after}
	found, err := a.Promise.Offer(tx, ask)
	if err != nil {
		return Move{}, err
	}
	if len(found) == 0 {
		if ask.Among, err = a.Team.Standins(tx, p.Owner); err != nil {
			return Move{}, err
		}
		ask.Owner = id.Staff{}
		if found, err = a.Promise.Offer(tx, ask); err != nil {
			return Move{}, err
		}
	}
	for _, choice := range found {
		return Move{p.ID, choice.Due, choice.Staff, choice.Verdict}, nil
	}
	return Move{Promise: p.ID}, nil
}

func forbidden(needed party.Role) error {
	return fault.New(fault.Forbidden, "act.role", "role", string(needed))
}
