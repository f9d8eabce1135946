package web

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// ContentSecurityPolicy lets a page load what Kroon itself serves and nothing else: no inline
// script or style, no frame, no form to elsewhere.
const ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// FramingPolicy is that of a page which shows something of Kroon's own in a frame.
const FramingPolicy = ContentSecurityPolicy + "; frame-src 'self'"

// LetterPolicy is that of a mail as its reader gets it, in such a frame: it has its style with it, as a mail must,
// and can do or fetch nothing.
const LetterPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

type requestKey struct{}

// RequestID names the request in the log and in what is done for it; empty outside a request.
func RequestID(ctx context.Context) string {
	name, _ := ctx.Value(requestKey{}).(string)
	return name
}

// Handler puts the outer doors around mux: a name for the request and a line in the log, rescue from
// a panic, security headers, refusal of other sites' forms, a limit on the body, and pages for what
// does not exist.
func (s *Site) Handler(mux *http.ServeMux) http.Handler {
	guard := http.NewCrossOriginProtection()
	if err := guard.AddTrustedOrigin(s.cfg.BaseURL.Scheme + "://" + s.cfg.BaseURL.Host); err != nil {
		panic(fmt.Sprintf("web: base URL: %v", err))
	}
	guard.SetDenyHandler(s.refuseAll(fault.New(fault.Forbidden, "web.cross_origin")))
	return s.logged(s.rescued(s.headed(guard.Handler(s.limited(mux)))))
}

// refuseAll answers every request with the same refusal.
func (s *Site) refuseAll(err error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, failed := s.view(r, false)
		if failed == nil {
			failed = err
		}
		s.refuse(w, r, v, failed)
	})
}

func (s *Site) limited(mux *http.ServeMux) http.Handler {
	unknown := s.refuseAll(fault.New(fault.NotFound, "web.not_found"))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler, pattern := mux.Handler(r)
		if pattern == "" {
			s.unmatched(w, r, handler, unknown)
			return
		}
		limit := s.bodies[pattern]
		if limit == 0 {
			limit = MaxBody
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		mux.ServeHTTP(w, r)
	})
}

// unmatched answers what no route matches: a page that does not exist, or a method it does not have.
func (s *Site) unmatched(w http.ResponseWriter, r *http.Request, found, unknown http.Handler) {
	probe := &recorded{ResponseWriter: discard{http.Header{}}}
	found.ServeHTTP(probe, r)
	if probe.code != http.StatusMethodNotAllowed {
		unknown.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Allow", probe.Header().Get("Allow"))
	w.WriteHeader(http.StatusMethodNotAllowed)
}

// headed sets the headers that every answer has.
func (s *Site) headed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", ContentSecurityPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Request-Id", RequestID(r.Context()))
		if s.Secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// rescued turns a panic into an incident page, unless the answer had already begun.
func (s *Site) rescued(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			err := fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			if out, ok := w.(*recorded); ok && out.code != 0 {
				s.incident(r, err)
				panic(http.ErrAbortHandler)
			}
			s.refuseAll(err).ServeHTTP(w, r)
		}()
		next.ServeHTTP(w, r)
	})
}

// logged names the request and writes one line about it. The path is left out, because customers'
// links are secrets; the pattern of the route says enough.
func (s *Site) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := id.New[id.Any](s.cfg.IDs).String()
		r = r.WithContext(context.WithValue(r.Context(), requestKey{}, name))
		out := &recorded{ResponseWriter: w}
		began := s.cfg.Clock.Now()
		next.ServeHTTP(out, r)
		s.cfg.Log.InfoContext(r.Context(), "request", "request", name, "method", r.Method, "route", routeOf(r),
			"code", max(out.code, http.StatusOK), "bytes", out.bytes, "took", s.cfg.Clock.Now().Sub(began))
	})
}

// routeOf is the pattern that the request matched, without its method.
func routeOf(r *http.Request) string {
	if _, path, ok := strings.Cut(r.Pattern, " "); ok {
		return path
	}
	return r.Pattern
}

// recorded remembers what was answered, for the log and for the rescue.
type recorded struct {
	http.ResponseWriter
	code  int
	bytes int64
}

func (w *recorded) WriteHeader(code int) {
	if w.code == 0 && !slices.Contains([]int{http.StatusContinue, http.StatusEarlyHints, http.StatusProcessing}, code) {
		w.code = code
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *recorded) Write(p []byte) (int, error) {
	if w.code == 0 {
		w.code = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection, to flush and to set deadlines.
func (w *recorded) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// discard is an answer nobody reads.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}
