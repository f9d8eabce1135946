package app

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/relation"
)

// neverCalled reads what happened to those who were not called.
func (a *App) neverCalled(ctx context.Context, actor party.Actor) (out overview.NeverCalled, err error) {
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) error {
		out, err = overview.WereNeverCalled(tx)
		return err
	})
	return out, err
}

// callRoutes are whom we call, why we may, and who is not called.
func (a *App) callRoutes() []web.Route {
	c := relation.Calls{Acts: a.Acts, See: a.callReading(), Never: a.neverCalled}
	return []web.Route{
		{Pattern: "GET /lists", Role: party.Reader, Handle: c.Lists},
		{Pattern: "GET /lists/new", Role: party.Colleague, Handle: c.New},
		{Pattern: "POST /lists/new", Role: party.Colleague, Handle: c.Make},
		{Pattern: "GET /lists/never", Role: party.Reader, Handle: c.NeverCalled},
		{Pattern: "GET /lists/rules", Role: party.Reader, Handle: c.Rules},
		{Pattern: "POST /lists/rules", Role: party.Owner, Handle: c.SayCaller},
		{Pattern: "GET /lists/{list}", Role: party.Reader, Handle: c.List},
		{Pattern: "POST /lists/{list}/close", Role: party.Colleague, Handle: c.Close},
		{Pattern: "GET /lists/{list}/next", Role: party.Colleague, Handle: c.Card},
		{Pattern: "POST /lists/{list}/next", Role: party.Colleague, Handle: c.Take},
		{Pattern: "POST /calls/{name}/end", Role: party.Colleague, Handle: c.End},
		{Pattern: "POST /calls/{name}/try", Role: party.Colleague, Handle: c.Try},
		{Pattern: "POST /calls/{name}/pass", Role: party.Colleague, Handle: c.Pass},
		{Pattern: "POST /calls/{name}/strike", Role: party.Colleague, Handle: c.Strike},
		{Pattern: "POST /calls/{name}/reopen", Role: party.Colleague, Handle: c.Reopen},
		{Pattern: "POST /strikes/{strike}/second", Role: party.Colleague, Handle: c.Second},
		{Pattern: "POST /strikes/{strike}/lift", Role: party.Colleague, Handle: c.Lift},
		{Pattern: "GET /customers/{customer}/calling", Role: party.Reader, Handle: c.Calling},
		{Pattern: "POST /customers/{customer}/calling/consent", Role: party.Colleague, Handle: c.NoteConsent},
		{Pattern: "POST /customers/{customer}/calling/form", Role: party.Colleague, Handle: c.SayForm},
		{Pattern: "POST /customers/{customer}/calling/strike", Role: party.Colleague, Handle: c.StrikeCustomer},
		{Pattern: "POST /consents/{consent}/withdraw", Role: party.Colleague, Handle: c.WithdrawConsent},
	}
}
