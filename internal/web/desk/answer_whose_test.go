package desk_test

import (
	"context"
	"strings"
	"testing"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/knowledge"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/promise"
)

// An answer goes to who asked, in his language, and to nobody else; who was promised one later has not got it.
func TestAnAnswerIsOfWhoAsked(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx, acts, me := context.Background(), w.app.Acts, w.fatima.actor
		open := w.answered(id.Answer{}, "Tot vijf uur.", false)
		asked := intake.New{Text: "U wilt weten tot hoe laat wij open zijn.", Details: intake.Details{Customer: w.zeger}}
		taken, err := acts.TakeQuestion(ctx, me, act.Take{Question: asked, Ending: intake.Answered})
		if err != nil {
			t.Fatal(err)
		}
		w.do(me, func(tx *db.Tx) error {
			_, err := acts.Customer.Change(tx, w.zeger, 0, func(d *customer.Details) { d.Lang = lang.EN })
			return err
		})
		given, err := acts.GiveAnswer(ctx, me, knowledge.Give{Answer: open, Question: taken.Question.ID, How: knowledge.Sent})
		if err != nil || given.Customer != w.zeger || given.Lang != lang.EN {
			t.Errorf("given: %+v, %v", given, err)
		}
		if _, err := acts.GiveAnswer(ctx, me, knowledge.Give{Answer: open, Question: taken.Question.ID, Customer: w.monique}); !fault.Is(err, "knowledge.to_whom") {
			t.Errorf("to another than who asked: %v", err)
		}
		if _, err := acts.GiveAnswer(ctx, me, knowledge.Give{Answer: open, How: knowledge.Sent}); !fault.Is(err, "knowledge.to_whom") {
			t.Errorf("sent to nobody: %v", err)
		}
		later, err := acts.TakeQuestion(ctx, me, act.Take{Question: asked, Ending: intake.Promised, Answer: open, Tell: act.Silently,
			Promise: promise.Make{Kind: promise.CallBack, Override: true, Due: promise.Due{At: at(16, 0)}}})
		if err != nil {
			t.Fatal(err)
		}
		w.do(me, func(tx *db.Tx) error {
			got, err := acts.Knowledge.GivenFor(tx, later.Question.ID)
			if len(got) != 0 {
				t.Errorf("given with a promise: %+v", got)
			}
			return err
		})
	})
}

// A version that was only ever a draft takes nothing back, nor does one that says the same in other words.
func TestOnlyWhatTurnsOutWrongIsTakenBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx, acts, me := context.Background(), w.app.Acts, w.fatima.actor
		open := w.answered(id.Answer{}, "Tot vijf uur.", false)
		sends := func(minute int, says string, meanwhile func()) {
			t.Helper()
			if _, err := acts.GiveAnswer(ctx, me, knowledge.Give{Answer: open, Customer: w.zeger, How: knowledge.Sent}); err != nil {
				t.Fatal(err)
			}
			meanwhile()
			w.until(at(11, minute))
			sent := w.sentTo(w.zeger, message.Given)
			if last := sent[len(sent)-1]; last.State != message.Sent || !strings.Contains(last.Said, says) {
				t.Errorf("%s: %s, %q", says, last.State, last.Said)
			}
		}
		sends(1, "Tot vijf uur.", func() {
			draft := knowledge.Draft{NL: knowledge.Text{Title: "Tot hoe laat zijn jullie open?", Body: "Tot drie uur."}, Contradicts: true}
			if _, err := acts.WriteAnswer(ctx, me, open, 0, draft); err != nil {
				t.Fatal(err)
			}
			w.answered(open, "Wij sluiten om vijf uur.", false)
		})
		w.answered(open, "Tot half zes.", true)
		sends(2, "Tot half zes.", func() { w.answered(open, "Wij sluiten om half zes.", false) })
	})
}
