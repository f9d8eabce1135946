package db_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
)

var laid = regexp.MustCompile(`^SELECT create_(reference|distributed)_table\('(\w+)'(?:, 'org'(?:, colocate_with => 'event')?)?\)$`)

// Every table of the schema lies somewhere, once, after what its foreign keys lead to; and each can: what a distributed
// engine asks of its keys holds.
func TestEveryTableCanBeDistributed(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	ctx := context.Background()
	config := dbtest.Plain(t, db.Postgres)
	database := opened(t, config)
	statements, err := database.Distribution(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, statement := range statements {
		parts := laid.FindStringSubmatch(statement)
		if parts == nil {
			t.Fatal(statement)
		}
		if whole := slices.Contains([]string{"installation", "organisation"}, parts[2]); whole != (parts[1] == "reference") {
			t.Error(statement)
		}
		got = append(got, parts[2])
	}
	if got[0] != "installation" || got[1] != "organisation" || got[2] != "event" {
		t.Errorf("it begins with %v", got[:3])
	}
	conn, err := pgx.Connect(ctx, config.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	found, err := conn.Query(ctx, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'goose_db_version' ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(found, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	slices.Sort(tables)
	if !slices.Equal(got, tables) {
		t.Errorf("laid: %v\nthere: %v", got, tables)
	}
	plainly(t, conn)
	standsIn(t, conn, database, len(tables))
}

// plainly: nothing in the schema is more than tables, columns and keys that begin with the organisation. The one other is the
// note of the migrations, which stays where they are made.
func plainly(t *testing.T, conn *pgx.Conn) {
	t.Helper()
	for what, question := range map[string]string{
		"no sequence, view or other thing": `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('r', 'i', 't')
			AND relname NOT LIKE 'goose%'`,
		"no trigger":             "SELECT tgname::text FROM pg_trigger",
		"no rule":                "SELECT rulename::text FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace = 'public'::regnamespace",
		"no function":            "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
		"nothing put off":        "SELECT conname::text FROM pg_constraint WHERE condeferrable AND connamespace = 'public'::regnamespace",
		"no key but by equality": "SELECT conname::text FROM pg_constraint WHERE contype = 'x' AND connamespace = 'public'::regnamespace",
		"no identity, and no column that is made by itself": `SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			WHERE (attidentity <> '' OR attgenerated <> '') AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'goose%'`,
		"org is an id everywhere, and always there": `SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			WHERE attname = 'org' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND (atttypid <> 'uuid'::regtype OR NOT attnotnull)`,
		"every primary key begins with org": `SELECT indrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
			JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
			WHERE indisprimary AND c.relnamespace = 'public'::regnamespace AND a.attname <> 'org' AND c.relname NOT IN ('goose_db_version', 'installation')`,
	} {
		found, err := conn.Query(context.Background(), question)
		if err != nil {
			t.Fatal(err)
		}
		names, err := pgx.CollectRows(found, pgx.RowTo[string])
		if err != nil || len(names) > 0 {
			t.Errorf("%s: %v %v", what, names, err)
		}
	}
}

// standsIn lays the tables on stand-ins for what Citus brings, which note what they are asked.
func standsIn(t *testing.T, conn *pgx.Conn, database *db.DB, tables int) {
	t.Helper()
	ctx := context.Background()
	if err := database.Distribute(ctx, func(string) {}); !fault.Is(err, "db.no_citus") {
		t.Errorf("without Citus: %v", err)
	}
	for _, statement := range []string{
		"CREATE SCHEMA stand_in", "CREATE TABLE stand_in.tables (table_name regclass, citus_table_type text, distribution_column text, \"with\" text)",
		"CREATE VIEW citus_tables AS SELECT table_name, citus_table_type, distribution_column FROM stand_in.tables",
		"CREATE VIEW pg_dist_partition AS SELECT 1 AS one",
		"CREATE FUNCTION create_reference_table(regclass) RETURNS void LANGUAGE sql AS 'INSERT INTO stand_in.tables VALUES ($1, ''reference'', ''<none>'', '''')'",
		"CREATE FUNCTION create_distributed_table(name regclass, by text, colocate_with text DEFAULT 'default') RETURNS void LANGUAGE sql AS 'INSERT INTO stand_in.tables VALUES ($1, ''distributed'', $2, $3)'",
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	asked := 0
	for range 2 { // again has nothing left to do
		if err := database.Distribute(ctx, func(string) { asked++ }); err != nil {
			t.Fatal(err)
		}
	}
	lying, is, err := database.Lie(ctx)
	if err != nil || !is || asked != tables || len(lying) != tables {
		t.Fatal(is, err, asked, len(lying), tables)
	}
	for _, l := range lying {
		if !l.Well() {
			t.Errorf("%+v", l)
		}
	}
	// A table that an update brings lies with the others once the schema is up to date.
	if _, err := conn.Exec(ctx, "CREATE TABLE brought_later (org uuid, id uuid, PRIMARY KEY (org, id))"); err != nil {
		t.Fatal(err)
	}
	if err := database.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	later := db.Lying{Table: "brought_later", How: "distributed", By: "org"}
	if lying, _, err := database.Lie(ctx); err != nil || !slices.Contains(lying, later) {
		t.Errorf("%v does not lie with the others: %v", later, err)
	}
}

// A table that could not lie by org is told, whatever it is that keeps it.
func TestWhatCannotBeDistributedIsTold(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	ctx := context.Background()
	config := dbtest.Plain(t, db.Postgres)
	conn, err := pgx.Connect(ctx, config.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	for _, statement := range []string{
		"CREATE TABLE wrong_none (id uuid PRIMARY KEY)", "CREATE TABLE wrong_key (org uuid, id uuid PRIMARY KEY)",
		"CREATE TABLE wrong_index (org uuid, id uuid, a text UNIQUE, PRIMARY KEY (org, id))",
		"CREATE TABLE wrong_foreign (org uuid PRIMARY KEY, key uuid REFERENCES wrong_key (id))", "CREATE TABLE wrong_bare (org uuid)",
	} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	_, err = opened(t, config).Distribution(ctx)
	if err == nil {
		t.Fatal("all of them could lie by org")
	}
	for _, name := range []string{"wrong_none", "wrong_key_pkey", "wrong_index_a_key", "wrong_foreign_key_fkey", "wrong_bare has no primary key"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not told in %v", name, err)
		}
	}
}
