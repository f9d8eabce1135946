package message_test

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
)

// pushed is what reached the maker of a browser.
type pushed struct {
	via  message.PushKeys
	to   string
	note message.PushNote
	at   time.Time
}

// SendPush implements message.Pusher.
func (w *world) SendPush(_ context.Context, via message.PushKeys, to message.Browser, note message.PushNote) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.answers[to.Endpoint]; err != nil {
		return err
	}
	w.pushes = append(w.pushes, pushed{via, to.Endpoint, note, w.clock.Now()})
	return nil
}

// reached lists where notifications arrived.
func (w *world) reached() (out []string) {
	for _, one := range w.pushes {
		out = append(out, one.to)
	}
	slices.Sort(out)
	return out
}

// browser is one as it describes itself: its key is the one whose secret is n.
func browser(t testing.TB, n byte) message.Browser {
	key, err := ecdh.P256().NewPrivateKey(append(make([]byte, 31), n))
	if err != nil {
		t.Fatal(err)
	}
	return message.Browser{
		Name: "Firefox", Endpoint: fmt.Sprintf("https://push.example/%d", n),
		Key: base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), Secret: base64.RawURLEncoding.EncodeToString(make([]byte, 16)),
	}
}

// turnOn lets browsers of a colleague be notified.
func (w *world) turnOn(staff id.Staff, numbers ...byte) {
	w.t.Helper()
	for _, n := range numbers {
		if err := w.as(staff, party.Reader, func(tx *db.Tx) error {
			if _, err := w.s.PushKey(tx); err != nil {
				return err
			}
			_, err := w.s.TurnOnPush(tx, browser(w.t, n))
			return err
		}); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) browsers(staff id.Staff) (out []string) {
	w.t.Helper()
	w.write(func(tx *db.Tx) error {
		all, err := w.s.Browsers(tx, staff)
		out = nil
		for _, one := range all {
			out = append(out, one.Endpoint)
		}
		return err
	})
	return out
}

// asked is a notice for Jeroen about a promise to Monique.
func (w *world) asked(kind message.Kind, staff id.Staff, about message.Subject) message.Message {
	w.t.Helper()
	m, _ := w.queue(message.Wish{Kind: kind, Staff: staff, About: about, Reach: message.Reach{Email: "jeroen@delinde.example"}, Lang: lang.NL, Informal: true})
	return m
}

func (w *world) promised() message.Subject {
	return message.Subject{Kind: "promise", ID: id.New[id.Any](w.db.IDs()), Code: "K7M4PX"}
}

// Whoever turned it on is notified once about a promise, in every browser, without a word about whom, and
// gets no mail besides.
func TestANotificationInsteadOfMail(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		jeroen := id.New[id.Staff](w.db.IDs())
		w.turnOn(jeroen, 1, 2)
		about := w.promised()
		m := w.asked(message.Remind, jeroen, about)
		w.asked(message.AtRisk, jeroen, about)
		w.run()
		if got := w.reached(); !slices.Equal(got, []string{"https://push.example/1", "https://push.example/2"}) || len(w.mails) != 0 {
			t.Fatalf("reached %v, %d mails", got, len(w.mails))
		}
		one := w.pushes[0]
		var told map[string]string
		if err := json.Unmarshal(one.note.Body, &told); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"title": "Kroon", "body": "Een belofte vraagt aandacht.", "tag": m.ID.String(), "about": "promise", "id": about.ID.String()}
		if fmt.Sprint(told) != fmt.Sprint(want) {
			t.Errorf("it says %v, want %v", told, want)
		}
		if one.via.Contact != "kroon@delinde.example" || one.note.Life <= 0 || len(one.note.Topic) > 32 {
			t.Errorf("%+v", one)
		}
		if after := w.get(m); after.State != message.Sent || after.Channel != message.Push {
			t.Errorf("afterwards %s by %s", after.State, after.Channel)
		}
		w.asked(message.Remind, jeroen, w.promised())
		w.run()
		if len(w.pushes) != 4 {
			t.Errorf("about another promise: %d", len(w.pushes))
		}
	})
}

func TestNotificationsKeepTheQuietHours(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jeroen := id.New[id.Staff](w.db.IDs())
		w.turnOn(jeroen, 1)
		w.clock.Set(noon.Add(8 * time.Hour))
		w.asked(message.Remind, jeroen, w.promised())
		w.until(noon.Add(24 * time.Hour))
		if len(w.pushes) != 1 || w.pushes[0].at.In(amsterdam).Hour() != 8 {
			t.Errorf("%+v", w.pushes)
		}
	})
}

// A browser that is gone is forgotten; when none is left, it goes by mail, or waits in the page and leaves
// the one interruption to another.
func TestABrowserThatIsGoneIsForgotten(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jeroen := id.New[id.Staff](w.db.IDs())
		gone := func(code int) error { return &message.Refused{Code: code, Reply: "gone"} }
		w.turnOn(jeroen, 1, 2)
		w.answers = map[string]error{"https://push.example/1": gone(410)}
		w.asked(message.Remind, jeroen, w.promised())
		w.run()
		if got := w.browsers(jeroen); !slices.Equal(got, []string{"https://push.example/2"}) || len(w.pushes) != 1 {
			t.Fatalf("left are %v, %d pushes", got, len(w.pushes))
		}
		w.answers["https://push.example/2"] = gone(404)
		about := w.promised()
		first := w.asked(message.Remind, jeroen, about)
		w.run()
		if got := w.browsers(jeroen); len(got) != 0 || w.get(first).Channel != message.Page {
			t.Fatalf("left are %v, %s", got, w.get(first).Channel)
		}
		w.channels()
		w.asked(message.AtRisk, jeroen, about)
		w.run()
		if len(w.mails) != 1 {
			t.Errorf("the interruption was spent on nothing: %d mails", len(w.mails))
		}
		w.turnOn(jeroen, 1)
		again := w.asked(message.Remind, jeroen, w.promised())
		w.run()
		if len(w.mails) != 2 || w.get(again).Channel != message.Email || len(w.pushes) != 1 {
			t.Errorf("%d mails, by %s", len(w.mails), w.get(again).Channel)
		}
	})
}

func TestANotificationIsTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jeroen := id.New[id.Staff](w.db.IDs())
		w.turnOn(jeroen, 1)
		w.answers = map[string]error{"https://push.example/1": errors.New("503")}
		m := w.asked(message.Remind, jeroen, w.promised())
		w.run()
		if len(w.pushes) != 0 || w.get(m).State != message.Waiting {
			t.Fatalf("%d pushes, %s", len(w.pushes), w.get(m).State)
		}
		w.answers = nil
		w.until(noon.Add(time.Hour))
		if len(w.pushes) != 1 || w.get(m).State != message.Sent {
			t.Errorf("%d pushes, %s", len(w.pushes), w.get(m).State)
		}
	})
}

// A shared browser notifies who turned it on last; nobody ends another's; and what is no subscription is refused.
func TestABrowserIsOnePersons(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jeroen, fatima := id.New[id.Staff](w.db.IDs()), id.New[id.Staff](w.db.IDs())
		w.turnOn(jeroen, 1, 2)
		w.turnOn(fatima, 2)
		if a, b := w.browsers(jeroen), w.browsers(fatima); len(a) != 1 || len(b) != 1 || b[0] != "https://push.example/2" {
			t.Fatalf("%v and %v", a, b)
		}
		w.write(func(tx *db.Tx) error {
			all, err := w.s.Browsers(tx, fatima)
			if err != nil {
				return err
			}
			return tx.As(party.Actor{Org: w.org, Kind: party.Staff, ID: jeroen.Any(), Role: party.Owner}, func() error {
				if err := w.s.TurnOffPush(tx, all[0].ID); !fault.Is(err, "message.push_unknown") {
					t.Errorf("another's browser: %v", err)
				}
				return w.s.TurnOffPushAt(tx, all[0].Endpoint)
			})
		})
		if got := w.browsers(fatima); len(got) != 1 {
			t.Error("ended by another")
		}
		for name, unfit := range map[string]func(b *message.Browser){
			"plain": func(b *message.Browser) { b.Endpoint = "http://push.example/9" }, "user": func(b *message.Browser) { b.Endpoint = "https://a@push.example/9" },
			"long": func(b *message.Browser) { b.Endpoint += strings.Repeat("x", 1000) }, "no point": func(b *message.Browser) { b.Key = base64.RawURLEncoding.EncodeToString(make([]byte, 65)) },
			"short": func(b *message.Browser) { b.Secret = "YQ" }, "empty": func(b *message.Browser) { *b = message.Browser{} },
		} {
			one := browser(t, 9)
			unfit(&one)
			err := w.as(jeroen, party.Reader, func(tx *db.Tx) error { _, err := w.s.TurnOnPush(tx, one); return err })
			if !fault.Is(err, "message.push_unfit") {
				t.Errorf("%s: %v", name, err)
			}
		}
		var numbers []byte
		for n := byte(20); n < 35; n++ {
			numbers = append(numbers, n)
		}
		w.turnOn(jeroen, numbers...)
		if got := w.browsers(jeroen); len(got) != 10 || got[9] != "https://push.example/34" {
			t.Errorf("%d browsers: %v", len(got), got)
		}
	})
}

func TestTheKeyForPushingIsOneAndSealed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		jeroen := id.New[id.Staff](w.db.IDs())
		w.turnOn(jeroen, 1)
		var first, second string
		w.write(func(tx *db.Tx) (err error) {
			if first, err = w.s.PushKey(tx); err == nil {
				second, err = w.s.PushKey(tx)
			}
			return err
		})
		w.asked(message.Remind, jeroen, w.promised())
		w.run()
		private, err := base64.RawURLEncoding.DecodeString(w.pushes[0].via.Private)
		if err != nil || first != second || w.pushes[0].via.Public != first {
			t.Fatal(err, first, second)
		}
		key, err := ecdh.P256().NewPrivateKey(private)
		if err != nil || base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()) != first {
			t.Errorf("the keys are no pair: %v", err)
		}
		w.write(func(tx *db.Tx) error {
			stored, err := db.One[[]byte](tx, "SELECT private FROM message_push_key WHERE org = $1", tx.Org)
			if bytes.Contains(stored, private) {
				t.Error("it lies open in the database")
			}
			return err
		})
	})
}
