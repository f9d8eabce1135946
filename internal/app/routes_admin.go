package app

import (
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/admin"
)

// settings reads the screens about the house itself.
func (a *App) settings() overview.Settings {
	return overview.Settings{
		DB: a.DB, Organisation: a.Acts.Organisation, Access: a.Acts.Access, Ledger: a.Acts.Ledger, Team: a.Acts.Team, Message: a.Acts.Message, Promise: a.Acts.Promise,
	}
}

// adminRoutes are the pages about the house itself: getting in, the first run, the settings.
func (a *App) adminRoutes() []web.Route {
	p := &admin.Pages{Acts: a.Acts, See: a.settings(), Door: a.Door, Site: a.Site, Address: a.addressFor, Visit: a.Visit, Cookie: SessionCookie, SendReset: a.sendReset}
	return []web.Route{
		{Pattern: "GET /{$}", Public: true, Handle: p.Home},
		{Pattern: "GET /signin", Public: true, Handle: p.SignIn},
		{Pattern: "POST /signin", Public: true, Handle: p.DoSignIn},
		{Pattern: "POST /signout", Public: true, Handle: p.SignOut},
		{Pattern: "GET /forgot", Public: true, Handle: p.Forgot},
		{Pattern: "POST /forgot", Public: true, Handle: p.DoForgot},
		{Pattern: "GET /welcome/{token}", Public: true, Handle: p.Choose},
		{Pattern: "POST /welcome/{token}", Public: true, Handle: p.DoChoose},
		{Pattern: "GET /reset/{token}", Public: true, Handle: p.Choose},
		{Pattern: "POST /reset/{token}", Public: true, Handle: p.DoChoose},
		{Pattern: "GET /setup", Public: true, Handle: p.BeginHint},
		{Pattern: "GET /setup/{token}", Public: true, Handle: p.Begin},
		{Pattern: "POST /setup/{token}", Public: true, Handle: p.DoBegin},

		{Pattern: "GET /settings", Role: party.Reader, Handle: p.Settings},
		{Pattern: "GET /settings/own", Role: party.Reader, Handle: p.Own},
		{Pattern: "POST /settings/own/password", Role: party.Reader, Handle: p.DoPassword},
		{Pattern: "POST /settings/own/lang", Role: party.Reader, Handle: p.DoLang},
		{Pattern: "POST /settings/own/theme", Role: party.Reader, Handle: p.DoTheme},
		{Pattern: "POST /settings/own/push", Role: party.Reader, Handle: p.DoPush},
		{Pattern: "POST /settings/own/push/key", Role: party.Reader, Handle: p.PushKey},
		{Pattern: "POST /settings/own/push/try", Role: party.Reader, Handle: p.TryPush},
		{Pattern: "POST /settings/own/push/here/end", Role: party.Reader, Handle: p.StopPushHere},
		{Pattern: "POST /settings/own/push/{browser}/end", Role: party.Reader, Handle: p.StopPush},
		{Pattern: "POST /settings/own/sessions/{session}/end", Role: party.Reader, Handle: p.EndSession},
		{Pattern: "GET /settings/tokens", Role: party.Colleague, Handle: p.Tokens},
		{Pattern: "POST /settings/tokens", Role: party.Colleague, Handle: p.DoToken},
		{Pattern: "POST /settings/tokens/{token}/revoke", Role: party.Colleague, Handle: p.RevokeToken},

		{Pattern: "GET /settings/organisation", Role: party.Owner, Handle: p.Organisation},
		{Pattern: "POST /settings/organisation", Role: party.Owner, Handle: p.DoOrganisation},
		{Pattern: "GET /settings/hours", Role: party.Owner, Handle: p.Hours},
		{Pattern: "POST /settings/hours", Role: party.Owner, Handle: p.DoHours},
		{Pattern: "POST /settings/closed", Role: party.Owner, Handle: p.CloseDay},
		{Pattern: "POST /settings/closed/{day}/reopen", Role: party.Owner, Handle: p.ReopenDay},
		{Pattern: "POST /settings/holidays", Role: party.Owner, Handle: p.DoHolidays},
		{Pattern: "GET /settings/teams", Role: party.Owner, Handle: p.Teams},
		{Pattern: "POST /settings/teams", Role: party.Owner, Handle: p.DoTeam},
		{Pattern: "GET /settings/teams/{team}", Role: party.Owner, Handle: p.Team},
		{Pattern: "POST /settings/teams/{team}", Role: party.Owner, Handle: p.DoTeam},
		{Pattern: "GET /settings/teams/{team}/hours", Role: party.TeamLead, Handle: p.TeamHours},
		{Pattern: "POST /settings/teams/{team}/hours", Role: party.TeamLead, Handle: p.DoTeamHours},
		{Pattern: "GET /settings/mail", Role: party.Owner, Handle: p.Mail},
		{Pattern: "POST /settings/mail", Role: party.Owner, Handle: p.DoMail},
		{Pattern: "POST /settings/mail/try", Role: party.Owner, Handle: p.TryMail},
		{Pattern: "GET /settings/sms", Role: party.Owner, Handle: p.SMS},
		{Pattern: "POST /settings/sms", Role: party.Owner, Handle: p.DoSMS},
		{Pattern: "POST /settings/sms/try", Role: party.Owner, Handle: p.TrySMS},

		{Pattern: "GET /settings/staff", Role: party.TeamLead, Handle: p.Staff},
		{Pattern: "POST /settings/staff", Role: party.Owner, Handle: p.DoHire},
		{Pattern: "GET /settings/staff/new", Role: party.Owner, Handle: p.NewStaff},
		{Pattern: "GET /settings/staff/{staff}", Role: party.TeamLead, Handle: p.Colleague},
		{Pattern: "POST /settings/staff/{staff}", Role: party.TeamLead, Handle: p.DoColleague},
		{Pattern: "POST /settings/staff/{staff}/invite", Role: party.TeamLead, Handle: p.Invite},
		{Pattern: "POST /settings/staff/{staff}/depart", Role: party.Owner, Handle: p.Depart},
		{Pattern: "GET /settings/staff/{staff}/hours", Role: party.Colleague, Handle: p.StaffHours},
		{Pattern: "POST /settings/staff/{staff}/hours", Role: party.Colleague, Handle: p.DoStaffHours},
		{Pattern: "POST /settings/staff/{staff}/opened", Role: party.Colleague, Handle: p.DoOpened},
		{Pattern: "GET /settings/staff/{staff}/calendar", Role: party.Colleague, Handle: p.Calendar},
		{Pattern: "POST /settings/staff/{staff}/calendar", Role: party.Colleague, Handle: p.DoCalendar},
		{Pattern: "POST /settings/staff/{staff}/calendar/stop", Role: party.Colleague, Handle: p.StopCalendar},
	}
}

// agreementRoutes are what was agreed about points and about measuring people, for everybody who works here.
func (a *App) agreementRoutes() []web.Route {
	p := &admin.Pages{Acts: a.Acts, See: a.settings()}
	return []web.Route{
		{Pattern: "GET /settings/tariff", Role: party.Reader, Handle: p.Tariff},
		{Pattern: "GET /settings/tariff/try", Role: party.Owner, Handle: p.TryTariff},
		{Pattern: "POST /settings/tariff/try", Role: party.Owner, Handle: p.DoTryTariff, Work: web.Bulk},
		{Pattern: "POST /settings/tariff/{version}/withdraw", Role: party.Owner, Handle: p.WithdrawTariff},
		{Pattern: "GET /settings/measuring", Role: party.Reader, Handle: p.Measuring},
		{Pattern: "POST /settings/measuring", Role: party.Owner, Handle: p.DoMeasuring},
		{Pattern: "POST /settings/measuring/stop", Role: party.Owner, Handle: p.StopMeasuring},
	}
}

// tryRoutes let somebody be a customer of their own house.
func (a *App) tryRoutes() []web.Route {
	p := &admin.Pages{Acts: a.Acts}
	return []web.Route{
		{Pattern: "GET /try", Role: party.Colleague, Handle: p.Try},
		{Pattern: "POST /try", Role: party.Colleague, Handle: p.DoTry},
		{Pattern: "GET /try/{promise}", Role: party.Colleague, Handle: p.Tried},
		{Pattern: "POST /try/{promise}/end", Role: party.Colleague, Handle: p.EndTry},
	}
}

// messageRoutes show what Kroon sends.
func (a *App) messageRoutes() []web.Route {
	p := &admin.Pages{See: a.settings()}
	return []web.Route{
		{Pattern: "GET /settings/messages", Role: party.Reader, Handle: p.Messages},
		{Pattern: "GET /settings/messages/letter", Role: party.Reader, Handle: p.Letter},
	}
}
