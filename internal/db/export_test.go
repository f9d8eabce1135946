package db

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"testing"

	"kroon/internal/id"
)

// opens is how columns are called that let somebody in.
var opens = regexp.MustCompile(`password|secret|hash|digest|token|sealed|^(private|auth)$`)

// tame are columns with such a name that let nobody in.
var tame = []string{"api_token_scope.token"} // the id of one, whose hash is left out

func TestNoExportOpensADoor(t *testing.T) {
	all, err := migrations(SQLite)
	if err != nil {
		t.Fatal(err)
	}
	found, err := relationsOfFile(context.Background(), migrated(t, all))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]relation{}
	e := &exporting{org: id.Org{1}}
	for _, s := range found {
		names[s.name] = s
		columns, _ := e.of(s)
		for _, column := range columns {
			if opens.MatchString(column) && !slices.Contains(tame, s.name+"."+column) {
				t.Errorf("%s.%s is exported: leave it out (unexported), or say that it lets nobody in (tame)", s.name, column)
			}
		}
	}
	for table, columns := range unexported {
		for _, column := range columns {
			if names[table].name == "" || column != "*" && !slices.Contains(names[table].columns, column) {
				t.Errorf("%s.%s is left out, and is not there", table, column)
			}
		}
	}
}

func TestTextAsJSON(t *testing.T) {
	for text, want := range map[string]string{
		"": `""`, "Anna": `"Anna"`, "a\"b\\c\n": `"a\"b\\c\n"`, "José": `"José"`, "\x00\x1f\t": `"\u0000\u001f\u0009"`, "<&>": `"<&>"`, "a\xffb\xe2\x82": "\"a\ufffdb\ufffd\ufffd\"",
	} {
		if got := string(appendText(nil, []byte(text))); got != want {
			t.Errorf("%q is written %s, want %s", text, got, want)
		}
	}
	one := id.Any{0x01, 0x90, 0xb6, 0xd2, 15: 7}
	if got := string(appendBytes(nil, one[:])); got != `"`+one.String()+`"` {
		t.Errorf("an id is written %s", got)
	}
	if got := string(appendBytes(nil, []byte("abc"))); got != `"YWJj"` {
		t.Errorf("bytes are written %s", got)
	}
}

// Whatever a text holds, whoever reads JSON finds what the standard library would have written.
func FuzzTextAsJSON(f *testing.F) {
	for _, text := range []string{"", "Anna", "a\"b\\c\n", "José \u2028", "\x00", "a\xff", "\xed\xa0\x80", "�"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		reference, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var got, want string
		if err := json.Unmarshal(appendText(nil, []byte(text)), &got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if err := json.Unmarshal(reference, &want); err != nil || got != want {
			t.Errorf("%q is read as %q, want %q (%v)", text, got, want, err)
		}
	})
}
