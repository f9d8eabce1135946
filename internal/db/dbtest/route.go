package dbtest

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Router tells which tables a statement is not held to one organisation of: nothing of one that an engine which lays organisations on
// nodes can send to a single node.
type Router func(statement string) (loose []string, err error)

// RouterOf asks the planner of PostgreSQL. Citus looks where it looks: at what each table that is read is compared with, once
// the planner has drawn its conclusions from what is said elsewhere (TargetShardIntervalsForRestrictInfo in
// multi_router_planner.c). Each place of an id is given a value of its own, so the plan shows by which one a table is held.
func RouterOf(t testing.TB) Router {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, plainPostgres(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(ctx) })
	if _, err := conn.Exec(ctx, "SET plan_cache_mode = force_custom_plan"); err != nil {
		t.Fatal(err)
	}
	found, err := conn.Query(ctx, `SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
		WHERE attname = 'org' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(found, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	tables = slices.DeleteFunc(tables, func(name string) bool { return name == "organisation" }) // stands on every node
	return func(statement string) ([]string, error) {
		for _, some := range []bool{false, true} { // a plan leaves out what cannot be for these values
			all, err := planned(ctx, conn, statement, some)
			if err != nil {
				return nil, err
			}
			if loose := notHeld(all, tables); len(loose) > 0 {
				return loose, nil
			}
		}
		return nil, nil
	}
}

// step is one step of a plan.
type step struct {
	Kind      string   `json:"Node Type"`
	Operation string   `json:"Operation"`
	Table     string   `json:"Relation Name"`
	By        string   `json:"Index Cond"`
	Again     string   `json:"Recheck Cond"`
	Filter    string   `json:"Filter"`
	Output    []string `json:"Output"`
	Steps     []step   `json:"Plans"`
}

// planned are the steps of a statement for values that are something, or nothing.
func planned(ctx context.Context, conn *pgx.Conn, statement string, some bool) (out []step, err error) {
	if _, err := conn.Exec(ctx, "DEALLOCATE ALL"); err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "PREPARE one AS "+statement, pgx.QueryExecModeSimpleProtocol); err != nil {
		return nil, err
	}
	var kinds, values []string
	const kindsOf = "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = 'one'"
	if err := conn.QueryRow(ctx, kindsOf, pgx.QueryExecModeSimpleProtocol).Scan(&kinds); err != nil {
		return nil, err
	}
	for i, kind := range kinds {
		values = append(values, valueOf(kind, i+1, some))
	}
	execute := "EXECUTE one"
	if len(values) > 0 {
		execute += "(" + strings.Join(values, ", ") + ")"
	}
	raw := ""
	const explain = "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) "
	if err := conn.QueryRow(ctx, explain+execute, pgx.QueryExecModeSimpleProtocol).Scan(&raw); err != nil {
		return nil, err
	}
	var plans []struct{ Plan step }
	if err := json.Unmarshal([]byte(raw), &plans); err != nil {
		return nil, err
	}
	out = append(out, plans[0].Plan)
	for i := 0; i < len(out); i++ {
		out = append(out, out[i].Steps...)
	}
	return out, nil
}

// valueOf is what stands in a statement's nth place.
func valueOf(kind string, n int, some bool) string {
	switch {
	case kind == "uuid":
		return fmt.Sprintf("'%s%012d'", valueBegins, n)
	case kind == "text" && some:
		return fmt.Sprintf("'t%d'", n)
	case kind == "text":
		return "''"
	case kind == "bigint" && some:
		return fmt.Sprint(n)
	case kind == "bigint":
		return "0"
	case kind == "uuid[]":
		return "'{ffffffff-0000-0000-0000-000000000000,ffffffff-0000-0000-0000-000000000001}'"
	case kind == "text[]":
		return "'{a,b}'"
	case kind == "bigint[]":
		return "'{1,2}'"
	}
	return "NULL"
}

const valueBegins = "00000000-0000-0000-0000-"

var heldTo = regexp.MustCompile(`\borg = '(` + valueBegins + `\d{12})'::uuid`)

// notHeld are the tables that steps read or fill without being held to an organisation, and those of more than one.
func notHeld(steps []step, tables []string) (loose []string) {
	houses := map[string]bool{}
	for _, s := range steps {
		switch {
		case !slices.Contains(tables, s.Table):
		case s.Operation == "Insert":
			if org := s.Steps[0].Output[0]; strings.HasPrefix(org, "'"+valueBegins) {
				houses[org[1:len(valueBegins)+13]] = true
			} else if !strings.HasSuffix(org, ".org") { // of what it reads, which is held itself
				loose = append(loose, s.Table)
			}
		case strings.HasSuffix(s.Kind, "Scan"):
			if found := heldTo.FindStringSubmatch(s.By + " " + s.Again + " " + s.Filter); found != nil {
				houses[found[1]] = true
			} else {
				loose = append(loose, s.Table)
			}
		}
	}
	if len(houses) > 1 {
		loose = append(loose, "more than one organisation")
	}
	return loose
}
