package customer_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// desk is an organisation with a customer service, and what its events were.
type desk struct {
	t        testing.TB
	database *db.DB
	actor    party.Actor
	service  *customer.Service
	kinds    *[]string
}

func newDesk(t testing.TB, database *db.DB) desk {
	log := event.NewLog()
	kinds := &[]string{}
	log.OnAny(func(_ *db.Tx, e event.Envelope) error {
		*kinds = append(*kinds, e.Kind)
		return nil
	})
	actor := party.Itself(id.New[id.Org](database.IDs()))
	return desk{t, database, actor, customer.NewService(log, "NL"), kinds}
}

func (d desk) write(fn func(tx *db.Tx) error) error {
	return d.database.Write(context.Background(), d.actor, fn)
}

func (d desk) read(fn func(tx *db.Tx) error) {
	d.t.Helper()
	if err := d.database.Read(context.Background(), d.actor, fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d desk) add(details customer.Details) customer.Customer {
	d.t.Helper()
	var c customer.Customer
	err := d.write(func(tx *db.Tx) (err error) {
		c, err = d.service.Add(tx, details)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

func (d desk) get(one id.Customer) (c customer.Customer) {
	d.t.Helper()
	d.read(func(tx *db.Tx) (err error) {
		c, err = d.service.Get(tx, one)
		return err
	})
	return c
}

func (d desk) names(text string) []string {
	d.t.Helper()
	names := []string{}
	d.read(func(tx *db.Tx) error {
		found, err := d.service.Search(tx, text, customer.MaxFound)
		for _, f := range found {
			names = append(names, f.Name)
		}
		return err
	})
	return names
}

func numbers(texts ...string) (out []customer.Number) {
	for _, text := range texts {
		out = append(out, customer.Number{Number: text})
	}
	return out
}

func TestWhatIsAddedIsRead(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		firm := d.add(customer.Details{Kind: customer.Organisation, Name: "Van Dam Techniek"})
		added := d.add(customer.Details{
			Name: "  Zeger  van Dam ", Employer: firm.ID, Function: "directeur", Lang: "nl", Form: customer.Familiar,
			Channel: customer.Phone, HoursNote: "liefst vóór 10 uur", Since: 2019,
			Address: customer.Address{Street: "Lindelaan", HouseNumber: "12-a", Postcode: "3511 ab", City: "Utrecht", Country: "nl"},
			Numbers: []customer.Number{{"020-555 01 23", "werk"}, {"+31205550123", ""}, {"06 13 29 42 22", ""}},
			Emails:  []string{"zeger@vandam.example", "ZEGER@vandam.example", " z@dam.example"},
			Hours:   map[time.Weekday][]worktime.Interval{time.Monday: {{From: 480, Until: 600}, {From: 700, Until: 720}}, time.Friday: {{From: 0, Until: 1440}}},
		})
		got := d.get(added.ID)
		if !reflect.DeepEqual(got, added) {
			t.Errorf("read\n%+v, added\n%+v", got, added)
		}
		if got.Name != "Zeger van Dam" || got.CallName() != "Zeger" || got.Phone() != "+31205550123" || got.Email() != "zeger@vandam.example" ||
			got.Postcode != "3511 AB" || !got.Informal(false) || len(got.Numbers) != 2 || !slices.Equal(got.Emails, []string{"zeger@vandam.example", "z@dam.example"}) {
			t.Errorf("%+v", got)
		}
		if firm := d.get(firm.ID); firm.Version != 2 || firm.CallName() != "Van Dam Techniek" || firm.Informal(false) || !firm.Informal(true) {
			t.Errorf("the employer: %+v", firm)
		}
		if want := []string{"customer.added", "customer.added", "customer.contact_added"}; !slices.Equal(*d.kinds, want) {
			t.Errorf("events: %q", *d.kinds)
		}
		other := newDesk(t, database)
		other.read(func(tx *db.Tx) error {
			if _, err := other.service.Get(tx, added.ID); !fault.Is(err, "customer.unknown") {
				t.Errorf("another organisation reads it: %v", err)
			}
			return nil
		})
	})
}

func TestRefusals(t *testing.T) {
	database := dbtest.Open(t, db.SQLite, nil)
	d := newDesk(t, database)
	person := d.add(customer.Details{Name: "Monique Jansen"})
	for _, c := range []struct {
		key, field string
		details    customer.Details
	}{
		{"customer.nothing_known", "name", customer.Details{Name: " "}},
		{"customer.bad_kind", "kind", customer.Details{Name: "A", Kind: "dog"}},
		{"customer.bad_email", "emails", customer.Details{Name: "A", Emails: []string{"a@b@c"}}},
		{"customer.bad_email", "emails", customer.Details{Name: "A", Emails: []string{"A <a@b.nl>"}}},
		{"phone.too_short", "phones[1]", customer.Details{Name: "A", Numbers: numbers("0612345678", "06123")}},
		{"customer.bad_channel", "channel", customer.Details{Name: "A", Channel: "fax"}},
		{"customer.bad_form", "form", customer.Details{Name: "A", Form: "gij"}},
		{"customer.bad_lang", "lang", customer.Details{Name: "A", Lang: "fy"}},
		{"customer.bad_since", "since", customer.Details{Name: "A", Since: 3019}},
		{"customer.bad_country", "country", customer.Details{Name: "A", Address: customer.Address{Country: "NLD"}}},
		{"customer.bad_employer", "employer", customer.Details{Name: "A", Employer: person.ID}},
		{"customer.bad_employer", "employer", customer.Details{Name: "A", Employer: id.New[id.Customer](database.IDs())}},
		{"customer.organisation_employed", "employer", customer.Details{Kind: customer.Organisation, Name: "A", Employer: person.ID}},
		{"customer.too_many", "emails", customer.Details{Name: "A", Emails: []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}}},
		{"customer.long_name", "name", customer.Details{Name: string(make([]rune, 121))}},
		{"customer.long_field", "function", customer.Details{Name: "A", Function: string(make([]rune, 121))}},
		{"customer.long_field", "phones", customer.Details{Numbers: []customer.Number{{"0612345678", string(make([]rune, 61))}}}},
		{"customer.bad_hours", "hours", customer.Details{Name: "A", Hours: map[time.Weekday][]worktime.Interval{1: {{From: 10, Until: 20}, {From: 15, Until: 30}}}}},
	} {
		err := d.write(func(tx *db.Tx) error {
			_, err := d.service.Add(tx, c.details)
			return err
		})
		if !fault.Is(err, c.key) || fault.Of(err).Field != c.field {
			t.Errorf("%s on %s: %v", c.key, c.field, err)
		}
	}
	unnamed := d.add(customer.Details{Numbers: numbers("0612345678")})
	if unnamed.Name != "" || unnamed.Phone() != "+31612345678" {
		t.Errorf("an unknown caller: %+v", unnamed)
	}
	for name, first := range map[string]string{"J. de Vries": "", "Jansen": "", "Ömer Faruk": "Ömer", "A Bee": ""} {
		if got := d.add(customer.Details{Name: name}); got.FirstName != first {
			t.Errorf("%q has first name %q", name, got.FirstName)
		}
	}
}
