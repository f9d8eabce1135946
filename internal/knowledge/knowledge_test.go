package knowledge_test

import (
	"context"
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
	"kroon/internal/knowledge"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// firm is the organisation as answers see it.
type firm struct{ alone bool }

func (f *firm) Today(tx *db.Tx) (worktime.Date, error)          { return worktime.DateOf(tx.Now, time.UTC), nil }
func (f *firm) Alone(*db.Tx) (bool, error)                      { return f.alone, nil }
func (f *firm) WorksHere(tx *db.Tx, who id.Staff) (bool, error) { return !who.IsZero(), nil }

// writer is somebody at work in a firm.
type writer struct {
	t        testing.TB
	database *db.DB
	actor    party.Actor
	service  *knowledge.Service
	firm     *firm
	kinds    *[]string
}

func begin(t testing.TB, database *db.DB) writer {
	log, kinds, f := event.NewLog(), &[]string{}, &firm{}
	log.OnAny(func(_ *db.Tx, e event.Envelope) error { *kinds = append(*kinds, e.Kind); return nil })
	actor := party.Actor{Org: id.New[id.Org](database.IDs()), Kind: party.Staff, ID: id.New[id.Any](database.IDs()), Role: party.Colleague}
	return writer{t, database, actor, knowledge.New(log, f), f, kinds}
}

// as is the same firm with somebody else acting.
func (w writer) as(kind party.Kind) writer {
	w.actor.Kind, w.actor.ID = kind, id.New[id.Any](w.database.IDs())
	return w
}

func (w writer) try(fn func(tx *db.Tx) error) error {
	return w.database.Write(context.Background(), w.actor, fn)
}

func (w writer) do(fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.try(fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w writer) refused(key string, fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.try(fn); !fault.Is(err, key) {
		w.t.Errorf("want %s, got %v", key, err)
	}
}

func words(title, body string) knowledge.Draft {
	return knowledge.Draft{NL: knowledge.Text{Title: title, Body: body}}
}

// writes writes an answer that is still to be approved.
func (w writer) writes(of knowledge.Details, d knowledge.Draft) (a knowledge.Answer) {
	w.t.Helper()
	w.do(func(tx *db.Tx) (err error) { a, err = w.service.Begin(tx, of, d); return err })
	return a
}

// stands writes an answer and has a colleague approve it.
func (w writer) stands(of knowledge.Details, d knowledge.Draft) (a knowledge.Answer) {
	w.t.Helper()
	a = w.writes(of, d)
	w.as(party.Staff).do(func(tx *db.Tx) (err error) { a, err = w.service.Approve(tx, a.ID, a.Version, 1); return err })
	return a
}

// next writes another version and has a colleague approve it.
func (w writer) next(a knowledge.Answer, d knowledge.Draft) knowledge.Answer {
	w.t.Helper()
	w.do(func(tx *db.Tx) (err error) { a, err = w.service.Write(tx, a.ID, 0, d); return err })
	w.as(party.Staff).do(func(tx *db.Tx) (err error) { a, err = w.service.Approve(tx, a.ID, 0, a.Latest); return err })
	return a
}

func (w writer) suggests(typed string) (titles []string) {
	w.t.Helper()
	w.do(func(tx *db.Tx) error {
		found, err := w.service.Suggest(tx, typed, 3)
		for _, one := range found {
			titles = append(titles, one.Edition.NL.Title)
		}
		return err
	})
	return titles
}

// each runs a test on every engine with a clock of its own.
func each(t *testing.T, fn func(w writer, at *clock.Stepped)) {
	morning := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	at := clock.NewStepped(morning)
	dbtest.RunClock(t, at, func(t *testing.T, database *db.DB) {
		at.Set(morning)
		fn(begin(t, database), at)
	})
}

// Somebody else approves; who works alone does it himself, and that is seen. A program never does.
func TestSomebodyElseApproves(t *testing.T) {
	each(t, func(w writer, _ *clock.Stepped) {
		a := w.writes(knowledge.Details{}, words("Gaat de training door als het regent?", "Ja, wij trainen binnen."))
		approve := func(tx *db.Tx) error { _, err := w.service.Approve(tx, a.ID, 0, 1); return err }
		w.refused("knowledge.other_approves", approve)
		w.as(party.Agent).refused("knowledge.person_approves", approve)
		if got := w.suggests("regen"); len(got) > 0 {
			t.Errorf("a draft is suggested: %v", got)
		}
		w.firm.alone = true
		w.do(approve)
		w.do(func(tx *db.Tx) error {
			e, err := w.service.Edition(tx, a.ID, 1)
			if !e.ByItself() {
				t.Error("it is not seen that the author approved it")
			}
			return err
		})
		if !slices.Equal(*w.kinds, []string{"knowledge.changed", "knowledge.written", "knowledge.approved"}) {
			t.Errorf("recorded: %v", *w.kinds)
		}
	})
}

// What stands goes on to be given while a next version waits; an approval of what was read is not one of what
// was written since.
func TestVersions(t *testing.T) {
	each(t, func(w writer, _ *clock.Stepped) {
		a := w.stands(knowledge.Details{}, words("Wat kost de oven?", "9 euro per dag."))
		w.do(func(tx *db.Tx) error {
			_, err := w.service.Write(tx, a.ID, a.Version, words("Wat kost een steamer?", "12 euro per dag."))
			return err
		})
		if got := w.suggests("oven"); !slices.Equal(got, []string{"Wat kost de oven?"}) {
			t.Errorf("suggested while a draft waits: %v", got)
		}
		b := w.as(party.Staff)
		b.refused("knowledge.newer_draft", func(tx *db.Tx) error { _, err := w.service.Approve(tx, a.ID, 0, 1); return err })
		b.refused("knowledge.changed_meanwhile", func(tx *db.Tx) error { _, err := w.service.Approve(tx, a.ID, a.Version, 2); return err })
		b.do(func(tx *db.Tx) error { _, err := w.service.Approve(tx, a.ID, 0, 2); return err })
		if got := w.suggests("oven"); len(got) > 0 {
			t.Errorf("found by words that stand no more: %v", got)
		}
		if got := w.suggests("een steamer huren"); !slices.Equal(got, []string{"Wat kost een steamer?"}) {
			t.Errorf("not found by its new words: %v", got)
		}
		w.do(func(tx *db.Tx) error { _, err := w.service.Retire(tx, a.ID, 0); return err })
		if got := w.suggests("steamer"); len(got) > 0 {
			t.Errorf("taken back, and suggested: %v", got)
		}
	})
}

// After its day an answer is marked for people and is not there for agents: neither in a search, nor in the
// list, nor by its id, nor to give.
func TestExpiredIsNotForAgents(t *testing.T) {
	each(t, func(w writer, at *clock.Stepped) {
		day := worktime.Date{Year: 2026, Month: 11, Day: 24}
		a := w.stands(knowledge.Details{ReviewOn: day}, words("Wanneer leveren jullie?", "Op werkdagen."))
		draft := w.writes(knowledge.Details{}, words("Wanneer leveren jullie in het weekend?", "Nooit."))
		agent := w.as(party.Agent)
		seen := func(by writer) (suggested, listed int, expired bool) {
			by.do(func(tx *db.Tx) error {
				found, err := by.service.Suggest(tx, "leveren jullie op zondag", 3)
				if err != nil {
					return err
				}
				all, err := by.service.List(tx, id.Answer{}, 10)
				suggested, listed = len(found), len(all)
				expired = len(found) > 0 && found[0].Expired
				return err
			})
			return
		}
		if s, l, _ := seen(agent); s != 1 || l != 1 {
			t.Errorf("an agent sees %d suggested and %d listed, want the approved one", s, l)
		}
		agent.refused("knowledge.unknown", func(tx *db.Tx) error { _, err := w.service.Get(tx, draft.ID); return err })
		at.Set(time.Date(2026, 11, 24, 23, 59, 0, 0, time.UTC))
		if _, _, expired := seen(w); expired {
			t.Error("expired on its last day")
		}
		at.Set(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
		if s, l, _ := seen(agent); s+l != 0 {
			t.Errorf("an agent sees %d suggested and %d listed of what expired", s, l)
		}
		if s, l, expired := seen(w); s != 1 || l != 2 || !expired {
			t.Errorf("people see %d and %d, marked: %v", s, l, expired)
		}
		give := func(tx *db.Tx) error { _, err := w.service.Give(tx, knowledge.Give{Answer: a.ID}); return err }
		agent.refused("knowledge.unknown", give)
		w.do(give)
		w.refused("knowledge.not_approved", func(tx *db.Tx) error {
			_, err := w.service.Give(tx, knowledge.Give{Answer: draft.ID})
			return err
		})
	})
}

// Who heard what was not right is on the list until told, promised to, or given what is right.
func TestWhoWasToldWhatWasNotRight(t *testing.T) {
	each(t, func(w writer, at *clock.Stepped) {
		a := w.stands(knowledge.Details{}, words("Is de borg 50 euro?", "Ja."))
		var people []id.Customer
		for range 4 {
			people = append(people, id.New[id.Customer](w.database.IDs()))
		}
		give := func(to id.Customer) {
			at.Advance(time.Minute)
			w.do(func(tx *db.Tx) error {
				_, err := w.service.Give(tx, knowledge.Give{Answer: a.ID, Customer: to})
				return err
			})
		}
		waiting := func() (got []id.Customer, strangers int) {
			w.do(func(tx *db.Tx) error {
				all, n, _, err := w.service.ToTell(tx, a.ID)
				for _, one := range all {
					got = append(got, one.Customer)
				}
				strangers = n
				return err
			})
			return got, strangers
		}
		for _, one := range append(people, people[0], id.Customer{}) {
			give(one)
		}
		told := func(to id.Customer) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return w.service.Correct(tx, a.ID, to, knowledge.Told, id.Promise{}) }
		}
		a = w.next(a, words("Is de borg 50 euro?", "Ja, per toestel."))
		if got, _ := waiting(); len(got) > 0 {
			t.Errorf("nothing was wrong, and still to be told: %v", got)
		}
		w.refused("knowledge.nothing_to_tell", told(people[0]))
		wrong := words("Is de borg 50 euro?", "Nee, 75 euro.")
		wrong.Contradicts = true
		a = w.next(a, wrong)
		if got, strangers := waiting(); !slices.Equal(got, []id.Customer{people[1], people[2], people[3], people[0]}) || strangers != 1 {
			t.Errorf("to be told: %v, %d strangers", got, strangers)
		}
		w.do(told(people[1]))
		w.do(func(tx *db.Tx) error {
			return w.service.Correct(tx, a.ID, people[2], knowledge.Promised, id.New[id.Promise](tx.IDs))
		})
		w.refused("knowledge.how_corrected", func(tx *db.Tx) error {
			return w.service.Correct(tx, a.ID, people[3], knowledge.Promised, id.Promise{})
		})
		give(people[3])
		if got, _ := waiting(); !slices.Equal(got, []id.Customer{people[0]}) {
			t.Errorf("still to be told: %v", got)
		}
		w.do(told(people[0]))
		w.wrongAgain(a, people[1])
		if got, _ := waiting(); len(got) != 4 {
			t.Errorf("to be told again: %v", got)
		}
	})
}

// wrongAgain has a draft wait that says that what stands is not right, gives an earlier version, which may be done, and the
// draft, which may not; and then has it stand.
func (w writer) wrongAgain(a knowledge.Answer, to id.Customer) {
	w.t.Helper()
	draft := words("Is de borg 50 euro?", "Nee, 90 euro.")
	draft.Contradicts = true
	w.do(func(tx *db.Tx) error { _, err := w.service.Write(tx, a.ID, 0, draft); return err })
	w.do(func(tx *db.Tx) error {
		given, err := w.service.Give(tx, knowledge.Give{Answer: a.ID, Number: 1, Customer: to})
		if given.Number != 1 {
			w.t.Errorf("given version %d", given.Number)
		}
		return err
	})
	w.refused("knowledge.not_approved", func(tx *db.Tx) error {
		_, err := w.service.Give(tx, knowledge.Give{Answer: a.ID, Number: a.Latest + 1, Customer: to})
		return err
	})
	w.do(func(tx *db.Tx) error {
		if left, _, _, err := w.service.ToTell(tx, a.ID); err != nil || len(left) != 0 {
			w.t.Errorf("of a draft to be told: %v, %v", left, err)
		}
		return nil
	})
	w.next(a, draft)
}

// A question is found however its words end, and ranked by what is rare; words that everybody uses find nothing.
func TestSuggest(t *testing.T) {
	each(t, func(w writer, _ *clock.Stepped) {
		w.stands(knowledge.Details{}, words("Gaat de training door als het regent?", "Ja, binnen."))
		w.stands(knowledge.Details{}, words("Hoe lang duurt de training vorkheftruck?", "Een dag."))
		w.stands(knowledge.Details{}, words("Wat kost de bezorging?", "Gratis vanaf 100 euro in Utrecht, ook van een vorkheftruck."))
		for typed, want := range map[string][]string{
			"":                            nil,
			"u wilt weten of wij er zijn": nil,
			"U wilt weten of de trainingen in mei doorgaan bij regen": {"Gaat de training door als het regent?", "Hoe lang duurt de training vorkheftruck?"},
			"vorkheft":          {"Hoe lang duurt de training vorkheftruck?"},
			"BEZORGEN":          {"Wat kost de bezorging?"},
			"gratis in utrecht": {"Wat kost de bezorging?"},
			"utrecht":           nil,
		} {
			if got := w.suggests(typed); !slices.Equal(got, want) {
				t.Errorf("%q suggests %q, want %q", typed, got, want)
			}
		}
	})
}

// What is typed and cannot be is refused at its field.
func TestWhatCannotBe(t *testing.T) {
	each(t, func(w writer, _ *clock.Stepped) {
		table := func(text string) knowledge.Draft {
			return knowledge.Draft{NL: knowledge.Text{Title: "Welke past?", Table: text}}
		}
		for key, d := range map[string]knowledge.Draft{
			"knowledge.nothing_written": {}, "knowledge.no_title": words(" ", "Ja."), "knowledge.no_body": words("Kan dat?", ""),
			"knowledge.too_long":     words(strings.Repeat("a", 161), "Ja."),
			"knowledge.table_uneven": table("Oven | Prijs\nA | 1 | 2"), "knowledge.table_large": table(strings.Repeat("a | b\n", 42)),
		} {
			w.refused(key, func(tx *db.Tx) error { _, err := w.service.Begin(tx, knowledge.Details{}, d); return err })
		}
		w.writes(knowledge.Details{}, table("Oven | Prijs | Dagen\nA | 1 | 2"))
		aloud := table("Oven | prijs | dagen\nKlein | 9 euro | 2\nGroot | 12 euro | 3").NL.Aloud()
		if aloud != "Klein: prijs 9 euro, dagen 2.\nGroot: prijs 12 euro, dagen 3." {
			t.Errorf("read out as %q", aloud)
		}
		asks := make([]knowledge.Ask, 4)
		w.refused("knowledge.many_asks", func(tx *db.Tx) error {
			_, err := w.service.SetTopic(tx, knowledge.Topic{NL: "Ovens", Asks: asks})
			return err
		})
	})
}

// What many ask is told with how many people asked; one who asks five times is one, and what stands on the site
// is not told.
func TestGaps(t *testing.T) {
	each(t, func(w writer, _ *clock.Stepped) {
		w.stands(knowledge.Details{Public: true}, words("Leveren jullie in Utrecht?", "Ja."))
		inside := w.stands(knowledge.Details{}, words("Wanneer komt de monteur?", "Binnen twee dagen."))
		var asked []knowledge.Asked
		ask := func(who int, text string) { asked = append(asked, knowledge.Asked{Who: fmt.Sprint(who), Text: text}) }
		for who := range 14 {
			ask(who, fmt.Sprintf("U wilt weten of er garantie op de vaatwasser zit (%d)", 100+who))
			ask(who, "Levert u ook in Utrecht?")
		}
		for who := range 6 {
			ask(20+who, "Wanneer staat de monteur voor de deur?")
		}
		for range 5 {
			ask(40, "Hebben jullie frituurpannen?")
		}
		w.do(func(tx *db.Tx) error { return w.service.Weigh(tx, asked) })
		w.do(func(tx *db.Tx) error {
			gaps, err := w.service.Gaps(tx)
			if len(gaps) != 2 || gaps[0].People != 14 || gaps[0].Words != "garantie, vaatwasser" ||
				!gaps[0].Answer.IsZero() || gaps[1].People != 6 || gaps[1].Answer != inside.ID {
				t.Errorf("told: %+v", gaps)
			}
			return err
		})
		w.as(party.Agent).do(func(tx *db.Tx) error {
			gaps, err := w.service.Gaps(tx)
			if len(gaps) > 0 {
				t.Error("an agent hears what customers ask us")
			}
			return err
		})
	})
}
