package db

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
)

// schemaText is what SQLite has after the migrations up to its first line's number, one statement after another. A fresh
// file begins with it, in half the time; migrations of a higher number follow as ever.
//
// The migrations are the truth. A test makes this text from them and compares: go test ./internal/db -update.
//
//go:embed schema.sql
var schemaText string

const schemaHead = "-- The schema that the migrations up to this one leave on SQLite, made from them: "

// schemaBegin gives a fresh file the schema at once, and says that the migrations up to its number were run. A file
// that holds anything is left alone.
func schemaBegin(ctx context.Context, pool *sql.DB, all []migration) (err error) {
	head, statements, _ := strings.Cut(schemaText, "\n")
	last := strings.TrimPrefix(head, schemaHead)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	objects := 0
	err = conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&objects)
	if err != nil || objects > 0 {
		_, rolledBack := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, rolledBack)
	}
	var run strings.Builder
	run.WriteString(statements)
	run.WriteString("INSERT INTO " + goose.DefaultTablename + " (version_id, is_applied) VALUES (0, 1)")
	for _, m := range all {
		if m.name > last {
			break
		}
		fmt.Fprintf(&run, ", (%d, 1)", m.version)
	}
	run.WriteString("; COMMIT")
	if _, err := conn.ExecContext(ctx, run.String()); err != nil {
		_, rolledBack := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, rolledBack)
	}
	return nil
}

// schemaOf is the text of the schema that a file has, with last as the newest of its migrations.
func schemaOf(ctx context.Context, pool *sql.DB, last migration) (string, error) {
	rows, err := pool.QueryContext(ctx, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	out := schemaHead + last.name + "\n"
	for rows.Next() {
		statement := ""
		if err := rows.Scan(&statement); err != nil {
			return "", err
		}
		out += statement + ";\n"
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return "", err
	}
	lines, err := shapeLines(ctx, pool, last.version)
	return out + lines, err
}
