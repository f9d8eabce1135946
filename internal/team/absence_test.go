package team_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

func civil(text string) worktime.Civil { return must(worktime.ParseCivil(text)) }

// desk forms a team with a lead and one more member.
func (h *house) desk() (formed team.Team, lead, member id.Staff) {
	h.Helper()
	h.do(func(tx *db.Tx) (err error) {
		formed, err = h.Form(tx, team.Team{Name: "Balie"})
		return err
	})
	lead, member = h.hire("Monique Lead", formed.ID), h.hire("Jeroen Lid", formed.ID)
	h.do(func(tx *db.Tx) (err error) {
		formed.Lead = lead
		formed, err = h.ChangeTeam(tx, formed)
		return err
	})
	return formed, lead, member
}

func TestIllnessStartsAtOnceAndEndsWithBack(t *testing.T) {
	live(t, func(h *house) {
		_, lead, jeroen := h.desk()
		stranger := h.hire("Ander Persoon", id.Team{})
		ill := func(tx *db.Tx) error {
			_, err := h.FallIll(tx, jeroen)
			return err
		}
		h.refused(h.as(h.colleague(stranger), ill), "team.lead_only")
		for _, who := range []id.Staff{jeroen, lead} { // the second time changes nothing
			if err := h.as(h.colleague(who), ill); err != nil {
				t.Fatal(err)
			}
		}
		h.do(func(tx *db.Tx) error {
			if must(h.Present(tx, jeroen, friday)) || must(h.Present(tx, jeroen, at("2026-12-08 10:00"))) {
				t.Error("who is ill is present")
			}
			away := must(h.WhoIsAway(tx, friday))
			if len(away) != 1 || away[0].Staff.ID != jeroen || !away[0].Until.IsZero() || !away[0].Back.IsZero() {
				t.Errorf("away: %+v", away)
			}
			return nil
		})
		h.clock.Set(at("2026-11-24 09:10").Add(20 * time.Second))
		h.do(func(tx *db.Tx) error { return h.Back(tx, jeroen) })
		h.do(func(tx *db.Tx) error { return h.Back(tx, jeroen) })
		h.do(func(tx *db.Tx) error {
			calendar := must(h.Calendar(tx, jeroen))
			if !must(h.Present(tx, jeroen, tx.Now)) || calendar.IsOpen(at("2026-11-24 09:09")) || !calendar.IsOpen(at("2026-11-20 14:59")) {
				t.Error("who is back is not there, or never was away")
			}
			if left := must(h.WhoIsAway(tx, tx.Now)); len(left) != 0 {
				t.Errorf("still away: %+v", left)
			}
			all := must(h.Absences(tx, jeroen, time.Time{}))
			if len(all) != 1 || all[0].Kind != team.Sick || all[0].By != jeroen.Any() || !all[0].RecordedAt.Equal(friday) {
				t.Errorf("recorded as %+v", all)
			}
			return nil
		})
		kinds := h.kinds[len(h.kinds)-2:]
		if !slices.Equal(kinds, []string{"team.fell_ill", "team.recovered"}) {
			t.Errorf("events end with %v", kinds)
		}
	})
}

func TestLeaveWaitsForPromisesAndCloses(t *testing.T) {
	live(t, func(h *house) {
		_, _, jeroen := h.desk()
		leave := team.Leave{Staff: jeroen, From: civil("2026-11-25T12:00"), Until: worktime.Civil{Date: worktime.Date{Year: 2026, Month: 11, Day: 27}, Minute: 1440}}
		var planned team.Absence
		plan := func(tx *db.Tx) (err error) {
			planned, err = h.PlanLeave(tx, leave)
			return err
		}
		h.due[jeroen] = []time.Time{at("2026-11-26 10:00"), at("2026-11-30 10:00")}
		h.refused(h.as(h.colleague(jeroen), plan), "team.leave_promises_due")
		h.due[jeroen] = h.due[jeroen][1:]
		if err := h.as(h.colleague(jeroen), plan); err != nil {
			t.Fatal(err)
		}
		h.do(func(tx *db.Tx) error {
			room := must(h.Room(tx, jeroen, friday, friday.AddDate(0, 0, 14)))
			if got := room.Calendar.Between(at("2026-11-25 00:00"), at("2026-11-30 00:00")); got != 180 {
				t.Errorf("%d minutes around the leave, want 180", got)
			}
			away := must(h.WhoIsAway(tx, at("2026-11-26 11:00")))
			if len(away) != 1 || !away[0].Until.Equal(at("2026-11-28 00:00")) || !away[0].Back.Equal(at("2026-11-30 09:00")) {
				t.Errorf("away: %+v", away)
			}
			return nil
		})
		h.do(func(tx *db.Tx) error { // more leave that begins where the first ends
			more, err := h.PlanLeave(tx, team.Leave{Staff: jeroen, FromAt: at("2026-11-28 00:00"), UntilAt: at("2026-11-30 09:30")})
			if err != nil {
				return err
			}
			if away := must(h.WhoIsAway(tx, at("2026-11-26 11:00"))); len(away) != 1 || !away[0].Until.Equal(at("2026-11-30 09:30")) || !away[0].Back.Equal(away[0].Until) {
				t.Errorf("away: %+v", away)
			}
			return h.CancelLeave(tx, jeroen, more.ID)
		})
		h.do(func(tx *db.Tx) error { return h.CancelLeave(tx, jeroen, planned.ID) })
		again := h.as(party.Itself(h.org), func(tx *db.Tx) error { return h.CancelLeave(tx, jeroen, planned.ID) })
		h.refused(again, "team.unknown_absence")
		h.do(func(tx *db.Tx) error {
			if !must(h.Present(tx, jeroen, at("2026-11-26 11:00"))) || len(must(h.Absences(tx, jeroen, friday))) != 0 {
				t.Error("leave that was called off still holds")
			}
			return nil
		})
	})
}

func TestLeaveThatCannotBeIsRefused(t *testing.T) {
	live(t, func(h *house) {
		jeroen := h.hire("Jeroen Berg", id.Team{})
		for key, leave := range map[string]team.Leave{
			"team.leave_ends_first": {From: civil("2026-11-26T00:00"), Until: civil("2026-11-26T00:00")},
			"team.leave_past":       {FromAt: friday.Add(-time.Hour), UntilAt: friday},
			"team.leave_too_long":   {FromAt: friday, UntilAt: friday.AddDate(4, 0, 0)},
		} {
			leave.Staff = jeroen
			h.refused(h.as(party.Itself(h.org), func(tx *db.Tx) error {
				_, err := h.PlanLeave(tx, leave)
				return err
			}), key)
		}
	})
}

func TestPresentUntilBridgesLunchAndStopsAtLeave(t *testing.T) {
	live(t, func(h *house) {
		fatima := h.hire("Fatima El Amrani", id.Team{})
		night := h.hire("Nacht Wacht", id.Team{})
		robot := h.hired(team.Staff{Name: "Robot", Kind: party.Agent, Answerable: fatima})
		h.do(func(tx *db.Tx) error {
			week := team.Week{time.Friday: {{From: 540, Until: 750}, {From: 780, Until: 1020}}, time.Monday: {{From: 540, Until: 600}, {From: 720, Until: 1020}}}
			if err := h.SetStaffHours(tx, fatima, week, 0); err != nil {
				return err
			}
			if err := h.SetStaffHours(tx, night, team.Week{time.Friday: {{From: 22 * 60, Until: 1440}}, time.Saturday: {{From: 0, Until: 360}}}, 0); err != nil {
				return err
			}
			_, err := h.PlanLeave(tx, team.Leave{Staff: fatima, From: civil("2026-11-27T14:00"), Until: civil("2026-12-01T09:00")})
			return err
		})
		h.do(func(tx *db.Tx) error {
			for _, c := range []struct {
				staff id.Staff
				when  string
				until string
			}{
				{fatima, "2026-11-20 11:00", "2026-11-20 17:00"}, {fatima, "2026-11-20 12:45", ""}, {fatima, "2026-11-23 09:30", "2026-11-23 10:00"},
				{fatima, "2026-11-27 11:00", "2026-11-27 14:00"}, {night, "2026-11-20 23:00", "2026-11-21 06:00"},
			} {
				until, present, err := h.PresentUntil(tx, c.staff, at(c.when))
				if err != nil || present != (c.until != "") || present && !until.Equal(at(c.until)) {
					t.Errorf("at %s: until %v, present %v, %v; want %s", c.when, until, present, err, c.until)
				}
			}
			here := must(h.WhoIsPresent(tx, friday))
			if len(here) != 2 || here[0].Staff.ID != fatima || here[1].Staff.ID != robot || !here[1].Until.IsZero() {
				t.Errorf("present: %+v", here)
			}
			return nil
		})
	})
}

func TestTwoWhoReportTheSameIllnessMakeOneAbsence(t *testing.T) {
	live(t, func(h *house) {
		for range 15 {
			jeroen := h.hire("Jeroen Berg", id.Team{})
			var group sync.WaitGroup
			start := make(chan struct{})
			for range 6 {
				group.Go(func() {
					<-start
					if err := h.as(party.Itself(h.org), func(tx *db.Tx) error {
						_, err := h.FallIll(tx, jeroen)
						return err
					}); err != nil {
						t.Error(err)
					}
				})
			}
			close(start)
			group.Wait()
			h.do(func(tx *db.Tx) error {
				if all := must(h.Absences(tx, jeroen, time.Time{})); len(all) != 1 || must(h.Get(tx, jeroen)).Version != 2 {
					t.Errorf("%d absences", len(all))
				}
				return nil
			})
		}
	})
}
