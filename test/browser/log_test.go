package browser

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// By keyboard alone, from Today: the acts of a customer are found by typing what is to be done and with whom.
func TestTheSearchLeadsToWhatIsToBeDone(t *testing.T) {
	t.Parallel()
	f := open(t)
	fatima := browserFor(t, 2*time.Minute)
	f.begin(fatima)
	f.channels()
	of := f.somebody()
	p := sits(t, fatima, f.base+"/today")
	do(t, fatima, chromedp.KeyEvent("k", chromedp.KeyModifiers(input.ModifierCtrl)))
	p.waits(`[data-find]:focus`)
	p.types("log iemand")
	p.waits(`.found a[href="/customers/` + of.String() + `/log"]`)
	p.press(kb.ArrowDown)
	p.waits(`.found a:focus`)
	p.press("\r")
	p.waits(`[data-key="2"]`)
	p.press("2")
	p.waits(`.entry .tag.amber`)
	p.within(0, 15*time.Second)
}

// A call is logged from the customer's screen in at most three keys, counted.
func TestACallIsLoggedInThreeKeys(t *testing.T) {
	t.Parallel()
	f := open(t)
	fatima := browserFor(t, 2*time.Minute)
	f.begin(fatima)
	f.channels()
	customer := f.base + "/customers/" + f.somebody().String()
	keys := []string{"l", "2"}
	if len(keys) > 3 {
		t.Fatal("more than three keys")
	}
	do(t, fatima, chromedp.Navigate(customer), chromedp.WaitVisible(`[data-key=L]`, chromedp.ByQuery),
		chromedp.KeyEvent(keys[0]), chromedp.WaitVisible(`[data-key="2"]`, chromedp.ByQuery), chromedp.KeyEvent(keys[1]),
		chromedp.WaitVisible(`.entry .tag.amber`, chromedp.ByQuery))
	do(t, fatima, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(`.row[id^="m-"]`, chromedp.ByQuery))
}
