package browser

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kroon/internal/lang"
	"kroon/internal/message"
)

// mailed is one mail as it leaves.
type mailed struct {
	Name string `json:"name"`
	HTML string `json:"html"`
}

// letters are every kind of message in each language, form of address and way to answer; of what can be promised
// each turn comes by. English has one form of address, and so have colleagues.
func letters() []mailed {
	noon := time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC)
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	var out []mailed
	for _, l := range lang.Langs() {
		for _, informal := range []bool{false, true} {
			for _, site := range []string{"", "https://kroon.delinde.example"} {
				for i, kind := range append(message.CustomerKinds(), message.StaffKinds()...) {
					h := message.House{Name: "De Linde Verhuur & Service", Phone: "030 261 44 00", Site: site, Zone: zone}
					promised := message.ExampleKinds()[i%len(message.ExampleKinds())]
					name := fmt.Sprintf("%s, familiar %v, %q, %s of a promise to %s", l, informal, site, kind, promised)
					one := mailed{name, message.Example(kind, promised, l, informal, h, noon).HTML}
					if !slices.ContainsFunc(out, func(other mailed) bool { return other.HTML == one.HTML }) {
						out = append(out, one)
					}
				}
			}
		}
	}
	return out
}

// reads shows the mails one after the other, as a program for mail does, and has axe look at each. What axe asks
// of a whole page (landmarks, a heading) is left out: a mail is shown inside one. A mail must also fit the width,
// and what is there to press must be large enough for a thumb.
const reads = `(async (letters) => {
	const wrong = [], rules = Object.fromEntries(["region", "landmark-one-main", "page-has-heading-one", "bypass"].map((id) => [id, {enabled: false}]));
	for (const {name, html} of letters) {
		const parsed = new DOMParser().parseFromString(html, "text/html");
		document.documentElement.replaceWith(document.adoptNode(parsed.documentElement));
		const found = await axe.run(document, {resultTypes: ["violations"], rules});
		for (const one of found.violations) wrong.push(name + ": " + one.id + ": " + one.help + " " + one.nodes[0].html + " " + one.nodes[0].failureSummary);
		if (document.documentElement.scrollWidth > innerWidth) wrong.push(name + ": wider than " + innerWidth);
		for (const link of document.links) if (link.getBoundingClientRect().height < 44) wrong.push(name + ": a link only " + link.getBoundingClientRect().height + " high");
		if (document.body.innerText.trim().length < 80) wrong.push(name + ": nothing to read");
	}
	return wrong;
})`

// TestNoMailBarsAnybody has axe look at every mail that Kroon can send, in turn in the light on a phone and in the
// dark on a desk.
func TestNoMailBarsAnybody(t *testing.T) {
	t.Parallel()
	ctx := browserFor(t, 2*time.Minute)
	turns := [2][]mailed{}
	for i, one := range letters() {
		turns[i%2] = append(turns[i%2], one)
	}
	for i, theme := range []string{"light", "dark"} {
		width := int64(390 + 210*i)
		all, err := json.Marshal(turns[i])
		if err != nil {
			t.Fatal(err)
		}
		var wrong []string
		do(t, ctx, chromedp.EmulateViewport(width, 800), scheme(theme), chromedp.Navigate("about:blank"),
			chromedp.Evaluate(axe+";0", nil), chromedp.Evaluate(reads+"("+string(all)+")", &wrong, awaited))
		for _, one := range wrong {
			t.Errorf("%s, %d wide: %s", theme, width, one)
		}
	}
}
