package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
)

// Due work that looks whether customers are known already: one of them (the subject is the customer), and all of an
// import, or all that were there before (the subject is the run, or the organisation).
const (
	JobLook    = "customer.look"
	JobLookRun = "customer.look_run"
)

// lookedAtOnce is how many customers are looked at in one transaction.
const lookedAtOnce = 100

// OnLook is JobLook.
func (a *Acts) OnLook(tx *db.Tx, due job.Due) error {
	return a.Customer.Look(tx, id.Customer(due.Subject))
}

// OnLookRun is JobLookRun.
func (a *Acts) OnLookRun(tx *db.Tx, due job.Due) error {
	run := id.Import(due.Subject)
	if due.Subject == tx.Org.Any() {
		run = id.Import{}
	}
	more, err := a.Customer.LookThrough(tx, run, lookedAtOnce)
	if err == nil && more {
		job.Schedule(tx, JobLookRun, due.Subject, tx.Now)
	}
	return err
}

// mostAlike is up to how many pairs an import counts.
const mostAlike = 1000

// LookThroughImport looks which customers of an import that is in sight look like somebody who is known, in small
// transactions, and counts the pairs. The clockwork goes on where this is cut short, and both may do it at once.
func (a *Acts) LookThroughImport(ctx context.Context, actor party.Actor, run id.Import, told func(rows int64)) (pairs int, err error) {
	for more := true; more; {
		err = a.DB.Write(ctx, actor, func(tx *db.Tx) (err error) {
			if more, err = a.Customer.LookThrough(tx, run, lookedAtOnce); err == nil && !more {
				job.Cancel(tx, JobLookRun, run.Any())
			}
			return err
		})
		if err != nil {
			return 0, err
		}
		told(lookedAtOnce)
	}
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) (err error) {
		pairs, _, err = a.Customer.LookedThrough(tx, run, mostAlike)
		return err
	})
	return pairs, err
}
