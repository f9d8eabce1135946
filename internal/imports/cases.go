package imports

import (
	"errors"
	"io"
	"strings"
)

// mark stands between the packed values of a case; a row with such a byte is refused before.
const mark = "\x00"

// state is what is held of a case: where it began and the values that count so far.
type state struct {
	row     int
	name    string
	packed  string
	refused *Refusal // one row that cannot be read spoils its case
}

// readCases reads all rows before it gives the first record, since the last row of the file may be of the
// first case. It holds about a hundred bytes and the values that the map takes per case, whatever the
// number of rows.
func (f *File) readCases(t *table, each func(Record) error, refuse func(Refusal) error) error {
	cases := map[string]*state{}
	var order []*state
	some := false
	for {
		row, err := f.row(t)
		if err == io.EOF {
			break
		}
		some = true
		var trouble errRow
		spoilt := errors.As(err, &trouble)
		if err != nil && !spoilt {
			return err
		}
		if spoilt && f.group >= len(row) {
			if err := refuse(f.refusal(t.row, row, trouble)); err != nil {
				return err
			}
			continue
		}
		name := strings.TrimSpace(row[f.group])
		c := cases[name]
		if c == nil {
			c = &state{row: t.row, name: strings.Clone(name)}
			cases[c.name] = c
			order = append(order, c)
		}
		switch {
		case spoilt && c.refused == nil:
			refusal := f.refusal(t.row, row, trouble)
			refusal.Case, refusal.Fields = &c.name, nil
			c.refused = &refusal
		case !spoilt:
			c.packed = f.pack(c.packed, row)
		}
	}
	if !some {
		return noRows()
	}
	for _, c := range order {
		var err error
		if c.refused != nil {
			err = refuse(*c.refused)
		} else {
			err = each(Record{Row: c.row, file: f, values: strings.Split(c.packed, mark), name: &c.name})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pack adds what a row says to what its case said before.
func (f *File) pack(packed string, row []string) string {
	values := f.read(row)
	if packed == "" {
		return strings.Join(values, mark)
	}
	changed := false
	before := packed
	for i, value := range values {
		var old string
		old, before, _ = strings.Cut(before, mark)
		switch take := f.m.Fields[f.fields[i]].Take; {
		case value == old:
		case value == "" || take == First && old != "":
			values[i] = old
		default:
			changed = true
		}
	}
	if !changed {
		return packed
	}
	return strings.Join(values, mark)
}
