package browser

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/party"
)

// What we answer appears while one types; one key uses it, and it is stamped on the question.
func TestAnAnswerByKeyboard(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := browser(t)
	f.begin(ctx)
	f.channels()
	var hours knowledge.Answer
	f.write(f.actor, func(tx *db.Tx) (err error) {
		hours, err = f.app.Acts.Knowledge.Begin(tx, knowledge.Details{}, knowledge.Draft{NL: knowledge.Text{Title: "Hoe laat zijn jullie open?", Body: "Tot vijf uur."}})
		return err
	})
	colleague := f.actor
	colleague.Kind, colleague.ID = party.Staff, id.New[id.Any](f.app.DB.IDs())
	f.write(colleague, func(tx *db.Tx) (err error) {
		_, err = f.app.Acts.Knowledge.Approve(tx, hours.ID, 0, 1)
		return err
	})
	p := sits(t, ctx, f.base+"/today")
	p.press("n")
	p.waits(`[name=caller_name]:focus`)
	p.types("Zeger van Dam")
	p.tabs("to_customer", "")
	p.types("Tot hoe laat open?")
	p.waits(`[name=answer][data-alt-key="1"]`)
	do(t, ctx, chromedp.KeyEvent("1", chromedp.KeyModifiers(input.ModifierAlt)))
	p.waits(`[name=answer][data-alt-key="1"]:checked`)
	if !p.at("to_customer", "") {
		t.Error("the key took who types from where they type")
	}
	p.tabs("end", "answered")
	p.press("\r")
	p.waits(`nav a[href="/today"][aria-current=page]`)
	p.within(0, 25*time.Second)
	f.write(f.actor, func(tx *db.Tx) error {
		given, err := f.app.Acts.Knowledge.GivenTo(tx, hours.ID, 10)
		if len(given) != 1 || given[0].Number != 1 || given[0].Question.IsZero() || given[0].Customer.IsZero() || given[0].Actor != f.actor.ID {
			t.Errorf("stamped: %+v", given)
		}
		return err
	})
}
