package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/knowledge"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// givenSubject is what a message with an answer is about: the stamp that it was given.
const givenSubject = "answer_given"

func (a *Acts) onAnswer(ctx context.Context, actor party.Actor, fn func(tx *db.Tx) (knowledge.Answer, error)) (knowledge.Answer, error) {
	return run(ctx, a, actor, party.Colleague, fn)
}

// BeginAnswer writes the first version of a new answer, for somebody else to approve.
func (a *Acts) BeginAnswer(ctx context.Context, actor party.Actor, of knowledge.Details, words knowledge.Draft) (knowledge.Answer, error) {
	return a.onAnswer(ctx, actor, func(tx *db.Tx) (knowledge.Answer, error) { return a.Knowledge.Begin(tx, of, words) })
}

// WriteAnswer writes a next version; what stands goes on to be given until it is approved.
func (a *Acts) WriteAnswer(ctx context.Context, actor party.Actor, of id.Answer, version int64, words knowledge.Draft) (knowledge.Answer, error) {
	return a.onAnswer(ctx, actor, func(tx *db.Tx) (knowledge.Answer, error) { return a.Knowledge.Write(tx, of, version, words) })
}

// ApproveAnswer lets a version stand.
func (a *Acts) ApproveAnswer(ctx context.Context, actor party.Actor, of id.Answer, version int64, number int) (knowledge.Answer, error) {
	return a.onAnswer(ctx, actor, func(tx *db.Tx) (knowledge.Answer, error) {
		return a.Knowledge.Approve(tx, of, version, number)
	})
}

// ChangeAnswer gives an answer another owner, topic, reader, or day by which somebody looks again.
func (a *Acts) ChangeAnswer(ctx context.Context, actor party.Actor, of id.Answer, version int64, change func(*knowledge.Details)) (knowledge.Answer, error) {
	return a.onAnswer(ctx, actor, func(tx *db.Tx) (knowledge.Answer, error) {
		return a.Knowledge.Change(tx, of, version, change)
	})
}

// RetireAnswer has an answer given no more.
func (a *Acts) RetireAnswer(ctx context.Context, actor party.Actor, of id.Answer, version int64) (knowledge.Answer, error) {
	return a.onAnswer(ctx, actor, func(tx *db.Tx) (knowledge.Answer, error) { return a.Knowledge.Retire(tx, of, version) })
}

// SetTopic adds a topic of answers, or changes one.
func (a *Acts) SetTopic(ctx context.Context, actor party.Actor, t knowledge.Topic) (knowledge.Topic, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (knowledge.Topic, error) { return a.Knowledge.SetTopic(tx, t) })
}

// GiveAnswer stamps that a customer got an answer; sent, it goes by mail or SMS in the customer's own language.
func (a *Acts) GiveAnswer(ctx context.Context, actor party.Actor, g knowledge.Give) (knowledge.Given, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (knowledge.Given, error) {
		if !g.Question.IsZero() {
			q, err := a.Intake.Get(tx, g.Question)
			if err != nil {
				return knowledge.Given{}, fault.Of(err).On("question")
			}
			if !g.Customer.IsZero() && !q.Customer.IsZero() && g.Customer != q.Customer {
				return knowledge.Given{}, fault.New(fault.Invalid, "knowledge.to_whom").On("customer")
			}
			if g.Customer.IsZero() {
				g.Customer = q.Customer
			}
		}
		return a.give(tx, g, message.Given)
	})
}

// give stamps an answer in the language of who gets it, and sends it.
func (a *Acts) give(tx *db.Tx, g knowledge.Give, kind message.Kind) (knowledge.Given, error) {
	if g.Customer.IsZero() && g.How == knowledge.Sent {
		return knowledge.Given{}, fault.New(fault.Invalid, "knowledge.to_whom").On("customer")
	}
	if err := a.speaks(tx, &g); err != nil {
		return knowledge.Given{}, err
	}
	given, err := a.Knowledge.Give(tx, g)
	if err != nil || g.How != knowledge.Sent {
		return given, err
	}
	_, err = a.tell(tx, g.Customer, message.Wish{
		Kind: kind, About: message.Subject{Kind: givenSubject, ID: given.ID}, Responsible: tx.Actor.StaffID(),
	}, ByMessage, tx.Now)
	return given, err
}

// speaks fills in the language in which it is given: the customer's, or the organisation's.
func (a *Acts) speaks(tx *db.Tx, g *knowledge.Give) error {
	if !g.Customer.IsZero() {
		c, err := a.Customer.Get(tx, g.Customer)
		if err != nil {
			return fault.Of(err).On("customer")
		}
		if g.Lang == "" {
			g.Lang = c.Lang
		}
	}
	if g.Lang == lang.NL || g.Lang == lang.EN {
		return nil
	}
	o, err := a.Organisation.Get(tx)
	g.Lang = o.Lang
	return err
}

// giveFor stamps what a question was answered from, when it was.
func (a *Acts) giveFor(tx *db.Tx, q intake.Question, t Take) error {
	if t.Answer.IsZero() || t.Ending != intake.Answered && t.Ending != intake.Partly {
		return nil
	}
	g := knowledge.Give{Answer: t.Answer, Question: q.ID, Customer: q.Customer, How: knowledge.Aloud}
	if t.Send {
		g.How = knowledge.Sent
	}
	_, err := a.give(tx, g, message.Given)
	return err
}

// SetRight sees to a customer who was told what was not right: told now, sent what is, or promised a call today.
func (a *Acts) SetRight(ctx context.Context, actor party.Actor, of id.Answer, customer id.Customer, how SetRightBy) (promise.Promise, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (p promise.Promise, err error) {
		switch how {
		case ByWord, ByLetter:
			g := knowledge.Give{Answer: of, Customer: customer, How: knowledge.Aloud}
			if how == ByLetter {
				g.How = knowledge.Sent
			}
			if _, err := a.give(tx, g, message.Rectified); err != nil {
				return p, err
			}
			return p, a.Knowledge.Correct(tx, of, customer, knowledge.Told, p.ID)
		}
		if how != ByPromise {
			return p, fault.New(fault.Invalid, "knowledge.how_corrected").On("how")
		}
		p, err = a.promiseRight(tx, of, customer)
		if err != nil {
			return p, err
		}
		return p, a.Knowledge.Correct(tx, of, customer, knowledge.Promised, p.ID)
	})
}

// SetRightBy is how somebody hears what is right.
type SetRightBy string

// The ways.
const (
	ByWord    SetRightBy = "told"    // said just now
	ByLetter  SetRightBy = "sent"    // by mail or SMS
	ByPromise SetRightBy = "promise" // the actor calls today
)

// promiseRight promises to call today about what was not right.
func (a *Acts) promiseRight(tx *db.Tx, of id.Answer, customer id.Customer) (promise.Promise, error) {
	answer, err := a.Knowledge.Get(tx, of)
	if err != nil {
		return promise.Promise{}, err
	}
	e, err := a.Knowledge.Edition(tx, of, answer.Approved)
	if err != nil {
		return promise.Promise{}, err
	}
	wish, err := a.callBackToday(tx)
	if err != nil {
		return promise.Promise{}, err
	}
	text, _ := e.In(lang.NL)
	wish.Customer, wish.Direction, wish.Act = customer, promise.Ours, text.Title
	made, err := a.Promise.Make(tx, wish)
	return made.Promise, err
}

// given writes a message with the version that was stamped.
func (t Truth) given(tx *db.Tx, m message.Message, o organisation.Organisation, f *message.Facts) (message.Verdict, error) {
	given, err := t.Acts.Knowledge.Stamp(tx, m.Subject)
	if err != nil {
		return message.NotAnyMore, err
	}
	e, err := t.Acts.Knowledge.Edition(tx, given.Answer, given.Number)
	if err != nil {
		return message.NotAnyMore, err
	}
	c, err := t.Acts.Customer.Get(tx, given.Customer)
	if err != nil {
		return message.NotAnyMore, err
	}
	text, _ := e.In(m.Lang)
	f.Recipient, f.Customer, f.Title, f.Answer = greeted(c), c.Name, text.Title, text.Aloud()
	if given.ActorKind == party.Staff {
		by, err := t.Acts.Team.Get(tx, id.Staff(given.Actor))
		if err != nil {
			return message.NotAnyMore, err
		}
		f.Staff = by.FirstName
	}
	answer, err := t.Acts.Knowledge.Get(tx, given.Answer)
	if err != nil {
		return message.NotAnyMore, err
	}
	if answer.Public && o.BaseURL != "" {
		f.Link = t.Link(o, "/a/"+string(answer.Code))
	}
	// A newer version that says that this one was not right keeps it in the house.
	return saidIf(!t.contradicted(tx, answer, given.Number)), nil
}

// contradicted tells whether a later version says that this one was not right.
func (t Truth) contradicted(tx *db.Tx, of knowledge.Answer, number int) bool {
	for later := number + 1; later <= of.Approved; later++ {
		if e, err := t.Acts.Knowledge.Edition(tx, of.ID, later); err == nil && e.Contradicts && !e.ApprovedAt.IsZero() {
			return true
		}
	}
	return false
}
