package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"kroon/internal/id"
	"kroon/internal/lang"
)

// What a browser says that it accepts decides between what there is, and nothing else.
func FuzzAccepts(f *testing.F) {
	for _, text := range []string{"", "nl", "nl-BE,nl;q=0.9,en;q=0.8", "en;q=NaN, nl;q=-1", "de, EN ; q=1e0", "nl;q=2", "gzip;q=0.000, br", "GZIP ;q=1", ",;,"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		small := strings.ToLower(text)
		for _, usual := range lang.Langs() {
			chosen := ChooseLang("", text, usual)
			if !chosen.Valid() || chosen != usual && !strings.Contains(small, string(chosen)) {
				t.Errorf("%q chooses %q where %q is usual", text, chosen, usual)
			}
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Encoding", text)
		if acceptsGzip(r) && !strings.Contains(small, "gzip") {
			t.Errorf("%q is taken for gzip", text)
		}
	})
}

// Fields that were typed are text, of the shape that their reader promises.
func FuzzForm(f *testing.F) {
	for _, body := range []string{"", "a=b&a=c", "a=%00", "a=%ff", "%61=1%0d%0a2%0b3", "a=%", "a;b=c", "a=\u2028x\u0085y", strings.Repeat("a&", 300)} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		form, err := ReadForm(r)
		if err != nil {
			return
		}
		for name := range form.values {
			line, text := form.Line(name, 40), form.Text(name, 40)
			if !utf8.ValidString(line+text+name) || strings.ContainsRune(text, '\r') || strings.ContainsFunc(line, unicode.IsControl) || line != strings.TrimSpace(line) || text != strings.TrimSpace(text) {
				t.Errorf("%q of %q is read as line %q and text %q", form.Raw(name), name, line, text)
			}
			if (utf8.RuneCountInString(line) > 40 || utf8.RuneCountInString(text) > 40) && form.Err() == nil {
				t.Errorf("%q is too long, and nobody said so", line)
			}
			if n := form.Int(name, -5, 5, 1); n < -5 || n > 5 {
				t.Errorf("%q is read as %d", form.Raw(name), n)
			}
		}
	})
}

// What one node passes to another is read as it was meant, and anything else is passed over.
func FuzzNews(f *testing.F) {
	const one = "0192f0c4-7b7e-7d3a-9a43-3f1d1c0e9a11"
	for _, word := range []string{"", "page ", "page " + one + " all today", "page " + one + " only:" + one + " a-b", "page " + one + " but:x today", "page " + one + " all: today", "page  all x"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		read, is := newsOf(word)
		if !is {
			return
		}
		if again, is := newsOf(read.word()); !is && !read.org.IsZero() || is && again != read {
			t.Errorf("%q is read as %+v, and that as %+v", word, read, again)
		}
	})
}

// The page that a browser says it is on is a customer's, or none.
func FuzzPage(f *testing.F) {
	for _, address := range []string{"", "https://kroon.example/customers/0192f0c4-7b7e-7d3a-9a43-3f1d1c0e9a11/orders?x#y", "/customers/new", "/customers/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f", "%zz"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("HX-Current-URL", address)
		found := PageOfCustomer(r)
		if _, err := id.Parse[id.Customer](found); found != "" && err != nil {
			t.Errorf("%q is taken for the page of customer %q", address, found)
		}
	})
}
