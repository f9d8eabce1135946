package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

var zippers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, 5)
	if err != nil {
		panic(err)
	}
	return z
}}

const worthZipping = 1024 // bytes; below it the header costs more than it saves

// Render writes a page or a part of one with code 200. It is written only once it is complete, so
// that a page that fails half way becomes an error page instead of half a page.
func Render(w http.ResponseWriter, r *http.Request, page templ.Component) error {
	return renderCode(w, r, http.StatusOK, page)
}

func renderCode(w http.ResponseWriter, r *http.Request, code int, page templ.Component) error {
	body := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(body)
	body.Reset()
	if err := page.Render(r.Context(), body); err != nil {
		return err
	}
	if v, ok := r.Context().Value(viewKey{}).(*View); ok && v.flashed {
		v.site.SetCookie(w, flashCookie, "", -1)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "Accept-Encoding, Accept-Language, Cookie, HX-Request")
	out := body
	if body.Len() >= worthZipping && acceptsGzip(r) {
		zipped := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(zipped)
		zipped.Reset()
		z := zippers.Get().(*gzip.Writer)
		defer zippers.Put(z)
		z.Reset(zipped)
		if _, err := z.Write(body.Bytes()); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		h.Set("Content-Encoding", "gzip")
		out = zipped
	}
	h.Set("Content-Length", strconv.Itoa(out.Len()))
	w.WriteHeader(code)
	// Whoever hung up will not read an error page either.
	_, _ = w.Write(out.Bytes())
	return nil
}

// acceptsGzip reads Accept-Encoding (RFC 9110, 12.5.3) as far as gzip goes.
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, q, _ := strings.Cut(strings.ToLower(strings.TrimSpace(part)), ";")
		if strings.TrimSpace(coding) == "gzip" {
			q = strings.TrimSpace(q)
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}

// Redirect answers a POST that succeeded: the browser fetches path anew (303), and the notice, when
// there is one, stands above it.
func Redirect(w http.ResponseWriter, r *http.Request, path string, notice *Flash) error {
	s := ViewOf(r).site
	if notice != nil {
		s.writeFlash(w, *notice)
	}
	w.Header().Set("Cache-Control", "no-store")
	if r.Header.Get("HX-Request") == "true" {
		w.Header().Set("HX-Redirect", path)
		w.WriteHeader(http.StatusOK)
		return nil
	}
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// Noted answers that something was noted and that there is nothing to show.
func Noted(w http.ResponseWriter) error {
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
	return nil
}
