package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// anyToken is the scope of what every token may ask.
const anyToken = "any"

// operation is one thing that a program can ask for.
type operation struct {
	id      string // unique; does not change
	method  string
	path    string // from prefix on
	summary string
	note    string // more than fits a line
	scope   string // of access.Scopes, or anyToken
	role    party.Role
	status  int // of an answer; 200 when 0

	raw       bool         // the body is a file, read while it comes in
	open      bool         // for who comes without a token
	versioned bool         // If-Match is honoured
	body      reflect.Type // of the request; nil without one
	parameter []string     // the names asked for in the query
}

// asks tells whether a name in the query is one of the operation's.
func (o *operation) asks(name string) bool { return slices.Contains(o.parameter, name) }

// refusals are the statuses of problems that an operation can answer with.
func (o *operation) refusals() []int {
	out := []int{http.StatusBadRequest, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusServiceUnavailable}
	if !o.open {
		out = append(out, http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests)
	}
	if o.method != http.MethodGet {
		out = append(out, http.StatusConflict)
	}
	if o.method != http.MethodGet && o.method != http.MethodDelete {
		out = append(out, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if o.versioned {
		out = append(out, http.StatusPreconditionFailed)
	}
	slices.Sort(out)
	return out
}

// described is what the document says of the operation.
func (o *operation) described() huma.Operation {
	tag, _, _ := strings.Cut(strings.TrimPrefix(o.path, prefix+"/"), "/")
	if o.open {
		tag = "open"
	}
	d := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Summary: o.summary, Description: o.note, Tags: []string{tag},
		DefaultStatus: o.status, Errors: o.refusals(), SkipValidateBody: true, BodyReadTimeout: -1, MaxBodyBytes: 2 * maxBody,
	}
	if o.raw {
		d.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{
			"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}}
	}
	if !o.open {
		d.Security = []map[string][]string{{"token": {}}}
		d.Extensions = map[string]any{"x-scope": o.scope, "x-role": string(o.role)}
	}
	text := &huma.Schema{Type: huma.TypeString}
	if o.method == http.MethodPost && !o.open {
		d.Parameters = append(d.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header", Schema: text,
			Description: "Makes the request happen once, however often it is sent within a day.",
		})
	}
	if o.versioned {
		d.Parameters = append(d.Parameters, &huma.Param{
			Name: "If-Match", In: "header", Schema: text,
			Description: "The ETag that was seen: what has changed since is left alone, with 412.",
		})
	}
	return d
}

// serve registers an operation.
func serve[I, O any](s *Server, o operation, fn func(ctx context.Context, c *call, in *I) (*O, error)) {
	if f, has := reflect.TypeFor[I]().FieldByName("Body"); has {
		o.body = f.Type
	}
	o.path = strings.Replace(o.path, "~", prefix, 1)
	described := o.described()
	huma.Register(s.huma, described, func(ctx context.Context, in *I) (*O, error) {
		c := callOf(ctx)
		out, err := fn(ctx, c, in)
		if err != nil {
			return nil, s.problem(c, err)
		}
		return out, nil
	})
	o.finish(s.huma.OpenAPI())
	s.operations[o.method+" "+o.path] = &o
}

// finish corrects what follows from the Go types alone: a body that may be left out, an ETag of what has
// no version; and notes which parameters there are.
func (o *operation) finish(doc *huma.OpenAPI) {
	item := doc.Paths[o.path]
	for _, d := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
		if d == nil || d.OperationID != o.id {
			continue
		}
		for _, p := range d.Parameters {
			if p.In == "query" {
				o.parameter = append(o.parameter, p.Name)
			}
		}
		if o.body != nil {
			d.RequestBody.Required = false
			for _, m := range fieldsOf(o.body) {
				d.RequestBody.Required = d.RequestBody.Required || m.required
			}
		}
	}
}

// versioned is what has a version, for its ETag.
type versioned interface{ version() int64 }

// located is what has an address of its own.
type located interface{ location() string }

// reply is an answer.
type reply[B any] struct {
	ETag     string `header:"ETag" doc:"The version, for If-Match; absent where there is none."`
	Location string `header:"Location" doc:"Where what was made can be asked for; absent where nothing was."`
	Body     B
}

func replied[B any](c *call, body B) *reply[B] {
	o, out := c.op, &reply[B]{Body: body}
	if c.actor.Kind == party.Agent {
		withhold(&out.Body)
	}
	if v, is := any(body).(versioned); is && v.version() > 0 {
		out.ETag = strconv.Quote(strconv.FormatInt(v.version(), 10))
	}
	if l, is := any(body).(located); is && o.status == http.StatusCreated {
		out.Location = prefix + l.location()
	}
	return out
}

// inside is an answer with words that people here write for each other. A virtual employee does not read them.
type inside interface{ withhold() }

// withhold takes them out of an answer.
func withhold(answer any) {
	if words, is := answer.(inside); is {
		words.withhold()
	}
}

func (l *listOf[V]) withhold() {
	for i := range l.Items {
		withhold(&l.Items[i])
	}
}

// silence is an answer without words.
type silence struct{}

// get registers an operation that only reads.
func get[I, B any](s *Server, o operation, fn func(tx *db.Tx, c *call, in *I) (B, error)) {
	o.method, o.role = http.MethodGet, party.Reader
	serve(s, o, func(ctx context.Context, c *call, in *I) (*reply[B], error) {
		body, err := see(ctx, c, func(tx *db.Tx) (B, error) { return fn(tx, c, in) })
		if err != nil {
			return nil, err
		}
		return replied(c, body), nil
	})
}

// see reads for whoever may read.
func see[R any](ctx context.Context, c *call, fn func(tx *db.Tx) (R, error)) (out R, err error) {
	if !c.actor.May(party.Reader) {
		return out, fault.New(fault.Forbidden, "act.role", "role", string(party.Reader))
	}
	err = c.server.cfg.Acts.DB.Read(ctx, c.actor, func(tx *db.Tx) error {
		out, err = fn(tx)
		return err
	})
	return out, err
}

// expecting is a request about something that has a version.
type expecting interface {
	expected() act.Expected
}

// do registers an act. It happens once per Idempotency-Key, and only if nobody was first when the request
// names the version that was seen.
func do[I, R, B any](s *Server, o operation, run func(ctx context.Context, c *call, in *I) (R, error), show func(R) B) {
	var in any = new(I)
	_, names := in.(expecting)
	o.versioned = o.versioned || names
	serve(s, o, func(ctx context.Context, c *call, in *I) (*reply[B], error) {
		var body B
		said := act.Said{Keep: func(result any) ([]byte, error) {
			r, _ := result.(R)
			return json.Marshal(show(r))
		}}
		result, err := run(c.under(ctx, in, &said), c, in)
		switch {
		case err != nil:
			return nil, err
		case said.Earlier != nil:
			err = json.Unmarshal(said.Earlier, &body)
		default:
			body = show(result)
		}
		return replied(c, body), err
	})
}

// silently registers an act of which there is nothing to say.
func silently[I any](s *Server, o operation, run func(ctx context.Context, c *call, in *I) error) {
	serve(s, o, func(ctx context.Context, c *call, in *I) (*silence, error) {
		said := act.Said{Keep: func(any) ([]byte, error) { return []byte("{}"), nil }}
		return &silence{}, run(c.under(ctx, in, &said), c, in)
	})
}

// under is the context of an act: its key, and what is expected of what it is about.
func (c *call) under(ctx context.Context, in any, said *act.Said) context.Context {
	ctx = act.OnceSaid(ctx, c.key, c.asked, said)
	if about, is := in.(expecting); is && c.seen > 0 {
		seen := about.expected()
		seen.Version = c.seen
		ctx = act.Expect(ctx, seen)
	}
	return ctx
}

// Paging asks for a part of a list.
type Paging struct {
	After id.Any `query:"after" doc:"The next of the page before; left out for the first."`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"50" doc:"The most to give."`
}

// listOf is a page of a list.
type listOf[V any] struct {
	Items []V    `json:"items"`
	Next  id.Any `json:"next,omitzero" doc:"What to give as after for what follows; absent at the end."`
}

// page cuts one more than was asked for off, which told that there is more.
func page[T, V any](all []T, limit int, show func(T) V, last func(T) id.Any) listOf[V] {
	out := listOf[V]{}
	if len(all) > limit {
		all = all[:limit]
		out.Next = last(all[limit-1])
	}
	out.Items = each(all, show)
	return out
}
