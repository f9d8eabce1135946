package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kroon/internal/party"
)

// checksums are of the files of others, as their makers publish them on the npm registry:
// htmx.org 4.0.1 dist/htmx.min.js; @fontsource-variable/inter 5.3.0 latin wght; @fontsource/newsreader
// 5.3.0 latin and latin-ext 500.
var checksums = map[string]string{
	"js/htmx.js":                 "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
	"fonts/inter.woff2":          "3100e775e8616cd2611beecfa23a4263d7037586789b43f035236a2e6fbd4c62",
	"fonts/newsreader.woff2":     "5613e2fc8377392c02e8ac9d55014689fb5320a5f2a7be55e8088a314728ac2c",
	"fonts/newsreader-ext.woff2": "9b553af5de5ebba87ea66530fa0cc05a3e5ed68c4a051915af0bc21188a9df9c",
}

func TestFilesOfOthersAreUnchanged(t *testing.T) {
	for name, want := range checksums {
		sum := sha256.Sum256(mustRead(name))
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("%s has checksum %s", name, got)
		}
	}
	for _, licence := range []string{"js/htmx.LICENSE", "fonts/inter.LICENSE", "fonts/newsreader.LICENSE", "icons/LICENSE"} {
		if _, err := os.Stat(filepath.Join("static", licence)); err != nil {
			t.Error(err)
		}
	}
}

func TestStaticFilesAreForGood(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{})
	for name, served := range f.assets.names {
		sum := sha256.Sum256(f.assets.files[served].body)
		w := f.ask("GET", "/static/"+served, "", "Accept-Encoding", "gzip")
		if w.Code != 200 || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
		body := w.Body.Bytes()
		if w.Header().Get("Content-Encoding") == "gzip" {
			body = unzip(t, body)
		}
		if sha256.Sum256(body) != sum {
			t.Errorf("%s: other content than embedded", name)
		}
		if w := f.ask("GET", "/static/"+served, "", "If-None-Match", w.Header().Get("ETag")); w.Code != 304 || w.Body.Len() > 0 {
			t.Errorf("%s: asked again: %d", name, w.Code)
		}
	}
	for _, target := range []string{"/static/app-AAAAAAAAAAAA.css", "/static/", "/static/../web.go", "/static/css/base.css"} {
		if w := f.ask("GET", target, ""); w.Code == 200 {
			t.Errorf("%s is served", target)
		}
	}
}

func unzip(t testing.TB, body []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// TestWeights loads a page as a browser does and holds it to quality.md: the first visit at most
// 60 kB compressed without fonts, fonts at most 90 kB, a later page at most 15 kB.
func TestWeights(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /gallery", Role: party.Reader,
		Handle: func(w http.ResponseWriter, r *http.Request) error { return Render(w, r, gallery(ViewOf(r))) }},
		Route{Pattern: "GET /offline", Public: true, Handle: func(w http.ResponseWriter, r *http.Request) error {
			return Render(w, r, Plain(ViewOf(r), "Geen verbinding", "lead"))
		}})
	later := f.ask("GET", "/gallery", "", "Test-Role", "owner", "Accept-Encoding", "gzip")
	if later.Header().Get("Content-Encoding") != "gzip" {
		t.Fatal("the page is not compressed")
	}
	first, fonts := later.Body.Len(), 0
	// Besides what the page names: the service worker, the icon that a browser looks at before it offers to
	// install, and the page for without connection in each language (as heavy as a form, so once more a page).
	asked := regexp.MustCompile(`/static/[^"]+`).FindAllString(string(unzip(t, later.Body.Bytes())), -1)
	for _, asset := range append(asked, "/worker.js", "/offline", "/offline") {
		if w := f.ask("GET", asset, "", "Accept-Encoding", "gzip"); !strings.HasSuffix(asset, ".woff2") {
			first += w.Body.Len()
		}
	}
	for served, one := range f.assets.files {
		if strings.HasSuffix(served, ".woff2") {
			fonts += len(one.body)
		}
	}
	t.Logf("first visit %d bytes, fonts %d, later pages %d", first, fonts, later.Body.Len())
	if first > 60_000 || fonts > 90_000 || later.Body.Len() > 15_000 {
		t.Error("too heavy")
	}
}

func TestStylesheetFindsItsFonts(t *testing.T) {
	css := string(embeddedAssets().files[embeddedAssets().names["app.css"]].body)
	urls := regexp.MustCompile(`url\("([^"]*)"\)`).FindAllStringSubmatch(css, -1)
	if len(urls) != 3 {
		t.Fatalf("%d files in the stylesheet", len(urls))
	}
	for _, url := range urls {
		if _, ok := embeddedAssets().files[url[1]]; !ok {
			t.Errorf("the stylesheet asks for %s", url[1])
		}
	}
}

// TestOnlyTheIconsUsed keeps static/icons to what some page draws.
func TestOnlyTheIconsUsed(t *testing.T) {
	var source strings.Builder
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
			return err
		}
		if strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".templ") {
			raw, err := os.ReadFile(name)
			source.Write(raw)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range icons() {
		if !strings.Contains(source.String(), `"`+name+`"`) {
			t.Errorf("no page draws the icon %s", name)
		}
	}
	for _, found := range regexp.MustCompile(`(?:\bIcon: |@(?:small)?[iI]con\()"([a-z0-9-]+)"`).FindAllStringSubmatch(source.String(), -1) {
		drawing(found[1])
	}
}
