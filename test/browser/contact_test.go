package browser

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"kroon/internal/db"
	"kroon/internal/intake"
	"kroon/internal/promise"
)

// By keyboard alone somebody on the phone asks two things: the second is of the same caller and conversation,
// and each has a promise and a message of its own.
func TestTwoQuestionsOfOneCaller(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browserFor(t, 2*time.Minute)
	f.begin(ctx)
	f.channels()
	ask := func(about string) {
		t.Helper()
		do(t, ctx, chromedp.WaitVisible(`[name=to_customer]`, chromedp.ByQuery), chromedp.Focus(`[name=to_customer]`, chromedp.ByQuery),
			chromedp.KeyEvent("U wilt meer weten over "+about+"."), chromedp.Focus(`[name=act]`, chromedp.ByQuery), chromedp.KeyEvent(about+"\r"),
			chromedp.WaitVisible(`.spelled`, chromedp.ByQuery))
	}
	do(t, ctx, chromedp.Navigate(f.base+"/intake?from=0612345678"), chromedp.SendKeys(`[name=caller_name]`, "Monique Jansen", chromedp.ByQuery))
	ask("de vriescel")
	do(t, ctx, chromedp.KeyEvent("m"), chromedp.WaitReady(`[name=after]`, chromedp.ByQuery))
	if page := seen(t, ctx, "body"); !strings.Contains(page, "Monique Jansen belt") || !strings.Contains(page, "In dit gesprek al genoteerd: U wilt meer weten over de vriescel.") {
		t.Errorf("the second question begins with:\n%s", page)
	}
	ask("de factuur")
	if page := seen(t, ctx, "main"); !strings.Contains(page, "Ook in dit gesprek") || !strings.Contains(page, "U wilt meer weten over de vriescel.") {
		t.Errorf("what was noted before is not told:\n%s", page)
	}
	all := f.promises()
	if len(all) != 2 {
		t.Fatalf("promised: %+v", all)
	}
	f.write(f.actor, func(tx *db.Tx) error {
		var asked [2]intake.Question
		for i, p := range all {
			var err error
			if asked[i], err = f.app.Acts.Intake.Get(tx, p.Question); err != nil {
				return err
			}
		}
		if asked[0].Contact != asked[1].Contact || asked[0].Channel != asked[1].Channel || asked[0].Customer != asked[1].Customer || asked[0].Customer.IsZero() {
			t.Errorf("not one conversation: %+v", asked)
		}
		return nil
	})
	f.clock.Advance(16 * time.Second)
	if both := f.sms.wait(t) + f.sms.wait(t); !strings.Contains(both, "vriescel") || !strings.Contains(both, "factuur") {
		t.Errorf("the messages are %q", both)
	}
}

// What is no call, answer or sending asks in one line what shows that it was done: Enter opens that line with
// the cursor in it, and Enter there does it.
func TestEnterOnARowThatAsksForProof(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	f.promisedAs(promise.Other, "de sleutel klaarleggen")
	do(t, ctx, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible("#work .row", chromedp.ByQuery), chromedp.KeyEvent("j"))
	until(t, ctx, "J goes to the row", `document.activeElement.matches(".row")`)
	enter := func(repeat bool) chromedp.Action {
		return input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithText("\r").WithWindowsVirtualKeyCode(13).WithAutoRepeat(repeat)
	}
	do(t, ctx, enter(false), enter(true), enter(true))
	until(t, ctx, "the line is open with the cursor in it", `document.activeElement.matches("details[open] input[name=words]")`)
	do(t, ctx, chromedp.Sleep(300*time.Millisecond))
	if where := seen(t, ctx, "main"); strings.Contains(where, "klopt nog niet") {
		t.Fatalf("Enter that was held sent what it opened:\n%s", where)
	}
	do(t, ctx, chromedp.KeyEvent("\r"), chromedp.WaitVisible(`[data-fault]`, chromedp.ByQuery))
	until(t, ctx, "without words it asks for them in their place", `document.activeElement.matches("details[open] input[name=words]")`)
	do(t, ctx, chromedp.KeyEvent("ligt bij de balie\r"), chromedp.WaitVisible(`[data-done]`, chromedp.ByQuery))
	if all := f.promises(); len(all) != 0 {
		t.Errorf("still open: %+v", all)
	}
}
