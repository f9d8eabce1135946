package bench

import (
	"context"
	"net/http"
	"os"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/wire"
	"kroon/internal/db"
)

var weight = Row{
	Name:   "weight",
	About:  "the program as make build makes it, and what a browser fetches, compressed, for Today: at the first visit, its fonts, and at later ones",
	On:     []db.Engine{db.SQLite},
	Needs:  Scale.Desk,
	Writes: true,
	Rounds: 1,
	Goals: []Goal{
		{Figure: binary, Bound: 40, Most: true},
		{Figure: firstVisit, Bound: 60, Most: true},
		{Figure: fonts, Bound: 90, Most: true},
		{Figure: laterPage, Bound: 15, Most: true},
		{Figure: binary, Bound: 30, Most: true, Stretch: true},
		{Figure: firstVisit, Bound: 30, Most: true, Stretch: true},
	},
	Begin: beginWeight,
}

const (
	binary     = "program MB"
	firstVisit = "first visit kB"
	fonts      = "fonts kB"
	laterPage  = "later page kB"
)

// asset is what a page or a style sheet names of what the browser fetches once.
var asset = regexp.MustCompile(`/static/[A-Za-z0-9._/-]+`)

func beginWeight(ctx context.Context, s *Stage) ([]Side, error) {
	if _, err := wire.Enter(ctx, s.App, s.Made.Org, s.Made.Staff[:1], true); err != nil {
		return nil, err
	}
	listener, err := wire.Serve(s.App.Handler())
	if err != nil {
		return nil, err
	}
	s.OnClose(listener.Close)
	d := &desk{Stage: s, client: wire.NewClient(listener.URL, 1)}
	s.OnClose(func() error { d.client.Close(); return nil })
	cookie, err := wire.SignIn(ctx, s.App, s.Made.Org, 0)
	if err != nil {
		return nil, err
	}
	return []Side{{Ours, func(ctx context.Context) (figure.Measured, error) {
		measured := figure.Measured{}
		if s.house.Program != "" && asReleased() {
			program, err := os.Stat(s.house.Program)
			if err != nil {
				return nil, err
			}
			measured[binary] = float64(program.Size()) / 1e6
		}
		page, err := d.client.Want(ctx, http.StatusOK, "GET", "/today", "", "Cookie", cookie, "Accept-Encoding", "gzip")
		if err != nil {
			return nil, err
		}
		measured[laterPage] = kilobytes(page)
		measured[firstVisit] = kilobytes(page)
		return measured, d.fetch(ctx, page, measured, map[string]bool{})
	}}}, nil
}

// asReleased tells whether this program was made as make build makes it: its flags of the compiler are told by the program.
// What go build makes by itself holds tables for debuggers too, and is not what anybody installs.
func asReleased() bool {
	made, known := debug.ReadBuildInfo()
	return known && slices.ContainsFunc(made.Settings, func(one debug.BuildSetting) bool {
		return one.Key == "-gcflags" && one.Value != ""
	})
}

func kilobytes(a wire.Answer) float64 { return float64(len(a.Body)) / 1000 }

// fetch weighs what a page or a style sheet names, and what those name.
func (d *desk) fetch(ctx context.Context, from wire.Answer, measured figure.Measured, seen map[string]bool) error {
	text, err := from.Text()
	if err != nil {
		return err
	}
	for _, path := range asset.FindAllString(text, -1) {
		if seen[path] {
			continue
		}
		seen[path] = true
		got, err := d.client.Ask(ctx, "GET", path, "", "Accept-Encoding", "gzip")
		if err != nil {
			return err
		}
		if got.Code != http.StatusOK {
			continue // a word in a script that looks like a path
		}
		if strings.HasSuffix(path, ".woff2") {
			measured[fonts] += kilobytes(got)
			continue
		}
		measured[firstVisit] += kilobytes(got)
		if err := d.fetch(ctx, got, measured, seen); err != nil {
			return err
		}
	}
	return nil
}
