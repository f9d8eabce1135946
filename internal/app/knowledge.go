package app

import (
	"kroon/internal/interaction"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/knowledge"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// house tells answers what they need to know of the organisation.
type house struct {
	settings
	team *team.Service
}

// Today implements knowledge.House.
func (h house) Today(tx *db.Tx) (worktime.Date, error) {
	o, err := h.organisation.Get(tx)
	if err != nil {
		return worktime.Date{}, err
	}
	return worktime.DateOf(tx.Now, o.Location()), nil
}

// Alone implements knowledge.House.
func (h house) Alone(tx *db.Tx) (bool, error) {
	all, err := h.team.List(tx)
	people := 0
	for _, one := range all {
		if one.Kind == party.Staff && one.Here(tx.Now) {
			people++
		}
	}
	return people < 2, err
}

// WorksHere implements knowledge.House.
func (h house) WorksHere(tx *db.Tx, staff id.Staff) (bool, error) {
	all, err := h.team.List(tx)
	for _, one := range all {
		if one.ID == staff {
			return one.Here(tx.Now), err
		}
	}
	return false, err
}

// jobGaps finds what many asked and no public answer says; the subject is the organisation.
const jobGaps = "knowledge.gaps"

// gapsEvery is how often: a question that many ask today is worth an answer tomorrow.
const gapsEvery = 24 * time.Hour

// findGaps does that, and comes again.
func (a *App) findGaps(tx *db.Tx, due job.Due) error {
	asked, err := overview.Asked(tx, tx.Now.Add(-knowledge.GapTime))
	if err != nil {
		return err
	}
	job.Schedule(tx, jobGaps, due.Subject, tx.Now.Add(gapsEvery))
	return a.Acts.Knowledge.Weigh(tx, asked)
}

// reactToAnswers: what many ask is looked at again once an answer says more or is read by others.
func (a *App) reactToAnswers() {
	again := func(tx *db.Tx) { job.Hasten(tx, jobGaps, tx.Org.Any(), tx.Now) }
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f knowledge.Approved) error { again(tx); return nil })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f knowledge.Changed) error { again(tx); return nil })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f knowledge.Retired) error { again(tx); return nil })
}

// answersOnTimeline: what somebody was told by an answer of ours, and that it was set right.
func (a *App) answersOnTimeline() {
	onTimeline(a, interaction.Messages, func(f knowledge.WasGiven) id.Customer { return f.Customer })
	onTimeline(a, interaction.Messages, func(f knowledge.WasCorrected) id.Customer { return f.Customer })
}
