package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kroon/internal/fault"
)

const maxFields = 500 // fields of one form

// Form is what somebody filled in. Its readers trim, note what is wrong, and go on, so that a person
// hears everything at once: read all fields, then ask Err.
type Form struct {
	values url.Values
	faults []error
}

// ReadForm reads the posted fields. Text that is not UTF-8 or carries a zero byte is refused with
// the name of its field. Reading the same request twice gives the same form.
func ReadForm(r *http.Request) (*Form, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); r.Header.Get("Content-Type") != "" &&
		(err != nil || kind != "application/x-www-form-urlencoded") {
		return nil, fault.New(fault.Invalid, "web.form_unreadable")
	}
	if err := r.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, err
		}
		return nil, fault.New(fault.Invalid, "web.form_unreadable").Because(err)
	}
	return read(r.PostForm)
}

// ReadQuery reads the fields of a GET form, such as a search.
func ReadQuery(r *http.Request) (*Form, error) { return read(r.URL.Query()) }

func read(values url.Values) (*Form, error) {
	if len(values) > maxFields {
		return nil, fault.New(fault.Invalid, "web.form_unreadable")
	}
	for name, all := range values {
		for _, value := range all {
			if !utf8.ValidString(name) || !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				return nil, fault.New(fault.Invalid, "web.not_text").On(strings.ToValidUTF8(name, "?"))
			}
		}
	}
	return &Form{values: values}, nil
}

// Refuse notes that something is wrong with a field, beyond what the readers find.
func (f *Form) Refuse(err error) { f.faults = append(f.faults, err) }

// RefuseOn notes what is wrong with a field.
func (f *Form) RefuseOn(field string, err error) { f.Refuse(fault.Of(err).On(field)) }

// Err is everything that is wrong with the form; nil when nothing is.
func (f *Form) Err() error { return errors.Join(f.faults...) }

// Raw is what was typed, for showing it again.
func (f *Form) Raw(name string) string { return f.values.Get(name) }

// Has tells whether the field was sent at all: a ticked box, a pressed button.
func (f *Form) Has(name string) bool { return f.values.Has(name) }

// Text is a field of any lines, trimmed, at most limit characters long, with line ends as \n.
func (f *Form) Text(name string, limit int) string {
	text := strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(f.values.Get(name)))
	f.fits(name, text, limit)
	return text
}

// Line is a field of one line: trimmed, other white space turned into single spaces, control
// characters left out, at most limit characters long.
func (f *Form) Line(name string, limit int) string {
	line := f.line(f.values.Get(name))
	f.fits(name, line, limit)
	return line
}

func (f *Form) line(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// Secret is a field taken to the letter, such as a password, at most limit characters long.
func (f *Form) Secret(name string, limit int) string {
	secret := f.values.Get(name)
	f.fits(name, secret, limit)
	return secret
}

// Lines are the non-empty values of a field that can be sent several times, such as ticked boxes.
func (f *Form) Lines(name string, limit int) []string {
	var out []string
	for _, value := range f.values[name] {
		if line := f.line(value); line != "" {
			f.fits(name, line, limit)
			out = append(out, line)
		}
	}
	return out
}

// Needed is Line that must not stay empty.
func (f *Form) Needed(name string, limit int) string {
	line := f.Line(name, limit)
	if line == "" {
		f.Refuse(fault.New(fault.Invalid, "web.needed").On(name))
	}
	return line
}

// Choice is one of the values offered; the first when the field was not sent.
func (f *Form) Choice(name string, offered ...string) string {
	value := f.Line(name, 200)
	if value == "" && len(offered) > 0 && !slices.Contains(offered, "") {
		return offered[0]
	}
	if !slices.Contains(offered, value) {
		f.Refuse(fault.New(fault.Invalid, "web.not_offered").On(name))
	}
	return value
}

// Int is a whole number from lowest to highest; fallback when the field was left empty.
func (f *Form) Int(name string, lowest, highest, fallback int) int {
	text := f.Line(name, 40)
	if text == "" {
		return fallback
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < lowest || n > highest {
		f.Refuse(fault.New(fault.Invalid, "web.not_between", "lowest", lowest, "highest", highest).On(name))
		return fallback
	}
	return n
}

func (f *Form) fits(name, text string, limit int) {
	if over := utf8.RuneCountInString(text) - limit; over > 0 {
		f.Refuse(fault.New(fault.Invalid, "web.too_long", "limit", limit, "n", over).On(name))
	}
}
