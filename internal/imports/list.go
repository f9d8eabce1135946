package imports

import (
	"encoding/csv"
	"io"
	"strconv"

	"kroon/internal/lang"
)

// List writes the rows of a file that are not taken over, as they stand there, with what is wrong before them: mended
// there, it is a file to import.
type List struct {
	Some    bool // a row was refused
	printer lang.Printer
	shape   Shape
	rows    *csv.Writer
	cases   map[string][]string // what is wrong with each case, by its name
}

// ByteMark tells that a list is UTF-8, whatever a map says of the file it came from.
const ByteMark = "\xef\xbb\xbf"

// NewList begins the list of a file of that shape.
func NewList(w io.Writer, shape Shape, printer lang.Printer) (*List, error) {
	if _, err := io.WriteString(w, ByteMark); err != nil {
		return nil, err
	}
	l := &List{printer: printer, shape: shape, rows: csv.NewWriter(w), cases: map[string][]string{}}
	l.rows.Comma = rune(shape.Delimiter)
	var heading []string
	for _, column := range []string{"row", "column", "key", "text"} {
		heading = append(heading, Ours+printer.T("imports.column."+column))
	}
	return l, l.write(heading, shape.Columns)
}

func (l *List) write(wrong, row []string) error {
	out := make([]string, 0, len(wrong)+len(row))
	for _, cells := range [][]string{wrong, row} {
		for _, cell := range cells {
			out = append(out, Harmless(cell))
		}
	}
	return l.rows.Write(out)
}

// Add adds a row; of a case it is kept until AddCases.
func (l *List) Add(refusal Refusal) error {
	l.Some = true
	wrong := []string{
		strconv.Itoa(refusal.Row), refusal.Column, refusal.Fault.Key, l.printer.Fill(refusal.Fault.Key, refusal.Fault.Args),
	}
	if refusal.Case != nil {
		l.cases[*refusal.Case] = wrong
		return nil
	}
	return l.write(wrong, l.shape.Own(refusal.Fields))
}

// AddCases writes all rows of the cases that were refused, from another reading of the file.
func (l *List) AddCases(m Map, encoding Encoding, source io.Reader) error {
	return ReadCases(m, encoding, source, func(name string, row []string) error {
		if wrong, refused := l.cases[name]; refused {
			return l.write(wrong, l.shape.Own(row))
		}
		return nil
	})
}

// Grouped tells whether cases wait for AddCases.
func (l *List) Grouped() bool { return len(l.cases) > 0 }

// Flush writes what is still held.
func (l *List) Flush() error {
	l.rows.Flush()
	return l.rows.Error()
}

// Skipped is a line of a list: a row that was refused.
type Skipped struct {
	Row    string
	Column string // as the file calls it; empty when it is about the whole row
	Key    string // of the reason
	Text   string // why, as it was said then, in the language of the house
}

// ReadList reads the first lines of a list, at most so many.
func ReadList(r io.Reader, most int) (out []Skipped, err error) {
	t := Map{}.table(UTF8, r)
	if _, err := t.heading(); err != nil {
		return nil, err
	}
	for len(out) < most {
		row, err := t.next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil || len(row) < 4 {
			return out, err
		}
		out = append(out, Skipped{row[0], row[1], row[2], row[3]})
	}
	return out, nil
}
