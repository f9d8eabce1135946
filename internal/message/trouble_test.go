package message_test

import (
	"errors"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
)

// TestAChannelThatAsksForTimeIsLeftAlone: nothing goes by it until then, to nobody; another channel goes
// on; then each message once and in order; what passes its use-by meanwhile is a person's; and another
// gateway is not bound by what the first one asked.
func TestAChannelThatAsksForTimeIsLeftAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		tries := 0
		w.tried = func() { tries++ }
		text := func(customer id.Customer, useBy time.Duration) message.Message {
			wish := w.wish()
			wish.Customer, wish.Reach, wish.UseBy = customer, message.Reach{Mobile: "+31612345678"}, w.clock.Now().Add(useBy)
			m, _ := w.queue(wish)
			return m
		}
		w.fail = &message.Setback{Trouble: message.Later, After: 40 * time.Minute, Cause: errors.New("429 slowly")}
		one, other := id.New[id.Customer](w.db.IDs()), id.New[id.Customer](w.db.IDs())
		short, first := text(one, 20*time.Minute), text(one, 3*time.Hour)
		w.until(noon.Add(time.Minute))
		if got := w.get(short); tries != 1 || got.TroubleKind != message.Later || got.Trouble != "429 slowly" {
			t.Fatalf("%d tries: %+v", tries, got)
		}
		w.fail = nil
		second := text(other, 3*time.Hour)
		mail, _ := w.queue(w.wish())
		w.until(noon.Add(39 * time.Minute))
		if len(w.texts) != 0 || tries != 1 {
			t.Fatalf("it was asked %d times before its time, and took %d", tries, len(w.texts))
		}
		if w.get(mail).State != message.Sent || w.get(short).State != message.ByHand {
			t.Errorf("the mail is %s, what passed its use is %s", w.get(mail).State, w.get(short).State)
		}
		w.until(noon.Add(60 * time.Minute))
		for _, m := range []message.Message{first, second} {
			if got := w.get(m); got.State != message.Sent || got.TroubleKind != "" {
				t.Errorf("%+v", got)
			}
		}
		if len(w.texts) != 2 || tries != 3 {
			t.Errorf("%d text messages in %d tries", len(w.texts), tries)
		}
		w.fail = &message.Setback{Trouble: message.Later, After: 90 * 24 * time.Hour, Cause: errors.New("429 never")}
		third := text(one, 48*time.Hour)
		w.until(noon.Add(70 * time.Minute))
		w.fail = nil
		w.write(func(tx *db.Tx) error {
			settings, _, err := w.s.SMS(tx)
			if err == nil {
				settings.URL, settings.Secret = "https://other.example/send", "sleutel"
				_, err = w.s.SetSMS(tx, settings)
			}
			return err
		})
		w.until(noon.Add(90 * time.Minute))
		if got := w.get(third); got.State != message.Sent {
			t.Errorf("by another gateway: %+v", got)
		}
	})
}
