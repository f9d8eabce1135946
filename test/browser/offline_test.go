package browser

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/intake"
	"kroon/internal/party"
	"kroon/internal/team"
)

// cut takes the line away, for the page and for its service worker alike, or gives it back.
func (f *firm) cut(ctx context.Context, away bool) {
	f.t.Helper()
	f.away.Store(away)
	do(f.t, ctx, network.Enable(), network.OverrideNetworkState(away, 0, -1, -1))
}

// back brings the line back while no page of Kroon is open: a page that catches up by itself would go to
// where it wants while the test goes elsewhere.
func (f *firm) back(ctx context.Context) {
	f.t.Helper()
	do(f.t, ctx, chromedp.Navigate("about:blank"))
	f.cut(ctx, false)
}

// until waits until a script says yes.
func until(t *testing.T, ctx context.Context, what, script string) {
	t.Helper()
	var yes bool
	do(t, ctx, chromedp.Poll(script, &yes, chromedp.WithPollingTimeout(40*time.Second), chromedp.WithPollingInterval(100*time.Millisecond)))
	if !yes {
		t.Fatal("never: " + what)
	}
}

// ready waits until the service worker looks after the pages. It asks again and again: what one page was
// asked is lost when that page gives way to the next.
func ready(t *testing.T, ctx context.Context) {
	t.Helper()
	until(t, ctx, "a service worker looks after the page", `navigator.serviceWorker.controller !== null`)
}

// questions that were noted, with their words for colleagues.
func (f *firm) questions() (notes []string) {
	f.t.Helper()
	f.write(f.actor, func(tx *db.Tx) error {
		notes = nil
		all, err := db.All[string](tx, "SELECT coalesce(note, '') FROM question LEFT JOIN question_aside ON question_aside.org = question.org AND question_aside.question = question.id WHERE question.org = $1", tx.Org)
		notes = all
		return err
	})
	return notes
}

const waiting = `document.querySelector("#kept:not([hidden]) [data-part=waits]:not([hidden])") !== null`

// note fills in the page for without connection and saves it.
func note(t *testing.T, ctx context.Context, caller, about string) {
	t.Helper()
	do(t, ctx, chromedp.WaitVisible(`body[data-offline] form [name=caller_name]`, chromedp.ByQuery),
		chromedp.SendKeys(`[name=caller_name]`, caller, chromedp.ByQuery),
		chromedp.SendKeys(`[name=from]`, "0613294222", chromedp.ByQuery),
		chromedp.SendKeys(`[name=for_colleagues]`, about, chromedp.ByQuery),
		chromedp.Click(`button[name=end][value=half]`, chromedp.ByQuery))
	until(t, ctx, "the note waits", waiting)
}

// A note taken without connection waits in the browser, and is one question once the line is back, though
// the tab was closed meanwhile.
func TestANoteTakenOfflineArrivesOnce(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	ready(t, ctx)
	f.cut(ctx, true)
	do(t, ctx, chromedp.Navigate(f.base+"/intake?half=1"))
	note(t, ctx, "Pieter de Groot", "Over de dekking.")
	if text := seen(t, ctx, "#kept"); !strings.Contains(text, "Pieter de Groot") || !strings.Contains(text, "wacht op verbinding") {
		t.Errorf("what waits is shown as:\n%s", text)
	}
	tab, closed := chromedp.NewContext(ctx)
	do(t, tab, chromedp.Navigate(f.base+"/today")) // still away: another tab shows it too
	until(t, tab, "the other tab shows what waits", waiting)
	do(t, tab, chromedp.ActionFunc(func(context.Context) error { return nil }))
	closed()
	do(t, ctx, chromedp.Navigate("about:blank")) // the last page of Kroon is gone
	if all := f.questions(); len(all) != 0 {
		t.Fatalf("before the line was back: %q", all)
	}
	f.back(ctx)
	do(t, ctx, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(`nav a[href="/today"][aria-current=page]`, chromedp.ByQuery))
	until(t, ctx, "nothing waits any more", `kroonNotes.mine().then((all) => all.length === 0)`)
	if all := f.questions(); len(all) != 1 || !strings.HasPrefix(all[0], "Over de dekking.") {
		t.Errorf("noted: %q", all)
	}
	if all := f.promises(); len(all) != 1 || string(all[0].Kind) != "call-back" {
		t.Errorf("promised: %+v", all)
	}
}

// The session ends while a note waits: it is kept, signing in is asked, and afterwards it goes.
func TestANoteOutlivesTheSession(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	ready(t, ctx)
	f.cut(ctx, true)
	do(t, ctx, chromedp.Navigate(f.base+"/intake?half=1"))
	note(t, ctx, "Monique Jansen", "Belt over de cursus.")
	f.write(f.actor, func(tx *db.Tx) error { return f.app.Acts.Access.SignOutEverywhere(tx, f.actor.StaffID()) })
	f.back(ctx)
	do(t, ctx, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(`[name=password]`, chromedp.ByQuery))
	until(t, ctx, "the page to sign in tells that a note waits", `!document.querySelector("#kept").hidden`)
	if text := seen(t, ctx, "#kept"); strings.Contains(text, "Monique") {
		t.Errorf("before signing in anybody reads: %s", text)
	}
	if all := f.questions(); len(all) != 0 {
		t.Fatalf("without a session: %q", all)
	}
	do(t, ctx, chromedp.SendKeys(`[name=email]`, "fatima@delinde.example", chromedp.ByQuery),
		chromedp.SendKeys(`[name=password]`, "vier-woorden-om-te-onthouden\r", chromedp.ByQuery),
		chromedp.WaitVisible(`nav a[href="/today"][aria-current=page]`, chromedp.ByQuery))
	until(t, ctx, "nothing waits any more", `kroonNotes.mine().then((all) => all.length === 0)`)
	if all := f.questions(); len(all) != 1 {
		t.Errorf("noted: %q", all)
	}
}

// What Kroon refuses stays with its reason, to mend and send; it is one note then.
func TestARefusedNoteIsKeptToMend(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	ready(t, ctx)
	f.cut(ctx, true)
	do(t, ctx, chromedp.Navigate(f.base+"/intake?half=1"), chromedp.WaitVisible(`body[data-offline] form [name=caller_name]`, chromedp.ByQuery),
		chromedp.SendKeys(`[name=caller_name]`, "Zeger van Dam", chromedp.ByQuery),
		chromedp.SetValue(`[name=for_colleagues]`, strings.Repeat("a", intake.MaxForColleagues+1), chromedp.ByQuery),
		chromedp.Click(`button[name=end][value=half]`, chromedp.ByQuery))
	until(t, ctx, "the note waits", waiting)
	f.back(ctx)
	do(t, ctx, chromedp.Navigate(f.base+"/today"), chromedp.WaitVisible(`#kept [data-part=why]`, chromedp.ByQuery))
	if why := seen(t, ctx, "#kept"); !strings.Contains(why, "te lang") && !strings.Contains(why, "langer") {
		t.Errorf("the reason is %q", why)
	}
	do(t, ctx, chromedp.Click(`#kept [data-part=mend]`, chromedp.ByQuery), chromedp.WaitVisible(`form [name=caller_name]`, chromedp.ByQuery))
	until(t, ctx, "the form is filled in again", `document.querySelector("[name=caller_name]").value === "Zeger van Dam"`)
	do(t, ctx, chromedp.SetValue(`[name=for_colleagues]`, "Kort.", chromedp.ByQuery), chromedp.Click(`button[name=end][value=half]`, chromedp.ByQuery),
		chromedp.WaitVisible(`[data-done]`, chromedp.ByQuery))
	until(t, ctx, "nothing waits any more", `kroonNotes.mine().then((all) => all.length === 0)`)
	if all := f.questions(); len(all) != 1 || !strings.HasPrefix(all[0], "Kort.") {
		t.Errorf("noted: %q", all)
	}
}

// colleague hires somebody, who chooses a password.
const secret = "een-boot-vol-groene-peren" // of every colleague of the tests

func (f *firm) colleague(name, email string) (password string) {
	f.t.Helper()
	hired, err := f.app.Acts.Hire(context.Background(), f.actor, act.Colleague{
		Staff: team.Staff{Name: name, Email: email, Kind: party.Staff}, Role: party.Colleague,
	})
	if err == nil {
		password = secret
		_, _, err = f.app.Door.Accept(context.Background(), f.actor.Org, hired.Invite, password, access.Visit{})
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return password
}

// A note belongs to who took it: somebody else who signs in on the same device neither sees nor sends it,
// and the browser keeps no page of anybody.
func TestANoteIsNobodyElses(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	ready(t, ctx)
	f.cut(ctx, true)
	do(t, ctx, chromedp.Navigate(f.base+"/intake?half=1"))
	note(t, ctx, "Monique Jansen", "Belt over de cursus.")
	other := f.colleague("Jeroen Bos", "jeroen@delinde.example")
	f.write(f.actor, func(tx *db.Tx) error { return f.app.Acts.Access.SignOutEverywhere(tx, f.actor.StaffID()) })
	f.back(ctx)
	do(t, ctx, chromedp.Navigate(f.base+"/signin"), chromedp.SendKeys(`[name=email]`, "jeroen@delinde.example", chromedp.ByQuery),
		chromedp.SendKeys(`[name=password]`, other+"\r", chromedp.ByQuery),
		chromedp.WaitVisible(`nav a[href="/today"][aria-current=page]`, chromedp.ByQuery))
	var sent string
	do(t, ctx, chromedp.Evaluate(`new Promise((yes) => setTimeout(yes, 500)).then(() => kroonNotes.send()).then(({state}) => state)`, &sent, awaited))
	var hidden bool
	do(t, ctx, chromedp.Evaluate(`document.querySelector("#kept").hidden`, &hidden))
	if all := f.questions(); len(all) != 0 || !hidden || sent != "sent" {
		t.Errorf("for somebody else: %q, hidden %v, %s", all, hidden, sent)
	}
	// Even a script that sends it as it stands is not believed.
	var code int
	do(t, ctx, chromedp.Evaluate(`fetch("/intake/kept", {method: "POST", headers: {"HX-Request": "true"}, body: new URLSearchParams({note_key: "k", note_staff: "`+
		f.actor.StaffID().String()+`", note_house: "`+f.actor.Org.String()+`", for_colleagues: "x"})}).then((answer) => answer.status)`, &code, awaited))
	if code != 401 || len(f.questions()) != 0 {
		t.Errorf("in another's name: %d", code)
	}
	var shelved []string
	do(t, ctx, chromedp.Evaluate(`caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys())))).then((all) =>
		all.flat().map((one) => new URL(one.url).pathname).filter((path) => !path.startsWith("/static/")))`, &shelved, awaited))
	if strings.Join(shelved, " ") != "/offline /offline" {
		t.Errorf("besides static files the browser keeps %v", shelved)
	}
	do(t, ctx, chromedp.Navigate(f.base+"/settings"), chromedp.Click(`form[action="/signout"] button`, chromedp.ByQuery),
		chromedp.WaitVisible(`[name=password]`, chromedp.ByQuery))
	until(t, ctx, "signing out forgets who it was", `kroonNotes.person().then((who) => who === undefined)`)
}

// A page that came without its worker (the very first one, or one fetched past it) is looked after all the same.
func TestAPagePastItsWorkerIsLookedAfter(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	ready(t, ctx)
	do(t, ctx, page.Reload().WithIgnoreCache(true), chromedp.WaitVisible(`nav a[href="/today"][aria-current=page]`, chromedp.ByQuery))
	ready(t, ctx)
}
