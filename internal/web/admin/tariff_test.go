package admin_test

import (
	"fmt"
	"html"
	"net/http"
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
