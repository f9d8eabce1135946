package browser

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/promise"
)

// promised makes a promise for today, as a colleague would elsewhere.
func (f *firm) promised(what string) { f.t.Helper(); f.promisedAs(promise.Other, what) }

func (f *firm) promisedAs(kind promise.Kind, what string) {
	f.t.Helper()
	_, err := f.app.Acts.MakePromise(context.Background(), f.actor, promise.Make{
		Kind: kind, Act: what, Customer: f.somebody(), Owner: f.actor.StaffID(), Override: true,
		Due: promise.Due{At: f.clock.Now().Add(3 * time.Hour)},
	}, act.Silently)
	if err != nil {
		f.t.Fatal(err)
	}
}

const onToday = `nav a[href="/today"][aria-current=page]`

// A page that lost its line says so, calmly; what happened meanwhile stands on it once the line is back, by
// itself.
func TestAPageCatchesUpAfterTheLineWasGone(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	do(t, ctx, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(onToday, chromedp.ByQuery))
	f.promised("de eerste offerte")
	until(t, ctx, "news reaches the page", `document.body.innerText.includes("eerste offerte")`)
	f.cut(ctx, true)
	f.app.Site.Live().Drop()
	until(t, ctx, "the page says that there is no line", `document.querySelector("[data-line=down]").offsetParent !== null`)
	f.promised("de tweede offerte")
	f.cut(ctx, false)
	until(t, ctx, "what was missed stands there", `document.body.innerText.includes("tweede offerte")`)
	until(t, ctx, "the line is not spoken of any more", `document.querySelector("[data-line=down]").hidden`)
}

// A session that ended elsewhere is said on the page, which stays as it is.
func TestAPageSaysThatOneIsSignedOut(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	do(t, ctx, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(onToday, chromedp.ByQuery))
	f.write(f.actor, func(tx *db.Tx) error { return f.app.Acts.Access.SignOutEverywhere(tx, f.actor.StaffID()) })
	f.app.Site.Live().Drop()
	until(t, ctx, "the page says that one is signed out", `document.querySelector("[data-line=out]").offsetParent !== null`)
}

// News never takes away what somebody is typing; it comes when they are done.
func TestNewsWaitsForWhoIsTyping(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	f.promised("de eerste offerte")
	do(t, ctx, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible("#work", chromedp.ByQuery))
	do(t, ctx, chromedp.Evaluate(`{ const field = document.createElement("textarea"); field.id = "typing"; document.querySelector("#work").append(field); field.focus(); }`, nil),
		chromedp.KeyEvent("Wat ik aan het typen ben"))
	f.promised("de tweede offerte")
	do(t, ctx, chromedp.Evaluate(`new Promise((yes) => { const hear = new EventSource("/events"); hear.addEventListener("open", () => setTimeout(() => { hear.close(); yes(true); }, 1500)); })`, nil, awaited))
	var typed string
	do(t, ctx, chromedp.Value("#typing", &typed, chromedp.ByQuery))
	if typed != "Wat ik aan het typen ben" || strings.Contains(seen(t, ctx, "#work"), "tweede offerte") {
		t.Fatalf("typed is %q", typed)
	}
	do(t, ctx, chromedp.Evaluate(`document.querySelector("#typing").value = ""; document.querySelector("#typing").blur()`, nil))
	until(t, ctx, "the news that waited", `document.querySelector("#work").innerText.includes("tweede offerte")`)
}

// What can be undone says for how long, by itself and to the keyboard: Z takes it back, and when the time is
// over the button is gone.
func TestUndoShowsItsTime(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browserFor(t, 2*time.Minute)
	f.begin(ctx)
	f.channels()
	half := func() {
		do(t, ctx, chromedp.Navigate(f.base+"/intake?half=1"), chromedp.SendKeys(`[name=caller_name]`, "Pieter de Groot", chromedp.ByQuery),
			chromedp.Click(`button[name=end][value=half]`, chromedp.ByQuery), chromedp.WaitVisible(`[data-undo]`, chromedp.ByQuery))
	}
	half()
	until(t, ctx, "the bar runs down", `((bar) => bar.offsetParent !== null && bar.value < 14.5)(document.querySelector("[data-undo] progress"))`)
	do(t, ctx, chromedp.KeyEvent("z"), chromedp.WaitNotPresent(`[data-undo]`, chromedp.ByQuery))
	if all := f.promises(); len(all) != 0 {
		t.Errorf("after Z: %+v", all)
	}
	do(t, ctx, scheme("light")) // which asks for reduced motion too
	half()
	until(t, ctx, "the seconds stand in the text", `((box) => box.querySelector("progress").hidden && /nog 1[0-4] s/.test(box.innerText))(document.querySelector("[data-undo]"))`)
	until(t, ctx, "the time is over", `document.querySelector("[data-undo]") === null`)
	if all := f.promises(); len(all) != 1 {
		t.Errorf("afterwards: %+v", all)
	}
}

// Every key that the help names does what it says.
func TestEveryKeyOfTheHelpWorks(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browserFor(t, 3*time.Minute)
	f.begin(ctx)
	f.channels()
	f.somebody()
	at := func(path string) {
		do(t, ctx, chromedp.Navigate(f.base+path), chromedp.WaitReady("main", chromedp.ByQuery))
	}
	var listed int
	at("/today")
	do(t, ctx, chromedp.KeyEvent("?"), chromedp.WaitVisible("#keys[open]", chromedp.ByQuery), chromedp.Evaluate(`document.querySelectorAll("#keys dt").length`, &listed))
	tried := map[string]func(){
		"?": func() {
			do(t, ctx, chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent("#keys[open]", chromedp.ByQuery))
		},
		"N": func() {
			do(t, ctx, chromedp.KeyEvent("n"), chromedp.WaitVisible(`[name=to_customer]`, chromedp.ByQuery))
		},
		"/": func() {
			at("/today")
			do(t, ctx, chromedp.KeyEvent("/"))
			until(t, ctx, "/ finds", `document.activeElement.matches("[data-find]")`)
		},
		"arrows": func() {
			do(t, ctx, chromedp.KeyEvent("iemand"), chromedp.WaitVisible(".found a", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowDown))
			until(t, ctx, "the arrow steps", `document.activeElement.matches(".found a")`)
			do(t, ctx, chromedp.KeyEvent(kb.ArrowUp))
			until(t, ctx, "and back", `document.activeElement.matches("[data-find]")`)
		},
		"Esc": func() { escapes(t, ctx, at) },
		"Ctrl K": func() {
			do(t, ctx, chromedp.Evaluate(`document.dispatchEvent(new KeyboardEvent("keydown", {key: "k", ctrlKey: true, bubbles: true}))`, nil))
			until(t, ctx, "Ctrl-K finds", `document.activeElement.matches("[data-find]")`)
		},
		"Ctrl Enter": func() {
			at("/intake")
			do(t, ctx, chromedp.SendKeys(`[name=to_customer]`, "U wilt iets weten.", chromedp.ByQuery),
				chromedp.Evaluate(`document.querySelector("[name=to_customer]").dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true}))`, nil),
				chromedp.WaitVisible("[data-undo]", chromedp.ByQuery))
		},
		"Z": func() { do(t, ctx, chromedp.KeyEvent("z"), chromedp.WaitNotPresent("[data-undo]", chromedp.ByQuery)) },
	}
	tried["M"] = func() { f.another(ctx) }
	tried["L"] = func() { f.logs(ctx) }
	onRow := func(kind promise.Kind) {
		f.promisedAs(kind, "de offerte")
		at("/today")
		do(t, ctx, chromedp.KeyEvent("j"))
		until(t, ctx, "J goes to the work", `document.activeElement.matches(".row")`)
	}
	tried["J K"] = func() {
		onRow(promise.CallBack)
		do(t, ctx, chromedp.KeyEvent("k"))
		until(t, ctx, "K stays within the work", `document.activeElement.matches(".row")`)
	}
	tried["S G V"] = func() { do(t, ctx, chromedp.KeyEvent("s"), chromedp.WaitVisible("[data-done]", chromedp.ByQuery)) }
	for _, key := range []string{"?", "N", "/", "arrows", "Esc", "Ctrl K", "Ctrl Enter", "Z", "M", "L", "J K", "S G V"} {
		tried[key]()
	}
	if listed != len(tried)+2 { // Enter does the first act of a row, whatever that is; Alt 1 to 3 are tried with the answers
		t.Errorf("the help names %d keys besides Enter and Alt, of which %d were tried", listed-2, len(tried))
	}
}

// escapes goes from what was found back to the search field, from there to the page, and out of the window of the
// search with words in it.
func escapes(t *testing.T, ctx context.Context, at func(path string)) {
	t.Helper()
	do(t, ctx, chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Escape))
	until(t, ctx, "Escape goes back to the field", `document.activeElement.matches("[data-find]")`)
	do(t, ctx, chromedp.KeyEvent(kb.Escape))
	until(t, ctx, "Escape leaves the field", `!document.activeElement.matches("[data-find]")`)
	at("/team")
	do(t, ctx, chromedp.KeyEvent("/"), chromedp.WaitVisible("#seek[open]", chromedp.ByQuery), chromedp.KeyEvent("iemand"),
		chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent("#seek[open]", chromedp.ByQuery))
	at("/today")
}

// another presses M after a question that was answered.
func (f *firm) another(ctx context.Context) {
	f.t.Helper()
	do(f.t, ctx, chromedp.Navigate(f.base+"/intake"), chromedp.SendKeys(`[name=caller_name]`, "Zeger van Dam", chromedp.ByQuery),
		chromedp.SendKeys(`[name=to_customer]`, "Tot hoe laat bent u open?", chromedp.ByQuery), chromedp.Click(`button[value=answered]`, chromedp.ByQuery),
		chromedp.WaitVisible(`[data-key=M]`, chromedp.ByQuery), chromedp.KeyEvent("m"), chromedp.WaitReady(`[name=after]`, chromedp.ByQuery))
}

// logs presses L at a customer.
func (f *firm) logs(ctx context.Context) {
	f.t.Helper()
	do(f.t, ctx, chromedp.Navigate(f.base+"/customers/"+f.somebody().String()), chromedp.WaitReady("main", chromedp.ByQuery),
		chromedp.KeyEvent("l"), chromedp.WaitVisible(`form[action$="/log"]`, chromedp.ByQuery))
}
