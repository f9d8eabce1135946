package file

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"kroon/internal/fault"
)

// In whatever pieces a file comes, it is the same; what is taken has a name that is safe and says what it is.
func FuzzInspect(f *testing.F) {
	for name, bytes := range map[string]string{
		"a.pdf": "%PDF-1.7", "a.txt": "hello", "a.exe. ": "MZ", "../../b.docx": "PK\x03\x04" + strings.Repeat("\x00", 22) + "\x05\x00\x00\x00word/", "c.eml": "From: a\nTo: b\n\n<html>",
		"CON.txt": "x", "lpt1.x.csv": "a,b", "\u202etxt.exe": "a", "x.exe..": "a", "z.zip": "PK\x05\x06" + strings.Repeat("\x00", 18), "m.xlsx": "PK\x03\x04vbaProject.bin", "h.heic": "\x00\x00\x00\x18ftypheic",
	} {
		f.Add(name, []byte(bytes), 3)
	}
	f.Fuzz(func(t *testing.T, name string, bytes []byte, at int) {
		whole, parted := NewInspector(), NewInspector()
		at = int(uint(at) % uint(len(bytes)+1))
		for _, err := range []error{pass(whole, bytes), pass(parted, bytes[:at]), pass(parted, bytes[at:])} {
			if err != nil {
				t.Fatal(err)
			}
		}
		is, named, err := whole.Verdict(name)
		other, renamed, otherErr := parted.Verdict(name)
		if other != is || renamed != named || fmt.Sprint(otherErr) != fmt.Sprint(err) || !slices.Equal(whole.Sum(), parted.Sum()) {
			t.Errorf("%q is %q (%v), and in pieces %q (%v)", bytes, is, err, other, otherErr)
		}
		if err != nil {
			if !strings.HasPrefix(fault.Of(err).Key, "file.") {
				t.Errorf("%q is refused without a sentence: %v", bytes, err)
			}
			return
		}
		extension := strings.TrimPrefix(filepath.Ext(named), ".")
		base := strings.TrimSuffix(named, "."+extension)
		if !slices.Contains(types[is].extensions, extension) || known(extensionOf(base)) || utf8.RuneCountInString(named) > MaxName ||
			!utf8.ValidString(named) || strings.ContainsAny(named, "/\\:") || strings.ContainsFunc(named, unicode.IsControl) || base == "" || devices[strings.ToLower(strings.SplitN(base, ".", 2)[0])] || strings.Trim(base, " .") != base {
			t.Errorf("%q is called %q as %s", name, named, is)
		}
		if again := CleanName(named, is); again != named {
			t.Errorf("%q is called %q, and that %q", name, named, again)
		}
	})
}

func pass(to *Inspector, bytes []byte) error {
	if len(bytes) == 0 {
		return nil
	}
	_, err := to.Write(bytes)
	return err
}
