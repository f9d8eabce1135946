package db

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// On PostgreSQL a statement costs more than a row of it: the server binds, starts and ends each. So rows that are put into one
// table one after another go there together, by one statement for many, whatever is put into other tables between them
// (docs/adr/0058-an-import-puts-in-order.md). On SQLite it would make no difference that can be measured, and statements
// prepared for many rows take memory.

// fewSizes are how many rows a statement may have: few sizes, for each is planned by itself on each connection.
var fewSizes = [...]int{64, 8}

var puts = regexp.MustCompile(`(?is)^(\s*INSERT\s+INTO\s+\w+\s*\([\w\s,]*\)\s*VALUES\s*)(\([^()]*\))(\s*(?:ON\s+CONFLICT\s*\([\w\s,]*\)\s*DO\s+NOTHING\s*)?)$`)

// many is a statement that puts a row, taken apart to put many.
type many struct {
	head, tail string
	pieces     []string // of the row, between its arguments
	args       []int
	plain      bool // it says nothing of rows that are there already
	sizes      [len(fewSizes)]string
}

var manyOf sync.Map // of each statement of the program, found once; nil: it puts no single row

func manyFor(query string) *many {
	if known, ok := manyOf.Load(query); ok {
		return known.(*many)
	}
	var m *many
	if found := puts.FindStringSubmatch(query); found != nil {
		m = &many{head: found[1], tail: found[3], plain: strings.TrimSpace(found[3]) == ""}
		m.pieces, m.args = cutAtArguments(found[2])
		for i, n := range fewSizes {
			m.sizes[i] = m.text(n)
		}
	}
	manyOf.Store(query, m)
	return m
}

// text is the statement for n rows, each with all the arguments of one.
func (m *many) text(n int) string {
	var out strings.Builder
	out.WriteString(m.head)
	width := m.width()
	for row := range n {
		if row > 0 {
			out.WriteString(", ")
		}
		for i, which := range m.args {
			out.WriteString(m.pieces[i])
			out.WriteByte('$')
			out.WriteString(strconv.Itoa(row*width + which + 1))
		}
		out.WriteString(m.pieces[len(m.args)])
	}
	out.WriteString(m.tail)
	return out.String()
}

// width is how many arguments a row has.
func (m *many) width() (n int) {
	for _, which := range m.args {
		n = max(n, which+1)
	}
	return n
}

// rows gives the statements that put rows, as few as the sizes allow.
func (m *many) rows(query string, rows [][]any) (out []put) {
	for i, size := range fewSizes {
		for ; len(rows) >= size; rows = rows[size:] {
			args := make([]any, 0, size*m.width())
			for _, row := range rows[:size] {
				args = append(args, row...)
			}
			out = append(out, put{m.sizes[i], args})
		}
	}
	for _, row := range rows {
		out = append(out, put{query, row})
	}
	return out
}

// few puts the rows of each table into few statements. What does more than add a row stays where it is, between what was put
// before and what was put after it.
func few(queue []put) (out []put) {
	if len(queue) < 2*fewSizes[len(fewSizes)-1] {
		return queue
	}
	var order []string
	rows := map[string][][]any{}
	end := func() {
		for _, query := range order {
			out = append(out, manyFor(query).rows(query, rows[query])...)
		}
		clear(rows)
		order = order[:0]
	}
	for _, p := range queue {
		if m := manyFor(p.query); m == nil || !m.plain || len(p.args) != m.width() {
			end()
			out = append(out, p)
			continue
		}
		if rows[p.query] == nil {
			order = append(order, p.query)
		}
		rows[p.query] = append(rows[p.query], p.args)
	}
	end()
	return out
}

// ExecAll is Exec of an INSERT of one row, which may leave out what is there already, for many rows, in as few statements as may be, and tells how many rows were added.
func (tx *Tx) ExecAll(query string, rows [][]any) (added int64, err error) {
	sent := make([][]any, len(rows))
	for i, row := range rows {
		sent[i] = plain(row)
	}
	all := manyFor(query)
	for _, p := range all.rows(query, sent) {
		n, err := tx.Exec(p.query, p.args...)
		if added += n; err != nil {
			return added, err
		}
	}
	return added, nil
}
