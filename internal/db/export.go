package db

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"kroon/internal/id"
)

// ExportFormat is the number of the way in which Export writes; another one when a reader of this one would go wrong.
const ExportFormat = 1

// Export writes everything of one organisation as it stands at one instant, as lines of JSON, and counts the rows. The
// first line says what it is. Then come the tables by name, of each a line that names its columns and a line for each
// row, in the order of its key: two databases that hold the same give the same lines, on either engine. What only opens
// doors (passwords, sessions, tokens, keys) and what is made of the rest (words to search by) is left out. It needs no
// more memory for ten million rows than for ten, and everything goes on meanwhile. docs/formats/export.md tells more.
func (d *DB) Export(ctx context.Context, org id.Org, to io.Writer) (rows int64, err error) {
	e := &exporting{to: bufio.NewWriterSize(to, exportedAtOnce), org: org}
	head, err := json.Marshal(map[string]any{"kroon": "export", "format": ExportFormat, "organisation": org})
	if err != nil {
		return 0, err
	}
	if _, err := e.to.Write(append(head, '\n')); err != nil {
		return 0, err
	}
	err = d.engine.export(ctx, e)
	return e.rows, errors.Join(explain(err), e.to.Flush())
}

const exportedAtOnce = 64 << 10

// unexported are the columns that are left out; "*" is the whole table.
var unexported = map[string][]string{
	"account": {"password"}, "account_session": {"*"}, "api_token": {"hash"}, "customer_link": {"digest"}, "one_time": {"*"},
	"sign_in_try": {"*"}, "busy_source": {"address"}, "message_mail": {"password"}, "message_sms": {"secret"},
	"message_push": {"*"}, "message_push_key": {"*"}, "remembered_answer": {"*"}, // open doors
	"customer_key": {"*"}, "customer_look": {"*"}, "customer_looked": {"*"}, "customer_word": {"*"}, "owner_load": {"*"},
	"search_read": {"*"}, "search_thing": {"*"}, "search_word": {"*"}, // are made of the rest
}

// exporting is one export under way.
type exporting struct {
	to   *bufio.Writer
	org  id.Org
	rows int64
	line []byte
}

// of is what is read of a table: its columns by name, without the organisation, which is the same in every row; nothing
// of one that no organisation has.
func (e *exporting) of(s relation) (columns []string, query string) {
	out := unexported[s.name]
	if !slices.Contains(s.columns, "org") || slices.Contains(out, "*") {
		return nil, ""
	}
	for _, column := range slices.Sorted(slices.Values(s.columns)) {
		if column != "org" && !slices.Contains(out, column) {
			columns = append(columns, column)
		}
	}
	return columns, "SELECT " + quoted(columns) + " FROM " + quoted([]string{s.name}) + " WHERE org = $1 ORDER BY " + quoted(s.key)
}

func (e *exporting) table(s relation, columns []string, found rows) error {
	head, err := json.Marshal(map[string]any{"table": s.name, "columns": columns})
	if err == nil {
		_, err = e.to.Write(append(head, '\n'))
	}
	for err == nil && found.next() {
		var values []any
		if values, err = found.values(); err == nil {
			err = e.row(values)
		}
	}
	if err == nil {
		err = found.err()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}

func (e *exporting) row(values []any) error {
	e.rows++
	line := append(e.line[:0], '[')
	for i, value := range values {
		if i > 0 {
			line = append(line, ',')
		}
		switch v := bare(value).(type) {
		case nil:
			line = append(line, "null"...)
		case int64:
			line = strconv.AppendInt(line, v, 10)
		case string:
			line = appendText(line, v)
		case []byte:
			line = appendBytes(line, v)
		case [16]byte:
			line = appendBytes(line, v[:])
		default:
			return fmt.Errorf("db: %T is not kept in a table", value)
		}
	}
	e.line = append(line, ']', '\n')
	_, err := e.to.Write(e.line)
	if err == nil && e.rows == 1 { // who waits for it sees at once that it comes
		err = e.to.Flush()
	}
	return err
}

// appendBytes writes sixteen bytes as ids are written, and others in base64.
func appendBytes(to, raw []byte) []byte {
	to = append(to, '"')
	if len(raw) != len(id.Any{}) {
		return append(base64.StdEncoding.AppendEncode(to, raw), '"')
	}
	from := 0
	for _, until := range []int{4, 6, 8, 10, 16} {
		if from > 0 {
			to = append(to, '-')
		}
		to, from = hex.AppendEncode(to, raw[from:until]), until
	}
	return append(to, '"')
}

// appendText writes a text; most have nothing in them that JSON writes in another way.
func appendText(to []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			written, _ := json.Marshal(text) // of a text it never fails
			return append(to, written...)
		}
	}
	return append(append(append(to, '"'), text...), '"')
}

func (e *sqliteEngine) export(ctx context.Context, to *exporting) error {
	return e.alone(func(pool *sql.DB) error {
		tx, err := pool.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		all, err := relationsOfFile(ctx, tx)
		for _, s := range all {
			columns, query := to.of(s)
			if query == "" || err != nil {
				continue
			}
			var found *sqliteRows
			if found, err = fileRows(ctx, tx, query, to.org[:]); err == nil {
				err = errors.Join(to.table(s, columns, found), found.Close())
			}
		}
		return err
	})
}

func (e *postgresEngine) export(ctx context.Context, to *exporting) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, e.pool, options, func(tx pgx.Tx) error {
		all, err := relationsOf(ctx, tx)
		for _, s := range all {
			columns, query := to.of(s)
			if query == "" || err != nil {
				continue
			}
			var found pgx.Rows
			if found, err = tx.Query(ctx, query, [16]byte(to.org)); err == nil {
				err = to.table(s, columns, &postgresRows{Rows: found})
				found.Close()
			}
		}
		return err
	})
}
