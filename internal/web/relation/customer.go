package relation

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

// Customer is the screen of one customer; asked for before a moment, the rest of the timeline.
func (s Screens) Customer(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	sort := interaction.Sort(r.URL.Query().Get("sort"))
	if cursor, asked := cursorOf(r.URL.Query().Get("before")); asked || sort != interaction.Everything && sort.Valid() {
		page, err := s.See.Timeline(r.Context(), v.Who.Actor, of, sort, cursor)
		if err != nil {
			return err
		}
		return web.Render(w, r, olderPage(v, page))
	}
	page, err := s.See.Customer(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	if page.Customer.ID != of {
		return web.Redirect(w, r, customerPath(page.Customer.ID), nil)
	}
	link, err := s.openLink(r, page)
	if err != nil {
		return err
	}
	return web.Render(w, r, customerPage(v, page, link))
}

// Link makes the link to the customer's page, or shows the one there is.
func (s Screens) MakeLink(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	if _, err := s.Acts.LinkToCustomer(r.Context(), v.Who.Actor, of); err != nil {
		return err
	}
	return web.Redirect(w, r, customerPath(of)+"#link", web.Said("relation.link.made"))
}

// CloseLink closes a link for good.
func (s Screens) CloseLink(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	link := web.FormID[id.Link](form, "link")
	if err := form.Err(); err != nil {
		return err
	}
	if err := s.Acts.RevokeLink(r.Context(), v.Who.Actor, link); err != nil {
		return err
	}
	return web.Redirect(w, r, customerPath(of), web.Said("relation.link.closed"))
}

// pageLink is a link to the customer's page that works.
type pageLink struct {
	ID  id.Link
	URL string
}

// openLink finds the address of the customer's page when there is a link that works.
func (s Screens) openLink(r *http.Request, page overview.CustomerPage) (pageLink, error) {
	v := web.ViewOf(r)
	for _, link := range page.Links {
		if !page.MayRevoke || !link.RevokedAt.IsZero() || !v.Now.Before(link.ExpiresAt) {
			continue
		}
		token, err := s.Acts.LinkToCustomer(r.Context(), v.Who.Actor, page.Customer.ID)
		if err != nil {
			return pageLink{}, err
		}
		address, err := s.Link(r, "/w/"+token)
		return pageLink{link.ID, address}, err
	}
	return pageLink{}, nil
}

// cursorOf reads from where an older stretch of a timeline begins.
func cursorOf(text string) (overview.Cursor, bool) {
	micros, last, ok := strings.Cut(text, ".")
	n, err := strconv.ParseInt(micros, 10, 64)
	of, badID := id.Parse[id.Any](last)
	if !ok || err != nil || badID != nil {
		return overview.Cursor{}, false
	}
	return overview.Cursor{At: time.UnixMicro(n), ID: of}, true
}

func olderPath(of id.Customer, sort interaction.Sort, last overview.Moment) string {
	return customerPath(of) + "?sort=" + string(sort) + "&before=" + strconv.FormatInt(last.At.UnixMicro(), 10) + "." + last.ID.String()
}

// sortPath is the timeline of a customer narrowed to a sort.
func sortPath(of id.Customer, sort interaction.Sort) string {
	if sort == interaction.Everything {
		return customerPath(of)
	}
	return customerPath(of) + "?sort=" + string(sort)
}

// sortName is how a sort is called in the catalogue.
func sortName(sort interaction.Sort) string {
	if sort == interaction.Everything {
		return "all"
	}
	return string(sort)
}

// eyebrow is where he works, what as, and since when he is a customer.
func eyebrow(v *web.View, page overview.CustomerPage) string {
	var parts []string
	if page.Employer.Name != "" {
		parts = append(parts, page.Employer.Name)
	}
	if page.Customer.Function != "" {
		parts = append(parts, page.Customer.Function)
	}
	line := upper(strings.Join(parts, ", "))
	if page.Customer.Since > 0 {
		since := v.T("relation.since", "year", page.Customer.Since)
		if line == "" {
			return since
		}
		return line + ". " + since
	}
	return line
}

// call is the name for a sentence.
func call(v *web.View, page overview.CustomerPage) string {
	if name := page.Customer.CallName(); name != "" {
		return name
	}
	return v.T("relation.this_customer")
}

// wrong says what went wrong last: "Wij belden Zeger 20 november niet terug."
func wrong(v *web.View, name string, p overview.PromiseLine) string {
	key := "relation.wrong." + string(p.Kind)
	if p.State == promise.Repaired {
		key = "relation.wrong_late." + string(p.Kind)
	}
	return v.T(key, "name", name, "day", v.Day(p.DueAt, v.Now))
}

// begin says how to begin then.
func begin(v *web.View, p overview.PromiseLine) string {
	switch {
	case p.State == promise.Repaired:
		return v.T("relation.begin.ask")
	case p.ClosedAt.IsZero():
		return v.T("relation.begin.sorry")
	}
	return v.T("relation.begin.heed")
}

// place is the address in one line: "Kade 12, 3511 AB Utrecht".
func place(c customer.Customer) string {
	street := strings.TrimSpace(c.Street + " " + c.HouseNumber)
	city := strings.TrimSpace(c.Postcode + " " + c.City)
	if street != "" && city != "" {
		return street + ", " + city
	}
	return street + city
}

// hours says when a customer likes to be reached.
func hours(v *web.View, c customer.Customer) string {
	if c.HoursNote != "" || len(c.Hours) == 0 {
		return c.HoursNote
	}
	var days []string
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		for _, span := range c.Hours[day] {
			days = append(days, v.T("relation.hours", "day", v.Weekday(day), "from", clock(span.From), "until", clock(span.Until)))
		}
	}
	return strings.Join(days, ", ")
}

func clock(minute int) string {
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	return two(minute/60) + ":" + two(minute%60)
}

// wantAside is when it was asked, with whom it lies, and what is known of the choice they have to make.
func wantAside(v *web.View, q overview.CustomerWant) string {
	parts := []string{v.Day(q.NotedAt, v.Now)}
	if q.Holder != "" {
		parts[0] = v.T("relation.wants.held", "day", parts[0], "name", q.Holder)
	}
	if q.Compares != "" {
		parts = append(parts, v.T("relation.wants.compares", "with", q.Compares))
	}
	switch day := q.DecidesOn(); {
	case day != (worktime.Date{}):
		parts = append(parts, v.T("relation.wants.decides", "day", v.Day(time.Date(day.Year, day.Month, day.Day, 12, 0, 0, 0, v.Zone), v.Now)))
	case q.Phase != intake.UnknownPhase:
		parts = append(parts, v.T(q.Phase.Key()))
	}
	return strings.Join(parts, " · ")
}
