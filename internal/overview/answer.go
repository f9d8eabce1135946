package overview

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/lang"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/team"
)

// AnswerGap is what many asked and no public answer says.
type AnswerGap = knowledge.Gap

// Answers reads the screens of what everybody here answers. Each method is one read transaction.
type Answers struct {
	DB           *db.DB
	Knowledge    *knowledge.Service
	Organisation *organisation.Service
	Team         *team.Service
}

func readAnswers[R any](ctx context.Context, a Answers, actor party.Actor, fn func(*db.Tx) (R, error)) (out R, err error) {
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	return out, err
}

// AnswerLine is an answer as lists show it.
type AnswerLine struct {
	knowledge.Listed
	OwnerName string
}

// AnswersPage is what we answer, with what many ask that stands nowhere.
type AnswersPage struct {
	Asked  string // what is looked for
	Lines  []AnswerLine
	Topics []knowledge.Topic
	Gaps   []knowledge.Gap
	More   id.Answer // the last one, where there are more
}

// List reads what we answer, or what is found by what was typed.
func (a Answers) List(ctx context.Context, actor party.Actor, typed string, last id.Answer) (AnswersPage, error) {
	return readAnswers(ctx, a, actor, func(tx *db.Tx) (page AnswersPage, err error) {
		page.Asked = typed
		var all []knowledge.Listed
		if typed != "" {
			all, err = a.Knowledge.Suggest(tx, typed, knowledge.MaxPage)
		} else if all, err = a.Knowledge.List(tx, last, knowledge.MaxPage); len(all) == knowledge.MaxPage {
			page.More = all[len(all)-1].ID
		}
		if err != nil {
			return page, err
		}
		known := colleagues{}
		for _, one := range all {
			owner, err := known.of(tx, one.Owner)
			if err != nil {
				return page, err
			}
			page.Lines = append(page.Lines, AnswerLine{one, owner.FirstName})
		}
		if page.Topics, err = a.Knowledge.Topics(tx); err != nil {
			return page, err
		}
		page.Gaps, err = a.Knowledge.Gaps(tx)
		return page, err
	})
}

// AnswerEdition is a version with who wrote and who approved it.
type AnswerEdition struct {
	knowledge.Edition
	AuthorName, ApproverName string
}

// AnswerGiven is a stamp with who gave and who got it.
type AnswerGiven struct {
	knowledge.Given
	ActorName, CustomerName string
}

// AnswerToTell is somebody who heard what was not right.
type AnswerToTell struct {
	knowledge.ToTell
	Name string
}

// AnswerPage is one answer with its versions and who was told.
type AnswerPage struct {
	knowledge.Answer
	Shown     AnswerEdition // the one that stands, or the first draft
	Draft     *AnswerEdition
	Editions  []AnswerEdition // the newest first
	Topic     knowledge.Topic
	OwnerName string
	Expired   bool
	Alone     bool // who wrote it may approve it
	Given     []AnswerGiven
	ToTell    []AnswerToTell
	Strangers int // how often somebody we do not know heard what was not right
	People    []IntakeOwner
	Topics    []knowledge.Topic
	May       bool // write
}

const mostGiven = 30

// Answer reads one answer.
func (a Answers) Answer(ctx context.Context, actor party.Actor, of id.Answer) (AnswerPage, error) {
	return readAnswers(ctx, a, actor, func(tx *db.Tx) (page AnswerPage, err error) {
		if page.Answer, err = a.Knowledge.Get(tx, of); err != nil {
			return page, err
		}
		today, err := a.Knowledge.Today(tx)
		if err != nil {
			return page, err
		}
		page.Expired, page.May = page.Answer.Expired(today), actor.May(party.Colleague)
		known := colleagues{}
		if err := a.editions(tx, known, &page); err != nil {
			return page, err
		}
		if page.Alone, err = alone(tx); err != nil {
			return page, err
		}
		owner, err := known.of(tx, page.Owner)
		if err != nil {
			return page, err
		}
		page.OwnerName = owner.FirstName
		if page.People, page.Topics, err = a.choices(tx); err != nil {
			return page, err
		}
		for _, one := range page.Topics {
			if one.ID == page.Answer.Topic {
				page.Topic = one
			}
		}
		return page, a.told(tx, known, &page)
	})
}

func (a Answers) editions(tx *db.Tx, known colleagues, page *AnswerPage) error {
	all, err := a.Knowledge.Editions(tx, page.ID)
	if err != nil {
		return err
	}
	for _, e := range all {
		author, err := known.of(tx, id.Staff(e.Author))
		if err != nil {
			return err
		}
		approver, err := known.of(tx, e.ApprovedBy)
		if err != nil {
			return err
		}
		page.Editions = append(page.Editions, AnswerEdition{e, author.FirstName, approver.FirstName})
	}
	for i, e := range page.Editions {
		if e.Number == page.Approved || page.Approved == 0 && i == 0 {
			page.Shown = e
		}
		if e.Number == page.Latest && page.Waits() {
			page.Draft = &page.Editions[i]
		}
	}
	return nil
}

// told reads who got the answer, and who is still to hear what is right.
func (a Answers) told(tx *db.Tx, known colleagues, page *AnswerPage) error {
	given, err := a.Knowledge.GivenTo(tx, page.ID, mostGiven)
	if err != nil {
		return err
	}
	for _, g := range given {
		by, err := known.of(tx, id.Staff(g.Actor))
		if err != nil {
			return err
		}
		name, err := nameOfCustomer(tx, g.Customer)
		if err != nil {
			return err
		}
		page.Given = append(page.Given, AnswerGiven{g, by.FirstName, name})
	}
	people, strangers, _, err := a.Knowledge.ToTell(tx, page.ID)
	if err != nil {
		return err
	}
	page.Strangers = strangers
	for _, one := range people {
		name, err := nameOfCustomer(tx, one.Customer)
		if err != nil {
			return err
		}
		page.ToTell = append(page.ToTell, AnswerToTell{one, name})
	}
	return nil
}

func nameOfCustomer(tx *db.Tx, of id.Customer) (string, error) {
	if of.IsZero() {
		return "", nil
	}
	ref, err := customerRef(tx, of)
	return ref.Name, err
}

// choices are who may look after an answer, and what it may be about.
func (a Answers) choices(tx *db.Tx) (people []IntakeOwner, topics []knowledge.Topic, err error) {
	if people, err = db.All[IntakeOwner](tx, `SELECT s.id, s.name FROM staff s WHERE s.org = $1
		AND (s.left_at IS NULL OR s.left_at > $2) ORDER BY s.name, s.id LIMIT $3`, tx.Org, tx.Now, mostOwners); err != nil {
		return nil, nil, err
	}
	topics, err = a.Knowledge.Topics(tx)
	return people, topics, err
}

// Blank is what a new answer is written with.
func (a Answers) Blank(ctx context.Context, actor party.Actor) (AnswerPage, error) {
	return readAnswers(ctx, a, actor, func(tx *db.Tx) (page AnswerPage, err error) {
		page.May, page.Owner = true, actor.StaffID()
		page.People, page.Topics, err = a.choices(tx)
		return page, err
	})
}

// Suggestion is what an answer says to somebody on the phone.
type Suggestion struct {
	ID      id.Answer
	Text    knowledge.Text
	Lang    lang.Lang
	Expired bool
	Asks    []string // worth asking back
}

const mostSuggestions = 3

// Suggest finds what we answer to what is being typed, in the language of who asks.
func (a Answers) Suggest(ctx context.Context, actor party.Actor, typed string, in lang.Lang) ([]Suggestion, error) {
	return readAnswers(ctx, a, actor, func(tx *db.Tx) (out []Suggestion, err error) {
		found, err := a.Knowledge.Suggest(tx, typed, mostSuggestions)
		if err != nil || len(found) == 0 {
			return nil, err
		}
		topics, err := a.Knowledge.Topics(tx)
		for _, one := range found {
			s := Suggestion{ID: one.ID, Expired: one.Expired}
			s.Text, s.Lang = one.Edition.In(in)
			for _, topic := range topics {
				if topic.ID != one.Topic {
					continue
				}
				for _, ask := range topic.Asks {
					s.Asks = append(s.Asks, ask.In(in))
				}
			}
			out = append(out, s)
		}
		return out, err
	})
}

// PublicAnswers is what everybody may read, or what is found of it by what was typed. Nothing of it says who wrote it.
func (a Answers) PublicAnswers(ctx context.Context, actor party.Actor, typed string, in lang.Lang) ([]PublicAnswer, error) {
	return readAnswers(ctx, a, actor, func(tx *db.Tx) (out []PublicAnswer, err error) {
		var all []knowledge.Listed
		if typed != "" {
			all, err = a.Knowledge.Suggest(tx, typed, knowledge.MaxPage)
		} else {
			all, err = a.Knowledge.List(tx, id.Answer{}, knowledge.MaxPage)
		}
		for _, one := range all {
			if one.Public && one.Stands() {
				out = append(out, openAnswer(one.Answer, one.Edition, one.Expired, in))
			}
		}
		return out, err
	})
}

// PublicOffice is how everybody can reach an organisation; empty of what it did not give.
type PublicOffice struct {
	Phone Phone
	Email string
}

// Office is where a question goes that no answer was found for.
func (a Answers) Office(ctx context.Context, actor party.Actor) (PublicOffice, error) {
	return readAnswers(ctx, a, actor, func(tx *db.Tx) (PublicOffice, error) {
		o, err := a.Organisation.Get(tx)
		return PublicOffice{Phone: officeOf(o.Phone), Email: o.Email}, err
	})
}

// PublicAnswer is an answer as everybody may read it.
type PublicAnswer struct {
	Code    id.Code
	Text    knowledge.Text
	Lang    lang.Lang // in which it is; the page may be in the other
	Expired bool      // somebody looks after it again
}

func openAnswer(a knowledge.Answer, e knowledge.Edition, expired bool, in lang.Lang) PublicAnswer {
	text, spoken := e.In(in)
	return PublicAnswer{Code: a.Code, Text: text, Lang: spoken, Expired: expired}
}

// PublicAnswer reads the answer of a code as everybody may read it.
func (a Answers) PublicAnswer(ctx context.Context, actor party.Actor, code string, in lang.Lang) (PublicAnswer, error) {
	return readAnswers(ctx, a, actor, func(tx *db.Tx) (PublicAnswer, error) {
		answer, e, err := a.Knowledge.Open(tx, code)
		if err != nil {
			return PublicAnswer{}, err
		}
		today, err := a.Knowledge.Today(tx)
		return openAnswer(answer, e, answer.Expired(today), in), err
	})
}
