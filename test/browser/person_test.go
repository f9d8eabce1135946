package browser

import (
	"context"
	"encoding/json"
	"fmt"
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
)

// person is somebody at a browser of his own who does what the words on the screen say: he opens what is folded,
// fills in what is asked and presses what he can see.
type person struct {
	t    *testing.T
	ctx  context.Context
	base string
}

func (f *firm) person(ctx context.Context) person { return person{f.t, ctx, f.base} }

// opens goes to a page.
func (p person) opens(path string) {
	p.t.Helper()
	do(p.t, p.ctx, chromedp.Navigate(p.base+path), chromedp.WaitReady("main", chromedp.ByQuery))
}

// comes opens a page again until it says the words, which work in the background brings.
func (p person) comes(path, words string) {
	p.t.Helper()
	for range 100 {
		p.opens(path)
		if strings.Contains(strings.Join(strings.Fields(seen(p.t, p.ctx, "main")), " "), words) {
			return
		}
	}
	p.sees(words)
}

// sees waits until all these words stand on the page, whatever the line breaks between them.
func (p person) sees(words ...string) {
	p.t.Helper()
	for _, wanted := range words {
		p.until(fmt.Sprintf("%q stands on the page", wanted), `(document.querySelector("main")?.innerText ?? "").replace(/\s+/g, " ").includes(`+quoted(wanted)+`)`)
	}
}

// misses fails when any of these words stands on the page.
func (p person) misses(words ...string) {
	p.t.Helper()
	page := strings.Join(strings.Fields(seen(p.t, p.ctx, "main")), " ")
	for _, unwanted := range words {
		if strings.Contains(page, unwanted) {
			p.t.Errorf("%q stands on the page:\n%s", unwanted, page)
		}
	}
}

// found is a script that finds the first that fits the selector and says the words, and unfolds what it lies in.
const found = `((where, words) => {
	const one = [...document.querySelectorAll(where)].filter((one) => one.type !== "hidden" && one.textContent.replace(/\s+/g, " ").includes(words))
		.sort((a, b) => a.textContent.length - b.textContent.length)[0];
	for (let fold = one?.parentElement?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
	return one ?? null;
})`

// fills types into a field, or chooses what so begins in a list.
func (p person) fills(where, what string) {
	p.t.Helper()
	p.until(where+" is there to fill in", `(() => { const one = `+found+`(`+quoted("main "+where)+`, "");
		if (!one) return false;
		one.value = one.options ? [...one.options].find((option) => option.text.startsWith(`+quoted(what)+`))?.value : `+quoted(what)+`;
		one.dispatchEvent(new Event("input", {bubbles: true})); one.dispatchEvent(new Event("change", {bubbles: true}));
		return one.value !== ""; })()`)
}

// presses presses the button or link that says so, within a part of the page, and waits for what comes of it and for the
// words that follow.
func (p person) presses(where, words string, then ...string) {
	p.t.Helper()
	one := found + `(` + quoted("main "+where+" button, main "+where+" a, main "+where+" label") + `, ` + quoted(words) + `)`
	p.until(fmt.Sprintf("%q can be pressed", words), one+` !== null`)
	press := `(() => { const one = ` + one + `; if (one.localName !== "label") one.dataset.pressed = ""; one.click(); })()`
	if err := chromedp.Run(p.ctx, chromedp.Evaluate(press, nil)); err != nil && !gone(err) {
		p.t.Fatal(err)
	}
	p.until(fmt.Sprintf("the page with %q gives way", words), `document.readyState === "complete" && document.querySelector("[data-pressed]") === null`)
	p.sees(then...)
}

// until waits until a script is true, also while one page gives way to the next.
func (p person) until(what, script string) {
	p.t.Helper()
	var err error
	for range 9 {
		var yes bool
		err = chromedp.Run(p.ctx, chromedp.Poll(script, &yes, chromedp.WithPollingTimeout(12*time.Second), chromedp.WithPollingInterval(50*time.Millisecond)))
		if err == nil && yes {
			return
		}
		if err != nil && !gone(err) {
			break
		}
	}
	p.t.Fatalf("never: %s (%v) on:\n%s", what, err, seen(p.t, p.ctx, "main"))
}

// gone tells that a page was asked something when it gave way to the next.
func gone(err error) bool {
	return strings.Contains(err.Error(), "navigated") || strings.Contains(err.Error(), "Cannot find context")
}

// links makes a link to a customer's own page.
func (p person) links(customer string) (path string) {
	p.t.Helper()
	p.opens(customer)
	p.presses(`form[action$="/link"]`, "Maak een link", "De link is klaar")
	var page string
	do(p.t, p.ctx, chromedp.OuterHTML("main", &page, chromedp.ByQuery))
	return regexp.MustCompile(`/w/\w+`).FindString(page)
}

func quoted(text string) string {
	raw, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// known is a customer with a past of orders, so many weeks ago.
func (f *firm) known(d customer.Details, weeks ...int) (of id.Customer) {
	f.t.Helper()
	f.write(party.Itself(f.actor.Org), func(tx *db.Tx) error {
		c, err := f.app.Acts.Customer.Add(tx, d)
		of = c.ID
		return err
	})
	for _, ago := range weeks {
		bought := act.Bought{Customer: of, At: f.clock.Now().AddDate(0, 0, -7*ago-1), Amount: 10_000}
		if _, err := f.app.Acts.AddOrder(context.Background(), f.actor, bought); err != nil {
			f.t.Fatal(err)
		}
	}
	return of
}
