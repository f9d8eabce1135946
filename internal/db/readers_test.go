package db_test

import (
	"fmt"
	"sync"
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
