package db_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Readers who are all inside at once and each ask what was never asked before: statements are prepared
// while every reader's connection is taken, and nobody waits for ever.
func TestReadersWhoAllAskSomethingNew(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		const inside, rounds = 4, 20 // as many as there are readers on SQLite
		done := make(chan struct{})
		go func() {
			defer close(done)
			for round := range rounds {
				var arrived, group sync.WaitGroup
				arrived.Add(inside)
				for reader := range inside {
					group.Go(func() {
						err := database.Read(t.Context(), party.Itself(id.Org{}), func(tx *db.Tx) error {
							arrived.Done()
							arrived.Wait()
							_, err := db.One[int64](tx, fmt.Sprintf("SELECT %d AS n", round*inside+reader))
							return err
						})
						if err != nil {
							t.Error(err)
						}
					})
				}
				group.Wait()
			}
		}()
		select {
		case <-done:
		case <-time.After(time.Minute):
			t.Fatal("the readers wait for each other")
		}
	})
}

// Who has read and goes on reckoning lets who waited for his connection begin first, on one processor too.
func TestWhoHasReadLetsOthersGoFirst(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	database := opened(t, db.Config{Path: filepath.Join(t.TempDir(), "kroon.db"), MaxConns: 1})
	const rounds = 40
	first := 0
	for range rounds {
		var waiting, began atomic.Bool
		var other sync.WaitGroup
		err := database.Read(t.Context(), party.Itself(id.Org{}), func(*db.Tx) error {
			other.Go(func() {
				waiting.Store(true)
				err := database.Read(t.Context(), party.Itself(id.Org{}), func(*db.Tx) error { began.Store(true); return nil })
				if err != nil {
					t.Error(err)
				}
			})
			for !waiting.Load() {
				runtime.Gosched()
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if began.Load() {
			first++
		}
		other.Wait()
	}
	if first < rounds/4 { // the detector of races wakes people in any order
		t.Errorf("who waited began first in %d of %d rounds", first, rounds)
	}
}
