package message_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/message"
)

func TestAConfirmationGoesAtOnceAndOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		m, first := w.queue(wish)
		again, second := w.queue(wish)
		if !first || second || again.ID != m.ID {
			t.Fatalf("first %v, second %v, %v and %v", first, second, m.ID, again.ID)
		}
		w.run()
		if len(w.mails) != 1 {
			t.Fatalf("%d mails", len(w.mails))
		}
		mail := w.mails[0]
		if mail.ID != "kroon.K7M4PX."+m.ID.String()+"@delinde.example" || mail.ReplyTo != "antwoord+K7M4PX@delinde.example" ||
			mail.To != "monique@example.nl" || mail.ToName != "Monique Jansen" || mail.FromName != "De Linde Verhuur & Service" ||
			!strings.Contains(mail.Plain, "Jeroen belt u") || !mail.Date.Equal(noon) {
			t.Errorf("%+v", mail)
		}
		got := w.get(m)
		if got.State != message.Sent || !got.SentAt.Equal(noon) || got.Said != mail.Plain || got.MessageID != mail.ID {
			t.Errorf("%+v", got)
		}
		if kinds := w.kinds(); !slices.Equal(kinds, []string{"message.sent"}) {
			t.Errorf("events %v", kinds)
		}
		if strings.Contains(w.events[0].Payload, "monique") {
			t.Errorf("history holds an address: %s", w.events[0].Payload)
		}
		wish.About.Generation = 2
		if _, first := w.queue(wish); !first {
			t.Error("another generation of the subject is another thing to say")
		}
	})
}

func TestWhatIsUndoneInTimeIsNotSaid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		wish.Undoable = true
		m, _ := w.queue(wish)
		w.clock.Advance(14 * time.Second)
		w.run()
		if len(w.mails) != 0 {
			t.Fatal("it left while it could be undone")
		}
		w.write(func(tx *db.Tx) error {
			n, err := w.s.Withdraw(tx, wish.About.ID, message.Confirmation)
			if n != 1 {
				t.Errorf("%d taken back", n)
			}
			return err
		})
		w.until(noon.Add(time.Hour))
		if got := w.get(m); len(w.mails) != 0 || got.State != message.Withdrawn {
			t.Errorf("%d mails, %s", len(w.mails), got.State)
		}
		if _, first := w.queue(wish); !first {
			t.Error("done again after an undo, it is said")
		}
		w.until(noon.Add(2*time.Hour + 20*time.Second))
		if len(w.mails) != 1 {
			t.Errorf("%d mails", len(w.mails))
		}
	})
}

func TestQuietHours(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		evening := noon.Add(10 * time.Hour) // 21:00
		morning := time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC)
		w.clock.Set(evening)
		ask := func(kind message.Kind, useBy time.Time) message.Message {
			wish := w.wish()
			wish.Kind, wish.UseBy = kind, useBy
			m, _ := w.queue(wish)
			return m
		}
		late := morning.Add(time.Hour)
		at := map[message.Kind]message.Message{
			message.Confirmation: ask(message.Confirmation, late), message.HonestNotice: ask(message.HonestNotice, late),
			message.Recovery: ask(message.Recovery, late), message.Result: ask(message.Result, evening.Add(time.Hour)),
		}
		staff := w.wish()
		staff.Kind, staff.Customer, staff.Staff = message.Remind, id.Customer{}, id.New[id.Staff](w.db.IDs())
		staff.UseBy = late
		remind, _ := w.queue(staff)
		w.until(morning.Add(time.Minute))
		for kind, want := range map[message.Kind]time.Time{
			message.Confirmation: evening, message.HonestNotice: evening, message.Recovery: morning,
			message.Result: evening, // waiting would make it useless
		} {
			if got := w.get(at[kind]); !got.SentAt.Equal(want) || got.State != message.Sent {
				t.Errorf("%s: %s at %v, want %v", kind, got.State, got.SentAt, want)
			}
		}
		if got := w.get(remind); !got.SentAt.Equal(morning) || got.Channel != message.Email {
			t.Errorf("to staff: %v by %s", got.SentAt, got.Channel)
		}
	})
}

// TestADayWithoutAMailServer: when it is back, per recipient in order, what is still true, once.
func TestADayWithoutAMailServer(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		w.fail = errors.New("connection refused")
		customer := id.New[id.Customer](w.db.IDs())
		ask := func(kind message.Kind, useBy time.Duration) message.Message {
			wish := w.wish()
			wish.Customer, wish.Kind, wish.UseBy = customer, kind, noon.Add(useBy)
			m, first := w.queue(wish)
			if !first {
				t.Fatal("not the first")
			}
			return m
		}
		untrue := ask(message.Confirmation, 2*time.Hour)
		stale := ask(message.ReadBack, 3*time.Hour)
		first := ask(message.Recovery, 48*time.Hour)
		changed := ask(message.Changed, 30*time.Hour)
		w.until(noon.Add(20 * time.Minute))
		if got := w.get(untrue); got.Trouble != "connection refused" || got.State != message.Waiting || got.Tries < 4 {
			t.Errorf("%+v", got)
		}
		w.write(func(tx *db.Tx) error {
			late, err := w.s.Delayed(tx, 10)
			if err == nil && len(late) != 1 {
				t.Errorf("%d delayed", len(late))
			}
			return err
		})
		w.clock.Set(noon.Add(4 * time.Hour))
		second := ask(message.Result, 48*time.Hour)
		w.verdicts[untrue.Subject] = message.NotAnyMore
		w.verdicts[changed.Subject] = message.Verdict{Instead: message.Result}
		w.until(noon.Add(22 * time.Hour))
		w.fail = nil
		w.until(noon.Add(26 * time.Hour))

		if len(w.mails) != 3 {
			t.Fatalf("%d mails", len(w.mails))
		}
		for i, m := range []message.Message{first, second} {
			if !strings.Contains(w.mails[i].ID, m.ID.String()) {
				t.Errorf("mail %d is %s", i, w.mails[i].ID)
			}
		}
		replacement := w.get(changed).ReplacedBy
		if !strings.Contains(w.mails[2].ID, replacement.String()) || replacement.IsZero() {
			t.Errorf("the last is %s, not the replacement %s", w.mails[2].ID, replacement)
		}
		for m, want := range map[message.Message]message.State{
			untrue: message.Withdrawn, stale: message.ByHand, first: message.Sent, second: message.Sent, changed: message.Replaced,
		} {
			if got := w.get(m); got.State != want {
				t.Errorf("%s is %s, want %s", m.Kind, got.State, want)
			}
		}
	})
}

func TestARefusalIsForAPersonToMend(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		w.fail = fmt.Errorf("sent: %w", &message.Refused{Code: 550, Reply: "550 no such box"})
		wish := w.wish()
		m, _ := w.queue(wish)
		next := wish
		next.Kind = message.Result
		w.queue(next)
		w.run()
		if got := w.get(m); got.State != message.Failed || got.Trouble != "550 no such box" || got.Tries != 1 {
			t.Errorf("%+v", got)
		}
		if !strings.Contains(w.events[0].Payload, `"reply":550`) || w.events[0].Kind != "message.failed" {
			t.Errorf("%+v", w.events[0])
		}
		w.write(func(tx *db.Tx) error {
			hand, err := w.s.ByHandOf(tx, wish.Responsible, id.Message{}, 100)
			if err == nil && (len(hand) != 2 || !strings.Contains(hand[1].Text.Plain, "Jeroen belt u")) {
				t.Fatalf("by hand: %+v, %v", hand, err)
			}
			newest, err := w.s.ByHandOf(tx, wish.Responsible, id.Message{}, 1)
			if err != nil || len(newest) != 1 || newest[0].ID != hand[0].ID {
				t.Errorf("the newest: %+v, %v", newest, err)
			}
			older, err := w.s.ByHandOf(tx, wish.Responsible, hand[0].ID, 10)
			if err != nil || len(older) != 1 || older[0].ID != hand[1].ID {
				t.Errorf("older: %+v, %v", older, err)
			}
			return err
		})
		w.fail = nil
		w.write(func(tx *db.Tx) error {
			_, err := w.s.SendAgain(tx, m.ID, message.Reach{Mobile: "+31612345678"})
			return err
		})
		w.run()
		if got := w.get(m); got.State != message.Sent || len(w.texts) != 1 || w.texts[0].To != "+31612345678" {
			t.Errorf("%+v", got)
		}
	})
}

func TestHeldEffectsStayInTheHouse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		w.held = true
		true_, _ := w.queue(w.wish())
		untrue, _ := w.queue(w.wish())
		w.until(noon.Add(time.Minute))
		later, _ := w.queue(w.wish())
		w.write(func(tx *db.Tx) error {
			n, err := w.s.HeldCount(tx)
			if n != 2 || len(w.mails) != 0 {
				t.Errorf("%d held, %d sent", n, len(w.mails))
			}
			return err
		})
		w.held = false
		w.verdicts[untrue.Subject] = message.NotAnyMore
		w.write(func(tx *db.Tx) error {
			n, err := w.s.Release(tx)
			if n != 2 {
				t.Errorf("%d released", n)
			}
			return err
		})
		w.run()
		for m, want := range map[message.Message]message.State{true_: message.Sent, untrue: message.Withdrawn, later: message.Sent} {
			if got := w.get(m); got.State != want {
				t.Errorf("%s, want %s", got.State, want)
			}
		}
		if len(w.mails) != 2 {
			t.Errorf("%d mails", len(w.mails))
		}
	})
}

// TestALostAnswerMeansOneDoubleAtMost: the mail left and the node died before it could note that. The
// double has the same Message-ID.
func TestALostAnswerMeansOneDoubleAtMost(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		m, _ := w.queue(w.wish())
		ctx, kill := context.WithCancelCause(context.Background())
		w.during = func() {
			w.mu.Lock()
			w.mails = append(w.mails, message.Mail{ID: "lost"})
			w.during = nil
			w.mu.Unlock()
			panic("the node dies")
		}
		func() {
			defer func() { recover() }()
			w.works[0].Step(ctx)
		}()
		kill(nil)
		if got := w.get(m); got.State != message.Waiting || got.Tries != 1 {
			t.Fatalf("%+v", got)
		}
		before := w.get(m).MessageID
		w.works[0] = w.clockwork() // another node
		w.until(noon.Add(10 * time.Minute))
		if len(w.mails) != 2 || w.mails[1].ID != before || before == "" {
			t.Errorf("%d mails, %q and %q", len(w.mails), before, w.mails[len(w.mails)-1].ID)
		}
	})
}

// TestTwoNodesSayEachThingOnce lets two clockworks of one PostgreSQL fire while messages are added to
// the same few recipients, also while one is on its way.
func TestTwoNodesSayEachThingOnce(t *testing.T) {
	if !slices.Contains(dbtest.Engines(), db.Postgres) {
		return
	}
	w := open(t, db.Postgres).channels()
	w.works = append(w.works, w.clockwork())
	customers := []id.Customer{id.New[id.Customer](w.db.IDs()), id.New[id.Customer](w.db.IDs())}
	w.during = func() { // another message comes in for each while one is on its way
		w.mu.Lock()
		enough := len(w.mails) > 40
		w.mu.Unlock()
		if enough {
			return
		}
		for _, c := range customers {
			wish := w.wish()
			wish.Customer = c
			if err := w.try(func(tx *db.Tx) error { _, _, err := w.s.Queue(tx, wish); return err }); err != nil {
				t.Error(err)
			}
		}
	}
	for i := range 20 {
		wish := w.wish()
		wish.Customer = customers[i%2]
		w.queue(wish)
	}
	var group sync.WaitGroup
	for _, work := range w.works {
		group.Go(func() {
			for range 200 {
				next, err := work.Step(context.Background())
				if err != nil {
					t.Error(err)
				}
				if next.IsZero() || next.After(w.clock.Now()) {
					break
				}
			}
		})
	}
	group.Wait()
	w.until(noon.Add(5 * time.Minute))
	seen := map[string]int{}
	for _, m := range w.mails {
		seen[m.ID]++
	}
	for mid, n := range seen {
		if n != 1 {
			t.Errorf("%s left %d times", mid, n)
		}
	}
	var waiting []message.Message
	w.write(func(tx *db.Tx) (err error) {
		waiting, err = w.s.Delayed(tx, 100)
		return err
	})
	sent := 0
	for _, kind := range w.kinds() {
		if kind == "message.sent" {
			sent++
		}
	}
	if len(seen) != sent || len(seen) < 40 || len(waiting) != 0 {
		t.Errorf("%d mails, %d recorded, %d wait", len(seen), sent, len(waiting))
	}
}

// TestPerRecipientInOrder: the oldest first, and one recipient's trouble is not another's.
func TestPerRecipientInOrder(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		customer := id.New[id.Customer](w.db.IDs())
		var want []string
		for _, kind := range []message.Kind{message.Confirmation, message.Changed, message.HonestNotice, message.Result} {
			wish := w.wish()
			wish.Customer, wish.Kind, wish.Lang = customer, kind, lang.EN
			m, _ := w.queue(wish)
			want = append(want, "kroon.K7M4PX."+m.ID.String()+"@delinde.example")
		}
		w.run()
		var got []string
		for _, m := range w.mails {
			got = append(got, m.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

// TestNobodyIsWokenByAServerThatComesBack: a confirmation goes in the evening while the customer waits for
// it, but not at three at night because the server came back then.
func TestNobodyIsWokenByAServerThatComesBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		w.fail = errors.New("connection refused")
		urgent := w.wish()
		urgent.UseBy = noon.Add(48 * time.Hour)
		calm := w.wish()
		calm.Kind, calm.UseBy = message.Recovery, urgent.UseBy
		first, _ := w.queue(urgent)
		second, _ := w.queue(calm)
		w.until(noon.Add(14 * time.Hour)) // one at night
		w.fail = nil
		w.until(noon.Add(24 * time.Hour))
		morning := time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC)
		for _, m := range []message.Message{first, second} {
			if got := w.get(m); got.SentAt.Before(morning) || got.SentAt.After(morning.Add(time.Minute)) {
				t.Errorf("%s left at %v", got.Kind, got.SentAt)
			}
		}
	})
}

// TestOnItsWayIsTooLate: what a node is sending right now is neither taken back nor taken in hand, and
// what is seen meanwhile is not tried again.
func TestOnItsWayIsTooLate(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		m, _ := w.queue(wish)
		w.during = func() {
			err := w.try(func(tx *db.Tx) error { _, err := w.s.TakeInHand(tx, m.ID); return err })
			if !fault.Is(err, "message.leaving") {
				t.Errorf("taken in hand: %v", err)
			}
			if err := w.try(func(tx *db.Tx) error {
				n, err := w.s.Withdraw(tx, wish.About.ID)
				if n != 0 {
					t.Error("taken back")
				}
				return err
			}); err != nil {
				t.Error(err)
			}
		}
		w.run()
		if got := w.get(m); got.State != message.Sent || len(w.mails) != 1 {
			t.Errorf("%+v", got)
		}
		staff := id.New[id.Staff](w.db.IDs())
		remind, _ := w.queue(message.Wish{Kind: message.Remind, Staff: staff, About: wish.About, Reach: message.Reach{Email: "j@delinde.example"}})
		w.fail = errors.New("connection refused")
		w.during = func() {
			if err := w.try(func(tx *db.Tx) error { return w.s.See(tx, staff, remind.ID) }); err != nil {
				t.Error(err)
			}
		}
		w.run()
		w.fail, w.during = nil, nil
		w.until(noon.Add(time.Hour))
		if got := w.get(remind); got.Channel != message.Page || len(w.mails) != 1 {
			t.Errorf("%+v, %d mails", got, len(w.mails))
		}
	})
}
