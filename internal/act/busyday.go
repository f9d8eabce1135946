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
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// MaxMoves is how many promises a busy day moves at once: a customer has one notice about all that moves
// together, so it is more than any screen shows.
const MaxMoves = 500

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

// Moved is what a busy day did: how many promises it moved, and the instant by which its notices are known.
type Moved struct {
	Promises int
	At       time.Time
}

// PlanBusyDay finds for each promise, in order of urgency, the first time that can really be kept when all
// of them are moved together, later than after. It does so by moving them and taking everything back: what it finds is what
// MoveBusyDay will do.
func (a *Acts) PlanBusyDay(ctx context.Context, actor party.Actor, which []id.Promise, after time.Time) ([]Move, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (plan []Move, err error) {
		err = tx.Try(func() error {
			if plan, err = a.rehearse(tx, which, after); err != nil {
				return err
			}
			return errRehearsal
		})
		if errors.Is(err, errRehearsal) {
			err = nil
		}
		return plan, err
	})
}

func (a *Acts) rehearse(tx *db.Tx, which []id.Promise, after time.Time) ([]Move, error) {
	moving, err := a.moving(tx, which)
	if err != nil {
		return nil, err
	}
	plan := make([]Move, 0, len(moving))
	for i, p := range moving {
		promise.SetAside(tx, moving[i:])
		move, err := a.firstMove(tx, p, after)
		if err == nil && !move.Due.IsZero() {
			_, _, err = a.Promise.Revise(tx, p.ID, move.revision())
		}
		if err != nil {
			return nil, err
		}
		plan = append(plan, move)
	}
	return plan, nil
}

// MoveBusyDay moves the promises as planned and gives every customer one honest notice about all that he was
// promised, with words of our own above it. Whoever was promised something before did not get it: those
// promises are broken, with the busy day as their cause. A plan that was carried out already, as by a second
// press of the button, does nothing more and gives the same answer.
func (a *Acts) MoveBusyDay(ctx context.Context, actor party.Actor, plan []Move, words string) (Moved, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (Moved, error) {
		if before, err := a.movedAlready(tx, plan); err != nil || before.Promises > 0 {
			return before, err
		}
		which := make([]id.Promise, len(plan))
		for i, move := range plan {
			which[i] = move.Promise
		}
		moving, err := a.moving(tx, which)
		if err != nil {
			return Moved{}, err
		}
		for i, p := range moving {
			at := slices.IndexFunc(plan, func(m Move) bool { return m.Promise == p.ID })
			promise.SetAside(tx, moving[i:])
			if err := a.warn(tx, p.ID, plan[at].revision(), ByMessage); err != nil {
				return Moved{}, err
			}
			if _, _, err := a.Promise.Revise(tx, p.ID, plan[at].revision()); err != nil {
				return Moved{}, err
			}
		}
		return Moved{len(moving), tx.Now}, a.tellMoved(tx, moving, words)
	})
}

// movedAlready is what a plan did that was carried out before, whole and to the letter; nothing when it was
// not.
func (a *Acts) movedAlready(tx *db.Tx, plan []Move) (before Moved, err error) {
	done := map[id.Promise]bool{}
	for _, move := range plan {
		p, err := a.Promise.Get(tx, move.Promise)
		if err != nil || p.State != promise.Broken {
			return Moved{}, err
		}
		story, err := a.Promise.Story(tx, p.ID)
		if err != nil {
			return Moved{}, err
		}
		byBusyDay := func(o promise.Outcome) bool {
			return o.Cause == promise.BusyDay && o.UndoneAt.IsZero() && o.Actor == tx.Actor.ID
		}
		at := slices.IndexFunc(story.Outcomes, byBusyDay)
		if at < 0 {
			return Moved{}, nil
		}
		before.At = story.Outcomes[at].RecordedAt
		next, found, err := a.Promise.Recovery(tx, p.ID)
		if err != nil || !found || !next.DueAt.Equal(move.Due) || next.Owner != move.Owner {
			return Moved{}, err
		}
		done[p.ID] = true
	}
	before.Promises = len(done)
	return before, nil
}

// tellMoved gives every customer one honest notice about all of his promises that moved, the most urgent
// first. A notice about one of them that lay ready without a new time is no longer needed.
func (a *Acts) tellMoved(tx *db.Tx, moved []promise.Promise, words string) error {
	var order []id.Customer
	of := map[id.Customer][]promise.Promise{}
	for _, p := range moved {
		if p.Customer.IsZero() || p.Imported {
			continue
		}
		if _, known := of[p.Customer]; !known {
			order = append(order, p.Customer)
		}
		of[p.Customer] = append(of[p.Customer], p)
	}
	for _, customer := range order {
		first := of[customer][0]
		wish := message.Wish{
			Kind: message.HonestNotice, Words: words, UseBy: first.DueAt,
			About: message.Subject{Kind: "promise", ID: first.ID.Any(), Code: first.Code, Generation: tx.Now.UnixMicro()},
		}
		for i, p := range of[customer] {
			if _, err := a.Message.Withdraw(tx, p.ID.Any(), message.HonestNotice); err != nil {
				return err
			}
			if p.DueAt.After(wish.UseBy) {
				wish.UseBy = p.DueAt
			}
			if i > 0 {
				wish.Also = append(wish.Also, p.ID.Any())
			}
		}
		next, _, err := a.Promise.Recovery(tx, first.ID)
		if err != nil {
			return err
		}
		wish.Responsible = next.Owner
		if _, err := a.tell(tx, customer, wish, ByMessage, next.DueAt.Add(linkLife)); err != nil {
			return err
		}
	}
	return nil
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
// colleague. What only waits with the team lead, of somebody who fell ill, goes to whoever can do it first.
func (a *Acts) firstMove(tx *db.Tx, p promise.Promise, after time.Time) (Move, error) {
	if p.DueAt.After(after) {
		after = p.DueAt
	}
	ask := promise.Ask{Kind: p.Kind, Minutes: p.Minutes, Owner: p.Owner, After: after}
	var found []promise.Choice
	var err error
	if p.Awaits == promise.Nothing {
		if found, err = a.Promise.Offer(tx, ask); err != nil {
			return Move{}, err
		}
	}
	if len(found) == 0 {
		if ask.Among, err = a.Team.Standins(tx, p.Owner); err != nil {
			return Move{}, err
		}
		if p.Awaits != promise.Nothing {
			ask.Among = append(ask.Among, p.Owner)
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
