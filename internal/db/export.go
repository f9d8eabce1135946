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
	// The row at hand, and how it is written.
	cells []cell
	line  []byte
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

// fleeting are rows that are written down one by one and not kept, so that they leave nothing to the collector of garbage, however many.
type fleeting interface {
	next() bool
	pass(into []cell) ([]cell, error) // the values of the row at hand
	err() error
}

// cell is a value as it stands where it was read: what it points at is gone with the next row.
type cell struct {
	kind   cellKind
	number int64
	raw    []byte
}

type cellKind byte

const (
	cellNone cellKind = iota
	cellNumber
	cellText
	cellBytes
)

func (e *exporting) table(ctx context.Context, s relation, columns []string, found fleeting) error {
	head, err := json.Marshal(map[string]any{"table": s.name, "columns": columns})
	if err == nil {
		_, err = e.to.Write(append(head, '\n'))
	}
	for err == nil && found.next() {
		if e.cells, err = found.pass(e.cells[:0]); err == nil {
			err = errors.Join(e.row(), ctx.Err())
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

func (e *exporting) row() error {
	e.rows++
	line := append(e.line[:0], '[')
	for i, one := range e.cells {
		if i > 0 {
			line = append(line, ',')
		}
		switch one.kind {
		case cellNumber:
			line = strconv.AppendInt(line, one.number, 10)
		case cellText:
			line = appendText(line, one.raw)
		case cellBytes:
			line = appendBytes(line, one.raw)
		default:
			line = append(line, "null"...)
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

// appendText writes a text as JSON (RFC 8259, section 7); what is no UTF-8 becomes U+FFFD.
func appendText(to, text []byte) []byte {
	const hexadecimal = "0123456789abcdef"
	to = append(to, '"')
	from := 0
	for i := 0; i < len(text); {
		c, size := text[i], 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRune(text[i:]); r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		} else if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		to = append(to, text[from:i]...)
		switch {
		case c >= utf8.RuneSelf:
			to = append(to, "\ufffd"...)
		case c == '\n':
			to = append(to, '\\', 'n')
		case c < ' ':
			to = append(to, '\\', 'u', '0', '0', hexadecimal[c>>4], hexadecimal[c&15])
		default:
			to = append(to, '\\', c)
		}
		i++
		from = i
	}
	return append(append(to, text[from:]...), '"')
}

// export reads by a connection of its own, so that however long it takes no reader waits for it.
func (e *sqliteEngine) export(ctx context.Context, to *exporting) (err error) {
	var all []relation
	err = e.alone(func(pool *sql.DB) (err error) {
		all, err = relationsOfFile(ctx, pool)
		return err
	})
	if err != nil {
		return err
	}
	conn, err := openLite(e.file + readsOnly)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.close()) }()
	if _, err := conn.exec("BEGIN", nil); err != nil {
		return err
	}
	for _, s := range all {
		columns, query := to.of(s)
		if query == "" {
			continue
		}
		one, err := conn.begin(query, []any{[16]byte(to.org)})
		if err != nil {
			return err
		}
		found := &liteRows{conn: conn, one: one}
		err = to.table(ctx, s, columns, found)
		found.close()
		if err != nil {
			return err
		}
	}
	return nil
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
				err = to.table(ctx, s, columns, &postgresRows{Rows: found})
				found.Close()
			}
		}
		return err
	})
}
