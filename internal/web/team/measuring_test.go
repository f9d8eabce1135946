package team_test

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"kroon/internal/party"
)

// Whose kept rate is seen by whom: one's own always; another's only while it is on, by who leads them and by owners.
func TestFiguresOfAPerson(t *testing.T) {
	w := begin(t)
	jeroen, samira, andries := w.hire("Jeroen Smit", party.Colleague), w.hire("Samira Haddad", party.Colleague), w.hire("Andries de Wit", party.TeamLead)
	w.promises(jeroen, 12, 10)
	w.clock.Set(tuesday.Add(5 * time.Hour)) // past due
	cases := "/figures/cases?period=month&staff=" + jeroen.actor.StaffID().String()
	off := func() {
		t.Helper()
		jeroen.get("/figures").says(t, http.StatusOK, "Dit zie alleen jij", "staff="+jeroen.actor.StaffID().String()).silent(t, "Samira Haddad")
		jeroen.get(cases).says(t, http.StatusOK, "terugbellen voor 12 uur")
		for _, other := range []*browser{samira, andries, w.fatima} {
			other.get(cases).says(t, http.StatusForbidden, "Cijfers per persoon staan uit")
			other.get("/figures").says(t, http.StatusOK).silent(t, "staff="+jeroen.actor.StaffID().String())
		}
	}
	off()
	answers := []string{"purpose", "Zien wie hulp nodig heeft", "agreed_by", "works_council", "agreed_on", "2026-11-17", "last_day", "2026-12-31"}
	for _, other := range []*browser{jeroen, andries} {
		other.post("/settings/measuring", answers...).says(t, http.StatusForbidden)
	}
	w.fatima.post("/settings/measuring", answers[:6]...).says(t, http.StatusUnprocessableEntity, "De einddatum ontbreekt", "Zien wie hulp nodig heeft")
	off()
	w.fatima.post("/settings/measuring", answers...).leads(t, "/settings/measuring")

	for _, one := range []*browser{jeroen, samira, andries, w.fatima} { // everybody sees that it is on
		one.get("/today").says(t, http.StatusOK, "Cijfers per persoon: aan")
		one.get("/settings/measuring").says(t, http.StatusOK, "Zien wie hulp nodig heeft", "Ondernemingsraad", "Fatima", "donderdag 31 december 2026")
	}
	w.fatima.get("/figures").says(t, http.StatusOK, "Jeroen Smit", "0 van 1", "tot en met donderdag 31 december 2026")
	w.fatima.get(cases).says(t, http.StatusOK, "terugbellen voor 12 uur")
	for _, other := range []*browser{samira, andries} { // a colleague, and who leads another team
		other.get("/figures").says(t, http.StatusOK).silent(t, "staff="+jeroen.actor.StaffID().String())
		other.get(cases).says(t, http.StatusForbidden, "een eigenaar")
	}
	jeroen.post("/settings/measuring/stop").says(t, http.StatusForbidden)
	w.fatima.post("/settings/measuring/stop").leads(t, "/settings/measuring")
	jeroen.get("/settings/measuring").says(t, http.StatusOK, "Staan uit", "Uitgezet door Fatima", "Zien wie hulp nodig heeft")
	off()
	w.clock.Advance(time.Second)
	answers[7] = "2026-11-24"
	w.fatima.post("/settings/measuring", answers...).leads(t, "/settings/measuring")
	w.clock.Set(time.Date(2026, 11, 25, 0, 0, 0, 0, amsterdam)) // by itself
	jeroen.get("/settings/measuring").says(t, http.StatusOK, "Staan uit", "Ging vanzelf uit na dinsdag 24 november 2026")
	off()
}

// A figure of a small team is one of a person, also through its cases.
func TestCasesOfASmallTeam(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	w.promises(jeroen, 12, 10)
	w.clock.Set(tuesday.Add(5 * time.Hour))
	team := regexp.MustCompile(`value="([0-9a-f-]{36})"[^>]*>Team<`).FindStringSubmatch(w.fatima.get("/settings/staff/new").body)[1]
	jeroen.get("/figures/cases?period=month&team="+team).says(t, http.StatusForbidden, "minder dan 5 mensen")
}
