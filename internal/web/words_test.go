package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/lang"
	"kroon/internal/party"
)

// TestTagsBeginSmall: what stands in a pill goes on after a name, but for what is written in capitals.
func TestTagsBeginSmall(t *testing.T) {
	for text, want := range map[string]string{"Gekocht": "gekocht", "niet gehaald": "niet gehaald", "SMS": "SMS", "Één keer": "één keer", "E-mail": "e-mail", "U": "u", "": ""} {
		if got := small(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestHowLongStill(t *testing.T) {
	v := &View{Printer: lang.For(lang.NL, true, amsterdam), Now: morning}
	for _, c := range []struct {
		after time.Duration
		want  string
	}{
		{0, "0 min"}, {38 * time.Minute, "38 min"}, {-12 * time.Minute, "12 min"}, {59*time.Minute + 59*time.Second, "59 min"},
		{time.Hour, "1 uur"}, {47*time.Hour + 59*time.Minute, "47 uur"}, {-48 * time.Hour, "2 dagen"},
	} {
		if got := v.Left(morning.Add(c.after)); got != c.want {
			t.Errorf("%v: %q, want %q", c.after, got, c.want)
		}
	}
	if got, want := v.countWords(), "# min|# min|# uur|# uur|# dag|# dagen"; got != want {
		t.Errorf("the browser counts with %q, want %q", got, want)
	}
}

func TestTheMenuShowsWhereAndForWhom(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /customers/{customer}", Role: party.Reader, Handle: page("Zeger")},
		Route{Pattern: "GET /customerships", Role: party.Reader, Handle: page("x")})
	menu := func(target, role string) (paths, current []string) {
		for _, n := range parse(t, f.ask("GET", target, "", "Test-Role", role).Body.String()).all("a") {
			if has(n, "aria-current") && n.Parent.Data == "li" {
				paths = append(paths, attribute(n, "href"))
				if attribute(n, "aria-current") == "page" {
					current = append(current, attribute(n, "href"))
				}
			}
		}
		return paths, current
	}
	paths, current := menu("/customers/1", "staff")
	if len(paths) != 9 || !slices.Equal(current, []string{"/customers"}) {
		t.Errorf("menu %v at %v", paths, current)
	}
	if paths, _ := menu("/customers/1", "reader"); slices.Contains(paths, "/intake") {
		t.Error("a reader is offered what he may not do")
	}
	if _, current := menu("/customerships", "staff"); len(current) != 0 {
		t.Errorf("another page counts as %v", current)
	}
}

func TestCounts(t *testing.T) {
	for n, want := range map[int]string{-1: "", 0: "", 1: "1", 99: "99", 100: "99+"} {
		if got := (Count{N: n}).badge(); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestTheThemeIsThePersons(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /x", Role: party.Reader, Handle: func(w http.ResponseWriter, r *http.Request) error {
		v := ViewOf(r)
		v.Theme = Theme(r.URL.Query().Get("theme"))
		return Render(w, r, Plain(v, "x", ""))
	}})
	for theme, want := range map[string]string{"": "light dark", "dark": "dark", "light": "light"} {
		body := f.ask("GET", "/x?theme="+theme, "", "Test-Role", "staff").Body.String()
		if !strings.Contains(body, `data-theme="`+theme+`"`) || !strings.Contains(body, `name="color-scheme" content="`+want+`"`) {
			t.Errorf("theme %q", theme)
		}
	}
}
