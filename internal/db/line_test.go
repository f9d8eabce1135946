package db_test

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/bare"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
)

// A server that falls silent without hanging up is left for another, by what is under way too; and a statement that takes
// long on one that answers is not.
func TestAServerThatFallsSilentIsLeft(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	near := dbtest.Config(t, db.Postgres)
	t.Parallel()
	config, first := dbtest.Over(t, near, 1)
	other, second := dbtest.Over(t, near, 2)
	config.URL = strings.Replace(config.URL, first.Addr().String(), first.Addr().String()+","+second.Addr().String(), 1)
	if !strings.Contains(config.URL, ",") || config.URL == other.URL {
		t.Fatal(config.URL)
	}
	database := opened(t, config)
	set(t, database, "before", "1")
	times := 0
	err := database.Write(t.Context(), nobody, func(tx *db.Tx) error {
		if times++; times == 1 {
			if _, err := db.One[string](tx, "SELECT pg_sleep(3)::text"); err != nil { // longer than silence is borne
				t.Error(err)
			}
			first.Silence()
		}
		_, err := tx.Exec("INSERT INTO installation (key, value) VALUES ('during', '1')")
		return err
	})
	if err != nil || times < 2 {
		t.Errorf("after %d tries: %v", times, err)
	}
	set(t, database, "after", "1")
	if value, found := get(t, database, "during"); !found || value != "1" {
		t.Errorf("what was under way: %v %q", found, value)
	}
}

// What a node has locked that froze in the middle of a transaction is let go; when it wakes up it begins again.
func TestANodeThatFreezesLetsGo(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	t.Parallel()
	config := dbtest.Config(t, db.Postgres)
	one, two := opened(t, config), opened(t, config)
	set(t, one, "n", "0")
	raise := func(d *db.DB, then func()) error {
		return d.Write(context.Background(), nobody, func(tx *db.Tx) error {
			if _, err := tx.Exec("UPDATE installation SET value = value || 'x' WHERE key = 'n'"); err != nil {
				return err
			}
			then()
			_, err := tx.Exec("UPDATE installation SET value = value || 'y' WHERE key = 'n'")
			return err
		})
	}
	locked, thawed, said := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	var once sync.Once
	go func() { said <- raise(one, func() { once.Do(func() { close(locked); <-thawed }) }) }()
	<-locked
	if err := raise(two, func() {}); err != nil {
		t.Error(err)
	}
	close(thawed)
	if err := <-said; err != nil {
		t.Error(err)
	}
	if value, _ := get(t, two, "n"); value != "0xyxy" {
		t.Errorf("written: %s", value)
	}
}

// A server that waits for its replica and is told to wait no longer says that it committed, and warns: that is not certain.
func TestACommitThatStoppedWaitingIsNotCertain(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	t.Parallel()
	ctx := context.Background()
	server, err := bare.StartPostgres(ctx, "-c", "fsync=off")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	database := opened(t, db.Config{URL: server.URL, MaxConns: 2})
	write := func(statement string) error {
		return database.Write(ctx, nobody, func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
	}
	if err := write("CREATE TABLE one (n bigint)"); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()"} {
		if err := bare.Execute(ctx, server.URL, statement); err != nil {
			t.Fatal(err)
		}
	}
	answered(t, server.URL, "SHOW synchronous_standby_names", "nobody")
	said, wrote := make(chan error, 1), 0
	go func() {
		for { // until one waits: the server's own processes hear of the setting each in its time
			wrote++
			if err := write("INSERT INTO one VALUES (1)"); err != nil {
				said <- err
				return
			}
		}
	}()
	answered(t, server.URL, "SELECT count(pg_cancel_backend(pid))::text FROM pg_stat_activity WHERE wait_event = 'SyncRep'", "1")
	if err := <-said; !fault.Is(err, "db.unsure") {
		t.Errorf("committed here and perhaps nowhere else, it said %v", err)
	}
	if n, err := bare.Ask(ctx, server.URL, "SELECT count(*)::text FROM one"); n != strconv.Itoa(wrote) || err != nil {
		t.Errorf("%s of %d are here: %v", n, wrote, err)
	}
}

// answered asks until the answer is this.
func answered(t *testing.T, server, question, answer string) {
	t.Helper()
	for range 500 {
		if got, err := bare.Ask(context.Background(), server, question); err == nil && got == answer {
			return
		}
		clock.Wait(context.Background(), 10*time.Millisecond, nil) // another process, which has no signal to give
	}
	t.Fatalf("%s: never %s", question, answer)
}
