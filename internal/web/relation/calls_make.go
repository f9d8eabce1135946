package relation

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// sieveForm is the form of a new list as it is filled in.
type sieveForm struct {
	Name, About, Purpose string
	Parts                overview.CallFilter
	Filters              []overview.CallSaved
	People               []overview.Colleague
	Found                act.Finding
	Counted              bool
	Refusal              web.Refusal
}

// New shows whom a list can be made of, and counts them as the filter stands.
func (c Calls) New(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	f, err := c.sieveForm(r, form)
	if err == nil {
		err = form.Err()
	}
	if err == nil && (form.Has("count") || form.Has("filter")) {
		f.Found, err = c.Acts.CountToCall(r.Context(), web.ViewOf(r).Who.Actor, f.Parts)
		f.Counted = err == nil
	}
	if err != nil {
		return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
			f.Refusal = refusal
			return newListPage(web.ViewOf(r), f)
		})
	}
	return web.Render(w, r, newListPage(web.ViewOf(r), f))
}

func (c Calls) sieveForm(r *http.Request, form *web.Form) (f sieveForm, err error) {
	f.Name, f.About = form.Line("name", maxTyped), form.Line("about", maxTyped)
	f.Purpose = form.Choice("purpose", codes(overview.CallPurposes())...)
	f.Parts = readFilter(form)
	if f.Filters, f.People, err = c.See.Filters(r.Context(), web.ViewOf(r).Who.Actor); err != nil {
		return f, err
	}
	for _, saved := range f.Filters {
		if saved.ID == web.FormID[id.Any](form, "filter") {
			f.Parts = saved.Parts
		}
	}
	return f, nil
}

func readFilter(form *web.Form) overview.CallFilter {
	number := func(name string) int { return form.Int(name, 0, maxNumber, 0) }
	return overview.CallFilter{
		Kind: form.Choice("kind", "", "person", "organisation"), Lang: lang.Lang(form.Choice("lang", "", string(lang.NL), string(lang.EN))),
		City: form.Line("city", maxTyped), BoughtWithin: number("bought_within"), NotBoughtFor: number("not_bought_for"),
		Orders: number("orders"), OrdersMost: number("orders_most"), NeverBought: form.Has("never_bought"), Spent: number("spent"),
		Season: overview.CallSeason(form.Choice("season", append([]string{""}, codes(overview.CallSeasons())...)...)), Again: number("again"),
		NotSpokenFor: number("not_spoken_for"), Owner: web.FormID[id.Staff](form, "owner"), NothingOwed: form.Has("nothing_owed"),
		WaitsToBuy: form.Has("waits_to_buy"), NothingWrong: form.Has("nothing_wrong"), Callable: form.Has("callable"),
	}
}

// Make makes the list, or keeps its filter under the name.
func (c Calls) Make(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	f, err := c.sieveForm(r, form)
	if err != nil {
		return err
	}
	save := form.Choice("do", "make", "save") == "save"
	if err = form.Err(); err == nil && save {
		var kept overview.CallSaved
		if kept, err = c.Acts.SaveCallFilter(r.Context(), v.Who.Actor, f.Name, f.Parts); err == nil {
			return web.Redirect(w, r, listRoot+"/new?filter="+kept.ID.String(), web.Said("calls.said.saved"))
		}
	} else if err == nil {
		var made overview.CallList
		made, err = c.Acts.MakeCallList(r.Context(), v.Who.Actor, overview.CallNew{Name: f.Name, About: f.About, Purpose: overview.CallPurpose(f.Purpose), Parts: f.Parts})
		if err == nil {
			return web.Redirect(w, r, listPath(made.ID), web.Said("calls.said.made"))
		}
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		if found, counted := c.Acts.CountToCall(r.Context(), v.Who.Actor, f.Parts); counted == nil {
			f.Found, f.Counted = found, true // the fields of the name stand with what was found
		}
		return newListPage(v, f)
	})
}

// typed shows a number of a filter; 0 is an empty field.
func typed(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// parts says in words what a filter is about, part by part.
func parts(v *web.View, f overview.CallFilter) []string {
	var out []string
	number := func(key string, n int) {
		if n > 0 {
			out = append(out, v.T("calls.part."+key, "n", n))
		}
	}
	flag := func(key string, is bool) {
		if is {
			out = append(out, v.T("calls.part."+key))
		}
	}
	flag("kind_"+f.Kind, f.Kind != "")
	flag("lang_"+string(f.Lang), f.Lang != "")
	if f.City != "" {
		out = append(out, v.T("calls.part.city", "city", f.City))
	}
	number("bought_within", f.BoughtWithin)
	number("not_bought_for", f.NotBoughtFor)
	number("orders", f.Orders)
	number("orders_most", f.OrdersMost)
	flag("never_bought", f.NeverBought)
	number("spent", f.Spent)
	flag("season_"+string(f.Season), f.Season != "")
	number("again", f.Again)
	number("not_spoken_for", f.NotSpokenFor)
	flag("owner", !f.Owner.IsZero())
	flag("nothing_owed", f.NothingOwed)
	flag("waits_to_buy", f.WaitsToBuy)
	flag("nothing_wrong", f.NothingWrong)
	flag("callable", f.Callable)
	if len(out) == 0 {
		out = append(out, v.T("calls.part.everybody"))
	}
	return out
}
