package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/party"
)

// CustomerPath names a customer.
type CustomerPath struct {
	Customer id.Customer `path:"customer"`
}

type phoneView struct {
	Number string `json:"number" doc:"In any notation; given in E.164." example:"+31612345678"`
	Label  string `json:"label,omitempty" example:"werk"`
}

type addressView struct {
	Street      string `json:"street,omitempty"`
	HouseNumber string `json:"house_number,omitempty"`
	Postcode    string `json:"postcode,omitempty"`
	City        string `json:"city,omitempty"`
	Country     string `json:"country,omitempty" doc:"ISO 3166-1, two letters; the organisation's own when left out."`
}

// CustomerWish is what is to be known of a customer: what it does not name stays as it is.
type CustomerWish struct {
	Kind       *customer.Kind    `json:"kind,omitempty" enum:"person,organisation" doc:"A person when left out."`
	Name       *string           `json:"name,omitempty" doc:"In full, as it is shown." example:"Zeger van Dam"`
	FirstName  *string           `json:"first_name,omitempty" doc:"For a sentence; derived from the name of a person when left out."`
	Salutation *string           `json:"salutation,omitempty" example:"mevrouw"`
	Employer   *id.Customer      `json:"employer,omitempty" doc:"The organisation where a contact works; empty: none."`
	Function   *string           `json:"function,omitempty"`
	Lang       *lang.Lang        `json:"lang,omitempty" enum:"nl,en" doc:"The organisation's when empty."`
	Form       *customer.Form    `json:"form,omitempty" enum:"formal,familiar" doc:"As the organisation addresses people when empty."`
	Channel    *customer.Channel `json:"channel,omitempty" enum:"phone,email,sms,none" doc:"How they like to be reached; none: send nothing."`
	HoursNote  *string           `json:"hours_note,omitempty" example:"liefst vóór 10 uur"`
	Since      *int              `json:"since,omitempty" doc:"The year in which they became a customer; 0: not known."`
	Address    *addressView      `json:"address,omitempty" doc:"Replaces the whole address."`
	Phones     *[]phoneView      `json:"phones,omitempty" doc:"Replaces all; the preferred one first."`
	Emails     *[]string         `json:"emails,omitempty" doc:"Replaces all; the preferred one first."`
	Reach      *intervalView     `json:"reach,omitempty" doc:"When they like to be reached, Monday to Friday; from 00:00 until 00:00: at any time."`
}

// CustomerView is a customer: a person or an organisation, prospects included.
type CustomerView struct {
	ID         id.Customer      `json:"id"`
	Kind       customer.Kind    `json:"kind" enum:"person,organisation"`
	Name       string           `json:"name"`
	FirstName  string           `json:"first_name,omitempty"`
	Salutation string           `json:"salutation,omitempty"`
	Employer   id.Customer      `json:"employer,omitzero"`
	Function   string           `json:"function,omitempty"`
	Lang       lang.Lang        `json:"lang,omitempty" enum:"nl,en"`
	Form       customer.Form    `json:"form,omitempty" enum:"formal,familiar"`
	Channel    customer.Channel `json:"channel,omitempty" enum:"phone,email,sms,none"`
	HoursNote  string           `json:"hours_note,omitempty"`
	Since      int              `json:"since,omitempty"`
	Address    addressView      `json:"address"`
	Phones     []phoneView      `json:"phones"`
	Emails     []string         `json:"emails"`
	Hours      weekView         `json:"hours,omitempty" doc:"When they like to be reached; absent: at any time."`
	AddedAt    time.Time        `json:"added_at"`
	Version    int64            `json:"version"`
}

func (v CustomerView) version() int64   { return v.Version }
func (v CustomerView) location() string { return "/customers/" + v.ID.String() }

func showCustomer(c customer.Customer) CustomerView {
	return CustomerView{
		ID: c.ID, Kind: c.Kind, Name: c.Name, FirstName: c.FirstName, Salutation: c.Salutation, Employer: c.Employer,
		Function: c.Function, Lang: c.Lang, Form: c.Form, Channel: c.Channel, HoursNote: c.HoursNote, Since: c.Since,
		Address: addressView(c.Address), Emails: each(c.Emails, func(one string) string { return one }),
		Phones: each(c.Numbers, func(n customer.Number) phoneView { return phoneView(n) }),
		Hours:  showWeek(c.Hours), AddedAt: at(c.AddedAt), Version: c.Version,
	}
}

// onto changes what is known of a customer to what the wish names.
func (w CustomerWish) onto(e *act.CustomerEntry) error {
	d := &e.Details
	given(&d.Kind, w.Kind)
	given(&d.Name, w.Name)
	given(&d.FirstName, w.FirstName)
	given(&d.Salutation, w.Salutation)
	given(&d.Employer, w.Employer)
	given(&d.Function, w.Function)
	given(&d.Lang, w.Lang)
	given(&d.Form, w.Form)
	given(&d.Channel, w.Channel)
	given(&d.HoursNote, w.HoursNote)
	given(&d.Since, w.Since)
	if w.Address != nil {
		d.Address = customer.Address(*w.Address)
	}
	if w.Phones != nil {
		d.Numbers = each(*w.Phones, func(p phoneView) customer.Number { return customer.Number(p) })
	}
	given(&d.Emails, w.Emails)
	if e.KeepHours = w.Reach == nil; e.KeepHours {
		return nil
	}
	hours, err := w.Reach.interval()
	e.ReachFrom, e.ReachUntil = hours.From, hours.Until
	if err != nil {
		err = fault.Of(err).On("reach")
	}
	return err
}

func addCustomers(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listCustomers", path: "~/customers", scope: "customers:read", summary: "Customers, the newest first"},
		func(tx *db.Tx, _ *call, in *struct{ Paging }) (listOf[CustomerView], error) {
			all, err := acts.Customer.List(tx, id.Customer(in.After), in.Limit+1)
			return page(all, in.Limit, showCustomer, customerID), err
		})
	get(s, operation{id: "getCustomer", path: "~/customers/{customer}", scope: "customers:read", summary: "A customer"},
		func(tx *db.Tx, _ *call, in *CustomerPath) (CustomerView, error) {
			c, err := acts.Customer.Get(tx, in.Customer)
			return showCustomer(c), err
		})
	get(s, operation{id: "listContacts", path: "~/customers/{customer}/contacts", scope: "customers:read", summary: "The people who work at an organisation"},
		func(tx *db.Tx, _ *call, in *struct {
			CustomerPath
			Paging
		}) (listOf[CustomerView], error) {
			if _, err := acts.Customer.Get(tx, in.Customer); err != nil {
				return listOf[CustomerView]{}, err
			}
			all, err := acts.Customer.Contacts(tx, in.Customer, id.Customer(in.After), in.Limit+1)
			return page(all, in.Limit, showCustomer, customerID), err
		})
	do(s, operation{
		id: "addCustomer", method: http.MethodPost, path: "~/customers", scope: "customers:write", role: "staff", status: http.StatusCreated,
		summary: "Make a customer known",
	}, func(ctx context.Context, c *call, in *struct{ Body CustomerWish }) (customer.Customer, error) {
		var entry act.CustomerEntry
		if err := in.Body.onto(&entry); err != nil {
			return customer.Customer{}, err
		}
		return acts.AddCustomer(ctx, c.actor, entry, id.Question{})
	}, showCustomer)
	do(s, operation{
		id: "changeCustomer", method: http.MethodPatch, path: "~/customers/{customer}", scope: "customers:write", role: "staff", versioned: true,
		summary: "Change what is known of a customer", note: "What is not named stays as it is.",
	}, func(ctx context.Context, c *call, in *struct {
		CustomerPath
		Body CustomerWish
	}) (customer.Customer, error) {
		was, err := see(ctx, c, func(tx *db.Tx) (customer.Customer, error) { return acts.Customer.Get(tx, in.Customer) })
		if err != nil {
			return was, err
		}
		entry := act.CustomerEntry{Details: was.Details}
		if err := in.Body.onto(&entry); err != nil {
			return was, err
		}
		if c.seen == 0 {
			c.seen = was.Version // what was not named must not go back to what it was
		}
		return acts.ChangeCustomer(ctx, c.actor, in.Customer, c.seen, entry)
	}, showCustomer)
	addSearch(s)
	s.addMerges()
	s.addErasure()
	s.addFileRoom()
	s.addImports()
}

func customerID(c customer.Customer) id.Any { return c.ID.Any() }

type foundView struct {
	ID       id.Customer   `json:"id"`
	Kind     customer.Kind `json:"kind" enum:"person,organisation"`
	Name     string        `json:"name"`
	Employer string        `json:"employer,omitempty" doc:"The name of the organisation where a contact works."`
	City     string        `json:"city,omitempty"`
	Phone    string        `json:"phone,omitempty"`
}

// saidView is something that was said, with where it stands.
type saidView struct {
	Kind     string       `json:"kind" enum:"question,note,promise,contact,complaint,claim,deed,message,strike,file,order,list"`
	ID       id.Any       `json:"id" doc:"Of the question, the promise (also of a deed), the contact, the complaint, the claim, the message, the strike, the file, the order or the call list."`
	Customer *id.Customer `json:"customer,omitempty"`
	Text     string       `json:"text"`
	At       time.Time    `json:"at"`
	Claim    string       `json:"claim,omitempty" enum:"fact,opinion,assumption,wish,worry" doc:"What sort of thing is said of the customer."`
	About    string       `json:"about,omitempty" enum:"promise,question,complaint,answer_given" doc:"What a message is about."`
	Subject  *id.Any      `json:"subject,omitempty" doc:"Which promise, question or complaint a message is about."`
	Counter  string       `json:"counter,omitempty" doc:"The customer's own words, beside what is said of them."`
}

func showSaid(line overview.SaidLine) saidView {
	v := saidView{Kind: string(line.Kind), ID: line.ID, Text: line.Text, At: line.At, Claim: string(line.Sort), Counter: line.Counter, About: line.About}
	if !line.Customer.IsZero() {
		v.Customer = &line.Customer
	}
	if !line.Subject.IsZero() {
		v.Subject = &line.Subject
	}
	return v
}

// thingKinds are the things that a token may read of.
func thingKinds(actor party.Actor) []overview.ThingKind {
	kinds := []overview.ThingKind{overview.ThingFile}
	if actor.Allows("customers:read") {
		kinds = append(kinds, overview.ThingOrder, overview.ThingList)
	}
	return kinds
}

func addSearch(s *Server) {
	get(s, operation{
		id: "searchThings", path: "~/search/things", scope: "questions:read",
		summary: "What is called something: files by their names, orders by what was bought and their numbers, and, for staff, call lists",
		note:    "All words must be there. The newest first. Orders and call lists ask for customers:read too. A virtual employee finds no file that the customer is not shown.",
	}, func(tx *db.Tx, c *call, in *struct {
		Text  string `query:"text" required:"true" maxLength:"200"`
		Limit int    `query:"limit" minimum:"1" maximum:"50" default:"10"`
	}) (listOf[saidView], error) {
		found, err := overview.Relation{Found: s.cfg.Acts.Search, Files: s.cfg.Acts.File}.ThingsIn(tx, in.Text, in.Limit, thingKinds(c.actor)...)
		return listOf[saidView]{Items: each(found, showSaid)}, err
	})
	get(s, operation{
		id: "searchSaid", path: "~/search", scope: "questions:read",
		summary: "What was said: questions, promises and, for staff, notes, contacts, complaints, what was written when a promise ended, what was typed in a message, why somebody was struck off call lists and what is said of customers, by the beginnings of their words",
		note:    "All words must be there. The newest first. A virtual employee finds nothing that is meant for colleagues.",
	}, func(tx *db.Tx, _ *call, in *struct {
		Text  string `query:"text" required:"true" maxLength:"200"`
		Limit int    `query:"limit" minimum:"1" maximum:"50" default:"10"`
	}) (listOf[saidView], error) {
		found, err := overview.Relation{Found: s.cfg.Acts.Search, Claims: s.cfg.Acts.Claim}.SaidIn(tx, in.Text, in.Limit)
		return listOf[saidView]{Items: each(found, showSaid)}, err
	})
	get(s, operation{
		id: "searchCustomers", path: "~/customers/search", scope: "customers:read",
		summary: "Customers found by parts of a name, number, address or e-mail address, the best first",
	}, func(tx *db.Tx, _ *call, in *struct {
		Text  string `query:"text" required:"true" maxLength:"200"`
		Limit int    `query:"limit" minimum:"1" maximum:"50" default:"10"`
	}) (listOf[foundView], error) {
		found, err := s.cfg.Acts.Customer.Search(tx, in.Text, in.Limit)
		return listOf[foundView]{Items: each(found, func(f customer.Found) foundView { return foundView(f) })}, err
	})
}
