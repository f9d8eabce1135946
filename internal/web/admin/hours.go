package admin

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/team"
	"kroon/internal/web"
)

// Hours shows when the organisation works and when it is closed.
func (p *Pages) Hours(w http.ResponseWriter, r *http.Request) error {
	house, err := p.See.House(r.Context(), web.ViewOf(r).Who.Actor)
	if err != nil {
		return err
	}
	return p.answer(w, r, "/settings/hours", overview.Working{}, func(asked when) templ.Component {
		return hoursPage(web.ViewOf(r), house, standing(house), now(nil, nil), asked)
	})
}

func standing(house overview.House) filled {
	return now(weekValues(house.Week, house.Hours.Version), nil)
}

// DoHours changes when the organisation works; a day of which nothing is typed is closed.
func (p *Pages) DoHours(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	week := weekOf(form, true)
	if err = form.Err(); err == nil {
		if err = p.Acts.SetHours(r.Context(), v.Who.Actor, week, version(form)); err == nil {
			return web.Redirect(w, r, "/settings/hours", web.Said("admin.saved"))
		}
	}
	house, failed := p.See.House(r.Context(), v.Who.Actor)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return hoursPage(v, house, typed(form, f), now(nil, nil), p.byDefault(r, "/settings/hours", overview.Working{}))
	})
}

// CloseDay has the organisation closed on a day.
func (p *Pages) CloseDay(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	day, name := form.Needed("day", 10), form.Line("day_name", maxName)
	if err = form.Err(); err == nil {
		if err = p.Acts.CloseDay(r.Context(), v.Who.Actor, day, name); err == nil {
			return web.Redirect(w, r, "/settings/hours#closed", web.Said("admin.day_closed", "day", day).WithWayBack("/settings/closed/"+day+"/reopen"))
		}
	}
	house, failed := p.See.House(r.Context(), v.Who.Actor)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return hoursPage(v, house, standing(house), typed(form, f), p.byDefault(r, "/settings/hours", overview.Working{}))
	})
}

// ReopenDay takes a closed day back.
func (p *Pages) ReopenDay(w http.ResponseWriter, r *http.Request) error {
	day := r.PathValue("day")
	if err := p.Acts.ReopenDay(r.Context(), web.ViewOf(r).Who.Actor, day); err != nil {
		return err
	}
	return web.Redirect(w, r, "/settings/hours#closed", web.Said("admin.day_reopened", "day", day))
}

// DoHolidays says which of the days that employers agree on are kept here.
func (p *Pages) DoHolidays(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	house, err := p.See.House(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	o := house.Organisation
	o.GoodFriday, o.LiberationDay = form.Has("good_friday"), form.Has("liberation_day")
	if _, err = p.Acts.ChangeOrganisation(r.Context(), v.Who.Actor, o); err != nil {
		return err
	}
	return web.Redirect(w, r, "/settings/hours#closed", web.Said("admin.saved"))
}

// StaffHours shows when somebody works, and within which hours colleagues may promise for them.
func (p *Pages) StaffHours(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	s, err := p.sheetOf(r)
	if err != nil {
		return err
	}
	return p.answer(w, r, hoursPath(s.Staff.ID), overview.Working{Staff: s.Staff.ID}, func(asked when) templ.Component {
		return staffHours(v, s, ownHours(s), openedHours(s), asked)
	})
}

func ownHours(s overview.Sheet) filled { return now(weekValues(s.Hours.Week, s.Hours.Version), nil) }

func openedHours(s overview.Sheet) filled {
	return now(weekValues(s.Opened.Week, s.Opened.Version), nil)
}

func (p *Pages) sheetOf(r *http.Request) (overview.Sheet, error) {
	staff, err := web.PathID[id.Staff](r, "staff")
	if err != nil {
		return overview.Sheet{}, err
	}
	return p.See.Sheet(r.Context(), web.ViewOf(r).Who.Actor, staff)
}

// DoStaffHours changes when somebody works.
func (p *Pages) DoStaffHours(w http.ResponseWriter, r *http.Request) error {
	return p.staffWeek(w, r, func(s overview.Sheet, week team.Week, version int64) error {
		return p.Acts.SetStaffHours(r.Context(), web.ViewOf(r).Who.Actor, s.Staff.ID, week, version)
	}, func(s overview.Sheet, again filled) templ.Component {
		return staffHours(web.ViewOf(r), s, again, openedHours(s), p.byDefault(r, hoursPath(s.Staff.ID), overview.Working{Staff: s.Staff.ID}))
	})
}

// DoOpened changes within which hours colleagues may promise for somebody.
func (p *Pages) DoOpened(w http.ResponseWriter, r *http.Request) error {
	return p.staffWeek(w, r, func(s overview.Sheet, week team.Week, version int64) error {
		return p.Acts.SetOpened(r.Context(), web.ViewOf(r).Who.Actor, s.Staff.ID, week, version)
	}, func(s overview.Sheet, again filled) templ.Component {
		return staffHours(web.ViewOf(r), s, ownHours(s), again, p.byDefault(r, hoursPath(s.Staff.ID), overview.Working{Staff: s.Staff.ID}))
	})
}

func (p *Pages) staffWeek(w http.ResponseWriter, r *http.Request, set func(overview.Sheet, team.Week, int64) error, again func(overview.Sheet, filled) templ.Component) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s, err := p.sheetOf(r)
	if err != nil {
		return err
	}
	week := weekOf(form, false)
	if err = form.Err(); err == nil {
		if err = set(s, week, version(form)); err == nil {
			return web.Redirect(w, r, hoursPath(s.Staff.ID), web.Said("admin.saved"))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component { return again(s, typed(form, f)) })
}
