package app

import (
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/ledger"
	"kroon/internal/party"
)

// reactToComplaints: what a customer notices of a complaint stands on his timeline and on our account; what was
// about to be said is not said when the step is taken back; and what people write is read for what may be one.
func (a *App) reactToComplaints() {
	a.complaintsOnTimeline()
	a.complaintsOnAccount()
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f complaint.WasUndone) error {
		steps, err := a.Acts.Complaint.StepsOf(tx, id.Complaint(e.Subject))
		if err != nil {
			return err
		}
		for _, t := range steps {
			if t.Number == f.Number {
				_, err = a.Acts.Message.WithdrawSaidAt(tx, e.Subject, t.TakenAt)
			}
		}
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasReminded) error {
		c, err := a.Acts.Complaint.Get(tx, id.Complaint(e.Subject))
		if err == nil {
			err = a.Acts.RemindOfComplaint(tx, c)
		}
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.Noted) error { return a.suspectQuestion(tx, e) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.ReadbackWritten) error { return a.suspectQuestion(tx, e) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.Changed) error {
		q, err := a.Acts.Intake.Get(tx, id.Question(e.Subject))
		if err != nil {
			return err
		}
		a.Acts.Complaint.Belongs(tx, complaint.InQuestion, e.Subject, q.Customer)
		return a.suspectQuestion(tx, e)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f interaction.WasLogged) error {
		if e.Imported {
			return nil
		}
		words, err := a.Acts.Interaction.WordsOf(tx, id.Interaction(e.Subject))
		if err != nil || words.IsZero() {
			return err
		}
		return a.Acts.Complaint.Suspect(tx, complaint.InInteraction, e.Subject, f.Customer, words.ReadBy(party.Itself(tx.Org)))
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f interaction.WasRecognised) error {
		a.Acts.Complaint.Belongs(tx, complaint.InInteraction, e.Subject, f.Customer)
		return nil
	})
}

// suspectQuestion reads what was asked and what was noted with it.
func (a *App) suspectQuestion(tx *db.Tx, e event.Envelope) error {
	if e.Imported {
		return nil
	}
	q, err := a.Acts.Intake.Get(tx, id.Question(e.Subject))
	if err != nil {
		return err
	}
	text := string(q.Text) + "\n" + q.Note.ReadBy(party.Itself(tx.Org))
	return a.Acts.Complaint.Suspect(tx, complaint.InQuestion, e.Subject, q.Customer, text)
}

// complaintsOnTimeline: what was found of it among colleagues is not there.
func (a *App) complaintsOnTimeline() {
	onTimeline(a, interaction.Questions, func(f complaint.WasReceived) id.Customer { return f.Customer })
	onTimeline(a, interaction.Questions, func(f complaint.WasAcknowledged) id.Customer { return f.Customer })
	onTimeline(a, interaction.Questions, func(f complaint.WasLeftUnacknowledged) id.Customer { return f.Customer })
	onTimeline(a, interaction.Questions, func(f complaint.WasAnswered) id.Customer { return f.Customer })
	onTimeline(a, interaction.Questions, func(f complaint.WasAccepted) id.Customer { return f.Customer })
	onTimeline(a, interaction.Questions, func(f complaint.WasRefused) id.Customer { return f.Customer })
	onTimeline(a, interaction.Questions, func(f complaint.WasLearnedFrom) id.Customer { return f.Customer })
	onTimeline(a, interaction.Questions, func(f complaint.WasWithdrawn) id.Customer { return f.Customer })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f complaint.WasUndone) error {
		if f.Step == complaint.Receive {
			a.Acts.Interaction.StrikeEvents(tx, e.Subject)
			return nil
		}
		return onTimelineUndone(a, tx, e, f)
	})
}

// onTimelineUndone says that a step was taken back: what stood there did happen.
func onTimelineUndone(a *App, tx *db.Tx, e event.Envelope, f complaint.WasUndone) error {
	return a.Acts.Interaction.Enter(tx, interaction.Line{
		ID: id.Any(e.ID), Customer: f.Customer, At: e.HappenedAt, Sort: interaction.Questions, Source: interaction.FromEvent,
		SubjectKind: e.SubjectKind, Subject: e.Subject, What: e.Kind, ActorKind: e.ActorKind, Actor: e.Actor,
	})
}

// complaintsOnAccount: that the customer was right is a failure of ours, unless the promise it is about was entered
// as broken already; that he accepts the answer then makes good as a recovery does.
func (a *App) complaintsOnAccount() {
	to := a.Acts.Ledger
	ledger.On(to, func(e event.Envelope, f complaint.WasAnswered) []ledger.Step {
		how := ""
		if f.Finding.Right() && !f.Again && !f.Entered {
			how = "upheld"
		}
		return complained(e, f.Customer, f.About, how)
	})
	ledger.On(to, func(e event.Envelope, f complaint.WasLeftUnacknowledged) []ledger.Step {
		return complained(e, f.Customer, id.Promise{}, "")
	})
	ledger.On(to, func(e event.Envelope, f complaint.WasAccepted) []ledger.Step {
		how := ""
		if f.Finding.Right() {
			how = "recovered"
		}
		return complained(e, f.Customer, f.About, how)
	})
	ledger.On(to, func(e event.Envelope, f complaint.WasUndone) []ledger.Step {
		kinds := map[complaint.Step]string{complaint.Answer: "complaint.answered", complaint.Accept: "complaint.accepted"}
		if kinds[f.Step] == "" {
			return nil
		}
		return []ledger.Step{{Do: ledger.Undo, Cause: complaintCause(e, f.Customer, f.About, ""), Kinds: []string{kinds[f.Step]}}}
	})
}

func complained(e event.Envelope, of id.Customer, about id.Promise, how string) []ledger.Step {
	if e.Imported {
		return nil
	}
	return []ledger.Step{{Do: ledger.Enter, Cause: complaintCause(e, of, about, how)}}
}

// complaintCause is about the promise that was complained of, or else about the complaint itself: what fails and what
// makes good are weighed against each other under one id.
func complaintCause(e event.Envelope, customer id.Customer, about id.Promise, how string) ledger.Cause {
	if about.IsZero() {
		about = id.Promise(e.Subject)
	}
	return ledger.Cause{Event: e.ID, Kind: e.Kind, Case: how, Customer: customer, Promise: about, HappenedAt: e.HappenedAt}
}
