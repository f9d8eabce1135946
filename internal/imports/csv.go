package imports

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"kroon/internal/fault"
)

// The limits of a file. They keep a quote that is never closed from taking the whole file into memory.
const (
	maxField   = 64 << 10 // bytes
	maxRow     = 1 << 20  // bytes
	maxColumns = 1000
)

// table reads rows of separated values (RFC 4180), one at a time, in memory of one row. Beyond the
// standard it takes any line end, and a quote in the middle of a field for what it is.
type table struct {
	in        *bufio.Reader
	delimiter byte
	row       int  // of the row that was read last; the heading is 1
	ours      bool // a list of refused rows that we wrote
	open      bool // the row that was read last has no line end: it is the last one, or the file was cut
}

// errRow is trouble with one row: the next one can be read.
type errRow struct {
	fault *fault.Error
	at    int // the field that cannot be read; -1 when all can
}

// Error implements error.
func (e errRow) Error() string { return e.fault.Error() }

// Unwrap gives the fault.
func (e errRow) Unwrap() error { return e.fault }

func bad(at int, key string, pairs ...any) error {
	return errRow{fault.New(fault.Invalid, key, pairs...), at}
}

// quoteOpen: all that follows a quote which is never closed would be one field, so the file is refused.
func (t *table) quoteOpen() error {
	return fault.New(fault.Invalid, "imports.quote_open", "row", t.row).On("file")
}

// next reads a row; blank lines count and are passed over. An error that is no errRow ends the file.
func (t *table) next() ([]string, error) {
	for {
		fields, err := t.read()
		if err != nil || len(fields) > 1 || fields[0] != "" {
			return fields, err
		}
	}
}

// piece is where in a row the reader is.
type piece int

const (
	opening piece = iota // at the beginning of a field
	plain
	quoted
	closed // after a closing quote
)

func (t *table) read() ([]string, error) {
	t.row++
	var row []byte
	var ends []int
	var trouble error
	at, begun := opening, 0
	t.open = false
	for {
		b, err := t.in.ReadByte()
		if err == io.EOF {
			switch {
			case at == opening && len(ends) == 0:
				return nil, io.EOF
			case at == quoted:
				return nil, t.quoteOpen()
			}
			t.open = true
			return t.checked(fields(row, append(ends, len(row))), trouble)
		}
		if err != nil {
			return nil, err
		}
		if len(row)-begun > maxField || len(row) > maxRow {
			if at == quoted {
				return nil, t.quoteOpen()
			}
			trouble, row = first(trouble, bad(len(ends), "imports.huge", "max", maxField)), row[:begun]
		}
		switch {
		case at == quoted && b == '"':
			at = closed
		case at == quoted:
			row = append(row, b)
		case b == t.delimiter:
			if ends = append(ends, len(row)); len(ends) > maxColumns {
				trouble, ends = first(trouble, bad(-1, "imports.many_fields")), ends[:maxColumns]
			}
			at, begun = opening, len(row)
		case b == '\n' || b == '\r':
			if b == '\r' {
				t.skip('\n')
			}
			return t.checked(fields(row, append(ends, len(row))), trouble)
		case at == opening && b == '"':
			at = quoted
		case at == closed && b == '"':
			row, at = append(row, '"'), quoted
		case at == closed:
			trouble = first(trouble, bad(len(ends), "imports.after_quote"))
		default:
			row, at = append(row, b), plain
		}
	}
}

// first keeps the trouble that came first in a row.
func first(trouble, next error) error {
	if trouble != nil {
		return trouble
	}
	return next
}

func (t *table) skip(b byte) {
	if next, err := t.in.Peek(1); err == nil && next[0] == b {
		_, _ = t.in.Discard(1)
	}
}

func (t *table) checked(row []string, trouble error) ([]string, error) {
	for i, field := range row {
		switch {
		case trouble != nil:
		case strings.ContainsRune(field, 0):
			trouble = bad(i, "imports.nul")
		case !utf8.ValidString(field):
			trouble = bad(i, "imports.letters")
		}
		if t.ours {
			row[i] = asTyped(field)
		}
	}
	return row, trouble
}

func fields(row []byte, ends []int) []string {
	text := string(row)
	out := make([]string, len(ends))
	from := 0
	for i, end := range ends {
		out[i], from = text[from:end], end
	}
	return out
}

// heading reads the first row: the names of the columns, which may not stand twice.
func (t *table) heading() ([]string, error) {
	names, err := t.next()
	var row errRow
	if errors.As(err, &row) {
		return nil, fault.New(fault.Invalid, "imports.heading").On("file").Because(row)
	}
	if err == io.EOF {
		return nil, fault.New(fault.Invalid, "imports.empty").On("file")
	}
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	t.ours = strings.HasPrefix(names[0], Ours)
	for i, name := range names {
		if t.ours {
			name = asTyped(name)
		}
		names[i] = strings.TrimSpace(name)
		if names[i] != "" && seen[names[i]] {
			return nil, fault.New(fault.Invalid, "imports.column_twice", "column", names[i]).On("file")
		}
		seen[names[i]] = true
	}
	return names, nil
}

// delimiterOf guesses what separates the fields: of comma, semicolon and tab the one that stands most
// often outside quotes in the first line.
func delimiterOf(in *bufio.Reader) byte {
	line, _ := in.Peek(32 << 10)
	counts := map[byte]int{}
	inside := false
	for _, b := range line {
		if b == '"' {
			inside = !inside
		}
		if !inside && (b == '\n' || b == '\r') {
			break
		}
		if !inside {
			counts[b]++
		}
	}
	best := byte(',')
	for _, b := range []byte{';', '\t'} {
		if counts[b] > counts[best] {
			best = b
		}
	}
	return best
}
