package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed static/css/*.css static/fonts/*.woff2 static/icons/*.svg static/js/*.js static/app/*.png static/mark.svg
var static embed.FS

// stylesheets are served as one file, in this order.
var stylesheets = []string{"tokens", "base", "frame", "parts", "forms", "charts", "relation", "desk", "team", "service"}

// asset is one static file as it goes over the line.
type asset struct {
	kind   string
	body   []byte
	zipped func() []byte // nil when compressing gains nothing
}

// assets are the static files by their served name, such as app-3f2a9c01.css. The hash of the
// content is in the name, so that a browser may keep a file for good.
type assets struct {
	files map[string]asset
	names map[string]string // plain name to served name
}

// embeddedAssets loads the files once per process.
var embeddedAssets = sync.OnceValue(func() *assets {
	a := &assets{files: map[string]asset{}, names: map[string]string{}}
	for _, font := range []string{"inter", "newsreader", "newsreader-ext"} {
		a.add(font+".woff2", "font/woff2", mustRead("fonts/"+font+".woff2"))
	}
	a.add("mark.svg", "image/svg+xml", mustRead("mark.svg"))
	a.add("htmx.js", "text/javascript; charset=utf-8", mustRead("js/htmx.js"))
	a.add("app.js", "text/javascript; charset=utf-8", mustRead("js/app.js"))
	a.add("notes.js", "text/javascript; charset=utf-8", mustRead("js/notes.js"))
	a.add("files.js", "text/javascript; charset=utf-8", mustRead("js/files.js"))
	a.add("push.js", "text/javascript; charset=utf-8", mustRead("js/push.js"))
	for _, icon := range appIcons {
		a.add(icon.file, "image/png", mustRead("app/"+icon.file))
	}
	a.addManifests()
	var css bytes.Buffer
	for _, sheet := range stylesheets {
		css.Write(mustRead("css/" + sheet + ".css"))
	}
	text := css.String()
	for plain, served := range a.names {
		text = strings.ReplaceAll(text, `url("`+plain+`")`, `url("`+served+`")`)
	}
	a.add("app.css", "text/css; charset=utf-8", []byte(text))
	return a
})

func mustRead(name string) []byte {
	body, err := static.ReadFile("static/" + name)
	if err != nil {
		panic(fmt.Sprintf("web: %v", err))
	}
	return body
}

func (a *assets) add(name, kind string, body []byte) {
	sum := sha256.Sum256(body)
	extension := path.Ext(name)
	served := strings.TrimSuffix(name, extension) + "-" + base64.RawURLEncoding.EncodeToString(sum[:9]) + extension
	one := asset{kind: kind, body: body, zipped: zipped(kind, body)}
	a.files[served], a.names[name] = one, served
}

// Prepare reads what the pages need of the program itself, so that it can be done while the data opens.
func Prepare() { embeddedAssets() }

// zipped compresses the body when it is first asked for, so that nobody waits for it at the start: nil when
// that gains nothing, as of fonts and pictures, which are compressed in their own way.
func zipped(kind string, body []byte) func() []byte {
	if strings.HasPrefix(kind, "font/") || kind == "image/png" {
		return func() []byte { return nil }
	}
	return sync.OnceValue(func() []byte {
		var out bytes.Buffer
		z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
		if err != nil {
			panic(err)
		}
		// Writing to memory cannot fail.
		_, _ = z.Write(body)
		_ = z.Close()
		if out.Len() < len(body)*95/100 {
			return bytes.Clone(out.Bytes())
		}
		return nil
	})
}

// url is the address of a file by its plain name. An unknown name is a mistake of the programmer.
func (a *assets) url(name string) string {
	served, ok := a.names[name]
	if !ok {
		panic("web: no static file " + name)
	}
	return "/static/" + served
}

// ServeHTTP serves a file for good; a name with an old hash is not found.
func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/static/")
	one, ok := a.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	one.write(w, r, `"`+name+`"`)
}

// write sends the file, or that it is still the one the browser has, by its tag.
func (one asset) write(w http.ResponseWriter, r *http.Request, tag string) {
	h := w.Header()
	h.Set("Content-Type", one.kind)
	h.Set("ETag", tag)
	body := one.body
	if small := one.zipped(); small != nil {
		h.Add("Vary", "Accept-Encoding")
		if acceptsGzip(r) {
			body = small
			h.Set("Content-Encoding", "gzip")
		}
	}
	if r.Header.Get("If-None-Match") == tag {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	// Whoever hung up needs no file.
	_, _ = w.Write(body)
}
