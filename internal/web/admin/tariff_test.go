package admin_test

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"kroon/internal/ledger"
	"kroon/internal/party"
)

// The page tells every rule that posts points, with the reason of the file itself, to whoever works here.
func TestTheTariffIsTold(t *testing.T) {
	w := begin(t)
	lot := w.hire("Lot Kijker", party.Reader)
	lot.get("/settings").says(t, http.StatusOK, `href="/settings/tariff"`)
	page := lot.get("/settings/tariff").says(t, http.StatusOK, "bepaalt nooit wie er eerst aan de beurt is")
	text := html.UnescapeString(said(page.body))
	for _, version := range ledger.Shipped() {
		for kind, d := range version.Decisions {
			if d.None && !strings.HasPrefix(kind, "promise.") {
				continue
			}
			if !strings.Contains(text, d.WhyNL) {
				t.Errorf("the reason of %s is not told", kind)
			}
			beside := d.WhyNL + " "
			if d.Recovery {
				beside += "hoogstens "
			}
			if beside += strings.ReplaceAll(fmt.Sprintf("%+d", d.Points), "-", "−"); !d.None && !strings.Contains(text, beside) {
				t.Errorf("the points of %s do not stand beside their reason, as in %q", kind, beside)
			}
		}
	}
	if strings.Contains(text, "admin.tariff") {
		t.Errorf("a rule has no name: %s", text)
	}
}

// An owner changes the points in fields, sees in words what would have come of it, and what is typed wrong stays to be
// mended; the file that goes with it holds what he changed, with the reasons.
func TestATariffIsTriedInFields(t *testing.T) {
	w := begin(t)
	value := func(a answer, name string) string {
		t.Helper()
		tag := regexp.MustCompile(`<input[^>]* name="` + regexp.QuoteMeta(name) + `"[^>]*>`).FindString(a.body)
		found := regexp.MustCompile(` value="([^"]*)"`).FindStringSubmatch(tag)
		if found == nil {
			t.Fatalf("%s is not on the page", name)
		}
		return html.UnescapeString(found[1])
	}
	const broken = "points.promise.broken"
	page := w.fatima.get("/settings/tariff/try").says(t, http.StatusOK, "Wat is het waard?")
	if value(page, broken) != "-8" || value(page, "points.promise.delivered/early") != "4" {
		t.Errorf("it begins with %s and %s", value(page, broken), value(page, "points.promise.delivered/early"))
	}
	file := value(page, "file")
	form := func(more ...string) []string {
		out := []string{"do", "try", "file", file, "version", "2031-1", "from", "2031-01-01", "half_life", "365", "silence", "180"}
		for kind, d := range ledger.Shipped()[0].Decisions {
			if !d.None && kind != "promise.broken" {
				out = append(out, "points."+kind, fmt.Sprint(d.Points))
			}
		}
		return append(out, more...)
	}
	tried := w.fatima.post("/settings/tariff/try", form(broken, "-12")...).says(t, http.StatusOK,
		"Dit had tarief “2031-1” ervan gemaakt", "Te weinig gegevens om het te zeggen")
	got, err := ledger.ReadTariff([]byte(value(tried, "file")))
	if d := got.Decisions["promise.broken"]; err != nil || d.Points != -12 || d.WhyNL == "" || got.Version != "2031-1" || got.ValidFrom != "2031-01-01" {
		t.Errorf("the file says %+v of %s, %v", d, got.Version, err)
	}
	if d := got.Decisions["promise.repaired"]; !d.Recovery {
		t.Errorf("what makes good is limited no more: %+v", d)
	}
	for _, typed := range []string{"veel", "-1"} { // no number; and no heavier than what is kept
		if got := value(w.fatima.post("/settings/tariff/try", form(broken, typed)...).says(t, http.StatusUnprocessableEntity), broken); got != typed {
			t.Errorf("typed %s, there stands %s", typed, got)
		}
	}
}
