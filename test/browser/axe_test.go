package browser

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"kroon/internal/gallery"
)

// axe is axe-core 4.14.1 (MPL-2.0, its licence stands beside it), as npm publishes it.
//
//go:embed testdata/axe/axe.min.js
var axe string

// finding is what axe says of a page.
type finding struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		Target []any  `json:"target"`
		HTML   string `json:"html"`
		Fails  string `json:"failureSummary"`
	} `json:"nodes"`
}

// barred is what is asked of axe about the page that stands; it tells why not everything twice.
//
//go:embed testdata/axe/barred.js
var barred string

// openGallery peoples the gallery and serves it on this machine.
func openGallery(t *testing.T) (g *gallery.Gallery, base string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if g, err = gallery.Open(context.Background(), t.TempDir(), address, gallery.Noon(), func(int) {}); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", g.Handler())
	mux.HandleFunc("GET /axe.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		w.Header().Set("Cache-Control", "max-age=3600, immutable")
		_, _ = io.WriteString(w, axe)
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	var running sync.WaitGroup
	running.Go(func() { _ = server.Serve(listener) })
	t.Cleanup(func() {
		_ = server.Close()
		running.Wait()
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g, "http://" + address
}

// scheme is the browser's wish for light or dark.
func scheme(theme string) chromedp.Action {
	return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	})
}

var only = flag.String("only", "", "have axe look only at entries of the gallery with this in their name")

// loaded brings axe into the page from the page's own server, so that the browser reads it once.
const loaded = `new Promise(done => { const axe = document.createElement("script"); axe.src = "/axe.js"; axe.onload = () => done(true); document.head.append(axe) })`

// TestNothingBarsAnybody has axe look at every entry of the gallery, in both languages and both themes, wide
// and narrow in turn; and sees to it that no page asks for anything outside its own server.
func TestNothingBarsAnybody(t *testing.T) {
	t.Parallel()
	g, base := openGallery(t)
	ctx := browserFor(t, 20*time.Minute)
	var mu sync.Mutex
	var elsewhere []string
	chromedp.ListenTarget(ctx, func(event any) {
		if sent, ok := event.(*network.EventRequestWillBeSent); ok && !strings.HasPrefix(sent.Request.URL, base+"/") && !strings.HasPrefix(sent.Request.URL, "data:") {
			mu.Lock()
			elsewhere = append(elsewhere, sent.DocumentURL+" asks for "+sent.Request.URL)
			mu.Unlock()
		}
	})
	do(t, ctx, network.Enable())
	var asked, looks int
	for i, entry := range g.Entries() {
		if !strings.Contains(entry.ID(), *only) {
			continue
		}
		for _, l := range []string{"nl", "en"} {
			width, height := int64(1360), int64(800)
			if (i+len(l))%2 == 0 == (l == "nl") {
				width, height = 390, 844
			}
			do(t, ctx, chromedp.EmulateViewport(width, height), scheme("light"), chromedp.Navigate(base+"/gallery/"+l+"/"+entry.ID()),
				chromedp.Evaluate(loaded, nil, awaited))
			for _, theme := range []string{"light", "dark"} {
				var is struct {
					Found          []finding
					Strange, Looks int
				}
				do(t, ctx, scheme(theme), chromedp.Evaluate(fmt.Sprintf("(%s)(%t, %q)", barred, theme == "light", theme), &is, awaited))
				for _, one := range is.Found {
					t.Errorf("%s, %s, %s, %d wide: %s", entry.ID(), l, theme, width, one)
				}
				asked, looks = asked+is.Strange, looks+is.Looks
			}
		}
	}
	t.Logf("%d of %d letterings looked as none before them", asked, looks)
	for _, one := range elsewhere {
		t.Error(one)
	}
}

// awaited has the browser wait for what a script promises.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// String tells what is wrong and where.
func (f finding) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: %s", f.ID, f.Help)
	for _, node := range f.Nodes {
		fmt.Fprintf(&out, "\n\t%v %s\n\t\t%s", node.Target, node.HTML, strings.ReplaceAll(node.Fails, "\n", "\n\t\t"))
	}
	return out.String()
}
