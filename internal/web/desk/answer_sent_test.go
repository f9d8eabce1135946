package desk_test

import (
	"context"
	"strings"
	"testing"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/message"
)

// sentTo are the messages of a kind to a customer, the oldest first.
func (w *world) sentTo(of id.Customer, kind message.Kind) (out []message.Message) {
	w.t.Helper()
	w.do(w.fatima.actor, func(tx *db.Tx) error {
		all, err := db.All[id.Message](tx, "SELECT id FROM message WHERE org = $1 AND recipient = $2 AND kind = $3 ORDER BY id", tx.Org, of, kind)
		for _, one := range all {
			m, _, err := w.app.Acts.Message.Get(tx, one)
			if err != nil {
				return err
			}
			out = append(out, m)
		}
		return err
	})
	return out
}

// answered has Fatima write an answer, or a next version of one, and Andries approve it.
func (w *world) answered(of id.Answer, text string, wrong bool) id.Answer {
	w.t.Helper()
	ctx, acts := context.Background(), w.app.Acts
	draft, number := knowledge.Draft{NL: knowledge.Text{Title: "Tot hoe laat zijn jullie open?", Body: text}, Contradicts: wrong}, 1
	var a knowledge.Answer
	var err error
	if of.IsZero() {
		a, err = acts.BeginAnswer(ctx, w.fatima.actor, knowledge.Details{Owner: w.fatima.actor.StaffID()}, draft)
	} else {
		a, err = acts.WriteAnswer(ctx, w.fatima.actor, of, 0, draft)
		number = a.Latest
	}
	if err == nil {
		a, err = acts.ApproveAnswer(ctx, w.andries.actor, a.ID, 0, number)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return a.ID
}

// An answer goes from the screen to the customer's mail in the words that stand, is stamped on the question and on the
// timeline, and when it turns out not to be right, who got it is on the list, hears what is, and is on it no more. What has
// not left yet when it turns out wrong never leaves.
func TestASentAnswerToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		open := w.answered(id.Answer{}, "Tot vijf uur.", false)
		asks := func(of id.Customer) {
			t.Helper()
			w.fatima.post("/intake", "customer", of.String(), "to_customer", "U wilt weten tot hoe laat wij open zijn.",
				"answer", open.String(), "send_answer", "yes", "end", "answered").leads("/today")
		}
		asks(w.zeger)
		sent := w.sentTo(w.zeger, message.Given)
		if len(sent) != 1 || sent[0].State != message.Waiting || sent[0].Channel != message.Email || sent[0].Address != "zeger@voorbeeld.example" {
			t.Fatalf("in the outbox: %+v", sent)
		}
		w.until(at(10, 53))
		if sent = w.sentTo(w.zeger, message.Given); sent[0].State != message.Sent || !strings.Contains(sent[0].Said, "Tot vijf uur.") || !strings.Contains(sent[0].Said, "Fatima") || strings.Contains(sent[0].Said, "/a/") {
			t.Errorf("sent: %s, %q", sent[0].State, sent[0].Said)
		}
		w.do(w.fatima.actor, func(tx *db.Tx) error {
			given, err := w.app.Acts.Knowledge.GivenTo(tx, open, 10)
			if len(given) != 1 || given[0].Number != 1 || given[0].How != knowledge.Sent || given[0].Customer != w.zeger || given[0].Question.IsZero() {
				t.Errorf("stamped: %+v", given)
			}
			return err
		})
		w.fatima.get("/customers/"+w.zeger.String()).says(200, "Fatima vertelde Zeger", "Tot hoe laat zijn jullie open?")

		w.until(at(11, 0))
		asks(w.monique) // and before that leaves, it turns out to be wrong
		w.answered(open, "Tot half zes.", true)
		w.until(at(11, 5))
		if late := w.sentTo(w.monique, message.Given); len(late) != 1 || late[0].State == message.Sent || late[0].Said != "" {
			t.Errorf("what was known to be wrong was sent: %+v", late)
		}
		w.fatima.get("/answers/"+open.String()).says(200, "Zeger van Dam", "Monique Jansen")
		w.fatima.post("/answers/"+open.String()+"/right", "customer", w.zeger.String(), "how", "sent")
		w.until(at(11, 6))
		if right := w.sentTo(w.zeger, message.Rectified); len(right) != 1 || right[0].State != message.Sent || !strings.Contains(right[0].Said, "Tot half zes.") {
			t.Errorf("set right: %+v", right)
		}
		w.do(w.fatima.actor, func(tx *db.Tx) error {
			left, strangers, number, err := w.app.Acts.Knowledge.ToTell(tx, open)
			if len(left) != 1 || left[0].Customer != w.monique || strangers != 0 || number != 2 {
				t.Errorf("still to tell: %+v, %d strangers, version %d", left, strangers, number)
			}
			if err != nil {
				return err
			}
			told, err := db.All[id.Customer](tx, "SELECT customer FROM answer_told WHERE org = $1", tx.Org)
			if len(told) != 1 || told[0] != w.zeger {
				t.Errorf("told: %v", told)
			}
			return err
		})
	})
}
