package customer_test

import (
	"context"
	"testing"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/party"
)

// in is somebody who lives there.
func in(city string, d customer.Details) customer.Details {
	d.City = city
	return d
}

// TestWhoMayBeMeant: who has but a part of a name is nobody we know; who has the whole name may be him wherever he calls
// from, and is named once.
func TestWhoMayBeMeant(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		service, house := customer.NewService(event.NewLog(), "NL"), party.Itself(id.New[id.Org](database.IDs()))
		if err := database.Write(context.Background(), house, func(tx *db.Tx) error {
			_, err := service.Add(tx, in("Utrecht", customer.Details{Name: "Zeger van Dam", Numbers: []customer.Number{{Number: "020 555 01 23"}}}))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		here := []customer.Number{{Number: "020 555 01 23"}}
		elsewhere := []customer.Number{{Number: "06 41 77 20 35"}}
		for name, one := range map[string]struct {
			told           customer.Details
			maybe, perhaps int
		}{
			"as he is":             {customer.Details{Name: "Zeger van Dam", Numbers: here}, 1, 1},
			"his name, elsewhere":  {in("Groningen", customer.Details{Name: "zeger van dam ", Numbers: elsewhere}), 0, 1},
			"a part, elsewhere":    {in("Groningen", customer.Details{Name: "Zeger van", Numbers: elsewhere}), 0, 0},
			"a first name":         {customer.Details{Name: "Zeger"}, 0, 0},
			"a firm of that name":  {customer.Details{Kind: customer.Organisation, Name: "Zeger van Dam", Numbers: here}, 0, 1},
			"another, of his line": {customer.Details{Name: "Anna Bos", Numbers: here}, 0, 0},
		} {
			err := database.Read(context.Background(), house, func(tx *db.Tx) error {
				maybe, err := service.Maybe(tx, one.told, 5)
				if err != nil {
					return err
				}
				perhaps, err := service.Perhaps(tx, one.told, 5)
				if len(maybe) != one.maybe || len(perhaps) != one.perhaps {
					t.Errorf("%s: %d may be meant and %d perhaps, want %d and %d", name, len(maybe), len(perhaps), one.maybe, one.perhaps)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
