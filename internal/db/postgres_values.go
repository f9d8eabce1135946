package db

import (
	"encoding/binary"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// cells is room for the values of rows to come, as PostgreSQL sends them: a pointer into it takes no room of its own, where a number or
// an id that is boxed does. What is read is kept or thrown away by whole answers, so nothing holds more than its own.
type cells struct {
	rows    []any
	read    int // rows until now
	numbers []int64
	ids     [][16]byte
	texts   []string
	joined  []byte // the texts of one row, which are one string
}

// mostCells is for how many of a kind room is made at once.
const mostCells = 64

// anotherCell gives room for one more of a kind.
func anotherCell[T any](room *[]T) *T {
	if len(*room) == cap(*room) {
		*room = make([]T, 0, min(max(2*cap(*room), 2), mostCells))
	}
	*room = (*room)[:len(*room)+1]
	return &(*room)[len(*room)-1]
}

// row gives room for the values of one row of n columns.
func (c *cells) row(n int) []any {
	if len(c.rows) < n {
		c.rows = make([]any, n*min(max(c.read, 1), 16))
	}
	out := c.rows[:n:n]
	c.rows, c.read = c.rows[n:], c.read+1
	return out
}

// The commonest of all take no room.
var (
	noText string
	zero   int64
)

func (c *cells) text(of string) *string {
	if of == "" {
		return &noText
	}
	room := anotherCell(&c.texts)
	*room = of
	return room
}

func (c *cells) number(of int64) *int64 {
	if of == 0 {
		return &zero
	}
	room := anotherCell(&c.numbers)
	*room = of
	return room
}

// values are those of the row at hand: nil, []byte, or a pointer to an int64, a string or 16 bytes, which whoever fills a row takes
// as it takes those (bare gives them). What is sent in another way is what the driver makes of it.
func (r *postgresRows) values() ([]any, error) {
	raw, fields := r.RawValues(), r.FieldDescriptions()
	out := r.cells.row(len(raw))
	r.cells.joined = r.cells.joined[:0]
	for i, cell := range raw {
		if cell == nil {
			continue
		}
		binaryly := fields[i].Format == pgx.BinaryFormatCode
		switch kind := fields[i].DataTypeOID; {
		case kind == pgtype.TextOID:
			r.cells.joined = append(r.cells.joined, cell...)
		case kind == pgtype.Int8OID && binaryly:
			out[i] = r.cells.number(int64(binary.BigEndian.Uint64(cell))) // #nosec G115 -- its bits
		case kind == pgtype.Int4OID && binaryly:
			out[i] = r.cells.number(int64(int32(binary.BigEndian.Uint32(cell)))) // #nosec G115 -- its bits
		case kind == pgtype.BoolOID && binaryly:
			out[i] = r.cells.number(int64(cell[0]))
		case kind == pgtype.UUIDOID && binaryly:
			id := anotherCell(&r.cells.ids)
			copy(id[:], cell)
			out[i] = id
		default:
			all, err := r.Values()
			if err != nil {
				return nil, err
			}
			out[i] = all[i]
		}
	}
	joined := string(r.cells.joined)
	for i, cell := range raw {
		if cell != nil && fields[i].DataTypeOID == pgtype.TextOID {
			out[i] = r.cells.text(joined[:len(cell)])
			joined = joined[len(cell):]
		}
	}
	return out, nil
}

// bare is a value itself where it is a pointer into cells.
func bare(value any) any {
	switch v := value.(type) {
	case *int64:
		return *v
	case *string:
		return *v
	case *[16]byte:
		return *v
	}
	return value
}
