package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// Refusal is why something was not done, in sentences for the person who asked: what happened, what
// of the input is kept, what to do now. The zero Refusal refuses nothing.
type Refusal struct {
	Code     int    // of HTTP; 0 when nothing is refused
	Incident string // to name when asking for support; empty unless the fault is ours
	faults   []said
	brief    bool // at a field stands the first sentence alone
}

type said struct {
	Field, Sentence string
	Label           string // of the field, where the box above the form names it
}

// Named has the box above the form name each field that is wrong, by its label.
func (f Refusal) Named(label func(field string) string) Refusal {
	named := make([]said, len(f.faults))
	for i, one := range f.faults {
		one.Label = label(one.Field)
		named[i] = one
	}
	f.faults = named
	return f
}

// Refused tells whether anything was refused.
func (f Refusal) Refused() bool { return len(f.faults) > 0 }

// On is the sentence to show at a field; empty when nothing is wrong with it.
func (f Refusal) On(field string) string {
	for _, one := range f.faults {
		if one.Field == field && field != "" {
			if f.brief {
				return firstSentence(one.Sentence)
			}
			return one.Sentence
		}
	}
	return ""
}

// Brief has each field say only what is wrong with it, where room is scarce; the box above the form says all.
func (f Refusal) Brief() Refusal {
	f.brief = true
	return f
}

// firstSentence ends at the first stop outside the words that are quoted.
func firstSentence(text string) string {
	quoted := 0
	for i, sign := range text {
		switch {
		case sign == '“':
			quoted++
		case sign == '”':
			quoted--
		case quoted <= 0 && strings.ContainsRune(".?!;", sign) && strings.HasPrefix(text[i+1:], " "):
			return strings.TrimSuffix(text[:i+1], ";")
		}
	}
	return text
}

// pointed is the sentence of a fault with its field before it, where that has a name.
func (v *View) pointed(one said) string {
	if one.Label == "" {
		return one.Sentence
	}
	return v.T("web.wrong_at", "field", one.Label, "sentence", one.Sentence)
}

// codeOf maps a kind of fault to a code of HTTP. What is too late is gone when asked for, and in
// conflict with the present when done.
func codeOf(kind fault.Kind, method string) int {
	switch kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooLate:
		if method == http.MethodGet || method == http.MethodHead {
			return http.StatusGone
		}
		return http.StatusConflict
	case fault.Busy:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// leaves takes errors.Join apart: one form can have several faults.
func leaves(err error) []error {
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return []error{err}
	}
	var out []error
	for _, one := range joined.Unwrap() {
		out = append(out, leaves(one)...)
	}
	return out
}

// refusal says an error to the person of v. What is not a fault is ours: it gets a code to name, and
// is logged under it.
func (s *Site) refusal(r *http.Request, v *View, err error) Refusal {
	var f Refusal
	for _, one := range leaves(err) {
		var tooLarge *http.MaxBytesError
		if errors.As(one, &tooLarge) {
			f.Code = http.StatusRequestEntityTooLarge
			f.faults = append(f.faults, said{Sentence: v.T("web.too_large")})
			continue
		}
		found := fault.Of(one)
		code := codeOf(found.Kind, r.Method)
		if code > f.Code {
			f.Code = code
		}
		if code == http.StatusInternalServerError {
			f = Refusal{Code: code, Incident: s.incident(r, one)}
			f.faults = []said{{Sentence: v.T("internal", "incident", f.Incident)}}
			return f
		}
		f.faults = append(f.faults, said{Field: found.Field, Sentence: v.Fill(found.Key, found.Args)})
	}
	return f
}

// incident logs what went wrong on our side under a code that can be said over the phone.
func (s *Site) incident(r *http.Request, err error) string {
	code := string(id.NewCode(s.cfg.IDs, id.MinCode))
	s.cfg.Log.ErrorContext(r.Context(), "incident", "incident", code, "error", err.Error(),
		"request", RequestID(r.Context()), "route", r.Method+" "+routeOf(r))
	return code
}

// refuse answers a request that came to nothing: with a page, or, when a page asked for a part of
// itself, with a notice above what stands there.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, v *View, err error) {
	f := s.refusal(r, v, err)
	w.Header().Set("Cache-Control", "no-store")
	if f.Code == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "2")
	}
	var page templ.Component
	switch {
	case !acceptsHTML(r):
		http.Error(w, f.faults[0].Sentence, f.Code)
		return
	case IsPart(r):
		w.Header().Set("HX-Retarget", "#notices")
		w.Header().Set("HX-Reswap", "innerHTML")
		page = FaultBox(v, f)
	case v.SignedIn:
		page = deskRefusal(v, f)
	default:
		page = plainRefusal(v, f)
	}
	if failed := renderCode(w, r, f.Code, page); failed != nil {
		s.incident(r, failed)
		http.Error(w, f.faults[0].Sentence, f.Code)
	}
}

func acceptsHTML(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	return accept == "" || strings.Contains(accept, "text/html") || strings.Contains(accept, "*/*")
}

// Again shows a form again with what was typed and why it was refused. The form reads the sentence
// of each field from the refusal.
func Again(w http.ResponseWriter, r *http.Request, err error, form func(Refusal) templ.Component) error {
	v := ViewOf(r)
	f := v.site.refusal(r, v, err)
	return renderCode(w, r, f.Code, form(f))
}
