package api

import (
	"context"
	"net/http"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/intake"
	"kroon/internal/promise"
)

func (p QuestionPath) expected() act.Expected { return act.Expected{Question: p.Question} }

// byCode is the one of a code, or none.
func byCode[T any](one T, err error) ([]T, error) {
	if err == nil {
		return []T{one}, nil
	}
	if fault.Of(err).Kind == fault.NotFound {
		return nil, nil
	}
	return nil, err
}

func addQuestionActs(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{
		id: "changeQuestion", method: http.MethodPatch, path: "~/questions/{question}", scope: "questions:write", role: "staff",
		summary: "Change what is known of a question", note: "What is not named stays as it is.",
	}, func(ctx context.Context, c *call, in *struct {
		QuestionPath
		Body QuestionWish
	}) (intake.Question, error) {
		if err := in.Body.onto(&intake.Details{}); err != nil {
			return intake.Question{}, err
		}
		return acts.ChangeQuestion(ctx, c.actor, in.Question, 0, func(d *intake.Details) { _ = in.Body.onto(d) })
	}, showQuestion)
	do(s, operation{
		id: "endQuestion", method: http.MethodPost, path: "~/questions/{question}/end", scope: "questions:write", role: "staff",
		summary: "End a question", note: "With a promise it ends by making one: see promiseForQuestion.",
	}, func(ctx context.Context, c *call, in *struct {
		QuestionPath
		Body struct {
			Ending intake.Ending `json:"ending" enum:"answered,no_question,refused,bought_elsewhere"`
			Words  string        `json:"words,omitempty" doc:"Why, in the customer's own words."`
		}
	}) (intake.Question, error) {
		return acts.EndQuestion(ctx, c.actor, in.Question, 0, intake.End{Ending: in.Body.Ending, Words: in.Body.Words})
	}, showQuestion)
	do(s, operation{
		id: "reopenQuestion", method: http.MethodPost, path: "~/questions/{question}/reopen", scope: "questions:write", role: "staff",
		summary: "Open a question that turned out not to have ended",
	}, func(ctx context.Context, c *call, in *QuestionPath) (intake.Question, error) {
		return acts.ReopenQuestion(ctx, c.actor, in.Question, 0)
	}, showQuestion)
	do(s, operation{
		id: "promiseForQuestion", method: http.MethodPost, path: "~/questions/{question}/promise", scope: "promises:write", role: "staff",
		status: http.StatusCreated, summary: "Promise something for a question that was noted before",
	}, func(ctx context.Context, c *call, in *struct {
		QuestionPath
		Body struct {
			PromiseWish
			Ending intake.Ending `json:"ending,omitempty" enum:"partly,promised" doc:"Promised when left out."`
		}
	}) (act.Taken, error) {
		if err := told(in.Body.Tell); err != nil {
			return act.Taken{}, err
		}
		ending := in.Body.Ending
		switch ending {
		case "":
			ending = intake.Promised
		case intake.Promised, intake.Partly:
		default:
			return act.Taken{}, fault.New(fault.Invalid, "intake.bad_ending").On("ending")
		}
		return promised(c, in.Body.DueWish, func(due promise.Due) (act.Taken, error) {
			return acts.PromiseForQuestion(ctx, c.actor, in.Question, ending, in.Body.make(c, due), in.Body.Tell)
		})
	}, showTaken)
}

// ReadBackNumber names a version of the read-back.
type ReadBackNumber struct {
	Number int `json:"number" doc:"Of the read-back that was answered: the newest."`
}

func addReadBacks(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{
		id: "writeReadBack", method: http.MethodPost, path: "~/questions/{question}/readback", scope: "questions:write", role: "staff",
		summary: "Write what we understood anew",
	}, func(ctx context.Context, c *call, in *struct {
		QuestionPath
		Body struct {
			ToCustomer string `json:"to_customer"`
		}
	}) (intake.Question, error) {
		return acts.WriteReadBack(ctx, c.actor, in.Question, 0, intake.ToCustomer(in.Body.ToCustomer))
	}, showQuestion)
	do(s, operation{
		id: "confirmReadBack", method: http.MethodPost, path: "~/questions/{question}/readback/confirm", scope: "questions:write", role: "staff",
		summary: "Pass on that the customer says yes to what we understood",
	}, func(ctx context.Context, c *call, in *struct {
		QuestionPath
		Body struct {
			ReadBackNumber
			How intake.How `json:"how,omitempty" enum:"link,email,sms,spoken" doc:"Spoken when left out."`
		}
	}) (intake.Question, error) {
		how := in.Body.How
		if how == "" {
			how = intake.ByVoice
		}
		return acts.ConfirmReadBack(ctx, c.actor, in.Question, in.Body.Number, how)
	}, showQuestion)
	do(s, operation{
		id: "correctReadBack", method: http.MethodPost, path: "~/questions/{question}/readback/correct", scope: "questions:write", role: "staff",
		summary: "Pass on what the customer meant instead of what we understood",
	}, func(ctx context.Context, c *call, in *struct {
		QuestionPath
		Body struct {
			ReadBackNumber
			ToCustomer string `json:"to_customer"`
		}
	}) (intake.Question, error) {
		return acts.CorrectReadBack(ctx, c.actor, in.Question, in.Body.Number, intake.ToCustomer(in.Body.ToCustomer))
	}, showQuestion)
	do(s, operation{
		id: "sendReadBack", method: http.MethodPost, path: "~/questions/{question}/readback/send", scope: "questions:write", role: "staff",
		summary: "Ask the customer whether we understood",
	}, func(ctx context.Context, c *call, in *struct {
		QuestionPath
		Body struct {
			Tell act.Tell `json:"tell,omitempty" enum:"message,spoken" doc:"By message when left out."`
		}
	}) (act.Taken, error) {
		how := in.Body.Tell
		if how == "" {
			how = act.ByMessage
		}
		if err := told(how); err != nil {
			return act.Taken{}, err
		}
		return acts.SendReadBack(ctx, c.actor, in.Question, how)
	}, showTaken)
}
