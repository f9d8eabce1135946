package customer

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/phone"
)

// Service knows the customers.
type Service struct {
	log    *event.Log
	region string
}

// NewService makes the service. region ("NL"; empty is phone.Home) is where numbers without a country are.
func NewService(log *event.Log, region string) *Service { return &Service{log: log, region: region} }

// Add makes a customer known. Whoever shares a number or an address is no obstacle: ask Alike first.
func (s *Service) Add(tx *db.Tx, d Details) (Customer, error) {
	return s.add(tx, d, Origin{}, id.New[id.Customer](tx.IDs), nil)
}

func (s *Service) add(tx *db.Tx, d Details, from Origin, as id.Customer, later *Later) (Customer, error) {
	d, err := s.read(tx, d)
	if err != nil {
		return Customer{}, err
	}
	if err := s.checkEmployer(tx, as, d); err != nil {
		return Customer{}, err
	}
	c := Customer{ID: as, Details: d, AddedAt: tx.Now, Version: 1}
	insert(tx, c, from.Run, later)
	about := event.About{Kind: "customer", ID: as.Any(), Version: 1, Imported: !from.Run.IsZero()}
	if err := s.log.Record(tx, about, Added{Kind: c.Kind, Employer: c.Employer}); err != nil {
		return Customer{}, err
	}
	if c.Employer.IsZero() {
		return c, nil
	}
	return c, s.tellEmployer(tx, c.Employer, ContactAdded{Contact: as}, about.Imported)
}

// read cleans and checks details and brings the numbers into E.164.
func (s *Service) read(tx *db.Tx, d Details) (Details, error) {
	var numbers []Number
	for i, typed := range d.Numbers {
		if typed.Number == "" {
			continue
		}
		number, err := phone.Parse(typed.Number, s.region)
		if err != nil {
			return Details{}, fault.Of(err).On(fmt.Sprintf("phones[%d]", i))
		}
		same := func(n Number) bool { return n.Number == string(number) }
		if !slices.ContainsFunc(numbers, same) {
			numbers = append(numbers, Number{Number: string(number), Label: typed.Label})
		}
	}
	d.Numbers = numbers
	d = d.clean()
	if !d.Employer.IsZero() {
		var err error
		if d.Employer, err = nowOf(tx, d.Employer); err != nil {
			return Details{}, err
		}
	}
	return d, d.check(tx.Now)
}

func (s *Service) checkEmployer(tx *db.Tx, customer id.Customer, d Details) error {
	if d.Employer.IsZero() {
		return nil
	}
	kind, found, err := kindOf(tx, d.Employer)
	if err != nil {
		return err
	}
	if !found || kind != Organisation || d.Employer == customer {
		return invalid("customer.bad_employer", "employer")
	}
	return nil
}

func (s *Service) tellEmployer(tx *db.Tx, employer id.Customer, fact event.Fact, imported bool) error {
	version, err := raise(tx, employer)
	if err != nil {
		return err
	}
	return s.log.Record(tx, event.About{Kind: "customer", ID: employer.Any(), Version: version, Imported: imported}, fact)
}

// Get reads a customer, or the one that he was merged into: fault NotFound when there is none, or when it stands in an import nobody sees yet.
func (s *Service) Get(tx *db.Tx, customer id.Customer) (Customer, error) {
	c, found, err := read(tx, customer)
	if err == nil && !found {
		err = s.missing(tx, customer)
	}
	return c, err
}

// Foresee has what will be asked of a customer come along with what is asked next.
func (s *Service) Foresee(tx *db.Tx, customer id.Customer) {
	if !customer.IsZero() {
		foresee(tx, customer)
	}
}

// Change lets change alter the details, checks them and records which ones differ. A version other than
// 0 must be the one that stands, otherwise somebody else changed them first: fault Conflict.
func (s *Service) Change(tx *db.Tx, customer id.Customer, version int64, change func(*Details)) (Customer, error) {
	if err := hold(tx, customer); err != nil {
		return Customer{}, err
	}
	before, err := s.Get(tx, customer)
	if err != nil {
		return Customer{}, err
	}
	if before.ID != customer {
		return Customer{}, fault.New(fault.Conflict, "customer.changed_meanwhile")
	}
	if version != 0 && version != before.Version {
		return Customer{}, fault.New(fault.Conflict, "customer.changed_meanwhile")
	}
	after := before
	after.Numbers, after.Emails = slices.Clone(before.Numbers), slices.Clone(before.Emails)
	after.Hours = maps.Clone(before.Hours)
	change(&after.Details)
	if after.Details, err = s.read(tx, after.Details); err != nil {
		return Customer{}, err
	}
	if err := s.checkChange(tx, before, after); err != nil {
		return Customer{}, err
	}
	fields := differing(before.Details, after.Details)
	if len(fields) == 0 {
		return before, nil
	}
	after.Version++
	update(tx, before, after)
	about := event.About{Kind: "customer", ID: customer.Any(), Version: after.Version}
	if err := s.log.Record(tx, about, Changed{Fields: fields}); err != nil {
		return Customer{}, err
	}
	return after, s.moveContact(tx, before, after)
}

// checkChange refuses an employer that cannot be, and making a person of an organisation with people.
func (s *Service) checkChange(tx *db.Tx, before, after Customer) error {
	if before.Employer != after.Employer {
		if err := s.checkEmployer(tx, after.ID, after.Details); err != nil {
			return err
		}
	}
	if before.Kind != Organisation || after.Kind == Organisation {
		return nil
	}
	people, err := contactsOf(tx, before.ID, id.Customer{}, 1)
	if err == nil && len(people) > 0 {
		err = invalid("customer.has_contacts", "kind")
	}
	return err
}

// moveContact tells the old and the new employer.
func (s *Service) moveContact(tx *db.Tx, before, after Customer) error {
	if before.Employer == after.Employer {
		return nil
	}
	if !before.Employer.IsZero() {
		if err := s.tellEmployer(tx, before.Employer, ContactLeft{Contact: after.ID}, false); err != nil {
			return err
		}
	}
	if after.Employer.IsZero() {
		return nil
	}
	return s.tellEmployer(tx, after.Employer, ContactAdded{Contact: after.ID}, false)
}

// differing names the details that are not the same in both.
func differing(a, b Details) []Field {
	var out []Field
	for _, field := range []struct {
		name    Field
		differs bool
	}{
		{"kind", a.Kind != b.Kind}, {"name", a.Name != b.Name}, {"first_name", a.FirstName != b.FirstName},
		{"salutation", a.Salutation != b.Salutation}, {"employer", a.Employer != b.Employer},
		{"function", a.Function != b.Function}, {"lang", a.Lang != b.Lang}, {"form", a.Form != b.Form},
		{"channel", a.Channel != b.Channel}, {"hours_note", a.HoursNote != b.HoursNote}, {"since", a.Since != b.Since},
		{"address", a.Address != b.Address}, {FieldNumbers, !slices.Equal(a.Numbers, b.Numbers)},
		{"emails", !slices.Equal(a.Emails, b.Emails)}, {"hours", len(a.Hours)+len(b.Hours) > 0 && !reflect.DeepEqual(a.Hours, b.Hours)},
	} {
		if field.differs {
			out = append(out, field.name)
		}
	}
	return out
}
