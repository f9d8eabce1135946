package web

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"kroon/internal/fault"
)

const boundary = "here"

// uploaded reads a form with files, and gives how many bytes the files have together.
func uploaded(body string) (form *Form, taken, size int, err error) {
	r := httptest.NewRequest("POST", "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
	form, taken, err = ReadUpload(httptest.NewRecorder(), r, func(_ *Form, file Uploaded) error {
		n, err := io.Copy(io.Discard, file.Bytes)
		size += int(n)
		return err
	})
	return form, taken, size, err
}

// withFile is a form of so many fields, all of one name, and a file behind them.
func withFile(t testing.TB, fields int, name, value string) string {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if err := w.SetBoundary(boundary); err != nil {
		t.Fatal(err)
	}
	for range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	file, err := w.CreateFormFile("file", "a.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(file, "hello"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body.String()
}

func TestFieldsBesideFilesAreBounded(t *testing.T) {
	for what, tried := range map[string]struct {
		body string
		fits bool
	}{
		"as many as a form has":    {withFile(t, maxFields, "a", "b"), true},
		"one more, of one name":    {withFile(t, maxFields+1, "a", "b"), false},
		"much, in one name":        {withFile(t, MaxBody/(16<<10)+1, "a", strings.Repeat("x", 16<<10)), false},
		"a name without an end":    {withFile(t, 1, strings.Repeat("n", MaxBody), "b"), false},
		"as long as a form may be": {withFile(t, MaxBody/(16<<10)-1, "a", strings.Repeat("x", 16<<10)), true},
	} {
		form, taken, size, err := uploaded(tried.body)
		if tried.fits && (err != nil || taken != 1 || size != len("hello") || !form.Has("a")) {
			t.Errorf("%s: %d taken of %d bytes, %v", what, taken, size, err)
		}
		if !tried.fits && (!fault.Is(err, "web.form_unreadable") || taken != 0) {
			t.Errorf("%s: %d taken, %v", what, taken, err)
		}
	}
}

// FuzzUpload: whatever is sent as a form with files, what comes out is text, no more than came in, and of no more files
// than a form takes.
func FuzzUpload(f *testing.F) {
	f.Add(withFile(f, 2, "a", "b"))
	f.Add("--here\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n\x00\r\n--here--\r\n")
	f.Add("--here\r\nContent-Disposition: form-data; filename=\"../a\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=41\r\n--here--")
	f.Fuzz(func(t *testing.T, body string) {
		form, taken, size, err := uploaded(body)
		if taken > MaxFiles || size > len(body) || err == nil && taken == 0 {
			t.Fatalf("%d files of %d bytes out of %d, %v", taken, size, len(body), err)
		}
		if form == nil {
			return
		}
		typed := 0
		for name, values := range form.values {
			for _, value := range values {
				typed += len(value)
				if !utf8.ValidString(name+value) || strings.ContainsRune(value, 0) {
					t.Errorf("field %q is no text: %q", name, value)
				}
			}
		}
		if typed > min(len(body), MaxBody) {
			t.Errorf("%d bytes were read as %d", len(body), typed)
		}
	})
}
