package dbtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/bare"
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

// laid are the databases of this test binary whose tables lie on all nodes. To lay a hundred and twenty tables takes many times as
// long as a test, and a database cannot be copied there: the copy would know of parts that no worker has. So one that a test has
// done with is emptied, and the next has it.
var laid struct {
	sync.Mutex
	idle, all []string // names
	tables    string   // that each of them has
	newest    string   // migration of each of them
}

// freshCitus gives a database of the coordinator whose tables lie on all nodes and are empty.
func freshCitus(t testing.TB, coordinator string, workers []string) string {
	t.Helper()
	laid.Lock()
	name := ""
	if last := len(laid.idle) - 1; last >= 0 {
		name, laid.idle = laid.idle[last], laid.idle[:last]
	}
	laid.Unlock()
	if name == "" {
		name = freshName()
		if err := layCitus(name, coordinator, workers); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		if err := emptyCitus(named(coordinator, name)); err != nil {
			t.Logf("%s is not used again: %v", name, err)
			return
		}
		laid.Lock()
		defer laid.Unlock()
		laid.idle = append(laid.idle, name)
	})
	return named(coordinator, name)
}

// layCitus makes a database on the coordinator and on each worker, joins them, and lays every table where it should lie.
func layCitus(name, coordinator string, workers []string) error {
	laid.Lock()
	laid.all = append(laid.all, name)
	laid.Unlock()
	for _, node := range append([]string{coordinator}, workers...) {
		if err := errors.Join(execute(node, "CREATE DATABASE "+name), execute(named(node, name), "CREATE EXTENSION citus")); err != nil {
			return err
		}
	}
	at := named(coordinator, name)
	statements := []string{fmt.Sprintf("ALTER DATABASE %s SET citus.shard_count = %d", name, shards)}
	for _, one := range append([]string{coordinator}, workers...) {
		statement, err := joined(one, one == coordinator)
		if err != nil {
			return err
		}
		statements = append(statements, statement)
	}
	if len(workers) == 0 {
		statements = append(statements, "SELECT citus_set_node_property(nodename, nodeport, 'shouldhaveshards', true) FROM pg_dist_node")
	}
	for _, statement := range statements {
		if err := execute(at, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	ctx := context.Background()
	database, err := db.Open(ctx, db.Config{URL: at, MaxConns: 2})
	if err != nil {
		return err
	}
	if err := errors.Join(database.Migrate(ctx), database.Distribute(ctx, func(string) {}), database.Close()); err != nil {
		return err
	}
	tables, newest, err := schemaOf(at)
	laid.Lock()
	defer laid.Unlock()
	laid.tables, laid.newest = tables, newest
	return err
}

// schemaOf is the schema that a database has: its tables, and the newest migration.
func schemaOf(at string) (tables, newest string, err error) {
	ctx := context.Background()
	tables, err = bare.Ask(ctx, at, `SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
		WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'goose_db_version'`)
	if err == nil {
		newest, err = bare.Ask(ctx, at, "SELECT MAX(version_id)::text FROM goose_db_version")
	}
	return tables, newest, err
}

// emptyCitus takes every row away that a test left. A database that a test gave another schema is an error: what it has is not
// what the next one expects.
func emptyCitus(at string) error {
	tables, newest, err := schemaOf(at)
	if err != nil {
		return err
	}
	laid.Lock()
	same := laid.tables == tables && laid.newest == newest
	laid.Unlock()
	if !same {
		return errors.New("a test has given it another schema")
	}
	return execute(at, "SET citus.multi_shard_modify_mode = 'sequential'; DELETE FROM "+strings.ReplaceAll(tables, " ", "; DELETE FROM "))
}

// dropCitus drops the databases of this test binary on all nodes.
func dropCitus() (err error) {
	workers, is := workers()
	if !is || len(laid.all) == 0 {
		return nil
	}
	coordinator, err := server()
	for _, name := range laid.all {
		for _, node := range append([]string{coordinator}, workers...) {
			err = errors.Join(err, execute(node, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"))
		}
	}
	return err
}

// joined is the statement by which the coordinator learns of a node, itself among them.
func joined(node string, itself bool) (string, error) {
	at, err := url.Parse(node)
	if err != nil {
		return "", err
	}
	host, port := at.Hostname(), at.Port()
	if folder := at.Query().Get("host"); folder != "" {
		host = folder
	}
	if port == "" {
		port = "5432"
	}
	if itself {
		return fmt.Sprintf("SELECT citus_set_coordinator_host('%s', %s)", host, port), nil
	}
	return fmt.Sprintf("SELECT citus_add_node('%s', %s)", host, port), nil
}
