package relation

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

// Calls answers the routes about whom we call.
type Calls struct {
	Acts *act.Acts
	See  overview.Calls
	// Never reads what happened to those who were not called.
	Never func(ctx context.Context, actor party.Actor) (overview.NeverCalled, error)
}

const (
	listRoot  = "/lists"
	maxTyped  = 300
	maxNumber = 1_000_000_000
)

func listPath(of id.CallList) string { return listRoot + "/" + of.String() }

func cardPath(of id.CallList) string { return listPath(of) + "/next" }

func callPath(of id.Any) string { return "/calls/" + of.String() }

func callingPath(of id.Customer) string { return customerPath(of) + "/calling" }

// Lists shows the lists, and who waits for a second person.
func (c Calls) Lists(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	page, err := c.See.All(r.Context(), v.Who.Actor, web.FormID[id.CallList](form, "after"))
	if err != nil {
		return err
	}
	return web.Render(w, r, listsPage(v, page))
}

// List shows one list.
func (c Calls) List(w http.ResponseWriter, r *http.Request) error {
	page, err := c.list(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, listPage(web.ViewOf(r), page, web.Refusal{}))
}

func (c Calls) list(r *http.Request) (overview.CallListPage, error) {
	of, err := web.PathID[id.CallList](r, "list")
	if err != nil {
		return overview.CallListPage{}, err
	}
	return c.See.List(r.Context(), web.ViewOf(r).Who.Actor, of)
}

// Close closes a list.
func (c Calls) Close(w http.ResponseWriter, r *http.Request) error {
	page, err := c.list(r)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	why := form.Line("why", maxTyped)
	if err = form.Err(); err == nil {
		if _, err = c.Acts.CloseCallList(r.Context(), v.Who.Actor, page.ID, why); err == nil {
			return web.Redirect(w, r, listPath(page.ID), web.Said("calls.said.closed"))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component { return listPage(v, page, f) })
}

// Take gives the next card.
func (c Calls) Take(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.CallList](r, "list")
	if err != nil {
		return err
	}
	if _, err := c.Acts.TakeCard(r.Context(), web.ViewOf(r).Who.Actor, of); err != nil {
		return err
	}
	return web.Redirect(w, r, cardPath(of), nil)
}

// callForm is what is filled in on a card.
type callForm struct {
	Offered, ReturnsOn, When, Act, Note string
	Reason, Fact, Why, Evidence         string // of striking off
	Refusal                             web.Refusal
}

// Card shows the card that one has before one.
func (c Calls) Card(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.CallList](r, "list")
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	card, err := c.See.Card(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Render(w, r, cardPage(v, card, callForm{ReturnsOn: worktime.DateOf(v.Now, v.Zone).Plus(quarter).String()}))
}

// quarter is after how many days somebody with no interest now is called again, where nobody says otherwise.
const quarter = 91

// does is an act on a card: what is refused is said on it, and after it comes the next one.
func (c Calls) does(w http.ResponseWriter, r *http.Request, do func(form *web.Form, f *callForm, of id.Any) (*web.Flash, error)) error {
	of, err := web.PathID[id.Any](r, "name")
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	n, err := c.See.Name(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f := callForm{Offered: form.Raw("offered"), ReturnsOn: form.Raw("returns_on"), When: form.Line("when", maxTyped), Act: form.Line("act", maxTyped),
		Note: form.Text("note", 2*overview.CallMaxWords), Reason: form.Raw("reason"), Fact: form.Raw("fact"),
		Why: form.Text("why", 2*overview.CallMaxWords), Evidence: form.Text("evidence", 2*overview.CallMaxWords)}
	said, err := do(form, &f, of)
	if err == nil {
		if _, err = c.Acts.TakeCard(r.Context(), v.Who.Actor, n.List); err != nil {
			return err
		}
		return web.Redirect(w, r, cardPath(n.List), said)
	}
	card, failed := c.See.Card(r.Context(), v.Who.Actor, n.List)
	if failed != nil {
		return failed
	}
	if card.Name.ID != of { // a colleague was first
		return err
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		return cardPage(v, card, f)
	})
}

// End says how it ended.
func (c Calls) End(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return c.does(w, r, func(form *web.Form, f *callForm, of id.Any) (*web.Flash, error) {
		e := act.Ending{Offered: overview.CallOffer(f.Offered), Note: f.Note, Promise: f.Act}
		e.Outcome = overview.CallOutcome(form.Choice("outcome", codes(overview.CallOutcomes())...))
		if e.Outcome == overview.CallLater {
			day, err := worktime.ParseDate(f.ReturnsOn)
			if err != nil {
				form.Refuse(fault.New(fault.Invalid, "calllist.when_back").On("returns_on"))
			}
			e.ReturnsOn = day
		}
		if e.Outcome == overview.CallPromised && f.When != "" {
			due, err := act.ReadDue(f.When, v.Lang, v.Now, v.Zone)
			if err != nil {
				form.Refuse(fault.Of(err).On("when"))
			}
			e.Due = due.Due
		}
		if err := form.Err(); err != nil {
			return nil, err
		}
		_, err := c.Acts.EndName(r.Context(), v.Who.Actor, of, e)
		return web.Said("calls.said." + string(e.Outcome)), err
	})
}

func codes[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, one := range all {
		out[i] = string(one)
	}
	return out
}

// Try records that nobody picked up.
func (c Calls) Try(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return c.does(w, r, func(form *web.Form, _ *callForm, of id.Any) (*web.Flash, error) {
		how := overview.CallTry(form.Choice("result", codes(overview.CallTries())...))
		if err := form.Err(); err != nil {
			return nil, err
		}
		n, err := c.Acts.TryName(r.Context(), v.Who.Actor, of, how)
		return web.Said("calls.said.tried", "when", v.Day(n.TryAt, v.Now)+" "+v.Clock(n.TryAt)), err
	})
}

// Pass puts the card at the end.
func (c Calls) Pass(w http.ResponseWriter, r *http.Request) error {
	return c.does(w, r, func(_ *web.Form, _ *callForm, of id.Any) (*web.Flash, error) {
		_, err := c.Acts.PassCard(r.Context(), web.ViewOf(r).Who.Actor, of)
		return web.Said("calls.said.passed"), err
	})
}

// Strike strikes the name off.
func (c Calls) Strike(w http.ResponseWriter, r *http.Request) error {
	return c.does(w, r, func(form *web.Form, f *callForm, of id.Any) (*web.Flash, error) {
		what := f.striking(form)
		if err := form.Err(); err != nil {
			return nil, err
		}
		_, err := c.Acts.StrikeName(r.Context(), web.ViewOf(r).Who.Actor, of, what)
		return web.Said("calls.said.struck." + string(what.Reason)), err
	})
}

func (f callForm) striking(form *web.Form) overview.CallStriking {
	what := overview.CallStriking{Reason: overview.CallReason(form.Choice("reason", codes(overview.CallReasons())...)), Fact: overview.CallFactKind(f.Fact)}
	what.Why, what.Evidence = overview.CallSaid(f.Why), overview.CallSaid(f.Evidence)
	return what
}

// Reopen has a name called after all.
func (c Calls) Reopen(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Any](r, "name")
	if err != nil {
		return err
	}
	n, err := c.Acts.ReopenName(r.Context(), web.ViewOf(r).Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, listPath(n.List), web.Said("calls.said.reopened"))
}

// Second is what a second person thinks of a strike.
func (c Calls) Second(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Any](r, "strike")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	agrees := form.Choice("agrees", "no", "yes") == "yes"
	words := form.Text("answer", overview.CallMaxWords)
	if err := form.Err(); err != nil {
		return err
	}
	k, err := c.Acts.SecondStrike(r.Context(), web.ViewOf(r).Who.Actor, of, agrees, words)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	if agrees {
		return web.Redirect(w, r, listRoot, web.Said("calls.said.agreed"))
	}
	return web.Redirect(w, r, listRoot, web.Said("calls.said.refused", "day", v.ShortDate(k.ReturnsAt, v.Now)))
}

// Lift has somebody called again.
func (c Calls) Lift(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Any](r, "strike")
	if err != nil {
		return err
	}
	k, err := c.Acts.LiftStrike(r.Context(), web.ViewOf(r).Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, callingPath(k.Customer), web.Said("calls.said.lifted"))
}
