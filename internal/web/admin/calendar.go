package admin

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/team"
	"kroon/internal/web"
)

// maxAddress bounds the address of a calendar, in characters.
const maxAddress = 2000

func calendarPath(staff id.Staff) string { return staffPath(staff) + "/calendar" }

// agenda is somebody's own calendar as Kroon reads it.
type agenda struct {
	of     overview.Sheet
	source team.Source
	given  bool
	own    bool // of whoever is at the screen
}

func (p *Pages) agendaOf(r *http.Request) (a agenda, err error) {
	if a.of, err = p.sheetOf(r); err != nil {
		return a, err
	}
	actor := web.ViewOf(r).Who.Actor
	a.own = actor.StaffID() == a.of.Staff.ID
	a.source, a.given, err = p.See.Feed(r.Context(), actor, a.of.Staff.ID)
	return a, err
}

// Calendar shows where Kroon reads when somebody is busy, and how that went.
func (p *Pages) Calendar(w http.ResponseWriter, r *http.Request) error {
	a, err := p.agendaOf(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, calendarPage(web.ViewOf(r), a, calendarSheet(a, now(nil, nil))))
}

// DoCalendar has Kroon read somebody's calendar at the address that was pasted.
func (p *Pages) DoCalendar(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	a, err := p.agendaOf(r)
	if err != nil {
		return err
	}
	address := form.Needed("address", maxAddress)
	if err = form.Err(); err == nil {
		if err = p.Acts.SetFeed(r.Context(), web.ViewOf(r).Who.Actor, a.of.Staff.ID, address); err == nil {
			return web.Redirect(w, r, calendarPath(a.of.Staff.ID), web.Said("admin.calendar_given"))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return calendarPage(web.ViewOf(r), a, calendarSheet(a, typed(form, f)))
	})
}

// StopCalendar takes the address away, and the busy times that came from it.
func (p *Pages) StopCalendar(w http.ResponseWriter, r *http.Request) error {
	a, err := p.agendaOf(r)
	if err != nil {
		return err
	}
	if err := p.Acts.SetFeed(r.Context(), web.ViewOf(r).Who.Actor, a.of.Staff.ID, ""); err != nil {
		return err
	}
	return web.Redirect(w, r, calendarPath(a.of.Staff.ID), web.Said("admin.calendar_stopped"))
}

// calendarSheet asks for the address. The browser does not keep what was typed: it is a secret.
func calendarSheet(a agenda, f filled) sheet {
	press := "admin.calendar.give"
	if a.given {
		press = "admin.calendar.replace"
	}
	return sheet{filled: f, action: calendarPath(a.of.Staff.ID), press: press, parts: []part{
		{name: "address", kind: "url", hint: "address", required: true, fill: "off"},
	}}
}

// lastRead says when the calendar was last read.
func lastRead(v *web.View, s team.Source) string {
	if s.ImportedAt.IsZero() {
		return v.T("admin.calendar.not_read")
	}
	return v.Ago(s.ImportedAt, v.Now)
}

// titleOfCalendar names the page: one's own, or somebody's.
func titleOfCalendar(v *web.View, a agenda) string {
	if a.own {
		return v.T("admin.calendar.own")
	}
	return v.T("admin.calendar.of", "name", a.of.Staff.FirstName)
}

func calendarFormTitle(v *web.View, a agenda) string {
	if a.given {
		return v.T("admin.calendar.other")
	}
	return v.T("admin.calendar.new")
}
