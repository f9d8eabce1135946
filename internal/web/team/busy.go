package team

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// busyView is the first step of a busy day: what is to be moved.
type busyView struct {
	overview.BusyDayPage
	until  string // today, tomorrow, week
	kind   string
	team   id.Team
	choose string              // what is chosen to begin with: ill, all, none
	when   string              // from when new times are sought: tomorrow, asap
	picks  map[id.Staff]string // as sent: all, some, none of what somebody was to do
	chosen map[id.Promise]bool // as sent, one by one
	web.Refusal
}

// untils are the ends of what the busy day looks at, in days after today.
var untils = map[string]int{"today": 1, "tomorrow": 2, "week": 7}

// Busy shows what is due and can be moved.
func (p *Pages) Busy(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	view, err := p.busyOf(r, form)
	if err != nil {
		return err
	}
	return web.Render(w, r, busyPage(web.ViewOf(r), view))
}

func (p *Pages) busyOf(r *http.Request, form *web.Form) (view busyView, err error) {
	v := web.ViewOf(r)
	view.until, view.choose = form.Choice("until", "today", "tomorrow", "week"), form.Choice("choose", "ill", "all", "none")
	view.kind, view.team = form.Choice("kind", append([]string{""}, kinds...)...), web.FormID[id.Team](form, "team")
	if err := form.Err(); err != nil {
		return view, err
	}
	only := overview.BusyOnly{Kind: promise.Kind(view.kind), Team: view.team}
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		view.BusyDayPage, err = overview.BusyDay(tx, p.Acts.Team, midnight(v, untils[view.until]), only)
		return err
	})
	return view, err
}

// path is the page with one thing changed.
func (view busyView) path(name, value string) string {
	query := url.Values{"until": {view.until}, "choose": {view.choose}, "kind": {view.kind}, "team": {view.team.String()}}
	query.Set(name, value)
	for name := range query {
		if query.Get(name) == "" {
			query.Del(name)
		}
	}
	return "/team/busy?" + query.Encode()
}

// pick is what is chosen of what somebody was to do.
func (view busyView) pick(group overview.BusyGroup) string {
	if sent := view.picks[group.Staff]; sent != "" {
		return sent
	}
	if slices.ContainsFunc(group.Lines, func(line overview.PromiseLine) bool { return view.chosen[line.ID] }) {
		return "some"
	}
	if view.picks == nil && (view.choose == "all" || view.choose == "ill" && group.Away) {
		return "all"
	}
	return "none"
}

// ofAway counts what whoever is away was to do.
func (view busyView) ofAway() (n int) {
	for _, group := range view.Groups {
		if group.Away {
			n += len(group.Lines)
		}
	}
	return n
}

func pickField(group overview.BusyGroup) string { return "of-" + group.Staff.String() }

// read takes over what was chosen: everything of one person, or some of it one by one.
func (view *busyView) read(form *web.Form) (which []id.Promise) {
	view.picks, view.chosen = map[id.Staff]string{}, map[id.Promise]bool{}
	view.when = form.Choice("when", "tomorrow", "asap")
	for _, text := range form.Lines("promise", maxID) {
		one, err := id.Parse[id.Promise](text)
		if err != nil {
			form.Refuse(fault.New(fault.Invalid, "web.not_offered").On("promise"))
			continue
		}
		view.chosen[one] = true
	}
	for _, group := range view.Groups {
		view.picks[group.Staff] = form.Choice(pickField(group), "", "all", "some", "none")
		for _, line := range group.Lines {
			switch pick := view.picks[group.Staff]; {
			case pick == "all" || pick != "none" && view.chosen[line.ID]:
				which = append(which, line.ID)
			}
		}
	}
	return which
}

// Plan finds new times for what was picked, and shows them before anything happens.
func (p *Pages) Plan(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	view, err := p.busyOf(r, form)
	if err != nil {
		return err
	}
	which := view.read(form)
	after := midnight(v, 1)
	if view.when == "asap" {
		after = v.Now
	}
	if err = form.Err(); err == nil {
		var plan []act.Move
		if plan, err = p.Acts.PlanBusyDay(r.Context(), v.Who.Actor, which, after); err == nil {
			planned, failed := p.planned(r, plan)
			if failed != nil {
				return failed
			}
			planned.stop = view.Stopped.IsZero()
			return web.Render(w, r, plannedPage(v, planned))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		view.Refusal = f
		return busyPage(v, view)
	})
}

// Stop has Kroon offer nothing more for today.
func (p *Pages) Stop(w http.ResponseWriter, r *http.Request) error {
	if _, err := p.Acts.StopSameDay(r.Context(), web.ViewOf(r).Who.Actor, true); err != nil {
		return err
	}
	return web.Redirect(w, r, "/team/busy", web.Said("teamwork.said.stopped").WithWayBack("/team/busy/allow"))
}

// Allow has Kroon offer times for today again.
func (p *Pages) Allow(w http.ResponseWriter, r *http.Request) error {
	if _, err := p.Acts.StopSameDay(r.Context(), web.ViewOf(r).Who.Actor, false); err != nil {
		return err
	}
	return web.Redirect(w, r, "/team/busy", web.Said("teamwork.said.allowed"))
}
