package imports

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"kroon/internal/fault"
)

// File reads the rows of one file by a map.
type File struct {
	m       Map
	fields  []string // that the map fills, in the order of FieldsOf
	plans   []plan   // per field
	columns int
	group   int // the column of GroupBy; -1: every row by itself
	layouts []layout
	zone    *time.Location
}

// plan is where the text of a field comes from: words and columns by turns, beginning with words.
type plan struct {
	words   []string
	columns []int
}

// Record is what one row, or all rows of one case, say.
type Record struct {
	Row    int // the first, as a spreadsheet counts
	file   *File
	values []string
	raw    []string // the row as it stands in the file; nil for a case
	name   *string  // of its case; nil for a row by itself
}

// Read reads a file as a map says and gives each record to each, and what cannot be read to refuse. An
// error of theirs ends it; so does a file that cannot be read as a whole, before the first record when
// rows are grouped. Rows that stand by themselves are held one at a time. Rows of a case may be scattered
// over the file: of each case only the values that the map takes are held, packed in one string.
func Read(kind Kind, m Map, encoding Encoding, own *time.Location, r io.Reader, each func(Record) error, refuse func(Refusal) error) error {
	t := m.table(encoding, r)
	f, err := m.open(kind, t, own)
	if err != nil {
		return err
	}
	if f.group >= 0 {
		return f.readCases(t, each, refuse)
	}
	for n := 0; ; n++ {
		row, err := f.row(t)
		var trouble errRow
		switch {
		case err == io.EOF && n == 0:
			return noRows()
		case err == io.EOF:
			return nil
		case errors.As(err, &trouble):
			err = refuse(f.refusal(t.row, row, trouble))
		case err == nil:
			err = each(Record{Row: t.row, file: f, values: f.read(row), raw: row})
		}
		if err != nil {
			return err
		}
	}
}

// table begins to read a file.
func (m Map) table(encoding Encoding, r io.Reader) *table {
	in := bufio.NewReaderSize(decode(r, encoding), 64<<10)
	t := &table{in: in, delimiter: delimiterOf(in)}
	if m.Delimiter != "" {
		t.delimiter = m.Delimiter[0]
	}
	return t
}

func noRows() error { return fault.New(fault.Invalid, "imports.no_rows").On("file") }

// open reads the heading and finds the columns.
func (m Map) open(kind Kind, t *table, own *time.Location) (*File, error) {
	names, err := t.heading()
	if err != nil {
		return nil, err
	}
	f := &File{m: m, columns: len(names), group: -1, zone: m.zone(own)}
	if f.layouts, err = m.layouts(); err != nil {
		return nil, err
	}
	for _, field := range FieldsOf(kind) {
		v, mapped := m.Fields[field]
		if !mapped || m.plain && !slices.Contains(names, v.Column) && !slices.Contains(needed[kind], field) {
			continue
		}
		p, err := v.plan(names)
		if err != nil {
			return nil, err
		}
		f.fields, f.plans = append(f.fields, field), append(f.plans, p)
	}
	if m.GroupBy != "" {
		if f.group = slices.Index(names, m.GroupBy); f.group < 0 {
			return nil, noColumn(m.GroupBy)
		}
	}
	return f, nil
}

func noColumn(name string) error {
	return fault.New(fault.Invalid, "imports.no_column", "column", name).On("file")
}

func (v Value) plan(names []string) (plan, error) {
	text := v.Text
	switch {
	case v.Column != "":
		at := slices.Index(names, v.Column)
		if at < 0 {
			return plan{}, noColumn(v.Column)
		}
		return plan{[]string{"", ""}, []int{at}}, nil
	case v.Fixed != "":
		return plan{words: []string{v.Fixed}}, nil
	}
	var p plan
	for {
		before, rest, found := strings.Cut(text, "{")
		p.words = append(p.words, before)
		if !found {
			return p, nil
		}
		name, after, closed := strings.Cut(rest, "}")
		at := slices.Index(names, name)
		if !closed || at < 0 {
			return plan{}, noColumn(name)
		}
		p.columns, text = append(p.columns, at), after
	}
}

// of is the text of a field in a row; empty when none of its columns says anything.
func (p plan) of(row []string) string {
	if len(p.columns) == 0 {
		return p.words[0]
	}
	if len(p.columns) == 1 && p.words[0] == "" && p.words[1] == "" {
		return strings.TrimSpace(row[p.columns[0]])
	}
	var out strings.Builder
	said := false
	for i, at := range p.columns {
		value := strings.TrimSpace(row[at])
		said = said || value != ""
		out.WriteString(p.words[i])
		out.WriteString(value)
	}
	out.WriteString(p.words[len(p.columns)])
	if !said {
		return ""
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// row reads a row of the right length. A row in trouble comes with the fields that could be read.
func (f *File) row(t *table) ([]string, error) {
	row, err := t.next()
	if err != nil {
		return row, err
	}
	switch {
	case len(row) < f.columns && t.open:
		return nil, fault.New(fault.Invalid, "imports.cut", "row", t.row).On("file")
	case len(row) < f.columns:
		return row, bad(-1, "imports.few_fields", "n", len(row), "columns", f.columns)
	case len(row) > f.columns:
		return row, bad(-1, "imports.many_fields", "n", len(row), "columns", f.columns)
	}
	return row, nil
}

func (f *File) read(row []string) []string {
	out := make([]string, len(f.plans))
	for i, p := range f.plans {
		out[i] = p.of(row)
	}
	return out
}

// refusal is about a row that could not be read, with its external id if that stands in what was read.
func (f *File) refusal(number int, row []string, trouble errRow) Refusal {
	out := Refusal{Row: number, Fault: trouble.fault, Fields: trouble.readable(row)}
	if at := slices.Index(f.fields, "external_id"); at >= 0 {
		p := f.plans[at]
		if last := p.columns; len(last) > 0 && slices.Max(last) < len(row) {
			out.ExternalID = shortened(strings.ToValidUTF8(p.of(row), "?"))
		}
	}
	return out
}

// Get is a field in our own words; empty when the file does not tell it.
func (r Record) Get(field string) (string, error) {
	at := slices.Index(r.file.fields, field)
	if at < 0 {
		return "", nil
	}
	text, v := r.values[at], r.file.m.Fields[field]
	if len(v.Values) == 0 {
		return text, nil
	}
	if ours, ok := v.Values[text]; ok {
		return ours, nil
	}
	if v.Otherwise != nil {
		return *v.Otherwise, nil
	}
	return "", fault.New(fault.Invalid, "imports.no_word", "text", shortened(text)).On(field)
}

// Said is a field as it is taken over, or as it stands in the file when there is no word of ours for it.
func (r Record) Said(field string) string {
	text, err := r.Get(field)
	if at := slices.Index(r.file.fields, field); err != nil && at >= 0 {
		return shortened(r.values[at])
	}
	return shortened(text)
}

// Has tells whether the map says where a field comes from.
func (r Record) Has(field string) bool { return slices.Contains(r.file.fields, field) }

// Moment is a field that holds an instant; the zero moment when the file does not tell it.
func (r Record) Moment(field string) (Moment, error) {
	text, err := r.Get(field)
	if err != nil || text == "" {
		return Moment{}, err
	}
	m, err := moment(text, r.file.layouts, r.file.zone)
	if err != nil {
		return m, fault.Of(err).On(field)
	}
	return m, nil
}

// Number is a field that holds a whole number; 0 when the file does not tell it.
func (r Record) Number(field string) (int, error) {
	text, err := r.Get(field)
	if err != nil || text == "" {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fault.New(fault.Invalid, "imports.bad_number", "text", shortened(text)).On(field)
	}
	return n, nil
}

// Zone is the zone of times without an offset.
func (r Record) Zone() *time.Location { return r.file.zone }

// Refuse says why the record is not taken over, in the words of the file.
func (r Record) Refuse(why *fault.Error) Refusal {
	external, err := r.Get("external_id")
	if err != nil {
		external = ""
	}
	return Refusal{Row: r.Row, ExternalID: shortened(external), Column: r.file.m.Fields[why.Field].Column, Fault: why, Fields: r.raw, Case: r.name}
}
