package api

import (
	"encoding"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"kroon/internal/fault"
)

// parameter is one value in the path or the query of a request.
type parameter struct {
	name     string
	in       string // path or query
	index    []int  // of its field
	required bool
	absent   string // what holds when it is not given; empty: nothing
	schema   *huma.Schema
}

// parametersOf are the parameters of a request: the fields with a tag path or query, those of embedded structs
// included, in the order of the fields.
func parametersOf(schemas huma.Registry, t reflect.Type) []parameter {
	var out []parameter
	for _, f := range reflect.VisibleFields(t) {
		p := parameter{name: f.Tag.Get("path"), in: "path", index: f.Index, required: true, absent: f.Tag.Get("default")}
		if p.name == "" {
			p.name, p.in, p.required = f.Tag.Get("query"), "query", f.Tag.Get("required") == "true"
		}
		if p.name == "" || f.Anonymous {
			continue
		}
		p.schema = huma.SchemaFromField(schemas, f, "")
		out = append(out, p)
	}
	return out
}

// decode reads what a request says: its parameters and its body. Names in the query that the operation does not ask
// for are refused, so that a misspelt filter is never a list of everything.
func (o *operation) decode(schemas huma.Registry, r *http.Request, raw []byte, to reflect.Value) error {
	query := r.URL.Query()
	for name := range query {
		if !o.asks(name) {
			return fault.New(fault.Invalid, "api.unknown_parameter", "name", name).On(name)
		}
	}
	for i := range o.parameters {
		p := &o.parameters[i]
		if err := p.decode(schemas, p.said(r, query), to.FieldByIndex(p.index)); err != nil {
			return err
		}
	}
	if o.body == nil || raw == nil {
		return nil
	}
	if err := json.Unmarshal(raw, to.FieldByName("Body").Addr().Interface()); err != nil {
		return badJSON(err)
	}
	return nil
}

// asks tells whether a name in the query is one of the operation's.
func (o *operation) asks(name string) bool {
	for i := range o.parameters {
		if o.parameters[i].in == "query" && o.parameters[i].name == name {
			return true
		}
	}
	return false
}

// said is what the request gives, or what holds without.
func (p *parameter) said(r *http.Request, query url.Values) string {
	text := query.Get(p.name)
	if p.in == "path" {
		text = r.PathValue(p.name)
	}
	if text == "" {
		return p.absent
	}
	return text
}

// decode reads a value into its field, if it is one that the document allows.
func (p *parameter) decode(schemas huma.Registry, text string, to reflect.Value) error {
	wrong := fault.New(fault.Invalid, "api.bad_parameter", "name", p.name).On(p.name)
	if text == "" {
		if p.required {
			return wrong
		}
		return nil
	}
	value, err := read(text, to)
	if err != nil {
		return wrong.Because(err)
	}
	at, found := huma.NewPathBuffer(nil, 0), huma.ValidateResult{}
	if huma.Validate(schemas, p.schema, at, huma.ModeWriteToServer, value, &found); len(found.Errors) > 0 {
		return wrong.Because(found.Errors[0])
	}
	return nil
}

// read puts a text into a field as its type means it, and gives it as a schema looks at it.
func read(text string, to reflect.Value) (any, error) {
	if at, is := to.Addr().Interface().(*time.Time); is {
		read, err := time.Parse(time.RFC3339Nano, text)
		*at = read
		return text, err
	}
	switch to.Kind() {
	case reflect.String:
		to.SetString(text)
		return text, nil
	case reflect.Int, reflect.Int64:
		number, err := strconv.ParseInt(text, 10, 64)
		to.SetInt(number)
		return number, err
	case reflect.Bool:
		yes, err := strconv.ParseBool(text)
		to.SetBool(yes)
		return yes, err
	}
	reader, is := to.Addr().Interface().(encoding.TextUnmarshaler)
	if !is {
		panic("no way to read a parameter of type " + to.Type().String())
	}
	return text, reader.UnmarshalText([]byte(text))
}
