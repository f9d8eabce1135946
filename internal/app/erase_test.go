package app_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/report"
)

// marked is where each mark stands: in which tables, the log and the clockwork included.
func (p *planted) marked() map[string][]string {
	all := p.rows()
	p.do(party.Itself(p.org), func(tx *db.Tx) error {
		for table, column := range map[string]string{"event": "payload", "job": "last_error", "message_line": "recipient"} {
			rows, err := db.All[string](tx, "SELECT COALESCE(CAST("+column+" AS TEXT), '') FROM "+table+" WHERE org = $1", tx.Org)
			if err != nil {
				return err
			}
			all[table] = rows
		}
		return nil
	})
	out := map[string][]string{}
	for table, rows := range all {
		text := strings.ToLower(strings.Join(rows, "\n"))
		for mark := range p.of {
			if strings.Contains(text, mark) || strings.Contains(text, hex.EncodeToString([]byte(mark))) {
				out[mark] = append(out[mark], table)
			}
		}
	}
	return out
}

// own is a mark that is a word by itself.
func (p *planted) own(in string, of id.Customer) string {
	return strings.Fields(p.mark(in, of))[1]
}

// reveal writes a mark into all that a customer can leave with us and that plant does not write.
func (p *planted) reveal(of id.Customer, number string) {
	ctx, acts := context.Background(), p.app.Acts
	p.do(party.Itself(p.org), func(tx *db.Tx) error {
		firm, err := acts.Customer.Add(tx, customer.Details{Kind: customer.Organisation, Name: "Bakkerij"})
		if err != nil {
			return err
		}
		_, err = acts.Customer.Change(tx, of, 0, func(d *customer.Details) {
			d.Name, d.Function, d.HoursNote, d.Salutation = d.Name+" "+p.own("name", of), p.own("function", of), p.own("hours", of), p.own("salutation", of)
			d.Street, d.City, d.Emails = p.own("street", of), p.own("city", of), append(d.Emails, p.own("address", of)+"@example.org")
			d.Numbers, d.Employer = []customer.Number{{Number: number, Label: p.own("label", of)}}, firm.ID
		})
		return err
	})
	twin := p.known("Dubbel "+p.own("merged", of), "d"+p.own("merged address", of)+"@example.org")
	_, err := acts.MergeCustomers(ctx, p.fatima, of, twin)
	p.ok(err)
	_, err = acts.LogInteraction(ctx, p.fatima, interaction.New{Caller: number, Kind: interaction.Call, Direction: interaction.In, Result: interaction.Missed})
	p.ok(err)
	made := p.promised(of, "bellen over "+p.own("promise", of), p.clock.Now().Add(20*time.Hour))
	_, err = acts.Deliver(ctx, p.fatima, made.ID, promise.Deed{}, "none")
	p.ok(err)
	_, err = acts.DisputeDelivery(ctx, p.fatima, made.ID, p.own("dispute", of))
	p.ok(err)
	p.promised(of, "ooit over "+p.own("open promise", of), p.clock.Now().AddDate(0, 0, 40))
	p.told(of)
	_, err = acts.AddOrder(ctx, p.fatima, act.Bought{Customer: of, At: p.clock.Now().AddDate(-1, 0, 0), Amount: 12500, What: p.own("order", of), Source: "winkel", ExternalID: p.own("order there", of)})
	p.ok(err)
	_, err = acts.AddOrder(ctx, p.fatima, act.Bought{Customer: of, At: p.clock.Now().AddDate(-9, 0, 0), Amount: 12500, What: p.own("old order", of), Reference: p.own("old reference", of)})
	p.ok(err)
	_, err = acts.AddFile(ctx, p.fatima, act.FileWish{About: act.AboutPromise, ID: made.ID.Any(), Name: p.own("file name", of) + ".txt", Bytes: strings.NewReader(p.mark("file", of))})
	p.ok(err)
	_, err = acts.Complain(ctx, p.fatima, complaint.New{Customer: of, Words: complaint.Words{Said: "Geklaagd over " + p.own("complaint", of)}})
	p.ok(err)
	_, err = acts.AskCustomer(ctx, p.fatima, of, p.own("asked", of))
	p.ok(err)
	_, err = acts.NoteConsent(ctx, p.fatima, calllist.Consent{Customer: of, GivenAt: p.clock.Now(), How: calllist.OnSite, About: p.own("consent", of), Evidence: p.own("consent evidence", of)})
	p.ok(err)
}

// told has a colleague type words in a message to somebody, who gets it.
func (p *planted) told(of id.Customer) {
	ctx, acts := context.Background(), p.app.Acts
	made := p.promised(of, "uitzoeken", p.clock.Now().Add(20*time.Hour))
	_, err := acts.Deliver(ctx, p.fatima, made.ID, promise.Deed{}, act.Draft)
	p.ok(err)
	p.do(p.fatima, func(tx *db.Tx) error {
		all, err := acts.Message.OfSubject(tx, made.ID.Any())
		for _, m := range all {
			if err == nil && m.State == message.Draft {
				_, err = acts.Message.SendDraft(tx, m.ID, p.mark("a message", of))
			}
		}
		return err
	})
}

// TestErasedIsGone: whatever acts wrote of a customer, after his data were erased no table holds a word of it; what
// others left is there as it was, and every sum, rate and check comes to the same.
func TestErasedIsGone(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx := context.Background()
		p := &planted{stepped: s, chance: rand.New(rand.NewPCG(3, 9)), marks: map[string]string{}, drafts: map[string]string{},
			of: map[string]id.Customer{}, ids: map[string][]string{}}
		for n := range 2 {
			p.people = append(p.people, s.known(fmt.Sprintf("Klant Nummer%d", n), fmt.Sprintf("klant%d@example.org", n)))
		}
		for n, one := range p.people {
			p.reveal(one, fmt.Sprint("+3161234567", n))
		}
		for range 40 {
			p.plant()
		}
		for _, one := range p.people {
			_, err := s.app.Acts.StrikeCustomer(ctx, s.fatima, one, calllist.Striking{Reason: calllist.Opinion, Why: calllist.Said(p.mark("why not to call", one))})
			p.ok(err)
			p.link(s.app.Acts.LinkToCustomer(ctx, s.fatima, one))
		}
		s.pass(s.clock.Now().AddDate(0, 0, 12))
		before := p.marked()
		sought, found := map[string]bool{}, map[string]bool{}
		for mark, in := range p.marks {
			if sought[in] = true; len(before[mark]) > 0 {
				found[in] = true // some were written over by another
			}
		}
		if len(found) < 35 {
			t.Errorf("written: %v\nfound: %v", sought, found)
		}
		rate, points := p.sums()
		p.erased(p.people[0])
		after := p.marked()
		for mark, of := range p.of {
			switch {
			case of == p.people[0] && len(after[mark]) > 0:
				t.Errorf("%s of who was erased is still in %q", p.marks[mark], after[mark])
			case of == p.people[1] && !slices.Equal(slices.Sorted(slices.Values(after[mark])), slices.Sorted(slices.Values(before[mark]))):
				t.Errorf("%s of another was in %q and is in %q", p.marks[mark], before[mark], after[mark])
			}
		}
		if r, n := p.sums(); r != rate || n != points {
			t.Errorf("kept %v, was %v; points %v, were %v", r, rate, n, points)
		}
		p.erased(p.people[1])
		for mark, in := range p.marked() {
			if p.marks[mark] != "" && p.marks[mark] != "a draft" {
				t.Errorf("%s is still in %q", p.marks[mark], in)
			}
		}
		for table, rows := range p.rows() {
			for _, row := range rows {
				if text := strings.ToLower(row); strings.Contains(text, "nummer0") || strings.Contains(text, hex.EncodeToString([]byte("nummer0"))) ||
					strings.Contains(text, hex.EncodeToString([]byte("+31612345670"))) {
					t.Errorf("%s still names him", table)
				}
			}
		}
		s.pass(s.clock.Now().AddDate(0, 0, 32)) // what was due about him stumbles over nothing
		p.sound()
		if s.app.DB.Engine() == db.SQLite {
			p.overwritten()
		}
	})
}

// erased erases a customer the way people do: asked for, and a day later done.
func (p *planted) erased(of id.Customer) {
	ctx, acts := context.Background(), p.app.Acts
	lead := p.andries
	if _, err := acts.AskErasure(ctx, p.fatima, of, customer.Erasing{Ground: customer.Asked, LetGo: true}); !fault.Is(err, "act.role") {
		p.t.Errorf("a colleague erases: %v", err)
	}
	if _, err := acts.AskErasure(ctx, lead, of, customer.Erasing{Ground: customer.Asked}); !fault.Is(err, "customer.erase_open") {
		p.t.Errorf("with an open promise: %v", err)
	}
	_, err := acts.AskErasure(ctx, lead, of, customer.Erasing{Ground: customer.Asked, LetGo: true})
	p.ok(err)
	_, err = acts.CallOffErasure(ctx, lead, of)
	p.ok(err)
	p.pass(p.clock.Now().Add(2 * customer.Grace))
	if p.do(lead, func(tx *db.Tx) error { _, err := acts.Customer.Get(tx, of); return err }); p.t.Failed() {
		p.t.Fatal("called off, and yet erased")
	}
	_, err = acts.AskErasure(ctx, lead, of, customer.Erasing{Ground: customer.Asked, LetGo: true})
	p.ok(err)
	if _, err := acts.AskErasure(ctx, lead, of, customer.Erasing{Ground: customer.Asked, LetGo: true}); !fault.Is(err, "customer.erase_asked_already") {
		p.t.Errorf("asked twice: %v", err)
	}
	p.pass(p.clock.Now().Add(customer.Grace))
	err = p.app.DB.Read(ctx, lead, func(tx *db.Tx) error { _, err := acts.Customer.Get(tx, of); return err })
	if !fault.Is(err, "customer.erased") {
		p.t.Errorf("read after it was erased: %v", err)
	}
}

// sums are what must stay as it was: how many promises were due and kept, and all points.
func (p *planted) sums() (rate [2]int, points int64) {
	p.do(party.Itself(p.org), func(tx *db.Tx) (err error) {
		rate[0], err = db.One[int](tx, "SELECT COUNT(*) FROM promise WHERE org = $1 AND direction = 'ours' AND broken_at IS NOT NULL", tx.Org)
		if err == nil {
			rate[1], err = db.One[int](tx, "SELECT COUNT(*) FROM complaint WHERE org = $1 AND undone_at IS NULL", tx.Org)
		}
		if err == nil {
			points, err = db.One[int64](tx, "SELECT COALESCE(SUM(points), 0) FROM ledger_balance WHERE org = $1", tx.Org)
		}
		return err
	})
	return rate, points
}

// sound: nothing that doctor looks at is wrong.
func (p *planted) sound() {
	p.do(p.fatima, func(tx *db.Tx) error {
		wrong, err := report.Checks(tx)
		for _, finding := range wrong {
			p.t.Errorf("doctor: %+v", finding)
		}
		return err
	})
}

// overwritten: of what was erased no byte stands in the database's files, while it is still open.
func (p *planted) overwritten() {
	files, err := filepath.Glob(filepath.Join(p.app.Config.Data, "*"))
	p.ok(err)
	held := map[string]string{}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		p.ok(err)
		for mark := range p.marks {
			if p.marks[mark] != "a draft" && bytes.Contains(raw, []byte(mark)) {
				held[filepath.Base(name)] += " " + p.marks[mark]
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(held)) {
		p.t.Errorf("%s still holds%s", name, held[name])
	}
	if len(files) == 0 {
		p.t.Error("no files")
	}
}
