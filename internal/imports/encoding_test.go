package imports

import (
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"kroon/internal/fault"
)

func utf16Of(text string, big bool) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		high, low := byte(unit>>8), byte(unit)
		if !big {
			high, low = low, high
		}
		out.WriteByte(high)
		out.WriteByte(low)
	}
	return out.String()
}

func TestEncodings(t *testing.T) {
	const text = "naam,bedrag\nDaniëlle Çelik 𝄞,€ 5\n"
	western := "naam,bedrag\nDani\xeblle \xc7elik,\x80 5 \x96 ja\n"
	for _, c := range []struct {
		what, file string
		want       Encoding
		reads      string
	}{
		{"UTF-8", text, UTF8, text},
		{"UTF-8 with a mark", "\xef\xbb\xbf" + text, UTF8, text},
		{"UTF-16 little", "\xff\xfe" + utf16Of(text, false), UTF16LE, text},
		{"UTF-16 big", "\xfe\xff" + utf16Of(text, true), UTF16BE, text},
		{"Windows", western, Windows, "naam,bedrag\nDaniëlle Çelik,€ 5 – ja\n"},
		{"UTF-8 with one broken letter", "ëëë,b\n\xeb,d\n", UTF8, "ëëë,b\n\xeb,d\n"},
		{"half a pair", "\xff\xfe" + utf16Of("a", false) + "\x00\xd8" + utf16Of("b", false), UTF16LE, "a\xffb"},
		{"half a letter", "\xff\xfe" + utf16Of("a", false) + "b", UTF16LE, "a\xff"},
	} {
		got, err := Detect(strings.NewReader(c.file), "")
		if err != nil || got != c.want {
			t.Errorf("%s: found %q, %v", c.what, got, err)
			continue
		}
		raw, err := io.ReadAll(decode(strings.NewReader(c.file), got))
		if err != nil || string(raw) != c.reads {
			t.Errorf("%s reads as %q, %v", c.what, raw, err)
		}
	}
	for what, c := range map[string][2]string{
		"empty":                       {"", "imports.empty"},
		"no letters of Windows":       {"a\x81b\x8d\n", "imports.encoding"},
		"UTF-32":                      {"\xff\xfe\x00\x00a\x00\x00\x00", "imports.encoding"},
		"UTF-16 that does not say so": {utf16Of("naam", false), "imports.encoding"},
	} {
		if _, err := Detect(strings.NewReader(c[0]), ""); !fault.Is(err, c[1]) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for text, want := range map[string]Encoding{"caf\xe9": UTF16BE, "\xef\xbb\xbfcafé": UTF8} {
		if got, err := Detect(strings.NewReader(text), UTF16BE); err != nil || got != want {
			t.Errorf("%q, told another: %q, %v; only the mark of a file knows better than its map", text, got, err)
		}
	}
}

// The letters from 0x80 to 0x9f as another program (Python 3.11, cp1252) reads them; · has no letter.
const windowsByOthers = "€·‚ƒ„…†‡ˆ‰Š‹Œ·Ž··‘’“”•–—˜™š›œ·žŸ"

func TestWindowsLetters(t *testing.T) {
	others := []rune(windowsByOthers)
	for b := range 256 {
		want := string(rune(b))
		if b >= 0x80 && b < 0xa0 {
			want = strings.ReplaceAll(string(others[b-0x80]), "·", "\xff")
		}
		got, err := io.ReadAll(decode(strings.NewReader(string([]byte{byte(b)})), Windows))
		if err != nil || string(got) != want {
			t.Errorf("%#x is %q, %v; want %q", b, got, err, want)
		}
	}
}

func FuzzEncodings(f *testing.F) {
	f.Add("\xff\xfea\x00\x00\xd8", 1)
	f.Fuzz(func(t *testing.T, file string, n int) {
		encodings := []Encoding{UTF8, UTF16LE, UTF16BE, Windows}
		if _, err := io.ReadAll(decode(strings.NewReader(file), encodings[uint(n)%4])); err != nil {
			t.Fatal(err)
		}
	})
}
