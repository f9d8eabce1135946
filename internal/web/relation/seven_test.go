package relation_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/transfer"
	"kroon/internal/worktime"
)

// answers reads what is said of a customer, by question.
func (s *scene) answers(actor party.Actor, of id.Customer) map[string]overview.SevenAnswer {
	s.T.Helper()
	out := map[string]overview.SevenAnswer{}
	s.Do(actor, func(tx *db.Tx) error {
		house, err := s.Acts.Team.House(tx)
		if err != nil {
			return err
		}
		all, err := overview.Relation{Claims: s.Acts.Claim}.SevenAnswers(tx, house, of)
		for _, a := range all {
			out[a.Ask] = a
		}
		return err
	})
	return out
}

func (s *scene) logs(by party.Actor, n interaction.New) {
	s.T.Helper()
	if _, err := s.Acts.LogInteraction(context.Background(), by, n); err != nil {
		s.T.Fatal(err)
	}
}

// TestPietersSevenQuestions: of somebody we never met all seven are unknown; then he is called, missed, called back,
// handed on and let down, and each answer follows, down to the page.
func TestPietersSevenQuestions(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		pieter := s.Zeger
		for ask, a := range s.answers(s.Fatima, pieter) {
			if a.Says != overview.SaysUnknown || a.N != 0 {
				t.Errorf("%s of a stranger: %+v", ask, a)
			}
		}
		s.logs(s.Fatima, interaction.New{Customer: pieter, Result: interaction.Answered, BeganAt: at(10, 0)})
		s.logs(s.Fatima, interaction.New{Customer: pieter, Result: interaction.Missed, BeganAt: at(10, 10)})
		if a := s.answers(s.Fatima, pieter)[overview.AskReach]; a.Says != overview.SaysPartly || a.N != 2 || a.Good != 1 || a.Numbers["left"] != 1 {
			t.Errorf("missed and left: %+v", a)
		}
		s.logs(s.Jeroen, interaction.New{Customer: pieter, Result: interaction.CalledBack, BeganAt: at(10, 40)})
		if a := s.answers(s.Fatima, pieter)[overview.AskReach]; a.Says != overview.SaysYes || a.Numbers["back"] != 1 {
			t.Errorf("called back: %+v", a)
		}
		s.handsOn(s.Asks(pieter, "U wilt weten of transportschade gedekt is.", "", s.Jeroen, at(12, 0)).Question.ID)
		s.Passes(at(13, 0)) // nobody called him at twelve
		all := s.answers(s.Fatima, pieter)
		for ask, want := range map[string]struct {
			says    overview.Says
			good, n int
		}{
			overview.AskReach: {overview.SaysPartly, 2, 3}, overview.AskWishes: {overview.SaysUnknown, 0, 0}, overview.AskContact: {overview.SaysYes, 3, 3},
			overview.AskHistory: {overview.SaysNo, 0, 1}, overview.AskThanks: {overview.SaysNo, 0, 1},
			overview.AskTrouble: {overview.SaysNo, 0, 1}, overview.AskSame: {overview.SaysUnknown, 0, 0},
		} {
			if a := all[ask]; a.Says != want.says || a.Good != want.good || a.N != want.n {
				t.Errorf("%s: %s, %d of %d, want %+v", ask, a.Says, a.Good, a.N, want)
			}
		}
		if a := all[overview.AskHistory]; a.Numbers["repeats"] != 1 || a.Evidence[0].What != "repeated" {
			t.Errorf("told again: %+v", a)
		}
		page := s.signedIn(s.Fatima).get("/customers/" + pieter.String() + "/seven").body
		for _, words := range []string{"Nemen we op, of bellen we terug?", "2 van 3", "onbekend", "Niet gehaald, nog niet goedgemaakt", "/questions/"} {
			if !strings.Contains(page, words) {
				t.Errorf("the page has no %q", words)
			}
		}
	})
}

// handsOn passes a question to Andries, to whom the customer must tell something again.
func (s *scene) handsOn(of id.Question) {
	s.T.Helper()
	if _, err := s.Acts.HandOn(context.Background(), s.Fatima, of, 0, s.Andries.StaffID(), act.Handing{Repeated: "Het nummer van de offerte."}); err != nil {
		s.T.Fatal(err)
	}
	var asked []transfer.Transfer
	s.Do(s.Andries, func(tx *db.Tx) (err error) {
		asked, err = s.Acts.Transfer.OfQuestion(tx, of)
		return err
	})
	if _, err := s.Acts.AcceptHandOff(context.Background(), s.Andries, asked[len(asked)-1].ID); err != nil {
		s.T.Fatal(err)
	}
}

// TestAnAgentIsNotToldOfSeven: the seven questions are for people.
func TestAnAgentIsNotToldOfSeven(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		agent := party.Actor{Org: s.Org, Kind: party.Agent, ID: s.Fatima.ID, Role: party.Colleague}
		err := s.App.DB.Read(context.Background(), agent, func(tx *db.Tx) error {
			_, err := overview.Relation{}.SevenAnswers(tx, worktime.Always(time.UTC), s.Zeger)
			return err
		})
		if err == nil {
			t.Error("an agent is told of them")
		}
	})
}
