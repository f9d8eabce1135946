package admin_test

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"kroon/internal/party"
)

// What a moment plus working time is, in words: the weekend, a holiday, a day closed, somebody's absence.
func TestWhatWouldItBe(t *testing.T) {
	w := begin(t)
	ask := func(b *browser, path, day, at, takes string) string {
		t.Helper()
		return html.UnescapeString(said(b.get(path+"?when_day="+day+"&when_at="+at+"&when_takes="+takes).says(t, http.StatusOK).body))
	}
	contains := func(text string, sentences ...string) {
		t.Helper()
		for _, one := range sentences {
			if !strings.Contains(text, one) {
				t.Errorf("%q is not said:\n%s", one, text)
			}
		}
	}
	contains(html.UnescapeString(said(w.fatima.get("/settings/hours").says(t, http.StatusOK).body)), // what stands there before anybody asks
		"vrijdag 27 november 2026 16:30 plus 2 uur werktijd is maandag 30 november 2026 10:30.",
		"Op vrijdag 27 november 2026 telt 30 minuten mee.", "Overgeslagen: het weekend.",
		"Op maandag 30 november 2026 komt de rest erbij, 1 uur en 30 minuten: dan is het 10:30.")
	// 26 March 2027 is Good Friday (open here), the 29th Easter Monday.
	contains(ask(w.fatima, "/settings/hours", "2027-03-26", "16.30", "2+uur"),
		"is dinsdag 30 maart 2027 10:30.", "Overgeslagen: het weekend, maandag 29 maart 2027 (tweede paasdag).")
	w.fatima.post("/settings/closed", "day", "2026-12-24", "day_name", "Teamdag").leads(t, "/settings/hours#closed")
	contains(ask(w.fatima, "/settings/hours", "2026-12-23", "16:00", "90+minuten"), "is maandag 28 december 2026 09:30.",
		"Overgeslagen: donderdag 24 december 2026 (dicht: Teamdag), vrijdag 25 december 2026 (eerste kerstdag), het weekend.")
	contains(ask(w.fatima, "/settings/hours", "2026-11-24", "18:00", "1"), "Op dinsdag 24 november 2026 telt er niets mee: de werktijd is dan voorbij.")
	contains(ask(w.fatima, "/settings/hours", "2026-11-24", "9", "2:15"), "is dinsdag 24 november 2026 11:15.", "Dat past nog op dezelfde dag.")
	contains(ask(w.fatima, "/settings/hours", "2026-11-23", "9", "40"), "is vrijdag 27 november 2026 17:00.", "3 dagen ertussen tellen mee.")

	jeroen := w.hire("Jeroen Smit", party.Colleague)
	own := "/settings/staff/" + jeroen.actor.StaffID().String() + "/hours"
	jeroen.post(own, "day-1", "-", "day-2", "13-17").leads(t, own)
	contains(ask(jeroen, own, "2026-11-27", "16:30", "2"), "is dinsdag 1 december 2026 14:30.", "het weekend, maandag 30 november 2026 (geen werktijd)")
	w.fatima.get("/settings").says(t, http.StatusOK)
}

// What cannot be read stands at its field, and the rest is kept.
func TestWhatWouldItBeRefuses(t *testing.T) {
	w := begin(t)
	for query, sentence := range map[string]string{
		"when_day=&when_at=16:30&when_takes=2":             "when_day-wrong",
		"when_day=2027-02-30&when_at=16:30&when_takes=2":   "geen bestaande dag",
		"when_day=2027-02-26&when_at=half+5&when_takes=2":  "Dit is geen tijd",
		"when_day=2027-02-26&when_at=9&when_takes=morgen":  "lezen wij geen tijdsduur",
		"when_day=2027-02-26&when_at=9&when_takes=900+uur": "te weinig of te veel werktijd",
	} {
		w.fatima.get("/settings/hours?"+query).says(t, http.StatusUnprocessableEntity, sentence, `name="when_takes"`).silent(t, "werktijd is")
	}
}

// The week is drawn to scale: half a day is half as wide as a whole one.
func TestTheWeekIsDrawn(t *testing.T) {
	w := begin(t)
	w.fatima.post("/settings/hours", "day-1", "8-12", "day-2", "8-16", "day-3", "-", "day-4", "8-10, 14-16", "day-5", "8-16").leads(t, "/settings/hours")
	page := w.fatima.get("/settings/hours").says(t, http.StatusOK)
	picture := page.body[strings.Index(page.body, `<dl class="picture slim">`):]
	picture = picture[:strings.Index(picture, "</dl>")]
	for bar, n := range map[string]int{
		`class="open" x="0" y="0" width="500"`: 1, `class="open" x="0" y="0" width="1000"`: 2,
		`class="open" x="0" y="0" width="250"`: 1, `class="open" x="750" y="0" width="250"`: 1,
	} {
		if got := strings.Count(picture, bar); got != n {
			t.Errorf("%s is drawn %d times, want %d", bar, got, n)
		}
	}
	if got := strings.Count(picture, ">dicht<"); got != 3 {
		t.Errorf("%d days are said to be closed, want 3", got)
	}
}
