package browser

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kroon/internal/db"
	"kroon/internal/demo"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/party"
)

const remembered = 10000

// remember gives a customer a long past: calls, letters, visits and e-mails through the years.
func (f *firm) remember(of id.Customer, now time.Time) {
	f.t.Helper()
	kinds := interaction.Kinds()
	for begun := 0; begun < remembered; begun += 500 {
		f.write(party.Itself(f.actor.Org), func(tx *db.Tx) error {
			for i := begun; i < begun+500; i++ {
				one := interaction.New{Customer: of, Kind: kinds[i%len(kinds)], Direction: interaction.In, BeganAt: now.Add(-time.Duration(i+1) * 5 * time.Hour),
					Words: interaction.Said("Over hal " + strconv.Itoa(i%7) + "."), From: interaction.Origin{Source: "old", ExternalID: strconv.Itoa(i)}, Past: true}
				if one.Kind == interaction.Call {
					one.Result = interaction.Answered
				}
				if _, _, err := f.app.Acts.Interaction.Log(tx, one); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// From a number that rings to who this is, how to reach him, what we owe, what went wrong last and what he
// wishes, on one screen without scrolling, however long his past is. What the page took is told, not judged:
// machines differ.
func TestTenSeconds(t *testing.T) {
	t.Parallel()
	f, listener := opened(t, demo.Quiet)
	now := f.clock.Now()
	if err := demo.Fill(context.Background(), f.app, f.clock, now, "vier-woorden-om-te-onthouden", nil); err != nil {
		t.Fatal(err)
	}
	all, err := f.app.Organisations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	f.actor = party.Itself(all[0].ID)
	f.serve(listener)
	zeger := f.caller("+31205550123")
	f.remember(zeger, now)

	ctx := browserFor(t, 2*time.Minute)
	do(t, ctx, chromedp.EmulateViewport(1360, 800), chromedp.Navigate(f.base+"/signin"),
		chromedp.SendKeys(`[name=email]`, "fatima@delinde.example", chromedp.ByQuery), chromedp.SendKeys(`[name=password]`, "vier-woorden-om-te-onthouden\r", chromedp.ByQuery),
		chromedp.WaitVisible(`nav a[href="/today"][aria-current=page]`, chromedp.ByQuery))
	for range 5 {
		do(t, ctx, chromedp.Navigate(f.base+"/call?from=020+555+01+23"), chromedp.WaitVisible(`.reach`, chromedp.ByQuery))
		var took struct{ Server, Paint, Whole float64 }
		do(t, ctx, chromedp.Evaluate(`(() => { const n = performance.getEntriesByType("navigation")[0];
			return {Server: n.responseStart - n.requestStart, Whole: n.domComplete - n.startTime,
				Paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1}; })()`, &took))
		t.Logf("%d items: server %.1f ms, first paint %.1f ms, whole page %.1f ms", remembered, took.Server, took.Paint, took.Whole)
	}
	var where string
	if do(t, ctx, chromedp.Location(&where)); where != f.base+"/customers/"+zeger.String() {
		t.Errorf("the number leads to %s", where)
	}
	for _, part := range []struct{ what, where, says string }{
		{"who", "h1", "Zeger van Dam"},
		{"how to reach him", ".reach", "020 555 01 23"},
		{"what we owe", ".owed", "koelcel"},
		{"what went wrong, and how to begin", ".card.two > .stack:last-child > div", "Begin met excuses"},
		{"what he wishes", ".wants", "koelcel"},
		{"what happened", ".entry", ""},
	} {
		var box struct {
			Text        string
			Top, Bottom float64
		}
		do(t, ctx, chromedp.Evaluate(`(() => { const one = document.querySelector("main `+part.where+`"); const box = one.getBoundingClientRect();
			return {Text: one.innerText, Top: box.top + scrollY, Bottom: box.bottom + scrollY}; })()`, &box))
		if !strings.Contains(box.Text, part.says) || box.Top < 0 || box.Bottom > 800 {
			t.Errorf("%s: %q stands from %.0f to %.0f", part.what, box.Text, box.Top, box.Bottom)
		}
	}
	var entries int
	if do(t, ctx, chromedp.Evaluate(`document.querySelectorAll("main .entry").length`, &entries)); entries < 40 || entries > 50 {
		t.Errorf("%d moments at once: want the newest 50 lines, of which some stand in one", entries)
	}
}
