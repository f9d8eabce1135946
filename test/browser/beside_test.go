package browser

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Two colleagues at one customer see each other come and leave at once, also after the line was gone; a
// reload shows it without any of that.
func TestTwoAtOneCustomerSeeEachOtherComeAndLeave(t *testing.T) {
	t.Parallel()
	f := open(t)
	fatima := browserFor(t, 2*time.Minute)
	f.begin(fatima)
	f.channels()
	password := f.colleague("Anna de Wit", "anna@delinde.example")
	anna := browserFor(t, 2*time.Minute)
	do(t, anna, chromedp.Navigate(f.base+"/signin"), chromedp.SendKeys(`[name=email]`, "anna@delinde.example", chromedp.ByQuery),
		chromedp.SendKeys(`[name=password]`, password+"\r", chromedp.ByQuery), chromedp.WaitVisible(onToday, chromedp.ByQuery))
	path := f.base + "/intake?customer=" + f.somebody().String()
	const there, gone = `document.querySelector("#beside").innerText.includes("Anna")`, `!document.querySelector("#beside").innerText.includes("Anna")`
	within := func(script string) { // well before the 45 seconds after which a page asks by itself
		t.Helper()
		var yes bool
		do(t, fatima, chromedp.Poll(script, &yes, chromedp.WithPollingTimeout(10*time.Second), chromedp.WithPollingInterval(50*time.Millisecond)))
	}
	comes := func() {
		do(t, anna, chromedp.Navigate(path), chromedp.WaitVisible(`[name=to_customer]`, chromedp.ByQuery))
	}
	leaves := func() {
		do(t, anna, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(onToday, chromedp.ByQuery))
	}
	do(t, fatima, chromedp.Navigate(path), chromedp.WaitVisible(`[name=to_customer]`, chromedp.ByQuery))
	within(gone)
	comes()
	within(there)
	leaves()
	within(gone)
	comes()
	within(there)
	do(t, anna, chromedp.SendKeys(`[name=to_customer]`, "U wilt iets weten.", chromedp.ByQuery),
		chromedp.Click(`button[name=end][value=answered]`, chromedp.ByQuery), chromedp.WaitVisible(onToday, chromedp.ByQuery))
	within(gone)
	f.cut(fatima, true)
	f.app.Site.Live().Drop()
	until(t, fatima, "there is no line", `document.querySelector("[data-line=down]").offsetParent !== null`)
	f.away.Store(false) // for Anna, whose line is another
	comes()
	f.cut(fatima, false)
	within(there)
	do(t, fatima, chromedp.Reload(), chromedp.WaitVisible("#beside", chromedp.ByQuery))
	within(there)
}
