package app_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kroon/internal/act"
	"kroon/internal/claim"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/ledger"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
	"kroon/internal/report"
)

var (
	tablePattern  = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\)`)
	columnPattern = regexp.MustCompile(`(?m)^    (\w+) +\{`)
	addedPattern  = regexp.MustCompile(`ALTER TABLE (\w+) ADD COLUMN (\w+)`)
	gonePattern   = regexp.MustCompile(`ALTER TABLE (\w+) DROP COLUMN (\w+)`)
)

// schema reads the columns of every table from the migrations.
func schema(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	all, err := fs.Glob(os.DirFS("../db/migrations"), "*.sql")
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for _, name := range all {
		text, err := os.ReadFile("../db/migrations/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tablePattern.FindAllStringSubmatch(string(text), -1) {
			for _, column := range columnPattern.FindAllStringSubmatch(table[2], -1) {
				out[table[1]] = append(out[table[1]], column[1])
			}
		}
		for _, added := range addedPattern.FindAllStringSubmatch(string(text), -1) {
			out[added[1]] = append(out[added[1]], added[2])
		}
		for _, gone := range gonePattern.FindAllStringSubmatch(string(text), -1) {
			out[gone[1]] = slices.DeleteFunc(out[gone[1]], func(column string) bool { return column == gone[2] })
		}
	}
	return out
}

// rest is what a merge and a split leave their traces in: history, what keeps merges, the clockwork, and the
// versions that keep two from writing one row.
var rest = []string{"event", "customer_merge", "job", "message_line", "db_write", "db_version", "goose_db_version"}

// rows reads every row of every table but rest, without versions.
func (s *stepped) rows() map[string][]string {
	s.t.Helper()
	out := map[string][]string{}
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		for table, columns := range schema(s.t) {
			if slices.Contains(rest, table) || !slices.Contains(columns, "org") {
				continue
			}
			var parts []string
			for _, column := range columns {
				form := "hex(%s)"
				if s.app.DB.Engine() == db.Postgres {
					form = "CAST(%s AS TEXT)"
				}
				if column != "version" {
					parts = append(parts, "COALESCE("+fmt.Sprintf(form, column)+", '-')")
				}
			}
			all, err := db.All[string](tx, "SELECT "+strings.Join(parts, " || '|' || ")+" FROM "+table+" WHERE org = $1", tx.Org)
			if err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			slices.Sort(all)
			out[table] = all
		}
		return nil
	})
	return out
}

// still counts the rows that name a customer in a column that no merge leaves alone.
func (s *stepped) still(one id.Customer) (found []string) {
	s.t.Helper()
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		for table, columns := range schema(s.t) {
			for _, column := range columns {
				if slices.Contains(left, table) || !slices.Contains(about, column) || table == "message_line" {
					continue
				}
				n, err := db.One[int](tx, "SELECT COUNT(*) FROM "+table+" WHERE org = $1 AND "+column+" = $2", tx.Org, one)
				if err != nil {
					return fmt.Errorf("%s.%s: %w", table, column, err)
				}
				if n > 0 {
					found = append(found, table+"."+column)
				}
			}
		}
		return nil
	})
	return found
}

// about are the columns that may hold whom a row is about. left are the tables that keep it: what was typed about
// the one that goes leads to the one that stays, by what customers are compared is looked at anew, who is likely to buy
// again is reckoned every day, and nobody who waits to be erased is merged.
var (
	about = []string{"customer", "employer", "recipient", "person", "beneficiary"}
	left  = []string{"customer_erasure", "customer_key", "customer_looked", "customer_phone", "customer_email", "customer_hours", "customer_word", "customer_origin",
		"intake_desk", "order_likely"}
)

// TestEveryColumnAboutACustomerMoves: a new table about customers is moved by its owner, or stands in left.
func TestEveryColumnAboutACustomerMoves(t *testing.T) {
	moved := []string{
		"answer_given.customer", "answer_told.customer", "call_consent.customer", "call_form.customer", "call_name.customer",
		"call_strike.customer", "claim.customer", "claim_look.customer", "complaint.customer", "complaint_hint.customer", "customer.employer", "customer_link.customer", "file.customer", "file_removal.customer",
		"interaction.customer", "ledger_asked.customer", "ledger_balance.customer", "ledger_entry.customer", "message.recipient",
		"message_line.recipient", "order_placed.customer",
		"promise.customer", "question.customer", "timeline.customer", "timeline.person", "transfer.customer",
	}
	var found []string
	for table, columns := range schema(t) {
		for _, column := range columns {
			if slices.Contains(about, column) && !slices.Contains(left, table) {
				found = append(found, table+"."+column)
			}
		}
	}
	slices.Sort(found)
	if !slices.Equal(found, moved) {
		t.Errorf("columns about a customer:\n%q, want\n%q\nGive the concept Refer and ReferBack (see internal/promise/store_refer.go), enter it in act.referring and here.", found, moved)
	}
}

// lived gives a customer a past of every sort, by chance.
func (s *stepped) lived(of id.Customer, chance *rand.Rand) {
	ctx := context.Background()
	for n := range 1 + chance.IntN(3) {
		p := s.promised(of, fmt.Sprint("de koelcel ", n), s.at(26, 9+chance.IntN(6), 0))
		if chance.IntN(2) == 0 {
			if _, err := s.app.Acts.Deliver(ctx, s.fatima, p.ID, promise.Deed{}, "none"); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	if _, err := s.app.Acts.TakeQuestion(ctx, s.fatima, act.Take{
		Question: intake.New{Details: intake.Details{Customer: of}, Text: "U wilt weten wat het kost."}, Ending: intake.Answered,
	}); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.app.Acts.LinkToCustomer(ctx, s.fatima, of); err != nil {
		s.t.Fatal(err)
	}
	s.do(s.fatima, func(tx *db.Tx) error {
		return s.app.Acts.Ledger.Post(tx, ledger.Cause{Event: id.New[id.Event](tx.IDs), Kind: "intake.readback_confirmed", Customer: of, HappenedAt: tx.Now})
	})
	visit, err := s.app.Acts.LogInteraction(ctx, s.fatima, interaction.New{Customer: of, Kind: interaction.Visit, Direction: interaction.In})
	if err != nil {
		s.t.Fatal(err)
	}
	seen := act.Telling{Meant: claim.Fact, Text: "Belt liever.", Evidence: claim.Evidence{Ground: claim.ByInteraction, Subject: visit.Interaction.ID.Any()}}
	if _, err := s.app.Acts.WriteClaim(ctx, s.fatima, of, seen, false); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.app.Acts.TakeOverCustomer(ctx, s.fatima, of, s.fatima.StaffID()); err != nil {
		s.t.Fatal(err)
	}
}

// TestMergeThenSplitIsIdentity: whatever two customers had, after a merge nothing says the one that went, and after
// the split every row is what it was; what came in between stays with the one that stayed.
func TestMergeThenSplitIsIdentity(t *testing.T) {
	onBoth(t, func(s *stepped) {
		ctx := context.Background()
		chance := rand.New(rand.NewPCG(1, 2))
		firm := s.known("De Linde Bakkerij", "bakkerij@example.org")
		for round := range 4 {
			one, other := s.known("Zeger van Dam", fmt.Sprintf("zeger%d@example.org", round)), s.known("Zegher Dam", fmt.Sprintf("z.dam%d@example.org", round))
			s.do(s.fatima, func(tx *db.Tx) error {
				_, err := s.app.Acts.Customer.Change(tx, firm, 0, func(d *customer.Details) { d.Kind = customer.Organisation })
				if err != nil {
					return err
				}
				_, err = s.app.Acts.Customer.Change(tx, other, 0, func(d *customer.Details) {
					d.Employer, d.City = firm, "Utrecht"
					d.Numbers = []customer.Number{{Number: "06123456" + fmt.Sprint(10+round)}}
				})
				return err
			})
			for _, of := range []id.Customer{one, other} {
				s.lived(of, chance)
			}
			before := s.rows()
			m, err := s.app.Acts.MergeCustomers(ctx, s.fatima, one, other)
			if err != nil {
				t.Fatal(err)
			}
			s.merged(one, other, round)
			during := round%2 == 1
			if during {
				s.promised(other, "wat later kwam", s.at(27, 15, 0))
			}
			if _, err := s.app.Acts.SplitCustomers(ctx, s.fatima, m.ID); err != nil {
				t.Fatal(err)
			}
			if during {
				s.later(one, other)
				continue
			}
			after := s.rows()
			for _, table := range slices.Sorted(maps.Keys(before)) {
				if !slices.Equal(before[table], after[table]) {
					t.Errorf("%s:\n%q\n%q", table, before[table], after[table])
				}
			}
		}
	})
}

// merged tells whether everything leads to the one that stays.
func (s *stepped) merged(one, other id.Customer, round int) {
	s.t.Helper()
	if still := s.still(other); len(still) > 0 {
		s.t.Errorf("still of the one that went: %q", still)
	}
	s.do(s.fatima, func(tx *db.Tx) error {
		number, err := phone.Parse("06123456"+fmt.Sprint(10+round), "")
		if err != nil {
			return err
		}
		found, err := s.app.Acts.Customer.ByPhone(tx, number)
		if err != nil || len(found) != 1 || found[0].ID != one || found[0].City != "Utrecht" {
			s.t.Errorf("by number: %+v, %v", found, err)
		}
		sought, err := s.app.Acts.Customer.Search(tx, "zegher", 50)
		if err != nil || !slices.ContainsFunc(sought, func(f customer.Found) bool { return f.ID == one }) ||
			slices.ContainsFunc(sought, func(f customer.Found) bool { return f.ID == other }) {
			s.t.Errorf("by the old name: %+v, %v", sought, err)
		}
		if c, err := s.app.Acts.Customer.Get(tx, other); err != nil || c.ID != one {
			s.t.Errorf("the old id leads to %v, %v", c.ID, err)
		}
		wrong, err := report.Checks(tx)
		for _, finding := range wrong {
			s.t.Errorf("doctor: %+v", finding)
		}
		return err
	})
	if _, err := s.app.Acts.MergeCustomers(context.Background(), s.fatima, one, other); !fault.Is(err, "customer.merged_already") {
		s.t.Errorf("merged twice: %v", err)
	}
}

// later: what was promised while they were one stays with the one that stayed.
func (s *stepped) later(one, other id.Customer) {
	s.t.Helper()
	s.do(s.fatima, func(tx *db.Tx) error {
		for of, want := range map[id.Customer]bool{one: true, other: false} {
			all, err := s.app.Acts.Promise.OfCustomerBefore(tx, of, id.Promise{}, 50)
			has := slices.ContainsFunc(all, func(p promise.Promise) bool { return p.Act == "wat later kwam" })
			if err != nil || has != want || len(all) == 0 {
				s.t.Errorf("of %v: %v, %d in all, %v", of, has, len(all), err)
			}
		}
		wrong, err := report.Checks(tx)
		for _, finding := range wrong {
			s.t.Errorf("doctor: %+v", finding)
		}
		return err
	})
}
