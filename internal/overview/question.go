package overview

import (
	"context"
	"kroon/internal/complaint"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// QuestionPage is the screen of one question.
type QuestionPage struct {
	Question   intake.Question
	Note       string // for colleagues
	Compares   string
	Customer   customer.Customer // zero when it is not known who asked
	Title      string
	Phones     []Phone
	Caller     Phone // of somebody not known yet
	Taker      Colleague
	Holder     Colleague
	Readings   []QuestionReading // newest first
	Endings    []intake.PastEnding
	Promises   []PromiseLine
	Messages   []PromiseMessage
	Others     []QuestionLine // asked in the same call
	Colleagues []Colleague
	HandOffs   HandOffs
	Files      FileBox
	Hint       *HintLine    // it may hold a complaint
	Complaint  id.Complaint // that it is; zero when it is none
	HaveOpen   []string     // colleagues who have this question on the screen
	AtDesk     []string     // who have a new question of this customer on the screen
	MayWrite   bool
}

// QuestionReading is one version of what we understood, with who wrote it.
type QuestionReading struct {
	intake.Reading
	AuthorName string // empty when the customer did
	Newest     bool
}

// Question reads the screen of a question.
func (r Relation) Question(ctx context.Context, actor party.Actor, of id.Question) (QuestionPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (QuestionPage, error) { return r.question(tx, of) })
}

func (r Relation) question(tx *db.Tx, of id.Question) (page QuestionPage, err error) {
	if page.Question, err = r.Intake.Get(tx, of); err != nil {
		return page, err
	}
	q, known := page.Question, colleagues{}
	page.Note, page.Compares = q.Note.ReadBy(tx.Actor), q.ComparesWith.ReadBy(tx.Actor)
	page.MayWrite = tx.Actor.May(party.Colleague)
	if !q.Customer.IsZero() {
		if page.Customer, err = r.Customers.Get(tx, q.Customer); err != nil {
			return page, err
		}
		page.Title, page.Phones = titleOf(page.Customer), PhonesOf(page.Customer)
		if page.AtDesk, err = r.besides(tx, q.Customer); err != nil {
			return page, err
		}
	}
	if page.HaveOpen, err = r.haveOpen(tx, of); err != nil {
		return page, err
	}
	if q.Caller != "" {
		page.Caller = phoneOf(q.Caller, "")
	}
	if page.Taker, err = known.of(tx, q.Taker); err != nil {
		return page, err
	}
	if page.Holder, err = known.of(tx, q.Holder); err != nil {
		return page, err
	}
	if err := r.questionStory(tx, known, &page); err != nil {
		return page, err
	}
	if page.MayWrite && q.Open {
		page.Colleagues, err = allHere(tx)
	}
	return page, err
}

func (r Relation) questionStory(tx *db.Tx, known colleagues, page *QuestionPage) (err error) {
	of := page.Question.ID
	readings, err := r.Intake.Readings(tx, of)
	if err != nil {
		return err
	}
	for i := len(readings) - 1; i >= 0; i-- {
		line := QuestionReading{Reading: readings[i], Newest: i == len(readings)-1}
		if line.AuthorKind != party.Customer {
			author, err := known.of(tx, id.Staff(line.Author))
			if err != nil {
				return err
			}
			line.AuthorName = author.FirstName
		}
		page.Readings = append(page.Readings, line)
	}
	if page.Endings, err = r.Intake.Endings(tx, of); err != nil {
		return err
	}
	if page.Hint, page.Complaint, err = complaintIn(tx, complaint.InQuestion, of.Any()); err != nil {
		return err
	}
	if page.HandOffs, err = handOffsOf(tx, of); err != nil {
		return err
	}
	if page.Files, err = r.filesOf(tx, known, of.Any()); err != nil {
		return err
	}
	if page.Promises, err = questionPromises(tx, of); err != nil {
		return err
	}
	if page.Messages, err = r.messagesAbout(tx, of.Any()); err != nil {
		return err
	}
	page.Others, err = sameContact(tx, page.Question)
	return err
}

// sameContact lists what else was asked in the conversation in which a question was.
func sameContact(tx *db.Tx, q intake.Question) ([]QuestionLine, error) {
	return db.All[QuestionLine](tx, selectQuestionLine+`WHERE q.org = $1 AND q.contact = $2 AND q.id <> $3
		ORDER BY q.id LIMIT $4`, tx.Org, q.Contact, q.ID, mostOwed)
}

// noted lists what was asked in the conversation of a question, that question included; nothing for none, or for
// one that was so long ago that the conversation must be over.
func noted(tx *db.Tx, of id.Question) ([]QuestionLine, error) {
	if of.IsZero() {
		return nil, nil
	}
	return db.All[QuestionLine](tx, selectQuestionLine+`WHERE q.org = $1 AND q.contact = (SELECT one.contact FROM question one
		WHERE one.org = $1 AND one.id = $2 AND one.noted_at >= $3) ORDER BY q.id LIMIT $4`, tx.Org, of, tx.Now.Add(-intake.Conversation), mostOwed)
}

func questionPromises(tx *db.Tx, of id.Question) ([]PromiseLine, error) {
	return db.All[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.question = $2 AND p.undone_at IS NULL
		ORDER BY p.made_at, p.id`, tx.Org, of)
}

// MakePage is what the form to promise something to a customer needs.
type MakePage struct {
	Customer   customer.Customer
	Title      string
	Question   *QuestionLine // that it is about
	Colleagues []Colleague
	Times      []PromiseTime // when the owner can
}

// MakeAsk is for whom, about what, by whom and what sort of promise the form is asked.
type MakeAsk struct {
	Customer id.Customer
	Question id.Question
	Owner    id.Staff
	Kind     promise.Kind
	Minutes  int
}

// Make reads the form to promise something.
func (r Relation) Make(ctx context.Context, actor party.Actor, ask MakeAsk) (MakePage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page MakePage, err error) {
		if page.Customer, err = r.Customers.Get(tx, ask.Customer); err != nil {
			return page, err
		}
		page.Title = titleOf(page.Customer)
		var about id.Question
		if !ask.Question.IsZero() {
			question, found, err := db.Maybe[QuestionLine](tx, selectQuestionLine+"WHERE q.org = $1 AND q.id = $2", tx.Org, ask.Question)
			if err != nil {
				return page, err
			}
			if found && question.Customer == ask.Customer {
				page.Question, about = &question, question.ID
			}
		}
		if page.Colleagues, err = allHere(tx); err != nil {
			return page, err
		}
		page.Times, err = r.times(tx, promise.Ask{Kind: ask.Kind, Minutes: ask.Minutes, Owner: ask.Owner}, ask.Customer, about)
		if err != nil {
			return page, err
		}
		chances, err := r.Promises.Chances(tx)
		for i := range page.Times {
			page.Times[i].Chance = chances.Of(page.Times[i].slack)
		}
		return page, err
	})
}

// times are those that an owner can keep and that suit the customer; none when nobody can say.
func (r Relation) times(tx *db.Tx, ask promise.Ask, of id.Customer, about id.Question) ([]PromiseTime, error) {
	ask, err := r.suiting(tx, ask, of, about)
	if err != nil {
		return nil, err
	}
	found, err := r.Promises.Offer(tx, ask)
	if err != nil {
		if fault.Of(err).Kind != fault.Internal {
			return nil, nil // nobody can: the form still takes a typed time
		}
		return nil, err
	}
	var out []PromiseTime
	for _, t := range found {
		out = append(out, PromiseTime{Due: t.Due, Verdict: t.Verdict, slack: t.Slack})
	}
	return out, nil
}

// DecidesOn is the day on which the customer decides, "2026-11-27", or empty.
func (p QuestionPage) DecidesOn() string {
	if p.Question.DecidesOn == (worktime.Date{}) {
		return ""
	}
	return p.Question.DecidesOn.String()
}
