package relation

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// entryForm is the form about a customer as it is filled in.
type entryForm struct {
	Of       id.Customer // zero of a new one
	Version  int64
	Asked    id.Question // of which somebody unknown becomes this customer
	Entry    act.CustomerEntry
	Lang     string
	Numbers  []customer.Number // as typed, with room for more
	Emails   []string
	From     string
	Until    string
	Since    string
	Employer string
	Refusal  web.Refusal
	Suspects []customer.Customer // who it may be already
}

const roomForMore = 2

// New shows the form for a customer who is not known yet.
func (s Screens) New(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	query, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	f := entryForm{Asked: web.FormID[id.Question](query, "question"), Numbers: []customer.Number{{Number: query.Line("phone", 40)}}}
	f.Entry.Name = query.Line("name", 120)
	if email := query.Line("email", 120); email != "" {
		f.Emails = []string{email}
	}
	if err := query.Err(); err != nil {
		return err
	}
	f.makeRoom()
	return web.Render(w, r, entryPage(v, f))
}

// Add makes a customer known.
func (s Screens) Add(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f := readEntry(form)
	f.Asked = web.FormID[id.Question](form, "question")
	another := form.Line("another", 3) == "yes"
	if err = form.Err(); err == nil && !another {
		if f.Suspects, err = s.See.Suspects(r.Context(), v.Who.Actor, f.Entry.Details); err == nil && len(f.Suspects) > 0 {
			f.makeRoom()
			return web.Render(w, r, entryPage(v, f))
		}
	}
	if err == nil {
		var c customer.Customer
		if c, err = s.Acts.AddCustomer(r.Context(), v.Who.Actor, f.Entry, f.Asked); err == nil {
			return web.Redirect(w, r, customerPath(c.ID), web.Said("relation.added", "name", named(v, c.Name, c.Phone())))
		}
	}
	return again(w, r, err, f)
}

// Change shows the form with what we know.
func (s Screens) Change(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	page, err := s.See.Customer(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Render(w, r, entryPage(v, formOf(page)))
}

// Save changes what we know.
func (s Screens) Save(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f := readEntry(form)
	f.Of, f.Version = of, int64(form.Int("version", 0, 1<<40, 0))
	f.Entry.Employer = web.FormID[id.Customer](form, "employer_id")
	if f.Entry.EmployerName == "" {
		f.Entry.Employer = id.Customer{}
	}
	if err = form.Err(); err == nil {
		if _, err = s.Acts.ChangeCustomer(r.Context(), v.Who.Actor, of, f.Version, f.Entry); err == nil {
			return web.Redirect(w, r, customerPath(of), web.Said("relation.saved"))
		}
	}
	return again(w, r, err, f)
}

func again(w http.ResponseWriter, r *http.Request, err error, f entryForm) error {
	f.makeRoom()
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		return entryPage(web.ViewOf(r), f)
	})
}

// makeRoom gives an empty line more for numbers and addresses.
func (f *entryForm) makeRoom() {
	for range roomForMore {
		if n := len(f.Numbers); n == 0 || f.Numbers[n-1].Number != "" || n < roomForMore {
			f.Numbers = append(f.Numbers, customer.Number{})
		}
		if n := len(f.Emails); n == 0 || f.Emails[n-1] != "" {
			f.Emails = append(f.Emails, "")
		}
	}
}

func formOf(page overview.CustomerPage) entryForm {
	c := page.Customer
	f := entryForm{
		Of: c.ID, Version: c.Version, Entry: act.CustomerEntry{Details: c.Details}, Lang: string(c.Lang),
		Employer: page.Employer.Name, Emails: append([]string(nil), c.Emails...),
	}
	for i, n := range c.Numbers {
		f.Numbers = append(f.Numbers, customer.Number{Number: page.Phones[i].Shown, Label: n.Label})
	}
	if c.Since > 0 {
		f.Since = strconv.Itoa(c.Since)
	}
	from, until, daily := reachable(c)
	if f.Entry.KeepHours = !daily; daily && until > 0 {
		f.From, f.Until = clock(from), clock(until)
	}
	f.makeRoom()
	return f
}

// reachable tells whether the hours are the same from Monday to Friday, and which.
func reachable(c customer.Customer) (from, until int, daily bool) {
	if len(c.Hours) == 0 {
		return 0, 0, true
	}
	for day := time.Monday; day <= time.Friday; day++ {
		spans := c.Hours[day]
		if len(spans) != 1 || day > time.Monday && (spans[0].From != from || spans[0].Until != until) {
			return 0, 0, false
		}
		from, until = spans[0].From, spans[0].Until
	}
	return from, until, len(c.Hours[time.Saturday])+len(c.Hours[time.Sunday]) == 0
}

// readEntry reads the fields; what cannot be is refused by the customer's own rules.
func readEntry(form *web.Form) entryForm {
	f := entryForm{From: form.Line("from", 5), Until: form.Line("until", 5), Since: form.Line("since", 10), Lang: form.Choice("lang", "", "nl", "en")}
	f.Employer = form.Line("employer", 120)
	d := &f.Entry.Details
	d.Kind = customer.Kind(form.Choice("kind", string(customer.Person), string(customer.Organisation)))
	d.Name, d.FirstName = form.Line("name", 200), form.Line("first_name", 200)
	d.Salutation, d.Function, d.HoursNote = form.Line("salutation", 200), form.Line("function", 200), form.Line("hours_note", 400)
	d.Form = customer.Form(form.Choice("form", "", string(customer.Formal), string(customer.Familiar)))
	d.Channel = customer.Channel(form.Choice("channel", "", string(customer.Phone), string(customer.Email), string(customer.SMS), string(customer.NoChannel)))
	d.Street, d.HouseNumber = form.Line("street", 200), form.Line("house_number", 100)
	d.Postcode, d.City = form.Line("postcode", 100), form.Line("city", 200)
	d.Since = form.Int("since", 0, 9999, 0)
	for _, known := range overview.Languages() {
		if string(known) == f.Lang {
			d.Lang = known
		}
	}
	for i := range 10 {
		n := strconv.Itoa(i)
		number := customer.Number{Number: form.Line("phones["+n+"]", 60), Label: form.Line("labels["+n+"]", 100)}
		if number.Number != "" {
			f.Numbers = append(f.Numbers, number)
		}
	}
	d.Numbers, f.Emails = f.Numbers, form.Lines("emails", 300)
	d.Emails, f.Entry.EmployerName = f.Emails, f.Employer
	f.Entry.KeepHours = form.Has("keep_hours") && f.From == "" && f.Until == ""
	f.Entry.ReachFrom, f.Entry.ReachUntil = minuteOf(form, "from", f.From), minuteOf(form, "until", f.Until)
	return f
}

// minuteOf reads a time of day such as 09:30; nothing is 0.
func minuteOf(form *web.Form, field, text string) int {
	if text == "" {
		return 0
	}
	hour, minute, _ := strings.Cut(strings.ReplaceAll(text, ".", ":"), ":")
	h, err := strconv.Atoi(hour)
	m := 0
	if err == nil && minute != "" {
		m, err = strconv.Atoi(minute)
	}
	if err != nil || h < 0 || h > 24 || m < 0 || m > 59 || h*60+m > 24*60 {
		form.Refuse(unclearTime(field))
		return 0
	}
	return h*60 + m
}
