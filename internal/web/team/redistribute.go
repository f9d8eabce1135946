package team

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Redistribute shows the promises that wait for an owner or may soon.
func (p *Pages) Redistribute(w http.ResponseWriter, r *http.Request) error {
	page, err := p.waitingFrom(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, redistributePage(web.ViewOf(r), page, web.Refusal{}))
}

// WaitingCard is the card of what waits, by itself.
func (p *Pages) WaitingCard(w http.ResponseWriter, r *http.Request) error {
	page, err := p.waitingFrom(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, waitingCard(web.ViewOf(r), page))
}

// manyWait is how many wait before a busy day is the better way.
const manyWait = 10

// waitingFrom is the page that the address asks for.
func (p *Pages) waitingFrom(r *http.Request) (page overview.RedistributePage, err error) {
	form, err := web.ReadQuery(r)
	if err != nil {
		return page, err
	}
	skip := form.Int("skip", 0, maxSkip, 0)
	if err := form.Err(); err != nil {
		return page, err
	}
	return p.waiting(r, overview.Handout{Skip: skip})
}

// waitingPath leads to what waits, from a place in it.
func waitingPath(path string, skip int) string {
	if skip == 0 {
		return path
	}
	return path + "?skip=" + strconv.Itoa(skip)
}

// Give makes somebody else the owner of a promise.
func (p *Pages) Give(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	of, to := web.FormID[id.Promise](form, "promise"), web.FormID[id.Staff](form, "to")
	override := form.Has("anyway")
	if to.IsZero() {
		form.Needed("to", maxID)
	}
	if err = form.Err(); err == nil {
		given, failed := p.Acts.Reassign(r.Context(), v.Who.Actor, of, to, "colleague", override)
		if err = failed; err == nil {
			return web.Redirect(w, r, web.SafeNext(form.Raw("back")), web.Said("teamwork.said.given", "code", string(given.Promise.Code), "name", p.firstName(r, to)))
		}
	}
	page, failed := p.waiting(r, overview.Handout{})
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component { return redistributePage(v, page, f) })
}

// firstName is how a colleague is called; a name that cannot be read now is left out.
func (p *Pages) firstName(r *http.Request, of id.Staff) string {
	members, _, err := p.See.Staff(r.Context(), web.ViewOf(r).Who.Actor)
	if err != nil {
		return ""
	}
	for _, one := range members {
		if one.Staff.ID == of {
			return one.Staff.FirstName
		}
	}
	return ""
}

const (
	maxSkip = 5000 // as many as are looked at
	maxID   = 40
	maxLine = 120
)
