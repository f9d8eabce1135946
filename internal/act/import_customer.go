package act

import (
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/imports"
	"kroon/internal/lang"
)

// putCustomer takes a customer over.
func (i *importing) putCustomer(tx *db.Tx, external string, r imports.Record) (bool, error) {
	d, err := i.details(tx, r)
	if err != nil {
		return false, err
	}
	from := customer.Origin{Source: i.file.Map.Source, ExternalID: external, Run: i.run}
	_, added, err := i.Customer.Put(tx, from, d)
	return added, err
}

func (i *importing) details(tx *db.Tx, r imports.Record) (d customer.Details, err error) {
	text := func(field string) string {
		value, problem := r.Get(field)
		if err == nil {
			err = problem
		}
		return value
	}
	d = customer.Details{
		Kind: customer.Kind(text("kind")), Name: text("name"), FirstName: text("first_name"), Salutation: text("salutation"),
		Function: text("function"), Lang: lang.Lang(text("lang")), Form: customer.Form(text("form")),
		Channel: customer.Channel(text("channel")), HoursNote: text("hours_note"),
		Address: customer.Address{
			Street: text("street"), HouseNumber: text("house_number"), Postcode: text("postcode"),
			City: text("city"), Country: text("country"),
		},
	}
	for _, field := range []string{"phone", "phone_2", "phone_3"} {
		d.Numbers = append(d.Numbers, customer.Number{Number: text(field)}) // empty ones keep the place
	}
	for _, field := range []string{"email", "email_2", "email_3"} {
		d.Emails = append(d.Emails, text(field))
	}
	employer := text("employer")
	if err != nil {
		return d, err
	}
	if d.Since, err = r.Number("since"); err != nil || employer == "" {
		return d, err
	}
	known := false
	d.Employer, known, err = i.Customer.Known(tx, i.file.Map.Source, employer)
	if err == nil && !known {
		err = fault.New(fault.Invalid, "imports.unknown_employer", "text", employer).On("employer")
	}
	return d, err
}
