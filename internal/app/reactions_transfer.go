package app

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/transfer"
)

// reactToTransfers: each hand-off stands on the customer's timeline, and what ended is asked of nobody any more.
func (a *App) reactToTransfers() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f transfer.WasAccepted) error {
		return a.Acts.Interaction.Enter(tx, interaction.Line{
			ID: id.Any(e.ID), Customer: f.Customer, At: e.HappenedAt, Sort: interaction.Questions, Source: interaction.FromEvent,
			SubjectKind: "question", Subject: f.Question.Any(), What: e.Kind, ActorKind: e.ActorKind, Actor: e.Actor,
		})
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.Ended) error {
		if f.Ending.Open() {
			return nil
		}
		return a.Acts.Transfer.Ended(tx, id.Question(e.Subject))
	})
}

// hadIt are the people who had a question and handed it on.
func hadIt(handed []transfer.Transfer) []id.Staff {
	var out []id.Staff
	for _, t := range handed {
		if t.State == transfer.Accepted {
			out = append(out, t.Sender)
		}
	}
	return out
}
