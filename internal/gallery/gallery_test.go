package gallery_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kroon/internal/db"
	"kroon/internal/gallery"
)

// partOf are routes that draw a part of a page, or lead on: the screen that each belongs to shows it.
var partOf = map[string]string{
	"GET /{$}":                               "leads to Today or to signing in",
	"GET /today/work":                        "today",
	"GET /call":                              "leads to who calls: customer, customers or intake",
	"GET /customers/search":                  "customers",
	"GET /customers/{customer}/beside":       "customer",
	"GET /settings/imports/{upload}/how":     "import",
	"GET /settings/imports/{upload}/refused": "a file itself: import-taken",
	"GET /files/{file}":                      "a file itself: customer-files",
	"GET /w/{token}/files/{file}":            "a file itself: the customer's page",
	"GET /deadline":                          "customer-promise",
	"GET /settings/messages/letter":          "messages",
	"GET /team/people":                       "team",
	"GET /team/redistribute/waiting":         "redistribute",
	"GET /team/busy/told/counts":             "busy-told",
}

// TestEveryPageHasAnEntry draws every entry in both languages, and looks for routes that none shows.
func TestEveryPageHasAnEntry(t *testing.T) {
	if testing.Short() {
		t.Skip("the long loop draws the gallery: run without -short")
	}
	asked := listen(t)
	g, err := gallery.Open(context.Background(), t.TempDir(), "127.0.0.1:7667", gallery.Noon(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	handler, shown, seen := g.Handler(), map[string]bool{}, map[string]bool{}
	for _, entry := range g.Entries() {
		if seen[entry.ID()] {
			t.Errorf("%s stands twice in the gallery", entry.ID())
		}
		seen[entry.ID()], shown[entry.Pattern] = true, true
		for _, l := range []string{"nl", "en"} {
			asked.draws(entry.ID())
			answer := httptest.NewRecorder()
			// On a tape nothing is remembered: every statement of the page is heard.
			handler.ServeHTTP(answer, httptest.NewRequestWithContext(db.OnTape(t.Context(), &db.Tape{}), http.MethodGet,
				"http://127.0.0.1:7667/gallery/"+l+"/"+entry.ID(), nil))
			if refusing := answer.Code >= 400; refusing != (entry.State == "refused") || answer.Code >= 500 || answer.Code == http.StatusSeeOther {
				t.Errorf("%s in %s answers %d", entry.ID(), l, answer.Code)
			}
			if !strings.Contains(answer.Body.String(), "</html>") {
				t.Errorf("%s in %s is no whole page", entry.ID(), l)
			}
		}
	}
	for _, pattern := range g.Pages() {
		if !shown[pattern] && partOf[pattern] == "" {
			t.Errorf("%s has no entry in the gallery: add one in entries.go", pattern)
		}
	}
	t.Run("plans", asked.check)
	for page, entries := range inGuide(t) {
		for _, entry := range entries {
			if !seen[entry] {
				t.Errorf("%s shows %s, which is not in the gallery", page, entry)
			}
		}
	}
}

var guidePicture = regexp.MustCompile(`/pictures/([a-z0-9-]+)-(?:nl|en)(?:-390)?\.webp`)

// inGuide are the entries whose pictures the pages of the guide show.
func inGuide(t *testing.T) map[string][]string {
	pages, err := filepath.Glob("../../docs/guide/*/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("there is no guide:", err)
	}
	out := map[string][]string{}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range guidePicture.FindAllStringSubmatch(string(text), -1) {
			out[page] = append(out[page], found[1])
		}
	}
	return out
}
