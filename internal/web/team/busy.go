package team

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// busyView is the first step of a busy day: what is to be moved.
type busyView struct {
	overview.BusyDayPage
	until  string // today, tomorrow, week
	all    bool
	when   string // from when new times are sought: tomorrow, asap
	chosen []id.Promise
	web.Refusal
}

// planned is the second step: the new times, and the words above the notices.
type planned struct {
	Line  overview.PromiseLine
	Move  act.Move
	Owner string // first name of who keeps it then
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
	view.until, view.all = form.Choice("until", "today", "tomorrow", "week"), form.Has("all")
	if err := form.Err(); err != nil {
		return view, err
	}
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		view.BusyDayPage, err = overview.BusyDay(tx, midnight(v, untils[view.until]), id.Staff{})
		return err
	})
	return view, err
}

func (view busyView) picked(line overview.PromiseLine) bool {
	return view.all || slices.Contains(view.chosen, line.ID)
}

// Plan finds new times for what was picked, and shows them before anything happens.
func (p *Pages) Plan(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	var chosen []id.Promise
	for _, text := range form.Lines("promise", maxID) {
		one, err := id.Parse[id.Promise](text)
		if err != nil {
			form.Refuse(fault.New(fault.Invalid, "web.not_offered").On("promise"))
		}
		chosen = append(chosen, one)
	}
	when, after := form.Choice("when", "tomorrow", "asap"), midnight(v, 1)
	if when == "asap" {
		after = v.Now
	}
	if err = form.Err(); err == nil {
		var plan []act.Move
		if plan, err = p.Acts.PlanBusyDay(r.Context(), v.Who.Actor, chosen, after); err == nil {
			lines, failed := p.named(r, plan)
			if failed != nil {
				return failed
			}
			return web.Render(w, r, plannedPage(v, lines, "", web.Refusal{}))
		}
	}
	view, failed := p.busyOf(r, form)
	if failed != nil {
		return failed
	}
	view.chosen, view.all, view.when = chosen, false, when
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		view.Refusal = f
		return busyPage(v, view)
	})
}

// named reads what is moved, and who keeps it then.
func (p *Pages) named(r *http.Request, plan []act.Move) (out []planned, err error) {
	err = p.Acts.DB.Read(r.Context(), web.ViewOf(r).Who.Actor, func(tx *db.Tx) error {
		out = nil
		people, err := p.Acts.Team.List(tx)
		if err != nil {
			return err
		}
		for _, move := range plan {
			line, _, err := overview.Line(tx, move.Promise)
			if err != nil {
				return err
			}
			one := planned{Line: line, Move: move}
			for _, person := range people {
				if person.ID == move.Owner {
					one.Owner = person.FirstName
				}
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// field is a planned move as the page sends it on.
func (p planned) field() string {
	return p.Move.Promise.String() + " " + p.Move.Due.UTC().Format(time.RFC3339) + " " + p.Move.Owner.String()
}

// Move gives the promises their new times and every customer an honest notice.
func (p *Pages) Move(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	var plan []act.Move
	for _, text := range form.Lines("move", 200) {
		move, err := readMove(text)
		if err != nil {
			form.Refuse(err)
		}
		plan = append(plan, move)
	}
	words := form.Text("words", 2000)
	if err = form.Err(); err == nil {
		var n int
		if n, err = p.Acts.MoveBusyDay(r.Context(), v.Who.Actor, plan, words); err == nil {
			return web.Redirect(w, r, "/team/busy", web.Said("teamwork.said.moved", "n", n))
		}
	}
	lines, failed := p.named(r, plan)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component { return plannedPage(v, lines, words, f) })
}

func readMove(text string) (move act.Move, err error) {
	parts := strings.Fields(text)
	unclear := fault.New(fault.Invalid, "web.not_offered").On("move")
	if len(parts) != 3 {
		return move, unclear
	}
	if move.Promise, err = id.Parse[id.Promise](parts[0]); err != nil {
		return move, unclear.Because(err)
	}
	if move.Due, err = time.Parse(time.RFC3339, parts[1]); err != nil {
		return move, unclear.Because(err)
	}
	if move.Owner, err = id.Parse[id.Staff](parts[2]); err != nil {
		return move, unclear.Because(err)
	}
	return move, nil
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
