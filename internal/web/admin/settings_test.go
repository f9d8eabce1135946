package admin_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"kroon/internal/party"
)

// TestWhoMay asks for every page of the settings as each role.
func TestWhoMay(t *testing.T) {
	w := begin(t)
	staff := "/settings/staff/" + w.fatima.actor.StaffID().String()
	least := map[string]party.Role{
		"/settings": party.Reader, "/settings/messages": party.Reader, "/settings/messages/letter": party.Reader, "/settings/own": party.Reader, "/settings/tokens": party.Colleague,
		"/settings/staff": party.TeamLead, staff: party.TeamLead, "/settings/staff/new": party.Owner,
		"/settings/organisation": party.Owner, "/settings/hours": party.Owner, "/settings/teams": party.Owner,
		"/settings/mail": party.Owner, "/settings/sms": party.Owner,
	}
	posts := map[string]party.Role{
		"/settings/organisation": party.Owner, "/settings/hours": party.Owner, "/settings/closed": party.Owner, "/settings/teams": party.Owner,
		"/settings/mail": party.Owner, "/settings/sms": party.Owner, "/settings/staff": party.Owner, staff + "/depart": party.Owner,
		staff: party.TeamLead, staff + "/invite": party.TeamLead, "/settings/tokens": party.Colleague,
	}
	for _, b := range []*browser{w.hire("Lot Kijker", party.Reader), w.hire("Jeroen Smit", party.Colleague), w.hire("Andries de Wit", party.TeamLead), w.fatima} {
		for path, role := range least {
			want := http.StatusOK
			if !b.actor.Role.Includes(role) {
				want = http.StatusForbidden
			}
			if got := b.get(path).code; got != want {
				t.Errorf("GET %s as %s: %d, want %d", path, b.actor.Role, got, want)
			}
		}
		for path, role := range posts {
			if got := b.post(path).code; !b.actor.Role.Includes(role) && got != http.StatusForbidden {
				t.Errorf("POST %s as %s: %d, want 403", path, b.actor.Role, got)
			}
		}
	}
	for path := range least {
		if got := w.browser().get(path); got.code != http.StatusSeeOther {
			t.Errorf("GET %s as nobody: %d, want to sign in", path, got.code)
		}
	}
}

func TestOrganisation(t *testing.T) {
	w := begin(t)
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(w.fatima.get("/settings/organisation").body)[1]
	form := []string{"version", version, "name", "De Linde Verhuur", "base_url", "http://kroon.example", "zone", "Europe/Amsterdam", "lang", "nl",
		"informal", "yes", "quiet_from", "19", "quiet_until", "7:30", "tacit_days", "6", "margin_minutes", "20"}
	w.fatima.post("/settings/organisation", form...).says(t, http.StatusUnprocessableEntity, `value="http://kroon.example"`, `value="De Linde Verhuur"`)
	form[5] = "https://kroon.example"
	w.fatima.post("/settings/organisation", form...).leads(t, "/settings/organisation")
	w.fatima.get("/settings/organisation").says(t, http.StatusOK, "Bewaard", `value="19:00"`, `value="07:30"`, `value="6"`)
	w.fatima.post("/settings/organisation", form...).says(t, http.StatusConflict)
}

func TestOpeningHoursAndClosedDays(t *testing.T) {
	w := begin(t)
	week := []string{"day-1", "9-12:30, 13:00-17:00", "day-2", "9-17", "day-3", "overdag"}
	w.fatima.post("/settings/hours", week...).says(t, http.StatusUnprocessableEntity, `value="overdag"`, "lezen wij geen werktijden", `value="9-17"`)
	week[5] = "-"
	w.fatima.post("/settings/hours", week...).leads(t, "/settings/hours")
	w.fatima.get("/settings").says(t, http.StatusOK, "ma 09:00–12:30, 13:00–17:00; di 09:00–17:00<")

	w.fatima.post("/settings/closed", "day", "2026-12-24", "day_name", "Teamdag").leads(t, "/settings/hours#closed")
	w.fatima.get("/settings/hours").says(t, http.StatusOK, "donderdag 24 december 2026", "Teamdag", "/settings/closed/2026-12-24/reopen", "eerste kerstdag")
	w.fatima.post("/settings/closed/2026-12-24/reopen").leads(t, "/settings/hours#closed")
	w.fatima.get("/settings/hours").says(t, http.StatusOK, "geen dag dicht")
	w.fatima.post("/settings/closed", "day", "31-12").says(t, http.StatusUnprocessableEntity, `value="31-12"`)
	w.fatima.post("/settings/holidays", "good_friday", "yes").leads(t, "/settings/hours#closed")
	w.fatima.get("/settings/hours").says(t, http.StatusOK, "Goede Vrijdag")
}

func TestHoursOfAPerson(t *testing.T) {
	w := begin(t)
	jeroen, samira := w.hire("Jeroen Smit", party.Colleague), w.hire("Samira Haddad", party.Colleague)
	own := "/settings/staff/" + jeroen.actor.StaffID().String()
	jeroen.post(own+"/hours", "day-3", "vrij", "day-1", "8:00-12:00").leads(t, own+"/hours")
	jeroen.get("/settings").says(t, http.StatusOK, "ma 08:00–12:00; di 09:00–17:00; do t/m vr 09:00–17:00")
	jeroen.post(own+"/opened", "day-1", "9-10").leads(t, own+"/hours")
	jeroen.post(own+"/hours", "day-1", "altijd").says(t, http.StatusUnprocessableEntity, `value="altijd"`, `value="09:00-10:00"`)
	samira.get(own+"/hours").says(t, http.StatusForbidden)
	samira.post(own+"/hours", "day-1", "-").says(t, http.StatusForbidden)
	w.fatima.post(own+"/hours", "day-1", "-").leads(t, own+"/hours")
}

func TestStaff(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	path := "/settings/staff/" + jeroen.actor.StaffID().String()
	w.fatima.get("/settings/staff").says(t, http.StatusOK, "Jeroen Smit", "kan aanmelden", "Medewerker")
	page := w.fatima.get(path)
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page.body)[1]
	form := []string{"version", version, "name", "Jeroen Smit", "first_name", "Jeroen", "email", "jeroen@delinde.example", "phone", "06 12",
		"role", "team-lead", "skills", "trainingen, koeling"}
	w.fatima.post(path, form...).says(t, http.StatusUnprocessableEntity, `value="06 12"`, `value="trainingen, koeling"`)
	form[9] = "06 12 34 56 78"
	w.fatima.post(path, form...).leads(t, path)
	w.fatima.get(path).says(t, http.StatusOK, `value="koeling, trainingen"`, "+31612345678")
	jeroen.get("/settings/staff").says(t, http.StatusOK, "Jeroen Smit")
	w.fatima.post(path, form...).says(t, http.StatusConflict)

	// The only owner neither leaves nor steps down, and nobody comes in with an address that is taken.
	own := "/settings/staff/" + w.fatima.actor.StaffID().String()
	w.fatima.post(own+"/depart").says(t, http.StatusConflict, "laatste")
	w.fatima.post("/settings/staff", "kind", "staff", "name", "Jeroen Twee", "email", "Jeroen@delinde.example", "role", "staff").
		says(t, http.StatusConflict, "al een collega", `value="Jeroen Twee"`)
	// What is wrong is said at once, and not the one thing after the other.
	w.fatima.post("/settings/staff", "kind", "staff", "name", "", "email", "geen adres", "phone", "06 12", "role", "staff").
		says(t, http.StatusUnprocessableEntity, `href="#f-name"`, `href="#f-email"`, `href="#f-phone"`)

	w.fatima.post(path+"/depart").leads(t, "/settings/staff")
	w.fatima.get("/settings/staff").says(t, http.StatusOK, "Werken hier niet meer", "Jeroen Smit, sinds 24 nov")
	jeroen.get("/settings").leads(t, "/signin?next=%2Fsettings")
}

func TestTeams(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	w.fatima.post("/settings/teams", "team_name", "", "lead", jeroen.actor.StaffID().String()).says(t, http.StatusUnprocessableEntity)
	w.fatima.post("/settings/teams", "team_name", "Techniek", "lead", jeroen.actor.StaffID().String()).leads(t, "/settings/teams")
	page := w.fatima.get("/settings/teams").says(t, http.StatusOK, "Techniek", "geleid door Jeroen Smit")
	path := regexp.MustCompile(`href="(/settings/teams/[0-9a-f-]+)"[^>]*>Techniek`).FindStringSubmatch(page.body)[1]
	w.fatima.post(path, "team_name", "Techniek en koeling").leads(t, "/settings/teams")
	w.fatima.get("/settings/teams").says(t, http.StatusOK, "Techniek en koeling", "nog geen teamleider")
}

func TestTokens(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	jeroen.post("/settings/tokens", "token_name", "webwinkel").says(t, http.StatusUnprocessableEntity, `value="webwinkel"`, "mag nog niets")
	jeroen.post("/settings/tokens", "token_name", "webwinkel", "scopes", "admin").says(t, http.StatusForbidden)
	made := jeroen.post("/settings/tokens", "token_name", "webwinkel", "scopes", "customers:read", "scopes", "figures:read", "days", "30")
	made.says(t, http.StatusOK, "krn_", "webwinkel")
	listed := jeroen.get("/settings/tokens").says(t, http.StatusOK, "webwinkel", "nog nooit gebruikt").silent(t, "krn_")
	revoke := regexp.MustCompile(`action="(/settings/tokens/[0-9a-f-]+/revoke)"`).FindStringSubmatch(listed.body)[1]
	w.hire("Samira Haddad", party.Colleague).post(revoke).says(t, http.StatusForbidden)
	jeroen.post(revoke).leads(t, "/settings/tokens")
	jeroen.get("/settings/tokens").says(t, http.StatusOK, "werkt niet meer")

	page := w.fatima.post("/settings/staff", "kind", "agent", "name", "Kassa", "role", "staff")
	if page.code != http.StatusSeeOther || !strings.HasPrefix(page.to, "/settings/staff/") {
		t.Fatalf("an agent: %d %s", page.code, said(page.body))
	}
	agent := strings.TrimPrefix(page.to, "/settings/staff/")
	w.fatima.post("/settings/tokens", "staff", agent, "token_name", "kassa", "scopes", "promises:read").says(t, http.StatusOK, "krn_")
	jeroen.get("/settings/tokens?staff="+agent).says(t, http.StatusForbidden)
}

func TestChannels(t *testing.T) {
	w := begin(t)
	form := []string{"host", "127.0.0.1", "port", "1", "tls", "none", "username", "kroon", "channel_password", "geheim geheim", "from", "geen adres", "active", "yes"}
	w.fatima.post("/settings/mail", form...).says(t, http.StatusUnprocessableEntity, `value="geen adres"`, "geen e-mailadres").silent(t, "geheim geheim")
	form[11] = "kroon@delinde.example"
	w.fatima.post("/settings/mail", form...).leads(t, "/settings/mail")
	w.fatima.get("/settings/mail").says(t, http.StatusOK, `value="127.0.0.1"`).silent(t, "geheim geheim")
	w.fatima.get("/settings").says(t, http.StatusOK, "Nog niet ingesteld", ">Aan<")
	w.fatima.post("/settings/mail/try", "to", "fatima@delinde.example").leads(t, "/settings/mail")
	if mail := <-w.mail; mail.To != "fatima@delinde.example" {
		t.Errorf("the trial went to %q", mail.To)
	}
	w.fatima.post("/settings/sms", "url", "https://sms.example/send", "body", "to={to}&text={text}", "headers", "Authorization: Bearer {secret}", "secret", "geheim").leads(t, "/settings/sms")
	w.fatima.get("/settings/sms").says(t, http.StatusOK, "Authorization: Bearer {secret}").silent(t, ">geheim<")
	w.fatima.post("/settings/sms/try", "to", "06 12345678").says(t, http.StatusConflict, "Het kwam niet aan", `value="06 12345678"`)
	w.fatima.post("/settings/sms/try", "to", "06 12").says(t, http.StatusUnprocessableEntity, `value="06 12"`)
}
