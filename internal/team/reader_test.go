package team_test

import (
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/team"
)

// Whoever may only read keeps no promise: they are never offered, never have a duty, stand in for nobody and
// lead nobody, however long they have been here.
func TestWhoMayOnlyReadIsNeverAskedToAct(t *testing.T) {
	live(t, func(h *house) {
		reader := h.hire("Aad leest mee", id.Team{})
		desk, lead, a := h.desk()
		h.do(func(tx *db.Tx) error {
			person, err := h.Get(tx, reader)
			if err != nil {
				return err
			}
			person.Team = desk.ID
			_, err = h.Change(tx, person)
			return err
		})
		var duty id.Duty
		h.do(func(tx *db.Tx) error {
			added, err := h.AddDuty(tx, team.Duty{Name: "Dienst", Team: desk.ID, Members: []id.Staff{reader, a}})
			duty = added.ID
			return err
		})
		asked := func(why string, wants bool) {
			h.Helper()
			h.do(func(tx *db.Tx) error {
				found := map[string][]id.Staff{
					"stands in": must(h.Standins(tx, lead)), "has the duty": {must(h.Resolve(tx, duty, tx.Now))},
				}
				for _, one := range must(h.OnDuty(tx, tx.Now)) {
					found["is on duty"] = append(found["is on duty"], one.Staff.ID)
				}
				for _, one := range must(h.Candidates(tx, team.Wanted{From: tx.Now, Until: tx.Now.Add(14 * 24 * time.Hour)})) {
					found["is a candidate"] = append(found["is a candidate"], one.ID)
				}
				for what, all := range found {
					got := false
					for _, one := range all {
						got = got || one == reader
					}
					if got != wants || len(all) == 0 {
						t.Errorf("%s: the reader %s: %v, want %v (of %d)", why, what, got, wants, len(all))
					}
				}
				return nil
			})
		}
		asked("as a colleague", true)
		h.readers = []id.Staff{reader}
		asked("as a reader", false)
		h.do(func(tx *db.Tx) error {
			if got := must(h.LeadOf(tx, lead)); got == reader {
				t.Error("a reader, the longest here, leads the lead")
			}
			return nil
		})
	})
}

// OnDuty says for all duties at once what Resolve says for one.
func TestOnDutyIsWhatResolveSays(t *testing.T) {
	live(t, func(h *house) {
		desk, lead, a := h.desk()
		b := h.hire("B", desk.ID)
		h.do(func(tx *db.Tx) error {
			for name, d := range map[string]team.Duty{
				"vroeg": {Members: []id.Staff{a, b}, Roster: []team.Turn{{Weekday: time.Friday, From: 540, Until: 1020, Staff: b}}},
				"laat":  {Members: []id.Staff{a}}, "met lead": {Members: []id.Staff{b}, Team: desk.ID}, "geen": {Members: []id.Staff{b, a}},
			} {
				d.Name = name
				if _, err := h.AddDuty(tx, d); err != nil {
					return err
				}
			}
			return nil
		})
		for _, ill := range []id.Staff{{}, b, a, lead} {
			h.do(func(tx *db.Tx) error {
				if ill.IsZero() {
					return nil
				}
				_, err := h.FallIll(tx, ill)
				return err
			})
			for hours := range 30 {
				h.do(func(tx *db.Tx) error {
					at := friday.Add(time.Duration(hours) * time.Hour)
					got := map[id.Duty]id.Staff{}
					for _, one := range must(h.OnDuty(tx, at)) {
						got[one.Duty.ID] = one.Staff.ID
					}
					for _, d := range must(h.Duties(tx)) {
						want, err := h.Resolve(tx, d.ID, at)
						if (err == nil) != !got[d.ID].IsZero() || err == nil && want != got[d.ID] {
							t.Errorf("%s at %s: %v, Resolve says %v %v", d.Name, at, got[d.ID], want, err)
						}
					}
					return nil
				})
			}
		}
	})
}
