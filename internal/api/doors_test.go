package api_test

import (
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/party"
	"kroon/internal/web"
)

// doors is everything that an installation answers, with whoever may stand before it.
type doors struct {
	*house
	written           func() int64 // of dbtest.Watch
	seen              int64
	before            string // all that was stored when it was last looked at
	count, done       int
	mate              visitor               // a colleague, with
	lends             things                // one of everything
	forms             map[string]url.Values // a form as its page has it, by the pattern of the route
	own, none, theirs things
}

func openDoors(t *testing.T, engine db.Engine) *doors {
	d := &doors{house: openWith(t, engine, app.Config{Mail: silent{}, SMS: silent{}, Push: silent{}})}
	d.written = dbtest.Watch(t, d.config)
	d.own, d.theirs = d.furnished(d.linde, d.linde.staff), d.furnished(d.other, d.other.staff)
	d.none = nothing(d.own)
	return d
}

// visitor is somebody with what they bring along.
type visitor struct {
	name    string
	role    party.Role // empty: whoever it is, to this organisation they are nobody
	session string
	bearer  string
}

// signedIn is a visitor with a session.
func (d *doors) signedIn(name string, m member) visitor {
	d.Helper()
	v := visitor{name: name, role: m.actor.Role}
	d.must(m.actor, func(tx *db.Tx) (err error) {
		v.session, err = d.app.Acts.Access.SignIn(tx, m.actor.StaffID(), "", "")
		return err
	})
	return v
}

// strangers are all who are nobody here, whatever they bring.
func (d *doors) strangers() []visitor {
	theirs := d.signedIn("somebody of the other organisation", d.other.owner)
	theirs.role = ""
	return []visitor{
		{name: nobody}, theirs,
		{name: "a session that is none", session: strings.Repeat("A", len(theirs.session))},
		{name: "a program at a page", bearer: d.linde.owner.token},
		{name: "a token of a program as a session", session: d.linde.owner.token},
		{name: "a customer's link as a session", session: d.own["page"]},
		{name: "the other organisation's program", bearer: d.other.owner.token},
	}
}

func (d *doors) colleagues() []visitor {
	return []visitor{d.signedIn(reader, d.linde.read), d.signedIn(staff, d.linde.staff), d.signedIn(lead, d.linde.lead), d.signedIn(owner, d.linde.owner)}
}

// split takes a pattern apart.
func split(pattern string) (method, path string) {
	method, path, _ = strings.Cut(pattern, " ")
	return method, strings.TrimSuffix(path, "{$}")
}

// fill puts the ids of a world in a path. What a path names and no world has fails the test, so that a new
// route is in it by itself or says what it lacks.
func (d *doors) fill(path string, of things) string {
	d.Helper()
	for prefix, name := range names {
		if strings.HasPrefix(path, prefix) {
			path = strings.Replace(path, "{token}", "{"+name+"}", 1)
		}
	}
	path = of.in(path)
	if strings.Contains(path, "{") {
		d.Errorf("%s: no world has one; make it in furnish (internal/api/matrix_test.go)", path)
	}
	return path
}

// knock asks for a page or sends a form, from the host of De Linde.
func (d *doors) knock(who visitor, method, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	d.Helper()
	d.count++
	var body io.Reader
	kind := ""
	if method != http.MethodGet {
		body, kind = strings.NewReader(form.Encode()), "application/x-www-form-urlencoded"
		if strings.HasSuffix(path, "/files") || path == "/settings/imports" {
			body, kind = withFile(form)
		}
	}
	r := httptest.NewRequest(method, "http://"+d.linde.host+path, body)
	r.Header.Set("Content-Type", kind)
	if who.session != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: who.session})
	}
	if who.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+who.bearer)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	d.headed(method+" "+path, w)
	return w
}

// policy is what a page may load and do, as quality asks.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// policies are those of the few answers that are no page: a file that somebody added, a page with a mail in it, the mail.
var policies = []string{
	"default-src 'none'; sandbox; frame-ancestors 'none'", policy + "; frame-src 'self'",
	"default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
}

// headed wants the headers that every answer has, whoever asked and whatever came of it.
func (d *doors) headed(asked string, w *httptest.ResponseRecorder) {
	d.Helper()
	h := w.Header()
	if said := h.Get("Content-Security-Policy"); said != policy && !slices.Contains(policies, said) {
		d.Errorf("%s: %d with the policy %q", asked, w.Code, said)
	}
	if kept := h.Get("Cache-Control"); !strings.Contains(kept, "no-store") && kept != "private, no-cache" {
		d.Errorf("%s: %d may be kept: %q", asked, w.Code, kept)
	}
	if from := h.Get("Referrer-Policy"); h.Get("X-Content-Type-Options") != "nosniff" || from != "same-origin" && from != "no-referrer" {
		d.Errorf("%s: %d with %v", asked, w.Code, h)
	}
	for _, cookie := range w.Result().Cookies() {
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" {
			d.Errorf("%s sets %v", asked, cookie)
		}
	}
}

// withFile is a form with a small file in it.
func withFile(form url.Values) (io.Reader, string) {
	out := &strings.Builder{}
	parts := multipart.NewWriter(out)
	for name, values := range form {
		for _, value := range values {
			_ = parts.WriteField(name, value) // into memory
		}
	}
	file, _ := parts.CreateFormFile("file", "brief.txt")
	_, _ = io.WriteString(file, "Beste\nLinde\n")
	_ = parts.Close()
	return strings.NewReader(out.String()), parts.FormDataContentType()
}

// committed tells whether anything was committed since it was last asked.
func (d *doors) committed() bool {
	d.Helper()
	written := d.written()
	if written == d.seen {
		return false
	}
	d.seen = written
	return true
}

// untouched tells whether all that is stored is as it was when it was last looked at.
func (d *doors) untouched() bool {
	d.Helper()
	if !d.committed() {
		return true
	}
	after := d.everything()
	same := after == d.before
	d.before = after
	return same
}

// again looks at all that is stored, after what was meant to change it.
func (d *doors) again() { d.seen, d.before = d.written(), d.everything() }

// alike is an answer without what differs from request to request, and without ids.
func (d *doors) alike(w *httptest.ResponseRecorder) string {
	text := fmt.Sprintln(w.Code, w.Header().Get("Location"), w.Header().Get("Content-Type"), len(w.Result().Cookies())) + w.Body.String()
	for _, of := range []things{d.own, d.none, d.theirs} {
		for _, value := range of {
			text = strings.ReplaceAll(text, value, "~")
		}
	}
	return text
}

func isSignIn(w *httptest.ResponseRecorder) bool {
	return w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/signin")
}

// routes are the pages as the app serves them.
func (d *doors) routes() []web.Route {
	out := slices.Clone(d.app.Routes())
	slices.SortFunc(out, func(a, b web.Route) int { return strings.Compare(a.Pattern, b.Pattern) })
	return out
}

// TestEveryPageIsForWhomItIs: every page and every form, before everybody, about what is theirs, nobody's and the
// other organisation's.
func TestEveryPageIsForWhomItIs(t *testing.T) {
	d := openDoors(t, db.SQLite)
	strangers, colleagues := d.strangers(), d.colleagues()
	d.forms = d.harvest(colleagues)
	for _, pattern := range []string{"POST /customers/{customer}/merge", "POST /customers/{customer}/distinct"} {
		d.forms[pattern] = url.Values{"other": {d.own["other"]}} // two who may be one are counted at import, so no page names them here
	}
	d.again()
	for _, route := range d.routes() {
		if route.Role != "" {
			d.keepsOut(route, strangers, colleagues)
		}
		d.otherSites(route, colleagues[len(colleagues)-1])
		d.elsewhere(route, colleagues)
	}
	for _, route := range d.routes() {
		d.letsIn(route, colleagues)
	}
	for _, route := range d.routes() {
		d.anothers(route)
		d.borrows(route, colleagues[len(colleagues)-1])
	}
	d.apart()
	if len(d.forms) < 80 {
		t.Errorf("only %d forms were found on the pages", len(d.forms))
	}
	t.Logf("%d requests, %d forms, %d acts done", d.count, len(d.forms), d.done)
}
