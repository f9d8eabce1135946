package browser

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/intake"
	"kroon/internal/promise"
)

// perKey is what a key costs somebody who types while listening.
const perKey = 250 * time.Millisecond

// typist works by keyboard alone. The keys are counted, and so is the time: that of the keys and that of the
// pages, which are really loaded.
type typist struct {
	t     *testing.T
	ctx   context.Context
	keys  int
	begun time.Time
}

// sits has somebody sit down at a page, and begins to count.
func sits(t *testing.T, ctx context.Context, at string) *typist {
	t.Helper()
	do(t, ctx, chromedp.Navigate(at), chromedp.WaitVisible("h1", chromedp.ByQuery))
	return &typist{t: t, ctx: ctx, begun: time.Now()}
}

// press presses one key.
func (p *typist) press(key string, with ...input.Modifier) {
	p.t.Helper()
	p.keys++
	do(p.t, p.ctx, chromedp.Sleep(perKey), chromedp.KeyEvent(key, chromedp.KeyModifiers(with...)))
}

// types types a text.
func (p *typist) types(text string) {
	p.t.Helper()
	for _, key := range text {
		p.press(string(key))
	}
}

// tabs goes on with Tab until the field, or the button, has the focus.
func (p *typist) tabs(name, value string) {
	p.t.Helper()
	for range 30 {
		if p.at(name, value) {
			return
		}
		p.press("\t")
	}
	p.t.Fatalf("Tab does not lead to %s %s", name, value)
}

func (p *typist) at(name, value string) (there bool) {
	p.t.Helper()
	do(p.t, p.ctx, chromedp.Evaluate(`(() => { const at = document.activeElement;
		return at.name === "`+name+`" && ("`+value+`" === "" || at.value === "`+value+`") })()`, &there))
	return there
}

// waits waits for what the keys led to.
func (p *typist) waits(selector string) {
	p.t.Helper()
	do(p.t, p.ctx, chromedp.WaitVisible(selector, chromedp.ByQuery))
}

// within holds the keys and the time against what they may be.
func (p *typist) within(keys int, most time.Duration) {
	p.t.Helper()
	took := time.Since(p.begun)
	p.t.Logf("%d keys, %.1f s", p.keys, took.Seconds())
	if keys > 0 && p.keys > keys {
		p.t.Errorf("%d keys, and %d should do", p.keys, keys)
	}
	if took > most {
		p.t.Errorf("it took %s, and should be done within %s", took, most)
	}
}

// By keyboard alone somebody on the phone becomes a confirmed question and a promise that is feasible.
func TestAPhoneQuestionByKeyboardWithinAMinute(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	p := sits(t, ctx, f.base+"/today")
	p.press("n")
	p.waits(`[name=caller_name]:focus`)
	p.types("Monique Jansen")
	p.tabs("from", "")
	p.types("0612345678")
	p.tabs("to_customer", "")
	p.types("U wilt het verschil weten tussen de drie cursussen.")
	p.tabs("confirmed", "")
	p.press(" ")
	p.tabs("act", "")
	p.types("de drie cursussen")
	p.press("\r")
	p.waits(`.spelled`)
	p.within(0, time.Minute)
	all := f.promises()
	if len(all) != 1 || all[0].State != promise.Agreed || all[0].Overridden {
		t.Fatalf("promised: %+v", all)
	}
	f.write(f.actor, func(tx *db.Tx) error {
		q, err := f.app.Acts.Intake.Get(tx, all[0].Question)
		if q.ReadingState != intake.Confirmed {
			t.Errorf("the question is %s", q.ReadingState)
		}
		return err
	})
}

// What is answered at once takes less than half of that.
func TestAnsweredAtOnceByKeyboard(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	p := sits(t, ctx, f.base+"/today")
	p.press("n")
	p.waits(`[name=caller_name]:focus`)
	p.types("Zeger van Dam")
	p.tabs("to_customer", "")
	p.types("Tot hoe laat bent u open?")
	p.tabs("end", "answered")
	p.press("\r")
	p.waits(`nav a[href="/today"][aria-current=page]`)
	p.within(0, 25*time.Second)
	f.write(f.actor, func(tx *db.Tx) error {
		n, err := db.One[int](tx, "SELECT COUNT(*) FROM question q WHERE q.org = $1 AND q.ending = 'answered'", tx.Org)
		if n != 1 {
			t.Errorf("%d questions are answered", n)
		}
		return err
	})
}

// A try in vain is logged in three keys, and a half note kept in two.
func TestATryInThreeKeysAndAHalfNoteInTwo(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	var late promise.Promise
	f.write(f.actor, func(tx *db.Tx) error {
		zeger, err := f.app.Acts.Customer.Add(tx, customer.Details{Name: "Zeger van Dam", Numbers: []customer.Number{{Number: "+31205550123"}}})
		if err != nil {
			return err
		}
		made, err := f.app.Acts.Promise.Make(tx, promise.Make{
			Kind: promise.CallBack, Customer: zeger.ID, Owner: f.actor.StaffID(), Act: "terugbellen over de koelcel", Override: true,
			Due: promise.Due{At: f.clock.Now().Add(30 * time.Minute)},
		})
		late = made.Promise
		return err
	})
	p := sits(t, ctx, f.base+"/today")
	p.press("j")
	p.waits(`.row:focus`)
	p.press("g")
	p.waits(`form[action="/today/` + late.ID.String() + `/undo"]`)
	p.within(3, 10*time.Second)
	f.write(f.actor, func(tx *db.Tx) error {
		story, err := f.app.Acts.Promise.Story(tx, late.ID)
		if err == nil && (len(story.Attempts) != 1 || story.Attempts[0].Result != promise.NoAnswer) {
			t.Errorf("tried: %+v", story.Attempts)
		}
		return err
	})

	p = sits(t, ctx, f.base+"/today")
	p.press("n")
	p.waits(`[name=caller_name]:focus`)
	p.press("\r", input.ModifierCtrl)
	p.waits(`nav a[href="/today"][aria-current=page]`)
	p.within(2, 10*time.Second)
	if all := f.promises(); len(all) != 2 {
		t.Errorf("%d promises, want the half note's too", len(all))
	}
}
