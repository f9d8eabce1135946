package customer_test

import (
	"context"
	"fmt"
	"testing"

	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/party"
)

// manyKnown is how many customers the page of duplicates is read among.
const manyKnown = 100_000

// BenchmarkSuspects looks at a hundred thousand customers, of whom one in fifty comes twice, and then reads the first
// page of pairs and looks at one customer who changed. look/s is customers looked at in a second.
func BenchmarkSuspects(b *testing.B) {
	for _, engine := range dbtest.Engines() {
		b.Run(string(engine), func(b *testing.B) {
			database := dbtest.Open(b, engine, clock.System())
			service, house := customer.NewService(event.NewLog(), "NL"), party.Itself(id.New[id.Org](database.IDs()))
			var last id.Customer
			for from := 0; from < manyKnown; from += 1000 {
				write(b, database, house, func(tx *db.Tx) error {
					for n := from; n < from+1000; n++ {
						c, err := service.Add(tx, someone(n))
						if err != nil {
							return err
						}
						last = c.ID
					}
					return nil
				})
			}
			began := b.Elapsed()
			if _, err := looksThrough(database, house, service); err != nil {
				b.Fatal(err)
			}
			b.Logf("looked at %d customers in %v", manyKnown, b.Elapsed()-began)
			b.Run("page", func(b *testing.B) {
				for b.Loop() {
					if err := database.Read(context.Background(), house, func(tx *db.Tx) error {
						all, err := service.Suspects(tx, customer.Suspected{}, 31)
						if len(all) != 31 {
							b.Fatalf("%d pairs", len(all))
						}
						return err
					}); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("look", func(b *testing.B) {
				for b.Loop() {
					write(b, database, house, func(tx *db.Tx) error { return service.Look(tx, last) })
				}
			})
		})
	}
}

func write(b *testing.B, database *db.DB, house party.Actor, fn func(tx *db.Tx) error) {
	b.Helper()
	if err := database.Write(context.Background(), house, fn); err != nil {
		b.Fatal(err)
	}
}

// someone is the nth customer; every fiftieth is the one before him, with a slip of the hand.
func someone(n int) customer.Details {
	of := n
	if n%50 == 49 {
		of = n - 1
	}
	d := customer.Details{
		Name:    fmt.Sprintf("%s %s%s", firstNames[of%len(firstNames)], lastNames[of/7%len(lastNames)], lastNames[of/131%len(lastNames)]),
		Address: customer.Address{City: cities[of%len(cities)], Postcode: fmt.Sprintf("%04d AB", 1000+of*37%9000), HouseNumber: fmt.Sprint(1 + of%180)},
		Numbers: []customer.Number{{Number: fmt.Sprintf("06 1%07d", of)}}, Emails: []string{fmt.Sprintf("k%d@voorbeeld%d.example", of, of%977)},
	}
	if of != n {
		d.Name, d.Emails = d.Name[:len(d.Name)-1], nil
	}
	return d
}

var (
	firstNames = []string{"Anna", "Bram", "Carla", "Daan", "Eva", "Frits", "Greet", "Hans", "Ilse", "Joop", "Karin", "Leo", "Mieke"}
	lastNames  = []string{"smit", "visser", "mulder", "bakker", "dekker", "kok", "vos", "bos", "prins", "kuiper", "schipper", "timmer"}
	cities     = []string{"Zeist", "Utrecht", "Arnhem", "Assen", "Breda", "Delft", "Ede"}
)
