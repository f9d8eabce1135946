package public_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kroon/internal/act"
	"kroon/internal/file"
)

// sends sends files with a form, several with the same fields.
func (b *screen) sends(path string, fields map[string]string, files ...[2]string) *httptest.ResponseRecorder {
	b.s.T.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			b.s.T.Fatal(err)
		}
	}
	for _, one := range files {
		w, err := form.CreateFormFile("file", one[0])
		if err == nil {
			_, err = w.Write([]byte(one[1]))
		}
		if err != nil {
			b.s.T.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		b.s.T.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:1"+path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

// fetches asks for a file.
func (b *screen) fetches(path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1"+path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

// TestFilesOfTheCustomer: he sends, and opens what he is shown of his own; nothing runs, nothing internal opens, and
// another's link opens nothing.
func TestFilesOfTheCustomer(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0))
		other := s.Promises(s.Monique, s.Jeroen, at(16, 0))
		path, strange := "/w/"+s.Link(p.ID), "/w/"+s.Link(other.ID)
		add := func(name, content string, shown bool) file.File {
			f, err := s.Acts.AddFile(context.Background(), s.Fatima, act.FileWish{
				About: act.AboutPromise, ID: p.ID.Any(), Name: name, Shown: shown, Bytes: strings.NewReader(content),
			})
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		picture := "\x89PNG\r\n\x1a\n<script>alert(1)</script>" + strings.Repeat("x", 200_000)
		inside, shown, photo := add("intern.pdf", "%PDF-1.7 geheim", false), add("offerte \"nieuw\".pdf", "%PDF-1.7 1.250 euro", true), add("deur.png", picture, true)
		b := s.browser()
		page := b.get(path).sound().has("offerte _nieuw_.pdf", "deur.png").lacks("intern.pdf")
		if page.code != 200 {
			t.Fatal(page.code)
		}
		for name, c := range map[string]struct {
			path string
			code int
		}{
			"what he is shown": {path + "/files/" + shown.ID.String(), 200}, "what stays inside": {path + "/files/" + inside.ID.String(), 404},
			"another's": {strange + "/files/" + shown.ID.String(), 404}, "without his link": {"/files/" + shown.ID.String(), 303},
			"with no link": {"/w/nee/files/" + shown.ID.String(), 404},
		} {
			if got := b.fetches(c.path); got.Code != c.code {
				t.Errorf("%s: %d, want %d", name, got.Code, c.code)
			}
		}
		got := b.fetches(path + "/files/" + photo.ID.String() + "?look")
		h := got.Header()
		if got.Body.String() != picture || h.Get("Content-Type") != "image/png" || h.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || !strings.HasPrefix(h.Get("Content-Disposition"), "inline") ||
			h.Get("Cache-Control") != "private, no-cache" || h.Get("Etag") != `"`+hex.EncodeToString(photo.Sum)+`"` {
			t.Errorf("%d bytes with %v", got.Body.Len(), h)
		}
		if kept := b.fetches(path+"/files/"+shown.ID.String()+"?look", "Accept", "text/html"); !strings.HasPrefix(kept.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("a pdf is %v", kept.Header())
		}
		part := b.fetches(path+"/files/"+photo.ID.String(), "Range", "bytes=65530-65545")
		if part.Code != 206 || part.Body.String() != picture[65530:65546] {
			t.Errorf("a range: %d, %d bytes", part.Code, part.Body.Len())
		}
		if again := b.fetches(path+"/files/"+photo.ID.String(), "If-None-Match", h.Get("Etag")); again.Code != 304 {
			t.Errorf("asked again: %d", again.Code)
		}
		about := map[string]string{"kind": "promise", "about": p.ID.String()}
		if sent := b.sends(path+"/files", about, [2]string{"meter.txt", "De meter staat op 4."}, [2]string{"../foto.jpg", "\xff\xd8\xff\xe0JFIF"}); sent.Code != 303 {
			t.Errorf("sending: %d %s", sent.Code, sent.Body)
		}
		b.get(path).sound().has("meter.txt", "foto.jpg", "Toch niet sturen")
		for name, c := range map[string]struct{ path, kind, about, file, body string }{
			"a page": {path, "promise", p.ID.String(), "a.html", "<html>hoi"}, "about another's promise": {path, "promise", other.ID.String(), "a.txt", "hoi"},
			"about nothing": {path, "", "", "a.txt", "hoi"}, "about a colleague": {path, "interaction", p.ID.String(), "a.txt", "hoi"}, "no link": {"/w/nee", "promise", p.ID.String(), "a.txt", "hoi"},
		} {
			if got := b.sends(c.path+"/files", map[string]string{"kind": c.kind, "about": c.about}, [2]string{c.file, c.body}); got.Code < 400 || got.Code >= 500 {
				t.Errorf("%s: %d", name, got.Code)
			}
		}
		if got := b.sends(path+"/files", about, [2]string{"goed.txt", "goed"}, [2]string{"svg.png", "<svg onload=alert(1)>"}); got.Code != 422 || !strings.Contains(got.Body.String(), "“svg.png” is een webpagina") || !strings.Contains(got.Body.String(), "goed.txt") {
			t.Errorf("one good and one refused: %d", got.Code)
		}
	})
}
