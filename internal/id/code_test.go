package id_test

import (
	"strings"
	"testing"

	"kroon/internal/id"
)

// FuzzCode: what is read as a code is one, says itself the same, and one wrong sign makes it none.
func FuzzCode(f *testing.F) {
	for _, text := range []string{"", "222222", "22222 2", "K3-NT.7Q", "k3nt7q", "OIL01", "2222222222222", "\u0131\u017f2222", "２２２２２２"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, is := id.ParseCode(text)
		if !is {
			return
		}
		if again, is := id.ParseCode(strings.ToLower(string(code))); !is || again != code {
			t.Errorf("%q is %q, and then %q", text, code, again)
		}
		for at := range len(code) {
			wrong := "2"
			if code[at] == '2' {
				wrong = "3"
			}
			if _, is := id.ParseCode(string(code[:at]) + wrong + string(code[at+1:])); is {
				t.Errorf("%q with another sign at %d is a code too", code, at)
			}
		}
	})
}

// FuzzID: what is read as an id is written the same. Thirty-two noughts are read as the zero id, which names nothing
// and is written as nothing.
func FuzzID(f *testing.F) {
	for _, text := range []string{"", "01900000-0000-7000-8000-000000000000", "01900000000070008000000000000000", "{01900000-0000-7000-8000-000000000000}", "urn:uuid:01900000-0000-7000-8000-000000000000"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := id.Parse[id.Any](text)
		if err == nil && !read.IsZero() && !strings.EqualFold(read.String(), text) {
			t.Errorf("%q is read as %s", text, read)
		}
	})
}
