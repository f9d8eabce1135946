package team

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// awayView is what stands on the page about somebody's absence.
type awayView struct {
	person overview.Person
	gone   []absence
	first  string // as typed
	last   string
	web.Refusal
	due overview.RedistributePage // what stands in the way of leave
}

// absence is one stretch away in words.
type absence struct {
	id   string
	said string
	sick bool
}

// Away shows when somebody is away, with one press to be ill.
func (p *Pages) Away(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	staff := about(r, form)
	if err := form.Err(); err != nil {
		return err
	}
	page, err := p.awayOf(r, staff)
	if err != nil {
		return err
	}
	return web.Render(w, r, awayPage(web.ViewOf(r), page))
}

func (p *Pages) awayOf(r *http.Request, staff id.Staff) (page awayView, err error) {
	v := web.ViewOf(r)
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		page = awayView{}
		all, err := overview.Team(tx, p.Acts.Team, midnight(v, 1))
		if err != nil {
			return err
		}
		for _, one := range all.People {
			if one.Staff.ID == staff {
				page.person = one
			}
		}
		if page.person.Staff.ID.IsZero() {
			return fault.New(fault.NotFound, "team.unknown_staff")
		}
		absences, err := p.Acts.Team.Absences(tx, staff, tx.Now)
		for _, one := range absences {
			page.gone = append(page.gone, absence{one.ID.String(), stretch(v, one.FromAt, one.UntilAt), one.Kind == "sick"})
		}
		return err
	})
	return page, err
}

// stretch says from when until when, in whole days where both ends are midnights.
func stretch(v *web.View, from, until time.Time) string {
	if until.IsZero() {
		return v.T("teamwork.away_page.since", "day", v.Day(from, v.Now))
	}
	last := until.Add(-time.Minute)
	if v.DayDate(from, v.Now) == v.DayDate(last, v.Now) {
		return v.DayDate(from, v.Now)
	}
	return v.T("teamwork.away_page.through", "first", v.DayDate(from, v.Now), "last", v.DayDate(last, v.Now))
}

// did runs an act about somebody and says what was done: one thing to themselves, another to who looks
// after them.
func (p *Pages) did(w http.ResponseWriter, r *http.Request, own, other string, undo bool, fn func(staff id.Staff, form *web.Form) error) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	staff := about(r, form)
	if err := form.Err(); err != nil {
		return err
	}
	if err := fn(staff, form); err != nil {
		return err
	}
	path, said := "/team", web.Said(own)
	if staff != web.ViewOf(r).Who.Actor.StaffID() {
		path, said = "/team/away?staff="+staff.String(), web.Said(other)
	}
	if undo {
		said = said.WithWayBack("/team/away/" + staff.String() + "/undo")
	}
	return web.Redirect(w, r, path, said)
}

// Ill records that somebody is away as from now.
func (p *Pages) Ill(w http.ResponseWriter, r *http.Request) error {
	return p.did(w, r, "teamwork.said.ill", "teamwork.said.ill_other", true, func(staff id.Staff, _ *web.Form) error {
		_, err := p.Acts.FallIll(r.Context(), web.ViewOf(r).Who.Actor, staff)
		return err
	})
}

// UndoIll takes back that somebody fell ill just now.
func (p *Pages) UndoIll(w http.ResponseWriter, r *http.Request) error {
	staff, err := web.PathID[id.Staff](r, "staff")
	if err != nil {
		return err
	}
	if err := p.Acts.UndoIll(r.Context(), web.ViewOf(r).Who.Actor, staff); err != nil {
		return err
	}
	return web.Redirect(w, r, "/team", web.Said("teamwork.said.not_ill"))
}

// Back records that somebody is there again.
func (p *Pages) Back(w http.ResponseWriter, r *http.Request) error {
	return p.did(w, r, "teamwork.said.back", "teamwork.said.back_other", false, func(staff id.Staff, _ *web.Form) error {
		return p.Acts.Back(r.Context(), web.ViewOf(r).Who.Actor, staff)
	})
}

// CancelLeave has planned leave not take place.
func (p *Pages) CancelLeave(w http.ResponseWriter, r *http.Request) error {
	return p.did(w, r, "teamwork.said.cancelled", "teamwork.said.cancelled", false, func(staff id.Staff, form *web.Form) error {
		absence := web.FormID[id.Any](form, "absence")
		if err := form.Err(); err != nil {
			return err
		}
		return p.Acts.CancelLeave(r.Context(), web.ViewOf(r).Who.Actor, staff, absence)
	})
}

// Leave plans leave. What is due in that time stands in the way, and can be given to colleagues at once.
func (p *Pages) Leave(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	staff := about(r, form)
	days := act.Days{Staff: staff, First: form.Needed("first", 10), Last: form.Line("last", 10)}
	if days.Last == "" {
		days.Last = days.First
	}
	if err = form.Err(); err == nil {
		if _, err = p.Acts.PlanLeave(r.Context(), v.Who.Actor, days); err == nil {
			return web.Redirect(w, r, "/team/away?staff="+staff.String(), web.Said("teamwork.said.planned"))
		}
	}
	page, failed := p.awayOf(r, staff)
	if failed != nil {
		return failed
	}
	page.first, page.last = form.Raw("first"), form.Raw("last")
	if fault.Is(err, "team.leave_promises_due") {
		if page.due, failed = p.waiting(r, during(v, staff, days)); failed != nil {
			return failed
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		page.Refusal = f
		return awayPage(v, page)
	})
}

// during is what is due in days of leave; the act has read them already.
func during(v *web.View, staff id.Staff, days act.Days) overview.Handout {
	only := overview.Handout{Owner: staff, From: v.Now}
	if first, err := time.ParseInLocation(time.DateOnly, days.First, v.Zone); err == nil && first.After(v.Now) {
		only.From = first
	}
	if last, err := time.ParseInLocation(time.DateOnly, days.Last, v.Zone); err == nil {
		only.Until = last.AddDate(0, 0, 1)
	}
	return only
}
