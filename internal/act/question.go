package act

import (
	"context"
	"errors"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// Take is what somebody on the phone has typed when the conversation ends.
type Take struct {
	Question  intake.New
	Caller    *customer.Details // somebody not known yet, to be made known
	Ending    intake.Ending     // empty: nothing ended yet
	Confirmed bool              // read back on the phone, and the customer said yes
	Promise   promise.Make      // for Partly and Promised; its question and customer are filled in
	Answer    id.Answer         // what was answered from; zero when it was in own words
	Send      bool              // and the customer gets it in writing
	Tell      Tell
	After     id.Question // noted before in the same conversation; zero: none
	Key       string      // made where the note was taken, so that sending it again is no second note; empty for none
}

// Taken is what came of it.
type Taken struct {
	Question intake.Question
	Promise  promise.Promise // zero when nothing was promised
	Verdict  promise.Verdict
	Message  message.Message // zero when nothing is said
	Maybe    []id.Customer   // who somebody that became known with it may be already, the likeliest first
}

// TakeQuestion notes a question with its end: answered, partly answered and the rest promised, promised,
// or no question. A half note is always saved and becomes a call back today by whoever took it.
func (a *Acts) TakeQuestion(ctx context.Context, actor party.Actor, t Take) (Taken, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (Taken, error) { return a.take(tx, t) })
}

func (a *Acts) take(tx *db.Tx, t Take) (out Taken, err error) {
	if out.Question, err = a.Intake.Taken(tx, t.Key); err != nil || !out.Question.ID.IsZero() {
		return out, errors.Join(err, a.tookBefore(tx, &out))
	}
	if err := a.known(tx, &t.Question.Customer, t.Question.Holder, "holder"); err != nil {
		return out, err
	}
	if err := a.together(tx, &t); err != nil {
		return out, err
	}
	if out.Maybe, err = a.knowCaller(tx, &t); err != nil {
		return out, err
	}
	if out.Question, err = a.Intake.Note(tx, t.Question); err != nil {
		return out, err
	}
	a.Intake.Keep(tx, t.Key, out.Question.ID)
	if t.Confirmed && out.Question.Reading > 0 {
		if out.Question, err = a.Intake.Confirm(tx, out.Question.ID, out.Question.Reading, intake.ByVoice); err != nil {
			return out, err
		}
	}
	if err := a.giveFor(tx, out.Question, t); err != nil {
		return out, err
	}
	switch {
	case t.Question.Half:
		if t.Promise, err = a.callBackToday(tx); err != nil {
			return out, err
		}
		t.Ending = intake.Promised
	case t.Ending == intake.NotEnded:
		return out, a.askWhether(tx, &out, t.Tell)
	case t.Ending != intake.Promised && t.Ending != intake.Partly:
		out.Question, err = a.Intake.End(tx, out.Question.ID, out.Question.Version, intake.End{Ending: t.Ending})
		return out, err
	}
	return out, a.promiseFor(tx, &out, t)
}

// tookBefore finds what came of a question that was taken under the same key.
func (a *Acts) tookBefore(tx *db.Tx, out *Taken) error {
	if out.Question.ID.IsZero() {
		return nil
	}
	promises, err := a.Promise.OfQuestion(tx, out.Question.ID)
	if err == nil && len(promises) > 0 {
		out.Promise = promises[0]
	}
	return err
}

// promiseFor makes the promise that the question leads to, and confirms it to the customer.
func (a *Acts) promiseFor(tx *db.Tx, out *Taken, t Take) error {
	wish := t.Promise
	wish.Question, wish.Customer, wish.Direction = out.Question.ID, out.Question.Customer, promise.Ours
	if wish.Owner.IsZero() {
		wish.Owner = tx.Actor.StaffID()
	}
	made, err := a.Promise.Make(tx, wish)
	if err != nil {
		return err
	}
	out.Promise, out.Verdict = made.Promise, made.Verdict
	end := intake.End{Ending: t.Ending, Promise: made.Promise.ID}
	if out.Question, err = a.Intake.End(tx, out.Question.ID, out.Question.Version, end); err != nil {
		return err
	}
	if t.Question.Half && t.Tell == "" {
		return nil // nothing has been said about a time to the customer yet
	}
	if out.Message, err = a.TellCustomer(tx, made.Promise, message.Confirmation, t.Tell, ""); err != nil {
		return err
	}
	return a.sentReadBack(tx, out)
}

// sentReadBack records that the customer has been asked whether we understood, when the confirmation does.
func (a *Acts) sentReadBack(tx *db.Tx, out *Taken) error {
	q := out.Question
	how := map[message.Channel]intake.How{message.Email: intake.ByMail, message.SMS: intake.ByText, message.Spoken: intake.ByVoice}[out.Message.Channel]
	if q.ReadingState != intake.Written || how == "" {
		return nil
	}
	var err error
	out.Question, err = a.Intake.Send(tx, q.ID, q.Reading, how)
	return err
}

// askWhether sends the read-back of a question that has no end yet.
func (a *Acts) askWhether(tx *db.Tx, out *Taken, how Tell) error {
	q := out.Question
	if q.Text == "" || q.Customer.IsZero() || q.ReadingState == intake.Confirmed || how == Silently || how == "" {
		return nil
	}
	var err error
	out.Message, err = a.tell(tx, q.Customer, message.Wish{
		Kind: message.ReadBack, Responsible: q.Holder,
		About: message.Subject{Kind: "question", ID: q.ID.Any(), Generation: int64(q.Reading), Code: q.Code},
	}, how, tx.Now.Add(linkLife))
	if err != nil {
		return err
	}
	return a.sentReadBack(tx, out)
}

// callBackToday is what a half note becomes: a call back before the taker's day ends, by the taker, in
// his name if it does not fit. After hours it is the end of his next day.
func (a *Acts) callBackToday(tx *db.Tx) (promise.Make, error) {
	o, err := a.Organisation.Get(tx)
	if err != nil {
		return promise.Make{}, err
	}
	taker := tx.Actor.StaffID()
	calendar, err := a.Team.Calendar(tx, taker)
	if err != nil {
		if calendar, err = a.Team.House(tx); err != nil {
			return promise.Make{}, err
		}
	}
	due, err := endOfDay(calendar, tx.Now)
	if err != nil {
		due = tx.Now.Add(2 * time.Hour) // nobody's hours are known yet: still today, and never silently
	}
	return promise.Make{
		Kind: promise.CallBack, Owner: taker, Override: true, Due: promise.Due{At: due, Zone: o.Zone, Grain: promise.ToTheDay},
	}, nil
}

// endOfDay is when the doors close on the first day that still has half an hour of open time.
func endOfDay(calendar worktime.Calendar, now time.Time) (time.Time, error) {
	at, err := calendar.Add(now, 30)
	if err != nil {
		return time.Time{}, err
	}
	year, month, day := at.In(calendar.Zone()).Date()
	last := at
	for _, until := range calendar.Open(at, time.Date(year, month, day+1, 0, 0, 0, 0, calendar.Zone())) {
		last = until
	}
	return last, nil
}

// ConfirmReadBack passes on that the customer says yes to what we understood.
func (a *Acts) ConfirmReadBack(ctx context.Context, actor party.Actor, of id.Question, number int, how intake.How) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		return a.Intake.Confirm(tx, of, number, how)
	})
}

// WriteReadBack writes what we understood anew.
func (a *Acts) WriteReadBack(ctx context.Context, actor party.Actor, of id.Question, version int64, text intake.ToCustomer) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		return a.Intake.Write(tx, of, version, text)
	})
}

// ChangeQuestion changes what we know of a question.
func (a *Acts) ChangeQuestion(ctx context.Context, actor party.Actor, of id.Question, version int64, change func(*intake.Details)) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		return a.Intake.Change(tx, of, version, change)
	})
}

// EndQuestion ends a question that was still open.
func (a *Acts) EndQuestion(ctx context.Context, actor party.Actor, of id.Question, version int64, end intake.End) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		promises, err := a.Promise.OfQuestion(tx, of)
		if err != nil {
			return intake.Question{}, err
		}
		if end.Ending == intake.BoughtElsewhere && len(promises) > 0 {
			end.PromiseState = intake.PromiseState(promises[len(promises)-1].State)
		}
		return a.Intake.End(tx, of, version, end)
	})
}

// PromiseForQuestion promises something for a question that was noted before.
func (a *Acts) PromiseForQuestion(ctx context.Context, actor party.Actor, of id.Question, ending intake.Ending, wish promise.Make, how Tell) (Taken, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (out Taken, err error) {
		if out.Question, err = a.Intake.Get(tx, of); err != nil {
			return out, err
		}
		return out, a.promiseFor(tx, &out, Take{Ending: ending, Promise: wish, Tell: how})
	})
}
