package overview_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// things are what somebody finds by what it is called, in the order in which he finds it.
func (s *scene) things(who party.Actor, typed string) (out []id.Any) {
	s.Do(who, func(tx *db.Tx) error {
		lines, err := s.see().ThingsIn(tx, typed, 10)
		for _, line := range lines {
			out = append(out, line.ID)
		}
		return err
	})
	return out
}

// said is where somebody finds words, and of which kind.
func (s *scene) said(who party.Actor, typed string) (out []string) {
	s.Do(who, func(tx *db.Tx) error {
		lines, err := s.see().SaidIn(tx, typed, 10)
		for _, line := range lines {
			out = append(out, string(line.Kind))
		}
		return err
	})
	return out
}

// TestWhatIsCalledSomethingIsFound: files, orders and call lists by whoever may read them, until they are gone, and when
// they were there before they could be found.
func TestWhatIsCalledSomethingIsFound(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		program := s.Fatima
		program.Kind = party.Agent
		add := func(name string, shown bool) id.Any {
			w := act.FileWish{About: act.AboutCustomer, ID: s.Zeger.Any(), Name: name, Shown: shown, Bytes: strings.NewReader("Een brief. " + name)}
			return must[act.File](t)(s.Acts.AddFile(ctx, s.Fatima, w)).ID.Any()
		}
		inside, shown := add("schouwrapport-koelcel.txt", false), add("garantie koelcel 2026.txt", true)
		bought := must[overview.Order](t)(s.Acts.AddOrder(ctx, s.Fatima, act.Bought{
			Customer: s.Zeger, At: at(9, 0), Amount: 125_000, What: "Deurrubber koelcel", Reference: "F2026-0113"})).ID.Any()
		var list id.Any
		s.Do(s.Fatima, func(tx *db.Tx) error {
			l, err := s.Acts.CallList.Make(tx, calllist.New{Name: "Koelcellen nazien", Purpose: "service", About: "De keuring loopt af.", Customers: []id.Customer{s.Zeger}})
			list = l.ID.Any()
			return err
		})
		finds := func(who party.Actor, typed string, want ...id.Any) {
			t.Helper()
			if got := s.things(who, typed); !slices.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", typed, got, want)
			}
		}
		all := func() {
			t.Helper()
			finds(s.Fatima, "koelcel", list, shown, inside, bought)
			finds(s.Fatima, "0113 f20", bought)
			finds(s.Fatima, "keuring", list)
			finds(s.Fatima, "koelcel schouw", inside)
			finds(program, "koelcel", shown, bought)
			finds(program, "schouwrapport")
			finds(program, "keuring")
			finds(s.Fatima, "koelkast")
			finds(s.Fatima, "schouwrapport garantie") // one has the one, another the other
		}
		all()
		s.readsAgain()
		all()
		s.Do(s.Fatima, func(tx *db.Tx) error {
			only, err := s.see().ThingsIn(tx, "koelcel", 10, overview.ThingOrder)
			if len(only) != 1 || only[0].ID != bought || only[0].Customer != s.Zeger || only[0].Name == "" {
				t.Errorf("of orders alone: %+v", only)
			}
			return err
		})
		for range 12 {
			must[overview.Order](t)(s.Acts.AddOrder(ctx, s.Fatima, act.Bought{Customer: s.Zeger, Amount: 1_000, What: "Lampje koelcel"}))
		}
		if all := s.things(s.Fatima, "koelcel"); len(all) != 10 || !slices.Contains(all, list) || !slices.Contains(all, inside) {
			t.Errorf("orders keep the rest out of sight: %v", all)
		}
		must[act.File](t)(s.Acts.RemoveFile(ctx, s.Fatima, id.File(inside), ""))
		finds(s.Fatima, "schouwrapport")
		s.Do(s.Fatima, func(tx *db.Tx) error {
			left, err := db.One[int64](tx, "SELECT COUNT(*) FROM search_thing WHERE org = $1 AND subject = $2", tx.Org, inside)
			if left != 0 {
				t.Errorf("%d words of a file that is gone are left", left)
			}
			return err
		})
	})
}

// TestWhatIsWrittenBesideIsFound: with a hand-off, at the end of a question, at each step of a complaint and with what
// became of a promise; by colleagues, and as long as it stands.
func TestWhatIsWrittenBesideIsFound(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		ctx := context.Background()
		program := s.Fatima
		program.Kind = party.Agent
		finds := func(who party.Actor, typed string, want ...string) {
			t.Helper()
			if got := s.said(who, typed); !slices.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", typed, got, want)
			}
		}
		asked := intake.New{Text: "U wilt weten wat het kost.", Details: intake.Details{Customer: s.Zeger, Note: intake.Aside("Brombeer.")}}
		taken := must[act.Taken](t)(s.Acts.TakeQuestion(ctx, s.Fatima, act.Take{Question: asked, Ending: intake.Answered}))
		must[intake.Question](t)(s.Acts.EndQuestion(ctx, s.Fatima, taken.Question.ID, 0, intake.End{Ending: intake.BoughtElsewhere, Words: "Kocht bij Poolijs."}))
		finds(s.Fatima, "poolijs", "note")
		finds(s.Fatima, "poolijs brombeer", "note")
		finds(program, "poolijs")
		note := intake.Aside("Zwijger.")
		must[intake.Question](t)(s.Acts.ChangeQuestion(ctx, s.Fatima, taken.Question.ID, 0, func(d *intake.Details) { d.Note = note }))
		finds(s.Fatima, "brombeer")
		finds(s.Fatima, "zwijger poolijs", "note")

		made := s.Promises(s.Zeger, s.Fatima, at(15, 0), func(m *promise.Make) { m.Kind, m.Act = promise.Send, "De tekening sturen" })
		must[promise.Promise](t)(s.Acts.Deliver(ctx, s.Fatima, made.ID, promise.Deed{Proof: promise.ByText, Words: "Met de koerier mee."}, ""))
		finds(s.Fatima, "koerier", "deed")
		finds(program, "koerier")
		must[promise.Promise](t)(s.Acts.UndoPromise(ctx, s.Fatima, made.ID))
		finds(s.Fatima, "koerier")

		c := must[complaint.Complaint](t)(s.Acts.Complain(ctx, s.Fatima, complaint.New{Customer: s.Zeger, Channel: complaint.ByPhone,
			Words: complaint.Words{Said: "Niemand belde.", Inside: complaint.Among("Lag aan de centrale.")}}))
		finds(s.Fatima, "centrale", "complaint")
		finds(s.Fatima, "belde centrale", "complaint")
		finds(program, "centrale")
		must[complaint.Complaint](t)(s.Acts.WithdrawComplaint(ctx, s.Fatima, c.ID, 0, "Het rooster klopte niet."))
		finds(s.Fatima, "rooster belde", "complaint")
		s.readsAgain()
		finds(s.Fatima, "zwijger poolijs", "note")
		finds(s.Fatima, "koerier")
		finds(s.Fatima, "centrale rooster", "complaint")
		must[complaint.Complaint](t)(s.Acts.UndoComplaint(ctx, s.Fatima, c.ID))
		finds(s.Fatima, "rooster")
		finds(s.Fatima, "centrale", "complaint")
		must[complaint.Complaint](t)(s.Acts.Complain(ctx, s.Fatima, complaint.New{Customer: s.Monique, Channel: complaint.ByPhone, Words: complaint.Words{Said: "Het rooster klopt niet."}}))
		finds(s.Fatima, "centrale rooster") // what the first said of it was taken back
	})
}
