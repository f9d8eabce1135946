package imports_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/party"
	"kroon/internal/team"
)

// mustTakeTold takes the log over and is told when its past is being entered.
func (h *house) mustTakeTold(m imports.Map, rows string, settling func()) act.Imported {
	h.Helper()
	done, err := h.Acts.Import(context.Background(), h.actor, act.ImportFile{
		Kind: imports.Promises, Map: m, Encoding: imports.UTF8, Rows: strings.NewReader(rows),
		Refused: func(r imports.Refusal) error { return r.Fault },
		Told: func(stage act.Stage, _ int64) {
			if stage == act.Settling {
				settling()
			}
		},
	})
	if err != nil {
		h.Error(err)
	}
	return done
}

func TestBadRowsOfCustomers(t *testing.T) {
	inHouse(t, func(h *house) {
		m := imports.Plain(imports.Customers, "crm")
		file := "external_id,kind,name,phone,email,since,employer\n" + strings.Join([]string{
			"1,person,Zeger van Dam,030 261 44 10,z@example.nl,2011,",
			"2,person,Fout Nummer,12,,,",
			"3,robot,Soort,,,,",
			"4,person,Half,,geen adres,,",
			"5,person,Jaar,,,dit jaar,",
			"6,person,Baas,,,,99",
			",person,Zonder,,,,",
			"8,person,Kort",
			"9,person,\"Nul\x00\",,,,",
			"10,person," + strings.Repeat("x", 70_000) + ",,,,",
			"11,person," + strings.Repeat("naam ", 200) + ",,,,",
			"1,person,Nog eens,,,,",
			"12,person,Monique de Vries,,,,",
		}, "\n")
		done, refused, err := h.take(imports.Customers, m, strings.NewReader(file))
		want := []string{"3 phone.too_short", "4 customer.bad_kind", "5 customer.bad_email", "6 imports.bad_number",
			"7 imports.unknown_employer", "8 imports.no_id", "9 imports.few_fields", "10 imports.nul", "11 imports.huge",
			"12 customer.long_name", "13 imports.twice"}
		if err != nil || !slices.Equal(refused, want) || done.Taken != 2 || done.Known != 0 || done.Refused != 11 {
			h.Errorf("%+v, %v\n got %q\nwant %q", done.Counts, err, refused, want)
		}
		for query, n := range map[string]int{
			"SELECT COUNT(*) AS n FROM customer WHERE org = $1":        2,
			"SELECT COUNT(*) AS n FROM customer_origin WHERE org = $1": 2,
			"SELECT COUNT(*) AS n FROM customer_phone WHERE org = $1":  1,
			events: 2,
		} {
			if got := h.count(query); got != n {
				h.Errorf("%s: %d, want %d: something half was kept", query, got, n)
			}
		}
	})
}

func TestBadRowsOfPromises(t *testing.T) {
	inHouse(t, func(h *house) {
		err := h.DB.Write(context.Background(), h.actor, func(tx *db.Tx) error {
			for _, name := range []string{"Jeroen Bos", "Jan Smit", "Jan Smit"} {
				if _, err := h.Acts.Team.Hire(tx, team.Staff{Name: name}); err != nil {
					return err
				}
			}
			_, err := h.Acts.Team.Hire(tx, team.Staff{Name: "Weg Gegaan", LeftAt: tx.Now})
			return err
		})
		if err != nil {
			h.Fatal(err)
		}
		m := imports.Plain(imports.Promises, "old")
		rest := ",c1,Zeger van Dam,"
		file := "external_id,act,owner,customer,customer_name,made_at,due_at,done_at,kind,direction\n" + strings.Join([]string{
			"1,a,Jeroen Bos" + rest + "2026-01-01,2026-01-02,2026-01-02 10:00,,",
			"2,a,Niemand" + rest + "2026-01-01,2026-01-02,,,",
			"3,a,Jan Smit" + rest + "2026-01-01,2026-01-02,,,",
			"4,a,Weg Gegaan" + rest + "2026-11-01,2026-12-02,,,",
			"5,a,Jeroen Bos" + rest + "2026-01-01,2026-02-30,,,",
			"6,a,Jeroen Bos" + rest + "2026-01-03,2026-01-02,,,",
			"7,a,Jeroen Bos" + rest + "2026-01-01,2026-01-02,2025-01-01,,",
			"8,a,Jeroen Bos" + rest + "2026-01-01,2026-01-02,2027-01-01,,",
			"9,a,Jeroen Bos" + rest + "2027-01-01,2027-01-02,,,",
			"10,a,Jeroen Bos" + rest + "2026-01-01,,,,",
			"11,a,Jeroen Bos" + rest + "2026-01-01,2026-01-02,,dance,",
			"12,a,Jeroen Bos" + rest + "2026-01-01,2026-01-02,,,internal",
			"13," + strings.Repeat("a", 400) + ",Jeroen Bos" + rest + "2026-01-01,2026-01-02,,,",
			"14,a,Jeroen Bos,c9,,2026-01-01,2026-01-02,,,",
			"15,a," + rest + "2026-01-01,2026-01-02,,,",
			"16,a,Weg Gegaan,c8,Nieuwe Klant,2026-01-01,2026-01-02,2026-01-03,,theirs",
			"17,a,Jeroen Bos,c7,Nooit Gezien,2026-01-01,2026-03-29 02:30,,,",
		}, "\n")
		done, refused, err := h.take(imports.Promises, m, strings.NewReader(file))
		want := []string{"3 imports.unknown_staff", "4 imports.two_staff", "5 promise.owner_left", "6 imports.bad_date",
			"7 promise.due_before_made", "8 promise.done_before_made", "9 promise.done_later", "10 promise.made_later",
			"11 promise.due_missing", "12 promise.kind", "13 promise.import_direction", "14 promise.act_long",
			"15 imports.unknown_customer", "16 promise.owner_missing", "18 imports.skipped_time"}
		if err != nil || !slices.Equal(refused, want) || done.Taken != 2 {
			h.Errorf("%+v, %v\n got %q\nwant %q", done.Counts, err, refused, want)
		}
		if n := h.count("SELECT COUNT(*) AS n FROM customer WHERE org = $1"); n != 2 {
			h.Errorf("%d customers; those of refused rows are not taken over", n)
		}
		if n := h.count("SELECT COUNT(*) AS n FROM promise_outcome WHERE org = $1"); n != 2+3 {
			h.Errorf("%d outcomes", n)
		}
	})
}

func TestADryRunKeepsNothing(t *testing.T) {
	inHouse(t, func(h *house) {
		tables := []string{events, rows, runs, staff,
			"SELECT COUNT(*) AS n FROM customer WHERE org = $1", "SELECT COUNT(*) AS n FROM customer_run WHERE org = $1", "SELECT COUNT(*) AS n FROM event WHERE org = $1"}
		var before []int
		for _, query := range tables {
			before = append(before, h.count(query))
		}
		m := imports.Plain(imports.Customers, "crm")
		var lines []string
		for n := range 1200 {
			lines = append(lines, strings.Repeat("x", n%3)+string(rune('a'+n%7))+",Naam")
		}
		refused := 0
		done, err := h.Acts.Import(context.Background(), h.actor, act.ImportFile{
			Kind: imports.Customers, Map: m, Encoding: imports.UTF8, DryRun: true,
			Rows:    strings.NewReader("external_id,name\n" + strings.Join(lines, "\n") + "\n,Zonder\n"),
			Refused: func(imports.Refusal) error { refused++; return nil },
		})
		if err != nil || done.Taken != 21 || done.Known != 0 || refused != 1+1200-21 {
			h.Errorf("%+v, %d refused, %v", done, refused, err)
		}
		for i, query := range tables {
			if n := h.count(query); n != before[i] {
				h.Errorf("%s: %d, was %d", query, n, before[i])
			}
		}
	})
}

// TestAReferenceThatComesTwiceNamesTheRowThatCounts: the first that is taken over or known counts, also
// over batches and in a dry run; one that is refused does not stand in the way.
func TestAReferenceThatComesTwiceNamesTheRowThatCounts(t *testing.T) {
	inHouse(t, func(h *house) {
		lines := []string{"external_id,name,phone", "1,Fout,12", "1,Anna,"} // rows 2 and 3
		for n := range 600 {
			lines = append(lines, fmt.Sprintf("x%d,Naam %d,", n, n))
		}
		lines = append(lines, "x7,Nog eens,", "1,Ook Anna,", "x7,En nog eens,")
		for round, want := range []imports.Counts{{Taken: 601, Refused: 4}, {Taken: 601, Refused: 4}, {Known: 601, Refused: 4}} {
			var said []string
			done, err := h.Acts.Import(context.Background(), h.actor, act.ImportFile{
				Kind: imports.Customers, Map: imports.Plain(imports.Customers, "crm"), Encoding: imports.UTF8, DryRun: round == 0,
				Rows: strings.NewReader(strings.Join(lines, "\n") + "\n"),
				Refused: func(r imports.Refusal) error {
					said = append(said, fmt.Sprint(r.Row, " ", r.Fault.Key, " ", r.Fault.Args["row"], " ", r.Column))
					return nil
				},
			})
			if err != nil || done.Counts != want {
				h.Errorf("round %d: %+v, %v", round, done, err)
			}
			wrong := []string{"2 phone.too_short <nil> phone", "604 imports.twice 11 external_id", "605 imports.twice 3 external_id", "606 imports.twice 11 external_id"}
			if round == 2 { // by now row 2 is of somebody who is there
				wrong = []string{"3 imports.twice 2 external_id", wrong[1], "605 imports.twice 2 external_id", wrong[3]}
			}
			if !slices.Equal(said, wrong) {
				h.Errorf("round %d: %q", round, said)
			}
		}
	})
}

func TestWhatEndsAnImportLeavesNothing(t *testing.T) {
	inHouse(t, func(h *house) {
		m := imports.Plain(imports.Customers, "crm")
		full := errors.New("disk full")
		var lines []string
		for range 1100 {
			lines = append(lines, "x"+id.New[id.Any](h.DB.IDs()).String()+",Naam")
		}
		file := "external_id,name\n" + strings.Join(lines, "\n") + "\n"
		_, err := h.Acts.Import(context.Background(), h.actor, act.ImportFile{
			Kind: imports.Customers, Map: m, Encoding: imports.UTF8, Rows: strings.NewReader(file + ",Zonder\n"),
			Refused: func(imports.Refusal) error { return full },
		})
		if !errors.Is(err, full) {
			h.Errorf("the list of refusals cannot be written: %v", err)
		}
		_, _, err = h.take(imports.Customers, m, strings.NewReader(file+"\""+strings.Repeat("y", 100_000)))
		h.is(err, "imports.quote_open")
		for end, why := range map[string]string{"2,\"Afge": "imports.quote_open", "2": "imports.cut"} {
			_, _, err = h.take(imports.Customers, m, strings.NewReader(file+end))
			h.is(err, why)
		}
		_, _, err = h.take(imports.Customers, m, strings.NewReader("external_id,name\n"))
		h.is(err, "imports.no_rows")
		if n := h.count("SELECT COUNT(*) AS n FROM customer WHERE org = $1"); n != 0 || h.count(runs) != 0 {
			h.Errorf("%d customers and %d runs are left", n, h.count(runs))
		}
		reader := h.actor
		reader.Role = party.TeamLead
		h.actor, reader = reader, h.actor
		_, _, err = h.take(imports.Customers, m, strings.NewReader(file))
		h.is(err, "act.role")
		h.actor = reader
		if done := h.mustTake(imports.Customers, m, file); done.Taken != 1100 {
			h.Errorf("and then it works: %+v", done)
		}
	})
}

func TestOnlyWhoKeptSomethingIsMadeAsDeparted(t *testing.T) {
	inHouse(t, func(h *house) {
		m := imports.Plain(imports.Promises, "old")
		m.Staff = imports.Departed
		done, refused, err := h.take(imports.Promises, m, strings.NewReader(
			"external_id,act,owner,customer,customer_name,made_at,due_at,done_at\n"+
				"1,a,Jeroen Bos,c1,Zeger van Dam,2026-01-01,2026-01-02,2026-01-02\n"+
				"2,a,Jan Smit,c1,,2026-01-01,2026-02-30,\n"+
				"3,a,Jan Smit,c1,,2026-01-03,2026-01-02,\n"))
		if err != nil || len(refused) != 2 || done.Staff != 1 || h.count(staff) != 1 {
			h.Errorf("%+v, %q, %v; %d staff", done, refused, err, h.count(staff))
		}
		// The next import knows him by his name.
		again := h.mustTake(imports.Promises, m, "external_id,act,owner,customer,made_at,due_at,done_at\n"+
			"4,a,jeroen  bos,c1,2026-01-01,2026-01-02,2026-01-02\n")
		if again.Staff != 0 || h.count(staff) != 1 {
			h.Errorf("%+v; %d staff", again, h.count(staff))
		}
	})
}
