package app

import (
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/answers"
)

// answersReading reads what everybody here answers.
func (a *App) answersReading() overview.Answers {
	return overview.Answers{DB: a.DB, Knowledge: a.Acts.Knowledge, Organisation: a.Acts.Organisation, Team: a.Acts.Team}
}

// answerRoutes are the pages of what everybody here answers, and of what of it everybody may read.
func (a *App) answerRoutes() []web.Route {
	p := &answers.Pages{Acts: a.Acts, See: a.answersReading()}
	return []web.Route{
		{Pattern: "GET /answers", Role: party.Reader, Handle: p.List},
		{Pattern: "GET /answers/new", Role: party.Colleague, Handle: p.New},
		{Pattern: "POST /answers/new", Role: party.Colleague, Handle: p.Add},
		{Pattern: "GET /answers/topics", Role: party.Reader, Handle: p.Topics},
		{Pattern: "POST /answers/topics", Role: party.Colleague, Handle: p.SaveTopic},
		{Pattern: "GET /answers/{answer}", Role: party.Reader, Handle: p.Answer},
		{Pattern: "GET /answers/{answer}/edit", Role: party.Colleague, Handle: p.Edit},
		{Pattern: "POST /answers/{answer}/edit", Role: party.Colleague, Handle: p.Save},
		{Pattern: "POST /answers/{answer}/approve", Role: party.Colleague, Handle: p.Approve},
		{Pattern: "POST /answers/{answer}/change", Role: party.Colleague, Handle: p.Change},
		{Pattern: "POST /answers/{answer}/retire", Role: party.Colleague, Handle: p.Retire},
		{Pattern: "POST /answers/{answer}/right", Role: party.Colleague, Handle: p.SetRight},

		{Pattern: "GET /a", Customer: true, Handle: p.Open},
		{Pattern: "GET /a/{code}", Customer: true, Handle: p.OpenOne},
	}
}
