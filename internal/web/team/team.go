// Package team is the screens of people who work together: who is there, who takes over from whom, the
// busy day, and how well we keep our word.
package team

import (
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Pages answers the routes of this area.
type Pages struct {
	Acts *act.Acts
	See  overview.Settings
}

// now is the team as the person at the screen sees it.
func (p *Pages) now(r *http.Request) (page overview.TeamPage, err error) {
	v := web.ViewOf(r)
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		page, err = overview.Team(tx, p.Acts.Team, midnight(v, 1))
		return err
	})
	return page, err
}

// withRooms is the team as the person at the screen sees it, with who has room until when.
func (p *Pages) withRooms(r *http.Request) (page overview.TeamPage, err error) {
	v := web.ViewOf(r)
	err = p.Acts.DB.Read(r.Context(), v.Who.Actor, func(tx *db.Tx) error {
		if page, err = overview.Team(tx, p.Acts.Team, midnight(v, 1)); err != nil {
			return err
		}
		return overview.TeamRooms(tx, p.Acts.Team, &page, midnight(v, 1), midnight(v, 2))
	})
	return page, err
}

// midnight is the begin of the day that many days after today, on the clock of the screen.
func midnight(v *web.View, days int) time.Time {
	year, month, day := v.Now.In(v.Zone).Date()
	return time.Date(year, month, day+days, 0, 0, 0, 0, v.Zone)
}

// Team shows who is there and who is not.
func (p *Pages) Team(w http.ResponseWriter, r *http.Request) error {
	page, err := p.withRooms(r)
	if err != nil {
		return err
	}
	waiting, err := p.waiting(r, overview.Handout{Count: true})
	if err != nil {
		return err
	}
	return web.Render(w, r, teamPage(web.ViewOf(r), page, waiting.Waits, waiting.AtRisk))
}

// People is the card of who is there, by itself.
func (p *Pages) People(w http.ResponseWriter, r *http.Request) error {
	page, err := p.withRooms(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, peopleCard(web.ViewOf(r), page))
}

// waiting reads what is to be given out again.
func (p *Pages) waiting(r *http.Request, only overview.Handout) (page overview.RedistributePage, err error) {
	err = p.Acts.DB.Read(r.Context(), web.ViewOf(r).Who.Actor, func(tx *db.Tx) error {
		o, err := p.Acts.Organisation.Get(tx)
		if err != nil {
			return err
		}
		page, err = overview.Redistribute(tx, p.Acts.Team, o.MarginMinutes, only)
		return err
	})
	return page, err
}

// about is whom a page is about: who is asked for, or oneself.
func about(r *http.Request, form *web.Form) id.Staff {
	if asked := web.FormID[id.Staff](form, "staff"); !asked.IsZero() {
		return asked
	}
	return web.ViewOf(r).Who.Actor.StaffID()
}
