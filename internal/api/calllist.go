package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/report"
	"kroon/internal/worktime"
)

// CallListView is a list of whom to call.
type CallListView struct {
	ID       id.CallList      `json:"id"`
	Name     string           `json:"name"`
	Purpose  calllist.Purpose `json:"purpose" enum:"sales,service"`
	About    string           `json:"about" doc:"What we call for."`
	Filter   calllist.Filter  `json:"filter" doc:"Whom it was made of, then."`
	MadeBy   id.Staff         `json:"made_by,omitzero"`
	MadeAt   time.Time        `json:"made_at"`
	ClosedAt time.Time        `json:"closed_at,omitzero"`
	Why      string           `json:"why,omitempty" doc:"Why it was closed with names that were not called."`
	Version  int64            `json:"version"`
}

func (v CallListView) location() string { return "/call-lists/" + v.ID.String() }

func showCallList(l calllist.List) CallListView {
	return CallListView{l.ID, l.Name, l.Purpose, l.About, l.Parts, l.MadeBy, at(l.MadeAt), at(l.ClosedAt), l.Why, l.Version}
}

// CallNameView is somebody on a list.
type CallNameView struct {
	ID        id.Any           `json:"id"`
	List      id.CallList      `json:"list"`
	Customer  id.Customer      `json:"customer"`
	State     calllist.State   `json:"state" enum:"open,aside,ended"`
	Outcome   calllist.Outcome `json:"outcome,omitempty" enum:"spoken,bought,later,promised,wrong_number,unlawful,struck,left,twice"`
	EndedAt   time.Time        `json:"ended_at,omitzero"`
	EndedBy   id.Staff         `json:"ended_by,omitzero"`
	Promise   id.Promise       `json:"promise,omitzero"`
	Strike    id.Any           `json:"strike,omitzero"`
	ReturnsOn string           `json:"returns_on,omitempty" format:"date"`
	Tries     int64            `json:"tries"`
	TryAt     time.Time        `json:"try_at,omitzero" doc:"When to try again."`
	Offered   calllist.Offer   `json:"offered,omitempty" enum:"told,not_told" doc:"Whether the right to object was told, of a sales call."`
	Ground    calllist.Ground  `json:"ground,omitempty" enum:"consent,relation,free,asked,service" doc:"On what the call rested."`
	Version   int64            `json:"version"`
}

func showCallName(n calllist.Name) CallNameView {
	return CallNameView{n.ID, n.List, n.Customer, n.State, n.Outcome, at(n.EndedAt), n.EndedBy, n.Promise, n.Strike, n.ReturnsOn, n.Tries,
		at(n.TryAt), n.Offered, n.Ground, n.Version}
}

// StrikeView is that a customer is struck off the lists. What colleagues wrote with it stays among people.
type StrikeView struct {
	ID        id.Any               `json:"id"`
	Customer  id.Customer          `json:"customer"`
	Reason    calllist.Reason      `json:"reason" enum:"objection,fact,opinion"`
	Fact      calllist.FactKind    `json:"fact,omitempty" enum:"deceased,abroad,stopped,other"`
	State     calllist.StrikeState `json:"state" enum:"standing,waiting,refused,returned,lifted"`
	StruckAt  time.Time            `json:"struck_at"`
	By        id.Any               `json:"by,omitzero"`
	Second    id.Staff             `json:"second,omitzero"`
	ReturnsAt time.Time            `json:"returns_at,omitzero"`
	EndedAt   time.Time            `json:"ended_at,omitzero"`
	Version   int64                `json:"version"`
}

func showStrike(k calllist.Strike) StrikeView {
	return StrikeView{k.ID, k.Customer, k.Reason, k.Fact, k.State, at(k.StruckAt), k.Actor, k.Second, at(k.ReturnsAt), at(k.EndedAt), k.Version}
}

// ConsentView is that a customer agreed to be called with offers.
type ConsentView struct {
	ID          id.Any              `json:"id"`
	Customer    id.Customer         `json:"customer"`
	GivenAt     time.Time           `json:"given_at"`
	How         calllist.ConsentHow `json:"how" enum:"site,paper,mail,person,phone"`
	About       string              `json:"about" doc:"For what."`
	Evidence    string              `json:"evidence" doc:"Where it can be seen."`
	WithdrawnAt time.Time           `json:"withdrawn_at,omitzero"`
	Version     int64               `json:"version"`
}

func showConsent(c calllist.Consent) ConsentView {
	return ConsentView{c.ID, c.Customer, at(c.GivenAt), c.How, c.About, c.Evidence, at(c.WithdrawnAt), c.Version}
}

// GroundView is whether a customer may be called with an offer now.
type GroundView struct {
	May      bool            `json:"may"`
	Called   calllist.Called `json:"called" enum:"person,unincorporated,incorporated,unsaid" doc:"What the law takes him for."`
	Ground   calllist.Ground `json:"ground,omitempty" enum:"consent,relation,free,asked"`
	Rule     string          `json:"rule,omitempty" doc:"Of the dated table."`
	Law      string          `json:"law,omitempty"`
	Why      calllist.Why    `json:"why,omitempty" enum:"objected,no_consent,withdrawn,no_more,form_unsaid" doc:"Why not."`
	Consents []ConsentView   `json:"consents"`
	Strikes  []StrikeView    `json:"strikes"`
}

type callListPath struct {
	List id.CallList `path:"list"`
}

type callNamePath struct {
	Name id.Any `path:"name"`
}

type strikePath struct {
	Strike id.Any `path:"strike"`
}

type strikeWish struct {
	Reason   calllist.Reason   `json:"reason" enum:"objection,fact,opinion"`
	Fact     calllist.FactKind `json:"fact,omitempty" enum:"deceased,abroad,stopped,other"`
	Why      string            `json:"why,omitempty" doc:"What happened; needed of an opinion. The customer can ask for it."`
	Evidence string            `json:"evidence,omitempty" doc:"What shows it; needed of a fact."`
}

func (w strikeWish) striking() calllist.Striking {
	return calllist.Striking{Reason: w.Reason, Fact: w.Fact, Why: calllist.Said(w.Why), Evidence: calllist.Said(w.Evidence)}
}

// people refuses a program: whom to call is for who calls.
func people(tx *db.Tx) error {
	if tx.Actor.Kind == party.Agent {
		return fault.New(fault.Forbidden, "calllist.for_people")
	}
	return nil
}

func addCallLists(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listCallLists", path: "~/call-lists", scope: "customers:read", summary: "Whom we call: the lists, the newest first"},
		func(tx *db.Tx, _ *call, in *struct {
			After id.CallList `query:"after"`
		}) (listOf[CallListView], error) {
			if err := people(tx); err != nil {
				return listOf[CallListView]{}, err
			}
			all, err := acts.CallList.After(tx, in.After, 100)
			return listOf[CallListView]{Items: each(all, showCallList)}, err
		})
	get(s, operation{id: "getCallList", path: "~/call-lists/{list}", scope: "customers:read", summary: "A call list"},
		func(tx *db.Tx, _ *call, in *callListPath) (CallListView, error) {
			if err := people(tx); err != nil {
				return CallListView{}, err
			}
			l, err := acts.CallList.Get(tx, in.List)
			return showCallList(l), err
		})
	get(s, operation{id: "listCallNames", path: "~/call-lists/{list}/names", scope: "customers:read", summary: "Who is on a call list, and how it went"},
		func(tx *db.Tx, _ *call, in *callListPath) (listOf[CallNameView], error) {
			if err := people(tx); err != nil {
				return listOf[CallNameView]{}, err
			}
			if _, err := acts.CallList.Get(tx, in.List); err != nil {
				return listOf[CallNameView]{}, err
			}
			all, err := acts.CallList.Names(tx, in.List)
			return listOf[CallNameView]{Items: each(all, showCallName)}, err
		})
	get(s, operation{id: "getNeverCalled", path: "~/figures/never-called", scope: "figures:read", summary: "What happened to those who were struck off or never called"},
		func(tx *db.Tx, _ *call, _ *struct{}) (report.NeverCalled, error) {
			if err := people(tx); err != nil {
				return report.NeverCalled{}, err
			}
			return report.WereNeverCalled(tx)
		})
	addCallListActs(s)
	addListCalls(s)
	addStrikes(s)
	addGrounds(s)
}

func addCallListActs(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "makeCallList", method: http.MethodPost, path: "~/call-lists", scope: "customers:write", role: "staff",
		summary: "Make a list of whom a filter finds now"},
		func(ctx context.Context, c *call, in *struct {
			Body struct {
				Name    string           `json:"name" required:"true"`
				Purpose calllist.Purpose `json:"purpose" enum:"sales,service" required:"true"`
				About   string           `json:"about" required:"true" doc:"What we call for."`
				Filter  calllist.Filter  `json:"filter,omitzero"`
			}
		}) (calllist.List, error) {
			return acts.MakeCallList(ctx, c.actor, calllist.New{Name: in.Body.Name, Purpose: in.Body.Purpose, About: in.Body.About, Parts: in.Body.Filter})
		}, showCallList)
	do(s, operation{id: "closeCallList", method: http.MethodPost, path: "~/call-lists/{list}/close", scope: "customers:write", role: "staff",
		summary: "Close a list; why is needed when names were not called"},
		func(ctx context.Context, c *call, in *struct {
			callListPath
			Body struct {
				Why string `json:"why,omitempty"`
			}
		}) (calllist.List, error) {
			return acts.CloseCallList(ctx, c.actor, in.List, in.Body.Why)
		}, showCallList)
	do(s, operation{id: "takeCallCard", method: http.MethodPost, path: "~/call-lists/{list}/next", scope: "customers:write", role: "staff",
		summary: "Take the next name of a list; colleagues get others meanwhile"},
		func(ctx context.Context, c *call, in *callListPath) (act.CardTaken, error) {
			return acts.TakeCard(ctx, c.actor, in.List)
		}, func(t act.CardTaken) listOf[CallNameView] {
			if !t.Found {
				return listOf[CallNameView]{Items: []CallNameView{}}
			}
			return listOf[CallNameView]{Items: []CallNameView{showCallName(t.Name)}}
		})
	do(s, operation{id: "setCaller", method: http.MethodPost, path: "~/call-lists/caller", scope: "customers:write", role: "owner",
		summary: "Say what we are ourselves: some who call are allowed more"},
		func(ctx context.Context, c *call, in *struct {
			Body struct {
				Caller calllist.Caller `json:"caller" enum:"company,charity,lottery,publisher" required:"true"`
			}
		}) (calllist.Caller, error) {
			return in.Body.Caller, acts.SayCaller(ctx, c.actor, in.Body.Caller)
		}, func(c calllist.Caller) struct {
			Caller calllist.Caller `json:"caller"`
		} {
			return struct {
				Caller calllist.Caller `json:"caller"`
			}{c}
		})
}

func addListCalls(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "endCall", method: http.MethodPost, path: "~/calls/{name}/end", scope: "customers:write", role: "staff",
		summary: "Say how it ended with a name. A sales call in which somebody was spoken says whether the right to object was told"},
		func(ctx context.Context, c *call, in *struct {
			callNamePath
			Body struct {
				Outcome   calllist.Outcome `json:"outcome" enum:"spoken,bought,later,promised,wrong_number,unlawful" required:"true"`
				Offered   calllist.Offer   `json:"offered,omitempty" enum:"told,not_told"`
				ReturnsOn string           `json:"returns_on,omitempty" format:"date" doc:"Of later: nobody calls before it."`
				Note      string           `json:"note,omitempty" doc:"For colleagues."`
				Promise   string           `json:"promise,omitempty" doc:"Of promised: what about. It is made at the first time that can be kept."`
			}
		}) (calllist.Name, error) {
			b := in.Body
			e := act.Ending{Outcome: b.Outcome, Offered: b.Offered, Note: b.Note, Promise: b.Promise}
			if b.ReturnsOn != "" {
				day, err := worktime.ParseDate(b.ReturnsOn)
				if err != nil {
					return calllist.Name{}, fault.Of(err).On("returns_on")
				}
				e.ReturnsOn = day
			}
			return acts.EndName(ctx, c.actor, in.Name, e)
		}, showCallName)
	do(s, operation{id: "tryCall", method: http.MethodPost, path: "~/calls/{name}/try", scope: "customers:write", role: "staff",
		summary: "Log a try that did not reach somebody; it says when to try again and ends nothing"},
		func(ctx context.Context, c *call, in *struct {
			callNamePath
			Body struct {
				Result calllist.Try `json:"result" enum:"no-answer,voicemail" required:"true"`
			}
		}) (calllist.Name, error) {
			return acts.TryName(ctx, c.actor, in.Name, in.Body.Result)
		}, showCallName)
	do(s, operation{id: "passCall", method: http.MethodPost, path: "~/calls/{name}/pass", scope: "customers:write", role: "staff", summary: "Put a name at the end of its list"},
		func(ctx context.Context, c *call, in *callNamePath) (calllist.Name, error) {
			return acts.PassCard(ctx, c.actor, in.Name)
		}, showCallName)
	do(s, operation{id: "reopenCall", method: http.MethodPost, path: "~/calls/{name}/reopen", scope: "customers:write", role: "staff", summary: "Have a name called after all"},
		func(ctx context.Context, c *call, in *callNamePath) (calllist.Name, error) {
			return acts.ReopenName(ctx, c.actor, in.Name)
		}, showCallName)
	do(s, operation{id: "strikeName", method: http.MethodPost, path: "~/calls/{name}/strike", scope: "customers:write", role: "staff",
		summary: "Strike a name off every list: at once on an objection or a fact, set aside on an opinion"},
		func(ctx context.Context, c *call, in *struct {
			callNamePath
			Body strikeWish
		}) (calllist.Strike, error) {
			return acts.StrikeName(ctx, c.actor, in.Name, in.Body.striking())
		}, showStrike)
}

func addStrikes(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "strikeCustomer", method: http.MethodPost, path: "~/customers/{customer}/strikes", scope: "customers:write", role: "staff",
		summary: "Strike a customer off every list; an objection also ends what he consented to"},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body strikeWish
		}) (calllist.Strike, error) {
			return acts.StrikeCustomer(ctx, c.actor, in.Customer, in.Body.striking())
		}, showStrike)
	do(s, operation{id: "secondStrike", method: http.MethodPost, path: "~/strikes/{strike}/second", scope: "customers:write", role: "staff",
		summary: "Say as a second person whether an opinion is enough to strike somebody off. Who struck him off cannot"},
		func(ctx context.Context, c *call, in *struct {
			strikePath
			Body struct {
				Agrees bool   `json:"agrees"`
				Words  string `json:"words,omitempty"`
			}
		}) (calllist.Strike, error) {
			return acts.SecondStrike(ctx, c.actor, in.Strike, in.Body.Agrees, in.Body.Words)
		}, showStrike)
	do(s, operation{id: "liftStrike", method: http.MethodPost, path: "~/strikes/{strike}/lift", scope: "customers:write", role: "staff",
		summary: "Have a customer called again who was struck off on a fact or an opinion; not on his own objection"},
		func(ctx context.Context, c *call, in *strikePath) (calllist.Strike, error) {
			return acts.LiftStrike(ctx, c.actor, in.Strike)
		}, showStrike)
}

func addGrounds(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "getCallGround", path: "~/customers/{customer}/calling", scope: "customers:read", summary: "Whether a customer may be called with an offer now, and why"},
		func(tx *db.Tx, _ *call, in *CustomerPath) (GroundView, error) {
			c, err := acts.Customer.Get(tx, in.Customer)
			if err != nil {
				return GroundView{}, err
			}
			v, err := acts.CallList.Verdict(tx, c.ID, calllist.ForSale)
			if err != nil {
				return GroundView{}, err
			}
			called, err := acts.CallList.Called(tx, c.ID)
			if err != nil {
				return GroundView{}, err
			}
			consents, err := acts.CallList.ConsentsOf(tx, c.ID)
			if err != nil {
				return GroundView{}, err
			}
			strikes, err := acts.CallList.StrikesOf(tx, c.ID)
			if tx.Actor.Kind == party.Agent {
				strikes = nil // that somebody was struck off on an opinion is for people
			}
			return GroundView{v.May(), called, v.Ground, v.Rule.ID, v.Rule.Law, v.Why, each(consents, showConsent), each(strikes, showStrike)}, err
		})
	do(s, operation{id: "noteConsent", method: http.MethodPost, path: "~/customers/{customer}/consents", scope: "customers:write", role: "staff",
		summary: "Note that a customer agreed to be called with offers; an objection of before ends by it"},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body struct {
				GivenAt  time.Time           `json:"given_at" required:"true"`
				How      calllist.ConsentHow `json:"how" enum:"site,paper,mail,person,phone" required:"true"`
				About    string              `json:"about" required:"true" doc:"For what, as it was asked."`
				Evidence string              `json:"evidence" required:"true" doc:"Where it can be seen."`
			}
		}) (calllist.Consent, error) {
			b := in.Body
			return acts.NoteConsent(ctx, c.actor, calllist.Consent{Customer: in.Customer, GivenAt: b.GivenAt, How: b.How, About: b.About, Evidence: b.Evidence})
		}, showConsent)
	do(s, operation{id: "withdrawConsent", method: http.MethodPost, path: "~/consents/{consent}/withdraw", scope: "customers:write", role: "staff",
		summary: "Note that a customer took his consent back"},
		func(ctx context.Context, c *call, in *struct {
			Consent id.Any `path:"consent"`
		}) (calllist.Consent, error) {
			return acts.WithdrawConsent(ctx, c.actor, in.Consent)
		}, showConsent)
	do(s, operation{id: "sayForm", method: http.MethodPost, path: "~/customers/{customer}/form", scope: "customers:write", role: "staff",
		summary: "Say what the law takes an organisation for"},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body struct {
				Form calllist.Called `json:"form" enum:"unincorporated,incorporated" required:"true"`
			}
		}) (calllist.Called, error) {
			return in.Body.Form, acts.SayForm(ctx, c.actor, in.Customer, in.Body.Form)
		}, func(f calllist.Called) struct {
			Form calllist.Called `json:"form"`
		} {
			return struct {
				Form calllist.Called `json:"form"`
			}{f}
		})
	do(s, operation{id: "saveCallFilter", method: http.MethodPost, path: "~/call-lists/filters", scope: "customers:write", role: "staff", summary: "Keep a filter under a name; the same name again replaces it"},
		func(ctx context.Context, c *call, in *struct {
			Body struct {
				Name   string          `json:"name" required:"true"`
				Filter calllist.Filter `json:"filter"`
			}
		}) (calllist.Saved, error) {
			return acts.SaveCallFilter(ctx, c.actor, in.Body.Name, in.Body.Filter)
		}, func(f calllist.Saved) struct {
			ID      id.Any          `json:"id"`
			Name    string          `json:"name"`
			Filter  calllist.Filter `json:"filter"`
			SavedAt time.Time       `json:"saved_at"`
		} {
			return struct {
				ID      id.Any          `json:"id"`
				Name    string          `json:"name"`
				Filter  calllist.Filter `json:"filter"`
				SavedAt time.Time       `json:"saved_at"`
			}{f.ID, f.Name, f.Parts, at(f.SavedAt)}
		})
}
