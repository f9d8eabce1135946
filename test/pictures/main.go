// Command pictures photographs the gallery with Chromium, for people to look at:
//
//	go run ./test/pictures -out DIR [-only WORDS] [-lang nl,en] [-theme light,dark] [-width 1360,390]
//	go run ./test/pictures -guide docs/guide
//
// Each picture is DIR/LANG-THEME-WIDTH/ENTRY.png, the whole page. With -guide they are those that the pages of the
// guide link to, in its folder of pictures.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"kroon/internal/gallery"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

type wish struct {
	out, only, guide     string
	langs, themes, width []string
}

func run() error {
	var w wish
	flag.StringVar(&w.out, "out", "", "the folder for the pictures")
	flag.StringVar(&w.only, "only", "", "only entries whose name contains one of these, apart by commas")
	flag.StringVar(&w.guide, "guide", "", "the folder of the guide, whose pictures are taken anew")
	langs := flag.String("lang", "nl,en", "languages")
	themes := flag.String("theme", "light,dark", "themes")
	widths := flag.String("width", "1360,390", "widths in pixels")
	flag.Parse()
	if w.out == "" && w.guide == "" {
		return fmt.Errorf("say where: -out DIR or -guide DIR")
	}
	w.langs, w.themes, w.width = strings.Split(*langs, ","), strings.Split(*themes, ","), strings.Split(*widths, ",")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "kroon-pictures")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	g, err := gallery.Open(context.Background(), dir, listener.Addr().String(), gallery.Noon(), func(int) {})
	if err != nil {
		return err
	}
	defer func() { _ = g.Close() }()
	server := &http.Server{Handler: g.Handler(), ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }()
	defer func() { _ = server.Close() }()
	return w.take(g, "http://"+listener.Addr().String())
}

// take opens each page and keeps what it looks like.
func (w wish) take(g *gallery.Gallery, base string) error {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	if w.guide != "" {
		return illustrate(ctx, g, base, w.guide)
	}
	for _, l := range w.langs {
		for _, theme := range w.themes {
			for _, width := range w.width {
				for _, entry := range g.Entries() {
					if !slices.ContainsFunc(strings.Split(w.only, ","), func(part string) bool { return strings.Contains(entry.ID(), part) }) {
						continue
					}
					file := filepath.Join(w.out, l+"-"+theme+"-"+width, entry.ID()+".png")
					var whole []byte
					if err := photograph(ctx, base+"/gallery/"+l+"/"+entry.ID(), theme, width, file, chromedp.FullScreenshot(&whole, 100), &whole); err != nil {
						return fmt.Errorf("%s: %w", file, err)
					}
				}
			}
		}
	}
	return nil
}

// settled waits until the letters are there and two frames are drawn: right after the window got another width the
// page may still be on its way to it.
const settled = `document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`

// photograph opens a page, takes its picture with shoot, and writes what that left in shot.
func photograph(ctx context.Context, address, theme, width, file string, shoot chromedp.Action, shot *[]byte) error {
	wide, err := strconv.ParseInt(width, 10, 64)
	if err != nil {
		return err
	}
	high := int64(800)
	if wide < 800 {
		high = 844
	}
	drawn := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	err = chromedp.Run(ctx, chromedp.EmulateViewport(wide, high),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}),
		chromedp.Navigate(address), chromedp.WaitReady("main", chromedp.ByQuery), chromedp.Evaluate(settled, nil, drawn), shoot)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, *shot, 0o644)
}
