package overview_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// Who has room is what the promises of each by themselves leave; who may only read is not among them.
func TestWhoHasRoomIsWhatTheirPromisesLeave(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		s.promises(s.zeger, s.jeroen, at(12, 0), func(m *promise.Make) { m.Minutes = 45 })
		s.promises(s.monique, s.jeroen, at(13, 0), func(m *promise.Make) { m.Minutes, m.Due.Fixed = 30, true })
		s.promises(s.monique, s.fatima, at(16, 0).AddDate(0, 0, 21), func(m *promise.Make) { m.Minutes = 120 })
		s.do(party.Itself(s.org), func(tx *db.Tx) error {
			reader, err := s.acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: "Aad Meelezer", Team: s.teamOf(tx)})
			if err == nil {
				_, err = s.acts.Access.Open(tx, access.NewAccount{Staff: reader.ID, Kind: party.Staff, Role: party.Reader, Email: "aad@delinde.example"})
			}
			if err == nil {
				_, err = s.acts.Team.AddDuty(tx, team.Duty{Name: "Dienst", Members: []id.Staff{s.jeroen.StaffID()}})
			}
			return err
		})
		desk := overview.Desk{Relation: s.see(), Kept: func(*db.Tx, time.Time, time.Time) (overview.TodayWord, error) {
			return overview.TodayWord{}, nil
		}, Weeks: func(*db.Tx, time.Time, int) ([]overview.TodayWord, error) { return nil, nil }}
		aside, err := desk.TodayAside(context.Background(), s.fatima, lang.NL)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, one := range aside.Room {
			names = append(names, one.Name+one.By)
			s.do(party.Itself(s.org), func(tx *db.Tx) error {
				w, err := s.acts.Promise.Weigh(tx, one.Staff)
				first, _ := promise.FirstFeasible(tx.Now, w.Room, w.Loads, promise.CallBack.Effort())
				if early := one.From.Sub(first); err != nil || one.Full || early < 0 || early >= 15*time.Minute {
					t.Errorf("%s has room from %s, by himself from %s, %v", one.Name, one.From, first, err)
				}
				return nil
			})
		}
		if got, want := len(names), 4; got != want || names[0] != "DienstJeroen" {
			t.Errorf("room for %q, want the duty and three colleagues", names)
		}
	})
}

// A new question offers nobody who may only read.
func TestReadersAreNotOffered(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		s.do(party.Itself(s.org), func(tx *db.Tx) error {
			_, err := s.acts.Access.Open(tx, access.NewAccount{Staff: s.jeroen.StaffID(), Kind: party.Staff, Role: party.Reader, Email: "j@delinde.example"})
			return err
		})
		desk := overview.Desk{Relation: s.see()}
		page, err := desk.Intake(context.Background(), s.fatima, overview.IntakeAsk{})
		if err != nil {
			t.Fatal(err)
		}
		times, err := desk.Times(context.Background(), s.fatima, overview.IntakeWish{Kind: promise.CallBack, Own: []time.Time{at(15, 0)}})
		if err != nil || len(page.People) != 2 || len(times.Offers) == 0 {
			t.Fatalf("%d people, %d times, %v", len(page.People), len(times.Offers), err)
		}
		for _, one := range page.People {
			if one.ID == s.jeroen.ID {
				t.Error("the reader can be chosen as owner")
			}
		}
		for _, one := range append(times.Offers, times.Own...) {
			if one.Staff == s.jeroen.StaffID() {
				t.Error("a time of the reader's is offered")
			}
		}
	})
}

func (s *scene) teamOf(tx *db.Tx) id.Team {
	one, err := s.acts.Team.Get(tx, s.fatima.StaffID())
	if err != nil {
		s.t.Fatal(err)
	}
	return one.Team
}
