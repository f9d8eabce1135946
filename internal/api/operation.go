package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/web"
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

	media     string // of an answer that is no JSON
	raw       bool   // the body is a file, read while it comes in
	open      bool   // for who comes without a token
	versioned bool   // If-Match is honoured

	in, out    reflect.Type // of the request and of the body of the answer
	body       reflect.Type // of the request; nil without one
	parameters []parameter  // of the path and the query
}

// work is the room that an operation takes.
func (o *operation) work() web.Work {
	switch {
	case o.raw || o.out == streamed:
		return web.Unbounded
	case o.scope == "figures:read" || o.id == "tryTariff":
		return web.Bulk
	case o.method == http.MethodGet:
		return web.Looking
	}
	return web.Intake
}

// answered is the status of an answer.
func (o *operation) answered() int {
	switch {
	case o.status != 0:
		return o.status
	case o.out == silent:
		return http.StatusNoContent
	}
	return http.StatusOK
}

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

// serve registers an operation. The functions of this file that take types only tell them: what is done with
// them is written once, in register and below, and not again for each operation, which weighed megabytes (ADR 31).
func serve[I, B any](s *Server, o operation, fn func(ctx context.Context, c *call, in *I) (B, error)) {
	s.register(o, reflect.TypeFor[I](), reflect.TypeFor[B](), asked(fn))
}

// answering does an operation: the request, decoded, to the body of its answer.
type answering func(ctx context.Context, c *call, in reflect.Value) (reflect.Value, error)

// asked is a handler that takes a context, a call and a request, and gives a body and an error.
func asked(handler any) answering {
	fn := reflect.ValueOf(handler)
	return func(ctx context.Context, c *call, in reflect.Value) (reflect.Value, error) {
		return outcome(fn.Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(c), in}))
	}
}

// outcome is what a function with a result and an error gave.
func outcome(out []reflect.Value) (reflect.Value, error) {
	err, _ := out[1].Interface().(error)
	return out[0], err
}

// register adds an operation to what is served.
func (s *Server) register(o operation, in, out reflect.Type, answer answering) {
	if f, has := in.FieldByName("Body"); has {
		o.body = f.Type
	}
	o.path = strings.Replace(o.path, "~", prefix, 1)
	o.in, o.out, o.parameters = in, out, parametersOf(s.schemas, in)
	pattern := o.method + " " + o.path
	s.operations[pattern], s.order = &o, append(s.order, &o)
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		c := callOf(r.Context())
		if err := s.attend(w, r, c, answer); err != nil {
			s.refuse(w, c, err)
		}
	})
}

// attend decodes a request, has it done and answers.
func (s *Server) attend(w http.ResponseWriter, r *http.Request, c *call, answer answering) error {
	in := reflect.New(c.op.in)
	if err := c.op.decode(s.schemas, r, c.raw, in.Elem()); err != nil {
		return err
	}
	if file, is := in.Interface().(carrier); is {
		file.carry(w, r)
	}
	body, err := answer(r.Context(), c, in)
	if err != nil {
		return err
	}
	return c.reply(w, r, body)
}

// versioned is what has a version, for its ETag.
type versioned interface{ version() int64 }

// located is what has an address of its own.
type located interface{ location() string }

// carrier is a request whose bytes are read while they come in.
type carrier interface {
	carry(w http.ResponseWriter, r *http.Request)
}

// stream is an answer that is written by whoever gives it, unless err says why it cannot be.
type stream func(w http.ResponseWriter, r *http.Request) (err error)

// reply writes an answer.
func (c *call) reply(w http.ResponseWriter, r *http.Request, said reflect.Value) error {
	if write, is := said.Interface().(stream); is {
		return write(w, r)
	}
	status := c.op.answered()
	if c.op.out == silent {
		w.WriteHeader(status)
		return nil
	}
	if v, is := said.Interface().(versioned); is && v.version() > 0 {
		w.Header().Set("ETag", strconv.Quote(strconv.FormatInt(v.version(), 10)))
	}
	if l, is := said.Interface().(located); is && status == http.StatusCreated {
		w.Header().Set("Location", prefix+l.location())
	}
	body := reflect.New(c.op.out)
	body.Elem().Set(said)
	if c.actor.Kind == party.Agent {
		withhold(body.Interface())
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body.Interface()); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if _, err := w.Write(text.Bytes()); err != nil {
		c.server.cfg.Log.Debug("answer not taken", "request", c.request, "error", err)
	}
	return nil
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

// nothing is a request that says nothing more than its path, and an answer without words.
type nothing struct{}

var silent = reflect.TypeFor[nothing]()

// get registers an operation that only reads.
func get[I, B any](s *Server, o operation, fn func(tx *db.Tx, c *call, in *I) (B, error)) {
	s.read(o, reflect.TypeFor[I](), reflect.TypeFor[B](), reflect.ValueOf(fn))
}

func (s *Server) read(o operation, in, out reflect.Type, fn reflect.Value) {
	o.method, o.role = http.MethodGet, party.Reader
	s.register(o, in, out, func(ctx context.Context, c *call, in reflect.Value) (reflect.Value, error) {
		return see(ctx, c, func(tx *db.Tx) (reflect.Value, error) {
			return outcome(fn.Call([]reflect.Value{reflect.ValueOf(tx), reflect.ValueOf(c), in}))
		})
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
	s.act(o, reflect.TypeFor[I](), asked(run), reflect.ValueOf(show))
}

func (s *Server) act(o operation, in reflect.Type, run answering, show reflect.Value) {
	o.versioned = o.versioned || reflect.PointerTo(in).Implements(reflect.TypeFor[expecting]())
	result, out := show.Type().In(0), show.Type().Out(0)
	s.register(o, in, out, func(ctx context.Context, c *call, in reflect.Value) (reflect.Value, error) {
		said := act.Said{Keep: func(did any) ([]byte, error) {
			r := reflect.ValueOf(did)
			if !r.IsValid() || !r.Type().AssignableTo(result) {
				r = reflect.Zero(result)
			}
			return json.Marshal(show.Call([]reflect.Value{r})[0].Interface())
		}}
		did, err := run(c.under(ctx, in.Interface(), &said), c, in)
		if err != nil {
			return reflect.Value{}, err
		}
		if said.Earlier == nil {
			return show.Call([]reflect.Value{did})[0], nil
		}
		body := reflect.New(out)
		err = json.Unmarshal(said.Earlier, body.Interface())
		return body.Elem(), err
	})
}

// silently registers an act of which there is nothing to say.
func silently[I any](s *Server, o operation, run func(ctx context.Context, c *call, in *I) error) {
	s.hush(o, reflect.TypeFor[I](), reflect.ValueOf(run))
}

func (s *Server) hush(o operation, in reflect.Type, run reflect.Value) {
	s.register(o, in, silent, func(ctx context.Context, c *call, in reflect.Value) (reflect.Value, error) {
		said := act.Said{Keep: func(any) ([]byte, error) { return []byte("{}"), nil }}
		ctx = c.under(ctx, in.Interface(), &said)
		err, _ := run.Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(c), in})[0].Interface().(error)
		return reflect.ValueOf(nothing{}), err
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
