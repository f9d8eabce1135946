package db

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// SQLite chooses between indexes by how many rows it expects of each, and knows nothing of that until it has counted. Left
// to itself it takes the organisation, the first column everywhere, for something that tells rows apart, and reads a whole
// table where an index on the customer lies ready. So it is told what to expect, once for every schema: the plans of a new
// installation are those of a large one, and a test can read them. PostgreSQL counts by itself.

const (
	shapeMany = 1_000_000 // rows of a table that grows with the work
	shapeSome = 300       // rows of one that grows with the house
	shapePart = 20        // a partial index holds one row in so many
)

// shapeHouse are the tables that grow with the people and the settings of an organisation, not with its work.
var shapeHouse = []string{
	"absence", "account", "account_session", "answer", "answer_ask", "answer_gap", "answer_topic", "api_token", "call_caller", "call_filter", "call_list", "closed_day",
	"complaint_cause", "complaint_terms", "customer_run", "duty", "duty_member", "duty_turn", "file_room", "goose_db_version",
	"import_run", "installation", "interaction_run_hidden", "ledger_tariff", "message_mail", "message_sms", "message_sms_header", "one_time",
	"order_forecast", "order_run_hidden", "organisation", "organisation_measuring", "promise_chance", "staff", "staff_skill", "team",
}

// Grows tells whether a table grows with the work of an organisation, and not only with its people and settings.
func Grows(table string) bool { return !slices.Contains(shapeHouse, table) }

// shapeFew are columns with a handful of values, and shapePeople those that name somebody who works here.
var (
	shapeFew = []string{
		"audience", "awaits", "channel", "direction", "ending", "facet", "kind", "lang", "open", "outcome", "phase", "purpose", "reason",
		"role", "sort", "source", "stage", "state", "step", "subject_kind", "waits", "weekday",
	}
	shapePeople = []string{"holder", "made_by", "owner", "proposed_to", "responsible", "sender", "staff", "taker"}
)

// shapeValues is how many different values a column is expected to have in so many rows.
func shapeValues(column string, rows int) int {
	switch {
	case column == "org":
		return 1
	case slices.Contains(shapeFew, column):
		return 6
	case slices.Contains(shapePeople, column):
		return 500
	case column == "number", column == "place":
		return 3
	case column == "customer", column == "person":
		return max(rows/20, 1)
	case strings.HasSuffix(column, "_at"), column == "at":
		return rows
	}
	return max(rows/3, 1)
}

type shapeIndex struct {
	table, name     string
	unique, partial bool
	columns         []string
}

// expected is the line of sqlite_stat1: the rows of the index, and for each of its columns how many rows share one
// value of it and of those before.
func (i shapeIndex) expected() string {
	rows := shapeSome
	if Grows(i.table) {
		rows = shapeMany
	}
	if i.partial {
		rows /= shapePart
	}
	line, left := fmt.Sprint(rows), rows
	for n, column := range i.columns {
		left = max(left/shapeValues(column, rows), 1)
		if i.unique && n == len(i.columns)-1 {
			left = 1
		}
		line += fmt.Sprint(" ", left)
	}
	return line
}

// reshape tells the planner what to expect if the schema has changed since it was told last.
func reshape(ctx context.Context, pool *sql.DB, version int64) error {
	const told = "SELECT COALESCE(MAX(CAST(stat AS INTEGER)), 0) FROM sqlite_stat1 WHERE tbl = 'schema' AND idx IS NULL"
	known, before := 0, int64(0)
	err := pool.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'").Scan(&known)
	if err == nil && known > 0 {
		err = pool.QueryRowContext(ctx, told).Scan(&before)
	}
	if err != nil || before == version {
		return err
	}
	return shape(ctx, pool, version)
}

// shape tells the planner of a file what to expect of each of its indexes.
func shape(ctx context.Context, pool *sql.DB, version int64) error {
	lines, err := shapeLines(ctx, pool, version)
	if err != nil {
		return err
	}
	// A table made and dropped has every connection read the schema anew, and these lines with it.
	_, err = pool.ExecContext(ctx, "BEGIN IMMEDIATE;\n"+lines+"CREATE TABLE shape_told (at INTEGER) STRICT; DROP TABLE shape_told; COMMIT")
	return err
}

// shapeLines are the statements that tell it. The one small table is counted for the sake of the table that they fill.
func shapeLines(ctx context.Context, pool *sql.DB, version int64) (string, error) {
	all, err := shapeIndexes(ctx, pool)
	if err != nil {
		return "", err
	}
	out := "ANALYZE installation;\nDELETE FROM sqlite_stat1;\nINSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES\n"
	for _, i := range all {
		out += fmt.Sprintf("    ('%s', '%s', '%s'),\n", i.table, i.name, i.expected())
	}
	return out + fmt.Sprintf("    ('schema', NULL, '%d');\n", version), nil
}

func shapeIndexes(ctx context.Context, pool *sql.DB) ([]shapeIndex, error) {
	rows, err := pool.QueryContext(ctx, `SELECT t.name, l.name, l."unique", l.partial, c.name FROM sqlite_master t
		JOIN pragma_index_list(t.name) l JOIN pragma_index_info(l.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, l.name, c.seqno`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []shapeIndex
	for rows.Next() {
		var i shapeIndex
		var column string
		if err := rows.Scan(&i.table, &i.name, &i.unique, &i.partial, &column); err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1].name != i.name {
			out = append(out, i)
		}
		last := &out[len(out)-1]
		last.columns = append(last.columns, column)
	}
	return out, rows.Err()
}
