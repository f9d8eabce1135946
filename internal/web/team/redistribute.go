package team

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Redistribute shows the promises that wait for an owner or may soon.
func (p *Pages) Redistribute(w http.ResponseWriter, r *http.Request) error {
	view, err := p.waitingFrom(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, redistributePage(web.ViewOf(r), view, web.Refusal{}))
}

// WaitingCard is the card of what waits, by itself.
func (p *Pages) WaitingCard(w http.ResponseWriter, r *http.Request) error {
	view, err := p.waitingFrom(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, waitingCard(web.ViewOf(r), view))
}

// manyWait is how many wait before a busy day is the better way.
const manyWait = 10

// waitingFrom is the page that the address asks for: what there is of one colleague, or of all. Much of it is told
// per colleague, unless somebody asked for it one by one.
func (p *Pages) waitingFrom(r *http.Request) (view waitingView, err error) {
	form, err := web.ReadQuery(r)
	if err != nil {
		return view, err
	}
	view.of = form.Line("of", maxID)
	only := overview.Handout{Skip: form.Int("skip", 0, maxSkip, 0)}
	only.Fold = view.of == "" && only.Skip == 0
	switch view.of {
	case "", ofAll:
	case ofLeft:
		only.Of = &id.Staff{}
	default:
		staff := web.FormID[id.Staff](form, "of")
		only.Of = &staff
	}
	if err := form.Err(); err != nil {
		return view, err
	}
	view.RedistributePage, err = p.waiting(r, only)
	return view, err
}

// refused draws the page again with why something was not given.
func (p *Pages) refused(w http.ResponseWriter, r *http.Request, why error) error {
	page, err := p.waiting(r, overview.Handout{Fold: true})
	if err != nil {
		return err
	}
	return web.Again(w, r, why, func(f web.Refusal) templ.Component {
		return redistributePage(web.ViewOf(r), waitingView{RedistributePage: page}, f)
	})
}

// waitingView is what is to be given out, and of whom it was asked.
type waitingView struct {
	overview.RedistributePage
	of string // of one colleague; ofLeft, ofAll; empty: per colleague, when it is much
}

const (
	ofAll  = "all"
	ofLeft = "left"
)

// path leads to what waits, from a place in it.
func (view waitingView) path(path string, skip int) string { return waitingPath(path, view.of, skip) }

func waitingPath(path, of string, skip int) string {
	asked := url.Values{}
	if of != "" {
		asked.Set("of", of)
	}
	if skip > 0 {
		asked.Set("skip", strconv.Itoa(skip))
	}
	if len(asked) == 0 {
		return path
	}
	return path + "?" + asked.Encode()
}

// bundlePath leads to what there is of one colleague, one by one.
func bundlePath(b overview.Bundle) string {
	of := ofLeft
	if !b.Staff.IsZero() {
		of = b.Staff.String()
	}
	return waitingPath("/team/redistribute", of, 0)
}

// GiveAll gives what there is of one colleague to whoever can keep it, at once.
func (p *Pages) GiveAll(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	var gives []act.Give
	for _, text := range form.Lines("give", 2*maxID) {
		one, err := readGive(text)
		if err != nil {
			form.Refuse(err)
		}
		gives = append(gives, one)
	}
	if err = form.Err(); err == nil {
		var out act.HandedOut
		if out, err = p.Acts.HandOut(r.Context(), web.ViewOf(r).Who.Actor, gives); err == nil {
			return web.Redirect(w, r, "/team/redistribute", saidHandedOut(out))
		}
	}
	return p.refused(w, r, err)
}

func readGive(text string) (one act.Give, err error) {
	of, to, found := strings.Cut(text, " ")
	if found {
		if one.Promise, err = id.Parse[id.Promise](of); err == nil {
			one.To, err = id.Parse[id.Staff](to)
		}
	}
	if !found || err != nil {
		return one, fault.New(fault.Invalid, "web.not_offered").On("give")
	}
	return one, nil
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
	return p.refused(w, r, err)
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
