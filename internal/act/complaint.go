package act

import (
	"context"
	"time"

	"kroon/internal/access"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// complaintSubject is what a message about a complaint is about.
const complaintSubject = "complaint"

// onComplaint runs an act of staff on a complaint.
func (a *Acts) onComplaint(ctx context.Context, actor party.Actor, fn func(tx *db.Tx) (complaint.Complaint, error)) (complaint.Complaint, error) {
	return run(ctx, a, actor, party.Colleague, fn)
}

// Complain enters a complaint that somebody heard, read, or knows from elsewhere.
func (a *Acts) Complain(ctx context.Context, actor party.Actor, n complaint.New) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) { return a.complain(tx, n) })
}

func (a *Acts) complain(tx *db.Tx, n complaint.New) (complaint.Complaint, error) {
	if err := a.known(tx, &n.Customer, n.Responsible, "responsible"); err != nil {
		return complaint.Complaint{}, err
	}
	if !n.Promise.IsZero() {
		p, err := a.Promise.Get(tx, n.Promise)
		if err != nil {
			return complaint.Complaint{}, fault.Of(err).On("promise")
		}
		if p.Customer != n.Customer {
			return complaint.Complaint{}, fault.New(fault.Invalid, "complaint.anothers").On("promise")
		}
	}
	if err := a.saidBy(tx, n); err != nil {
		return complaint.Complaint{}, err
	}
	if n.Responsible.IsZero() {
		n.Responsible = tx.Actor.StaffID()
	}
	return a.Complaint.Receive(tx, n)
}

// saidBy refuses a question or an interaction that is not here, or another customer's.
func (a *Acts) saidBy(tx *db.Tx, n complaint.New) error {
	var of id.Customer
	switch n.SubjectKind {
	case complaint.InQuestion:
		q, err := a.Intake.Get(tx, id.Question(n.Subject))
		if err != nil {
			return fault.Of(err).On("subject")
		}
		of = q.Customer
	case complaint.InInteraction:
		i, err := a.Interaction.Get(tx, id.Interaction(n.Subject))
		if err != nil {
			return fault.Of(err).On("subject")
		}
		of = i.Customer
	case complaint.NoMatter:
		return nil
	default:
		return fault.New(fault.Invalid, "complaint.matter").On("subject")
	}
	if of != n.Customer {
		return fault.New(fault.Invalid, "complaint.anothers").On("customer")
	}
	return nil
}

// Acknowledging is how a complaint is acknowledged: who answers it and by when.
type Acknowledging struct {
	Version  int64       // 0: whatever stands
	Owner    id.Staff    // who answers; who is responsible, or else the actor, when zero
	Due      promise.Due // by the organisation's terms when zero
	Override bool        // by name, although it does not fit
	Words    string      // why, for an override
	Tell     Tell        // by message when empty
}

// AcknowledgeComplaint promises the customer an answer, and tells him that we have his complaint and by when he is
// answered.
func (a *Acts) AcknowledgeComplaint(ctx context.Context, actor party.Actor, of id.Complaint, how Acknowledging) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) {
		c, err := a.Complaint.MayAcknowledge(tx, of, how.Version)
		if err != nil {
			return c, err
		}
		wish, err := a.toAnswer(tx, c, how)
		if err != nil {
			return c, err
		}
		made, err := a.Promise.Make(tx, wish)
		if err != nil {
			return c, err
		}
		if c, err = a.Complaint.Acknowledge(tx, of, made.Promise.ID, wish.Owner); err != nil {
			return c, err
		}
		return c, a.tellComplaint(tx, c, message.ComplaintReceived, how.Tell, made.Promise.DueAt)
	})
}

// toAnswer is the promise to answer a complaint.
func (a *Acts) toAnswer(tx *db.Tx, c complaint.Complaint, how Acknowledging) (promise.Make, error) {
	o, err := a.Organisation.Get(tx)
	if err != nil {
		return promise.Make{}, err
	}
	owner := how.Owner
	if owner.IsZero() {
		owner = c.Responsible
	}
	if owner.IsZero() {
		owner = tx.Actor.StaffID()
	}
	var nobody id.Customer
	if err := a.known(tx, &nobody, owner, "owner"); err != nil {
		return promise.Make{}, err
	}
	if how.Due.At.IsZero() {
		if how.Due, err = a.answerBy(tx, o.Zone); err != nil {
			return promise.Make{}, err
		}
	}
	who, err := a.Customer.Get(tx, c.Customer)
	if err != nil {
		return promise.Make{}, err
	}
	speaks := lang.For(orElse(who.Lang, o.Lang), who.Informal(o.Informal), o.Location())
	return promise.Make{
		Direction: promise.Ours, Kind: promise.Answer, Act: speaks.T("complaint.act"), Customer: c.Customer, Owner: owner, Due: how.Due,
		Override: how.Override, Words: how.Words, Proof: promise.ByText,
	}, nil
}

func orElse(own, other lang.Lang) lang.Lang {
	if own == "" {
		return other
	}
	return own
}

// answerBy is when an answer is due by the terms: at the end of the last working day of them.
func (a *Acts) answerBy(tx *db.Tx, zone string) (promise.Due, error) {
	terms, err := a.Complaint.Terms(tx)
	if err != nil {
		return promise.Due{}, err
	}
	house, err := a.Team.House(tx)
	if err != nil {
		return promise.Due{}, err
	}
	at, err := endsOfDays(house, tx.Now, int(terms.AnswerDays))
	if err != nil {
		at = tx.Now.Add(time.Duration(terms.AnswerDays) * 24 * time.Hour) // a house without hours
	}
	at = at.UTC().Truncate(time.Minute)
	return promise.Due{At: at, Zone: zone, Grain: promise.ToTheDay}, nil
}

// endsOfDays is when the doors close after so many working days that are still to come or go on.
func endsOfDays(house worktime.Calendar, now time.Time, days int) (at time.Time, err error) {
	at = now
	for range days {
		if at, err = endOfDay(house, at); err != nil {
			return at, err
		}
	}
	return at, nil
}

// tellComplaint queues a message about a complaint, with a link to the customer's page.
func (a *Acts) tellComplaint(tx *db.Tx, c complaint.Complaint, kind message.Kind, how Tell, until time.Time) error {
	if how == "" {
		how = ByMessage
	}
	if how == Silently {
		return nil
	}
	_, err := a.tell(tx, c.Customer, message.Wish{
		Kind: kind, About: message.Subject{Kind: complaintSubject, ID: c.ID.Any(), Generation: c.Version}, Responsible: c.Responsible,
	}, how, until.Add(linkLife))
	return err
}

// AssessComplaint puts down what somebody found who looked into it.
func (a *Acts) AssessComplaint(ctx context.Context, actor party.Actor, of id.Complaint, version int64, found complaint.Assessment) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) {
		var nobody id.Customer
		if err := a.known(tx, &nobody, found.Responsible, "responsible"); err != nil {
			return complaint.Complaint{}, err
		}
		return a.Complaint.Assess(tx, of, version, found)
	})
}

// AnswerComplaint answers with reasons, which keeps the promise to do so, and sends the answer.
func (a *Acts) AnswerComplaint(ctx context.Context, actor party.Actor, of id.Complaint, version int64, reply complaint.Reply, how Tell) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) {
		c, err := a.Complaint.Get(tx, of)
		if err != nil {
			return c, err
		}
		if !c.Promise.IsZero() {
			about, err := a.Promise.Get(tx, c.Promise)
			if err != nil {
				return c, err
			}
			reply.Entered = !about.BrokenAt.IsZero()
		}
		if c, err = a.Complaint.Answer(tx, of, version, reply); err != nil {
			return c, err
		}
		if err := a.keepAnswer(tx, c); err != nil {
			return c, err
		}
		return c, a.tellComplaint(tx, c, message.ComplaintAnswered, how, tx.Now)
	})
}

// keepAnswer keeps the promise to answer, if it still stands.
func (a *Acts) keepAnswer(tx *db.Tx, c complaint.Complaint) error {
	if c.Answer.IsZero() {
		return nil
	}
	p, err := a.Promise.Get(tx, c.Answer)
	if err != nil || !p.Open || !p.UndoneAt.IsZero() {
		return err
	}
	o, err := a.Organisation.Get(tx)
	if err != nil {
		return err
	}
	words := lang.For(o.Lang, true, o.Location()).T("complaint.answered_by_letter")
	_, err = a.Promise.Deliver(tx, p.ID, promise.Deed{Proof: promise.ByText, Words: words})
	return err
}

// SettleComplaint passes on what the customer thinks of the answer.
func (a *Acts) SettleComplaint(ctx context.Context, actor party.Actor, of id.Complaint, version int64, verdict complaint.Step, said string) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) {
		return a.Complaint.Settle(tx, of, version, verdict, said)
	})
}

// WithdrawComplaint ends a complaint that the customer does not pursue.
func (a *Acts) WithdrawComplaint(ctx context.Context, actor party.Actor, of id.Complaint, version int64, why string) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) {
		c, err := a.Complaint.Withdraw(tx, of, version, why)
		if err != nil || c.Answer.IsZero() {
			return c, err
		}
		p, err := a.Promise.Get(tx, c.Answer)
		if err == nil && p.Open && p.State == promise.Agreed && tx.Now.Before(p.DueAt) {
			_, err = a.Promise.Release(tx, p.ID, promise.NoLongerNeeded)
		}
		return c, err
	})
}

// UndoComplaint takes back the actor's own last step, a moment after, with what came with it.
func (a *Acts) UndoComplaint(ctx context.Context, actor party.Actor, of id.Complaint) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) {
		before, err := a.Complaint.Get(tx, of)
		if err != nil {
			return before, err
		}
		c, taken, err := a.Complaint.Undo(tx, of)
		if err != nil {
			return c, err
		}
		with := taken.Promise
		if taken.Step == complaint.Answer || taken.Step == complaint.Withdraw {
			with = before.Answer
		}
		if with.IsZero() {
			return c, nil
		}
		p, err := a.Promise.Get(tx, with)
		if err != nil || taken.Promise.IsZero() && !p.DeedAt.Equal(taken.TakenAt) && !p.ClosedAt.Equal(taken.TakenAt) {
			return c, err // it was kept or let go at another time, by another act
		}
		_, err = a.Promise.Undo(tx, with)
		return c, err
	})
}

// SetComplaintTerms changes how soon complaints are acknowledged and answered.
func (a *Acts) SetComplaintTerms(ctx context.Context, actor party.Actor, t complaint.Terms) (complaint.Terms, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (complaint.Terms, error) { return a.Complaint.SetTerms(tx, t) })
}

// SetComplaintCause adds a cause to the list, or changes one.
func (a *Acts) SetComplaintCause(ctx context.Context, actor party.Actor, k complaint.Known) (complaint.Known, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (complaint.Known, error) { return a.Complaint.SetCause(tx, k) })
}

// SettleByLink is a customer who says on his own page what he thinks of our answer.
func (a *Acts) SettleByLink(ctx context.Context, v Visitor, of id.Complaint, content bool, said string) (complaint.Complaint, error) {
	return byLink(ctx, a, v, func(tx *db.Tx, link access.Link) (complaint.Complaint, error) {
		c, err := a.Complaint.Get(tx, of)
		if err == nil && c.Customer != link.Customer {
			err = fault.New(fault.NotFound, "complaint.unknown")
		}
		if err != nil {
			return c, err
		}
		verdict := complaint.Refuse
		if content {
			verdict = complaint.Accept
		}
		return a.Complaint.Settle(tx, of, 0, verdict, said)
	})
}

// DoesNotFit tells whether a promise was refused because it does not fit, so that it can still be made by name.
func DoesNotFit(err error) bool {
	return fault.Is(err, "promise.infeasible") || fault.Is(err, "promise.same_day_stopped") || fault.Is(err, "promise.never_feasible")
}
