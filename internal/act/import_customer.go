package act

import (
	"hash/maphash"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/lang"
)

// claim makes the references of a batch those of new customers; errKnown when one is somebody's already, or cannot be.
func (i *importing) claim(tx *db.Tx) error {
	var externals []string
	first := map[string]bool{}
	for _, e := range i.batch {
		if e.refused != nil {
			continue
		}
		external, err := e.record.Get("external_id")
		if err != nil || external == "" || first[external] || i.seen[maphash.String(i.seed, external)] > 0 {
			continue // it is refused when its turn comes
		}
		first[external] = true
		externals = append(externals, external)
	}
	as, all, err := i.Customer.Claim(tx, i.file.Map.Source, externals)
	if err != nil {
		return err
	}
	if !all {
		return errKnown
	}
	i.claimed = make(map[string]id.Customer, len(as))
	for n, external := range externals {
		i.claimed[external] = as[n]
	}
	return nil
}

// putCustomer takes a customer over. Of one whose reference was claimed nothing is left where he is refused.
func (i *importing) putCustomer(tx *db.Tx, external string, r imports.Record) (added bool, err error) {
	from := customer.Origin{Source: i.file.Map.Source, ExternalID: external, Run: i.run}
	as, claimed := i.claimed[external]
	d, err := i.details(tx, r)
	switch {
	case err == nil && claimed:
		added, err = true, i.Customer.PutClaimed(tx, as, from, d, &i.later)
	case err == nil:
		_, added, err = i.Customer.Put(tx, from, d, &i.later)
	}
	if err != nil && claimed {
		i.Customer.Disclaim(tx, from)
		delete(i.claimed, external)
	}
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
