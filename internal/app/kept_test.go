package app_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// What a device sends again, because it never heard that it arrived, is one note: sent eight times at once,
// and once more after two months, when no answer is remembered any longer. The key is one person's.
func TestANoteUnderOneKeyIsOneNote(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { oneNotePerKey(t, dbtest.Config(t, engine).URL) })
	}
}

func oneNotePerKey(t *testing.T, database string) {
	stepped := clock.NewStepped(time.Date(2026, 11, 24, 9, 14, 0, 0, time.UTC))
	f := open(t, app.Config{Clock: stepped, Database: database})
	t.Cleanup(func() {
		if err := f.app.Close(); err != nil {
			t.Error(err)
		}
	})
	send := func(who party.Actor) act.Taken {
		taken, err := f.app.Acts.TakeQuestion(context.Background(), who, act.Take{
			Key: "7f3a", Question: intake.New{Details: intake.Details{Note: intake.Aside("Over de koelcel.")}, Half: true},
		})
		if err != nil {
			t.Error(err)
		}
		return taken
	}
	var together sync.WaitGroup
	var mu sync.Mutex
	questions, promises := map[id.Question]bool{}, map[id.Promise]bool{}
	remember := func(taken act.Taken) {
		mu.Lock()
		defer mu.Unlock()
		questions[taken.Question.ID], promises[taken.Promise.ID] = true, true
	}
	for range 8 {
		together.Go(func() { remember(send(f.fatima)) })
	}
	together.Wait()
	stepped.Advance(60 * 24 * time.Hour)
	f.do(party.Itself(f.org), func(tx *db.Tx) error { f.app.Acts.Access.Sweep(tx); return nil })
	remember(send(f.fatima))
	if len(questions) != 1 || len(promises) != 1 || promises[id.Promise{}] {
		t.Errorf("%d questions and %d promises: %v", len(questions), len(promises), promises)
	}
	if theirs := send(f.andries); questions[theirs.Question.ID] {
		t.Error("a colleague's key found somebody else's note")
	}
}

// What a notice says of the time to undo is the time that acts and messages keep.
func TestTheTimeToUndoIsOne(t *testing.T) {
	for of, kept := range map[string]time.Duration{"promises": promise.UndoWindow, "messages": message.UndoTime} {
		if kept != web.UndoTime {
			t.Errorf("the page says %v, %s keep %v", web.UndoTime, of, kept)
		}
	}
}
