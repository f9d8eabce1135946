// Package commandline reads a command line into structs whose tags say what can be given:
//
//	cmd help      a verb; a verb of verbs holds more of them
//	arg help      what is given by its place, always needed
//	help env default enum placeholder required type name    a flag: a string, a list of strings, or yes when given
//
// It reaches no method by a name that is known only while running. The linker leaves out every method that is
// not called, but none at all once a program does that (docs/adr/0020-small.md).
package commandline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Choice is what somebody asked for: a verb to run, or how it is used.
type Choice struct {
	Verb  any    // pointer to the struct of the verb
	Usage string // when that was asked for
}

// Read fills the structs below target, a pointer, by what was given, else by the environment, else by the
// defaults. about says what the program is. An error says which word is wrong, in English.
func Read(target any, program, about string, args []string, env func(string) (string, bool)) (Choice, error) {
	root := &verb{name: program, help: about, target: reflect.ValueOf(target).Elem()}
	root.shape(root.target)
	r := reading{at: root, rest: args}
	err := r.words()
	if r.asked {
		return Choice{Usage: r.at.usage()}, nil
	}
	if err == nil {
		err = r.complete(env)
	}
	return Choice{Verb: r.at.target.Addr().Interface()}, err
}

// reading is how far the words have been read.
type reading struct {
	at    *verb
	rest  []string
	args  int  // how many arguments were given
	plain bool // after "--" nothing is a flag
	asked bool // for help
}

func (r *reading) words() (wrong error) {
	for len(r.rest) > 0 {
		word := r.rest[0]
		r.rest = r.rest[1:]
		var err error
		switch {
		case !r.plain && word == "--":
			r.plain = true
		case !r.plain && (word == "-h" || word == "--help"):
			r.asked = true
			return nil
		case wrong != nil: // only whether help is asked for still matters
		case !r.plain && len(word) > 1 && word[0] == '-':
			err = r.flag(word)
		case len(r.at.below) > 0:
			err = r.down(word)
		case r.args < len(r.at.args):
			r.args++
			err = r.at.args[r.args-1].set(word)
		default:
			err = fmt.Errorf("unexpected argument %s", word)
		}
		if wrong == nil {
			wrong = err
		}
	}
	return wrong
}

func (r *reading) down(word string) error {
	for _, sub := range r.at.below {
		if sub.name == word {
			r.at = sub
			return nil
		}
	}
	return fmt.Errorf("unexpected argument %s", word)
}

func (r *reading) flag(word string) error {
	name, text, has := strings.Cut(strings.TrimPrefix(word, "--"), "=")
	if strings.HasPrefix(word, "--") {
		for _, v := range r.at.all() {
			if v.name != name {
				continue
			}
			switch {
			case has:
			case v.isBool():
				text = "true"
			case len(r.rest) == 0 || len(r.rest[0]) > 1 && r.rest[0][0] == '-':
				return fmt.Errorf("--%s: missing value", name)
			default:
				text = r.rest[0]
				r.rest = r.rest[1:]
			}
			if err := v.set(text); err != nil {
				return fmt.Errorf("--%s: %w", name, err)
			}
			return nil
		}
	}
	return fmt.Errorf("unknown flag %s", strings.SplitN(word, "=", 2)[0])
}

// complete fills what was not given and refuses what is missing.
func (r *reading) complete(env func(string) (string, bool)) error {
	if len(r.at.below) > 0 {
		var names []string
		for _, sub := range r.at.below {
			names = append(names, strconv.Quote(sub.name))
		}
		return fmt.Errorf("expected one of %s", strings.Join(names, ", "))
	}
	if r.args < len(r.at.args) {
		return fmt.Errorf("expected %q", "<"+r.at.args[r.args].name+">")
	}
	var missing []string
	for _, v := range r.at.all() {
		if err := v.complete(env); err != nil {
			return err
		}
		if v.required && !v.given {
			missing = append(missing, v.shown())
		}
	}
	if len(missing) > 0 {
		return errors.New("missing flags: " + strings.Join(missing, ", "))
	}
	return nil
}

func (v *value) complete(env func(string) (string, bool)) error {
	if v.given {
		return nil
	}
	if text, has := env(v.env); v.env != "" && has {
		if err := v.set(text); err != nil {
			return fmt.Errorf("--%s: %w (from %s=%q)", v.name, err, v.env, text)
		}
		return nil
	}
	if v.hasFallback {
		return v.set(v.fallback)
	}
	return nil
}

// set takes a text as the value; of a list, as more of it.
func (v *value) set(text string) error {
	if len(v.oneOf) > 0 && !slices.Contains(v.oneOf, text) {
		return fmt.Errorf("must be one of %q but is %q", v.oneOf, text)
	}
	v.given = true
	switch {
	case v.isBool():
		yes, err := yesOrNo(text)
		v.target.SetBool(yes)
		return err
	case v.isList():
		if text != "" {
			v.target.Set(reflect.AppendSlice(v.target, reflect.ValueOf(strings.Split(strings.TrimSuffix(text, ","), ","))))
		}
		return nil
	case v.kind != "":
		path, err := file(text, v.kind == "existingfile")
		v.target.SetString(path)
		return err
	}
	v.target.SetString(text)
	return nil
}

func yesOrNo(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "true", "1", "yes":
		return true, nil
	case "false", "0", "no":
		return false, nil
	}
	return false, fmt.Errorf("true or false, not %q", text)
}

// file is a path in full, ~ being home; "-" is what comes in or goes out.
func file(path string, mustBe bool) (string, error) {
	if path == "-" {
		return path, nil
	}
	if rest, is := strings.CutPrefix(path, "~/"); is {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	full, err := filepath.Abs(path)
	if err != nil || !mustBe {
		return full, err
	}
	found, err := os.Stat(full)
	if err == nil && found.IsDir() {
		err = fmt.Errorf("%q is a folder", full)
	}
	return full, err
}
