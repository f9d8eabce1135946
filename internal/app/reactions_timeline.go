package app

import (
	"kroon/internal/calllist"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/message"
	"kroon/internal/order"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// reactToTimeline puts what happens on the customer's timeline, and takes off what is taken back. Whatever else
// is to stand there is added here, by a.onTimeline, with its sentence (relation.moment.event.KIND) and, where
// it has one, its icon in web/relation/moment.go.
func (a *App) reactToTimeline() {
	a.promisesOnTimeline()
	a.questionsOnTimeline()
	a.messagesOnTimeline()
	a.interactionsOnTimeline()
	a.ordersOnTimeline()
	a.claimsOnTimeline()
	a.askedOnTimeline()
	a.callsOnTimeline()
	a.filesOnTimeline()
	a.answersOnTimeline()
}

// onTimeline has every event of kind F stand on the timeline of the customer it gives; of none on none.
func onTimeline[F event.Fact](a *App, sort interaction.Sort, customer func(F) id.Customer) {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f F) error {
		return a.Acts.Interaction.Enter(tx, interaction.Line{
			ID: id.Any(e.ID), Customer: customer(f), At: e.HappenedAt, Sort: sort, Source: interaction.FromEvent,
			SubjectKind: e.SubjectKind, Subject: e.Subject, What: e.Kind, ActorKind: e.ActorKind, Actor: e.Actor,
		})
	})
}

// outcome enters what befell a promise; its event bears the id of the outcome.
func (a *App) outcome(tx *db.Tx, e event.Envelope, customer id.Customer, what promise.State) error {
	return a.Acts.Interaction.Enter(tx, interaction.Line{
		ID: id.Any(e.ID), Customer: customer, At: e.HappenedAt, Sort: interaction.Promises, Source: interaction.FromOutcome,
		SubjectKind: "promise", Subject: e.Subject, What: string(what), ActorKind: e.ActorKind, Actor: e.Actor,
	})
}

// befell has an outcome of promises stand on the timeline.
func befell[F event.Fact](a *App, what promise.State, customer func(F) id.Customer) {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f F) error { return a.outcome(tx, e, customer(f), what) })
}

// promisesOnTimeline: what concerns colleagues only does not stand there, nor a version that only replaces
// another, nor content that was never spoken.
func (a *App) promisesOnTimeline() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasOffered) error {
		if !f.Previous.IsZero() {
			return nil
		}
		return a.outcome(tx, e, f.Customer, promise.Offered)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasAgreed) error {
		if !f.Previous.IsZero() {
			return nil
		}
		return a.outcome(tx, e, f.Customer, promise.Agreed)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasAccepted) error {
		if f.Tacit {
			return nil
		}
		return a.outcome(tx, e, f.Customer, promise.Accepted)
	})
	befell(a, promise.Declined, func(f promise.WasDeclined) id.Customer { return f.Customer })
	befell(a, promise.Lapsed, func(f promise.HasLapsed) id.Customer { return f.Customer })
	befell(a, promise.Delivered, func(f promise.WasDelivered) id.Customer { return f.Customer })
	befell(a, promise.Disputed, func(f promise.WasDisputed) id.Customer { return f.Customer })
	befell(a, promise.Broken, func(f promise.WasBroken) id.Customer { return f.Customer })
	befell(a, promise.Repaired, func(f promise.WasRepaired) id.Customer { return f.Customer })
	befell(a, promise.Revised, func(f promise.WasRevised) id.Customer { return f.Customer })
	befell(a, promise.Released, func(f promise.WasReleased) id.Customer { return f.Customer })
	befell(a, promise.State(promise.Waived), func(f promise.WasWaived) id.Customer { return f.Customer })
	befell(a, promise.State(promise.Corrected), func(f promise.WasCorrected) id.Customer { return f.Customer })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasAttempted) error {
		switch f.Result {
		case promise.Begun:
			return nil
		case promise.Spoken, promise.NoAnswer, promise.Voicemail:
			return a.Acts.Interaction.Enter(tx, interaction.Line{
				ID: f.Attempt, Customer: f.Customer, At: f.BeganAt, Sort: interaction.Calls, Source: interaction.FromAttempt,
				SubjectKind: "promise", Subject: e.Subject, What: string(f.Result), ActorKind: e.ActorKind, Actor: e.Actor,
			})
		}
		a.Acts.Interaction.Strike(tx, f.Attempt) // a slip of the finger
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasUndone) error {
		a.Acts.Interaction.Strike(tx, f.Outcome)
		made := f.Kind == promise.OutcomeKind(promise.Agreed) || f.Kind == promise.OutcomeKind(promise.Offered)
		if e.Imported || !made {
			return nil
		}
		p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
		if err != nil || p.UndoneAt.IsZero() {
			return err
		}
		befell, err := a.Acts.Promise.Outcomes(tx, p.ID) // it was never made
		for _, o := range befell {
			a.Acts.Interaction.Strike(tx, o.ID)
		}
		return err
	})
}

// questionsOnTimeline: a question stands there once it is known who asks.
func (a *App) questionsOnTimeline() {
	asked := func(tx *db.Tx, q intake.Question) error {
		by := party.Staff
		if q.Taker.IsZero() {
			by = party.Customer
		}
		return a.Acts.Interaction.Enter(tx, interaction.Line{
			ID: q.ID.Any(), Customer: q.Customer, At: q.NotedAt, Sort: interaction.Questions, Source: interaction.FromQuestion,
			SubjectKind: "question", Subject: q.ID.Any(), What: string(q.Channel), ActorKind: by, Actor: q.Taker.Any(),
		})
	}
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.Noted) error {
		return asked(tx, intake.Question{ID: id.Question(e.Subject), Channel: f.Channel, Taker: tx.Actor.StaffID(),
			NotedAt: e.HappenedAt, Details: intake.Details{Customer: f.Customer}})
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.Changed) error {
		for _, field := range f.Fields {
			if field != "customer" {
				continue
			}
			q, err := a.Acts.Intake.Get(tx, id.Question(e.Subject))
			if err != nil {
				return err
			}
			a.Acts.Interaction.Strike(tx, e.Subject)
			return asked(tx, q)
		}
		return nil
	})
}

// messagesOnTimeline: what a customer got from us.
func (a *App) messagesOnTimeline() {
	said := func(tx *db.Tx, e event.Envelope, kind message.Kind, to id.Any, about message.Matter, subject id.Any, by id.Staff) error {
		return a.Acts.Interaction.Enter(tx, interaction.Line{
			ID: e.Subject, Customer: id.Customer(to), At: e.HappenedAt, Sort: interaction.Messages, Source: interaction.FromMessage,
			SubjectKind: string(about), Subject: subject, What: string(kind), ActorKind: party.Staff, Actor: by.Any(),
		})
	}
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f message.WasSent) error {
		if f.Audience != message.ToCustomer {
			return nil
		}
		return said(tx, e, f.Kind, f.Recipient, f.SubjectKind, f.Subject, f.By)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f message.WasHanded) error {
		if f.Audience != message.ToCustomer {
			return nil
		}
		return said(tx, e, f.Kind, f.Recipient, f.SubjectKind, f.Subject, tx.Actor.StaffID())
	})
}

// interactionsOnTimeline: calls, letters and visits, once it is known with whom; and a missed call that nobody
// did anything about.
func (a *App) interactionsOnTimeline() {
	passed := func(tx *db.Tx, e event.Envelope, i interaction.Interaction) error {
		by := party.Staff
		if i.Direction == interaction.In {
			by = party.Customer
		}
		return a.Acts.Interaction.Enter(tx, interaction.Line{
			ID: e.Subject, Customer: i.Customer, At: i.BeganAt, Sort: i.Kind.Sort(), Source: interaction.FromInteraction,
			SubjectKind: "interaction", Subject: e.Subject, What: string(i.Kind), ActorKind: by, Actor: i.Staff.Any(),
		})
	}
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f interaction.WasLogged) error {
		return passed(tx, e, interaction.Interaction{Customer: f.Customer, Kind: f.Kind, Direction: f.Direction, Staff: f.Staff, BeganAt: f.BeganAt})
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f interaction.WasRecognised) error {
		return passed(tx, e, interaction.Interaction{Customer: f.Customer, Kind: interaction.Call, Direction: f.Result.Direction(), Staff: f.Staff, BeganAt: f.BeganAt})
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f interaction.WasUndone) error {
		a.Acts.Interaction.Strike(tx, e.Subject)
		return nil
	})
	onTimeline(a, interaction.Calls, func(f interaction.WasLeft) id.Customer { return f.Customer })
}

// ordersOnTimeline: what the customer bought, at the time at which he did.
func (a *App) ordersOnTimeline() {
	onTimeline(a, interaction.Rest, func(f order.Placed) id.Customer { return f.Customer })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f order.Withdrawn) error {
		a.Acts.Interaction.StrikeEvents(tx, e.Subject)
		return nil
	})
}

// callsOnTimeline: that a customer does not want to be called, or does; tries and calls stand there as what they are.
func (a *App) callsOnTimeline() {
	onTimeline(a, interaction.Rest, func(f calllist.HasObjected) id.Customer { return f.Customer })
	onTimeline(a, interaction.Rest, func(f calllist.WasStruck) id.Customer { return f.Customer })
	onTimeline(a, interaction.Rest, func(f calllist.WasSeconded) id.Customer { return f.Customer })
	onTimeline(a, interaction.Rest, func(f calllist.HasReturned) id.Customer { return f.Customer })
	onTimeline(a, interaction.Rest, func(f calllist.HasConsented) id.Customer { return f.Customer })
	onTimeline(a, interaction.Rest, func(f calllist.HasWithdrawn) id.Customer { return f.Customer })
}
