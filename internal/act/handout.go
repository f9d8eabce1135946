package act

import (
	"context"
	"errors"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// Give is a promise with the colleague who is to keep it.
type Give struct {
	Promise id.Promise
	To      id.Staff
}

// HandedOut is what giving out many promises at once came to: how many have their new owner, and which stay
// where they are.
type HandedOut struct {
	Given int
	Left  []id.Promise
}

// HandOut gives many promises to the colleagues who can keep them, in one press. What no longer fits, as when a
// colleague promised something since the page was drawn, stays where it is and is named; what is with that
// colleague already counts as given, so that a second press does no harm.
func (a *Acts) HandOut(ctx context.Context, actor party.Actor, gives []Give) (HandedOut, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (out HandedOut, err error) {
		switch {
		case len(gives) == 0:
			return out, fault.New(fault.Invalid, "act.nothing_chosen").On("promise")
		case len(gives) > MaxMoves:
			return out, fault.New(fault.Invalid, "act.too_many_chosen", "max", MaxMoves).On("promise")
		}
		for _, one := range gives {
			given, err := a.handOne(tx, one)
			if err != nil {
				return HandedOut{}, err
			}
			if given {
				out.Given++
			} else {
				out.Left = append(out.Left, one.Promise)
			}
		}
		return out, nil
	})
}

// handOne gives one promise to a colleague; false when it does not fit there, or is nobody's to give any more.
func (a *Acts) handOne(tx *db.Tx, one Give) (bool, error) {
	p, err := a.Promise.Get(tx, one.Promise)
	if err != nil || p.Owner == one.To && p.Awaits == promise.Nothing {
		return err == nil, err
	}
	err = tx.Try(func() error {
		_, _, err := a.Promise.Reassign(tx, one.Promise, one.To, promise.ByColleague, false)
		return err
	})
	var refused *fault.Error
	if errors.As(err, &refused) && (refused.Kind == fault.Conflict || refused.Kind == fault.TooLate) {
		return false, nil
	}
	return err == nil, err
}
