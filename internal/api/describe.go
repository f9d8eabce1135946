package api

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// schemas names and describes the types of requests and answers.
func schemas() huma.Registry {
	out := huma.NewMapRegistry("#/components/schemas/", schemaName)
	for _, one := range identifiers() {
		out.RegisterTypeAlias(one, reflect.TypeFor[uuid]())
	}
	return out
}

// describe is the whole document: what follows from the Go types and from what the operations say of themselves.
func (s *Server) describe() *huma.OpenAPI {
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "Kroon", Version: "1",
			Description: "Promises to customers: made when they can be kept, guarded until they are. See docs/api.md.",
			License:     &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
		},
		Components: &huma.Components{
			Schemas: s.schemas,
			SecuritySchemes: map[string]*huma.SecurityScheme{
				"token": {Type: "http", Scheme: "bearer", Description: "A token of a member of staff or a virtual employee, krn_..."},
			},
		},
	}
	for _, o := range s.order {
		doc.AddOperation(o.described(s.schemas))
	}
	return doc
}

// described is what the document says of the operation.
func (o *operation) described(schemas huma.Registry) *huma.Operation {
	tag, _, _ := strings.Cut(strings.TrimPrefix(o.path, prefix+"/"), "/")
	if o.open {
		tag = "open"
	}
	d := &huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Summary: o.summary, Description: o.note, Tags: []string{tag},
		Parameters: o.asking(), RequestBody: o.requestBody(schemas), Responses: map[string]*huma.Response{},
	}
	if !o.open {
		d.Security = []map[string][]string{{"token": {}}}
		d.Extensions = map[string]any{"x-scope": o.scope, "x-role": string(o.role)}
	}
	d.Responses[strconv.Itoa(o.answered())] = o.response(schemas)
	problem := schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	for _, code := range append(o.refusals(), http.StatusInternalServerError) {
		d.Responses[strconv.Itoa(code)] = &huma.Response{
			Description: http.StatusText(code), Content: map[string]*huma.MediaType{problemType: {Schema: problem}},
		}
	}
	return d
}

// asking are the parameters of the operation: headers first, then those of the path and the query.
func (o *operation) asking() []*huma.Param {
	var out []*huma.Param
	text := &huma.Schema{Type: huma.TypeString}
	if o.method == http.MethodPost && !o.open {
		out = append(out, &huma.Param{
			Name: "Idempotency-Key", In: "header", Schema: text,
			Description: "Makes the request happen once, however often it is sent within a day.",
		})
	}
	if o.versioned {
		out = append(out, &huma.Param{
			Name: "If-Match", In: "header", Schema: text,
			Description: "The ETag that was seen: what has changed since is left alone, with 412.",
		})
	}
	for _, p := range o.parameters {
		one := &huma.Param{Name: p.name, In: p.in, Required: p.required, Schema: p.schema, Description: p.schema.Description}
		if p.in == "query" {
			one.Explode = new(bool)
		}
		out = append(out, one)
	}
	return out
}

// requestBody describes the body of a request. One in which nothing is required may be left out.
func (o *operation) requestBody(schemas huma.Registry) *huma.RequestBody {
	if o.raw {
		return &huma.RequestBody{Content: map[string]*huma.MediaType{
			"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}}
	}
	if o.body == nil {
		return nil
	}
	field, _ := o.in.FieldByName("Body")
	body := &huma.RequestBody{Content: map[string]*huma.MediaType{
		"application/json": {Schema: huma.SchemaFromField(schemas, field, named(o.in, "Body", o.id+"Request"))},
	}}
	for _, m := range fieldsOf(o.body) {
		body.Required = body.Required || m.required
	}
	return body
}

// named is what a type within another is called.
func named(parent reflect.Type, field, without string) string {
	if parent.Name() != "" {
		return parent.Name() + field
	}
	return without
}

var streamed = reflect.TypeFor[stream]()

// response describes an answer.
func (o *operation) response(schemas huma.Registry) *huma.Response {
	out := &huma.Response{Description: http.StatusText(o.answered())}
	switch o.out {
	case silent:
		return out
	case streamed:
		out.Content = map[string]*huma.MediaType{o.media: {Schema: &huma.Schema{Type: huma.TypeObject}}}
		return out
	}
	out.Content = map[string]*huma.MediaType{"application/json": {Schema: schemas.Schema(o.out, true, o.id+"Response")}}
	out.Headers = map[string]*huma.Header{
		"ETag":     header("The version, for If-Match; absent where there is none."),
		"Location": header("Where what was made can be asked for; absent where nothing was."),
	}
	return out
}

func header(doc string) *huma.Header {
	return &huma.Header{Schema: &huma.Schema{Type: huma.TypeString, Description: doc}}
}
