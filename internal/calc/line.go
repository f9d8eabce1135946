package calc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/worktime"
)

// maxDepth is how deep a line may nest; none of ours goes deeper than six.
const maxDepth = 16

// object is a JSON object that is read field by field. The first thing wrong is kept, so that a reader
// can take all fields and ask once, by done, which also refuses fields that nobody took.
type object struct {
	path   string
	fields map[string]any
	order  []string
	taken  map[string]bool
	failed *error
}

// parse reads one line, strictly: one object in UTF-8, no name twice.
func parse(line []byte) (*object, error) {
	bad := fault.New(fault.Invalid, "calc.not_json")
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(line) {
		return nil, fault.New(fault.Invalid, "calc.not_utf8")
	}
	if !json.Valid(line) {
		return nil, bad
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	value, err := readValue(decoder, "", 0)
	if err != nil {
		return nil, err
	}
	question, ok := value.(*object)
	if !ok {
		return nil, bad
	}
	question.failed = new(error)
	return question, nil
}

func readValue(decoder *json.Decoder, path string, depth int) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, fault.New(fault.Invalid, "calc.too_deep", "max", maxDepth)
	}
	switch token {
	case json.Delim('{'):
		return readObject(decoder, path, depth)
	case json.Delim('['):
		list := []any{}
		for decoder.More() {
			value, err := readValue(decoder, fmt.Sprintf("%s[%d]", path, len(list)), depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err := decoder.Token()
		return list, err
	}
	return token, nil
}

func readObject(decoder *json.Decoder, path string, depth int) (any, error) {
	o := &object{path: path, fields: map[string]any{}, taken: map[string]bool{}}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name := token.(string)
		if _, twice := o.fields[name]; twice {
			return nil, fault.New(fault.Invalid, "calc.double_field").On(o.at(name))
		}
		value, err := readValue(decoder, o.at(name), depth+1)
		if err != nil {
			return nil, err
		}
		o.fields[name] = value
		o.order = append(o.order, name)
	}
	_, err := decoder.Token()
	return o, err
}

func (o *object) at(name string) string {
	if o.path == "" {
		return name
	}
	return o.path + "." + name
}

func (o *object) fail(err error) {
	if *o.failed == nil {
		*o.failed = err
	}
}

// take gives a field, or refuses when it is missing.
func (o *object) take(name string) (any, bool) {
	value, ok := o.fields[name]
	o.taken[name] = true
	if !ok {
		o.fail(fault.New(fault.Invalid, "calc.missing_field").On(o.at(name)))
	}
	return value, ok
}

func (o *object) has(name string) bool { _, ok := o.fields[name]; return ok }

func (o *object) wrong(key, field string) { o.fail(fault.New(fault.Invalid, key).On(field)) }

// text is a field that holds text.
func (o *object) text(name string) string {
	value, ok := o.take(name)
	text, isText := value.(string)
	if ok && !isText {
		o.wrong("calc.want_text", o.at(name))
	}
	return text
}

// moment is a field that holds an instant.
func (o *object) moment(name string) time.Time {
	text := o.text(name)
	if *o.failed != nil {
		return time.Time{}
	}
	t, err := worktime.ParseInstant(text)
	if err != nil {
		o.fail(fault.Of(err).On(o.at(name)))
	}
	return t
}

// number is a field that holds a whole number from 0 to 2^31-1.
func (o *object) number(name string) int {
	value, ok := o.take(name)
	number, isNumber := value.(json.Number)
	n, err := strconv.ParseInt(string(number), 10, 64)
	if ok && (!isNumber || err != nil || n < 0 || n > math.MaxInt32) {
		o.wrong("calc.want_number", o.at(name))
	}
	return int(n)
}

// child is a field that holds an object.
func (o *object) child(name string) *object {
	value, ok := o.take(name)
	child, isObject := value.(*object)
	if !isObject {
		if ok {
			o.wrong("calc.want_object", o.at(name))
		}
		child = &object{path: o.at(name), taken: map[string]bool{}}
	}
	child.failed = o.failed
	return child
}

// list is a field that holds a list.
func (o *object) list(name string) []any {
	value, ok := o.take(name)
	list, isList := value.([]any)
	if ok && !isList {
		o.wrong("calc.want_list", o.at(name))
	}
	return list
}

// texts is a field that holds a list of texts.
func (o *object) texts(name string) []string { return o.allText(o.list(name), o.at(name)) }

// pairs is a field that holds a list of lists of texts.
func (o *object) pairs(name string) [][]string {
	out := [][]string{}
	for i, value := range o.list(name) {
		at := fmt.Sprintf("%s[%d]", o.at(name), i)
		list, isList := value.([]any)
		if !isList {
			o.wrong("calc.want_list", at)
		}
		out = append(out, o.allText(list, at))
	}
	return out
}

func (o *object) allText(list []any, path string) []string {
	out := []string{}
	for i, value := range list {
		text, isText := value.(string)
		if !isText {
			o.wrong("calc.want_text", fmt.Sprintf("%s[%d]", path, i))
		}
		out = append(out, text)
	}
	return out
}

// done refuses fields that were not taken, and tells the first thing that was wrong.
func (o *object) done() error {
	unknown := slices.IndexFunc(o.order, func(name string) bool { return !o.taken[name] })
	if unknown >= 0 {
		o.fail(fault.New(fault.Invalid, "calc.unknown_field").On(o.at(o.order[unknown])))
	}
	return *o.failed
}
