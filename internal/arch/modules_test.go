package arch

import (
	"slices"
	"strings"
	"testing"
)

// home says where a third-party module may be imported.
type home struct {
	module string   // import path or the beginning of one; the longest that fits counts
	in     []string // folders, with what lies under them
	tests  bool     // and in every test
}

var homes = []home{
	{module: "modernc.org/sqlite", in: []string{"internal/db"}},
	{module: "modernc.org/libc", in: []string{"internal/db"}},
	{module: "github.com/jackc/pgx/v5", in: []string{"internal/db"}},
	{module: "github.com/pressly/goose/v3", in: []string{"internal/db"}},
	{module: "github.com/nyaruka/phonenumbers", in: []string{"internal/phone"}},
	{module: "github.com/danielgtaylor/huma/v2", in: []string{"internal/api"}},
	{module: "github.com/a-h/templ", in: []string{"internal/web", "internal/arch"}},
	{module: "golang.org/x/crypto/argon2", in: []string{"internal/access"}},
	{module: "github.com/emersion/go-message", in: []string{"internal/channel/mail"}, tests: true},
	{module: "github.com/emersion/go-smtp", in: []string{"internal/channel/mail"}, tests: true},
	{module: "github.com/emersion/go-sasl", in: []string{"internal/channel/mail"}, tests: true},
	{module: "github.com/emersion/go-ical", in: []string{"internal/channel/calendar"}},
	{module: "github.com/emersion/go-vcard", in: []string{"internal/imports"}},
	{module: "github.com/teambition/rrule-go", in: []string{"internal/channel/calendar"}},
	{module: "github.com/SherClockHolmes/webpush-go", in: []string{"internal/channel/push"}},
	{module: "github.com/alecthomas/kong", tests: true}, // what ours is compared with: docs/adr/0020-small.md
	{module: "github.com/schollz/progressbar/v3", in: []string{"cmd/kroon"}},
	{module: "golang.org/x/term", in: []string{"cmd/kroon"}},
	{module: "golang.org/x/text", in: []string{"internal/lang"}},
	{module: "golang.org/x/net/html", tests: true},
	{module: "pgregory.net/rapid", tests: true},
	{module: "github.com/rogpeppe/go-internal", tests: true},
	{module: "go.uber.org/goleak", tests: true},
	{module: "github.com/chromedp", tests: true},
}

func TestModulesStayHome(t *testing.T) { keeps(t, "modules", modulesStayHome) }

func modulesStayHome(t *tree) []finding {
	var out []finding
	for _, p := range t.sorted() {
		for _, f := range p.files {
			test := f.test || slices.Contains(onlyForTests, p.dir) || within(p.dir, "test")
			for _, i := range f.imports() {
				host, _, _ := strings.Cut(i.path, "/")
				if !strings.Contains(host, ".") {
					continue
				}
				h := homeOf(i.path)
				switch {
				case h == nil:
					out = append(out, t.at(i.spec, "%s has no home: enter it in homes (internal/arch/modules_test.go) with the one package that needs it", i.path))
				case !withinAny(p.dir, h.in) && !(test && h.tests):
					out = append(out, t.at(i.spec, "%s lives in %s: ask that package for what you need", i.path, h.places()))
				}
			}
		}
	}
	return out
}

func homeOf(target string) *home {
	var best *home
	for i, h := range homes {
		if within(target, h.module) && (best == nil || len(h.module) > len(best.module)) {
			best = &homes[i]
		}
	}
	return best
}

func (h home) places() string {
	places := slices.Clone(h.in)
	if h.tests {
		places = append(places, "tests")
	}
	return strings.Join(places, ", ")
}
