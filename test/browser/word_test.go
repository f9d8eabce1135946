package browser

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// begin is the first run, filled in as its page asks.
func (f *firm) begin(ctx context.Context) {
	f.t.Helper()
	do(f.t, ctx,
		chromedp.Navigate(f.base+"/setup/"+f.token),
		chromedp.SendKeys(`[name=organisation]`, "De Linde Verhuur & Service", chromedp.ByQuery),
		chromedp.SendKeys(`[name=your_name]`, "Fatima El Amrani", chromedp.ByQuery),
		chromedp.SendKeys(`[name=email]`, "fatima@delinde.example", chromedp.ByQuery),
		chromedp.SendKeys(`[name=password]`, "vier-woorden-om-te-onthouden\r", chromedp.ByQuery),
		chromedp.WaitVisible(`[name=address]`, chromedp.ByQuery),
		chromedp.Click(`main a[href="/today"]`, chromedp.ByQuery),
		chromedp.WaitVisible(`nav a[href="/today"][aria-current=page]`, chromedp.ByQuery),
	)
}

// noted types a question of whoever is on the phone and promises a call back at the first time offered.
func (f *firm) noted(ctx context.Context, path, caller, asked string) (said string) {
	f.t.Helper()
	steps := []chromedp.Action{chromedp.Navigate(f.base + path)}
	if caller != "" {
		steps = append(steps, chromedp.SendKeys(`[name=caller_name]`, caller, chromedp.ByQuery))
	}
	steps = append(steps,
		chromedp.SendKeys(`[name=to_customer]`, asked, chromedp.ByQuery),
		chromedp.SendKeys(`[name=act]`, "de drie cursussen", chromedp.ByQuery),
		chromedp.Click(`button[name=end][value=promised]`, chromedp.ByQuery),
		chromedp.WaitNotPresent(`[name=to_customer]`, chromedp.ByQuery),
	)
	do(f.t, ctx, steps...)
	return seen(f.t, ctx, "main")
}

// open promises of the organisation, as the database has them.
func (f *firm) promises() (all []promise.Promise) {
	f.t.Helper()
	f.write(f.actor, func(tx *db.Tx) (err error) {
		all, err = f.app.Acts.Promise.OpenOf(tx, f.actor.StaffID())
		return err
	})
	return all
}

// The main job, as people do it: a question on the phone becomes a confirmed question and a feasible
// promise; the customer gets an SMS, sees on the page what was promised, and says that we understood.
func TestAPhoneQuestionBecomesAPromiseThatTheCustomerSees(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	said := f.noted(ctx, "/intake?from=%2B31612345678", "Monique Jansen", "U wilt het verschil weten tussen de drie cursussen.")
	all := f.promises()
	if len(all) != 1 || all[0].State != promise.Agreed || all[0].Overridden || !strings.Contains(said, string(all[0].Code[:3])) {
		t.Fatalf("promised: %+v, and the page says:\n%s", all, said)
	}
	f.clock.Advance(16 * time.Second) // the time to undo passes
	text := f.sms.wait(t)
	link := regexp.MustCompile(regexp.QuoteMeta(f.base) + `/w/\w+`).FindString(text)
	if link == "" || !strings.Contains(text, "+31612345678") {
		t.Fatalf("the SMS is %q", text)
	}
	page := browser(t) // somebody else's phone
	do(t, page, chromedp.Navigate(link))
	if big := seen(t, page, "h1"); !strings.Contains(big, "Fatima belt u") || !strings.Contains(big, "vandaag") {
		t.Errorf("first on the customer's page stands %q", big)
	}
	body := seen(t, page, "body")
	for _, wanted := range []string{"de drie cursussen", "56 78"} {
		if !strings.Contains(body, wanted) {
			t.Errorf("the customer's page does not say %q:\n%s", wanted, body)
		}
	}
	do(t, page, chromedp.Click(`form[action$="/confirm"] button`, chromedp.ByQuery), chromedp.WaitNotPresent(`form[action$="/confirm"]`, chromedp.ByQuery))
	f.write(f.actor, func(tx *db.Tx) error {
		q, err := f.app.Acts.Intake.Get(tx, all[0].Question)
		if err == nil && q.ReadingState != "confirmed" {
			t.Errorf("after the customer said yes the read-back is %s", q.ReadingState)
		}
		return err
	})
	do(t, ctx, chromedp.Navigate(f.base+"/today"))
	if today := seen(t, ctx, "main"); !strings.Contains(today, "Monique Jansen") {
		t.Errorf("Today does not show her:\n%s", today)
	}
}

// A customer with an e-mail address gets mail, with the same word in it.
func TestTheConfirmationReachesARealMailServer(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	var zeger id.Customer
	f.write(f.actor, func(tx *db.Tx) error {
		c, err := f.app.Acts.Customer.Add(tx, customer.Details{Name: "Zeger van Dam", Emails: []string{"zeger@vandam.example"}})
		zeger = c.ID
		return err
	})
	f.noted(ctx, "/intake?customer="+url.QueryEscape(zeger.String()), "", "U wilt weten waarom de koelcel uitvalt.")
	f.clock.Advance(16 * time.Second)
	mail := f.mail.wait(t)
	for _, wanted := range []string{"To: ", "zeger@vandam.example", "Fatima belt u", "multipart/alternative"} {
		if !strings.Contains(mail, wanted) {
			t.Errorf("the mail does not say %q:\n%s", wanted, mail)
		}
	}
}

// Keyboard only: N, the question, the promise with Enter in its last field.
func TestAQuestionByKeyboardAlone(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	do(t, ctx,
		chromedp.Navigate(f.base+"/today"), chromedp.WaitReady("body", chromedp.ByQuery),
		chromedp.KeyEvent("n"), chromedp.WaitVisible(`[name=to_customer]`, chromedp.ByQuery),
		chromedp.KeyEvent("Pieter de Groot\t0613294222\t"),
	)
	do(t, ctx, chromedp.Focus(`[name=to_customer]`, chromedp.ByQuery), chromedp.KeyEvent("U wilt weten of transportschade gedekt is."),
		chromedp.Focus(`[name=act]`, chromedp.ByQuery), chromedp.KeyEvent("de dekking\r"),
		chromedp.WaitNotPresent(`[name=to_customer]`, chromedp.ByQuery))
	if all := f.promises(); len(all) != 1 || all[0].Kind != promise.CallBack {
		t.Errorf("promised: %+v", all)
	}
}

// Without script the same form makes the same promise, and two people never both get the last room.
func TestTheDeskRefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	_, err := f.app.Acts.MakePromise(context.Background(), f.actor, promise.Make{
		Kind: promise.Other, Act: "de hele dag vol", Customer: f.somebody(), Owner: f.actor.StaffID(), Minutes: 300, Override: true,
		Due: promise.Due{At: f.clock.Now().Add(7 * time.Hour)},
	}, act.Silently)
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate(f.base+"/intake?from=%2B31612345678"),
		chromedp.SendKeys(`[name=caller_name]`, "Monique Jansen", chromedp.ByQuery),
		chromedp.SendKeys(`[name=to_customer]`, "U wilt iets weten.", chromedp.ByQuery),
		chromedp.SendKeys(`[name=when]`, "over een uur", chromedp.ByQuery),
		chromedp.Click(`button[name=end][value=promised]`, chromedp.ByQuery),
		chromedp.WaitVisible(`[aria-invalid=true], .fault, [role=alert]`, chromedp.ByQuery))
	var kept string
	do(t, ctx, chromedp.Value(`[name=to_customer]`, &kept, chromedp.ByQuery))
	if kept != "U wilt iets weten." {
		t.Errorf("after the refusal what was typed is %q", kept)
	}
	if all := f.promises(); len(all) != 1 {
		t.Errorf("%d promises, want only the first", len(all))
	}
}

func (f *firm) somebody() (of id.Customer) {
	f.t.Helper()
	f.write(party.Itself(f.actor.Org), func(tx *db.Tx) error {
		c, err := f.app.Acts.Customer.Add(tx, customer.Details{Name: "Iemand Anders"})
		of = c.ID
		return err
	})
	return of
}
