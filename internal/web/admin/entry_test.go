package admin_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"kroon/internal/db"
	"kroon/internal/party"
)

func TestTheFirstRun(t *testing.T) {
	w, setup := open(t)
	w.fatima.get("/").leads(t, "/setup")
	w.fatima.get("/setup").says(t, http.StatusOK, "24 uur")
	w.fatima.get("/setup/nietvanons").says(t, http.StatusNotFound)
	w.fatima.get(setup).says(t, http.StatusOK, "Woord houden begint hier", `value="09:00"`)
	form := []string{"organisation", "De Linde", "opens", "8.30", "closes", "17",
		"your_name", "Fatima El Amrani", "email", "fatima@delinde.example", "password", "kort"}
	w.fatima.post(setup, form...).says(t, http.StatusUnprocessableEntity, "wachtwoord is te kort", `value="De Linde"`, `value="8.30"`).silent(t, `value="kort"`)
	backwards := append([]string{}, form...)
	backwards[3], backwards[11] = "18:00", password
	w.fatima.post(setup, backwards...).says(t, http.StatusUnprocessableEntity, "Tot: Deze tijden", "moet na het begin liggen")
	form[11] = password
	w.fatima.post(setup, form...).leads(t, "/try")

	w.fatima.get("/settings").says(t, http.StatusOK, "De Linde kan beginnen", "ma t/m vr 08:30–17:00", "1 medewerker")
	w.browser().get(setup).says(t, http.StatusNotFound)
	w.browser().post(setup, form...).says(t, http.StatusNotFound)
	w.browser().get("/setup").leads(t, "/signin")
	err := w.app.DB.Read(context.Background(), party.Itself(w.org), func(tx *db.Tx) error {
		o, err := w.app.Acts.Organisation.Get(tx)
		if err == nil && o.Name != "De Linde" {
			t.Errorf("the organisation is %+v", o)
		}
		teams, err := w.app.Acts.Team.Teams(tx)
		if err == nil && (len(teams) != 1 || teams[0].Lead.IsZero()) {
			t.Errorf("the teams are %+v", teams)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSignIn(t *testing.T) {
	w := begin(t)
	b := w.browser()
	b.get("/settings").leads(t, "/signin?next=%2Fsettings")
	b.get("/").leads(t, "/signin")
	b.get("/signin?next=/settings").says(t, http.StatusOK, `name="next" value="/settings"`)
	b.get("/signin?next=//elders.example").says(t, http.StatusOK, `name="next" value="/"`)
	wrong := b.post("/signin", "email", "fatima@delinde.example", "password", "niet dit maar iets")
	unknown := b.post("/signin", "email", "niemand@delinde.example", "password", "niet dit maar iets")
	wrong.says(t, http.StatusUnprocessableEntity, "horen niet bij elkaar", "fatima@delinde.example")
	if said(strings.ReplaceAll(wrong.body, "fatima", "niemand")) != said(unknown.body) {
		t.Error("who exists can be told from the answer")
	}
	b.post("/signin", "email", "fatima@delinde.example", "password", password, "next", "https://elders.example").leads(t, "/")
	b.get("/").leads(t, "/today")
	b.get("/signin").leads(t, "/")
	session := b.cookies["session"]
	b.post("/signout").leads(t, "/signin")
	b.cookies["session"] = session
	b.get("/settings").leads(t, "/signin?next=%2Fsettings")
}

func TestForgottenPassword(t *testing.T) {
	w := begin(t)
	w.hire("Jeroen Smit", party.Colleague)
	known := w.browser().post("/forgot", "email", "jeroen@delinde.example").says(t, http.StatusOK, "Kijk in je mail")
	if unknown := w.browser().post("/forgot", "email", "niemand@delinde.example"); unknown.body != known.body {
		t.Error("who exists can be told from the answer")
	}
	w.browser().post("/forgot", "email", "geen adres").says(t, http.StatusUnprocessableEntity, `value="geen adres"`)
	w.browser().get("/reset/nietvanons").says(t, http.StatusNotFound)

	w.fatima.post("/settings/mail", "host", "mail.delinde.example", "tls", "starttls", "from", "kroon@delinde.example", "active", "yes").leads(t, "/settings/mail")
	w.browser().post("/forgot", "email", "jeroen@delinde.example").says(t, http.StatusOK, "Kijk in je mail")
	mail := <-w.mail
	at := strings.Index(mail.Plain, "/reset/")
	if mail.To != "jeroen@delinde.example" || at < 0 {
		t.Fatalf("to %s: %s", mail.To, mail.Plain)
	}
	w.browser().get(strings.Fields(mail.Plain[at:])[0]).says(t, http.StatusOK, "Kies een nieuw wachtwoord")
}

func TestALinkWorksOnce(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Smit", party.Colleague)
	page := w.fatima.post("/settings/staff/"+jeroen.actor.StaffID().String()+"/invite").says(t, http.StatusOK, "/reset/")
	link := page.body[strings.Index(page.body, "/reset/"):]
	link = link[:strings.IndexByte(link, '"')]
	b := w.browser()
	b.get(link).says(t, http.StatusOK, "Kies een nieuw wachtwoord")
	b.post(link, "password", "kort").says(t, http.StatusUnprocessableEntity, "te kort")
	b.post(link, "password", "groene lamp zeven bomen").leads(t, "/today")
	b.post(link, "password", "groene lamp zeven bomen").says(t, http.StatusNotFound)
	// The old password and its sessions are of no use any more.
	jeroen.get("/settings").leads(t, "/signin?next=%2Fsettings")
	w.browser().post("/signin", "email", "jeroen@delinde.example", "password", password).says(t, http.StatusUnprocessableEntity)
}

func TestOwnPasswordAndLanguage(t *testing.T) {
	w := begin(t)
	reader := w.hire("Lot Kijker", party.Reader)
	reader.post("/settings/own/password", "current", "niet dit", "password", "groene lamp zeven bomen").says(t, http.StatusUnprocessableEntity, "niet je huidige wachtwoord")
	other := w.browser()
	other.post("/signin", "email", "lot@delinde.example", "password", password).leads(t, "/")
	reader.post("/settings/own/password", "current", password, "password", "groene lamp zeven bomen").leads(t, "/settings/own")
	reader.get("/settings/own").says(t, http.StatusOK, "Je wachtwoord is gewijzigd")
	other.get("/settings").leads(t, "/signin?next=%2Fsettings")
	reader.post("/settings/own/lang", "lang", "en").leads(t, "/settings/own")
	reader.get("/settings/own").says(t, http.StatusOK, "You sign in with lot@delinde.example", `lang="en"`)
	reader.post("/settings/own/lang", "lang", "de").says(t, http.StatusUnprocessableEntity)
}
