package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// Problem says what went wrong (RFC 9457). Key is for programs, Detail for people.
type Problem struct {
	Type     string         `json:"type" format:"uri" doc:"Where the key is explained."`
	Title    string         `json:"title" doc:"What sort of problem it is, in the language of Accept-Language."`
	Status   int            `json:"status" doc:"The HTTP status."`
	Detail   string         `json:"detail" doc:"What happened and what to do now, for people; may change."`
	Instance string         `json:"instance,omitempty" format:"uri" doc:"The incident, when the fault is ours: name its code when asking for support."`
	Key      string         `json:"key" doc:"The code of the problem, for programs; does not change." example:"promise.infeasible"`
	Field    string         `json:"field,omitempty" doc:"The field of the request that it is about."`
	Args     map[string]any `json:"args,omitempty" doc:"The values in the sentence, such as the first feasible time."`
	Choices  []DueView      `json:"choices,omitempty" doc:"The readings of a due time in words that has more than one."`
}

// problemType is the media type of a problem.
const problemType = "application/problem+json"

// headers are what a problem of its status comes with.
func (p *Problem) headers() http.Header {
	h := http.Header{}
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="kroon"`)
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "2")
	case http.StatusTooManyRequests:
		h.Set("Retry-After", fmt.Sprint(p.Args["seconds"]))
	}
	return h
}

// ambiguous is a due time in words with more than one reading.
type ambiguous struct {
	error
	question string // to ask back; empty where there is none
	choices  []DueView
}

// Unwrap gives the fault.
func (a ambiguous) Unwrap() error { return a.error }

// special are the keys whose status does not follow from their kind.
var special = map[string]int{
	"access.bad_token":    http.StatusUnauthorized,
	"access.wrong_tokens": http.StatusTooManyRequests,
	"api.no_token":        http.StatusUnauthorized,
	"api.bad_json":        http.StatusBadRequest,
	"api.bad_text":        http.StatusBadRequest,
	"api.too_large":       http.StatusRequestEntityTooLarge,
	"api.not_json":        http.StatusUnsupportedMediaType,
	"api.bad_method":      http.StatusMethodNotAllowed,
	"api.no_version":      http.StatusPreconditionFailed,
	"api.never_stale":     http.StatusPreconditionFailed,
	"api.too_slow":        http.StatusRequestTimeout,
}

// overtaken are the keys that say that somebody else was first.
var overtaken = map[string]bool{
	"promise.changed": true, "intake.changed_meanwhile": true, "customer.changed_meanwhile": true,
	"team.changed_meanwhile": true, "organisation.changed_meanwhile": true,
}

// statusOf maps a fault to a status of HTTP. Who named a version that no longer stands gets 412.
func statusOf(f *fault.Error, conditional bool) int {
	if status, is := special[f.Key]; is {
		return status
	}
	switch f.Kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Conflict, fault.TooLate:
		if conditional && overtaken[f.Key] {
			return http.StatusPreconditionFailed
		}
		return http.StatusConflict
	case fault.Busy:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// problem says an error to whoever asked. What is no fault of theirs gets a code to name, and is logged
// under it.
func (s *Server) problem(c *call, err error) *Problem {
	f := fault.Of(err)
	p := &Problem{Status: statusOf(f, c.conditional), Key: f.Key, Field: f.Field, Args: f.Args}
	var words ambiguous
	if errors.As(err, &words) {
		p.Choices = words.choices
	}
	if f.Kind == fault.Internal {
		code := string(id.NewCode(s.cfg.Acts.DB.IDs(), id.MinCode))
		p.Key, p.Field, p.Args = "internal", "", fault.Args{"incident": code}
		p.Instance = "urn:kroon:incident:" + code
		s.cfg.Log.Error("incident", "incident", code, "error", err.Error(), "request", c.request, "route", c.route)
	}
	p.Type = s.cfg.Link("/api/problems/" + p.Key)
	p.Title = c.printer.T("api.title." + strings.ReplaceAll(strings.ToLower(http.StatusText(p.Status)), " ", "_"))
	if p.Detail = words.question; p.Detail == "" {
		p.Detail = c.printer.Fill(p.Key, p.Args)
	}
	return p
}

// refuse answers with a problem from outside the operations.
func (s *Server) refuse(w http.ResponseWriter, c *call, err error) {
	p := s.problem(c, err)
	for name, values := range p.headers() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		s.cfg.Log.Debug("answer not taken", "request", c.request, "error", err)
	}
}
