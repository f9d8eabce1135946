package order_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/order"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		text     string
		currency order.Currency
		want     int64
	}{
		{"1.234,56", "EUR", 123456}, {"1,234.56", "", 123456}, {"1234.5", "USD", 123450}, {"1234", "EUR", 123400},
		{"-12,00", "EUR", -1200}, {"€ 0,05", "EUR", 5}, {"1.234", "EUR", 123400}, {"1.234.567", "EUR", 123456700},
		{"29.33", "USD", 2933}, {"1234", "JPY", 1234}, {"1,234", "JPY", 1234}, {"1.5", "KWD", 1500}, {"0", "EUR", 0},
	} {
		if got, err := order.ParseAmount(c.text, c.currency); err != nil || got != c.want {
			t.Errorf("%q %s: %d, %v", c.text, c.currency, got, err)
		}
	}
	for _, text := range []string{"", "twaalf", "1,2345", "12,", ",5x", "1.23.456", "1 000 000 000 000 000", "1e3", "--1", "12.34.56"} {
		if got, err := order.ParseAmount(text, "EUR"); !fault.Is(err, "order.amount") {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
}

func TestOrdersOfARunComeIntoSightAtOnceAndGoAgain(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		kinds := map[string]int{}
		log := event.NewLog()
		log.OnAny(func(_ *db.Tx, e event.Envelope) error {
			kinds[e.Kind]++
			return nil
		})
		s, actor := order.New(log), party.Itself(id.New[id.Org](database.IDs()))
		run, customer := id.New[id.Import](database.IDs()), id.New[id.Customer](database.IDs())
		write := func(fn func(tx *db.Tx) error) {
			t.Helper()
			if err := database.Write(context.Background(), actor, fn); err != nil {
				t.Fatal(err)
			}
		}
		seen := func() (all []order.Order) {
			t.Helper()
			write(func(tx *db.Tx) (err error) {
				all, err = s.Of(tx, customer, order.Settled{}, 10)
				return err
			})
			return all
		}
		write(func(tx *db.Tx) error {
			if err := s.HideRun(tx, run); err != nil {
				return err
			}
			for i, name := range []string{"a", "b", "c", "a"} {
				added, err := s.Put(tx, order.Origin{Source: "shop", ExternalID: name, Run: run}, order.Order{
					Customer: customer, BoughtAt: tx.Now.Add(-time.Duration(i+1) * time.Hour), Amount: int64(i), What: "  a  b ",
				})
				if err != nil || added != (i < 3) {
					t.Errorf("%s: %v, %v", name, added, err)
				}
			}
			return nil
		})
		if len(seen()) != 0 {
			t.Error("seen before the switch")
		}
		write(func(tx *db.Tx) error { return s.ShowRun(tx, run) })
		if all := seen(); len(all) != 3 || all[0].Amount != 0 || all[2].Amount != 2 || all[0].What != "a b" || all[0].Currency != "EUR" {
			t.Errorf("%+v", all)
		}
		var to order.Settled
		for more := true; more; {
			write(func(tx *db.Tx) (err error) {
				to, more, err = s.Settle(tx, run, to, 2)
				return err
			})
		}
		write(func(tx *db.Tx) error { return s.HideRun(tx, run) })
		for more := true; more; {
			write(func(tx *db.Tx) (err error) {
				more, err = s.ClearRun(tx, run, 2)
				return err
			})
		}
		if kinds["order.placed"] != 3 || kinds["order.withdrawn"] != 3 || len(seen()) != 0 {
			t.Errorf("%v, %d left", kinds, len(seen()))
		}
	})
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		s, customer := order.New(event.NewLog()), id.New[id.Customer](database.IDs())
		err := database.Write(context.Background(), party.Itself(id.New[id.Org](database.IDs())), func(tx *db.Tx) error {
			for key, o := range map[string]order.Order{
				"order.no_customer": {BoughtAt: tx.Now},
				"order.no_time":     {Customer: customer},
				"order.later":       {Customer: customer, BoughtAt: tx.Now.Add(time.Hour)},
				"order.currency":    {Customer: customer, BoughtAt: tx.Now, Currency: "euro"},
				"order.too_much":    {Customer: customer, BoughtAt: tx.Now, Amount: 1 << 60},
			} {
				if _, err := s.Add(tx, o); !fault.Is(err, key) {
					t.Errorf("%s: %v", key, err)
				}
			}
			if _, err := s.Add(tx, order.Order{Customer: customer, BoughtAt: tx.Now, Amount: 5}); err != nil {
				return err
			}
			all, err := s.Of(tx, customer, order.Settled{}, 10)
			if len(all) != 1 || all[0].Amount != 5 {
				t.Errorf("%+v", all)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
