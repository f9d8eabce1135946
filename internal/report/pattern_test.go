package report_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/order"
	"kroon/internal/party"
	"kroon/internal/report"
	"kroon/internal/stat"
)

// Four of his eleven orders are of summer, where others have a quarter: he does not do nothing in summer.
func TestPatternsOfOrders(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		orders, of, other := order.New(event.NewLog()), id.New[id.Customer](database.IDs()), id.New[id.Customer](database.IDs())
		silent := id.New[id.Customer](database.IDs())
		buy := func(tx *db.Tx, who id.Customer, month time.Month, day int) {
			t.Helper()
			year := tx.Now.Year() - 1
			if _, err := orders.Add(tx, order.Order{Customer: who, BoughtAt: time.Date(year, month, day, 12, 0, 0, 0, time.UTC), Amount: 1}); err != nil {
				t.Fatal(err)
			}
		}
		err := database.Write(context.Background(), party.Itself(id.New[id.Org](database.IDs())), func(tx *db.Tx) error {
			for month := time.January; month <= time.December; month++ {
				for day := 1; day < 4; day++ {
					buy(tx, other, month, day)
				}
			}
			for day := 1; day <= 4; day++ {
				buy(tx, of, time.July, day)
			}
			for day := 1; day <= 7; day++ {
				buy(tx, of, time.March, day)
			}
			counted, err := report.Reckon(tx, time.UTC)
			if err != nil {
				return err
			}
			usual := counted.Usual()
			season, err := report.SeasonEmpty(tx, time.UTC, usual, of, time.June, time.July, time.August)
			if err != nil || season.Verdict != stat.Contradicted || season.Count != 4 || season.N != 11 || season.Usual != 0.25 ||
				season.Key() != "pattern.nothing-in-season.contradicted" {
				t.Errorf("%+v, %v", season, err)
			}
			never, err := report.BuysNever(tx, time.UTC, usual, silent, tx.Now.AddDate(-2, 0, 0))
			if err != nil || never.Verdict != stat.Supported || never.Count != 0 || !never.Last.IsZero() {
				t.Errorf("%+v, %v", never, err)
			}
			never, err = report.BuysNever(tx, time.UTC, usual, of, tx.Now)
			if err != nil || never.Verdict != stat.Contradicted || never.Count != 10 || never.Last.IsZero() {
				t.Errorf("%+v, %v", never, err)
			}
			late, err := report.LatePayer(tx, usual, of)
			if err != nil || late.Verdict != stat.TooLittle || late.Key() != "pattern.too-little" {
				t.Errorf("%+v, %v", late, err)
			}
			up, err := report.PicksUpNever(tx, usual, of)
			if err != nil || up.Verdict != stat.TooLittle {
				t.Errorf("%+v, %v", up, err)
			}
			calls, err := report.CallsBetween(tx, time.UTC, usual, of, 16, 17)
			if err != nil || calls.Verdict != stat.TooLittle {
				t.Errorf("%+v, %v", calls, err)
			}
			if grouch := report.ComplainsOnly(2, 12, 5, 200); grouch.Verdict != stat.Contradicted {
				t.Errorf("%+v", grouch)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
