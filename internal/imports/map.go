package imports

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"kroon/internal/fault"
	"kroon/internal/worktime"
)

// Map says what of a file goes where. Its form is in docs/formats/import.md.
type Map struct {
	Source      string           `json:"source"`      // the name of the other system, the same in every run
	Encoding    Encoding         `json:"encoding"`    // found out when empty
	Delimiter   string           `json:"delimiter"`   // found out when empty
	Zone        string           `json:"zone"`        // of times without an offset; the organisation's when empty
	Dates       []string         `json:"dates"`       // how instants are written, "D-M-YYYY hh:mm"; ISO 8601 when empty
	GroupBy     string           `json:"group_by"`    // the column that rows of one case have in common
	Fields      map[string]Value `json:"fields"`      // by the names of FieldsOf
	Staff       Missing          `json:"staff"`       // what to do with owners whom nobody knows
	Beneficiary *Beneficiary     `json:"beneficiary"` // for whom all promises of the file were

	plain bool // a column that is not there is left out
}

// Missing says what becomes of a name that is not known here.
type Missing string

// What may become of it.
const (
	Refuse   Missing = "refuse"   // the row is refused
	Departed Missing = "departed" // somebody of that name worked here once
)

// Beneficiary is the one customer for whom everything in the file was promised, made when not there yet.
type Beneficiary struct {
	ExternalID string `json:"external_id"` // "beneficiary" when empty
	Name       string `json:"name"`
	Kind       string `json:"kind"` // person or organisation
}

// Value is where a field comes from: a column, a fixed value, or a text with {columns} in it.
type Value struct {
	Column    string            `json:"column"`
	Fixed     string            `json:"value"`
	Text      string            `json:"text"`
	Values    map[string]string `json:"values"`    // the words of the file, and ours for them
	Otherwise *string           `json:"otherwise"` // for words that Values does not have; such a row is refused when left out
	Take      Take              `json:"take"`      // of the rows of a case; the last when empty
}

// Take says which of the values of a case counts; empty ones never do.
type Take string

// Which value counts.
const (
	First Take = "first"
	Last  Take = "last"
)

// UnmarshalJSON reads "column" as well as {"column": ".."}.
func (v *Value) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &v.Column)
	}
	type plain Value
	return strict(raw, (*plain)(v))
}

func strict(raw []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errTwo
	}
	return nil
}

// errTwo: after the object of a map comes something else.
var errTwo = errors.New("imports: more than one object")

// unread says in our words why a map cannot be read, and where: the decoder says it in English, to whoever
// writes Go.
func unread(raw []byte, err error) error {
	var form *json.SyntaxError
	var kind *json.UnmarshalTypeError
	_, key, unknown := strings.Cut(err.Error(), "unknown field ")
	line := func(at int64) int { return 1 + bytes.Count(raw[:min(max(at, 0), int64(len(raw)))], []byte("\n")) }
	switch {
	case unknown:
		return fault.New(fault.Invalid, "imports.map_key", "key", strings.Trim(key, `"`)).On("map")
	case errors.As(err, &form):
		return fault.New(fault.Invalid, "imports.map_form", "line", line(form.Offset)).On("map")
	case errors.As(err, &kind) && kind.Field != "":
		return fault.New(fault.Invalid, "imports.map_type", "key", kind.Field).On("map")
	case errors.Is(err, errTwo):
		return fault.New(fault.Invalid, "imports.map_two").On("map")
	}
	return fault.New(fault.Invalid, "imports.map_form", "line", line(int64(len(raw)))).On("map").Because(err)
}

// FieldsOf lists what a row can tell, per kind of import.
func FieldsOf(kind Kind) []string {
	if kind == Customers {
		return []string{"external_id", "kind", "name", "first_name", "salutation", "employer", "function", "lang", "form",
			"channel", "hours_note", "since", "street", "house_number", "postcode", "city", "country",
			"phone", "phone_2", "phone_3", "email", "email_2", "email_3"}
	}
	if kind == Interactions {
		return []string{"external_id", "case", "customer", "customer_source", "customer_name", "kind", "direction", "result",
			"owner", "began_at", "ended_at", "what"}
	}
	if kind == Orders {
		return []string{"external_id", "customer", "customer_source", "customer_name", "bought_at", "amount", "currency", "reference", "what"}
	}
	return []string{"external_id", "direction", "kind", "act", "owner", "customer", "customer_source", "customer_name",
		"minutes", "proof", "made_at", "due_at", "done_at"}
}

var needed = map[Kind][]string{
	Customers: {"external_id"},
	Promises:  {"external_id", "act", "owner", "made_at", "due_at"},
	Orders:    {"external_id", "bought_at", "amount"},
	// What has no name of its own is known by all that its row says.
	Interactions: {"began_at"},
}

// Needs tells whether a map must say where a field comes from.
func Needs(kind Kind, field string) bool {
	return slices.Contains(needed[kind], field) || kind != Customers && field == "customer"
}

// ParseMap reads a map for a kind of import, strictly: what is not known is refused by name.
func ParseMap(kind Kind, raw []byte) (Map, error) {
	var m Map
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if err := strict(raw, &m); err != nil {
		return m, unread(raw, err)
	}
	return m, m.check(kind)
}

// Plain is the map of a file whose columns have the names of our fields.
func Plain(kind Kind, source string) Map {
	m := Map{Source: source, Fields: map[string]Value{}, plain: true}
	for _, field := range FieldsOf(kind) {
		m.Fields[field] = Value{Column: field}
	}
	return m
}

func (m Map) check(kind Kind) error {
	known := FieldsOf(kind)
	for _, field := range slices.Sorted(maps.Keys(m.Fields)) {
		if !slices.Contains(known, field) {
			return fault.New(fault.Invalid, "imports.map_field", "field", field, "known", strings.Join(known, ", ")).On("map")
		}
		v := m.Fields[field]
		if v.ways() != 1 || v.Take != "" && v.Take != First && v.Take != Last {
			return fault.New(fault.Invalid, "imports.map_value", "field", field).On("map")
		}
	}
	for _, field := range needed[kind] {
		if _, ok := m.Fields[field]; !ok {
			return fault.New(fault.Invalid, "imports.map_missing", "field", field).On("map")
		}
	}
	switch {
	case m.Source == "":
		return fault.New(fault.Invalid, "imports.map_source").On("map")
	case m.Staff != "" && m.Staff != Refuse && m.Staff != Departed:
		return fault.New(fault.Invalid, "imports.map_staff").On("map")
	case m.Delimiter != "" && (len(m.Delimiter) != 1 || strings.Contains("\"\r\n\x00", m.Delimiter)):
		return fault.New(fault.Invalid, "imports.map_delimiter").On("map")
	case m.Encoding != "" && !slices.Contains([]Encoding{UTF8, UTF16LE, UTF16BE, Windows}, m.Encoding):
		return fault.New(fault.Invalid, "imports.map_encoding").On("map")
	case m.Beneficiary != nil && (m.Beneficiary.Name == "" || m.has("customer")):
		return fault.New(fault.Invalid, "imports.map_beneficiary").On("map")
	case kind != Customers && m.Beneficiary == nil && !m.has("customer"):
		return fault.New(fault.Invalid, "imports.map_missing", "field", "customer").On("map")
	}
	if m.Zone != "" {
		if _, err := worktime.Zone(m.Zone); err != nil {
			return fault.Of(err).On("map")
		}
	}
	_, err := m.layouts()
	return err
}

func (m Map) has(field string) bool { _, ok := m.Fields[field]; return ok }

func (m Map) layouts() ([]layout, error) {
	patterns := m.Dates
	if len(patterns) == 0 {
		patterns = usual
	}
	var out []layout
	for _, pattern := range patterns {
		l, err := layoutOf(pattern)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// zone is the zone of times without an offset.
func (m Map) zone(own *time.Location) *time.Location {
	if zone, err := worktime.Zone(m.Zone); m.Zone != "" && err == nil {
		return zone
	}
	return own
}

// ways counts where the value comes from; it must be one place.
func (v Value) ways() int {
	n := 0
	for _, given := range []string{v.Column, v.Fixed, v.Text} {
		if given != "" {
			n++
		}
	}
	return n
}
