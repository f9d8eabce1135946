package browser

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
)

// signsIn is a colleague at a device of his own.
func (f *firm) signsIn(name, email string) context.Context {
	f.t.Helper()
	return f.goesIn(email, f.colleague(name, email))
}

// goesIn signs somebody in at a browser of his own.
func (f *firm) goesIn(email, password string) context.Context {
	f.t.Helper()
	ctx := browserFor(f.t, 3*time.Minute)
	do(f.t, ctx, chromedp.Navigate(f.base+"/signin"), chromedp.SendKeys(`[name=email]`, email, chromedp.ByQuery),
		chromedp.SendKeys(`[name=password]`, password+"\r", chromedp.ByQuery),
		chromedp.WaitVisible(`nav a[href="/today"][aria-current=page]`, chromedp.ByQuery))
	return ctx
}

// says fails unless a part of the page has all the words.
func says(t *testing.T, ctx context.Context, where string, words ...string) {
	t.Helper()
	text := seen(t, ctx, where)
	for _, wanted := range words {
		if !strings.Contains(text, wanted) {
			t.Errorf("%q is not in %s:\n%s", wanted, where, text)
		}
	}
}

// compared has two people approve an answer that compares three courses.
func (f *firm) compared() {
	f.t.Helper()
	var courses knowledge.Answer
	f.write(f.actor, func(tx *db.Tx) (err error) {
		courses, err = f.app.Acts.Knowledge.Begin(tx, knowledge.Details{}, knowledge.Draft{NL: knowledge.Text{
			Title: "Wat is het verschil tussen de drie cursussen?", Body: "Zij verschillen in dagen en in het diploma.",
		}})
		return err
	})
	second := f.actor
	f.write(party.Itself(f.actor.Org), func(tx *db.Tx) error {
		all, err := f.app.Acts.Access.List(tx)
		for _, one := range all {
			if one.Staff != f.actor.StaffID() {
				second.ID = one.Staff.Any()
			}
		}
		return err
	})
	f.write(second, func(tx *db.Tx) error {
		_, err := f.app.Acts.Knowledge.Approve(tx, courses.ID, 0, 1)
		return err
	})
}

// The waiting buyer: she wants to compare courses and is ready to buy. Whoever picks up is "only the operator", and
// yet looks it up, notes it, reads it back, and promises a call by the expert that he can really keep. She can
// follow it, her waiting is seen, the expert calls in time, and who noted it hears how it ended.
func TestTheWaitingBuyer(t *testing.T) {
	t.Parallel()
	f := open(t)
	fatima := browserFor(t, 3*time.Minute)
	f.begin(fatima)
	f.channels()
	jeroen := f.signsIn("Jeroen Bakker", "jeroen@delinde.example")
	f.compared()

	// It rings: a number that nobody knows.
	do(t, fatima, chromedp.Navigate(f.base+"/call?from=0612345678"), chromedp.WaitVisible(`[name=caller_name]`, chromedp.ByQuery),
		chromedp.SendKeys(`[name=caller_name]`, "Monique Jansen", chromedp.ByQuery),
		chromedp.SendKeys(`[name=to_customer]`, "Wat is het verschil tussen de drie cursussen?", chromedp.ByQuery),
		chromedp.WaitVisible(`[name=answer][data-alt-key="1"]`, chromedp.ByQuery)) // it can be looked up at once
	says(t, fatima, "#answers", "verschil tussen de drie cursussen")
	do(t, fatima, chromedp.Click(`[name=confirmed]`, chromedp.ByQuery),
		chromedp.SendKeys(`[name=decides]`, "vrijdag", chromedp.ByQuery), chromedp.SendKeys(`[name=compares_with]`, "een andere school", chromedp.ByQuery),
		chromedp.Evaluate(`(() => { const owner = document.querySelector("[name=owner]");
			owner.value = [...owner.options].find((one) => one.text.startsWith("Jeroen")).value; owner.dispatchEvent(new Event("change", {bubbles: true})); })()`, nil),
		chromedp.SendKeys(`[name=act]`, "welke van de drie past", chromedp.ByQuery))
	until(t, fatima, "a time of the expert is offered", `document.querySelector(".lastword")?.innerText.includes("Jeroen belt")`)
	do(t, fatima, chromedp.Click(`button[name=end][value=promised]`, chromedp.ByQuery), chromedp.WaitVisible(`.spelled`, chromedp.ByQuery))
	who := f.caller("+31612345678")
	if p := f.word(who); p.Overridden || p.Kind != promise.CallBack || p.Owner == f.actor.StaffID() || p.State != promise.Agreed {
		t.Fatalf("promised: %+v", p)
	}

	// Her phone has it, and she can follow it without an account.
	f.clock.Advance(16 * time.Second)
	link := regexp.MustCompile(regexp.QuoteMeta(f.base) + `/w/\w+`).FindString(f.sms.wait(t))
	monique := browserFor(t, 3*time.Minute)
	do(t, monique, chromedp.EmulateViewport(390, 844), chromedp.Navigate(link))
	says(t, monique, "h1", "Jeroen belt u")

	// Her waiting is seen: on Figures, and by the expert.
	do(t, fatima, chromedp.Navigate(f.base+"/figures"))
	says(t, fatima, "main", "Wacht om te kopen")
	do(t, fatima, chromedp.Navigate(f.base+"/figures/questions?of=buying"))
	says(t, fatima, "main", "Monique Jansen", "Beslist vrijdag 27 november")
	do(t, jeroen, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(`.dial a[href="tel:+31612345678"]`, chromedp.ByQuery))
	says(t, jeroen, "main", "Monique Jansen", "welke van de drie past")

	// The expert calls in time; she sees that it was done, and Fatima hears it thanks to her note.
	f.clock.Advance(2 * time.Minute)
	do(t, jeroen, chromedp.Navigate(f.base+"/today"), chromedp.Click(`.row .dial + details > summary, .row details > summary`, chromedp.ByQuery),
		chromedp.Click(`.row details form[action$="/spoken"] button`, chromedp.ByQuery), chromedp.WaitNotPresent(`.dial`, chromedp.ByQuery))
	f.clock.Advance(16 * time.Second)
	if p := f.word(who); p.State != promise.Delivered || !p.DeedAt.Before(p.DueAt) || !p.BrokenAt.IsZero() {
		t.Fatalf("kept: %+v", p)
	}
	do(t, monique, chromedp.Navigate(link))
	says(t, monique, "main", "Is het gelukt?")
	do(t, fatima, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(`main`, chromedp.ByQuery))
	says(t, fatima, "main", "Jeroen", "Monique", "dankzij jouw notitie")
	do(t, fatima, chromedp.Navigate(f.base+"/figures/questions?of=buying"))
	if left := seen(t, fatima, "main"); strings.Contains(left, "Monique Jansen") {
		t.Errorf("she waits no more, but stands in:\n%s", left)
	}
}

// word is our one promise to a customer, however it ended.
func (f *firm) word(of id.Customer) (p promise.Promise) {
	f.t.Helper()
	f.write(party.Itself(f.actor.Org), func(tx *db.Tx) error {
		all, err := f.app.Acts.Promise.OfCustomer(tx, of, 10)
		if len(all) != 1 {
			f.t.Errorf("promised: %+v", all)
			return err
		}
		p = all[0]
		return err
	})
	return p
}

// caller is whom a number belongs to.
func (f *firm) caller(number phone.E164) (of id.Customer) {
	f.t.Helper()
	f.write(party.Itself(f.actor.Org), func(tx *db.Tx) error {
		found, err := f.app.Acts.Customer.ByPhone(tx, number)
		if len(found) == 1 {
			of = found[0].ID
		}
		return err
	})
	return of
}
