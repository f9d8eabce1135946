package web

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kroon/internal/fault"
	"kroon/internal/id"
)

func formOf(t testing.TB, body string) (*Form, error) {
	r := httptest.NewRequest("POST", "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return ReadForm(r)
}

func TestWhatIsNoTextIsRefused(t *testing.T) {
	for body, key := range map[string]string{
		"a=%ff": "web.not_text", "a=x%00y": "web.not_text", "%ff=a": "web.not_text", "a=%zz": "web.form_unreadable", "a=%C3%A9": "",
	} {
		if _, err := formOf(t, body); (err != nil) != (key != "") || err != nil && !fault.Is(err, key) {
			t.Errorf("%s: %v, want %q", body, err, key)
		}
	}
	many := url.Values{}
	for i := range maxFields + 1 {
		many.Set(string(rune('a'+i%26))+strings.Repeat("x", i/26), "")
	}
	if _, err := formOf(t, many.Encode()); !fault.Is(err, "web.form_unreadable") {
		t.Errorf("%d fields: %v", len(many), err)
	}
	r := httptest.NewRequest("POST", "/", strings.NewReader(`{"a":1}`))
	r.Header.Set("Content-Type", "application/json")
	if _, err := ReadForm(r); !fault.Is(err, "web.form_unreadable") {
		t.Errorf("JSON: %v", err)
	}
}

func TestFieldsAreReadAsPeopleMeanThem(t *testing.T) {
	f, err := formOf(t, url.Values{
		"line": {"  Zeger \t van\r\nDam\a "}, "text": {"\r\n a\r\nb\rc \n"}, "secret": {" p w "}, "n": {" 12 "}, "many": {"a", " ", "b "},
		"id": {"0190a1b2-c3d4-7000-8000-000000000001"},
	}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Line("line", 50); got != "Zeger van Dam" {
		t.Errorf("line %q", got)
	}
	if got := f.Text("text", 50); got != "a\nb\nc" {
		t.Errorf("text %q", got)
	}
	if got := f.Secret("secret", 50); got != " p w " {
		t.Errorf("secret %q", got)
	}
	if f.Int("n", 1, 12, 5) != 12 || f.Int("absent", 1, 12, 5) != 5 {
		t.Error("numbers")
	}
	if got := f.Lines("many", 5); len(got) != 2 || got[1] != "b" {
		t.Errorf("many %q", got)
	}
	if f.Choice("absent", "a", "b") != "a" || f.Choice("line2", "", "b") != "" {
		t.Error("choices")
	}
	if FormID[id.Promise](f, "id").IsZero() || !FormID[id.Promise](f, "absent").IsZero() {
		t.Error("ids")
	}
	if err := f.Err(); err != nil {
		t.Fatal(err)
	}
	f.Int("n", 13, 20, 0)
	f.Choice("line", "a")
	f.Needed("absent", 5)
	FormID[id.Promise](f, "line")
	if got := len(leaves(f.Err())); got != 4 {
		t.Errorf("%d faults told at once, want 4", got)
	}
}

func TestLimitsCountCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.StringOf(rapid.RuneFrom([]rune("aé€😀\n "))).Draw(t, "typed")
		limit := rapid.IntRange(0, 20).Draw(t, "limit")
		f := &Form{values: url.Values{"x": {typed}}}
		text := f.Text("x", limit)
		if over := utf8.RuneCountInString(text) > limit; over != (f.Err() != nil) {
			t.Fatalf("%q of %d: %v", text, limit, f.Err())
		}
		if f.Raw("x") != typed {
			t.Fatal("what was typed is lost")
		}
	})
}
