package public_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kroon/internal/db/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// screen is a browser without script.
type screen struct {
	s       *scene
	handler http.Handler
	cookies map[string]string
}

// browser is one in which nobody is signed in.
func (s *scene) browser() *screen {
	return &screen{s: s, handler: s.App.Handler(), cookies: map[string]string{}}
}

// answer is what came back.
type answer struct {
	t    *testing.T
	code int
	body string
	to   string // of a redirect
}

func (b *screen) ask(method, path string, form url.Values, head ...string) answer {
	b.s.T.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	for _, cookie := range w.Result().Cookies() {
		if b.cookies[cookie.Name] = cookie.Value; cookie.MaxAge < 0 {
			delete(b.cookies, cookie.Name)
		}
	}
	return answer{b.s.T, w.Code, w.Body.String(), w.Header().Get("Location")}
}

func (b *screen) get(path string) answer { b.s.T.Helper(); return b.ask("GET", path, nil) }

// post sends a form of pairs of name and value.
func (b *screen) post(path string, pairs ...string) answer {
	b.s.T.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.ask("POST", path, form)
}

// done follows the redirect of an act that succeeded and gives the page it leads to.
func (b *screen) done(path string, pairs ...string) answer {
	b.s.T.Helper()
	a := b.post(path, pairs...)
	if a.code != http.StatusSeeOther {
		b.s.T.Fatalf("POST %s: %d\n%s", path, a.code, a.text())
	}
	to, _, _ := strings.Cut(a.to, "#")
	page := b.get(to)
	page.to = to
	return page
}

func (a answer) has(words ...string) answer {
	a.t.Helper()
	text := a.text()
	for _, one := range words {
		if !strings.Contains(text, one) {
			a.t.Errorf("%q is not said in:\n%s", one, text)
		}
	}
	return a
}

func (a answer) lacks(words ...string) answer {
	a.t.Helper()
	for _, one := range words {
		if strings.Contains(a.body, one) {
			a.t.Errorf("%q stands in the page", one)
		}
	}
	return a
}

func (a answer) is(code int) answer {
	a.t.Helper()
	if a.code != code {
		a.t.Fatalf("code %d, want %d\n%s", a.code, code, a.text())
	}
	return a
}

// text is what a reader sees.
func (a answer) text() string {
	root, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		a.t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" {
			out = append(out, n.Data)
		}
	}
	return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
}

// sound looks for what no page may have: inline script or style, ids that stand twice, fields without a
// label, keys without a sentence.
func (a answer) sound() answer {
	a.t.Helper()
	root, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		a.t.Fatal(err)
	}
	ids, labelled := map[string]bool{}, map[string]bool{}
	for n := range root.Descendants() {
		for _, attribute := range n.Attr {
			switch {
			case attribute.Key == "id" && ids[attribute.Val]:
				a.t.Errorf("id %q stands twice", attribute.Val)
			case attribute.Key == "id":
				ids[attribute.Val] = true
			case attribute.Key == "style" || strings.HasPrefix(attribute.Key, "on"):
				a.t.Errorf("<%s %s> is inline", n.Data, attribute.Key)
			case attribute.Key == "for":
				labelled[attribute.Val] = true
			}
		}
	}
	for n := range root.Descendants() {
		if n.Data != "input" && n.Data != "textarea" && n.Data != "select" || n.Type != html.ElementNode {
			continue
		}
		found := map[string]string{}
		for _, attribute := range n.Attr {
			found[attribute.Key] = attribute.Val
		}
		inLabel := n.Parent.Data == "label"
		if found["type"] != "hidden" && !labelled[found["id"]] && found["aria-label"] == "" && !inLabel {
			a.t.Errorf("<%s name=%q> has no label", n.Data, found["name"])
		}
	}
	for _, area := range []string{"relation.", "public.", "promise.", "intake.", "message."} {
		if i := strings.Index(a.text(), area); i >= 0 && !strings.Contains(a.text()[i:min(i+30, len(a.text()))], ". ") {
			a.t.Errorf("a key without a sentence: %s", a.text()[i:min(i+40, len(a.text()))])
		}
	}
	return a
}
