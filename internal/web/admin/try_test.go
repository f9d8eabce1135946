package admin_test

import (
	"context"
	"net/http"
	"regexp"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/report"
)

var customerPage = regexp.MustCompile(`href="(/w/\w+)"`)

// tries has Fatima be a customer of her own house.
func (w *world) tries(address string) (path string) {
	w.t.Helper()
	answer := w.fatima.post("/try", "address", address)
	if answer.code != http.StatusSeeOther {
		w.t.Fatalf("%d\n%s", answer.code, said(answer.body))
	}
	return answer.to
}

// kept is the kept rate of all time, and how many customers there are.
func (w *world) kept() (rate report.KeptRate, customers int) {
	w.t.Helper()
	err := w.app.DB.Read(context.Background(), w.fatima.actor, func(tx *db.Tx) (err error) {
		if rate, err = report.Kept(tx, report.Scope{Until: tx.Now}); err != nil {
			return err
		}
		all, err := w.app.Acts.Customer.List(tx, id.Customer{}, 100)
		customers = len(all)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return rate, customers
}

// Whoever begins sees what a customer gets: the message, by hand as long as nothing can be sent, and the page.
func TestSomebodyIsACustomerOfTheirOwnHouse(t *testing.T) {
	w := begin(t)
	w.fatima.get("/try").says(t, http.StatusOK, "Bel jezelf", `href="/today"`)
	w.fatima.post("/try", "address", "twaalf").says(t, http.StatusUnprocessableEntity, `value="twaalf"`, `aria-invalid`)
	w.fatima.post("/try", "address", "wie@").says(t, http.StatusUnprocessableEntity, `value="wie@"`, `aria-invalid`)
	path := w.tries("06 12 34 56 78")
	page := w.fatima.get(path).says(t, http.StatusOK, "Kroon kan nog niets versturen", "Fatima belt u vandaag, dinsdag 24 november", "hoe het is om hier klant te zijn", "Antwoord op dit bericht")
	own := customerPage.FindStringSubmatch(page.body)
	if own == nil {
		t.Fatal("no way to the customer's page")
	}
	w.browser().get(own[1]).says(t, http.StatusOK, "Fatima belt u vandaag", "Ja, dat klopt")
	w.fatima.get("/today").says(t, http.StatusOK, "Fatima El Amrani", "Zelf sturen")
	w.fatima.post(path+"/end").leads(t, "/today")
	w.fatima.get("/today").says(t, http.StatusOK, "De proef is opgeruimd").silent(t, "Zelf sturen")
	w.browser().get(own[1]).says(t, http.StatusNotFound)
	w.fatima.post(path+"/end").leads(t, "/today")
	w.fatima.get(path).says(t, http.StatusOK, "Deze proef is opgeruimd")
	w.tries("+31612345678")
	if rate, customers := w.kept(); rate.Due != 0 || customers != 1 {
		t.Errorf("%d due and %d customers after two try-outs", rate.Due, customers)
	}
}

// A try-out that is forgotten ends by itself, before its promise is due: it is never kept nor broken, and its customer
// is erased.
func TestAForgottenTryOutCountsNowhere(t *testing.T) {
	w := begin(t)
	w.tries("fatima@elders.example")
	for day := w.clock.Now().Add(36 * time.Hour); w.clock.Now().Before(day); {
		next, err := w.app.Clock.Step(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if next.IsZero() || next.After(day) {
			next = day
		}
		w.clock.Set(next)
	}
	if rate, _ := w.kept(); rate.Due != 0 {
		t.Errorf("%d of %d kept", rate.Kept, rate.Due)
	}
	err := w.app.DB.Read(context.Background(), w.fatima.actor, func(tx *db.Tx) error {
		if known, err := w.app.Acts.Customer.Search(tx, "fatima@elders", 5); err != nil || len(known) > 0 {
			t.Errorf("a day later %+v is still known, %v", known, err)
		}
		open, err := w.app.Acts.Promise.OpenOf(tx, w.fatima.actor.StaffID())
		if len(open) != 0 {
			t.Errorf("%s still stands", open[0].State)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
