package commandline

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// verb is a place on the command line: the program itself, a group such as "staff", or what can be run.
type verb struct {
	name   string
	help   string
	above  *verb
	target reflect.Value // the struct; addressable
	flags  []*value
	args   []*value
	below  []*verb
}

// value is what a flag or an argument gives, with what its tags say.
type value struct {
	name, help, env, holder string
	fallback                string // used when nothing is given
	hasFallback             bool
	kind                    string // "path" or "existingfile", or empty
	oneOf                   []string
	required                bool
	target                  reflect.Value
	given                   bool
}

func (v *value) isBool() bool { return v.target.Kind() == reflect.Bool }

func (v *value) isList() bool { return v.target.Kind() == reflect.Slice }

// shape reads the tags of a struct. What it does not know is a mistake of the programmer.
func (n *verb) shape(s reflect.Value) {
	for i := range s.NumField() {
		field, target := s.Type().Field(i), s.Field(i)
		if _, is := field.Tag.Lookup("cmd"); is {
			sub := &verb{name: nameOf(field), help: field.Tag.Get("help"), above: n, target: target}
			sub.shape(target)
			n.below = append(n.below, sub)
			continue
		}
		if field.Anonymous && field.Type.Kind() == reflect.Struct {
			n.shape(target)
			continue
		}
		v := &value{
			name: nameOf(field), help: field.Tag.Get("help"), env: field.Tag.Get("env"), holder: field.Tag.Get("placeholder"),
			kind: field.Tag.Get("type"), target: target,
		}
		v.fallback, v.hasFallback = field.Tag.Lookup("default")
		_, v.required = field.Tag.Lookup("required")
		if enum := field.Tag.Get("enum"); enum != "" {
			v.oneOf = strings.Split(enum, ",")
		}
		if kind := field.Type.Kind(); kind != reflect.String && kind != reflect.Bool && field.Type != reflect.TypeFor[[]string]() {
			panic(fmt.Sprintf("commandline: %s is a %s", field.Name, field.Type))
		}
		if _, is := field.Tag.Lookup("arg"); is {
			v.required = true
			n.args = append(n.args, v)
		} else {
			n.flags = append(n.flags, v)
		}
	}
}

// nameOf is the name of a field on the command line: BaseURL is base-url.
func nameOf(f reflect.StructField) string {
	if name := f.Tag.Get("name"); name != "" {
		return name
	}
	var out strings.Builder
	letters := []rune(f.Name)
	for i, r := range letters {
		capital := func(at int) bool { return at < len(letters) && letters[at] >= 'A' && letters[at] <= 'Z' }
		if i > 0 && capital(i) && (!capital(i-1) || i+1 < len(letters) && !capital(i+1)) {
			out.WriteByte('-')
		}
		out.WriteRune(r)
	}
	return strings.ToLower(out.String())
}

// words are how one gets here: "staff add".
func (n *verb) words() string {
	if n.above == nil {
		return n.name
	}
	return n.above.words() + " " + n.name
}

// all is every flag that can be given here, the outermost first.
func (n *verb) all() []*value {
	if n.above == nil {
		return n.flags
	}
	return slices.Concat(n.above.all(), n.flags)
}
