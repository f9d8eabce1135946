package lang

import (
	"encoding/json"
	"io/fs"
	"maps"
	"testing"
)

// The general reader of JSON reads the same in every file.
func TestCataloguesAreJSON(t *testing.T) {
	err := fs.WalkDir(files, "catalogue", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		var general map[string]json.RawMessage
		if err := json.Unmarshal(raw, &general); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := map[string]Sentence{}
		for key, value := range general {
			var s Sentence
			if json.Unmarshal(value, &s.Other) != nil {
				var forms map[string]string
				if err := json.Unmarshal(value, &forms); err != nil {
					t.Fatalf("%s: %s: %v", name, key, err)
				}
				s = Sentence{forms["one"], forms["other"]}
			}
			want[key] = s
		}
		got := map[string]Sentence{}
		tell := func(key string, s Sentence) {
			if _, twice := got[key]; twice {
				t.Errorf("%s has %s twice: the second hides the first", name, key)
			}
			got[key] = s
		}
		if err := (&reader{string(raw)}).sentences(tell); err != nil || !maps.Equal(got, want) {
			t.Errorf("%s is read otherwise (%v)", name, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBrokenCatalogues(t *testing.T) {
	for _, text := range []string{
		"", "{", `{"a"}`, `{"a": }`, `{"a": "b"`, `{"a": "b",}`, `{"a": "b"} x`, `{"a": "b", "c"`, `{"a": {"two": "b"}}`,
		`{"a": 1}`, `{"a": ["b"]}`, `{"a": "b}`, `{"a": "\x"}`, "{\"a\": \"b\nc\"}", `{a: "b"}`, `{"a": {"one": "b"}`,
	} {
		if err := (&reader{text}).sentences(func(string, Sentence) {}); err == nil {
			t.Errorf("%s is read", text)
		}
	}
	got := map[string]Sentence{}
	good := ` {"a" : "b\"c", "d": {"other": "e", "one": "\u00e9"}, "f": {}, "g": ""} `
	err := (&reader{good}).sentences(func(key string, s Sentence) { got[key] = s })
	if want := (map[string]Sentence{"a": {Other: `b"c`}, "d": {"\u00e9", "e"}, "f": {}, "g": {}}); err != nil || !maps.Equal(got, want) {
		t.Errorf("read as %+v, %v", got, err)
	}
}
