package admin_test

import (
	"strings"
	"testing"

	"kroon/internal/party"
)

// A team works other hours than the organisation: its lead says so, and it holds for who says nothing of their own.
func TestATeamWorksItsOwnHours(t *testing.T) {
	w := begin(t)
	andries, jeroen := w.hire("Andries Bos", party.TeamLead), w.hire("Jeroen Bos", party.Colleague)
	page := w.fatima.get("/settings/hours")
	_, rest, found := strings.Cut(page.says(t, 200, "Werktijden van Team", "heeft een team ze niet, dan die van de organisatie").body, `href="/settings/teams/`)
	if !found {
		t.Fatal("the organisation's hours do not lead to those of a team")
	}
	hours := "/settings/teams/" + rest[:36] + "/hours"
	w.fatima.get(hours).says(t, 200, `placeholder="09:00–17:00"`)
	w.fatima.post(hours, "version", "0", "day-5", "9-12 of zo").says(t, 422, `value="9-12 of zo"`)
	w.fatima.post(hours, "version", "0", "day-5", "9-12").leads(t, hours)
	w.fatima.get(hours).says(t, 200, `value="09:00-12:00"`)
	jeroen.get("/settings/staff/"+jeroen.actor.StaffID().String()+"/hours").says(t, 200, `placeholder="09:00–12:00"`)
	andries.get("/settings").says(t, 200).silent(t, hours) // he leads no team
	if got := andries.post(hours, "version", "0", "day-5", "-"); got.code != 403 {
		t.Errorf("who does not lead the team changes its hours: %d", got.code)
	}
	if got := jeroen.get(hours); got.code != 403 {
		t.Errorf("a colleague opens the hours of a team: %d", got.code)
	}
}

// Light or dark is the person's, and the browser remembers it for who is not signed in.
func TestThemeIsRemembered(t *testing.T) {
	w := begin(t)
	w.fatima.get("/settings/own").says(t, 200, `data-theme=""`, "Zoals je computer")
	w.fatima.post("/settings/own/theme", "theme", "paars").says(t, 422)
	w.fatima.post("/settings/own/theme", "theme", "dark").leads(t, "/settings/own")
	w.fatima.get("/settings/own").says(t, 200, `data-theme="dark"`, `content="dark"`)
	w.fatima.post("/signout").leads(t, "/signin")
	w.fatima.get("/signin").says(t, 200, `data-theme="dark"`)
	w.browser().get("/signin").says(t, 200, `data-theme=""`)

	elsewhere := w.browser()
	elsewhere.post("/signin", "email", "fatima@delinde.example", "password", password).leads(t, "/")
	elsewhere.get("/settings/own").says(t, 200, `data-theme="dark"`)
	elsewhere.post("/settings/own/theme", "theme", "").leads(t, "/settings/own")
	elsewhere.get("/settings/own").says(t, 200, `data-theme=""`)
}
