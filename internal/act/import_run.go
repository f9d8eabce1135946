package act

import (
	"context"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/interaction"
	"kroon/internal/job"
	"kroon/internal/order"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// publish is the switch: the rows of all concepts come into sight in one transaction.
func (i *importing) publish() error {
	return i.DB.Write(i.ctx, i.actor, func(tx *db.Tx) error {
		i.done.Staff = 0
		for _, name := range i.fresh {
			if !i.staff[name].used {
				continue
			}
			i.done.Staff++
			if _, err := i.Team.Hire(tx, team.Staff{ID: i.staff[name].id, Name: name, LeftAt: tx.Now}); err != nil {
				return err
			}
		}
		if _, err := i.Imports.Publish(tx, i.run, i.done.Counts); err != nil {
			return err
		}
		if err := i.Customer.ShowRun(tx, i.run); err != nil {
			return err
		}
		if err := i.Promise.ShowRun(tx, i.run); err != nil {
			return err
		}
		if err := i.Order.ShowRun(tx, i.run); err != nil {
			return err
		}
		if err := i.Interaction.ShowRun(tx, i.run); err != nil {
			return err
		}
		job.Cancel(tx, imports.JobClear, i.run.Any())
		job.Schedule(tx, imports.JobSettle, i.run.Any(), tx.Now)
		job.Schedule(tx, JobLookRun, i.run.Any(), tx.Now)
		return nil
	})
}

// clearedAtOnce is how many rows are settled or cleared in one transaction.
const clearedAtOnce = 200

// SettleImport enters the past of a run that came into sight in history and on the account, and gives what
// is still to be kept to its owners and the clock, in small transactions. The clockwork goes on where this
// is cut short, and both may do it at once.
func (a *Acts) SettleImport(ctx context.Context, actor party.Actor, run id.Import, told func(rows int64)) error {
	for more := true; more; {
		err := a.DB.Write(ctx, actor, func(tx *db.Tx) (err error) {
			if more, err = a.settle(tx, run); err == nil && !more {
				job.Cancel(tx, imports.JobSettle, run.Any())
			}
			return err
		})
		if err != nil {
			return err
		}
		told(clearedAtOnce)
	}
	return nil
}

func (a *Acts) settle(tx *db.Tx, run id.Import) (more bool, err error) {
	r, due, err := a.Imports.Settling(tx, run)
	if err != nil || !due {
		return false, err
	}
	switch r.Kind {
	case imports.Interactions:
		from := interaction.Settled{BeganAt: r.SettledDue, Interaction: id.Interaction(r.SettledTo)}
		to, more, err := a.Interaction.Settle(tx, run, from, clearedAtOnce)
		if err == nil {
			a.Imports.Settled(tx, run, to.BeganAt, to.Interaction.Any(), !more)
		}
		return more, err
	case imports.Orders:
		to, more, err := a.Order.Settle(tx, run, order.Settled{BoughtAt: r.SettledDue, Order: id.Order(r.SettledTo)}, clearedAtOnce)
		if err == nil {
			a.Imports.Settled(tx, run, to.BoughtAt, to.Order.Any(), !more)
		}
		return more, err
	}
	to, more, err := a.Promise.Settle(tx, run, promise.Settled{DueAt: r.SettledDue, Promise: id.Promise(r.SettledTo)}, clearedAtOnce)
	if err != nil {
		return false, err
	}
	a.Imports.Settled(tx, run, to.DueAt, to.Promise.Any(), !more)
	return more, nil
}

// clear removes rows of a run that is out of sight for good.
func (a *Acts) clear(tx *db.Tx, run id.Import) (r imports.Run, more bool, err error) {
	r, due, err := a.Imports.Clearing(tx, run)
	if err != nil || !due {
		return r, false, err
	}
	if more, err = a.Promise.ClearRun(tx, run, !r.UndoneAt.IsZero(), clearedAtOnce); err != nil || more {
		return r, more, err
	}
	if more, err = a.Order.ClearRun(tx, run, clearedAtOnce); err != nil || more {
		return r, more, err
	}
	if more, err = a.Interaction.ClearRun(tx, run, clearedAtOnce); err != nil || more {
		return r, more, err
	}
	hidden, err := a.Customer.HiddenRuns(tx)
	if err != nil {
		return r, false, err
	}
	if slices.Contains(hidden, run) {
		if more, err = a.Customer.ClearRun(tx, run, clearedAtOnce); err != nil || more {
			return r, more, err
		}
	}
	a.Imports.Cleared(tx, r)
	job.Cancel(tx, imports.JobClear, run.Any())
	return r, false, nil
}

// quickly is how many transactions a start spends on what a killed import left, before it leaves the rest
// to the clockwork: nobody sees those rows.
const quickly = 10

// ClearImports clears what killed imports left of the organisation; all of it, or as much as is quick.
// What is still under way stays.
func (a *Acts) ClearImports(ctx context.Context, actor party.Actor, all bool) error {
	var left []imports.Run
	err := a.DB.Read(ctx, actor, func(tx *db.Tx) (err error) {
		left, err = a.Imports.Unfinished(tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, run := range left {
		more := true
		for n := 0; more && (all || n < quickly); n++ {
			err := a.DB.Write(ctx, actor, func(tx *db.Tx) (err error) {
				_, more, err = a.clear(tx, run.ID)
				if err == nil && more {
					job.Hasten(tx, imports.JobClear, run.ID.Any(), tx.Now.Add(time.Second))
				}
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// OnSettle is JobSettle.
func (a *Acts) OnSettle(tx *db.Tx, due job.Due) error {
	more, err := a.settle(tx, id.Import(due.Subject))
	if err == nil && more {
		job.Schedule(tx, imports.JobSettle, due.Subject, tx.Now)
	}
	return err
}

// OnClear is JobClear.
func (a *Acts) OnClear(tx *db.Tx, due job.Due) error {
	r, more, err := a.clear(tx, id.Import(due.Subject))
	switch {
	case err != nil:
		return err
	case more:
		job.Schedule(tx, imports.JobClear, due.Subject, tx.Now)
	case r.Alive(tx.Now):
		job.Schedule(tx, imports.JobClear, due.Subject, r.LeaseUntil)
	}
	return nil
}

// maxReferences is how many references an undo that is refused lists.
const maxReferences = 50

// UndoImport takes a whole import back: its rows leave the present, the events and counter-postings stay.
// While anything outside refers to its rows it is refused, with what does.
func (a *Acts) UndoImport(ctx context.Context, actor party.Actor, run id.Import) ([]imports.Reference, error) {
	if !actor.May(party.Owner) {
		return nil, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
	}
	if err := a.SettleImport(ctx, actor, run, func(int64) {}); err != nil {
		return nil, err
	}
	var found []imports.Reference
	err := a.DB.Write(ctx, actor, func(tx *db.Tx) (err error) {
		if found, err = a.Refers(tx, run, maxReferences); err != nil {
			return err
		}
		if len(found) > 0 {
			return fault.New(fault.Conflict, "imports.in_use", "n", len(found)).On("run")
		}
		if _, err := a.Imports.Undo(tx, run); err != nil {
			return err
		}
		if err := a.Customer.HideRun(tx, run); err != nil {
			return err
		}
		if err := a.Order.HideRun(tx, run); err != nil {
			return err
		}
		if err := a.Interaction.HideRun(tx, run); err != nil {
			return err
		}
		job.Schedule(tx, imports.JobClear, run.Any(), tx.Now)
		return a.Promise.HideRun(tx, run)
	})
	if err != nil {
		return found, err
	}
	return nil, a.ClearImports(ctx, actor, true)
}
