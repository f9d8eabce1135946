package api

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
)

// fuzzed is a body with one of every kind of value.
type fuzzed struct {
	Name  string           `json:"name"`
	Since int              `json:"since,omitempty"`
	Open  *bool            `json:"open,omitempty"`
	Other []fuzzed         `json:"other,omitempty"`
	Week  map[string][]int `json:"week,omitempty"`
}

// FuzzStrict: what strict lets through, the standard library reads too, without a key that it would have dropped, and
// writes back so that strict lets it through again.
func FuzzStrict(f *testing.F) {
	for _, body := range []string{
		`{"name":"Mo"}`, `{"name":"Mo","name":"Ja"}`, `{"Name":"Mo"}`, `{"name":"Mo","since":1e3}`, `{"name":null}`, `[]`, ``, `{"name":"\ud800"}`,
		`{"name":"a","other":[{"name":"b","other":[]}],"week":{"mon":[1,2]},"open":true}`, `{"name":"a"} x`, "{\"name\":\"\x00\"}", `{"name":"a","week":{"\u006don":[],"mon":[]}}`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if strict(body, reflect.TypeFor[fuzzed]()) != nil {
			return
		}
		read, reader := fuzzed{}, json.NewDecoder(bytes.NewReader(body))
		reader.DisallowUnknownFields()
		if err := reader.Decode(&read); err != nil {
			t.Fatalf("%q is let through, and not read: %v", body, err)
		}
		again, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		if err := strict(again, reflect.TypeFor[fuzzed]()); err != nil {
			t.Errorf("%q comes back as %q: %v", body, again, err)
		}
	})
}
