package dbtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"kroon/internal/db"
)

// workers are the addresses of the workers of the Citus cluster that is tested on, as the coordinator reaches them:
// postgres://.., separated by commas. "none" is a cluster of the coordinator alone, which then has the rows too.
func workers() (urls []string, is bool) {
	given := os.Getenv("KROON_TEST_CITUS")
	if given == "" || given == "none" {
		return nil, given != ""
	}
	return strings.Split(given, ","), true
}

// OnCitus tells whether the PostgreSQL of this run is the coordinator of a Citus cluster.
func OnCitus() bool {
	_, is := workers()
	return is
}

// shards is into how many parts the tables of a test are cut: few, for there are many tables and each part is one more.
const shards = 3

// freshCitus makes a database on the coordinator and on each worker, joins them, and lays every table where it should lie. A
// database cannot be copied there: the copy would know of parts that no worker has.
func freshCitus(t testing.TB, coordinator string, workers []string) string {
	t.Helper()
	name, ctx := freshName(), context.Background()
	for _, node := range append([]string{coordinator}, workers...) {
		err := errors.Join(execute(node, "CREATE DATABASE "+name), execute(named(node, name), "CREATE EXTENSION citus"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := execute(node, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
				t.Error(err)
			}
		})
	}
	at := named(coordinator, name)
	statements := []string{fmt.Sprintf("ALTER DATABASE %s SET citus.shard_count = %d", name, shards)}
	for _, one := range append([]string{coordinator}, workers...) {
		statements = append(statements, joined(t, one, one == coordinator))
	}
	if len(workers) == 0 {
		statements = append(statements, "SELECT citus_set_node_property(nodename, nodeport, 'shouldhaveshards', true) FROM pg_dist_node")
	}
	for _, statement := range statements {
		if err := execute(at, statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	database, err := db.Open(ctx, db.Config{URL: at, MaxConns: 2})
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(database.Migrate(ctx), database.Distribute(ctx, func(string) {}), database.Close())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// joined is the statement by which the coordinator learns of a node, itself among them.
func joined(t testing.TB, node string, itself bool) string {
	t.Helper()
	at, err := url.Parse(node)
	if err != nil {
		t.Fatal(err)
	}
	host, port := at.Hostname(), at.Port()
	if folder := at.Query().Get("host"); folder != "" {
		host = folder
	}
	if port == "" {
		port = "5432"
	}
	if itself {
		return fmt.Sprintf("SELECT citus_set_coordinator_host('%s', %s)", host, port)
	}
	return fmt.Sprintf("SELECT citus_add_node('%s', %s)", host, port)
}
