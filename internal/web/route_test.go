package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/fault"
	"kroon/internal/party"
)

// TestDoor is the whole matrix of who may what.
func TestDoor(t *testing.T) {
	order := []party.Role{party.Reader, party.Colleague, party.TeamLead, party.Owner}
	for needs, needed := range order {
		done := 0
		act := func(w http.ResponseWriter, r *http.Request) error {
			done++
			w.WriteHeader(http.StatusNoContent)
			return nil
		}
		f := newSite(t, "http://127.0.0.1", doorman{},
			Route{Pattern: "GET /x", Role: needed, Handle: act}, Route{Pattern: "POST /x", Role: needed, Handle: act})
		for has, role := range append(order, "", "stranger") {
			for _, method := range []string{"GET", "HEAD", "POST"} {
				want := http.StatusNoContent
				switch {
				case role == "":
					want = http.StatusSeeOther
				case has < needs || has >= len(order):
					want = http.StatusForbidden
				}
				before := done
				w := f.ask(method, "/x", "", "Test-Role", string(role))
				if w.Code != want {
					t.Errorf("%s needs %s, %q: %d, want %d", method, needed, role, w.Code, want)
				}
				if ran := done > before; ran != (want == http.StatusNoContent) {
					t.Errorf("%s needs %s, %q: handler ran: %v", method, needed, role, ran)
				}
			}
		}
	}
}

func TestSignInAndBack(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{},
		Route{Pattern: "GET /customers", Role: party.Reader, Handle: page("Klanten")},
		Route{Pattern: "POST /promises", Role: party.Reader, Handle: page("Beloften")})
	for _, c := range []struct{ name, method, target, head, value, want string }{
		{"a page", "GET", "/customers?q=bos&p=2", "", "", "/signin?next=" + url.QueryEscape("/customers?q=bos&p=2")},
		{"a form, from its page", "POST", "http://127.0.0.1/promises", "Referer", "http://127.0.0.1/customers?q=bos", "/signin?next=" + url.QueryEscape("/customers?q=bos")},
		{"a form, from elsewhere", "POST", "http://127.0.0.1/promises", "Referer", "http://evil.example/x", "/signin"},
		{"a form, from nowhere", "POST", "/promises", "", "", "/signin"},
	} {
		w := f.ask(c.method, c.target, "", c.head, c.value)
		if w.Code != 303 || w.Header().Get("Location") != c.want {
			t.Errorf("%s: %d to %q, want %q", c.name, w.Code, w.Header().Get("Location"), c.want)
		}
	}
	part := f.ask("GET", "http://127.0.0.1/customers?q=b", "", "HX-Request", "true", "HX-Current-URL", "http://127.0.0.1/today")
	if part.Code != 401 || part.Header().Get("HX-Redirect") != "/signin?next=%2Ftoday" {
		t.Errorf("a part: %d %v", part.Code, part.Header())
	}
	if stream := f.ask("GET", "/events", "", "Accept", "text/event-stream"); stream.Code != 401 {
		t.Errorf("the stream: %d", stream.Code)
	}
}

func TestNobodyIsSentElsewhere(t *testing.T) {
	for next, want := range map[string]string{
		"/today": "/today", "/customers?q=a%20b": "/customers?q=a%20b", "": "/", "//evil.example": "/", "/\\evil.example": "/",
		"https://evil.example/": "/", "javascript:alert(1)": "/", "today": "/", "/a\r\nSet-Cookie: x": "/", "/\t/evil.example": "/",
	} {
		if got := SafeNext(next); got != want {
			t.Errorf("%q leads to %q, want %q", next, got, want)
		}
	}
	home, err := url.Parse("http://kroon.example/signin")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		next := rapid.StringMatching(`[/\\:a-z.@?#%\t ]{0,12}`).Draw(t, "next")
		target, err := home.Parse(SafeNext(next))
		if err != nil || target.Host != home.Host || target.Scheme != home.Scheme {
			t.Fatalf("%q leads to %v", next, target)
		}
	})
}

func TestRoutesSayForWhom(t *testing.T) {
	for name, route := range map[string]Route{
		"nobody":       {Pattern: "GET /a", Handle: page("")},
		"twice":        {Pattern: "GET /a", Role: party.Reader, Public: true, Handle: page("")},
		"both public":  {Pattern: "GET /a", Customer: true, Public: true, Handle: page("")},
		"unknown role": {Pattern: "GET /a", Role: "boss", Handle: page("")},
		"no handler":   {Pattern: "GET /a", Role: party.Reader},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: mounted", name)
				}
			}()
			newSite(t, "http://127.0.0.1", doorman{}, route)
		}()
	}
}

func TestStaffAreFamiliarBeforeTheySignIn(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /signin", Public: true, Handle: func(w http.ResponseWriter, r *http.Request) error {
		if v := ViewOf(r); !v.Informal || v.SignedIn {
			t.Errorf("informal %v, signed in %v", v.Informal, v.SignedIn)
		}
		return nil
	}})
	f.ask("GET", "/signin", "")
}

func TestCustomersAreNobodysSession(t *testing.T) {
	show := func(w http.ResponseWriter, r *http.Request) error {
		v := ViewOf(r)
		if v.SignedIn || v.Informal {
			t.Errorf("signed in %v, informal %v", v.SignedIn, v.Informal)
		}
		return Render(w, r, Public(v, "Belofte", "", v.T("web.public.foot", "organisation", v.Organisation.Name)))
	}
	// Even when sign-in is broken, a customer's page is served.
	f := newSite(t, "http://127.0.0.1", doorman{broken: errBoom}, Route{Pattern: "GET /p", Customer: true, Handle: show},
		Route{Pattern: "GET /q", Public: true, Handle: show})
	if w := f.ask("GET", "/p", "", "Test-Role", "owner"); w.Code != 200 || !strings.Contains(w.Body.String(), "alleen voor u") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := f.ask("GET", "/q", "", "Test-Role", "owner"); w.Code != 500 {
		t.Errorf("broken sign-in: %d", w.Code)
	}
	lost := newSite(t, "http://127.0.0.1", doorman{broken: fault.New(fault.Busy, "web.busy")}, Route{Pattern: "GET /q", Role: party.Reader, Handle: show})
	if w := lost.ask("GET", "/q", ""); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("busy sign-in: %d", w.Code)
	}
}
