package web

import (
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"
)

// shortcuts are the keys of the desk, for the dialog that ? opens.
var shortcuts = []struct{ Press, Does string }{
	{"web.keys.question_press", "web.keys.question"},
	{"web.keys.another_press", "web.keys.another"},
	{"web.keys.slash_press", "web.keys.find"},
	{"web.keys.find_press", "web.keys.find"},
	{"web.keys.steps_press", "web.keys.steps"},
	{"web.keys.half_press", "web.keys.half"},
	{"web.keys.answer_press", "web.keys.answer"},
	{"web.keys.log_press", "web.keys.log"},
	{"web.keys.undo_press", "web.keys.undo"},
	{"web.keys.escape_press", "web.keys.escape"},
	{"web.keys.rows_press", "web.keys.rows"},
	{"web.keys.row_press", "web.keys.row"},
	{"web.keys.tried_press", "web.keys.tried"},
	{"web.keys.keys_press", "web.keys.keys"},
}

// undoWords are the words with which the browser counts down: for one second and for more, apart by a bar,
// # being the figure.
func (v *View) undoWords() string {
	return strings.Replace(v.T("web.undo_left", "n", 1), "1", "#", 1) + "|" + strings.Replace(v.T("web.undo_left", "n", 2), "2", "#", 1)
}

// Begun is a text with a capital at its beginning.
func Begun(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// small is a text with a small letter at its beginning, but for what is written in capitals: "SMS".
func small(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if next, _ := utf8.DecodeRuneInString(text[size:]); size == 0 || unicode.IsUpper(next) {
		return text
	}
	return string(unicode.ToLower(first)) + text[size:]
}

// colorScheme is what the browser's own parts follow.
func (v *View) colorScheme() string {
	if v.Theme == ThemeSystem {
		return "light dark"
	}
	return string(v.Theme)
}

// refusalTitle is the heading of a refusal: in a few words what sort it is.
func (v *View) refusalTitle(f Refusal) string {
	switch f.Code {
	case http.StatusNotFound:
		return v.T("web.title.not_found")
	case http.StatusForbidden:
		return v.T("web.title.forbidden")
	case http.StatusGone:
		return v.T("web.title.gone")
	case http.StatusConflict:
		return v.T("web.title.conflict")
	case http.StatusServiceUnavailable:
		return v.T("web.title.busy")
	case http.StatusInternalServerError:
		return v.T("web.title.internal")
	}
	return v.T("web.title.invalid", "n", len(f.faults))
}

// Left is how long there still is until due, or how long ago it was, as people glance at it:
// minutes within the hour, then hours, then days. Both ends of a minute count as begun.
func (v *View) Left(due time.Time) string {
	d := due.Sub(v.Now)
	if d < 0 {
		d = -d
	}
	switch minutes := int(d / time.Minute); {
	case minutes < 60:
		return v.T("web.due.minutes", "n", minutes)
	case minutes < 48*60:
		return v.T("web.due.hours", "n", minutes/60)
	default:
		return v.T("web.due.days", "n", minutes/60/24)
	}
}

// clockOrDay is the time of day of due, with the day before it where that is not today: "14:45", "morgen 14:45".
func (v *View) clockOrDay(due time.Time) string {
	day := v.DayDate(due, v.Now)
	switch near := v.Day(due, v.Now); {
	case v.DayDate(v.Now, v.Now) == day:
		return v.Clock(due)
	case near != day:
		return near + " " + v.Clock(due)
	}
	return v.ShortDate(due, v.Now) + " " + v.Clock(due)
}

// countWords are the words with which the browser counts on: minutes, hours and days, # being the
// figure, each for one and for more, apart by bars.
func (v *View) countWords() string {
	var words []string
	for _, key := range []string{"web.due.minutes", "web.due.hours", "web.due.days"} {
		words = append(words, strings.Replace(v.T(key, "n", 1), "1", "#", 1), strings.Replace(v.T(key, "n", 2), "2", "#", 1))
	}
	return strings.Join(words, "|")
}

// fieldID is the id of a field's input, to which a refusal leads.
func fieldID(name string) string { return "f-" + name }

func (f Field) id() string { return fieldID(f.Name) }

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// shown is the value to show again; a password never is.
func (f Field) shown() string {
	if f.Type == "password" {
		return ""
	}
	return f.Value
}

// attributes are those that an input, an area and a list share.
func (f Field) attributes() templ.Attributes {
	a := templ.Attributes{"name": f.Name, "id": f.id()}
	var described []string
	if f.Hint != "" {
		described = append(described, f.id()+"-hint")
	}
	if f.Refusal.On(f.Name) != "" {
		a["aria-invalid"] = "true"
		described = append(described, f.id()+"-wrong")
	}
	if len(described) > 0 {
		a["aria-describedby"] = strings.Join(described, " ")
	}
	if f.Example != "" {
		a["placeholder"] = f.Example
	}
	if f.Fill != "" {
		a["autocomplete"] = f.Fill
	}
	if f.Required {
		a["required"] = true
	}
	if f.Focus {
		a["autofocus"] = true
	}
	return a
}

func (s Search) action() string {
	if s.Action == "" {
		return "/customers"
	}
	return s.Action
}

func (s Search) into() string {
	if s.Into == "" {
		return s.Name + "-found"
	}
	return s.Into
}

// Fit is how well a time fits, with how often such a one was kept here where that is known: "ruim, lukt bijna altijd".
func (v *View) Fit(verdict, chance string) string {
	fit := v.T("promise.verdict." + verdict)
	if chance == "" {
		return fit
	}
	return v.T("promise.chance", "verdict", fit, "chance", v.T("promise.chance."+chance))
}
