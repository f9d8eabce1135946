package app

import (
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/ledger"
	"kroon/internal/promise"
	"kroon/internal/transfer"
)

// reactToAccount keeps our account with the customer: what an event does to it, told from the event alone, so that
// history can be gone through again, under the tariff that held or under one that is tried. Whatever else is to
// count is added here, with its decision in the tariff.
func (a *App) reactToAccount() {
	a.promisesOnAccount()
	a.rest()
}

func (a *App) promisesOnAccount() {
	to := a.Acts.Ledger
	ledger.On(to, func(e event.Envelope, f promise.WasDelivered) []ledger.Step {
		if !f.RecoveryOf.IsZero() {
			return nil // making good is worth what the repair is worth, never more than the failure cost
		}
		return entered(e, f.Direction, f.Customer, earliness(f))
	})
	ledger.On(to, func(e event.Envelope, f promise.WasBroken) (out []ledger.Step) {
		if f.Cause == promise.DisputeUpheld {
			out = takenBack(e, f.Customer, "promise.delivered")
		}
		return append(out, entered(e, f.Direction, f.Customer, warning(f))...)
	})
	ledger.On(to, func(e event.Envelope, f promise.WasRepaired) []ledger.Step {
		return entered(e, f.Direction, f.Customer, "")
	})
	ledger.On(to, func(e event.Envelope, f promise.WasCorrected) []ledger.Step {
		return append(takenBack(e, f.Customer, "promise.broken", "promise.repaired"), entered(e, f.Direction, f.Customer, "")...)
	})
	ledger.On(to, func(e event.Envelope, f promise.WasDisputed) []ledger.Step {
		return takenBack(e, f.Customer, "promise.delivered")
	})
	ledger.On(to, func(e event.Envelope, f promise.WasAccepted) []ledger.Step {
		if !f.Disputed {
			return nil
		}
		return entered(e, f.Direction, f.Customer, "disputed")
	})
	ledger.On(to, func(e event.Envelope, f promise.WasUndone) []ledger.Step {
		back := ledger.Step{Do: ledger.Redo, Cause: causeOf(e, f.Customer), Kinds: tookBack[f.Kind]}
		return append(takenBack(e, f.Customer, "promise."+string(f.Kind)), back)
	})
}

// rest is what else a customer noticed of us, and whose account it is when two turn out to be one.
func (a *App) rest() {
	to := a.Acts.Ledger
	ledger.On(to, func(e event.Envelope, f intake.ReadbackConfirmed) []ledger.Step { return noticed(e, f.Customer, "") })
	ledger.On(to, func(e event.Envelope, f transfer.WasAccepted) []ledger.Step {
		if f.Number < 2 {
			return nil
		}
		return noticed(e, f.Customer, "again")
	})
	ledger.On(to, func(e event.Envelope, f interaction.WasMissedNoMore) []ledger.Step {
		if f.Soon {
			return noticed(e, f.Customer, "soon")
		}
		return noticed(e, f.Customer, "")
	})
	ledger.On(to, func(e event.Envelope, f interaction.WasLeft) []ledger.Step { return noticed(e, f.Customer, "") })
	ledger.On(to, func(e event.Envelope, f ledger.WasAsked) []ledger.Step { return noticed(e, f.Customer, "") })
	ledger.On(to, func(e event.Envelope, f ledger.WasNotAsked) []ledger.Step {
		return []ledger.Step{{Do: ledger.NoDeed, Cause: ledger.Cause{Event: e.ID, Kind: e.Kind, Customer: f.Customer, HappenedAt: e.HappenedAt}, Event: f.Asked}}
	})
	ledger.On(to, func(e event.Envelope, f customer.WasMerged) []ledger.Step {
		return []ledger.Step{{Do: ledger.Join, Merge: ledger.Merging{ID: f.Merge, Stays: id.Customer(e.Subject), Goes: f.Goes}}}
	})
	ledger.On(to, func(e event.Envelope, f customer.WasSplit) []ledger.Step {
		return []ledger.Step{{Do: ledger.Part, Merge: ledger.Merging{ID: f.Merge, Stays: id.Customer(e.Subject), Goes: f.Goes}}}
	})
}

// noticed enters what the tariff says of something that is about no promise.
func noticed(e event.Envelope, of id.Customer, which string) []ledger.Step {
	return []ledger.Step{{Do: ledger.Enter, Cause: ledger.Cause{Event: e.ID, Kind: e.Kind, Case: which, Customer: of, HappenedAt: e.HappenedAt}}}
}

// entered enters what the tariff says of a promise of ours; what customers promised us and what stays in the house
// has no points.
func entered(e event.Envelope, direction promise.Direction, of id.Customer, which string) []ledger.Step {
	if direction != promise.Ours {
		return nil
	}
	cause := causeOf(e, of)
	cause.Case = which
	return []ledger.Step{{Do: ledger.Enter, Cause: cause}}
}

func takenBack(e event.Envelope, of id.Customer, kinds ...string) []ledger.Step {
	return []ledger.Step{{Do: ledger.Undo, Cause: causeOf(e, of), Kinds: kinds}}
}

func causeOf(e event.Envelope, of id.Customer) ledger.Cause {
	return ledger.Cause{Event: e.ID, Kind: e.Kind, Customer: of, Promise: id.Promise(e.Subject), HappenedAt: e.HappenedAt}
}

// tookBack is what an act took back, to be put back when the act is undone.
var tookBack = map[promise.OutcomeKind][]string{
	promise.OutcomeKind(promise.Disputed): {"promise.delivered"},
	promise.Corrected:                     {"promise.broken", "promise.repaired"},
}

// wellBefore is how long before due a call must come to be noticed as attention.
const wellBefore = time.Hour

func earliness(f promise.WasDelivered) string {
	if f.Kind == promise.CallBack && f.DueAt.Sub(f.DeedAt) >= wellBefore {
		return "early"
	}
	return ""
}

func warning(f promise.WasBroken) string {
	if f.Warned {
		return "warned"
	}
	return ""
}

// askedOnTimeline: that we asked something of the customer stands there, without the words, until it is taken back.
func (a *App) askedOnTimeline() {
	onTimeline(a, interaction.Rest, func(f ledger.WasAsked) id.Customer { return f.Customer })
	event.On(a.Log, func(tx *db.Tx, _ event.Envelope, f ledger.WasNotAsked) error {
		a.Acts.Interaction.StrikeEvents(tx, id.Any(f.Asked))
		return nil
	})
}
