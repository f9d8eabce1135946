package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kroon/internal/party"
)

// press does an act and gives the cookies it sets.
func press(f *fixture) string {
	w := f.ask("POST", "/act", "", "Test-Role", "staff")
	var pairs []string
	for _, cookie := range w.Result().Cookies() {
		pairs = append(pairs, cookie.Name+"="+cookie.Value)
	}
	return strings.Join(pairs, "; ")
}

func noticeSite(t *testing.T, base string, notice *Flash) *fixture {
	return newSite(t, base, doorman{},
		Route{Pattern: "GET /today", Role: party.Reader, Handle: page("Vandaag")},
		Route{Pattern: "GET /part", Role: party.Reader, Handle: func(w http.ResponseWriter, r *http.Request) error { return Render(w, r, words("part")) }},
		Route{Pattern: "POST /act", Role: party.Reader, Handle: func(w http.ResponseWriter, r *http.Request) error { return Redirect(w, r, "/today", notice) }})
}

func TestANoticeIsReadOnce(t *testing.T) {
	for _, base := range []string{"http://127.0.0.1", "https://kroon.example"} {
		f := noticeSite(t, base, Said("web.too_long", "n", 1, "limit", 12).WithUndo("/undo/1"))
		cookie := press(f)
		if strings.HasPrefix(cookie, "__Host-") != f.Secure() {
			t.Errorf("%s: cookie %q", base, cookie)
		}
		part := f.ask("GET", "/part", "", "Test-Role", "staff", "Cookie", cookie)
		if part.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: a part used up the notice", base)
		}
		shown := f.ask("GET", "/today", "", "Test-Role", "staff", "Cookie", cookie)
		body := shown.Body.String()
		if !strings.Contains(body, "1 teken te lang: er passen er 12") || !strings.Contains(body, `action="/undo/1"`) {
			t.Errorf("%s: the notice is not shown", base)
		}
		gone := shown.Result().Cookies()
		if len(gone) != 1 || gone[0].MaxAge >= 0 || !gone[0].HttpOnly || gone[0].Secure != f.Secure() {
			t.Errorf("%s: the notice is not used up: %v", base, gone)
		}
	}
}

func TestAFalseOrOldNoticeIsSilent(t *testing.T) {
	f := noticeSite(t, "http://127.0.0.1", Said("web.undo").WithUndo("/undo/1"))
	cookie := press(f)
	shows := func(cookie string) bool {
		return strings.Contains(f.ask("GET", "/today", "", "Test-Role", "staff", "Cookie", cookie).Body.String(), "/undo/1")
	}
	if !shows(cookie) {
		t.Fatal("a true notice is not shown")
	}
	for i := len(flashCookie) + 1; i < len(cookie)-1; i += 7 {
		other := byte('A')
		if cookie[i] == 'A' {
			other = 'B'
		}
		if shows(cookie[:i] + string(other) + cookie[i+1:]) {
			t.Errorf("shown after byte %d was changed", i)
		}
	}
	f.clock.Advance((flashSeconds + 1) * time.Second)
	if shows(cookie) {
		t.Error("an old notice is shown")
	}
}
