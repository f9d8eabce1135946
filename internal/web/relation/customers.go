package relation

import (
	"net/http"
	"net/url"
	"strings"

	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

const (
	mostListed  = 30
	mostGlanced = 8 // below the search field of any page
	mostPeople  = 5 // of which, where other things are found too
	mostSaid    = 4
	mostThings  = 3
)

// Customers finds customers: the page, and, asked for while typing in the head of any page, a short list.
func (s Screens) Customers(w http.ResponseWriter, r *http.Request) error {
	limit := mostListed
	if web.IsPart(r) {
		limit = mostGlanced
	}
	v, page, err := s.found(r, limit)
	if err != nil {
		return err
	}
	ways := append(page.deeds, v.WaysTo(page.Text, web.PageOfCustomer(r))...)
	switch {
	case web.IsPart(r) && page.Text == "":
		return web.Render(w, r, nothingTyped())
	case web.IsPart(r):
		page.shorten()
		return web.Render(w, r, glance(v, page.SearchPage, ways))
	}
	return web.Render(w, r, customersPage(v, page.SearchPage, ways))
}

// Search answers with the list of the page alone, while one types in it.
func (s Screens) Search(w http.ResponseWriter, r *http.Request) error {
	v, page, err := s.found(r, mostListed)
	if err != nil {
		return err
	}
	ways := append(page.deeds, v.WaysTo(page.Text, "")...)
	if !web.IsPart(r) {
		return web.Render(w, r, customersPage(v, page.SearchPage, ways))
	}
	return web.Render(w, r, customersFound(v, page.SearchPage, ways))
}

// searched is what was found, and what can be done with whom was found.
type searched struct {
	overview.SearchPage
	deeds []web.GoTo
}

// shorten leaves what fits below a search field.
func (p *searched) shorten() {
	p.Said = p.Said[:min(len(p.Said), mostSaid)]
	p.Things = p.Things[:min(len(p.Things), mostThings)]
	if len(p.Said)+len(p.Things)+len(p.Answers) > 0 && len(p.Customers) > mostPeople {
		p.Customers, p.More = p.Customers[:mostPeople], true
	}
}

func (s Screens) found(r *http.Request, limit int) (v *web.View, out searched, err error) {
	v = web.ViewOf(r)
	form, err := web.ReadQuery(r)
	if err != nil {
		return v, out, err
	}
	text := form.Line("q", 100)
	if err := form.Err(); err != nil {
		return v, out, err
	}
	if out.SearchPage, err = s.See.Search(r.Context(), v.Who.Actor, text, limit); err != nil {
		return v, out, err
	}
	if d := v.DeedsOf(text); d.Whom != "" {
		with, err := s.See.Search(r.Context(), v.Who.Actor, d.Whom, web.MostWays)
		if err != nil {
			return v, out, err
		}
		for _, c := range with.Customers {
			out.deeds = append(out.deeds, d.With(v, c.ID.String(), named(v, c.Name, c.Phone))...)
		}
		out.deeds = out.deeds[:min(len(out.deeds), web.MostWays)]
	}
	return v, out, nil
}

// carriedOver is where somebody who was not found is made known, with what was typed in the field it belongs in.
func carriedOver(text string) string {
	field := "name"
	switch {
	case strings.Contains(text, "@"):
		field = "email"
	case strings.ContainsAny(text, "0123456789") && strings.Trim(text, "0123456789 +-./()") == "":
		field = "phone"
	}
	return "/customers/new?" + url.Values{field: {text}}.Encode()
}

// named is the customer's name in a list; a caller without one has at least a number.
func named(v *web.View, name, number string) string {
	switch {
	case name != "":
		return name
	case number != "":
		return number
	}
	return v.T("relation.nameless")
}

func whatLine(v *web.View, p overview.PromiseLine) string { return what(v, p.Kind, p.Act) }

func stateOf(v *web.View, state promise.State) string { return v.T("promise.state." + string(state)) }

// personAside is what tells two people of one name apart.
func personAside(c overview.SearchCustomer) string {
	switch {
	case c.City != "" && c.Phone != "":
		return c.City + " · " + c.Phone
	case c.City != "":
		return c.City
	}
	return c.Phone
}

// questionWords is what was asked, or that nobody wrote it down yet.
func questionWords(v *web.View, text string) string {
	if text == "" {
		return v.T("relation.question.unwritten")
	}
	return text
}

// counted is a number of promises as it is told: of more than ninety-nine nobody counts the rest.
func counted(n int) any {
	if n > 99 {
		return "99+"
	}
	return n
}
