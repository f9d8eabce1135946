package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/lang"
	"kroon/internal/worktime"
)

// AnswerText is an answer in one language.
type AnswerText struct {
	Title string `json:"title,omitempty" doc:"The question, as people ask it."`
	Body  string `json:"body,omitempty"`
	Table string `json:"table,omitempty" doc:"A comparison: a line for each row, cells apart by |."`
}

// AnswerWords is a version as it is written.
type AnswerWords struct {
	NL          AnswerText `json:"nl,omitzero"`
	EN          AnswerText `json:"en,omitzero"`
	Contradicts bool       `json:"contradicts,omitempty" doc:"What we told before was not right."`
}

func (w AnswerWords) draft() knowledge.Draft {
	return knowledge.Draft{NL: knowledge.Text(w.NL), EN: knowledge.Text(w.EN), Contradicts: w.Contradicts}
}

// AnswerCare is who looks after an answer, until when, and who may read it; what it does not name stays as it is.
type AnswerCare struct {
	Owner    *id.Staff `json:"owner,omitempty" doc:"A person or a virtual employee; who writes it when left out."`
	Topic    *id.Topic `json:"topic,omitempty"`
	Public   *bool     `json:"public,omitempty" doc:"Everybody may read it, on the site."`
	ReviewOn *string   `json:"review_on,omitempty" format:"date" doc:"The last day on which it counts as looked after; a year from now when left out."`
}

func (w AnswerCare) onto(d *knowledge.Details) error {
	given(&d.Owner, w.Owner)
	given(&d.Topic, w.Topic)
	given(&d.Public, w.Public)
	if w.ReviewOn == nil {
		return nil
	}
	day, err := worktime.ParseDate(*w.ReviewOn)
	if err != nil {
		return fault.Of(err).On("review_on")
	}
	d.ReviewOn = day
	return nil
}

// AnswerWish is a new answer.
type AnswerWish struct {
	AnswerWords
	AnswerCare
}

// AnswerView is what everybody here answers.
type AnswerView struct {
	ID        id.Answer  `json:"id"`
	Code      id.Code    `json:"code" doc:"Of its page: /a/CODE."`
	NL        AnswerText `json:"nl,omitzero"`
	EN        AnswerText `json:"en,omitzero"`
	Owner     id.Staff   `json:"owner,omitzero"`
	Topic     id.Topic   `json:"topic,omitzero"`
	Public    bool       `json:"public"`
	ReviewOn  string     `json:"review_on" format:"date"`
	Expired   bool       `json:"expired" doc:"Nobody looked after it in time; a virtual employee does not see it then."`
	Number    int        `json:"number" doc:"Of the version in nl and en."`
	Approved  int        `json:"approved" doc:"The number of the version that stands; 0: none yet."`
	Latest    int        `json:"latest"`
	RetiredAt time.Time  `json:"retired_at,omitzero"`
	Version   int64      `json:"version"`
}

func (v AnswerView) version() int64   { return v.Version }
func (v AnswerView) location() string { return "/answers/" + v.ID.String() }

func showAnswer(a knowledge.Answer) AnswerView {
	return AnswerView{
		ID: a.ID, Code: a.Code, Owner: a.Owner, Topic: a.Topic, Public: a.Public, ReviewOn: a.ReviewOn.String(), Number: a.Approved,
		Approved: a.Approved, Latest: a.Latest, RetiredAt: at(a.RetiredAt), Version: a.Version,
	}
}

func showListed(one knowledge.Listed) AnswerView {
	v := showAnswer(one.Answer)
	v.NL, v.EN, v.Expired, v.Number = AnswerText(one.Edition.NL), AnswerText(one.Edition.EN), one.Expired, one.Edition.Number
	return v
}

// AnswerPath names an answer.
type AnswerPath struct {
	Answer id.Answer `path:"answer"`
}

// GivenView is the stamp that somebody got an answer.
type GivenView struct {
	Answer   id.Answer     `json:"answer"`
	Number   int           `json:"number" doc:"Which version."`
	Question id.Question   `json:"question,omitzero"`
	Customer id.Customer   `json:"customer,omitzero"`
	How      knowledge.How `json:"how" enum:"spoken,sent"`
	Lang     lang.Lang     `json:"lang" enum:"nl,en"`
	By       id.Any        `json:"by,omitzero"`
	GivenAt  time.Time     `json:"given_at"`
}

func showGiven(g knowledge.Given) GivenView {
	return GivenView{g.Answer, g.Number, g.Question, g.Customer, g.How, g.Lang, g.Actor, at(g.GivenAt)}
}

type topicView struct {
	ID   id.Topic  `json:"id,omitzero" doc:"Left out for a new one."`
	NL   string    `json:"nl,omitempty"`
	EN   string    `json:"en,omitempty"`
	Asks []askView `json:"asks,omitempty" doc:"At most three questions worth asking back."`
}

type askView struct {
	NL string `json:"nl,omitempty"`
	EN string `json:"en,omitempty"`
}

func showTopic(t knowledge.Topic) topicView {
	return topicView{t.ID, t.NL, t.EN, each(t.Asks, func(a knowledge.Ask) askView { return askView(a) })}
}

type gapView struct {
	Words     string    `json:"words" doc:"What the questions have in common."`
	Answer    id.Answer `json:"answer,omitzero" doc:"What we answer among ourselves."`
	People    int       `json:"people"`
	Questions int       `json:"questions"`
	SinceAt   time.Time `json:"since_at"`
}

func addAnswers(s *Server) {
	know := s.cfg.Acts.Knowledge
	get(s, operation{id: "listAnswers", path: "~/answers", scope: "questions:read", summary: "What everybody here answers, or what fits what is asked"},
		func(tx *db.Tx, _ *call, in *struct {
			Text  string    `query:"text" doc:"The question as it is asked; the best answers first."`
			After id.Answer `query:"after"`
		}) (listOf[AnswerView], error) {
			if in.Text != "" {
				found, err := know.Suggest(tx, in.Text, knowledge.MaxPage)
				return listOf[AnswerView]{Items: each(found, showListed)}, err
			}
			all, err := know.List(tx, in.After, knowledge.MaxPage)
			return listOf[AnswerView]{Items: each(all, showListed)}, err
		})
	get(s, operation{id: "readAnswer", path: "~/answers/{answer}", scope: "questions:read", summary: "One answer, in the version that stands"},
		func(tx *db.Tx, _ *call, in *AnswerPath) (AnswerView, error) {
			one, err := know.Shown(tx, in.Answer)
			return showListed(one), err
		})
	get(s, operation{id: "listGiven", path: "~/answers/{answer}/given", scope: "questions:read", summary: "Who got an answer, the newest first"},
		func(tx *db.Tx, _ *call, in *AnswerPath) (listOf[GivenView], error) {
			if _, err := know.Get(tx, in.Answer); err != nil {
				return listOf[GivenView]{}, err
			}
			all, err := know.GivenTo(tx, in.Answer, knowledge.MaxPage)
			return listOf[GivenView]{Items: each(all, showGiven)}, err
		})
	get(s, operation{id: "listTopics", path: "~/answer-topics", scope: "questions:read", summary: "What answers are about, with what is worth asking back"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[topicView], error) {
			all, err := know.Topics(tx)
			return listOf[topicView]{Items: each(all, showTopic)}, err
		})
	get(s, operation{id: "listGaps", path: "~/answer-gaps", scope: "questions:read", summary: "What many asked in the last seven days that no public answer says"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[gapView], error) {
			all, err := know.Gaps(tx)
			return listOf[gapView]{Items: each(all, func(g knowledge.Gap) gapView {
				return gapView{g.Words, g.Answer, g.People, g.Questions, at(g.SinceAt)}
			})}, err
		})
	addAnswerActs(s)
	addGiving(s)
}

// addAnswerActs are writing, approving and looking after answers.
func addAnswerActs(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{
		id: "beginAnswer", method: http.MethodPost, path: "~/answers", scope: "questions:write", role: "staff", status: http.StatusCreated,
		summary: "Write the first version of an answer, for somebody else to approve",
	}, func(ctx context.Context, c *call, in *struct{ Body AnswerWish }) (knowledge.Answer, error) {
		var of knowledge.Details
		if err := in.Body.onto(&of); err != nil {
			return knowledge.Answer{}, err
		}
		return acts.BeginAnswer(ctx, c.actor, of, in.Body.draft())
	}, showAnswer)
	do(s, operation{
		id: "writeAnswer", method: http.MethodPost, path: "~/answers/{answer}/versions", scope: "questions:write", role: "staff", versioned: true,
		summary: "Write a next version; what stands goes on to be given",
	}, func(ctx context.Context, c *call, in *struct {
		AnswerPath
		Body AnswerWords
	}) (knowledge.Answer, error) {
		return acts.WriteAnswer(ctx, c.actor, in.Answer, c.seen, in.Body.draft())
	}, showAnswer)
	do(s, operation{
		id: "approveAnswer", method: http.MethodPost, path: "~/answers/{answer}/approve", scope: "questions:write", role: "staff", versioned: true,
		summary: "Let the newest version stand; a person who did not write it does",
	}, func(ctx context.Context, c *call, in *struct {
		AnswerPath
		Body struct {
			Number int `json:"number" doc:"The version that was read."`
		}
	}) (knowledge.Answer, error) {
		return acts.ApproveAnswer(ctx, c.actor, in.Answer, c.seen, in.Body.Number)
	}, showAnswer)
	do(s, operation{
		id: "changeAnswer", method: http.MethodPatch, path: "~/answers/{answer}", scope: "questions:write", role: "staff", versioned: true,
		summary: "Change who looks after an answer, until when, its topic, or who may read it",
	}, func(ctx context.Context, c *call, in *struct {
		AnswerPath
		Body AnswerCare
	}) (knowledge.Answer, error) {
		var probe knowledge.Details
		if err := in.Body.onto(&probe); err != nil {
			return knowledge.Answer{}, err
		}
		return acts.ChangeAnswer(ctx, c.actor, in.Answer, c.seen, func(d *knowledge.Details) { _ = in.Body.onto(d) })
	}, showAnswer)
	do(s, operation{
		id: "retireAnswer", method: http.MethodPost, path: "~/answers/{answer}/retire", scope: "questions:write", role: "staff", versioned: true,
		summary: "Have an answer given no more",
	}, func(ctx context.Context, c *call, in *AnswerPath) (knowledge.Answer, error) {
		return acts.RetireAnswer(ctx, c.actor, in.Answer, c.seen)
	}, showAnswer)
	do(s, operation{
		id: "setTopic", method: http.MethodPost, path: "~/answer-topics", scope: "questions:write", role: "staff",
		summary: "Add a topic of answers, or say anew what one is",
	}, func(ctx context.Context, c *call, in *struct{ Body topicView }) (knowledge.Topic, error) {
		return acts.SetTopic(ctx, c.actor, knowledge.Topic{
			ID: in.Body.ID, NL: in.Body.NL, EN: in.Body.EN, Asks: each(in.Body.Asks, func(a askView) knowledge.Ask { return knowledge.Ask(a) }),
		})
	}, showTopic)
}

// addGiving is giving answers, and setting right what was not.
func addGiving(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{
		id: "giveAnswer", method: http.MethodPost, path: "~/answers/{answer}/given", scope: "questions:write", role: "staff",
		summary: "Stamp that a customer got an answer; sent, it goes by mail or SMS in their language",
	}, func(ctx context.Context, c *call, in *struct {
		AnswerPath
		Body struct {
			Question id.Question   `json:"question,omitzero"`
			Customer id.Customer   `json:"customer,omitzero"`
			How      knowledge.How `json:"how,omitempty" enum:"spoken,sent" doc:"Spoken when left out."`
			Number   int           `json:"number,omitempty" doc:"Which version; the one that stands when left out."`
		}
	}) (knowledge.Given, error) {
		return acts.GiveAnswer(ctx, c.actor, knowledge.Give{
			Answer: in.Answer, Question: in.Body.Question, Customer: in.Body.Customer, How: in.Body.How, Number: in.Body.Number,
		})
	}, showGiven)
	silently(s, operation{
		id: "setAnswerRight", method: http.MethodPost, path: "~/answers/{answer}/right", scope: "questions:write", role: "staff",
		summary: "See to a customer who was told what was not right: told, sent, or promised a call today",
	}, func(ctx context.Context, c *call, in *struct {
		AnswerPath
		Body struct {
			Customer id.Customer    `json:"customer"`
			How      act.SetRightBy `json:"how" enum:"told,sent,promise"`
		}
	}) error {
		if in.Body.How == act.ByPromise {
			if err := c.needs("promises:write"); err != nil {
				return err
			}
		}
		_, err := acts.SetRight(ctx, c.actor, in.Answer, in.Body.Customer, in.Body.How)
		return err
	})
}
