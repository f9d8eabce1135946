package team_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"kroon/internal/party"
)

func TestWhoIsThere(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	w.promises(jeroen, 13, 10)
	page := jeroen.get("/team").says(t, http.StatusOK, "Jeroen Smit", "tot 17:00", "1 belofte open", "Ik ben ziek", "2 medewerkers zijn er nu")
	page.silent(t, "Drukke dag")
	w.fatima.get("/team").says(t, http.StatusOK, "Drukke dag")
	jeroen.get("/team/people").says(t, http.StatusOK, `id="people"`).silent(t, "<html")
}

func TestIllInOneTapAndUndone(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	samira := w.hire("Samira Haddad", party.Colleague)
	p := w.promises(jeroen, 13, 10)

	jeroen.post("/team/away/ill").leads(t, "/team")
	undo := "/team/away/" + jeroen.actor.StaffID().String() + "/undo"
	jeroen.get("/team").says(t, http.StatusOK, "Beterschap", undo, "Je staat als ziek of vrij")
	if now := w.now(p.ID); now.Owner != w.fatima.actor.StaffID() || now.Awaits == "" {
		t.Fatalf("after falling ill: owner %v awaits %q", now.Owner, now.Awaits)
	}
	jeroen.post(undo).leads(t, "/team")
	if now := w.now(p.ID); now.Owner != jeroen.actor.StaffID() || now.Awaits != "" {
		t.Errorf("after undoing: owner %v awaits %q", now.Owner, now.Awaits)
	}
	jeroen.post(undo).says(t, http.StatusConflict, "Ongedaan maken kan nu niet meer")

	// Nobody reports a colleague ill but who looks after them.
	samira.post("/team/away/ill", "staff", jeroen.actor.StaffID().String()).says(t, http.StatusForbidden)
	w.fatima.post("/team/away/ill", "staff", jeroen.actor.StaffID().String()).leads(t, "/team/away?staff="+jeroen.actor.StaffID().String())
	w.fatima.get("/team/away?staff="+jeroen.actor.StaffID().String()).says(t, http.StatusOK, "Jeroen is er weer", "Ziek gemeld, nog zonder einde")
	w.fatima.post("/team/away/back", "staff", jeroen.actor.StaffID().String())
	w.fatima.get("/team/away?staff="+jeroen.actor.StaffID().String()).says(t, http.StatusOK, "Meld Jeroen ziek")
}

func TestRedistributeInOneTap(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	samira := w.hire("Samira Haddad", party.Colleague)
	reader := w.hire("Lot Kijker", party.Reader)
	p := w.promises(jeroen, 13, 10)
	jeroen.post("/team/away/ill")

	w.fatima.get("/team/redistribute").says(t, http.StatusOK, "Monique de Boer", "Was van Jeroen Smit: ziek", "Geef aan Samira, tot 17:00", "Ik doe het")
	reader.get("/team/redistribute").says(t, http.StatusOK, "Alles heeft een eigenaar")
	give := []string{"promise", p.ID.String(), "to", samira.actor.StaffID().String(), "back", "/team/redistribute"}
	reader.post("/team/redistribute", give...).says(t, http.StatusForbidden)
	w.fatima.post("/team/redistribute", give...).leads(t, "/team/redistribute")
	w.fatima.get("/team/redistribute").says(t, http.StatusOK, "is nu van Samira", "Alles heeft een eigenaar")
	if now := w.now(p.ID); now.Owner != samira.actor.StaffID() || now.Awaits != "" {
		t.Errorf("owner %v awaits %q", now.Owner, now.Awaits)
	}
	// Away from this site nobody is sent.
	w.fatima.post("/team/redistribute", "promise", p.ID.String(), "to", w.fatima.actor.StaffID().String(), "back", "https://elders.example").leads(t, "/")
}

func TestAtRiskBeforeItIsTooLate(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	w.hire("Samira Haddad", party.Colleague)
	w.promises(jeroen, 12, 45) // of the 68 minutes until noon half are free for promises
	w.fatima.get("/team").says(t, http.StatusOK, "Dreigt niet te lukken")
	w.fatima.get("/team/redistribute").says(t, http.StatusOK, "Jeroen komt", "minuten tekort")
}

func TestLeaveAndWhatStandsInItsWay(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	samira := w.hire("Samira Haddad", party.Colleague)
	p := w.promises(jeroen, 16, 10)

	refused := jeroen.post("/team/away/leave", "first", "2026-11-24", "last", "2026-11-25")
	refused.says(t, http.StatusConflict, "moet Jeroen 1 belofte nakomen", `value="2026-11-24"`, "Monique de Boer", "Geef aan Samira")
	back := "/team/away?staff=" + jeroen.actor.StaffID().String()
	// What is somebody's own they may give away themselves, but not what is of others.
	jeroen.post("/team/redistribute", "promise", p.ID.String(), "to", w.fatima.actor.StaffID().String(), "back", back).leads(t, back)
	samira.post("/team/redistribute", "promise", p.ID.String(), "to", jeroen.actor.StaffID().String(), "back", back).says(t, http.StatusForbidden)
	jeroen.post("/team/away/leave", "first", "2026-11-24", "last", "2026-11-25").leads(t, back)
	jeroen.get(back).says(t, http.StatusOK, "dinsdag 24 november tot en met woensdag 25 november", "Gaat niet door")
	jeroen.post("/team/away/leave", "first", "gisteren").says(t, http.StatusUnprocessableEntity, `value="gisteren"`)
}

func TestDuties(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	samira := w.hire("Samira Haddad", party.Colleague)
	first, second := "place-"+samira.actor.StaffID().String(), "place-"+jeroen.actor.StaffID().String()
	w.fatima.post("/team/duties", "name", "Dienst ochtend", first, "1", second, "2", "roster", "elke dag Jeroen").
		says(t, http.StatusUnprocessableEntity, "elke dag Jeroen", "lezen wij geen beurt", `value="Dienst ochtend"`)
	w.fatima.post("/team/duties", "name", "Dienst ochtend", first, "1", second, "2", "roster", "dinsdag 9-12 Jeroen\nwo 9-12 Samira").leads(t, "/team/duties")
	w.fatima.get("/team").says(t, http.StatusOK, "Dienst ochtend", ">Jeroen<")
	jeroen.post("/team/away/ill")
	w.fatima.get("/team").says(t, http.StatusOK, ">Samira<")
	jeroen.get("/team/duties").says(t, http.StatusForbidden)

	w.fatima.get("/team/duties/new").says(t, http.StatusOK, "Alle teams")
	w.hire("Karim Bos", party.TeamLead).get("/team/duties/new").says(t, http.StatusOK, "Je leidt nog geen team").silent(t, "Alle teams", "Rooster")
}

// Until when somebody has room is half of the open time that is left, less what is promised; readers have none.
func TestWhoHasRoomUntilWhen(t *testing.T) {
	w := begin(t)
	jeroen, samira := w.hire("Jeroen Smit", party.Colleague), w.hire("Samira Haddad", party.Colleague)
	w.hire("Lot Kijker", party.Reader)
	w.promises(jeroen, 13, 45)
	w.promises(samira, 16, 200)
	// 10:52 to 17:00 is 368 minutes, of which 184 are for promises; tomorrow 480, of which 240. What is due at 16:00 will not be
	// there in time, but 200 minutes and 10 more are by 9:52 tomorrow.
	page := w.fatima.get("/team").says(t, http.StatusOK,
		"vandaag: 45\u00a0min beloofd, 3\u00a0u\u00a04\u00a0min tijd voor beloften", "2\u00a0u\u00a019\u00a0min vrij", "morgen: 0\u00a0min beloofd, 4\u00a0u tijd voor beloften",
		"vandaag: 3\u00a0u\u00a020\u00a0min beloofd", "16\u00a0min te veel", "nog één erbij kan om 11:15", "nog één erbij kan morgen om 10:00")
	if n := strings.Count(page.body, `class="dayroom"`); n != 6 {
		t.Errorf("%d days are drawn, want two of three people", n)
	}
	w.fatima.get("/team/people").says(t, http.StatusOK, "2\u00a0u\u00a019\u00a0min vrij")
}

// What waits is shown in pages, and counted whole.
func TestManyWaitForAnOwner(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	for range 45 {
		w.promises(jeroen, 15, 5)
	}
	jeroen.post("/team/away/ill")
	w.fatima.get("/team").says(t, http.StatusOK, "45 beloften")
	all := "/team/redistribute?of=" + jeroen.actor.StaffID().String()
	w.fatima.get("/team/redistribute").says(t, http.StatusOK, "45 beloften", "Jeroen Smit", "Eén voor één", all, "Drukke dag").silent(t, `id="p-`)
	one := w.fatima.get(all).says(t, http.StatusOK, "45 beloften", "1 tot en met 40 van 45", "skip=40", "Terug naar alles bij elkaar")
	two := w.fatima.get(all+"&skip=40").says(t, http.StatusOK, "41 tot en met 45 van 45")
	w.fatima.get("/team/redistribute?of=left").says(t, http.StatusOK, "Alles heeft een eigenaar")
	w.fatima.get("/team/redistribute?of=iemand").says(t, http.StatusUnprocessableEntity)
	if n, m := strings.Count(one.body, `id="p-`), strings.Count(two.body, `id="p-`); n != 40 || m != 5 {
		t.Errorf("%d and %d rows", n, m)
	}
	w.fatima.get("/team/redistribute?skip=-1").says(t, http.StatusUnprocessableEntity)
}

// The form of one press is an ordinary form: it says who gets what, and what it says is what happens.
func TestOnePressGivesAll(t *testing.T) {
	w := begin(t)
	jeroen, samira := w.hire("Jeroen Smit", party.Colleague), w.hire("Samira Haddad", party.Colleague)
	for range 12 {
		w.promises(jeroen, 16, 5)
	}
	jeroen.post("/team/away/ill")
	page := w.fatima.get("/team/redistribute").says(t, http.StatusOK, "Geef alle 12", "Zo past het:", "Samira")
	var form []string
	for _, give := range regexp.MustCompile(`name="give" value="([^"]+)"`).FindAllStringSubmatch(page.body, -1) {
		form = append(form, "give", give[1])
	}
	if len(form) != 24 {
		t.Fatalf("%d are given, want 12", len(form)/2)
	}
	samira.post("/team/redistribute/all", form...).says(t, http.StatusForbidden)
	w.fatima.post("/team/redistribute/all", "give", "iets").says(t, http.StatusUnprocessableEntity, "Geef alle 12")
	w.fatima.post("/team/redistribute/all").says(t, http.StatusUnprocessableEntity)
	w.fatima.post("/team/redistribute/all", form...).leads(t, "/team/redistribute")
	w.fatima.get("/team/redistribute").says(t, http.StatusOK, "12 beloften hebben een nieuwe eigenaar", "Alles heeft een eigenaar")
}
