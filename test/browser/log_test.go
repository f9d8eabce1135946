package browser

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A call is logged from the customer's screen in at most three keys, counted.
func TestACallIsLoggedInThreeKeys(t *testing.T) {
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
