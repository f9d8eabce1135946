package customer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/alike"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/party"
)

// everyPair is the oracle: it compares all with all, and keeps nothing.
func everyPair(all map[id.Customer]customer.Details, apart map[string]bool) (out []string) {
	record := func(d customer.Details) alike.Prepared {
		r := alike.Record{Name: d.Name, City: d.City, Postcode: d.Postcode, Street: d.Street, House: d.HouseNumber, Emails: d.Emails}
		for _, n := range d.Numbers {
			r.Phones = append(r.Phones, n.Number)
		}
		return alike.Prepare(r)
	}
	for a, one := range all {
		for b, other := range all {
			share := slices.ContainsFunc(record(one).Keys(), func(key string) bool { return slices.Contains(record(other).Keys(), key) })
			pair := a.String() + " " + b.String()
			score, _ := alike.Compare(record(one), record(other))
			if a.String() < b.String() && one.Kind == other.Kind && share && score >= alike.From(0) && !apart[pair] {
				out = append(out, pair)
			}
		}
	}
	slices.Sort(out)
	return out
}

// world is what happened to some customers.
type world struct {
	r        *rapid.T
	database *db.DB
	house    party.Actor
	service  *customer.Service
	known    []id.Customer
	merges   []customer.Merge
	apart    map[string]bool
}

func (w *world) do(fn func(tx *db.Tx) error) {
	if err := w.database.Write(context.Background(), w.house, fn); err != nil {
		w.r.Fatal(err)
	}
}

// details draws somebody who may look like another.
func details(r *rapid.T) customer.Details {
	draw := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(r, label) }
	d := customer.Details{Kind: rapid.SampledFrom([]customer.Kind{customer.Person, customer.Person, customer.Organisation}).Draw(r, "kind"),
		Name: draw("name", "Willem Brandsma", "W. Brandsma", "Wilem Brandsma", "Klaas Vaak", "Klaas Vaag")}
	d.City = draw("city", "", "Zeist", "Utrecht")
	if number := draw("number", "", "06 41772035", "030 2448190"); number != "" {
		d.Numbers = []customer.Number{{Number: number}}
	}
	if address := draw("mail", "", "willem@brandsma.example", "klaas@vaak.example"); address != "" {
		d.Emails = []string{address}
	}
	return d
}

// happens does one act by chance; what is refused changes nothing.
func (w *world) happens(tx *db.Tx) error {
	a, b := rapid.SampledFrom(w.known).Draw(w.r, "a"), rapid.SampledFrom(w.known).Draw(w.r, "b")
	switch rapid.IntRange(0, 3).Draw(w.r, "act") {
	case 0:
		d := details(w.r)
		_, _ = w.service.Change(tx, a, 0, func(was *customer.Details) { d.Kind = was.Kind; *was = d }) // refused of one who was merged
	case 1:
		if m, err := w.service.Merge(tx, a, b); err == nil {
			w.merges = append(w.merges, m)
		}
	case 2:
		if len(w.merges) > 0 {
			if m, err := w.service.ToSplit(tx, w.merges[len(w.merges)-1].ID); err == nil {
				return w.service.Split(tx, m)
			}
		}
	case 3:
		if w.service.Distinct(tx, a, b) == nil {
			w.apart[min(a.String(), b.String())+" "+max(a.String(), b.String())] = true
		}
	}
	return nil
}

// looks looks at everybody again.
func (w *world) looks(tx *db.Tx) error {
	for _, each := range w.known {
		if err := w.service.Look(tx, each); err != nil {
			return err
		}
	}
	return nil
}

// kept is what is kept now, and who is there.
func (w *world) kept() (pairs []string, now map[id.Customer]customer.Details) {
	now = map[id.Customer]customer.Details{}
	w.do(func(tx *db.Tx) error {
		for _, each := range w.known {
			if c, err := w.service.Get(tx, each); err == nil && c.ID == each {
				now[each] = c.Details
			}
		}
		all, err := w.service.Suspects(tx, customer.Suspected{}, 100)
		for _, s := range all {
			pairs = append(pairs, s.Low.String()+" "+s.High.String())
		}
		return err
	})
	slices.Sort(pairs)
	return pairs, now
}

// TestSuspectsAreEveryPair: after any becoming known, changing, merging, splitting and telling apart, what is kept of
// who may be one is what comparing all with all finds.
func TestSuspectsAreEveryPair(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		service, worlds := customer.NewService(event.NewLog(), "NL"), 0
		rapid.Check(t, func(r *rapid.T) {
			if worlds++; worlds > 12 && database.Engine() == db.Postgres {
				return // the same SQL, at a tenth of the pace
			}
			w := &world{r: r, database: database, house: party.Itself(id.New[id.Org](database.IDs())), service: service, apart: map[string]bool{}}
			w.do(func(tx *db.Tx) error {
				for range rapid.IntRange(2, 5).Draw(r, "n") {
					c, err := service.Add(tx, details(r))
					if err != nil {
						return err
					}
					w.known = append(w.known, c.ID)
				}
				return w.looks(tx)
			})
			for range rapid.IntRange(0, 4).Draw(r, "acts") {
				w.do(w.happens)
			}
			w.do(w.looks)
			kept, now := w.kept()
			if want := everyPair(now, w.apart); !slices.Equal(kept, want) {
				r.Fatalf("kept %v, want %v of %v", kept, want, now)
			}
		})
	})
}

// looksThrough looks at all there are, a few at a time, and counts in how many times.
func looksThrough(database *db.DB, house party.Actor, service *customer.Service) (times int, err error) {
	for more := true; more && err == nil; times++ {
		err = database.Write(context.Background(), house, func(tx *db.Tx) (err error) {
			more, err = service.LookThrough(tx, id.Import{}, 100)
			return err
		})
	}
	return times, err
}

// TestSuspectsArePaged: every pair comes once, the likeliest first, however they are paged.
func TestSuspectsArePaged(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		service, house := customer.NewService(event.NewLog(), "NL"), party.Itself(id.New[id.Org](database.IDs()))
		err := database.Write(context.Background(), house, func(tx *db.Tx) error {
			for n := range 14 {
				for _, name := range []string{"Persoon Nummer%c", "Persoon Numer%c"} {
					d := customer.Details{Name: fmt.Sprintf(name, 'a'+rune(n)) + strings.Repeat("x", n), Emails: []string{fmt.Sprintf("een%d@voorbeeld%d.example", n, n)}}
					if _, err := service.Add(tx, d); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := looksThrough(database, house, service); err != nil {
			t.Fatal(err)
		}
		err = database.Read(context.Background(), house, func(tx *db.Tx) error {
			whole, err := service.Suspects(tx, customer.Suspected{}, 1000)
			if err != nil || len(whole) < 14 {
				t.Fatalf("%d pairs, %v", len(whole), err)
			}
			var paged []customer.Suspect
			for after := (customer.Suspected{}); ; after = paged[len(paged)-1] {
				some, err := service.Suspects(tx, after, 3)
				if err != nil {
					return err
				}
				if paged = append(paged, some...); len(some) < 3 {
					break
				}
			}
			if !slices.Equal(paged, whole) {
				t.Errorf("paged %v, want %v", paged, whole)
			}
			for i := 1; i < len(whole); i++ {
				if whole[i].Rank > whole[i-1].Rank {
					t.Errorf("%d before %d", whole[i-1].Rank, whole[i].Rank)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
