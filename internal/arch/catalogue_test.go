package arch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

const catalogueFolder = "internal/lang/catalogue"

// sentence is one entry of a catalogue with its place.
type sentence struct {
	path  string
	line  int
	one   string
	other string
}

func (s sentence) finding(format string, args ...any) finding {
	return finding{s.path, s.line, fmt.Sprintf(format, args...)}
}

// catalogue reads what is said in a language, by key.
func (t *tree) catalogue(lang string) (map[string]sentence, []finding) {
	all := map[string]sentence{}
	var wrong []finding
	for _, name := range t.paths {
		if path.Dir(name) != path.Join(catalogueFolder, lang) {
			continue
		}
		raw, err := fs.ReadFile(t.fsys, name)
		if err == nil {
			err = entries(raw, func(key string, line int, value json.RawMessage) {
				said := read(value)
				said.path, said.line = name, line
				if before, twice := all[key]; twice {
					wrong = append(wrong, said.finding("%s stands in %s:%d already", key, before.path, before.line))
					return
				}
				all[key] = said
			})
		}
		if err != nil {
			wrong = append(wrong, finding{name, 1, err.Error()})
		}
	}
	return all, wrong
}

// entries walks a JSON object in its order, doubles included.
func entries(raw []byte, each func(key string, line int, value json.RawMessage)) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return err
		}
		line := bytes.Count(raw[:decoder.InputOffset()], []byte("\n")) + 1
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		each(fmt.Sprint(key), line, value)
	}
	_, err := decoder.Token()
	return err
}

func read(value json.RawMessage) sentence {
	var said sentence
	if json.Unmarshal(value, &said.other) == nil {
		return said
	}
	var plural struct{ One, Other string }
	if json.Unmarshal(value, &plural) == nil {
		said.one, said.other = plural.One, plural.Other
	}
	return said
}

// malformed says what is wrong with a text by itself: brackets that do not close, a choice that is
// not between two.
func malformed(text string) string {
	rest := choice.ReplaceAllString(placeholder.ReplaceAllString(text, ""), "")
	switch {
	case strings.TrimSpace(text) == "":
		return "says nothing"
	case strings.ContainsAny(rest, "{}[]"):
		return "has a bracket that is neither {placeholder} nor [u|je]"
	}
	return ""
}

var (
	placeholder = regexp.MustCompile(`\{[a-z][a-z0-9_]*\}`)
	choice      = regexp.MustCompile(`\[[^][{}|]*\|[^][{}|]*\]`)
)

// blanks are the names of the placeholders of a text, in order.
func blanks(text string) []string {
	found := map[string]bool{}
	for _, name := range placeholder.FindAllString(text, -1) {
		found[strings.Trim(name, "{}")] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// blanks are the placeholders of either form.
func (s sentence) blanks() []string { return blanks(s.one + s.other) }

// languages compares the two catalogues entry by entry.
func languages(t *tree) (nl, en map[string]sentence, wrong []finding) {
	nl, wrong = t.catalogue("nl")
	en, more := t.catalogue("en")
	wrong = append(wrong, more...)
	for _, key := range slices.Sorted(maps.Keys(nl)) {
		if said, both := en[key]; both {
			wrong = append(wrong, differ(key, nl[key], said)...)
		} else {
			wrong = append(wrong, nl[key].finding("%s is not said in en", key))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(en)) {
		if _, both := nl[key]; !both {
			wrong = append(wrong, en[key].finding("%s is not said in nl", key))
		}
	}
	return nl, en, wrong
}

func differ(key string, nl, en sentence) []finding {
	var out []finding
	for _, said := range []sentence{nl, en} {
		if text := malformed(said.other); text != "" {
			out = append(out, said.finding("%s %s", key, text))
		}
		if said.one == "" {
			continue
		}
		if text := malformed(said.one); text != "" {
			out = append(out, said.finding("%s (one) %s", key, text))
		}
	}
	if path.Base(nl.path) != path.Base(en.path) {
		out = append(out, en.finding("%s stands in %s in nl: keep both under one name", key, path.Base(nl.path)))
	}
	if (nl.one == "") != (en.one == "") {
		out = append(out, en.finding("%s has a plural in one language only: give both {\"one\", \"other\"}", key))
	}
	if a, b := nl.blanks(), en.blanks(); !slices.Equal(a, b) {
		out = append(out, en.finding("%s has placeholders %v in nl and %v in en", key, a, b))
	}
	return out
}
