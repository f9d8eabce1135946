// Package dbtest gives each storage test a fresh, migrated database of its own on every engine.
//
// KROON_TEST_ENGINES limits the engines ("sqlite" is the quick loop). PostgreSQL is the server at
// KROON_TEST_POSTGRES when that is set, and otherwise one that the test binary starts itself in a
// temporary folder and stops at the end; initdb refuses root, so it then runs as user postgres. KROON_TEST_ISOLATION is
// the isolation of transactions that ask for none on a server of its own: "serializable" has many more of them refused,
// to be tried again. KROON_TEST_CITUS are the workers of a Citus cluster whose coordinator KROON_TEST_POSTGRES is: each test's
// tables then lie as on such a cluster.
package dbtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/bare"
)

// Engines are the engines that this run tests.
func Engines() []db.Engine {
	asked := os.Getenv("KROON_TEST_ENGINES")
	if asked == "" {
		return []db.Engine{db.SQLite, db.Postgres}
	}
	var out []db.Engine
	for name := range strings.SplitSeq(asked, ",") {
		out = append(out, db.Engine(strings.TrimSpace(name)))
	}
	return out
}

// Run runs the test once per engine.
func Run(t *testing.T, test func(t *testing.T, database *db.DB)) {
	t.Helper()
	RunClock(t, nil, test)
}

// RunClock is Run with a clock for the database; the wall clock when nil.
func RunClock(t *testing.T, c clock.Clock, test func(t *testing.T, database *db.DB)) {
	t.Helper()
	for _, engine := range Engines() {
		t.Run(string(engine), func(t *testing.T) { test(t, Open(t, engine, c)) })
	}
}

// Open makes a fresh database on one engine; it is gone when the test ends.
func Open(t testing.TB, engine db.Engine, c clock.Clock) *db.DB {
	t.Helper()
	config := Config(t, engine)
	config.Clock = c
	database, err := db.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := database.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := database.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return database
}

// Config says where a fresh, migrated database of this engine is, for a test that opens it itself.
func Config(t testing.TB, engine db.Engine) db.Config {
	t.Helper()
	if engine == db.SQLite {
		path := filepath.Join(t.TempDir(), "kroon.db")
		copyMigrated(t, path)
		return db.Config{Path: path}
	}
	return db.Config{URL: freshPostgres(t), MaxConns: 8}
}

// Plain is Config, on a cluster too with all tables on one server: for a test of what is otherwise there.
func Plain(t testing.TB, engine db.Engine) db.Config {
	t.Helper()
	if engine == db.SQLite {
		return Config(t, engine)
	}
	return db.Config{URL: plainPostgres(t), MaxConns: 8}
}

// plainPostgres is a fresh copy of the template on the server.
func plainPostgres(t testing.TB) string {
	t.Helper()
	base, err := server()
	if err != nil {
		t.Fatal(err)
	}
	return copied(t, base)
}

var migratedSQLite = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "kroon-sqlite")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "kroon.db")
	database, err := db.Open(context.Background(), db.Config{Path: path})
	if err != nil {
		return nil, err
	}
	if err := database.Migrate(context.Background()); err != nil {
		return nil, err
	}
	if err := database.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func copyMigrated(t testing.TB, path string) {
	t.Helper()
	raw, err := migratedSQLite()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

var databases struct {
	sync.Mutex
	count int
}

// template is a migrated database that each test's own is copied from.
var template = sync.OnceValues(func() (name string, err error) {
	base, err := server()
	if err != nil {
		return "", err
	}
	name = fmt.Sprintf("template_%d", os.Getpid())
	if err := execute(base, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	database, err := db.Open(context.Background(), db.Config{URL: named(base, name), MaxConns: 2})
	if err != nil {
		return "", err
	}
	if err := database.Migrate(context.Background()); err != nil {
		return "", err
	}
	return name, database.Close()
})

// freshName is one that no other test has.
func freshName() string {
	databases.Lock()
	defer databases.Unlock()
	databases.count++
	return fmt.Sprintf("test_%d_%d", os.Getpid(), databases.count)
}

func freshPostgres(t testing.TB) string {
	t.Helper()
	base, err := server()
	if err != nil {
		t.Fatal(err)
	}
	if workers, is := workers(); is {
		return freshCitus(t, base, workers)
	}
	return copied(t, base)
}

// copied is a fresh copy of the template.
func copied(t testing.TB, base string) string {
	t.Helper()
	from, err := template()
	if err != nil {
		t.Fatal(err)
	}
	name := freshName()
	databases.Lock() // a template is copied by one at a time
	defer databases.Unlock()
	if err := execute(base, "CREATE DATABASE "+name+" TEMPLATE "+from); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := execute(base, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return named(base, name)
}

func execute(server, statement string) error {
	return bare.Execute(context.Background(), server, statement)
}

func named(server, name string) string {
	url, err := bare.Named(server, name)
	if err != nil {
		panic(err)
	}
	return url
}
