package api

import (
	"context"
	"net/http"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// QuestionWish is what may be told of a question; what it does not name stays as it is.
type QuestionWish struct {
	Customer      *id.Customer  `json:"customer,omitempty" doc:"Who asks; empty: not known."`
	Caller        *string       `json:"caller,omitempty" doc:"The number of somebody not known yet, E.164."`
	ForColleagues *string       `json:"for_colleagues,omitempty" doc:"Never leaves the house."`
	DecidesOn     *string       `json:"decides_on,omitempty" format:"date" doc:"When they decide; empty: not known."`
	ComparesWith  *string       `json:"compares_with,omitempty"`
	Phase         *intake.Phase `json:"phase,omitempty" enum:"orienting,comparing,deciding,bought"`
}

// onto changes the details of a question to what the wish names.
func (w QuestionWish) onto(d *intake.Details) error {
	given(&d.Customer, w.Customer)
	given(&d.Caller, w.Caller)
	given(&d.Phase, w.Phase)
	if w.ForColleagues != nil {
		d.Note = intake.Aside(*w.ForColleagues)
	}
	if w.ComparesWith != nil {
		d.ComparesWith = intake.Aside(*w.ComparesWith)
	}
	if w.DecidesOn == nil {
		return nil
	}
	d.DecidesOn = worktime.Date{}
	if *w.DecidesOn == "" {
		return nil
	}
	day, err := worktime.ParseDate(*w.DecidesOn)
	if err != nil {
		return fault.Of(err).On("decides_on")
	}
	d.DecidesOn = day
	return nil
}

// TakeWish is what somebody typed, or a program understood, when the conversation ends.
type TakeWish struct {
	QuestionWish
	NewCustomer *CustomerWish  `json:"new_customer,omitempty" doc:"Somebody not known yet, to be made known; needs the scope customers:write."`
	ToCustomer  string         `json:"to_customer,omitempty" doc:"What we understood: the first read-back." example:"U wilt weten of de training in mei doorgaat."`
	Contact     id.Any         `json:"contact,omitzero" doc:"Of the other questions in the same call; a new contact moment when left out."`
	Channel     intake.Channel `json:"channel,omitempty" enum:"phone,email,desk,chat,letter,visit,form,sms" doc:"The phone when left out."`
	Holder      id.Staff       `json:"holder,omitzero" doc:"Who is to see to it; the taker when left out."`
	Half        bool           `json:"half,omitempty" doc:"Save it whatever is missing: it becomes a call back today."`
	Ending      intake.Ending  `json:"ending,omitempty" enum:"answered,partly,promised,no_question,refused,bought_elsewhere" doc:"Left out: nothing ended yet."`
	Confirmed   bool           `json:"confirmed,omitempty" doc:"Read back on the phone, and the customer said yes."`
	Promise     *PromiseWish   `json:"promise,omitempty" doc:"Of partly and promised; needs the scope promises:write."`
	Answer      id.Answer      `json:"answer,omitzero" doc:"What was answered from; stamped with its version."`
	SendAnswer  bool           `json:"send_answer,omitempty" doc:"And the customer gets that answer by mail or SMS."`
	Tell        act.Tell       `json:"tell,omitempty" enum:"message,spoken,none" doc:"How the customer hears of it: a promise by message when left out, a question not at all."`
}

type takenView struct {
	Question QuestionView    `json:"question"`
	Promise  *PromiseView    `json:"promise,omitempty"`
	Verdict  promise.Verdict `json:"verdict,omitempty" enum:"feasible,tight,infeasible"`
	Message  *MessageView    `json:"message,omitempty" doc:"What is said to the customer."`
	Maybe    []id.Customer   `json:"maybe,omitempty" doc:"Customers whom somebody that became known with this may be already, the likeliest first. A person decides; see the merge of customers."`
}

func (v *takenView) withhold() { v.Question.withhold() }

func (v takenView) version() int64   { return v.Question.Version }
func (v takenView) location() string { return v.Question.location() }

func showTaken(t act.Taken) takenView {
	v := takenView{Question: showQuestion(t.Question), Verdict: t.Verdict, Maybe: t.Maybe}
	if !t.Promise.ID.IsZero() {
		p := showPromise(t.Promise)
		v.Promise = &p
	}
	if !t.Message.ID.IsZero() {
		m := showMessage(t.Message)
		v.Message = &m
	}
	return v
}

// told checks how a customer is to hear of it.
func told(how act.Tell) error {
	switch how {
	case "", act.ByMessage, act.Aloud, act.Silently:
		return nil
	}
	return fault.New(fault.Invalid, "api.tell").On("tell")
}

// take reads what was taken, and refuses what the token may not do in one go.
func (w TakeWish) take(c *call) (act.Take, error) {
	t := act.Take{Ending: w.Ending, Confirmed: w.Confirmed, Tell: w.Tell, Answer: w.Answer, Send: w.SendAnswer, Question: intake.New{
		Text: intake.ToCustomer(w.ToCustomer), Contact: w.Contact, Channel: w.Channel, Holder: w.Holder, Half: w.Half,
	}}
	if err := told(w.Tell); err != nil {
		return t, err
	}
	if err := w.onto(&t.Question.Details); err != nil {
		return t, err
	}
	if w.Half || w.Ending == intake.Promised || w.Ending == intake.Partly {
		if err := c.needs("promises:write"); err != nil {
			return t, err
		}
	}
	if w.NewCustomer == nil {
		return t, nil
	}
	if err := c.needs("customers:write"); err != nil {
		return t, err
	}
	var entry act.CustomerEntry
	err := w.NewCustomer.onto(&entry)
	t.Caller = &entry.Details
	return t, err
}

func addTaking(s *Server) {
	do(s, operation{
		id: "takeQuestion", method: http.MethodPost, path: "~/questions", scope: "questions:write", role: "staff", status: http.StatusCreated,
		summary: "Note a question with its end: answered, promised, or nothing yet",
		note:    "With a promise it needs the scope promises:write too, with a new customer customers:write.",
	}, func(ctx context.Context, c *call, in *struct{ Body TakeWish }) (act.Taken, error) {
		t, err := in.Body.take(c)
		if err != nil {
			return act.Taken{}, err
		}
		var wish PromiseWish
		if in.Body.Promise != nil {
			wish = *in.Body.Promise
		}
		return promised(c, wish.DueWish, func(due promise.Due) (act.Taken, error) {
			t.Promise = wish.make(c, due)
			return s.cfg.Acts.TakeQuestion(ctx, c.actor, t)
		})
	}, showTaken)
}
