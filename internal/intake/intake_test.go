package intake_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// desk is a member of staff at work, and the events of the organisation.
type desk struct {
	t        testing.TB
	database *db.DB
	actor    party.Actor
	service  *intake.Service
	kinds    *[]string
}

func newDesk(t testing.TB, database *db.DB) desk {
	log := event.NewLog()
	kinds := &[]string{}
	log.OnAny(func(_ *db.Tx, e event.Envelope) error {
		*kinds = append(*kinds, strings.TrimPrefix(e.Kind, "intake."))
		return nil
	})
	actor := party.Actor{Org: id.New[id.Org](database.IDs()), Kind: party.Staff, ID: id.New[id.Any](database.IDs()), Role: party.Colleague}
	return desk{t, database, actor, intake.NewService(log), kinds}
}

// as is the same organisation with somebody else acting.
func (d desk) as(kind party.Kind) desk {
	d.actor.Kind, d.actor.ID = kind, id.New[id.Any](d.database.IDs())
	return d
}

func (d desk) try(fn func(tx *db.Tx) (intake.Question, error)) (q intake.Question, err error) {
	err = d.database.Write(context.Background(), d.actor, func(tx *db.Tx) (err error) {
		q, err = fn(tx)
		return err
	})
	return q, err
}

func (d desk) do(fn func(tx *db.Tx) (intake.Question, error)) intake.Question {
	d.t.Helper()
	q, err := d.try(fn)
	if err != nil {
		d.t.Fatal(err)
	}
	return q
}

func (d desk) refused(key string, fn func(tx *db.Tx) (intake.Question, error)) {
	d.t.Helper()
	before := len(*d.kinds)
	if _, err := d.try(fn); !fault.Is(err, key) {
		d.t.Errorf("want %s, got %v", key, err)
	}
	if d.t.Failed() {
		return
	}
	*d.kinds = (*d.kinds)[:before]
}

func (d desk) note(n intake.New) intake.Question {
	d.t.Helper()
	return d.do(func(tx *db.Tx) (intake.Question, error) { return d.service.Note(tx, n) })
}

func (d desk) read(fn func(tx *db.Tx) error) {
	d.t.Helper()
	if err := d.database.Read(context.Background(), d.actor, fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d desk) get(question id.Question) (q intake.Question) {
	d.t.Helper()
	d.read(func(tx *db.Tx) (err error) {
		q, err = d.service.Get(tx, question)
		return err
	})
	return q
}

func (d desk) customer() id.Customer { return id.New[id.Customer](d.database.IDs()) }

func TestWhatIsNotedIsRead(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		monique := d.customer()
		q := d.note(intake.New{
			Text: " U wilt het verschil weten. ",
			Details: intake.Details{Customer: monique, Note: intake.Aside("Beslist vrijdag."), ComparesWith: intake.Aside("ROC"),
				DecidesOn: worktime.Date{Year: 2026, Month: 11, Day: 27}, Phase: intake.Comparing},
		})
		if got := d.get(q.ID); got != q {
			t.Errorf("read\n%#v, noted\n%#v", got, q)
		}
		if q.Text != "U wilt het verschil weten." || q.Taker != d.actor.StaffID() || q.Holder != q.Taker || q.Channel != intake.ByPhone ||
			!q.Open || q.Reading != 1 || q.ReadingState != intake.Written || q.Version != 2 {
			t.Errorf("%+v", q)
		}
		second := d.note(intake.New{Details: intake.Details{Customer: monique}, Contact: q.Contact, Channel: intake.AtDesk})
		d.read(func(tx *db.Tx) error {
			same, err := d.service.OfContact(tx, q.Contact)
			if err != nil || len(same) != 2 || same[0].ID != q.ID || same[1].ID != second.ID {
				t.Errorf("of one contact: %v, %v", same, err)
			}
			code, err := d.service.ByCode(tx, strings.ToLower(string(q.Code[:3]))+" "+string(q.Code[3:]))
			if err != nil || code.ID != q.ID {
				t.Errorf("by code: %v, %v", code, err)
			}
			for _, wrong := range []string{"", "ABC", string(second.Code) + "2"} {
				if _, err := d.service.ByCode(tx, wrong); !fault.Is(err, "intake.unknown") {
					t.Errorf("code %q: %v", wrong, err)
				}
			}
			return nil
		})
		if want := []string{"noted", "readback_written", "noted"}; !slices.Equal(*d.kinds, want) {
			t.Errorf("events %q", *d.kinds)
		}
		stranger := newDesk(t, database)
		stranger.refused("intake.unknown", func(tx *db.Tx) (intake.Question, error) { return stranger.service.Get(tx, q.ID) })
	})
}

// TestAsideStaysInside prints, formats and encodes what is for colleagues in every way at hand.
func TestAsideStaysInside(t *testing.T) {
	const secret = "vergelijkt met ROC"
	q := intake.Question{Details: intake.Details{Note: intake.Aside(secret), ComparesWith: intake.Aside(secret)}}
	raw, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(raw), fmt.Sprint(q), fmt.Sprintf("%+v %#v %s %q", q, q, q.Note, q.Note), q.Note.String(),
		q.Note.ReadBy(party.Actor{Kind: party.Customer}), q.Note.ReadBy(party.Actor{Kind: party.Agent}), q.Note.ReadBy(party.Actor{})} {
		if strings.Contains(text, "ROC") {
			t.Errorf("it left the house: %s", text)
		}
	}
	for _, kind := range []party.Kind{party.Staff, party.System} {
		if q.Note.ReadBy(party.Actor{Kind: kind}) != secret {
			t.Errorf("%s cannot read it", kind)
		}
	}
}

func TestHalfNotes(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		d.refused("intake.nothing_noted", func(tx *db.Tx) (intake.Question, error) { return d.service.Note(tx, intake.New{Text: "  "}) })
		half := d.note(intake.New{Half: true})
		if !half.Half || !half.Open {
			t.Errorf("%+v", half)
		}
		half = d.do(func(tx *db.Tx) (intake.Question, error) {
			return d.service.Change(tx, half.ID, half.Version, func(c *intake.Details) { c.Customer = d.customer() })
		})
		if !half.Half {
			t.Error("whole without a text")
		}
		whole := d.do(func(tx *db.Tx) (intake.Question, error) {
			return d.service.Write(tx, half.ID, half.Version, "U wilt weten")
		})
		if whole.Half || d.get(whole.ID) != whole {
			t.Errorf("%+v", whole)
		}
	})
}

func TestRefusals(t *testing.T) {
	database := dbtest.Open(t, db.SQLite, nil)
	d := newDesk(t, database)
	long := strings.Repeat("é", intake.MaxForColleagues+1)
	for _, c := range []struct {
		key, field string
		n          intake.New
	}{
		{"intake.too_long", "to_customer", intake.New{Text: intake.ToCustomer(long[:2*(intake.MaxToCustomer+1)])}},
		{"intake.too_long", "for_colleagues", intake.New{Details: intake.Details{Note: intake.Aside(long)}}},
		{"intake.too_long", "compares_with", intake.New{Text: "a", Details: intake.Details{ComparesWith: intake.Aside(long)}}},
		{"intake.too_long", "caller", intake.New{Details: intake.Details{Caller: strings.Repeat("1", 30)}}},
		{"intake.bad_channel", "channel", intake.New{Text: "a", Channel: "fax"}},
		{"intake.bad_phase", "phase", intake.New{Text: "a", Details: intake.Details{Phase: "buying"}}},
	} {
		_, err := d.try(func(tx *db.Tx) (intake.Question, error) { return d.service.Note(tx, c.n) })
		if !fault.Is(err, c.key) || fault.Of(err).Field != c.field {
			t.Errorf("%s on %s: %v", c.key, c.field, err)
		}
	}
	d.note(intake.New{Text: intake.ToCustomer(long[:2*intake.MaxToCustomer])})
}

func TestChangeAndPassOn(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		q := d.note(intake.New{Details: intake.Details{Customer: d.customer()}, Text: "U wilt weten"})
		change := func(version int64, fn func(*intake.Details)) func(tx *db.Tx) (intake.Question, error) {
			return func(tx *db.Tx) (intake.Question, error) { return d.service.Change(tx, q.ID, version, fn) }
		}
		d.refused("intake.changed_meanwhile", change(1, func(c *intake.Details) { c.Phase = intake.Deciding }))
		after := d.do(change(2, func(c *intake.Details) {
			c.Customer, c.Note, c.DecidesOn = d.customer(), intake.Aside("x"), worktime.Date{Year: 2027, Month: 1, Day: 2}
		}))
		if d.get(q.ID) != after || after.Version != 3 {
			t.Errorf("%+v", after)
		}
		if same := d.do(change(3, func(*intake.Details) {})); same.Version != 3 {
			t.Error("nothing changed, and yet")
		}
		d.do(func(tx *db.Tx) (intake.Question, error) { return d.service.Send(tx, q.ID, 1, intake.ByMail) })
		d.refused("intake.customer_fixed", change(0, func(c *intake.Details) { c.Customer = d.customer() }))
		jeroen := id.New[id.Staff](database.IDs())
		pass := func(to id.Staff) func(tx *db.Tx) (intake.Question, error) {
			return func(tx *db.Tx) (intake.Question, error) { return d.service.PassOn(tx, q.ID, 0, to) }
		}
		d.do(pass(jeroen))
		d.do(pass(jeroen))
		d.refused("intake.no_holder", pass(id.Staff{}))
		if d.get(q.ID).Holder != jeroen {
			t.Error("not passed on")
		}
		if want := []string{"noted", "readback_written", "changed", "readback_sent", "passed_on"}; !slices.Equal(*d.kinds, want) {
			t.Errorf("events %q", *d.kinds)
		}
	})
}

// nought is randomness that always says the same.
type nought struct{}

func (nought) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestTakenCodes draws the same code again and again: a taken one becomes longer, until there is none.
func TestTakenCodes(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			config := dbtest.Config(t, engine)
			config.Random = nought{}
			database, err := db.Open(context.Background(), config)
			if err != nil {
				t.Fatal(err)
			}
			defer database.Close()
			d := newDesk(t, database)
			for length := id.MinCode; length < id.MinCode+5; length++ {
				if q := d.note(intake.New{Half: true}); len(q.Code) != length {
					t.Errorf("%s, want %d signs", q.Code, length)
				}
			}
			d.refused("intake.no_code", func(tx *db.Tx) (intake.Question, error) { return d.service.Note(tx, intake.New{Half: true}) })
			other := newDesk(t, database)
			if q := other.note(intake.New{Half: true}); len(q.Code) != id.MinCode {
				t.Errorf("another organisation's codes are in the way: %s", q.Code)
			}
		})
	}
}

func TestPresence(t *testing.T) {
	c := clock.NewStepped(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))
	dbtest.RunClock(t, c, func(t *testing.T, database *db.DB) {
		fatima := newDesk(t, database)
		jeroen := fatima.as(party.Staff)
		monique := fatima.customer()
		var news bool // of the last one who sat down or stood up
		sit := func(d desk) (others []intake.Presence) {
			d.do(func(tx *db.Tx) (_ intake.Question, err error) {
				if news, err = d.service.SitDown(tx, monique); err != nil {
					return intake.Question{}, err
				}
				others, err = d.service.AtDesk(tx, monique)
				return intake.Question{}, err
			})
			return others
		}
		told := func(what string, want bool) {
			t.Helper()
			if news != want {
				t.Errorf("%s is news: %v", what, news)
			}
		}
		stand := func() {
			fatima.do(func(tx *db.Tx) (_ intake.Question, err error) {
				news, err = fatima.service.StandUp(tx, monique)
				return intake.Question{}, err
			})
		}
		if others := sit(fatima); len(others) != 0 || !news {
			t.Errorf("alone: %v, news %v", others, news)
		}
		others := sit(jeroen)
		if len(others) != 1 || others[0].Staff != fatima.actor.StaffID() {
			t.Errorf("Jeroen sees %v", others)
		}
		c.Advance(60 * time.Second)
		sit(fatima)
		told("who still sits", false)
		c.Advance(60 * time.Second)
		fatima.read(func(tx *db.Tx) error {
			if others, err := fatima.service.AtDesk(tx, monique); err != nil || len(others) != 0 {
				t.Errorf("Jeroen's screen says nothing more, and is seen: %v, %v", others, err)
			}
			return nil
		})
		sit(fatima)
		fatima.read(func(tx *db.Tx) error {
			if n, err := db.One[int](tx, "SELECT COUNT(*) FROM intake_desk WHERE org = $1", tx.Org); err != nil || n != 1 {
				t.Errorf("%d presences are kept, %v", n, err)
			}
			return nil
		})
		stand()
		told("who leaves", true)
		stand()
		told("who left already", false)
		sit(jeroen)
		told("who comes back after silence", true)
		jeroen.as(party.System).read(func(tx *db.Tx) error {
			all, err := jeroen.service.AtDesk(tx, monique)
			if err != nil || len(all) != 1 || all[0].Staff != jeroen.actor.StaffID() {
				t.Errorf("at the desk: %v, %v", all, err)
			}
			return nil
		})
		sit(jeroen.as(party.Customer))
		told("a customer at the desk", false)
	})
}

// TestSentences keeps a sentence in both languages for every event, ending, state, channel and hint.
func TestSentences(t *testing.T) {
	keys := []string{string(intake.HintBSN), string(intake.HintHealth), "intake.presence"}
	for _, fact := range []event.Fact{intake.Noted{}, intake.Changed{}, intake.PassedOn{}, intake.ReadbackWritten{}, intake.ReadbackSent{},
		intake.ReadbackConfirmed{}, intake.ReadbackCorrected{}, intake.ReadbackUnconfirmed{}, intake.Ended{}, intake.Reopened{}} {
		keys = append(keys, "event."+fact.EventKind())
	}
	for _, e := range everyEnding {
		keys = append(keys, e.Key())
	}
	for _, c := range []intake.Channel{intake.ByPhone, intake.ByEmail, intake.AtDesk, intake.ByChat, intake.ByLetter, intake.AtVisit, intake.ByForm, intake.BySMS} {
		keys = append(keys, c.Key())
	}
	for _, p := range []intake.Phase{intake.Orienting, intake.Comparing, intake.Deciding, intake.Bought} {
		keys = append(keys, p.Key())
	}
	for _, s := range []intake.ReadingState{intake.Written, intake.Sent, intake.Confirmed, intake.Corrected, intake.Unconfirmed, intake.Replaced} {
		keys = append(keys, intake.ReadingKey(s, ""), intake.Reading{State: s, How: intake.ByVoice}.Key())
	}
	for _, l := range lang.Langs() {
		for _, key := range keys {
			if !lang.Has(l, key) {
				t.Errorf("no sentence for %s in %s", key, l)
			}
		}
	}
}
