package overview_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
)

// columns are the fields of a row by name.
type columns map[string]any

// blank are the fields that no row may leave out and that say nothing when they are not set: words, then counts.
var blank = map[string][2]string{
	"interaction":      {"caller kind direction result", "waits version"},
	"interaction_end":  {"how reason actor_kind", "version"},
	"promise":          {"act proof due_civil zone grain awaits", "minutes fixed open version overridden imported"},
	"promise_attempt":  {"result", ""},
	"question":         {"channel caller decides_on phase reading_state ending", "half reading open version"},
	"question_reading": {"text author_kind state how", "number"},
	"transfer":         {"state", "number finishes version"},
	"transfer_words":   {"facts repeated reason answer", ""},
	"claim":            {"kind meant source ground said_on complaint ending", "version"},
	"claim_words":      {"text proof happened counter", ""},
	"complaint":        {"channel subject_kind stage severity cause finding verdict", "version"},
	"answer_edition":   {"title_nl body_nl table_nl title_en body_en table_en author_kind", "contradicts"},
	"answer_given":     {"how lang actor_kind", ""},
	"answer_told":      {"how actor_kind", ""},
	"message":          {"audience subject_kind code channel address lang words trouble message_id said", "generation informal tries version"},
	"message_about":    {"", "position"},
	"import_run":       {"kind source actor_kind", "taken known refused version"},
}

// writes puts a row in a table as its own package might have.
func writes(tx *db.Tx, table string, row columns) {
	all := columns{"org": tx.Org}
	for _, word := range strings.Fields(blank[table][0]) {
		all[word] = ""
	}
	for _, count := range strings.Fields(blank[table][1]) {
		all[count] = 0
	}
	maps.Copy(all, row)
	names := slices.Sorted(maps.Keys(all))
	marks, values := []string{}, []any{}
	for i, name := range names {
		marks, values = append(marks, fmt.Sprint("$", i+1)), append(values, all[name])
	}
	tx.Put("INSERT INTO "+table+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", values...)
}

// happens writes what happened to a customer as rows, and gives by what it is found as evidence.
type happens func(tx *db.Tx, of id.Customer) id.Any

// sevenRow is one thing that happened, and as what it counts: empty for not at all. Of something with more than one
// piece of evidence all are named, the newest first.
type sevenRow struct {
	name string
	want string
	rows happens
}

// weighs has rows happen to a new customer, all at once, and asks of each as what it counts; good are the words that
// speak for us, and numbers must be as they stand.
func (s *scene) weighs(ask, good string, numbers map[string]int, rows []sevenRow) overview.SevenAnswer {
	s.T.Helper()
	of := s.Knows(customer.Details{Name: ask})
	found := make([]id.Any, len(rows))
	s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
		for i, r := range rows {
			found[i] = r.rows(tx, of)
		}
		return nil
	})
	a := s.answered(ask, of)
	n, well := 0, 0
	for i, r := range rows {
		var whats []string
		for _, c := range a.Evidence {
			if c.Subject == found[i] || c.Moment == found[i] {
				whats = append(whats, c.What)
				if n++; c.Good {
					well++
				}
				if c.Good != slices.Contains(strings.Fields(good), c.What) {
					s.T.Errorf("%s: %s is good: %v", r.name, c.What, c.Good)
				}
			}
		}
		if got := strings.Join(whats, " "); got != r.want {
			s.T.Errorf("%s, %s counts as %q, want %q", ask, r.name, got, r.want)
		}
	}
	if a.N != n || a.Good != well || a.More != 0 {
		s.T.Errorf("%s rests on %d of %d and %d more, found %d of %d", ask, a.Good, a.N, a.More, well, n)
	}
	if !maps.Equal(a.Numbers, numbers) {
		s.T.Errorf("%s: %v, want %v", ask, a.Numbers, numbers)
	}
	return a
}

func (s *scene) answered(ask string, of id.Customer) (out overview.SevenAnswer) {
	s.T.Helper()
	s.Do(s.Fatima, func(tx *db.Tx) error {
		house, err := s.Acts.Team.House(tx)
		if err != nil {
			return err
		}
		all, err := s.see().SevenAnswers(tx, house, of)
		for _, a := range all {
			if a.Ask == ask {
				out = a
			}
		}
		return err
	})
	return out
}

// TestEveryRowOfSeven writes what may happen to a customer as rows, each beside one that differs from it in the one thing
// that decides, and reads as what each counts in the question it belongs to.
func TestEveryRowOfSeven(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		for _, question := range []func(){s.reachRows, s.wishRows, s.contactRows, s.historyRows, s.thanksRows, s.troubleRows, s.sameRows} {
			question()
		}
	})
}

// TestAnAgentReadsNothingOfSeven: it is refused for the reason that they are for people, before anything is read.
func TestAnAgentReadsNothingOfSeven(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		agent := party.Actor{Org: s.Org, Kind: party.Agent, ID: s.Fatima.ID, Role: party.Colleague}
		err := s.App.DB.Read(context.Background(), agent, func(tx *db.Tx) error {
			house, err := s.Acts.Team.House(tx)
			if err != nil {
				return err
			}
			_, err = s.see().SevenAnswers(tx, house, s.Zeger)
			return err
		})
		if !fault.Is(err, "report.seven_for_people") {
			t.Errorf("an agent is told: %v", err)
		}
	})
}

// ago is so many days before a scene begins, at the same time of day.
func ago(days int) time.Time { return at(10, 52).Add(-time.Duration(days) * 24 * time.Hour) }

// more is a row with other fields.
func (c columns) more(other columns) columns {
	out := columns{}
	maps.Copy(out, c)
	maps.Copy(out, other)
	return out
}
