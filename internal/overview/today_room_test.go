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
		s.Promises(s.Zeger, s.Jeroen, at(12, 0), func(m *promise.Make) { m.Minutes = 45 })
		s.Promises(s.Monique, s.Jeroen, at(13, 0), func(m *promise.Make) { m.Minutes, m.Due.Fixed = 30, true })
		s.Promises(s.Monique, s.Fatima, at(16, 0).AddDate(0, 0, 21), func(m *promise.Make) { m.Minutes = 120 })
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			reader, err := s.Acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: "Aad Meelezer", Team: s.teamOf(tx)})
			if err == nil {
				_, err = s.Acts.Access.Open(tx, access.NewAccount{Staff: reader.ID, Kind: party.Staff, Role: party.Reader, Email: "aad@delinde.example"})
			}
			if err == nil {
				_, err = s.Acts.Team.AddDuty(tx, team.Duty{Name: "Dienst", Members: []id.Staff{s.Jeroen.StaffID()}})
			}
			return err
		})
		desk := overview.Desk{Relation: s.see(), Kept: func(*db.Tx, time.Time, time.Time) (overview.TodayWord, error) {
			return overview.TodayWord{}, nil
		}, Weeks: func(*db.Tx, time.Time, int) ([]overview.TodayWord, error) { return nil, nil }}
		aside, err := desk.TodayAside(context.Background(), s.Fatima, lang.NL)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, one := range aside.Room {
			names = append(names, one.Name+one.By)
			s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
				w, err := s.Acts.Promise.Weigh(tx, one.Staff)
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
		s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
			_, err := s.Acts.Access.Open(tx, access.NewAccount{Staff: s.Jeroen.StaffID(), Kind: party.Staff, Role: party.Reader, Email: "j@delinde.example"})
			return err
		})
		desk := overview.Desk{Relation: s.see()}
		page, err := desk.Intake(context.Background(), s.Fatima, overview.IntakeAsk{})
		if err != nil {
			t.Fatal(err)
		}
		times, err := desk.Times(context.Background(), s.Fatima, overview.IntakeWish{Kind: promise.CallBack, Own: []time.Time{at(15, 0)}})
		if err != nil || len(page.People) != 2 || len(times.Offers) == 0 {
			t.Fatalf("%d people, %d times, %v", len(page.People), len(times.Offers), err)
		}
		for _, one := range page.People {
			if one.ID == s.Jeroen.ID {
				t.Error("the reader can be chosen as owner")
			}
		}
		for _, one := range append(times.Offers, times.Own...) {
			if one.Staff == s.Jeroen.StaffID() {
				t.Error("a time of the reader's is offered")
			}
		}
	})
}

func (s *scene) teamOf(tx *db.Tx) id.Team {
	one, err := s.Acts.Team.Get(tx, s.Fatima.StaffID())
	if err != nil {
		s.T.Fatal(err)
	}
	return one.Team
}
