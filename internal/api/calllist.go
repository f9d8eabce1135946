package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// CallListView is a list of whom to call.
type CallListView struct {
	ID       id.CallList          `json:"id"`
	Name     string               `json:"name"`
	Purpose  overview.CallPurpose `json:"purpose" enum:"sales,service"`
	About    string               `json:"about" doc:"What we call for."`
	Filter   overview.CallFilter  `json:"filter" doc:"Whom it was made of, then."`
	MadeBy   id.Staff             `json:"made_by,omitzero"`
	MadeAt   time.Time            `json:"made_at"`
	ClosedAt time.Time            `json:"closed_at,omitzero"`
	Why      string               `json:"why,omitempty" doc:"Why it was closed with names that were not called."`
	Version  int64                `json:"version"`
}

func (v CallListView) location() string { return "/call-lists/" + v.ID.String() }

func showCallList(l overview.CallList) CallListView {
	return CallListView{l.ID, l.Name, l.Purpose, l.About, l.Parts, l.MadeBy, at(l.MadeAt), at(l.ClosedAt), l.Why, l.Version}
}

// CallNameView is somebody on a list.
type CallNameView struct {
	ID        id.Any               `json:"id"`
	List      id.CallList          `json:"list"`
	Customer  id.Customer          `json:"customer"`
	State     overview.CallState   `json:"state" enum:"open,aside,ended"`
	Outcome   overview.CallOutcome `json:"outcome,omitempty" enum:"spoken,bought,later,promised,wrong_number,unlawful,struck,left,twice"`
	EndedAt   time.Time            `json:"ended_at,omitzero"`
	EndedBy   id.Staff             `json:"ended_by,omitzero"`
	Promise   id.Promise           `json:"promise,omitzero"`
	Strike    id.Any               `json:"strike,omitzero"`
	ReturnsOn string               `json:"returns_on,omitempty" format:"date"`
	Tries     int64                `json:"tries"`
	TryAt     time.Time            `json:"try_at,omitzero" doc:"When to try again."`
	Offered   overview.CallOffer   `json:"offered,omitempty" enum:"told,not_told" doc:"Whether the right to object was told, of a sales call."`
	Ground    overview.CallGround  `json:"ground,omitempty" enum:"consent,relation,free,asked,service" doc:"On what the call rested."`
	Version   int64                `json:"version"`
}

func showCallName(n overview.CallName) CallNameView {
	return CallNameView{n.ID, n.List, n.Customer, n.State, n.Outcome, at(n.EndedAt), n.EndedBy, n.Promise, n.Strike, n.ReturnsOn, n.Tries,
		at(n.TryAt), n.Offered, n.Ground, n.Version}
}

// StrikeView is that a customer is struck off the lists. What colleagues wrote with it stays among people.
type StrikeView struct {
	ID        id.Any                   `json:"id"`
	Customer  id.Customer              `json:"customer"`
	Reason    overview.CallReason      `json:"reason" enum:"objection,fact,opinion"`
	Fact      overview.CallFactKind    `json:"fact,omitempty" enum:"deceased,abroad,stopped,other"`
	State     overview.CallStrikeState `json:"state" enum:"standing,waiting,refused,returned,lifted"`
	StruckAt  time.Time                `json:"struck_at"`
	By        id.Any                   `json:"by,omitzero"`
	Second    id.Staff                 `json:"second,omitzero"`
	ReturnsAt time.Time                `json:"returns_at,omitzero"`
	EndedAt   time.Time                `json:"ended_at,omitzero"`
	Version   int64                    `json:"version"`
}

func showStrike(k overview.CallStrike) StrikeView {
	return StrikeView{k.ID, k.Customer, k.Reason, k.Fact, k.State, at(k.StruckAt), k.Actor, k.Second, at(k.ReturnsAt), at(k.EndedAt), k.Version}
}

// ConsentView is that a customer agreed to be called with offers.
type ConsentView struct {
	ID          id.Any                  `json:"id"`
	Customer    id.Customer             `json:"customer"`
	GivenAt     time.Time               `json:"given_at"`
	How         overview.CallConsentHow `json:"how" enum:"site,paper,mail,person,phone"`
	About       string                  `json:"about" doc:"For what."`
	Evidence    string                  `json:"evidence" doc:"Where it can be seen."`
	WithdrawnAt time.Time               `json:"withdrawn_at,omitzero"`
	Version     int64                   `json:"version"`
}

func showConsent(c overview.CallConsent) ConsentView {
	return ConsentView{c.ID, c.Customer, at(c.GivenAt), c.How, c.About, c.Evidence, at(c.WithdrawnAt), c.Version}
}

// GroundView is whether a customer may be called with an offer now.
type GroundView struct {
	May      bool                `json:"may"`
	Called   overview.Called     `json:"called" enum:"person,unincorporated,incorporated,unsaid" doc:"What the law takes him for."`
	Ground   overview.CallGround `json:"ground,omitempty" enum:"consent,relation,free,asked"`
	Rule     string              `json:"rule,omitempty" doc:"Of the dated table."`
	Law      string              `json:"law,omitempty"`
	Why      overview.CallWhy    `json:"why,omitempty" enum:"objected,no_consent,withdrawn,no_more,form_unsaid" doc:"Why not."`
	Consents []ConsentView       `json:"consents"`
	Strikes  []StrikeView        `json:"strikes"`
}

// CallListPath names a call list.
type CallListPath struct {
	List id.CallList `path:"list"`
}

// CallNamePath names a name on a call list.
type CallNamePath struct {
	Name id.Any `path:"name"`
}

// StrikePath names a strike-off.
type StrikePath struct {
	Strike id.Any `path:"strike"`
}

type strikeWish struct {
	Reason   overview.CallReason   `json:"reason" enum:"objection,fact,opinion"`
	Fact     overview.CallFactKind `json:"fact,omitempty" enum:"deceased,abroad,stopped,other"`
	Why      string                `json:"why,omitempty" doc:"What happened; needed of an opinion. The customer can ask for it."`
	Evidence string                `json:"evidence,omitempty" doc:"What shows it; needed of a fact."`
}

func (w strikeWish) striking() overview.CallStriking {
	return overview.CallStriking{Reason: w.Reason, Fact: w.Fact, Why: overview.CallSaid(w.Why), Evidence: overview.CallSaid(w.Evidence)}
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
		func(tx *db.Tx, _ *call, in *CallListPath) (CallListView, error) {
			if err := people(tx); err != nil {
				return CallListView{}, err
			}
			l, err := acts.CallList.Get(tx, in.List)
			return showCallList(l), err
		})
	get(s, operation{id: "listCallNames", path: "~/call-lists/{list}/names", scope: "customers:read", summary: "Who is on a call list, and how it went"},
		func(tx *db.Tx, _ *call, in *CallListPath) (listOf[CallNameView], error) {
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
		func(tx *db.Tx, _ *call, _ *struct{}) (overview.NeverCalled, error) {
			if err := people(tx); err != nil {
				return overview.NeverCalled{}, err
			}
			return overview.WereNeverCalled(tx)
		})
	addCallListActs(s)
	addCallFilters(s)
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
				Name    string               `json:"name" required:"true"`
				Purpose overview.CallPurpose `json:"purpose" enum:"sales,service" required:"true"`
				About   string               `json:"about" required:"true" doc:"What we call for."`
				Filter  overview.CallFilter  `json:"filter,omitzero"`
			}
		}) (overview.CallList, error) {
			return acts.MakeCallList(ctx, c.actor, overview.CallNew{Name: in.Body.Name, Purpose: in.Body.Purpose, About: in.Body.About, Parts: in.Body.Filter})
		}, showCallList)
	do(s, operation{id: "closeCallList", method: http.MethodPost, path: "~/call-lists/{list}/close", scope: "customers:write", role: "staff",
		summary: "Close a list; why is needed when names were not called"},
		func(ctx context.Context, c *call, in *struct {
			CallListPath
			Body struct {
				Why string `json:"why,omitempty"`
			}
		}) (overview.CallList, error) {
			return acts.CloseCallList(ctx, c.actor, in.List, in.Body.Why)
		}, showCallList)
	do(s, operation{id: "takeCallCard", method: http.MethodPost, path: "~/call-lists/{list}/next", scope: "customers:write", role: "staff",
		summary: "Take the next name of a list; colleagues get others meanwhile"},
		func(ctx context.Context, c *call, in *CallListPath) (act.CardTaken, error) {
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
				Caller overview.Caller `json:"caller" enum:"company,charity,lottery,publisher" required:"true"`
			}
		}) (overview.Caller, error) {
			return in.Body.Caller, acts.SayCaller(ctx, c.actor, in.Body.Caller)
		}, func(c overview.Caller) struct {
			Caller overview.Caller `json:"caller"`
		} {
			return struct {
				Caller overview.Caller `json:"caller"`
			}{c}
		})
}

func addListCalls(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "endCall", method: http.MethodPost, path: "~/calls/{name}/end", scope: "customers:write", role: "staff",
		summary: "Say how it ended with a name. A sales call in which somebody was spoken says whether the right to object was told"},
		func(ctx context.Context, c *call, in *struct {
			CallNamePath
			Body struct {
				Outcome   overview.CallOutcome `json:"outcome" enum:"spoken,bought,later,promised,wrong_number,unlawful" required:"true"`
				Offered   overview.CallOffer   `json:"offered,omitempty" enum:"told,not_told"`
				ReturnsOn string               `json:"returns_on,omitempty" format:"date" doc:"Of later: nobody calls before it."`
				Note      string               `json:"note,omitempty" doc:"For colleagues."`
				Promise   string               `json:"promise,omitempty" doc:"Of promised: what about. It is made at the first time that can be kept."`
			}
		}) (overview.CallName, error) {
			b := in.Body
			e := act.Ending{Outcome: b.Outcome, Offered: b.Offered, Note: b.Note, Promise: b.Promise}
			if b.ReturnsOn != "" {
				day, err := worktime.ParseDate(b.ReturnsOn)
				if err != nil {
					return overview.CallName{}, fault.Of(err).On("returns_on")
				}
				e.ReturnsOn = day
			}
			return acts.EndName(ctx, c.actor, in.Name, e)
		}, showCallName)
	do(s, operation{id: "tryCall", method: http.MethodPost, path: "~/calls/{name}/try", scope: "customers:write", role: "staff",
		summary: "Log a try that did not reach somebody; it says when to try again and ends nothing"},
		func(ctx context.Context, c *call, in *struct {
			CallNamePath
			Body struct {
				Result overview.CallTry `json:"result" enum:"no-answer,voicemail" required:"true"`
			}
		}) (overview.CallName, error) {
			return acts.TryName(ctx, c.actor, in.Name, in.Body.Result)
		}, showCallName)
	do(s, operation{id: "passCall", method: http.MethodPost, path: "~/calls/{name}/pass", scope: "customers:write", role: "staff", summary: "Put a name at the end of its list"},
		func(ctx context.Context, c *call, in *CallNamePath) (overview.CallName, error) {
			return acts.PassCard(ctx, c.actor, in.Name)
		}, showCallName)
	do(s, operation{id: "reopenCall", method: http.MethodPost, path: "~/calls/{name}/reopen", scope: "customers:write", role: "staff", summary: "Have a name called after all"},
		func(ctx context.Context, c *call, in *CallNamePath) (overview.CallName, error) {
			return acts.ReopenName(ctx, c.actor, in.Name)
		}, showCallName)
	do(s, operation{id: "strikeName", method: http.MethodPost, path: "~/calls/{name}/strike", scope: "customers:write", role: "staff",
		summary: "Strike a name off every list: at once on an objection or a fact, set aside on an opinion"},
		func(ctx context.Context, c *call, in *struct {
			CallNamePath
			Body strikeWish
		}) (overview.CallStrike, error) {
			return acts.StrikeName(ctx, c.actor, in.Name, in.Body.striking())
		}, showStrike)
}
