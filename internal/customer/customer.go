// Package customer is who we serve: people and organisations, the people who work there, how each likes
// to be reached, and finding them by whatever is known of them while it is being typed.
package customer

import (
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/worktime"
)

// Kind is what sort of customer this is.
type Kind string

// The kinds.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
)

// Form is how the customer is addressed.
type Form string

// The forms; Inherit is as the organisation addresses people.
const (
	Inherit  Form = ""
	Formal   Form = "formal"
	Familiar Form = "familiar"
)

// Channel is how the customer likes to be reached.
type Channel string

// The channels. Undecided: nobody has said; NoChannel: send nothing of your own accord.
const (
	Undecided Channel = ""
	Phone     Channel = "phone"
	Email     Channel = "email"
	SMS       Channel = "sms"
	NoChannel Channel = "none"
)

// Number is one telephone number of a customer.
type Number struct {
	Number string // E.164; in what is given to Add, Change and Put in any notation
	Label  string // "werk", in people's own words
}

// Address is where the customer lives or works.
type Address struct {
	Street      string
	HouseNumber string
	Postcode    string
	City        string
	Country     string // ISO 3166-1, two letters; empty is the organisation's own
}

// Details is what we know of a customer and may be told again.
type Details struct {
	Kind       Kind   // a person when empty
	Name       string // as it is shown in full: "Zeger van Dam"; may be empty when a number or address is known
	FirstName  string // for a sentence; derived from the name of a person when empty
	Salutation string // "mevrouw", "dr.", as the customer likes to be written to
	Employer   id.Customer
	Function   string    // what the person does at the employer
	Lang       lang.Lang // empty: the organisation's
	Form       Form
	Channel    Channel
	HoursNote  string // "liefst vóór 10 uur"
	Since      int    // the year in which they became a customer; 0 when not known
	Address
	Numbers []Number                             // the preferred one first
	Emails  []string                             // the preferred one first
	Hours   map[time.Weekday][]worktime.Interval // when they like to be reached; empty: any time
}

// Customer is a person or an organisation, prospects included.
type Customer struct {
	ID id.Customer
	Details
	AddedAt time.Time
	Version int64
}

// CallName is the name for a sentence about the customer: "Zeger".
func (c Customer) CallName() string {
	if c.FirstName != "" {
		return c.FirstName
	}
	return c.Name
}

// Phone is the preferred number in E.164, or empty.
func (c Customer) Phone() string {
	if len(c.Numbers) == 0 {
		return ""
	}
	return c.Numbers[0].Number
}

// Email is the preferred address, or empty.
func (c Customer) Email() string {
	if len(c.Emails) == 0 {
		return ""
	}
	return c.Emails[0]
}

// Informal tells whether the customer is addressed with je; usual is what the organisation does.
func (c Customer) Informal(usual bool) bool {
	if c.Form == Inherit {
		return usual
	}
	return c.Form == Familiar
}

// Added happens when a customer becomes known to us.
type Added struct {
	Kind     Kind        `json:"k"`
	Employer id.Customer `json:"e"`
}

// EventKind implements event.Fact.
func (Added) EventKind() string { return "customer.added" }

// Field names one of the details: "phones".
type Field string

// FieldNumbers is the telephone numbers.
const FieldNumbers Field = "phones"

// Changed says which details changed; their values stay out of history.
type Changed struct {
	Fields []Field `json:"f"`
}

// EventKind implements event.Fact.
func (Changed) EventKind() string { return "customer.changed" }

// ContactAdded happens to an organisation when somebody who works there becomes known.
type ContactAdded struct {
	Contact id.Customer `json:"c"`
}

// EventKind implements event.Fact.
func (ContactAdded) EventKind() string { return "customer.contact_added" }

// ContactLeft happens to an organisation when one of its people no longer works there.
type ContactLeft struct {
	Contact id.Customer `json:"c"`
}

// EventKind implements event.Fact.
func (ContactLeft) EventKind() string { return "customer.contact_left" }

// Limits of what may be typed.
const (
	maxName    = 120
	maxShort   = 60
	maxNote    = 200
	maxEmail   = 254
	maxSeveral = 10
	oldestYear = 1900
	minutesDay = 24 * 60
)

// clean takes away what nobody means, and fills in what follows from the rest.
func (d Details) clean() Details {
	for _, text := range []*string{&d.Name, &d.FirstName, &d.Salutation, &d.Function, &d.HoursNote,
		&d.Street, &d.HouseNumber, &d.Postcode, &d.City, &d.Country} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	d.Postcode, d.Country = strings.ToUpper(d.Postcode), strings.ToUpper(d.Country)
	if d.Kind == "" {
		d.Kind = Person
	}
	if d.FirstName == "" && d.Kind == Person {
		d.FirstName = firstName(d.Name)
	}
	var emails []string
	for _, address := range d.Emails {
		address = strings.TrimSpace(address)
		same := func(other string) bool { return strings.EqualFold(other, address) }
		if address != "" && !slices.ContainsFunc(emails, same) {
			emails = append(emails, address)
		}
	}
	d.Emails = emails
	return d
}

// firstName is the first word of a name of several, unless it is an initial.
func firstName(name string) string {
	first, rest, _ := strings.Cut(name, " ")
	if rest == "" || strings.Contains(first, ".") || utf8.RuneCountInString(first) < 2 {
		return ""
	}
	return first
}

// check refuses the first field that cannot be; it expects cleaned details.
func (d Details) check(now time.Time) error {
	switch {
	case d.Kind != Person && d.Kind != Organisation:
		return invalid("customer.bad_kind", "kind")
	case d.Name == "" && len(d.Numbers) == 0 && len(d.Emails) == 0:
		return invalid("customer.nothing_known", "name")
	case tooLong(d.Name, maxName):
		return fault.New(fault.Invalid, "customer.long_name", "max", maxName).On("name")
	case d.Lang != "" && !d.Lang.Valid():
		return invalid("customer.bad_lang", "lang")
	case d.Form != Inherit && d.Form != Formal && d.Form != Familiar:
		return invalid("customer.bad_form", "form")
	case !slices.Contains([]Channel{Undecided, Phone, Email, SMS, NoChannel}, d.Channel):
		return invalid("customer.bad_channel", "channel")
	case d.Since != 0 && (d.Since < oldestYear || d.Since > now.Year()+1):
		return fault.New(fault.Invalid, "customer.bad_since", "from", oldestYear, "until", now.Year()+1).On("since")
	case len(d.Country) != 0 && len(d.Country) != 2:
		return invalid("customer.bad_country", "country")
	case !d.Employer.IsZero() && d.Kind == Organisation:
		return invalid("customer.organisation_employed", "employer")
	case len(d.Numbers) > maxSeveral:
		return fault.New(fault.Invalid, "customer.too_many", "max", maxSeveral).On("phones")
	case len(d.Emails) > maxSeveral:
		return fault.New(fault.Invalid, "customer.too_many", "max", maxSeveral).On("emails")
	}
	if err := d.checkLengths(); err != nil {
		return err
	}
	for _, address := range d.Emails {
		if parsed, err := mail.ParseAddress(address); err != nil || parsed.Address != address || len(address) > maxEmail {
			return fault.New(fault.Invalid, "customer.bad_email", "text", address).On("emails")
		}
	}
	return d.checkHours()
}

func (d Details) checkLengths() error {
	for _, field := range []struct {
		name, text string
		limit      int
	}{
		{"first_name", d.FirstName, maxName}, {"salutation", d.Salutation, maxShort}, {"function", d.Function, maxName},
		{"hours_note", d.HoursNote, maxNote}, {"street", d.Street, maxName}, {"house_number", d.HouseNumber, maxShort},
		{"postcode", d.Postcode, maxShort}, {"city", d.City, maxName},
	} {
		if tooLong(field.text, field.limit) {
			return fault.New(fault.Invalid, "customer.long_field", "max", field.limit).On(field.name)
		}
	}
	for _, number := range d.Numbers {
		if tooLong(number.Label, maxShort) {
			return fault.New(fault.Invalid, "customer.long_field", "max", maxShort).On("phones")
		}
	}
	return nil
}

func (d Details) checkHours() error {
	for day, intervals := range d.Hours {
		until := 0
		for _, i := range intervals {
			if day < time.Sunday || day > time.Saturday || i.From < until || i.Until <= i.From || i.Until > minutesDay {
				return invalid("customer.bad_hours", "hours")
			}
			until = i.Until
		}
	}
	return nil
}

func invalid(key, field string) error { return fault.New(fault.Invalid, key).On(field) }

func tooLong(text string, limit int) bool { return utf8.RuneCountInString(text) > limit }
