package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"strconv"
	"strings"
	"unicode/utf8"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/web"
)

// maxBody is the most bytes of a request: the longest texts of a question in four-byte letters, and room.
const maxBody = 128 << 10

// call is one request on its way through.
type call struct {
	server      *Server
	op          *operation
	request     string // its name, in the log and in history
	route       string
	world       web.Organisation
	printer     lang.Printer
	actor       party.Actor
	key         string // Idempotency-Key
	asked       []byte // what must be the same under the same key
	raw         []byte // the body of the request, checked; nil without one
	conditional bool   // it came with If-Match
	seen        int64  // the version named by If-Match; 0: any
	leave       func() // gives its place back
}

type callKey struct{}

func callOf(ctx context.Context) *call {
	c, _ := ctx.Value(callKey{}).(*call)
	return c
}

// ServeHTTP answers a request under /api/. Cookies are never read: a browser that is signed in is nobody here.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	clock, out := s.cfg.Acts.DB.Clock(), &answered{ResponseWriter: w}
	c := &call{server: s, request: id.New[id.Any](s.cfg.Acts.DB.IDs()).String(), printer: lang.For(lang.EN, true, nil), leave: func() {}}
	began := clock.Now()
	s.headers(w.Header(), c)
	defer func() {
		s.cfg.Log.Info("request", "request", c.request, "method", r.Method, "route", c.route,
			"code", out.code, "took", clock.Now().Sub(began))
	}()
	defer func() { c.leave() }()
	defer s.rescue(out, c)
	if err := s.enter(out, r, c); err != nil {
		s.refuse(out, c, err)
		return
	}
	ctx := context.WithValue(db.WithRequest(r.Context(), c.request), callKey{}, c)
	s.mux.ServeHTTP(out, r.WithContext(ctx))
}

func (s *Server) headers(h http.Header, c *call) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Request-Id", c.request)
	if s.cfg.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
}

// rescue turns a panic into an incident, unless the answer had begun: then the connection is cut.
func (s *Server) rescue(out *answered, c *call) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler {
		panic(cause)
	}
	err := fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
	if out.code != 0 {
		s.problem(c, err)
		panic(http.ErrAbortHandler)
	}
	s.refuse(out, c, err)
}

// enter lets a request in, or says why not.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, c *call) error {
	c.printer = lang.For(web.ChooseLang("", r.Header.Get("Accept-Language"), lang.EN), true, nil)
	handler, pattern := s.mux.Handler(r)
	c.op, c.route = s.operations[pattern], pattern
	if c.op == nil || path.Clean(r.URL.Path) != r.URL.Path {
		return s.unmatched(w, r, handler)
	}
	err := s.admit(w, r, c)
	if err != nil {
		return err
	}
	if c.world, err = s.cfg.Organisation(r); err != nil {
		return err
	}
	c.printer = lang.For(web.ChooseLang("", r.Header.Get("Accept-Language"), c.world.Lang), true, c.world.Zone)
	if !c.op.open {
		if err := s.knock(r, c); err != nil {
			return err
		}
	}
	if err := readable(r.URL); err != nil {
		return err
	}
	if err := c.condition(r); err != nil {
		return err
	}
	return c.body(w, r)
}

// admit finds room for a request before anything is looked up. Its body is read before it takes a place, so that nobody
// holds one by sending slowly.
func (s *Server) admit(w http.ResponseWriter, r *http.Request, c *call) error {
	work := c.op.work()
	if err := s.cfg.Admission.Full(work); err != nil {
		return err
	}
	done := func() {}
	if work == web.Intake {
		var err error
		if r.Body, done, err = s.cfg.Admission.Typed(http.MaxBytesReader(w, r.Body, maxBody)); err != nil {
			return err
		}
	}
	leave, err := s.cfg.Admission.Enter(r.Context(), work)
	if err != nil {
		done()
		return err
	}
	c.leave = func() { leave(); done() }
	return nil
}

// unmatched: a path that does not exist, or a method that it does not have.
func (s *Server) unmatched(w http.ResponseWriter, r *http.Request, found http.Handler) error {
	probe := &answered{ResponseWriter: nobody{http.Header{}}}
	found.ServeHTTP(probe, r)
	if probe.code != http.StatusMethodNotAllowed {
		return fault.New(fault.NotFound, "api.no_such_path")
	}
	allow := probe.Header().Get("Allow")
	w.Header().Set("Allow", allow)
	return fault.New(fault.Invalid, "api.bad_method", "allow", allow)
}

// knock finds out for whom the program comes, whether its token carries the scope, and whether they may at all.
func (s *Server) knock(r *http.Request, c *call) error {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return fault.New(fault.Forbidden, "api.no_token")
	}
	actor, err := s.cfg.Door.EnterBearer(r.Context(), c.world.ID, strings.TrimSpace(token), s.cfg.From(r))
	if err != nil {
		return err
	}
	c.actor = actor
	if err := c.needs(c.op.scope); err != nil {
		return err
	}
	if !actor.May(c.op.role) { // the act asks again; here nothing has been looked at yet that could tell what exists
		return fault.New(fault.Forbidden, "act.role", "role", string(c.op.role))
	}
	return nil
}

// needs refuses a token without the scope.
func (c *call) needs(scope string) error {
	if scope == anyToken || c.actor.Allows(scope) {
		return nil
	}
	return fault.New(fault.Forbidden, "api.scope", "scope", scope)
}

// readable refuses parameters that are no text, or that are given twice.
func readable(u *url.URL) error {
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil || !isText(u.Path) {
		return fault.New(fault.Invalid, "api.bad_text")
	}
	for name, values := range query {
		switch {
		case !isText(name), !isText(values[0]):
			return fault.New(fault.Invalid, "api.bad_text").On(name)
		case len(values) > 1:
			return fault.New(fault.Invalid, "api.bad_parameter", "name", name).On(name)
		}
	}
	return nil
}

// isText tells whether every byte is part of a letter, and no letter is NUL.
func isText(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

// condition reads If-Match: the version that was seen, as an ETag gave it.
func (c *call) condition(r *http.Request) error {
	named := strings.TrimSpace(r.Header.Get("If-Match"))
	if named == "" || c.op.method == http.MethodGet {
		return nil
	}
	if !c.op.versioned {
		return fault.New(fault.Conflict, "api.no_version").On("If-Match")
	}
	c.conditional = true
	if named == "*" {
		return nil
	}
	inner, quoted := strings.CutPrefix(named, `"`)
	inner, closed := strings.CutSuffix(inner, `"`)
	version, err := strconv.ParseInt(inner, 10, 64)
	if !quoted || !closed || err != nil || version < 1 {
		return fault.New(fault.Conflict, "api.never_stale").On("If-Match")
	}
	c.seen = version
	return nil
}

// body reads and checks the body.
func (c *call) body(w http.ResponseWriter, r *http.Request) error {
	if c.op.raw {
		c.key, c.asked = r.Header.Get("Idempotency-Key"), []byte(r.Method+" "+r.URL.RequestURI())
		r.Body = http.MaxBytesReader(w, r.Body, act.MaxFile+1)
		return nil
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return fault.New(fault.Invalid, "api.too_large", "max", maxBody>>10)
	case err != nil:
		return fault.New(fault.Invalid, "api.too_slow").Because(err)
	}
	if len(strings.TrimSpace(string(raw))) == 0 {
		raw = []byte("{}")
	} else if err := isJSON(r.Header.Get("Content-Type")); err != nil {
		return err
	}
	if c.op.method == http.MethodPost {
		c.key = r.Header.Get("Idempotency-Key")
		c.asked = []byte(r.Method + " " + r.URL.RequestURI() + "\n" + string(raw))
	}
	if c.op.method == http.MethodGet || c.op.method == http.MethodDelete {
		r.Body = http.NoBody
		return nil
	}
	if err := strict(raw, c.op.body); err != nil {
		return err
	}
	c.raw = raw
	return nil
}

func isJSON(contentType string) error {
	kind, params, err := mime.ParseMediaType(contentType)
	charset := params["charset"]
	if err != nil || kind != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return fault.New(fault.Invalid, "api.not_json").On("Content-Type")
	}
	return nil
}
