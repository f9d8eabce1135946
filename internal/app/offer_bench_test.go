package app_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// BenchmarkOffer finds the first feasible times over fifty people with two hundred open promises each, on a
// real database: with the packs, and from the rows as before them. choose is the arithmetic alone and rooms
// the reading of calendars alone; p99 is of this run.
func BenchmarkOffer(b *testing.B) {
	for _, engine := range dbtest.Engines() {
		b.Run(string(engine), func(b *testing.B) {
			acts, org, ask := crowd(b, engine)
			b.Run("packed", func(b *testing.B) { offers(b, acts, org, ask) })
			b.Run("rooms", func(b *testing.B) {
				for b.Loop() {
					reading(b, acts, org, func(tx *db.Tx) error {
						_, err := acts.Team.RoomsOf(tx, ask.Among, tx.Now, tx.Now.AddDate(0, 0, 14))
						return err
					})
				}
			})
			b.Run("choose", func(b *testing.B) { choosing(b, acts, org, ask) })
			b.Run("make", func(b *testing.B) { making(b, acts, org, ask) })
			writing(b, acts, org, func(tx *db.Tx) error {
				_, err := tx.Exec("UPDATE owner_load SET pack = NULL WHERE org = $1", org)
				return err
			})
			b.Run("rows", func(b *testing.B) { offers(b, acts, org, ask) })
		})
	}
}

func offers(b *testing.B, acts *act.Acts, org id.Org, ask promise.Ask) {
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		reading(b, acts, org, func(tx *db.Tx) error {
			found, err := acts.Promise.Offer(tx, ask)
			if len(found) != 3 {
				b.Fatalf("offered %v", found)
			}
			return err
		})
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

func choosing(b *testing.B, acts *act.Acts, org id.Org, ask promise.Ask) {
	var candidates []promise.Candidate
	now := time.Time{}
	reading(b, acts, org, func(tx *db.Tx) error {
		now = tx.Now
		for _, staff := range ask.Among {
			w, err := acts.Promise.Weigh(tx, staff)
			if err != nil {
				return err
			}
			candidates = append(candidates, promise.Candidate{Staff: staff, Room: w.Room, Loads: w.Loads})
		}
		return nil
	})
	for b.Loop() {
		promise.Choose(now, candidates, promise.Wish{Minutes: 10, NotAfter: now.AddDate(0, 0, 14), Margin: 30})
	}
}

// making makes a promise for somebody with two hundred, and takes it back.
func making(b *testing.B, acts *act.Acts, org id.Org, ask promise.Ask) {
	somebody := ask.Among[0]
	for b.Loop() {
		writing(b, acts, org, func(tx *db.Tx) error {
			made, err := acts.Promise.Make(tx, promise.Make{
				Direction: promise.Internal, Kind: promise.Send, Colleague: ask.Among[1], Owner: somebody,
				Override: true, Due: promise.Due{At: tx.Now.AddDate(0, 0, 10)},
			})
			if err == nil {
				_, err = acts.Promise.Propose(tx, made.Promise.ID, ask.Among[2])
			}
			return err
		})
	}
}

func crowd(b *testing.B, engine db.Engine) (*act.Acts, id.Org, promise.Ask) {
	config := dbtest.Config(b, engine)
	data := b.TempDir()
	kroon, err := app.Open(context.Background(), app.Config{
		Data: data, Database: config.URL, Listen: "127.0.0.1:1", Log: slog.New(slog.DiscardHandler),
		Clock: clock.NewStepped(time.Date(2026, 11, 24, 9, 52, 0, 0, time.UTC)),
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = kroon.Close() })
	all, err := kroon.Organisations(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	acts, org, ask := kroon.Acts, all[0].ID, promise.Ask{Minutes: 10}
	var zeger customer.Customer
	writing(b, acts, org, func(tx *db.Tx) (err error) {
		zeger, err = acts.Customer.Add(tx, customer.Details{Name: "Zeger van Dam"})
		return err
	})
	for range 50 {
		writing(b, acts, org, func(tx *db.Tx) error {
			hired, err := acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: "Jeroen"})
			ask.Among = append(ask.Among, hired.ID)
			for i := 0; i < 200 && err == nil; i++ {
				_, err = acts.Promise.Make(tx, promise.Make{
					Customer: zeger.ID, Owner: hired.ID, Minutes: 5, Override: true,
					Due: promise.Due{At: tx.Now.Add(time.Duration(24+i*2) * time.Hour)},
				})
			}
			return err
		})
	}
	return acts, org, ask
}

func reading(b *testing.B, acts *act.Acts, org id.Org, fn func(*db.Tx) error) {
	if err := acts.DB.Read(context.Background(), party.Itself(org), fn); err != nil {
		b.Fatal(err)
	}
}

func writing(b *testing.B, acts *act.Acts, org id.Org, fn func(*db.Tx) error) {
	if err := acts.DB.Write(context.Background(), party.Itself(org), fn); err != nil {
		b.Fatal(err)
	}
}
