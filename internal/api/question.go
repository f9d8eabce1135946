package api

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// QuestionView is what a customer asked.
type QuestionView struct {
	ID            id.Question         `json:"id"`
	Code          id.Code             `json:"code" doc:"To say over the phone."`
	Contact       id.Any              `json:"contact" doc:"The contact moment; questions of one call share it."`
	Channel       intake.Channel      `json:"channel" enum:"phone,email,desk,chat,letter,visit,form,sms"`
	Taker         id.Staff            `json:"taker,omitzero" doc:"Who noted it."`
	Holder        id.Staff            `json:"holder,omitzero" doc:"Who is to see to it."`
	Half          bool                `json:"half" doc:"Saved with nearly nothing."`
	Customer      id.Customer         `json:"customer,omitzero"`
	Caller        string              `json:"caller,omitempty" doc:"The number of somebody not known yet."`
	ToCustomer    string              `json:"to_customer,omitempty" doc:"What we understood, to the customer: the newest read-back."`
	ForColleagues string              `json:"for_colleagues,omitempty" doc:"Never leaves the house; a virtual employee does not read it."`
	DecidesOn     string              `json:"decides_on,omitempty" format:"date" doc:"When they decide."`
	ComparesWith  string              `json:"compares_with,omitempty" doc:"A virtual employee does not read it."`
	Phase         intake.Phase        `json:"phase,omitempty" enum:"orienting,comparing,deciding,bought"`
	Reading       int                 `json:"reading" doc:"The number of the newest read-back; 0: none."`
	ReadingState  intake.ReadingState `json:"reading_state,omitempty" enum:"written,sent,confirmed,corrected,unconfirmed,replaced"`
	Ending        intake.Ending       `json:"ending,omitempty" enum:"answered,partly,promised,no_question,refused,bought_elsewhere"`
	Open          bool                `json:"open" doc:"Somebody still waits for us."`
	NotedAt       time.Time           `json:"noted_at"`
	Version       int64               `json:"version"`
}

// withhold takes out what people here write for each other.
func (v *QuestionView) withhold() { v.ForColleagues, v.ComparesWith = "", "" }

func (v QuestionView) version() int64   { return v.Version }
func (v QuestionView) location() string { return "/questions/" + v.ID.String() }

func showQuestion(q intake.Question) QuestionView {
	here := party.Actor{Kind: party.System} // of an agent it is withheld
	v := QuestionView{
		ID: q.ID, Code: q.Code, Contact: q.Contact, Channel: q.Channel, Taker: q.Taker, Holder: q.Holder, Half: q.Half,
		Customer: q.Customer, Caller: q.Caller, ToCustomer: string(q.Text), ForColleagues: q.Note.ReadBy(here),
		ComparesWith: q.ComparesWith.ReadBy(here), Phase: q.Phase, Reading: q.Reading, ReadingState: q.ReadingState,
		Ending: q.Ending, Open: q.Open, NotedAt: at(q.NotedAt), Version: q.Version,
	}
	if q.DecidesOn != (worktime.Date{}) {
		v.DecidesOn = q.DecidesOn.String()
	}
	return v
}

type readingView struct {
	Number    int                 `json:"number"`
	Text      string              `json:"text"`
	Author    id.Any              `json:"author,omitzero"`
	Kind      party.Kind          `json:"author_kind" enum:"staff,agent,customer,system"`
	WrittenAt time.Time           `json:"written_at"`
	State     intake.ReadingState `json:"state" enum:"written,sent,confirmed,corrected,unconfirmed,replaced"`
	How       intake.How          `json:"how,omitempty" enum:"link,email,sms,spoken"`
	StatedAt  time.Time           `json:"stated_at" doc:"Since when it is in this state."`
}

func showReading(r intake.Reading) readingView {
	return readingView{
		Number: r.Number, Text: string(r.Text), Author: r.Author, Kind: r.AuthorKind, WrittenAt: at(r.WrittenAt),
		State: r.State, How: r.How, StatedAt: at(r.StatedAt),
	}
}

type endingView struct {
	Ending       intake.Ending `json:"ending" enum:"answered,partly,promised,no_question,refused,bought_elsewhere"`
	Promise      id.Promise    `json:"promise,omitzero"`
	PromiseState string        `json:"promise_state,omitempty" doc:"In what state our promise was when they went elsewhere."`
	Words        string        `json:"words,omitempty"`
	EndedAt      time.Time     `json:"ended_at"`
	ReopenedAt   time.Time     `json:"reopened_at,omitzero"`
}

func showEnding(e intake.PastEnding) endingView {
	return endingView{e.Ending, e.Promise, string(e.PromiseState), e.Words, at(e.EndedAt), at(e.ReopenedAt)}
}

// QuestionStoryView is a question with everything that befell it.
type QuestionStoryView struct {
	QuestionView
	Readings []readingView `json:"readings" doc:"The versions of the read-back, the first one first."`
	Endings  []endingView  `json:"endings"`
	Promises []PromiseView `json:"promises" doc:"What it led to."`
}

// QuestionPath names a question.
type QuestionPath struct {
	Question id.Question `path:"question"`
}

func addQuestions(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{
		id: "listQuestions", path: "~/questions", scope: "questions:read", summary: "Questions",
		note: "Open ones, the oldest first; of a customer all, the newest first; by its code one or none.",
	}, func(tx *db.Tx, c *call, in *struct {
		Paging
		Customer id.Customer `query:"customer"`
		Holder   id.Staff    `query:"holder"`
		Code     string      `query:"code" maxLength:"20"`
	}) (listOf[QuestionView], error) {
		var all []intake.Question
		var err error
		switch after := id.Question(in.After); {
		case in.Code != "":
			all, err = byCode(acts.Intake.ByCode(tx, in.Code))
		case !in.Customer.IsZero():
			if _, err := acts.Customer.Get(tx, in.Customer); err != nil {
				return listOf[QuestionView]{}, err
			}
			all, err = acts.Intake.QuestionsOf(tx, in.Customer, after, in.Limit+1)
		case !in.Holder.IsZero():
			all, err = acts.Intake.HeldBy(tx, in.Holder, after, in.Limit+1)
		default:
			all, err = acts.Intake.OpenAfter(tx, after, in.Limit+1)
		}
		return page(all, in.Limit, showQuestion, func(q intake.Question) id.Any { return q.ID.Any() }), err
	})
	get(s, operation{id: "getQuestion", path: "~/questions/{question}", scope: "questions:read", summary: "A question with its read-backs, endings and promises"},
		func(tx *db.Tx, _ *call, in *QuestionPath) (v QuestionStoryView, err error) {
			q, err := acts.Intake.Get(tx, in.Question)
			if err != nil {
				return v, err
			}
			readings, err := acts.Intake.Readings(tx, q.ID)
			if err != nil {
				return v, err
			}
			endings, err := acts.Intake.Endings(tx, q.ID)
			if err != nil {
				return v, err
			}
			promises, err := acts.Promise.OfQuestion(tx, q.ID)
			return QuestionStoryView{
				showQuestion(q), each(readings, showReading), each(endings, showEnding), each(promises, showPromise),
			}, err
		})
	addTaking(s)
	addQuestionActs(s)
	addTransfers(s)
}
