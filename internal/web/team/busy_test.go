package team_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"kroon/internal/party"
	"kroon/internal/promise"
)

func TestBusyDay(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	one, two, three := w.promises(jeroen, 12, 45), w.promises(jeroen, 13, 40), w.promises(jeroen, 16, 30)
	jeroen.get("/team/busy").says(t, http.StatusForbidden)

	w.fatima.post("/team/busy/stop").leads(t, "/team/busy")
	w.fatima.get("/team/busy").says(t, http.StatusOK, "tot vandaag 23:59")
	w.fatima.get("/team/busy").says(t, http.StatusOK, "/team/busy/allow", "Monique de Boer", "terugbellen voor 12 uur", "3 beloften").silent(t, `value="all" checked`)
	w.fatima.get("/team/busy?choose=all").says(t, http.StatusOK, "of-"+jeroen.actor.StaffID().String()+`" value="all" checked`)
	w.fatima.post("/team/busy", "until", "today").says(t, http.StatusUnprocessableEntity, "nog niets gekozen")

	plan := w.fatima.post("/team/busy", "promise", one.ID.String(), "promise", two.ID.String(), "when", "asap")
	plan.says(t, http.StatusOK, "Nieuwe tijden", "morgen vóór", "Jeroen")
	if w.now(one.ID).State != promise.Agreed {
		t.Fatal("planning changed something")
	}
	moves := regexp.MustCompile(`name="move" value="([^"]+)"`).FindAllStringSubmatch(plan.body, -1)
	if len(moves) != 2 {
		t.Fatalf("%d moves, want 2", len(moves))
	}
	w.fatima.post("/team/busy/move", "move", "iets", "words", "Sorry").says(t, http.StatusUnprocessableEntity, "Sorry")
	told := w.fatima.post("/team/busy/move", "move", moves[0][1], "move", moves[1][1], "words", "De helft is ziek.", "stop", "yes").to
	if !strings.HasPrefix(told, "/team/busy/told?at=") {
		t.Fatalf("leads to %q", told)
	}
	w.fatima.get(told).says(t, http.StatusOK, "2 beloften verzet", "0 van 1 klanten", "met de hand", "monique@voorbeeld.nl")
	jeroen.get(told).says(t, http.StatusForbidden)
	w.fatima.get("/team/busy/told?at=1").says(t, http.StatusNotFound)

	for i, p := range []promise.Promise{one, two} {
		now := w.now(p.ID)
		due, err := time.Parse(time.RFC3339, strings.Fields(moves[i][1])[1])
		if err != nil {
			t.Fatal(err)
		}
		if owner := strings.Fields(moves[i][1])[2]; owner != jeroen.actor.StaffID().String() {
			t.Errorf("moved to %s, though Jeroen himself has time once both are moved", owner)
		}
		if now.State != promise.Broken {
			t.Errorf("moved, yet %s", now.State)
		}
		tomorrow := time.Date(2026, 11, 25, 0, 0, 0, 0, amsterdam)
		if due.Before(tomorrow) || due.After(tomorrow.AddDate(0, 0, 1)) {
			t.Errorf("moved to %s, want tomorrow: today is stopped", due)
		}
	}
	if w.now(three.ID).State != promise.Agreed {
		t.Error("what was not chosen was moved")
	}
	// Pressed twice it happens once; and what was moved cannot be moved to yet another time.
	w.fatima.post("/team/busy/move", "move", moves[0][1], "move", moves[1][1], "words", "De helft is ziek.").leads(t, told)
	w.fatima.post("/team/busy/move", "move", moves[0][1][:36]+" 2026-11-27T10:00:00Z "+strings.Fields(moves[0][1])[2]).says(t, http.StatusConflict, "kan niet meer verzet worden")

	w.fatima.post("/team/busy/allow").leads(t, "/team/busy")
	w.fatima.get("/team/busy").says(t, http.StatusOK, "/team/busy/stop")
}

func TestFiguresLeadToTheirCases(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	w.fatima.get("/figures").says(t, http.StatusOK, "Er was nog niets te houden")
	w.promises(jeroen, 12, 5)
	w.promises(jeroen, 13, 5)
	w.clock.Set(tuesday.Add(3 * time.Hour))

	page := jeroen.get("/figures").says(t, http.StatusOK, "0 van 2", "Onder de twintig", "/figures/cases?period=month&amp;result=never", "Terugbellen")
	page.silent(t, "tot 100 %")
	jeroen.get("/figures/cases?period=month&result=never").says(t, http.StatusOK, "terugbellen voor 12 uur", "terugbellen voor 13 uur", "niet gedaan")
	jeroen.get("/figures/cases?period=month&result=kept").says(t, http.StatusOK, "Geen beloften")
	jeroen.get("/figures/cases?period=last-month").says(t, http.StatusOK, "Geen beloften")
	page.says(t, http.StatusOK, "Definitie 1", "Wacht om te kopen", "Kocht elders", "Waarvoor Kroon waarschuwde", "november: 0 van 2")
	jeroen.get("/figures/questions?of=elsewhere&state=broken").says(t, http.StatusOK, "Geen vragen")
	jeroen.get("/figures/guard?step=at-risk").says(t, http.StatusOK, "Waarvoor Kroon waarschuwde", "Wordt krap")
	jeroen.get("/figures/guard?step=ooit").says(t, http.StatusUnprocessableEntity)
	jeroen.get("/figures?period=eeuwen").says(t, http.StatusUnprocessableEntity)
}

// What somebody was to do who fell ill is chosen to begin with, and goes to whoever can do it first rather than
// to the lead with whom it waits; one promise of several can be left as it is.
func TestABusyDayBeginsWithWhatTheIllWereToDo(t *testing.T) {
	w := begin(t)
	jeroen, samira, noor := w.hire("Jeroen Smit", party.Colleague), w.hire("Samira Haddad", party.Colleague), w.hire("Noor Blom", party.Colleague)
	var his []promise.Promise
	for range 12 {
		his = append(his, w.promises(jeroen, 15, 60))
	}
	w.promises(samira, 16, 10)
	jeroen.post("/team/away/ill").leads(t, "/team")
	page := w.fatima.get("/team/busy").says(t, http.StatusOK, "Jeroen Smit", "12 beloften", "13 beloften",
		"of-"+jeroen.actor.StaffID().String()+`" value="all" checked`, "of-"+samira.actor.StaffID().String()+`" value="none" checked`)
	page.silent(t, "of-"+w.fatima.actor.StaffID().String())

	chosen := []string{"until", "today", "of-" + jeroen.actor.StaffID().String(), "all", "of-" + samira.actor.StaffID().String(), "none"}
	plan := w.fatima.post("/team/busy", chosen...).says(t, http.StatusOK, "Verzet deze 12", "1 klant")
	owners := map[string]int{}
	for _, move := range regexp.MustCompile(`name="move" value="([^"]+)"`).FindAllStringSubmatch(plan.body, -1) {
		owners[strings.Fields(move[1])[2]]++
	}
	if len(owners) != 3 || owners[noor.actor.StaffID().String()] == 0 || owners[jeroen.actor.StaffID().String()] != 0 {
		t.Errorf("12 promises of an hour go to %v, want them over the three who are there", owners)
	}
	some := w.fatima.post("/team/busy", "until", "today", "of-"+jeroen.actor.StaffID().String(), "some", "promise", his[3].ID.String())
	some.says(t, http.StatusOK, "Verzet deze belofte")
}
