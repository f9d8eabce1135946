package overview

import (
	"context"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
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
		page.Title, page.Phones = titleOf(page.Customer), phonesOf(page.Customer)
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
	if page.Promises, err = questionPromises(tx, of); err != nil {
		return err
	}
	if page.Messages, err = r.messagesAbout(tx, of.Any()); err != nil {
		return err
	}
	page.Others, err = db.All[QuestionLine](tx, selectQuestionLine+`WHERE q.org = $1 AND q.contact = $2 AND q.id <> $3
		ORDER BY q.id LIMIT $4`, tx.Org, page.Question.Contact, of, mostOwed)
	return err
}

func questionPromises(tx *db.Tx, of id.Question) ([]PromiseLine, error) {
	return db.All[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.question = $2 AND p.undone_at IS NULL
		ORDER BY p.made_at, p.id`, tx.Org, of)
}

// MakeForm is what the form to promise something needs.
type MakeForm struct {
	Customer   customer.Customer
	Title      string
	Question   *QuestionLine
	Owner      Colleague // whose times are shown
	Colleagues []Colleague
	Times      []PromiseTime
	Now        time.Time
}
