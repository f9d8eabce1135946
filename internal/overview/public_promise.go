package overview

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// publicPromise tells the newest of a chain, with what happened to those before it.
func (r Relation) publicPromise(tx *db.Tx, chain []promise.Promise, whole bool) (out PublicPromise, err error) {
	p := chain[len(chain)-1]
	staff, known := "", colleagues{}
	if owner, err := known.of(tx, p.Owner); err != nil {
		return out, err
	} else if p.Direction == promise.Ours {
		staff = owner.FirstName
	}
	out = PublicPromise{
		ID: p.ID, Code: p.Code, Kind: p.Kind, Act: p.Act, Staff: staff, DueAt: p.DueAt, Fixed: p.Fixed, State: p.State,
		Kept: p.Kept(), DeedAt: p.DeedAt, BrokenAt: p.BrokenAt, Closed: p.State == promise.Broken && !p.ClosedAt.IsZero(),
		May: publicMay(tx.Now, p),
	}
	if !whole {
		return out, nil
	}
	for i, version := range chain {
		steps, cause, err := r.publicSteps(tx, known, version, i > 0)
		if err != nil {
			return out, err
		}
		out.Steps = append(out.Steps, steps...)
		if out.Cause = cause; i == 0 && !version.Question.IsZero() {
			noted, found, err := publicNoted(tx, version.Question)
			if err != nil {
				return out, err
			}
			if found {
				out.Steps = append([]PublicStep{noted}, out.Steps...)
			}
		}
	}
	slices.SortStableFunc(out.Steps, func(a, b PublicStep) int { return a.At.Compare(b.At) })
	if out.Answer, err = publicAnswer(tx, p.ID, p.Customer); err != nil || !out.May.Move {
		return out, err
	}
	out.Times, err = r.publicTimes(tx, p)
	return out, err
}

// publicMay is what its beneficiary can do with a promise; the acts themselves decide again.
func publicMay(now time.Time, p promise.Promise) PublicMay {
	before := p.State == promise.Agreed && now.Before(p.DueAt)
	late := p.State == promise.Broken && p.Open || p.State == promise.Agreed && !before
	if p.Direction == promise.Theirs {
		return PublicMay{Did: before || late}
	}
	return PublicMay{
		Answer: p.State == promise.Offered, Move: before || late, LetGo: before || late || p.State == promise.Offered,
		Confirm: p.State == promise.Delivered || p.State == promise.Disputed, ConfirmLate: late,
		Dispute: p.State == promise.Delivered,
	}
}

func publicNoted(tx *db.Tx, of id.Question) (PublicStep, bool, error) {
	return db.Maybe[PublicStep](tx, `SELECT q.noted_at AS at, 'noted' AS code, COALESCE(s.first_name, '') AS staff
		FROM question q LEFT JOIN staff s ON s.org = q.org AND s.id = q.taker WHERE q.org = $1 AND q.id = $2`, tx.Org, of)
}

// publicCodes are the outcomes that a customer hears of. A later version begins with having been moved.
var publicCodes = map[promise.OutcomeKind]PublicStepCode{
	promise.OutcomeKind(promise.Offered): StepOffered, promise.OutcomeKind(promise.Agreed): StepPromised,
	promise.OutcomeKind(promise.Delivered): StepDone, promise.OutcomeKind(promise.Broken): StepBroken,
	promise.OutcomeKind(promise.Repaired): StepRepaired, promise.OutcomeKind(promise.Accepted): StepAccepted,
	promise.OutcomeKind(promise.Disputed): StepDisputed, promise.OutcomeKind(promise.Released): StepReleased,
	promise.OutcomeKind(promise.Declined): StepDeclined, promise.OutcomeKind(promise.Lapsed): StepLapsed,
	promise.Corrected: StepCorrected, promise.Waived: StepReleased, promise.Reassigned: StepOther,
}

func (r Relation) publicSteps(tx *db.Tx, known colleagues, p promise.Promise, later bool) (out []PublicStep, cause PublicCause, err error) {
	story, err := r.Promises.Story(tx, p.ID)
	if err != nil {
		return nil, "", err
	}
	of, err := publicOwner(tx, p)
	if err != nil {
		return nil, "", err
	}
	for _, o := range story.Outcomes {
		if o.Kind == promise.Reassigned || o.Kind == promise.Redistributed {
			of = o.Staff
		}
		code, tells := publicCodes[o.Kind]
		if !tells || !o.UndoneAt.IsZero() || o.Cause == promise.Tacitly {
			continue
		}
		if o.Kind == promise.OutcomeKind(promise.Broken) {
			cause = publicCause(o.Cause)
		}
		if later && (code == StepPromised || code == StepOffered) {
			code = StepMoved
		}
		if code == StepPromised && p.Question.IsZero() {
			code = StepGiven
		}
		step := PublicStep{At: o.HappenedAt, Code: code}
		if !o.DeedAt.IsZero() {
			step.At = o.DeedAt
		}
		who, err := known.of(tx, of)
		if err != nil {
			return nil, "", err
		}
		step.Staff = who.FirstName
		out = append(out, step)
	}
	for _, a := range story.Attempts {
		if a.Result != promise.NoAnswer && a.Result != promise.Voicemail {
			continue
		}
		who, err := known.of(tx, a.Staff)
		if err != nil {
			return nil, "", err
		}
		out = append(out, PublicStep{At: a.BeganAt, Code: StepTried, Staff: who.FirstName})
	}
	for _, s := range story.Steps {
		if s.Step == promise.Warned {
			out = append(out, PublicStep{At: s.TakenAt, Code: StepWarned})
		}
	}
	return out, cause, nil
}

// publicCause says why without saying anything about a colleague.
func publicCause(c promise.Cause) PublicCause {
	switch c {
	case promise.KroonWasDown:
		return PublicOutage
	case promise.WithoutConsent, promise.AfterDue, promise.BusyDay:
		return PublicMoved
	case promise.DisputeUpheld:
		return PublicDisputed
	}
	return PublicLate
}

// publicTimes are other times at which it can be done; none when nobody knows.
func (r Relation) publicTimes(tx *db.Tx, p promise.Promise) ([]time.Time, error) {
	found, err := r.times(tx, promise.Ask{Kind: p.Kind, Minutes: p.Minutes, Owner: p.Owner}, p.Customer, p.Question)
	var out []time.Time
	for _, choice := range found {
		if !choice.Due.Equal(p.DueAt) {
			out = append(out, choice.Due)
		}
	}
	return out, err
}
