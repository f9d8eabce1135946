package app

import (
	"net/http"
	"slices"

	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/public"
	"kroon/internal/web/relation"
)

// Relations reads the screens about one customer.
func (a *App) Relations() overview.Relation {
	return overview.Relation{
		DB: a.DB, Access: a.Acts.Access, Claims: a.Acts.Claim, Complaint: a.Acts.Complaint, Customers: a.Acts.Customer, Files: a.Acts.File, Found: a.Acts.Search, Intake: a.Acts.Intake,
		Knowledge: a.Acts.Knowledge, Ledger: a.Acts.Ledger,
		Messages: a.Acts.Message, Orders: a.Acts.Order, Organisation: a.Acts.Organisation, Promises: a.Acts.Promise, Team: a.Acts.Team,
		Service: a.serviceOf, Patterns: a.patternsOf,
	}
}

// pageAddress is where people outside reach a path: the organisation's own address, or this installation's.
func (a *App) pageAddress(r *http.Request, path string) (address string, err error) {
	return a.addressFor(r.Context(), web.ViewOf(r).Who.Actor, path)
}

// relationRoutes are the pages about one customer, and the page that he himself opens.
func (a *App) relationRoutes() []web.Route {
	s := relation.Screens{Acts: a.Acts, See: a.Relations(), Link: a.pageAddress}
	return slices.Concat(a.promiseRoutes(s), a.publicRoutes(), a.claimRoutes(s), fileRoutes(s), []web.Route{
		{Pattern: "GET /call", Role: party.Reader, Handle: s.Incoming},
		{Pattern: "GET /customers", Role: party.Reader, Handle: s.Customers},
		{Pattern: "GET /customers/search", Role: party.Reader, Handle: s.Search},
		{Pattern: "GET /customers/new", Role: party.Colleague, Handle: s.New},
		{Pattern: "POST /customers/new", Role: party.Colleague, Handle: s.Add},
		{Pattern: "GET /customers/duplicates", Role: party.Reader, Handle: s.Duplicates},
		{Pattern: "POST /customers/{customer}/merge", Role: party.Colleague, Handle: s.Merge},
		{Pattern: "POST /customers/{customer}/distinct", Role: party.Colleague, Handle: s.Distinct},
		{Pattern: "POST /merges/{merge}/split", Role: party.Colleague, Handle: s.Split},
		{Pattern: "GET /customers/{customer}", Role: party.Reader, Handle: s.Customer},
		{Pattern: "GET /customers/{customer}/beside", Role: party.Reader, Handle: s.Beside},
		{Pattern: "GET /customers/red", Role: party.Reader, Handle: s.Red},
		{Pattern: "GET /customers/{customer}/balance", Role: party.Reader, Handle: s.Balance},
		{Pattern: "GET /customers/{customer}/balance/{entry}", Role: party.Reader, Handle: s.Entry},
		{Pattern: "POST /customers/{customer}/asked", Role: party.Colleague, Handle: s.Asked},
		{Pattern: "POST /asked/{asked}/undo", Role: party.Colleague, Handle: s.NotAsked},
		{Pattern: "GET /customers/{customer}/seven", Role: party.Reader, Handle: s.Seven},
		{Pattern: "GET /customers/{customer}/erase", Role: party.TeamLead, Handle: s.Erase},
		{Pattern: "POST /customers/{customer}/erase", Role: party.TeamLead, Handle: s.EraseIt},
		{Pattern: "POST /customers/{customer}/erase/stop", Role: party.TeamLead, Handle: s.KeepAfterAll},
		{Pattern: "GET /customers/{customer}/change", Role: party.Colleague, Handle: s.Change},
		{Pattern: "POST /customers/{customer}/change", Role: party.Colleague, Handle: s.Save},
		{Pattern: "GET /customers/{customer}/promises", Role: party.Colleague, Handle: s.Make},
		{Pattern: "POST /customers/{customer}/promises", Role: party.Colleague, Handle: s.MakeIt},
		{Pattern: "GET /customers/{customer}/log", Role: party.Colleague, Handle: s.Log},
		{Pattern: "POST /customers/{customer}/log", Role: party.Colleague, Handle: s.LogIt},
		{Pattern: "GET /customers/{customer}/orders", Role: party.Reader, Handle: s.Orders},
		{Pattern: "POST /customers/{customer}/orders", Role: party.Colleague, Handle: s.AddOrder},
		{Pattern: "POST /customers/{customer}/callback", Role: party.Colleague, Handle: s.CallBack},
		{Pattern: "POST /interactions/{interaction}/dismiss", Role: party.Colleague, Handle: s.Dismiss},
		{Pattern: "POST /interactions/{interaction}/undo", Role: party.Colleague, Handle: s.UndoLog},
		{Pattern: "POST /customers/{customer}/link", Role: party.Colleague, Handle: s.MakeLink},
		{Pattern: "POST /customers/{customer}/link/close", Role: party.Colleague, Handle: s.CloseLink},

		{Pattern: "GET /deadline", Role: party.Reader, Handle: s.Deadline},

		{Pattern: "GET /questions/{question}", Role: party.Reader, Handle: s.Question},
		{Pattern: "POST /questions/{question}/open", Role: party.Colleague, Handle: s.OpenQuestion},
		{Pattern: "POST /questions/{question}/left", Role: party.Colleague, Handle: s.LeftQuestion},
		{Pattern: "POST /questions/{question}/confirm", Role: party.Colleague, Handle: s.Confirm},
		{Pattern: "POST /questions/{question}/correct", Role: party.Colleague, Handle: s.Correct},
		{Pattern: "POST /questions/{question}/write", Role: party.Colleague, Handle: s.Write},
		{Pattern: "POST /questions/{question}/notes", Role: party.Colleague, Handle: s.Notes},
		{Pattern: "POST /questions/{question}/end", Role: party.Colleague, Handle: s.End},
		{Pattern: "POST /questions/{question}/reopen", Role: party.Colleague, Handle: s.Reopen},
		{Pattern: "POST /questions/{question}/pass", Role: party.Colleague, Handle: s.Pass},
		{Pattern: "POST /transfers/{transfer}/accept", Role: party.Colleague, Handle: s.TakeHandOff},
		{Pattern: "POST /transfers/{transfer}/decline", Role: party.Colleague, Handle: s.RefuseHandOff},
		{Pattern: "POST /transfers/{transfer}/withdraw", Role: party.Colleague, Handle: s.WithdrawHandOff},
	})
}

// fileRoutes are what people add, and what was added.
func fileRoutes(s relation.Screens) []web.Route {
	return []web.Route{
		{Pattern: "POST /questions/{question}/files", Role: party.Colleague, Handle: s.AddToQuestion, MaxBody: web.MaxFilesBody},
		{Pattern: "POST /promises/{promise}/files", Role: party.Colleague, Handle: s.AddToPromise, MaxBody: web.MaxFilesBody},
		{Pattern: "GET /customers/{customer}/files", Role: party.Reader, Handle: s.FilesOf},
		{Pattern: "POST /customers/{customer}/files", Role: party.Colleague, Handle: s.AddToCustomer, MaxBody: web.MaxFilesBody},
		{Pattern: "GET /files/{file}", Role: party.Reader, Handle: s.File, Work: web.Unbounded},
		{Pattern: "POST /files/{file}/show", Role: party.Colleague, Handle: s.ShowFile},
		{Pattern: "POST /files/{file}/remove", Role: party.Colleague, Handle: s.RemoveFile},
	}
}

// promiseRoutes are a promise with every act on it, and what is said about it.
func (a *App) promiseRoutes(s relation.Screens) []web.Route {
	return []web.Route{
		{Pattern: "GET /promises/{promise}", Role: party.Reader, Handle: s.Promise},
		{Pattern: "POST /promises/{promise}/call", Role: party.Colleague, Handle: s.Call},
		{Pattern: "POST /promises/{promise}/attempt", Role: party.Colleague, Handle: s.Attempt},
		{Pattern: "POST /promises/{promise}/done", Role: party.Colleague, Handle: s.Done},
		{Pattern: "POST /promises/{promise}/move", Role: party.Colleague, Handle: s.Move},
		{Pattern: "POST /promises/{promise}/release", Role: party.Colleague, Handle: s.Release},
		{Pattern: "POST /promises/{promise}/agree", Role: party.Colleague, Handle: s.Agree},
		{Pattern: "POST /promises/{promise}/decline", Role: party.Colleague, Handle: s.Decline},
		{Pattern: "POST /promises/{promise}/accept", Role: party.Colleague, Handle: s.Accept},
		{Pattern: "POST /promises/{promise}/dispute", Role: party.Colleague, Handle: s.Dispute},
		{Pattern: "POST /promises/{promise}/uphold", Role: party.Colleague, Handle: s.Uphold},
		{Pattern: "POST /promises/{promise}/acknowledge", Role: party.Colleague, Handle: s.Acknowledge},
		{Pattern: "POST /promises/{promise}/takeover", Role: party.Colleague, Handle: s.TakeOver},
		{Pattern: "POST /promises/{promise}/turndown", Role: party.Colleague, Handle: s.TurnDown},
		{Pattern: "POST /promises/{promise}/propose", Role: party.Colleague, Handle: s.Propose},
		{Pattern: "POST /promises/{promise}/assign", Role: party.TeamLead, Handle: s.Assign},
		{Pattern: "POST /promises/{promise}/undo", Role: party.Colleague, Handle: s.Undo},
		{Pattern: "POST /promises/{promise}/share", Role: party.Colleague, Handle: s.Share},

		{Pattern: "POST /messages/{message}/send", Role: party.Colleague, Handle: s.SendDraft},
		{Pattern: "POST /messages/{message}/handed", Role: party.Colleague, Handle: s.Handed},
		{Pattern: "POST /messages/{message}/again", Role: party.Colleague, Handle: s.SendAgain},
		{Pattern: "POST /messages/{message}/drop", Role: party.Colleague, Handle: s.Drop},
		{Pattern: "POST /messages/{message}/hand", Role: party.Colleague, Handle: s.TakeInHand},
	}
}

// publicRoutes are the page that a customer opens by his link, and what he does on it.
func (a *App) publicRoutes() []web.Route {
	c := public.Screens{Acts: a.Acts, See: a.Relations()}
	return []web.Route{
		{Pattern: "GET /customers/{customer}/statement", Role: party.Reader, Handle: c.StatementOf},
		{Pattern: "GET /w/{token}", Customer: true, Handle: c.Page},
		{Pattern: "GET /w/{token}/statement", Customer: true, Handle: c.Statement},
		{Pattern: "POST /w/{token}/doubt", Customer: true, Handle: c.Doubt},
		{Pattern: "POST /w/{token}/confirm", Customer: true, Handle: c.Confirm},
		{Pattern: "POST /w/{token}/correct", Customer: true, Handle: c.Correct},
		{Pattern: "POST /w/{token}/move", Customer: true, Handle: c.Move},
		{Pattern: "POST /w/{token}/let-go", Customer: true, Handle: c.LetGo},
		{Pattern: "POST /w/{token}/answer", Customer: true, Handle: c.Answer},
		{Pattern: "POST /w/{token}/done", Customer: true, Handle: c.Done},
		{Pattern: "POST /w/{token}/add", Customer: true, Handle: c.Add},
		{Pattern: "POST /w/{token}/files", Customer: true, Handle: c.AddFiles, MaxBody: web.MaxFilesBody},
		{Pattern: "GET /w/{token}/files/{file}", Customer: true, Handle: c.File, Work: web.Unbounded},
		{Pattern: "POST /w/{token}/files/{file}/remove", Customer: true, Handle: c.RemoveFile},
		{Pattern: "POST /w/{token}/object", Customer: true, Handle: c.Object},
		{Pattern: "POST /w/{token}/settle", Customer: true, Handle: c.Settle},
		{Pattern: "POST /w/{token}/undo/{promise}", Customer: true, Handle: c.Undo},
	}
}
