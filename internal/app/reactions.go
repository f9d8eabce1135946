package app

import (
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/job"
	"kroon/internal/message"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// react says what follows from what: the product on one screen. A reaction runs in the transaction of
// its event and writes rows and jobs, nothing else; those to imported events write postings only.
func (a *App) react() {
	a.reactToAccount()
	a.reactToTime()
	a.reactToPeople()
	a.reactToOwners()
	a.reactToPage()
	a.reactToUndo()
	a.reactToElsewhere()
	a.reactToAnswers()
	a.reactToTimeline()
	a.reactToSearch()
	a.reactToTransfers()
	a.reactToStrikes()
	a.reactToFiles()
	a.reactToOrders()
	a.reactToComplaints()
	a.reactToMissed()
	a.reactToNumbers()
	a.reactToClaims()
	a.reactToAlike()
}

// reactToTime is what the guard says, and to whom; and who has a page open sees it happen.
func (a *App) reactToTime() {
	a.Log.OnAny(a.tellPages)
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.ReadbackSent) error {
		job.Schedule(tx, jobUnconfirmed, e.Subject, tx.Now.Add(answerTime))
		return nil
	})
	event.On(a.Log, a.onGuard)
	event.On(a.Log, a.onBroken)
	event.On(a.Log, a.onDeed)
}

// reactToPeople: other hours are other room, and no due promise is without a present owner.
func (a *App) reactToPeople() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.CalendarChanged) error { return a.watchAll(tx) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.BusyImported) error {
		a.Acts.Promise.Watch(tx, f.Staff)
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.Recovered) error {
		a.Acts.Promise.Watch(tx, id.Staff(e.Subject))
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.BusySourceChanged) error {
		if f.Given {
			job.Schedule(tx, jobFeed, f.Staff.Any(), tx.Now)
		}
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.FellIll) error {
		_, err := a.Acts.Promise.Redistribute(tx, id.Staff(e.Subject), f.From, time.Time{}, promise.SickLeave)
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.LeavePlanned) error {
		_, err := a.Acts.Promise.Redistribute(tx, id.Staff(e.Subject), f.From, f.Until, promise.PlannedLeave)
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.StaffLeft) error {
		job.Cancel(tx, jobFeed, e.Subject) // whoever left keeps their calendar to themselves
		if err := a.Acts.Message.SilencePush(tx, id.Staff(e.Subject)); err != nil {
			return err
		}
		_, err := a.Acts.Promise.Redistribute(tx, id.Staff(e.Subject), tx.Now, time.Time{}, promise.Departure)
		return err
	})
}

// watchAll has the guard look at everybody's promises anew.
func (a *App) watchAll(tx *db.Tx) error {
	all, err := a.Acts.Team.List(tx)
	for _, staff := range all {
		a.Acts.Promise.Watch(tx, staff.ID)
	}
	return err
}

// tellPages has open pages fetch anew what changed, once the change is durable: never content, only what
// kind of thing it was.
func (a *App) tellPages(tx *db.Tx, e event.Envelope) error {
	type told struct{ topic string }
	topic := map[string]string{"promise": "today", "question": "today", "message": "today", "transfer": "today", "complaint": "today", "staff": "team"}[e.SubjectKind]
	if topic == "" || e.Imported || tx.Value(told{topic}) != nil {
		return nil
	}
	tx.SetValue(told{topic}, true)
	org := tx.Org
	tx.AfterCommit(func() { a.Site.Live().Publish(org, topic) })
	return nil
}

// tellAbout queues a notice for a colleague about the promise of an event.
func (a *App) tellAbout(tx *db.Tx, e event.Envelope, kind message.Kind, to id.Staff) error {
	p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
	if err != nil {
		return err
	}
	return a.Acts.TellStaff(tx, p, kind, to)
}

// onGuard: a rung was taken. It reminds the owner; tells the lead, and the colleague who has room; and at
// the last safe moment, where nobody can take over, lays an honest notice ready for the owner to send.
func (a *App) onGuard(tx *db.Tx, e event.Envelope, f promise.WasGuarded) error {
	switch f.Step {
	case promise.Remind:
		return a.tellAbout(tx, e, message.Remind, f.Owner)
	case promise.Warned:
		return nil // a person told the customer: nobody has to hear of it
	}
	p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
	if err != nil {
		return err
	}
	if f.Step == promise.AtRiskStep && p.KnownTight(tx.Now) {
		return nil // it was made tight a moment ago by who keeps it: the page says so, and that is enough for now
	}
	if f.Step == promise.LastSafeStep {
		if _, err := a.Acts.TellCustomer(tx, p, message.HonestNotice, act.Draft, ""); err != nil || !f.Proposed.IsZero() {
			return err
		}
	}
	kind := message.AtRisk
	if f.Step == promise.Unacknowledged {
		kind = message.Unacknowledged
	}
	lead, err := a.Acts.Team.LeadOf(tx, f.Owner)
	if err != nil {
		return err
	}
	if lead != p.Owner { // who leads himself needs no mail about himself
		if err := a.Acts.TellStaff(tx, p, kind, lead); err != nil {
			return err
		}
	}
	return a.Acts.TellStaff(tx, p, message.Proposed, f.Proposed)
}

// onBroken: an apology lies ready for the owner to read, complete and send.
func (a *App) onBroken(tx *db.Tx, e event.Envelope, f promise.WasBroken) error {
	if f.Direction != promise.Ours || e.Imported {
		return nil
	}
	p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
	if err != nil {
		return err
	}
	if f.Cause == promise.WithoutConsent || f.Cause == promise.AfterDue || f.Cause == promise.BusyDay {
		return nil // whoever gave it another time tells the customer in the same act
	}
	if _, err := a.Acts.TellCustomer(tx, p, message.Broken, act.Draft, ""); err != nil {
		return err
	}
	return a.Acts.TellStaff(tx, p, message.BrokenNotice, p.Owner)
}

// onDeed: who took the question, and who had it on its way, hear how it ended.
func (a *App) onDeed(tx *db.Tx, e event.Envelope, f promise.WasDelivered) error {
	if f.Direction != promise.Ours || e.Imported {
		return nil
	}
	p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
	if err != nil || p.Question.IsZero() {
		return err
	}
	q, err := a.Acts.Intake.Get(tx, p.Question)
	if err != nil {
		return err
	}
	handed, err := a.Acts.Transfer.OfQuestion(tx, q.ID)
	if err != nil {
		return err
	}
	told := map[id.Staff]bool{p.Owner: true}
	for _, who := range append([]id.Staff{q.Taker}, hadIt(handed)...) {
		if told[who] {
			continue
		}
		told[who] = true
		if err := a.Acts.TellStaff(tx, p, message.TakenResult, who); err != nil {
			return err
		}
	}
	return nil
}
