package message_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
)

func TestWithoutAChannelAPersonSendsIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		wish := w.wish()
		m, _ := w.queue(wish)
		if m.State != message.ByHand || m.Channel != message.Email || m.Address != "monique@example.nl" {
			t.Fatalf("%+v", m)
		}
		w.run()
		w.write(func(tx *db.Tx) error {
			hand, err := w.s.ByHandOf(tx, wish.Responsible, id.Message{}, 100)
			if err == nil && (len(hand) != 1 || !strings.Contains(hand[0].Text.SMS, "K7M 4PX")) {
				t.Errorf("%+v", hand)
			}
			return err
		})
		if err := w.as(wish.Responsible, party.Colleague, func(tx *db.Tx) error {
			_, err := w.s.Hand(tx, m.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		got := w.get(m)
		if got.State != message.Handed || got.SentBy != wish.Responsible || !strings.Contains(got.Said, "Jeroen belt u") {
			t.Errorf("%+v", got)
		}
		err := w.try(func(tx *db.Tx) error { _, err := w.s.Hand(tx, m.ID); return err })
		if !fault.Is(err, "message.not_now") {
			t.Errorf("twice: %v", err)
		}
		if kinds := w.kinds(); !slices.Equal(kinds, []string{"message.handed"}) {
			t.Errorf("events %v", kinds)
		}
	})
}

func TestWhatIsSpokenIsSaid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		wish.Spoken = true
		m, first := w.queue(wish)
		if !first || m.State != message.Handed || m.Channel != message.Spoken || !strings.Contains(m.Said, "K7M 4PX") {
			t.Errorf("%+v", m)
		}
		wish.Spoken = false
		if _, first := w.queue(wish); first {
			t.Error("said on the phone, it is not written too")
		}
		w.run()
		if len(w.mails)+len(w.texts) != 0 || !slices.Equal(w.kinds(), []string{"message.handed"}) {
			t.Errorf("%d mails, events %v", len(w.mails), w.kinds())
		}
	})
}

func TestAnApologyWaitsForAPerson(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		wish.Kind = message.Broken
		m, _ := w.queue(wish)
		w.run()
		if m.State != message.Draft || len(w.mails) != 0 {
			t.Fatalf("%s, %d mails", m.State, len(w.mails))
		}
		w.write(func(tx *db.Tx) error {
			drafts, err := w.s.DraftsOf(tx, wish.Responsible, id.Message{}, 100)
			if len(drafts) != 1 || !strings.Contains(drafts[0].Text.Plain, "Het spijt ons") {
				t.Errorf("%+v", drafts)
			}
			return err
		})
		send := func(words string) error {
			return w.as(wish.Responsible, party.Colleague, func(tx *db.Tx) error {
				_, err := w.s.SendDraft(tx, m.ID, words)
				return err
			})
		}
		long := w.wish()
		long.Words = strings.Repeat("é", message.MaxWords+1)
		if err := w.try(func(tx *db.Tx) error { _, _, err := w.s.Queue(tx, long); return err }); !fault.Is(err, "message.words_long") {
			t.Errorf("too long: %v", err)
		}
		if err := send(strings.Repeat("é", message.MaxWords+1)); !fault.Is(err, "message.words_long") {
			t.Errorf("too long: %v", err)
		}
		if err := send(" Ik had u moeten bellen. "); err != nil {
			t.Fatal(err)
		}
		w.run()
		if len(w.mails) != 0 {
			t.Error("no time to undo")
		}
		w.until(noon.Add(time.Minute))
		if len(w.mails) != 1 || !strings.Contains(w.mails[0].Plain, "\n\nIk had u moeten bellen.\n\n") {
			t.Errorf("%+v", w.mails)
		}
		if got := w.get(m); got.SentBy != wish.Responsible {
			t.Errorf("%+v", got)
		}
	})
}

func TestADraftThatIsNoLongerTrueGoes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		wish.Kind, wish.Draft = message.HonestNotice, true
		replaced, _ := w.queue(wish)
		other := w.wish()
		other.Kind, other.Draft, other.Responsible = message.HonestNotice, true, wish.Responsible
		gone, _ := w.queue(other)
		w.verdicts[replaced.Subject] = message.Verdict{Instead: message.Broken}
		w.verdicts[gone.Subject] = message.NotAnyMore
		err := w.try(func(tx *db.Tx) error { _, err := w.s.SendDraft(tx, gone.ID, ""); return err })
		if !fault.Is(err, "message.not_true") {
			t.Errorf("sent: %v", err)
		}
		w.until(noon.Add(3 * time.Hour))
		instead := w.get(replaced).ReplacedBy
		w.write(func(tx *db.Tx) error {
			drafts, err := w.s.DraftsOf(tx, wish.Responsible, id.Message{}, 100)
			if len(drafts) != 1 || drafts[0].Kind != message.Broken || drafts[0].ID != instead {
				t.Errorf("%+v", drafts)
			}
			return err
		})
		if got := w.get(gone); got.State != message.Withdrawn {
			t.Errorf("%+v", got)
		}
	})
}

// What nobody sends stays with who is to send it, for years, and is looked at less and less often; what is no longer true by
// then goes at one of those looks.
func TestWhatNobodySendsStaysAndIsSeldomLookedAt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		wish.Kind, wish.Draft = message.HonestNotice, true
		m, _ := w.queue(wish)
		lies := func() bool {
			var drafts []message.Ready
			w.write(func(tx *db.Tx) (err error) {
				drafts, err = w.s.DraftsOf(tx, wish.Responsible, id.Message{}, 10)
				return err
			})
			return len(drafts) == 1 && drafts[0].ID == m.ID
		}
		const day = 24 * time.Hour
		for week := range 110 {
			w.until(noon.Add(time.Duration(week) * 7 * day))
			if !lies() {
				t.Fatalf("gone after %d weeks", week)
			}
		}
		var after []int // whole days after its use-by
		for _, look := range w.looks {
			after = append(after, int(look.Sub(wish.UseBy)/day))
		}
		if want := []int{0, 1, 2, 4, 8, 16, 32, 60, 88}; len(after) != 33 || !slices.Equal(after[:len(want)], want) {
			t.Errorf("%d looks in two years, after days %v", len(after), after)
		}
		w.verdicts[m.Subject] = message.Verdict{Instead: message.Broken}
		w.until(w.clock.Now().Add(28 * day))
		instead := w.get(m)
		if instead.State != message.Replaced {
			t.Fatalf("%+v", instead)
		}
		m.ID = instead.ReplacedBy
		if !lies() {
			t.Error("what is said instead is not there")
		}
	})
}

func TestOutOfTheOutboxIntoAHand(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		wish.Undoable = true
		m, _ := w.queue(wish)
		dropped, _ := w.queue(message.Wish{
			Kind: message.Result, Customer: wish.Customer, About: wish.About, Reach: wish.Reach, Undoable: true,
		})
		heir := id.New[id.Staff](w.db.IDs())
		w.write(func(tx *db.Tx) error {
			if _, err := w.s.TakeInHand(tx, m.ID); err != nil {
				return err
			}
			w.s.Entrust(tx, wish.About.ID, heir)
			_, err := w.s.Drop(tx, dropped.ID)
			return err
		})
		w.until(noon.Add(time.Hour))
		w.write(func(tx *db.Tx) error {
			hand, err := w.s.ByHandOf(tx, heir, id.Message{}, 100)
			if len(hand) != 1 || len(w.mails) != 0 {
				t.Errorf("%d by hand, %d mails", len(hand), len(w.mails))
			}
			return err
		})
	})
}

func TestOnlyAResultIsEvidence(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		told, _ := w.queue(wish)
		wish.Kind = message.Result
		done, _ := w.queue(wish)
		promise := id.Promise(wish.About.ID)
		check := func(m message.Message, of id.Promise, want bool) {
			t.Helper()
			w.write(func(tx *db.Tx) error {
				at, found, err := w.s.SentAt(tx, m.ID.Any(), of)
				if found != want || want && !at.Equal(noon) {
					t.Errorf("%s: %v at %v", m.Kind, found, at)
				}
				return err
			})
		}
		check(done, promise, false)
		w.run()
		check(done, promise, true)
		check(told, promise, false)
		check(done, id.New[id.Promise](w.db.IDs()), false)
	})
}

func TestOneInterruptionPerPromise(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		staff := id.New[id.Staff](w.db.IDs())
		about := message.Subject{Kind: "promise", ID: id.New[id.Any](w.db.IDs())}
		ask := func(kind message.Kind) message.Message {
			m, first := w.queue(message.Wish{Kind: kind, Staff: staff, About: about, Reach: message.Reach{Email: "jeroen@delinde.example"}})
			if !first {
				t.Fatal("not the first")
			}
			return m
		}
		result, remind, risk := ask(message.TakenResult), ask(message.Remind), ask(message.AtRisk)
		w.run()
		if len(w.mails) != 1 || !strings.Contains(w.mails[0].ID, remind.ID.String()) {
			t.Fatalf("%+v", w.mails)
		}
		w.write(func(tx *db.Tx) error {
			notices, err := w.s.Notices(tx, staff, id.Message{}, 10)
			if err != nil {
				return err
			}
			var got []id.Message
			for _, n := range notices {
				got = append(got, n.ID)
			}
			if !slices.Equal(got, []id.Message{risk.ID, remind.ID, result.ID}) {
				t.Errorf("%v", got)
			}
			if err := w.s.See(tx, staff, risk.ID, remind.ID); err != nil {
				return err
			}
			page, err := w.s.Notices(tx, staff, remind.ID, 10)
			if len(page) != 1 || err != nil {
				t.Errorf("%d on the next page, %v", len(page), err)
			}
			unseen, err := w.s.Unseen(tx, staff, 10, "")
			if len(unseen) != 1 || unseen[0].ID != result.ID {
				t.Errorf("unseen: %+v", unseen)
			}
			return err
		})
	})
}

func TestASeenNoticeIsNotMailed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		w.clock.Set(noon.Add(10 * time.Hour)) // in the evening
		staff := id.New[id.Staff](w.db.IDs())
		about := message.Subject{Kind: "promise", ID: id.New[id.Any](w.db.IDs())}
		ask := func(kind message.Kind) message.Message {
			m, _ := w.queue(message.Wish{Kind: kind, Staff: staff, About: about, Reach: message.Reach{Email: "jeroen@delinde.example"}})
			return m
		}
		remind := ask(message.Remind)
		w.write(func(tx *db.Tx) error { return w.s.See(tx, id.New[id.Staff](w.db.IDs()), remind.ID) })
		if got := w.get(remind); !got.SeenAt.IsZero() {
			t.Error("seen by somebody else")
		}
		w.write(func(tx *db.Tx) error { return w.s.See(tx, staff, remind.ID) })
		risk := ask(message.AtRisk)
		w.until(noon.Add(24 * time.Hour))
		if len(w.mails) != 1 || !strings.Contains(w.mails[0].ID, risk.ID.String()) {
			t.Errorf("%+v", w.mails)
		}
	})
}

func TestSettingsAreTheOwnersAndSealed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		staff := id.New[id.Staff](w.db.IDs())
		err := w.as(staff, party.TeamLead, func(tx *db.Tx) error {
			_, err := w.s.SetMail(tx, message.MailSettings{Host: "evil.example", TLS: message.NoTLS, From: "a@b.nl"})
			return err
		})
		if !fault.Is(err, "message.owner_only") {
			t.Errorf("by a team lead: %v", err)
		}
		w.write(func(tx *db.Tx) error {
			raw, err := db.One[[]byte](tx, "SELECT password FROM message_mail WHERE org = $1", tx.Org)
			if strings.Contains(string(raw), "geheim") || len(raw) == 0 {
				t.Errorf("stored as %q", raw)
			}
			set, found, err2 := w.s.Mail(tx)
			if !found || set.Password != "" || set.Port != 587 || set.Version != 1 {
				t.Errorf("%+v", set)
			}
			if err != nil {
				return err
			}
			return err2
		})
		change := func(fn func(*message.MailSettings)) error {
			return w.try(func(tx *db.Tx) error {
				set, _, err := w.s.Mail(tx)
				fn(&set)
				if err == nil {
					_, err = w.s.SetMail(tx, set)
				}
				return err
			})
		}
		if err := change(func(s *message.MailSettings) { s.Version = 7 }); !fault.Is(err, "message.changed_meanwhile") {
			t.Errorf("an old version: %v", err)
		}
		stored := func() (n int) {
			w.write(func(tx *db.Tx) (err error) {
				raw, err := db.One[[]byte](tx, "SELECT password FROM message_mail WHERE org = $1", tx.Org)
				n = len(raw)
				return err
			})
			return n
		}
		if err := change(func(s *message.MailSettings) { s.FromName = "De Linde" }); err != nil || stored() == 0 {
			t.Errorf("the password got lost: %v", err)
		}
		if err := change(func(s *message.MailSettings) { s.Host = "elsewhere.example" }); err != nil || stored() != 0 {
			t.Errorf("the password went to another server: %v", err)
		}
		w.write(func(tx *db.Tx) error {
			set, _, err := w.s.SMS(tx)
			set.URL = "https://elsewhere.example/send"
			if err == nil {
				_, err = w.s.SetSMS(tx, set)
			}
			raw, err2 := db.One[[]byte](tx, "SELECT secret FROM message_sms WHERE org = $1", tx.Org)
			if len(raw) != 0 || err2 != nil {
				t.Errorf("the secret went to another gateway: %q, %v", raw, err2)
			}
			return err
		})
		if kinds := w.kinds(); !slices.Equal(kinds, slices.Repeat([]string{"message.channel_set"}, 3)) {
			t.Errorf("events %v", kinds)
		}
	})
}

func TestAChannelTakenAwayLeavesNothingBehind(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.channels()
		wish := w.wish()
		wish.Undoable = true
		m, _ := w.queue(wish)
		w.write(func(tx *db.Tx) error {
			set, _, err := w.s.Mail(tx)
			set.Active = false
			if err == nil {
				_, err = w.s.SetMail(tx, set)
			}
			return err
		})
		w.until(noon.Add(time.Minute))
		if got := w.get(m); got.State != message.ByHand {
			t.Errorf("%+v", got)
		}
	})
}
