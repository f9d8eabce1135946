package app

import (
	"context"
	"time"

	"kroon/internal/act"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/interaction"
	"kroon/internal/job"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/search"
)

// The kinds of recurring work; the subject is the organisation.
const jobSweep = "access.sweep"

// sweepEvery is how often what has expired is cleared away.
const sweepEvery = 6 * time.Hour

// jobUnconfirmed ends the wait for a customer's yes; the subject is the question.
const jobUnconfirmed = "intake.unconfirmed"

// answerTime is how long we wait for a customer to say whether we understood.
const answerTime = 3 * 24 * time.Hour

// schedule gives the clockwork its work: what is due once, and what comes again.
func (a *App) schedule() {
	a.Acts.Promise.Register(a.Clock)
	a.Clock.HandleEffect(message.JobDeliver, a.Acts.Message.Deliver())
	a.Clock.Handle(message.JobUseBy, a.Acts.Message.OnUseBy)
	a.Clock.Handle(imports.JobSettle, a.Acts.OnSettle)
	a.Clock.HandleLast(imports.JobClear, a.Acts.OnClear)
	a.Clock.HandleEffect(imports.JobTake, a.Acts.TakeUpload())
	a.Clock.Handle(imports.JobForget, a.Acts.OnForgetUpload)
	a.Clock.HandleEffect(jobFeed, a.readFeed())
	a.Clock.Handle(complaint.JobRemind, a.Acts.Complaint.OnRemind)
	a.Clock.Handle(complaint.JobNorm, a.Acts.Complaint.OnNorm)
	a.Clock.Handle(interaction.JobLeft, a.Acts.Interaction.OnLeft)
	a.Clock.Handle(organisation.JobMeasuring, a.Acts.Organisation.OnMeasuringEnd)
	a.Clock.Handle(act.JobTryOut, a.Acts.OnTryOut)
	a.Clock.HandleLast(jobGaps, a.findGaps)
	a.Clock.Handle(jobReturn, func(tx *db.Tx, due job.Due) error { return a.Acts.CallList.Return(tx, due.Subject) })
	a.Clock.HandleLast(search.JobRead, a.readWords)
	a.Clock.Handle(act.JobErase, a.Acts.OnErase)
	a.Clock.HandleEffect(act.JobOverwrite, a.Acts.Overwrite())
	a.Clock.Handle(jobWeigh, a.weighClaim)
	a.Clock.HandleLast(act.JobLook, a.Acts.OnLook)
	a.Clock.HandleLast(act.JobLookRun, a.Acts.OnLookRun)
	a.Clock.HandleEffect(jobForecast, a.reckonOrders())
	a.Clock.Handle(jobUnconfirmed, func(tx *db.Tx, due job.Due) error {
		q, err := a.Acts.Intake.Get(tx, id.Question(due.Subject))
		if err == nil {
			_, err = a.Acts.Intake.Unconfirm(tx, q.ID, q.Reading)
		}
		return err
	})
	a.Clock.Handle(jobSweep, func(tx *db.Tx, due job.Due) error {
		a.Acts.Access.Sweep(tx)
		job.Schedule(tx, jobSweep, due.Subject, tx.Now.Add(sweepEvery))
		return nil
	})
}

// Arm sets the recurring work of every organisation going, if it is not.
func (a *App) Arm(ctx context.Context) error {
	all, err := a.Organisations(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		err := a.DB.Write(ctx, party.Itself(o.ID), func(tx *db.Tx) error {
			sweep(tx, o.ID)
			return nil
		})
		if err != nil {
			return err
		}
		if err := a.rederive(ctx, o.ID); err != nil {
			return err
		}
		if err := a.repack(ctx, o.ID); err != nil {
			return err
		}
	}
	return nil
}

// rederive derives what was said in civil words again, in small transactions: this program may bring
// other zone rules than the one before it.
func (a *App) rederive(ctx context.Context, org id.Org) error {
	const page = 200
	var last id.Promise
	for {
		err := a.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) (err error) {
			last, err = a.Acts.Promise.Rederive(tx, last, page)
			return err
		})
		if err != nil || last.IsZero() {
			return err
		}
	}
}

// repack packs the loads of who has none yet, in small transactions: the version before this one kept none.
func (a *App) repack(ctx context.Context, org id.Org) error {
	const page = 50
	for more := true; more; {
		err := a.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) (err error) {
			more, err = a.Acts.Promise.Repack(tx, page)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
