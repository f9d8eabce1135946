package imports

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// Ours begins the names of the columns that we put before those of a file in a list of refused rows. Such
// a list is a file to import again: these columns are passed over, and what Harmless did is undone.
const Ours = "kroon:"

// Shape is how a file is written, so that what is refused of it can be written in the same way.
type Shape struct {
	Columns   []string // its own, those of ours left out
	Delimiter byte
	skip      int // columns of ours, which come first
	group     int // the column of Map.GroupBy; -1 without
}

// ShapeOf reads the first row of a file. It refuses what Read refuses there.
func ShapeOf(m Map, encoding Encoding, r io.Reader) (Shape, error) {
	t := m.table(encoding, r)
	names, err := t.heading()
	return shapeOf(m, t, names), err
}

func shapeOf(m Map, t *table, names []string) Shape {
	s := Shape{Delimiter: t.delimiter, group: -1}
	for t.ours && s.skip < len(names) && strings.HasPrefix(names[s.skip], Ours) {
		s.skip++
	}
	s.Columns = names[s.skip:]
	if m.GroupBy != "" {
		s.group = slices.Index(names, m.GroupBy)
	}
	return s
}

// Own is what a row says in the columns of the file itself.
func (s Shape) Own(row []string) []string { return row[min(s.skip, len(row)):] }

// ReadCases reads a file whose rows are grouped again, and gives the rows of each case to each, as far as
// they can be read, in the order of the file.
func ReadCases(m Map, encoding Encoding, r io.Reader, each func(name string, row []string) error) error {
	t := m.table(encoding, r)
	names, err := t.heading()
	if err != nil {
		return err
	}
	s := shapeOf(m, t, names)
	for {
		row, err := t.next()
		var trouble errRow
		switch {
		case err == io.EOF:
			return nil
		case err != nil && !errors.As(err, &trouble):
			return err
		case s.group < 0 || s.group >= len(row):
			continue
		}
		name := strings.TrimSpace(row[s.group])
		if err != nil {
			row = trouble.readable(row)
		}
		if err := each(name, row); err != nil {
			return err
		}
	}
}

// readable is a row up to the field that cannot be read: too short to be taken over before it is mended.
func (e errRow) readable(row []string) []string {
	if e.at < 0 || e.at > len(row) {
		return row
	}
	return row[:e.at]
}

const formula = "=+-@\t\r"

// Harmless keeps a spreadsheet from taking a cell for a formula.
func Harmless(text string) string {
	if quotable(text) {
		return "'" + text
	}
	return text
}

// asTyped undoes Harmless.
func asTyped(text string) string {
	if rest, quoted := strings.CutPrefix(text, "'"); quoted && quotable(rest) {
		return rest
	}
	return text
}

func quotable(text string) bool {
	rest := strings.TrimLeft(text, "'")
	return rest != "" && strings.IndexByte(formula, rest[0]) >= 0
}
