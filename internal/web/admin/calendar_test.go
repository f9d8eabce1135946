package admin_test

import (
	"strings"
	"testing"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/party"
)

// One's own calendar: pasted once, never shown again, told when it cannot be read, and taken away.
func TestOnesOwnCalendarIsRead(t *testing.T) {
	w := begin(t)
	jeroen := w.hire("Jeroen Bos", party.Colleague)
	page := "/settings/staff/" + jeroen.actor.StaffID().String() + "/calendar"
	jeroen.get("/settings").says(t, 200, page, "Mijn agenda")
	jeroen.get(page).says(t, 200, "Mijn agenda", "geheime adres in iCal-indeling").silent(t, "Laatst gelezen", "data-keep=\"calendar")
	jeroen.post(page, "address", "agenda.example").says(t, 422, "Dit is geen adres van een agenda", `value="agenda.example"`)
	secret := "https://agenda.example/private/9f3c2a71d8e4f00d"
	jeroen.post(page, "address", secret).leads(t, page)
	jeroen.get(page).says(t, 200, "agenda.example/…f00d", "nog niet", "Vervangen").silent(t, "9f3c", "Lezen lukt niet")

	err := w.app.DB.Write(t.Context(), party.Itself(w.org), func(tx *db.Tx) error {
		return w.app.Acts.Team.FeedFailed(tx, jeroen.actor.StaffID(), fault.New(fault.Invalid, "calendar.refused", "code", 404))
	})
	if err != nil {
		t.Fatal(err)
	}
	w.fatima.get(page).says(t, 200, "Agenda van Jeroen", "Lezen lukt niet", "antwoord 404").silent(t, "9f3c")
	w.fatima.get("/settings/staff/"+jeroen.actor.StaffID().String()).says(t, 200, page)

	noor := w.hire("Noor Visser", party.Colleague)
	if got := noor.get(page); got.code != 403 {
		t.Errorf("a colleague sees somebody else's calendar: %d", got.code)
	}
	if got := noor.post(page + "/stop"); got.code != 403 {
		t.Errorf("a colleague takes somebody else's calendar away: %d", got.code)
	}
	jeroen.post(page+"/stop").leads(t, page)
	if got := jeroen.get(page); strings.Contains(got.body, "f00d") {
		t.Error("taken away, and still on the page")
	}
}
