package customer_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/phone"
)

func (d desk) change(one id.Customer, version int64, change func(*customer.Details)) (c customer.Customer, err error) {
	err = d.write(func(tx *db.Tx) (err error) {
		c, err = d.service.Change(tx, one, version, change)
		return err
	})
	return c, err
}

func TestChange(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		firm := d.add(customer.Details{Kind: customer.Organisation, Name: "Garage Bos"})
		other := d.add(customer.Details{Kind: customer.Organisation, Name: "Bakker Bart"})
		c := d.add(customer.Details{Name: "Pieter Bos", Numbers: numbers("0612345678"), Employer: firm.ID})
		*d.kinds = nil
		got, err := d.change(c.ID, 1, func(c *customer.Details) {
			c.Name, c.Numbers, c.Employer = "Piet Bosch", numbers("0201234567"), other.ID
		})
		if err != nil || got.Version != 2 {
			t.Fatal(got, err)
		}
		if again := d.get(c.ID); again.Name != "Piet Bosch" || again.Phone() != "+31201234567" || again.Version != 2 {
			t.Errorf("%+v", again)
		}
		if want := []string{"customer.changed", "customer.contact_left", "customer.contact_added"}; !slices.Equal(*d.kinds, want) {
			t.Errorf("events %q", *d.kinds)
		}
		for typed, n := range map[string]int{"pieter": 0, "0612345678": 0, "0201": 1, "bosch": 1} {
			if found := d.names(typed); len(found) != n {
				t.Errorf("%q finds %q", typed, found)
			}
		}
		if same, err := d.change(c.ID, 2, func(*customer.Details) {}); err != nil || same.Version != 2 {
			t.Errorf("nothing changed: %+v, %v", same, err)
		}
		if _, err := d.change(c.ID, 1, func(c *customer.Details) { c.Name = "X" }); !fault.Is(err, "customer.changed_meanwhile") {
			t.Errorf("an old version: %v", err)
		}
		if _, err := d.change(other.ID, 0, func(c *customer.Details) { c.Kind = customer.Person }); !fault.Is(err, "customer.has_contacts") {
			t.Errorf("an organisation with people: %v", err)
		}
		if _, err := d.change(id.New[id.Customer](database.IDs()), 0, func(*customer.Details) {}); !fault.Is(err, "customer.unknown") {
			t.Errorf("nobody: %v", err)
		}
		d.read(func(tx *db.Tx) error {
			people, err := d.service.Contacts(tx, other.ID, id.Customer{}, 10)
			if err != nil || len(people) != 1 || people[0].ID != c.ID {
				t.Errorf("contacts: %+v, %v", people, err)
			}
			after, err := d.service.Contacts(tx, other.ID, c.ID, 10)
			if err != nil || len(after) != 0 {
				t.Errorf("after the last: %+v, %v", after, err)
			}
			gone, err := d.service.Contacts(tx, firm.ID, id.Customer{}, 10)
			if err != nil || len(gone) != 0 {
				t.Errorf("the former employer keeps %+v, %v", gone, err)
			}
			return nil
		})
	})
}

// TestTwoChange lets many change one customer from the same version: one succeeds, the others hear of it.
func TestTwoChange(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		c := d.add(customer.Details{Name: "Pieter"})
		var group sync.WaitGroup
		var won atomic.Int32
		for i := range 8 {
			group.Go(func() {
				_, err := d.change(c.ID, 1, func(c *customer.Details) { c.Name = "Pieter " + string(rune('A'+i)) })
				if err == nil {
					won.Add(1)
				} else if !fault.Is(err, "customer.changed_meanwhile") {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if won.Load() != 1 || d.get(c.ID).Version != 2 {
			t.Errorf("%d changed it; version %d", won.Load(), d.get(c.ID).Version)
		}
	})
}

func TestSharedNumbersAndAddresses(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		a := d.add(customer.Details{Name: "A", Numbers: numbers("0612345678", "0201234567"), Emails: []string{"Info@x.example"}})
		b := d.add(customer.Details{Name: "B", Numbers: numbers("0201234567")})
		d.add(customer.Details{Name: "C", Numbers: numbers("0201234568")})
		stranger := newDesk(t, database)
		stranger.add(customer.Details{Name: "A", Numbers: numbers("0201234567")})
		d.read(func(tx *db.Tx) error {
			number, err := phone.Parse("+31 20 123 45 67", "")
			if err != nil {
				return err
			}
			sharing, err := d.service.ByPhone(tx, number)
			if err != nil || len(sharing) != 2 || sharing[0].ID != a.ID || sharing[1].ID != b.ID {
				t.Errorf("by phone: %+v, %v", sharing, err)
			}
			mail, err := d.service.ByEmail(tx, "INFO@X.example")
			if err != nil || len(mail) != 1 || mail[0].ID != a.ID {
				t.Errorf("by e-mail: %+v, %v", mail, err)
			}
			alike, err := d.service.Alike(tx, customer.Details{Numbers: numbers("020-1234567", "half"), Emails: []string{" info@x.EXAMPLE "}})
			if err != nil || len(alike) != 2 {
				t.Errorf("alike: %+v, %v", alike, err)
			}
			nobody, err := d.service.Alike(tx, customer.Details{Name: "A"})
			if err != nil || len(nobody) != 0 {
				t.Errorf("a name alone is no hint: %+v, %v", nobody, err)
			}
			return nil
		})
	})
}

// importing is a desk and an import that goes on beside it.
type importing struct {
	desk
	run id.Import
}

func newImporting(t *testing.T, database *db.DB) importing {
	i := importing{newDesk(t, database), id.New[id.Import](database.IDs())}
	i.do(func(tx *db.Tx, _ id.Import) error { return i.service.HideRun(tx, id.New[id.Import](tx.IDs)) }) // somebody else's
	i.do(i.service.HideRun)
	return i
}

func (i importing) do(do func(tx *db.Tx, run id.Import) error) {
	i.t.Helper()
	if err := i.write(func(tx *db.Tx) error { return do(tx, i.run) }); err != nil {
		i.t.Fatal(err)
	}
}

func (i importing) put(external string, details customer.Details) (one id.Customer, added bool) {
	i.t.Helper()
	i.do(func(tx *db.Tx, run id.Import) (err error) {
		one, added, err = i.service.Put(tx, customer.Origin{Source: "crm", ExternalID: external, Run: run}, details, nil)
		return err
	})
	return one, added
}

// seen counts what is listed; finding must agree with it.
func (i importing) seen() (n int) {
	i.t.Helper()
	i.read(func(tx *db.Tx) error {
		all, err := i.service.List(tx, id.Customer{}, 10)
		found, err2 := i.service.Search(tx, "garage", 10)
		known, err3 := i.service.ByPhone(tx, "+31612345678")
		if err != nil || err2 != nil || err3 != nil || len(found) != len(known) || len(all) != 2*len(found) {
			i.t.Errorf("listed %d, found %d, by phone %d, %v %v %v", len(all), len(found), len(known), err, err2, err3)
		}
		n = len(all)
		return nil
	})
	return n
}

func TestImport(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		i := newImporting(t, database)
		firm, added := i.put("1", customer.Details{Kind: customer.Organisation, Name: "Garage Bos", Numbers: numbers("0612345678")})
		if !added {
			t.Error("not added")
		}
		i.put("2", customer.Details{Name: "Bo", Employer: firm})
		if again, added := i.put("1", customer.Details{Name: "Renamed"}); again != firm || added {
			t.Errorf("again: %v, %v", again, added)
		}
		if n := i.seen(); n != 0 {
			t.Errorf("%d of a hidden import are seen", n)
		}
		i.do(i.service.ShowRun)
		if n := i.seen(); n != 2 {
			t.Errorf("%d are seen", n)
		}
		i.read(func(tx *db.Tx) error {
			c, err := i.service.ByOrigin(tx, "crm", "1")
			if err != nil || c.Name != "Garage Bos" {
				t.Errorf("by origin: %+v, %v", c, err)
			}
			_, err = i.service.ByOrigin(tx, "other", "1")
			if !fault.Is(err, "customer.unknown") {
				t.Errorf("another source: %v", err)
			}
			return nil
		})
		err := i.write(func(tx *db.Tx) error {
			_, _, err := i.service.Put(tx, customer.Origin{Source: "crm"}, customer.Details{Name: "A"}, nil)
			return err
		})
		if !fault.Is(err, "customer.bad_origin") {
			t.Errorf("without an external id: %v", err)
		}
	})
}

func TestClearRun(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		i := newImporting(t, database)
		i.put("1", customer.Details{Kind: customer.Organisation, Name: "Garage Bos", Numbers: numbers("0612345678"), Emails: []string{"a@b.nl"}})
		i.put("2", customer.Details{Name: "Bo"})
		i.do(i.service.ShowRun)
		err := i.write(func(tx *db.Tx) error {
			_, err := i.service.ClearRun(tx, i.run, 1)
			return err
		})
		if !fault.Is(err, "customer.run_in_sight") {
			t.Errorf("cleared while in sight: %v", err)
		}
		i.do(i.service.HideRun)
		steps := 0
		for more := true; more; steps++ {
			i.do(func(tx *db.Tx, run id.Import) (err error) {
				more, err = i.service.ClearRun(tx, run, 1)
				return err
			})
		}
		i.read(func(tx *db.Tx) error {
			hidden, err := i.service.HiddenRuns(tx)
			if err != nil || len(hidden) != 1 || hidden[0] == i.run || steps != 3 {
				t.Errorf("%d steps, then hidden: %v, %v", steps, hidden, err)
			}
			for _, table := range []string{"customer", "customer_word", "customer_phone", "customer_email", "customer_origin"} {
				n, err := db.One[int](tx, "SELECT COUNT(*) FROM "+table+" WHERE org = $1", tx.Org)
				if err != nil || n != 0 {
					t.Errorf("%d rows left in %s, %v", n, table, err)
				}
			}
			return nil
		})
		if _, added := i.put("1", customer.Details{Name: "Back"}); !added {
			t.Error("after clearing it cannot be put again")
		}
	})
}

// TestSentences keeps a sentence in both languages for every event.
func TestSentences(t *testing.T) {
	for _, kind := range []string{customer.Added{}.EventKind(), customer.Changed{}.EventKind(), customer.ContactAdded{}.EventKind(), customer.ContactLeft{}.EventKind()} {
		for _, l := range lang.Langs() {
			if !lang.Has(l, "event."+kind) {
				t.Errorf("no sentence for %s in %s", kind, l)
			}
		}
	}
}
