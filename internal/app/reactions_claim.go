package app

import (
	"slices"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/order"
	"kroon/internal/promise"
)

// reactToClaims: what turns out not to have been is no evidence any more, and what rested on it is no fact.
func (a *App) reactToClaims() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f claim.Written) error { return a.toWeigh(tx, e, f.Kind) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f claim.Changed) error { return a.toWeigh(tx, e, f.Kind) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f claim.LostEvidence) error { return a.toWeigh(tx, e, f.Kind) })
	gone := func(tx *db.Tx, e event.Envelope) error { return a.Acts.Claim.EvidenceGone(tx, e.Subject) }
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ interaction.WasUndone) error { return gone(tx, e) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ order.Withdrawn) error { return gone(tx, e) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ file.WasRemoved) error { return gone(tx, e) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.Changed) error {
		if !slices.Contains(f.Fields, "customer") {
			return nil
		}
		return gone(tx, e)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasUndone) error {
		if e.Imported {
			return gone(tx, e) // the import that brought it was taken back, and it is no more
		}
		if f.Kind != promise.OutcomeKind(promise.Agreed) && f.Kind != promise.OutcomeKind(promise.Offered) {
			return nil
		}
		p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
		if err != nil || p.UndoneAt.IsZero() {
			return err
		}
		return gone(tx, e)
	})
}

// claimsOnTimeline: the customer's own words beside what is said of him stand there, and that somebody took him over.
// What people here say of him does not: it has a place of its own.
func (a *App) claimsOnTimeline() {
	onTimeline(a, interaction.Rest, func(f claim.Countered) id.Customer { return f.Customer })
	onTimeline(a, interaction.Rest, func(f claim.TakenOver) id.Customer { return f.Customer })
}
