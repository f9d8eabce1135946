package lang

import (
	"encoding/json"
	"errors"
	"strings"
)

// reader reads a file of a catalogue: an object of sentences, each a text or {"one": "..", "other": ".."}. It is read at every
// start, so it is read by what it is; the general reader of JSON takes ten times as long. Texts are parts of the file
// itself, but for the few with an escaped sign.
type reader struct{ rest string }

var errCatalogue = errors.New("lang: not a catalogue")

// sentences tells every sentence in the order of the file.
func (r *reader) sentences(tell func(key string, s Sentence)) error {
	err := r.object(func(key string) (err error) {
		s := Sentence{}
		if r.next() == '"' {
			s.Other, err = r.text()
		} else {
			err = r.object(func(form string) (err error) {
				switch form {
				case "one":
					s.One, err = r.text()
				case "other":
					s.Other, err = r.text()
				default:
					err = errCatalogue
				}
				return err
			})
		}
		tell(key, s)
		return err
	})
	if err == nil && r.next() != 0 {
		err = errCatalogue
	}
	return err
}

// object reads an object; value reads what stands with a key.
func (r *reader) object(value func(key string) error) error {
	if !r.take('{') {
		return errCatalogue
	}
	if r.take('}') {
		return nil
	}
	for {
		key, err := r.text()
		if err == nil && !r.take(':') {
			err = errCatalogue
		}
		if err == nil {
			err = value(key)
		}
		switch {
		case err != nil:
			return err
		case r.take(','):
		case r.take('}'):
			return nil
		default:
			return errCatalogue
		}
	}
}

// text reads a text between quotes.
func (r *reader) text() (text string, err error) {
	if r.next() != '"' {
		return "", errCatalogue
	}
	for end := 1; end < len(r.rest); end++ {
		switch c := r.rest[end]; {
		case c == '"':
			text, r.rest = r.rest[1:end], r.rest[end+1:]
			return text, nil
		case c == '\\':
			return r.escaped()
		case c < ' ':
			return "", errCatalogue
		}
	}
	return "", errCatalogue
}

// escaped reads a text in which something is escaped.
func (r *reader) escaped() (text string, err error) {
	from := json.NewDecoder(strings.NewReader(r.rest))
	if err = from.Decode(&text); err == nil {
		r.rest = r.rest[from.InputOffset():]
	}
	return text, err
}

// next is the sign that comes, past white space; 0 at the end.
func (r *reader) next() byte {
	r.rest = strings.TrimLeft(r.rest, " \n\t\r")
	if r.rest == "" {
		return 0
	}
	return r.rest[0]
}

func (r *reader) take(sign byte) bool {
	if r.next() != sign {
		return false
	}
	r.rest = r.rest[1:]
	return true
}
