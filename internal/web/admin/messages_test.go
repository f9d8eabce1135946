package admin_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"kroon/internal/message"
	"kroon/internal/party"
)

// TestEveryMessageIsPreviewed looks at each kind in both languages and forms of address, with and without a page.
func TestEveryMessageIsPreviewed(t *testing.T) {
	w := begin(t)
	reader := w.hire("Lot Kijker", party.Reader)
	for _, kind := range append(message.CustomerKinds(), message.StaffKinds()...) {
		for _, c := range []struct{ lang, address, page, says, not string }{
			{"nl", "formal", "page", "Beste ", " je code"}, {"nl", "familiar", "reply", "Beste ", "Uw code"}, {"en", "formal", "reply", "Dear ", "Beste "},
		} {
			asked := url.Values{"kind": {string(kind)}, "lang": {c.lang}, "address": {c.address}, "page": {c.page}, "promise": {"visit"}}.Encode()
			page := reader.get("/settings/messages?"+asked).says(t, http.StatusOK).silent(t, c.not, "message.example", "admin.messages")
			letter := reader.get("/settings/messages/letter?"+asked).says(t, http.StatusOK, c.says, "K7M 4PX")
			if message.Leaves(kind) {
				page.says(t, http.StatusOK, c.says, "K7M 4PX")
			}
			if strings.Contains(page.body, "<iframe") != message.Leaves(kind) {
				t.Errorf("%s: a mail %v", kind, !message.Leaves(kind))
			}
			if message.AudienceOf(kind) != message.ToCustomer {
				continue
			}
			page.says(t, http.StatusOK, "De Linde", "sms")
			if linked := strings.Contains(letter.body, "https://kroon.example.nl/"); linked != (c.page == "page") {
				t.Errorf("%s: a link %v", asked, linked)
			}
		}
	}
}

// TestAPreviewIsOfTheHouse: without a choice it is as the organisation has it, and what is no kind is the first.
func TestAPreviewIsOfTheHouse(t *testing.T) {
	w := begin(t)
	w.fatima.get("/settings/messages").says(t, http.StatusOK, "Antwoord op dit bericht", "Uw code is", "1 sms, ").silent(t, "https://kroon.example.nl/w/")
	w.fatima.get("/settings/messages?kind=nonsense&lang=xx&promise=<script>&page=x&address=y").says(t, http.StatusOK, "Wat beloofd is", "Uw code is")
	w.fatima.get("/settings").says(t, http.StatusOK, "/settings/messages")
	o := w.fatima.get("/settings/organisation").body
	version := o[strings.Index(o, `name="version" value="`)+len(`name="version" value="`):]
	version = version[:strings.Index(version, `"`)]
	w.fatima.post("/settings/organisation", "version", version, "name", "Bakker Bas", "zone", "Europe/Amsterdam", "lang", "nl", "informal", "yes",
		"base_url", "https://kroon.bakkerbas.example", "phone", "0302614400", "quiet_from", "18", "quiet_until", "8", "tacit_days", "5", "margin_minutes", "30").leads(t, "/settings/organisation")
	w.fatima.get("/settings/messages").says(t, http.StatusOK, "Je code is", "Bakker Bas", "030 261 44 00", "https://kroon.bakkerbas.example/w/")
}

// TestOnlyThePreviewMayBeFramed, and only by Kroon itself; the page around it may frame nothing else.
func TestOnlyThePreviewMayBeFramed(t *testing.T) {
	w := begin(t)
	policy := func(path string) string {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:7667"+path, nil)
		for name, value := range w.fatima.cookies {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		answer := httptest.NewRecorder()
		w.handler.ServeHTTP(answer, r)
		return answer.Header().Get("Content-Security-Policy")
	}
	for path, wants := range map[string][]string{
		"/settings/messages":        {"script-src 'self'", "frame-src 'self'", "frame-ancestors 'none'"},
		"/settings/messages/letter": {"default-src 'none'", "style-src 'unsafe-inline'", "frame-ancestors 'self'"},
		"/settings":                 {"frame-ancestors 'none'"},
	} {
		got := policy(path)
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", path, got, want)
			}
		}
		if strings.Contains(got, "frame-src") != (path == "/settings/messages") || strings.Contains(got, "script") == (path == "/settings/messages/letter") {
			t.Errorf("%s: %q", path, got)
		}
	}
}
