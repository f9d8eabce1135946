package db_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

// What one node passes the others hear, and not itself; that work is due soon too.
func TestNodesHearOfEachOther(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	config := dbtest.Config(t, db.Postgres)
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	heard := make(chan string, 1000)
	var nodes []*db.DB
	for n := range 2 {
		node, err := db.Open(ctx, config)
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, node)
		node.OnPassed(func(word string) { heard <- fmt.Sprint(n, " ", word) })
		node.OnWake(func(due time.Time) { heard <- fmt.Sprint(n, " due ", due.Year()) })
		running.Go(func() { node.Neighbours(ctx) })
	}
	defer func() {
		stop()
		running.Wait()
		for _, node := range nodes {
			if err := node.Close(); err != nil {
				t.Error(err)
			}
		}
	}()
	hears := func(want string, say func()) {
		t.Helper()
		listen(t, heard, want, say)
	}
	hears("1 page today", func() { nodes[0].Pass("page today") })
	wake := func(after time.Duration) {
		err := nodes[0].Write(ctx, party.Itself(id.New[id.Org](nodes[0].IDs())), func(tx *db.Tx) error {
			tx.Wake(tx.Now.Add(after))
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	wake(10 * 366 * 24 * time.Hour) // the safety scan finds it in time: nothing is said
	hears(fmt.Sprint("1 due ", time.Now().Year()), func() { wake(0) })
	for i := range 100 { // more at once than is worth telling apart
		nodes[0].Pass(fmt.Sprint("page ", i))
	}
	hears("1 ", func() {})
	nodes[0].Pass(strings.Repeat("x", 8000))
	hears("1 ", func() {})
	command, err := db.Open(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	command.Pass("page of a command") // it does not serve, and says it when it ends
	if err := command.Close(); err != nil {
		t.Fatal(err)
	}
	hears("1 page of a command", func() {})
}

// listen says something until it is heard: a node may not be listening yet.
func listen(t *testing.T, heard <-chan string, want string, say func()) {
	t.Helper()
	for {
		say()
		select {
		case got := <-heard:
			if got == "0 page today" {
				t.Errorf("a node hears itself: %q", got)
			}
			if got == want {
				return
			}
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func hasPostgres() bool {
	for _, engine := range dbtest.Engines() {
		if engine == db.Postgres {
			return true
		}
	}
	return false
}
