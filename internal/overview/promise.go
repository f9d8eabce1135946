package overview

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// PromisePage is the screen of one promise: what it is, all that befell it, and what can be done.
type PromisePage struct {
	Promise    promise.Promise
	Customer   customer.Customer // zero of an internal promise
	Title      string            // of the customer
	Phones     []Phone
	Owner      Colleague
	MadeBy     Colleague
	ProposedTo Colleague
	ForWhom    Colleague // the beneficiary of an internal promise
	Question   *QuestionLine
	Story      []PromiseMoment // oldest first
	Messages   []PromiseMessage
	Files      FileBox
	Before     *PromiseLine // the version or the broken promise that this one came of
	After      *PromiseLine // what came of this one
	Calling    time.Time    // since when the reader is calling about it; zero when he is not
	Derived    *PromiseDerived
	Then       *PromiseThen  // of one that is over, or past its time
	Times      []PromiseTime // when the owner can
	Colleagues []Colleague   // who might take it over
	May        PromiseMay
	Mine       bool
}

// PromiseMay is which acts make sense for this reader at this moment.
type PromiseMay struct {
	Write, Try, Deliver, Revise, Recover, Release, Waive, Answer, Accept, Dispute, Uphold bool
	Acknowledge, TakeOver, Take, Propose, Assign                                          bool
}

// PromiseMoment is one thing in the story of a promise.
type PromiseMoment struct {
	At       time.Time
	Kind     PromiseMomentKind
	What     string // the outcome, the result of the attempt, the step
	Actor    Colleague
	ByHim    bool // the customer
	ByClock  bool
	Staff    Colleague // the new owner, or who was asked
	Words    string
	Proof    promise.Proof
	Cause    promise.Cause
	DeedAt   time.Time
	StatedAt time.Time
	Undone   bool
}

// PromiseMomentKind says what sort of moment it is.
type PromiseMomentKind string

// The sorts.
const (
	PromiseOutcome PromiseMomentKind = "outcome"
	PromiseAttempt PromiseMomentKind = "attempt"
	PromiseStep    PromiseMomentKind = "step"
)

// PromiseTime is a time that the owner can really keep.
type PromiseTime struct {
	Due     time.Time
	Verdict promise.Verdict
	Chance  promise.Chance // where a new promise is made: how often such a one was kept here
	slack   int
}

// Promise reads the screen of a promise.
func (r Relation) Promise(ctx context.Context, actor party.Actor, of id.Promise) (PromisePage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (PromisePage, error) { return r.promise(tx, of) })
}

func (r Relation) promise(tx *db.Tx, of id.Promise) (page PromisePage, err error) {
	story, err := r.Promises.Story(tx, of)
	if err != nil {
		return page, err
	}
	p, known := story.Promise, colleagues{}
	page.Promise = p
	if !p.Customer.IsZero() {
		if page.Customer, err = r.Customers.Get(tx, p.Customer); err != nil {
			return page, err
		}
		page.Title, page.Phones = titleOf(page.Customer), PhonesOf(page.Customer)
	}
	if err := promiseNames(tx, known, p, &page); err != nil {
		return page, err
	}
	if page.Story, err = promiseStory(tx, known, story); err != nil {
		return page, err
	}
	if !p.Question.IsZero() {
		question, found, err := db.Maybe[QuestionLine](tx, selectQuestionLine+"WHERE q.org = $1 AND q.id = $2", tx.Org, p.Question)
		if err != nil {
			return page, err
		}
		if found {
			page.Question = &question
		}
	}
	if page.Messages, err = r.messagesAbout(tx, p.ID.Any()); err != nil {
		return page, err
	}
	if page.Files, err = r.filesOf(tx, known, p.ID.Any()); err != nil {
		return page, err
	}
	if err := promiseVersions(tx, story, &page); err != nil {
		return page, err
	}
	if err := r.promiseActs(tx, story, &page); err != nil {
		return page, err
	}
	if page.Derived == nil {
		page.Then, err = roomThen(tx, story.Promise)
	}
	return page, err
}

func promiseNames(tx *db.Tx, known colleagues, p promise.Promise, page *PromisePage) (err error) {
	for _, one := range []struct {
		of   id.Staff
		into *Colleague
	}{{p.Owner, &page.Owner}, {p.MadeBy, &page.MadeBy}, {p.ProposedTo, &page.ProposedTo}, {p.Colleague, &page.ForWhom}} {
		if *one.into, err = known.of(tx, one.of); err != nil {
			return err
		}
	}
	return nil
}

// promiseStory puts outcomes, attempts and steps in the order in which they happened.
func promiseStory(tx *db.Tx, known colleagues, story promise.Story) ([]PromiseMoment, error) {
	var out []PromiseMoment
	for _, o := range story.Outcomes {
		m := PromiseMoment{
			At: o.HappenedAt, Kind: PromiseOutcome, What: string(o.Kind), ByHim: o.ActorKind == party.Customer,
			ByClock: o.ActorKind == party.System, Words: o.Words, Proof: o.Proof, Cause: o.Cause, DeedAt: o.DeedAt,
			StatedAt: o.StatedAt, Undone: !o.UndoneAt.IsZero(),
		}
		var err error
		if o.ActorKind == party.Staff || o.ActorKind == party.Agent {
			if m.Actor, err = known.of(tx, id.Staff(o.Actor)); err != nil {
				return nil, err
			}
		}
		if m.Staff, err = known.of(tx, o.Staff); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	for _, a := range story.Attempts {
		actor, err := known.of(tx, a.Staff)
		if err != nil {
			return nil, err
		}
		out = append(out, PromiseMoment{At: a.BeganAt, Kind: PromiseAttempt, What: string(a.Result), Actor: actor})
	}
	for _, s := range story.Steps {
		if s.Step == promise.DueStep {
			continue // the breach says it
		}
		proposed, err := known.of(tx, s.Proposed)
		if err != nil {
			return nil, err
		}
		out = append(out, PromiseMoment{At: s.TakenAt, Kind: PromiseStep, What: string(s.Step), ByClock: true, Staff: proposed})
	}
	slices.SortStableFunc(out, func(a, b PromiseMoment) int {
		return cmp.Or(a.At.Compare(b.At), a.rank()-b.rank())
	})
	return out, nil
}

// rank puts a step of the guard before what followed from it at that instant.
func (m PromiseMoment) rank() int {
	if m.Kind == PromiseStep {
		return 0
	}
	return 1
}

// promiseVersions finds what the promise came of and what came of it.
func promiseVersions(tx *db.Tx, story promise.Story, page *PromisePage) (err error) {
	p := story.Promise
	before := p.Previous
	if !p.RecoveryOf.IsZero() {
		before = p.RecoveryOf
	}
	if page.Before, err = promiseByID(tx, before); err != nil {
		return err
	}
	if page.After, err = promiseRecovering(tx, p.ID); err != nil || page.After != nil {
		return err
	}
	for _, o := range story.Outcomes {
		if o.Kind == promise.OutcomeKind(promise.Revised) && o.UndoneAt.IsZero() {
			page.After, err = promiseByID(tx, o.Next)
		}
	}
	return err
}

func promiseByID(tx *db.Tx, of id.Promise) (*PromiseLine, error) {
	if of.IsZero() {
		return nil, nil
	}
	return promiseFound(db.Maybe[PromiseLine](tx, selectPromiseLine+"WHERE p.org = $1 AND p.id = $2", tx.Org, of))
}

func promiseRecovering(tx *db.Tx, broken id.Promise) (*PromiseLine, error) {
	return promiseFound(db.Maybe[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.recovery_of = $2
		AND p.undone_at IS NULL AND p.state NOT IN ('declined', 'lapsed')`, tx.Org, broken))
}

func promiseFound(line PromiseLine, found bool, err error) (*PromiseLine, error) {
	if err != nil || !found {
		return nil, err
	}
	return &line, nil
}

// promiseActs finds out what can be done, and reads what those acts need.
func (r Relation) promiseActs(tx *db.Tx, story promise.Story, page *PromisePage) (err error) {
	p, me := story.Promise, tx.Actor.StaffID()
	page.Mine = p.Owner == me && !me.IsZero()
	page.May = mayWith(tx, p)
	for _, a := range story.Attempts {
		if a.Result == promise.Begun && a.Staff == me && tx.Now.Sub(a.BeganAt) < 2*time.Hour {
			page.Calling = a.BeganAt
		}
	}
	if page.May.Propose || page.May.Assign {
		if page.Colleagues, err = allHere(tx); err != nil {
			return err
		}
	}
	if !page.May.Revise && !page.May.Recover || p.Direction == promise.Theirs {
		return nil
	}
	if page.Derived, err = r.derive(tx, p); err != nil {
		return err
	}
	page.Times, err = r.times(tx, promise.Ask{Kind: p.Kind, Minutes: p.Minutes, Owner: p.Owner}, p.Customer, p.Question)
	return err
}

// mayWith is which acts make sense; the acts themselves decide again.
func mayWith(tx *db.Tx, p promise.Promise) PromiseMay {
	if !tx.Actor.May(party.Colleague) || !p.UndoneAt.IsZero() {
		return PromiseMay{}
	}
	me := tx.Actor.StaffID()
	ours := p.Direction != promise.Theirs
	before := p.State == promise.Agreed && tx.Now.Before(p.DueAt)
	late := p.State == promise.Broken && p.Open || p.State == promise.Agreed && !before
	speaks := p.Direction != promise.Internal || p.Colleague == me
	return PromiseMay{
		Write: true, Try: ours && (before || late), Deliver: before || late, Revise: before, Recover: late && ours,
		Release: speaks && (before || p.State == promise.Offered), Waive: speaks && late,
		Answer: p.State == promise.Offered, Accept: speaks && (p.State == promise.Delivered || p.State == promise.Disputed),
		Dispute: speaks && p.State == promise.Delivered, Uphold: p.State == promise.Disputed,
		Acknowledge: p.Owner == me && p.State == promise.Agreed && !p.AcknowledgeBy.IsZero() && p.AcknowledgedAt.IsZero(),
		TakeOver:    p.Open && !me.IsZero() && p.ProposedTo == me, Take: p.Open && p.Owner != me && p.ProposedTo != me,
		Propose: p.Open, Assign: p.Open && tx.Actor.May(party.TeamLead),
	}
}
