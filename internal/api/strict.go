package api

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"kroon/internal/fault"
)

// maxDepth is how deep objects and lists may stand in each other.
const maxDepth = 16

// strict checks a body against the Go type that it is for. What the standard library lets pass is refused
// here: keys that nobody reads, keys given twice or in other capitals, null, numbers that are not whole,
// bytes and escapes that are no text, depth, and anything after the end.
func strict(raw []byte, wanted reflect.Type) error {
	if !utf8.Valid(raw) {
		return fault.New(fault.Invalid, "api.bad_text")
	}
	w := walker{json.NewDecoder(bytes.NewReader(raw)), bytes.ContainsRune(raw, utf8.RuneError) || bytes.Contains(bytes.ToLower(raw), []byte(`\ufffd`))}
	w.UseNumber()
	if wanted == nil {
		wanted = reflect.TypeFor[struct{}]()
	}
	if err := w.value(wanted, "", 0); err != nil {
		return err
	}
	if _, err := w.Token(); err == nil || w.InputOffset() < int64(len(bytes.TrimSpace(raw))) {
		return badJSON(nil)
	}
	return nil
}

type walker struct {
	*json.Decoder
	meant bool // the sign for what could not be read was really sent
}

func badJSON(cause error) error { return fault.New(fault.Invalid, "api.bad_json").Because(cause) }

func wrongType(field string) error { return fault.New(fault.Invalid, "api.wrong_type").On(field) }

var (
	textType   = reflect.TypeFor[encoding.TextUnmarshaler]()
	numberKind = map[reflect.Kind]bool{reflect.Int: true, reflect.Int64: true}
)

// value checks one value and everything in it.
func (w walker) value(t reflect.Type, field string, depth int) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := w.Token()
	if err != nil {
		return badJSON(err)
	}
	switch token := token.(type) {
	case json.Delim:
		if depth++; depth > maxDepth {
			return fault.New(fault.Invalid, "api.too_deep", "max", maxDepth).On(field)
		}
		plain := !reflect.PointerTo(t).Implements(textType)
		switch {
		case token == '{' && t.Kind() == reflect.Struct && plain:
			return w.object(fieldsOf(t), nil, field, depth)
		case token == '{' && t.Kind() == reflect.Map:
			return w.object(nil, t.Elem(), field, depth)
		case token == '[' && t.Kind() == reflect.Slice && plain:
			return w.list(t.Elem(), field, depth)
		}
	case string:
		return w.text(t, token, field)
	case json.Number:
		return whole(t, token, field)
	case bool:
		if t.Kind() == reflect.Bool {
			return nil
		}
	}
	return wrongType(field)
}

// text checks a string, and that its type can read it.
func (w walker) text(t reflect.Type, said, field string) error {
	if strings.ContainsRune(said, 0) || !w.meant && strings.ContainsRune(said, utf8.RuneError) {
		return fault.New(fault.Invalid, "api.bad_text").On(field)
	}
	if reader, is := reflect.New(t).Interface().(encoding.TextUnmarshaler); is {
		if err := reader.UnmarshalText([]byte(said)); err != nil {
			return fault.New(fault.Invalid, "api.bad_value").On(field)
		}
		return nil
	}
	if t.Kind() != reflect.String {
		return wrongType(field)
	}
	return nil
}

// whole checks a number: minutes, points and versions are whole.
func whole(t reflect.Type, said json.Number, field string) error {
	if !numberKind[t.Kind()] {
		return wrongType(field)
	}
	if _, err := strconv.ParseInt(said.String(), 10, 64); err != nil {
		return fault.New(fault.Invalid, "api.not_whole").On(field)
	}
	return nil
}

// object checks the keys of an object: those of a struct, or any, each with a value of type every.
func (w walker) object(known map[string]member, every reflect.Type, field string, depth int) error {
	seen := map[string]bool{}
	for w.More() {
		token, err := w.Token()
		if err != nil {
			return badJSON(err)
		}
		key := token.(string)
		at := strings.TrimPrefix(field+"."+key, ".")
		if seen[key] {
			return fault.New(fault.Invalid, "api.key_twice", "name", key).On(at)
		}
		seen[key] = true
		wanted := every
		if known != nil {
			m, is := known[key]
			if !is {
				return fault.New(fault.Invalid, "api.unknown_key", "name", key).On(at)
			}
			wanted = m.of
		}
		if err := w.value(wanted, at, depth); err != nil {
			return err
		}
	}
	for name, m := range known {
		if m.required && !seen[name] {
			return fault.New(fault.Invalid, "api.missing", "name", name).On(strings.TrimPrefix(field+"."+name, "."))
		}
	}
	return w.closed()
}

func (w walker) list(every reflect.Type, field string, depth int) error {
	for n := 0; w.More(); n++ {
		if err := w.value(every, field+"["+strconv.Itoa(n)+"]", depth); err != nil {
			return err
		}
	}
	return w.closed()
}

func (w walker) closed() error {
	if _, err := w.Token(); err != nil {
		return badJSON(err)
	}
	return nil
}

// member is one key of an object.
type member struct {
	of       reflect.Type
	required bool
}

// fieldsOf are the keys of a struct as they are written, those of embedded structs included.
func fieldsOf(t reflect.Type) map[string]member {
	out := map[string]member{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			for key, m := range fieldsOf(f.Type) {
				out[key] = m
			}
		case f.IsExported() && name != "-" && name != "":
			out[name] = member{f.Type, !strings.Contains(options, "omit")}
		}
	}
	return out
}
