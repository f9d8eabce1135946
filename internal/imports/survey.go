package imports

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"kroon/internal/fault"
)

// Survey is what a file looks like before anybody says what of it goes where.
type Survey struct {
	Columns []string   // those of the file itself
	Rows    int64      // without the heading
	First   [][]string // what stands in the first rows that can be read
}

// surveyed is how many rows a survey shows.
const surveyed = 3

// Look reads a whole file. What Read would refuse it for as a whole, it refuses too.
func Look(encoding Encoding, r io.Reader) (Survey, error) {
	t := Map{}.table(encoding, r)
	names, err := t.heading()
	if err != nil {
		return Survey{}, err
	}
	shape := shapeOf(Map{}, t, names)
	out := Survey{Columns: shape.Columns}
	for {
		row, err := t.next()
		var trouble errRow
		switch {
		case err == io.EOF && out.Rows == 0:
			return out, noRows()
		case err == io.EOF:
			return out, nil
		case err != nil && !errors.As(err, &trouble):
			return out, err
		case err == nil && len(row) < len(names) && t.open:
			return out, fault.New(fault.Invalid, "imports.cut", "row", t.row).On("file")
		case err == nil && len(row) == len(names) && len(out.First) < surveyed:
			out.First = append(out.First, shape.Own(row))
		}
		out.Rows++
	}
}

// Columns are where the fields of a file come from, as somebody says on a screen: a column each.
type Columns struct {
	Source   string            // the name of the other system
	Of       map[string]string // our field to their column; a field without one is left out
	Departed bool              // owners whom nobody knows worked here once
}

// written are the ways in which instants are written in files of this country, the usual ones first.
var written = append(append([]string{}, usual...), "D-M-YYYY hh:mm:ss", "D-M-YYYY hh:mm", "D-M-YYYY", "D/M/YYYY hh:mm:ss", "D/M/YYYY hh:mm", "D/M/YYYY")

// Draw makes a map of columns: words that a file may use for ours are translated, and days may stand before months.
func Draw(kind Kind, c Columns) (Map, error) {
	m := Map{Source: c.Source, Dates: written, Fields: map[string]Value{}}
	if c.Departed {
		m.Staff = Departed
	}
	for _, field := range FieldsOf(kind) {
		if column := c.Of[field]; column != "" {
			m.Fields[field] = Value{Column: column, Values: wordsFor(kind, field)}
		}
	}
	return m, m.check(kind)
}

// Drawn reads back the columns of a map that Draw made.
func (m Map) Drawn() Columns {
	c := Columns{Source: m.Source, Of: map[string]string{}, Departed: m.Staff == Departed}
	for field, v := range m.Fields {
		c.Of[field] = v.Column
	}
	return c
}

// Text is the map as JSON.
func (m Map) Text() string {
	raw, err := json.Marshal(m)
	if err != nil {
		return "" // it holds texts only
	}
	return string(raw)
}

// Guess says which column is probably which field, by its name.
func Guess(kind Kind, columns []string) map[string]string {
	out := map[string]string{}
	taken := map[string]bool{}
	for _, field := range FieldsOf(kind) {
		for _, name := range append([]string{field}, headingsOf(kind, field)...) {
			for _, column := range columns {
				if out[field] == "" && !taken[column] && plainName(column) == plainName(name) {
					out[field], taken[column] = column, true
				}
			}
		}
	}
	return out
}

// plainName is a name of a column without what differs from one program to the next.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-./:()’'", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}
