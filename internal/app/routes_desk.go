package app

import (
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/desk"
	"kroon/internal/web/relation"
)

// deskRoutes are the pages of whoever picks up and keeps our word: Today, and a new question.
func (a *App) deskRoutes() []web.Route {
	p := &desk.Pages{Acts: a.Acts, Read: a.DeskReading(), Answers: a.answersReading()}
	return []web.Route{
		{Pattern: "GET /today", Role: party.Reader, Handle: p.Today},
		{Pattern: "GET /today/work", Role: party.Reader, Handle: p.TodayWork},
		{Pattern: "POST /today/seen", Role: party.Reader, Handle: p.Seen},
		{Pattern: "POST /today/{promise}/call", Role: party.Colleague, Handle: p.Call},
		{Pattern: "POST /today/{promise}/spoken", Role: party.Colleague, Handle: p.Spoken},
		{Pattern: "POST /today/{promise}/tried", Role: party.Colleague, Handle: p.Tried},
		{Pattern: "POST /today/{promise}/done", Role: party.Colleague, Handle: p.Done},
		{Pattern: "POST /today/{promise}/acknowledge", Role: party.Colleague, Handle: p.Acknowledge},
		{Pattern: "POST /today/{promise}/take", Role: party.Colleague, Handle: p.Take},
		{Pattern: "POST /today/{promise}/undo", Role: party.Colleague, Handle: p.Undo},
		{Pattern: "POST /today/letters/{message}/send", Role: party.Colleague, Handle: p.Send},
		{Pattern: "POST /today/letters/{message}/handed", Role: party.Colleague, Handle: p.Handed},
		{Pattern: "POST /today/letters/{message}/drop", Role: party.Colleague, Handle: p.Drop},
		{Pattern: "POST /today/letters/{message}/hold", Role: party.Colleague, Handle: p.Hold},

		{Pattern: "GET /intake", Role: party.Colleague, Handle: p.Intake},
		{Pattern: "POST /intake", Role: party.Colleague, Handle: p.Note},
		{Pattern: "POST /intake/kept", Role: party.Colleague, Handle: p.Kept},
		{Pattern: "GET /offline", Public: true, Handle: p.Offline},
		{Pattern: "POST /intake/times", Role: party.Colleague, Handle: p.Times},
		{Pattern: "POST /intake/echo", Role: party.Colleague, Handle: p.Echo},
		{Pattern: "POST /intake/say", Role: party.Colleague, Handle: p.Say},
		{Pattern: "POST /intake/answers", Role: party.Colleague, Handle: p.Suggest},
		{Pattern: "POST /intake/who", Role: party.Colleague, Handle: p.Who},
		{Pattern: "POST /intake/beside", Role: party.Colleague, Handle: p.Beside},
		{Pattern: "POST /intake/left", Role: party.Colleague, Handle: p.Left},
		{Pattern: "GET /intake/{question}", Role: party.Colleague, Handle: p.Taken},
		{Pattern: "POST /intake/{question}/undo", Role: party.Colleague, Handle: p.UndoTaken},
	}
}

// tellOpened has the pages of colleagues who have the same question open say anew who else has.
func (a *App) tellOpened(who party.Actor, of id.Question) {
	a.Site.Live().TellOthers(who.Org, who.StaffID(), relation.OpenTopic(of))
}

// tellBeside has the pages of colleagues at the same customer say anew who else is there.
func (a *App) tellBeside(who party.Actor, with id.Customer) {
	a.Site.Live().TellOthers(who.Org, who.StaffID(), desk.BesideTopic(with))
}
