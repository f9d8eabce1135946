package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// happened counts what history says of a promise, by kind; each step of the guard is a kind.
func (s *stepped) happened(of id.Promise) map[string]int {
	s.t.Helper()
	type line struct{ Kind, Payload string }
	var lines []line
	s.do(party.Itself(s.org), func(tx *db.Tx) (err error) {
		lines, err = db.All[line](tx, "SELECT kind, payload FROM event WHERE org = $1 AND subject = $2", tx.Org, of)
		return err
	})
	out := map[string]int{}
	for _, l := range lines {
		var guarded promise.WasGuarded
		if l.Kind == guarded.EventKind() {
			if err := json.Unmarshal([]byte(l.Payload), &guarded); err != nil {
				s.t.Fatal(err)
			}
			l.Kind += "/" + string(guarded.Step)
		}
		out[l.Kind]++
	}
	return out
}

// once fails for a promise that was not broken, for what happened to it twice, and for a mail that left twice.
func (s *stepped) once(of ...promise.Promise) {
	s.t.Helper()
	for _, p := range of {
		history := s.happened(p.ID)
		if len(history) < 4 || history["promise.broken"] != 1 {
			s.t.Errorf("%s: %v", p.Act, history)
		}
		for kind, n := range history {
			if n != 1 {
				s.t.Errorf("%s: %s happened %d times", p.Act, kind, n)
			}
		}
	}
	left := map[string]int{}
	for _, m := range s.post.mail {
		if left[m.ID]++; left[m.ID] > 1 {
			s.t.Errorf("%q left twice for %s", m.Subject, m.To)
		}
	}
	if len(left) == 0 {
		s.t.Error("nobody was told anything")
	}
}

// TestTheClockJumpsAnHour while the guard is at work, forward and back, over each of its steps: each is
// done once, and none is left out.
func TestTheClockJumpsAnHour(t *testing.T) {
	onBoth(t, func(s *stepped) {
		var promised []promise.Promise
		for n := range 8 {
			due := s.at(24, 11, 45).Add(time.Duration(n) * 30 * time.Minute)
			promised = append(promised, s.promised(s.zeger, fmt.Sprintf("belofte %d", n), due))
		}
		for at := s.at(24, 10, 0); at.Before(s.at(24, 16, 0)); at = at.Add(20 * time.Minute) {
			s.pass(at)
			s.clock.Set(at.Add(time.Hour))
			s.pass(at.Add(time.Hour)) // forward
			s.clock.Set(at)
			s.pass(at) // and back
		}
		s.once(promised...)
		if got := s.balance(); got >= 0 {
			s.t.Errorf("our balance is %d", got)
		}
	})
}

// TestTwoServersOnOneFolder, or on one database: whatever is due is done by one of them.
func TestTwoServersOnOneFolder(t *testing.T) {
	onBoth(t, func(s *stepped) {
		second, err := app.Open(context.Background(), s.app.Config)
		if err != nil {
			s.t.Fatal(err)
		}
		defer func() {
			if err := second.Close(); err != nil {
				s.t.Error(err)
			}
		}()
		var promised []promise.Promise
		for n := range 8 {
			due := s.at(24, 11, 0).Add(time.Duration(n/2) * 30 * time.Minute)
			promised = append(promised, s.promised(s.zeger, fmt.Sprintf("belofte %d", n), due))
		}
		for at := s.at(24, 10, 0); at.Before(s.at(24, 14, 0)); at = at.Add(15 * time.Minute) {
			s.clock.Set(at)
			var both sync.WaitGroup
			for _, node := range []*app.App{s.app, second} {
				both.Go(func() {
					for range 50 {
						next, err := node.Clock.Step(context.Background())
						if err != nil {
							s.t.Error(err)
						}
						if next.IsZero() || next.After(at) {
							return
						}
					}
				})
			}
			both.Wait()
		}
		s.once(promised...)
	})
}

// TestWhatARestoredCopyHoldsLeavesOnce: from either engine into either, nothing leaves before it is
// released, and then what waited does, once.
func TestWhatARestoredCopyHoldsLeavesOnce(t *testing.T) {
	ctx := context.Background()
	onBoth(t, func(s *stepped) {
		customer := s.known("Monique", "monique@example.nl")
		made, err := s.app.Acts.MakePromise(ctx, s.fatima, promise.Make{
			Direction: promise.Ours, Kind: promise.Answer, Customer: customer, Owner: s.fatima.StaffID(), Act: "antwoorden", Minutes: 10,
			Due: promise.Due{At: s.at(24, 15, 0), Zone: "Europe/Amsterdam"},
		}, act.ByMessage)
		if err != nil {
			s.t.Fatal(err)
		}
		file := filepath.Join(s.t.TempDir(), "kroon.backup")
		if _, err := s.app.DB.Backup(ctx, file); err != nil {
			s.t.Fatal(err)
		}
		for _, target := range dbtest.Engines() {
			post := &postbox{}
			config := app.Config{
				Data: s.t.TempDir(), Listen: "127.0.0.1:1", Mail: post, Clock: s.clock, Log: slog.New(slog.DiscardHandler),
			}
			into := db.Config{Path: filepath.Join(config.Data, "kroon.db"), Clock: s.clock}
			if target == db.Postgres {
				config.Database = dbtest.Config(s.t, target).URL
				into = db.Config{URL: config.Database, Clock: s.clock}
			}
			if err := db.Restore(ctx, into, file); err != nil {
				s.t.Fatal(err)
			}
			key, err := os.ReadFile(filepath.Join(s.app.Config.Data, "installation.key"))
			if err != nil {
				s.t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(config.Data, "installation.key"), key, 0o600); err != nil {
				s.t.Fatal(err)
			}
			s.released(config, post, made.Promise.ID)
			s.clock.Set(s.at(24, 10, 0))
		}
	})
}

func (s *stepped) released(config app.Config, post *postbox, of id.Promise) {
	s.t.Helper()
	copied, err := app.Open(context.Background(), config)
	if err != nil {
		s.t.Fatal(err)
	}
	there := &stepped{firm: &firm{t: s.t, app: copied, org: s.org}, clock: s.clock, post: post, zone: s.zone}
	there.pass(s.at(24, 10, 30))
	if n := len(post.mail); n != 0 {
		s.t.Errorf("%d mails left before they were released", n)
	}
	for round, want := range []int{1, 0} {
		waited, err := copied.Release(context.Background())
		if err != nil || waited != want {
			s.t.Errorf("released %d, want %d: %v", waited, want, err)
		}
		there.pass(s.at(24, 10, 31+round))
		if n := len(post.mailed("monique@example.nl")); n != 1 {
			s.t.Errorf("Monique has %d mails", n)
		}
	}
	if there.happened(of)["promise.agreed"] != 1 {
		s.t.Error("the promise is not there")
	}
	if err := copied.Close(); err != nil {
		s.t.Error(err)
	}
}
