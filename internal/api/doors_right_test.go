package api_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/web"
)

// What is right, in short: who is nobody here is sent to sign in; who may less than the page asks gets 403 whatever
// it is about; what nobody has and what the other organisation has is 404, in the same words; the rest is let in.
// What differs stands in these tables, each with why.

// notAsked are the pages that answer without looking whether there is such a thing. The answer is the same for
// what nobody has and for what the other organisation has.
var notAsked = map[string]int{
	"GET /customers/{customer}/beside":          200, // says who else is at a customer: at nobody's customer is nobody
	"POST /customers/{customer}/change":         422, // a number that is none is said first
	"POST /team/duties/{duty}":                  422, // a field that is wrong is said first
	"POST /claims/{claim}/heard":                303, // of what another said it does nothing, and tells nothing
	"POST /customers/{customer}/claims/weigh":   200, // without a word that is weighed nobody is looked up
	"POST /setup/{token}":                       422, // likewise
	"POST /settings/own/sessions/{session}/end": 303, // a session that is not there has ended
}

// ownOnly are the pages about one's own that refuse another's before they look whether there is one: 403 for a
// colleague, for what nobody has and for what the other organisation has.
var ownOnly = []string{
	"GET /settings/staff/{staff}/calendar", "POST /settings/staff/{staff}/calendar", "POST /settings/staff/{staff}/calendar/stop",
	"GET /settings/staff/{staff}/hours", "POST /settings/staff/{staff}/hours", "POST /settings/staff/{staff}/opened",
}

// counted are the forms that store a try though they refuse.
var counted = []string{"POST /signin", "POST /forgot", "POST /settings/own/password"}

// noting are the pages that store that they were opened.
var noting = map[string]string{
	"GET /customers/{customer}": "colleagues see who else is at a customer",
	"GET /try/{promise}":        "makes the link that a customer would get",
}

// Who asks about what is a colleague's, of another team: the colleague himself is mate.
const (
	nobody = "nobody"
	reader = "reader"
	staff  = "staff"
	lead   = "lead"
	owner  = "owner"
	mate   = "mate"
)

// refusing is a group of pages that refuse some who may open them otherwise, though what they are about is there.
type refusing struct {
	why   string
	who   map[string]int
	pages []string
}

var refused = []refusing{
	{"one's calendar and absence are one's own, and of the lead of one's own team", map[string]int{staff: 403, lead: 403}, []string{
		"GET /settings/staff/{staff}/calendar", "POST /settings/staff/{staff}/calendar", "POST /settings/staff/{staff}/calendar/stop",
		"POST /team/away/leave", "POST /team/away/cancel", "POST /team/away/{staff}/undo",
	}},
	{"one's hours are one's own, and a lead's concern", map[string]int{staff: 403}, []string{
		"GET /settings/staff/{staff}/hours", "POST /settings/staff/{staff}/hours", "POST /settings/staff/{staff}/opened",
	}},
	{"only who added a file takes it away, or a lead", map[string]int{staff: 403}, []string{"POST /files/{file}/remove"}},
	{"a lead gives no role above his own", map[string]int{lead: 403}, []string{"POST /settings/staff/{staff}"}},
	{"a token is of who has it, and of who may do more", map[string]int{staff: 403}, []string{"POST /settings/tokens", "POST /settings/tokens/{token}/revoke"}},
	{"a browser is of who sits at it", map[string]int{reader: 404, staff: 404, lead: 404, owner: 404}, []string{"POST /settings/own/push/{browser}/end"}},
	{"only who owns a promise acknowledges it, and only who is asked says no", map[string]int{staff: 403, lead: 403, owner: 403}, []string{
		"POST /promises/{promise}/acknowledge", "POST /today/{promise}/acknowledge", "POST /transfers/{transfer}/decline",
	}},
	{"nothing was offered to them", map[string]int{staff: 403, lead: 403, owner: 403, mate: 403}, []string{"POST /promises/{promise}/turndown", "POST /today/{promise}/take"}},
	{"what was handed on is not there any more; to others it was not handed", map[string]int{staff: 403, lead: 403, owner: 403, mate: 404}, []string{"POST /transfers/{transfer}/accept"}},
	{"only who handed on, or a lead, takes it back", map[string]int{staff: 403, mate: 403}, []string{"POST /transfers/{transfer}/withdraw"}},
	{"no complaint was thought of, nothing was taken, nobody was named", map[string]int{staff: 404, lead: 404, owner: 404, mate: 404}, []string{
		"POST /interactions/{interaction}/no-complaint", "POST /questions/{question}/no-complaint", "POST /intake/{question}/undo",
		"POST /intake/beside", "POST /intake/left", "GET /team/busy/told", "GET /team/busy/told/counts",
	}},
	{"nothing was taken over yet, so nothing was refused", map[string]int{owner: 404}, []string{"GET /settings/imports/{upload}/refused"}},
	{"the second person is another one", map[string]int{mate: 403}, []string{"POST /answers/{answer}/approve", "POST /strikes/{strike}/second"}},
	{"a note of another house is not taken", map[string]int{staff: 401, lead: 401, owner: 401, mate: 401}, []string{"POST /intake/kept"}},
	{"an organisation that has begun does not begin again", map[string]int{nobody: 404}, []string{"GET /setup/{token}"}},
	{"who is not signed in is shown where to", map[string]int{nobody: 303}, []string{"POST /signout"}},
}

// refusedTo is the code of a refusal; 0 when they are let in.
func refusedTo(pattern, who string) int {
	for _, group := range refused {
		if slices.Contains(group.pages, pattern) {
			return group.who[who]
		}
	}
	return 0
}

func refuses(pattern string) bool {
	return slices.ContainsFunc(refused, func(group refusing) bool { return slices.Contains(group.pages, pattern) })
}

// fresh is another colleague with another team, another customer and one of everything.
func (d *doors) fresh() (visitor, things) {
	d.Helper()
	w := d.linde
	d.must(party.Itself(w.org), func(tx *db.Tx) error {
		formed, err := d.app.Acts.Team.Form(tx, team.Team{Name: "Team " + id.New[id.Any](tx.IDs).String()})
		w.team = formed.ID
		if err != nil {
			return err
		}
		w.customer, err = d.anotherCustomer(tx)
		return err
	})
	w.staff = d.hire(w, "Bas"+w.team.String(), party.Colleague)
	of := d.furnished(w, w.staff)
	who := d.signedIn(mate, w.staff)
	d.committed()
	return who, of
}

// check fails the test where an answer is not right, or something was stored by it.
func (d *doors) check(right bool, got *httptest.ResponseRecorder, route web.Route, who, why string) {
	d.Helper()
	if !right {
		d.Errorf("%s by %s: %d to %q: %s", route.Pattern, who, got.Code, got.Header().Get("Location"), why)
	}
	if !d.untouched() && !slices.Contains(counted, route.Pattern) {
		d.Errorf("%s by %s: %d, and the database changed", route.Pattern, who, got.Code)
	}
}

// keepsOut: who is nobody is sent to sign in, and who may less than the page asks hears so, whatever it is about.
func (d *doors) keepsOut(route web.Route, strangers, colleagues []visitor) {
	d.Helper()
	method, path := split(route.Pattern)
	for _, who := range strangers {
		for _, of := range []things{d.own, d.theirs} {
			got := d.knock(who, method, d.fill(path, of), d.form(route.Pattern, of))
			d.check(isSignIn(got), got, route, who.name, "want the way to sign in")
		}
	}
	for _, who := range colleagues {
		if who.role.Includes(route.Role) {
			continue
		}
		first := ""
		for _, of := range []things{d.own, d.none, d.theirs} {
			got := d.knock(who, method, d.fill(path, of), d.form(route.Pattern, of))
			d.check(got.Code == http.StatusForbidden, got, route, who.name, "want 403")
			if first == "" {
				first = d.alike(got)
			}
			d.check(d.alike(got) == first, got, route, who.name, "the refusal tells what exists")
		}
	}
}

// otherSites: no other site sends a form in somebody's name.
func (d *doors) otherSites(route web.Route, who visitor) {
	d.Helper()
	method, path := split(route.Pattern)
	if method == http.MethodGet {
		return
	}
	for _, from := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://elsewhere.example"}} {
		got := d.knock(who, method, d.fill(path, d.own), d.form(route.Pattern, d.own), from[:]...)
		d.check(got.Code == http.StatusForbidden, got, route, "another site", "want 403")
	}
}

// form is what a route is sent: its own form with these ids in it, or nothing.
func (d *doors) form(pattern string, of things) url.Values {
	out := url.Values{}
	for name, values := range d.forms[pattern] {
		for what, id := range d.own {
			name = strings.ReplaceAll(name, id, of[what])
		}
		for _, value := range values {
			for what, id := range d.own {
				value = strings.ReplaceAll(value, id, of[what])
			}
			out.Add(name, value)
		}
	}
	return out
}

// elsewhere: what nobody has and what the other organisation has are not there, both in the same words.
func (d *doors) elsewhere(route web.Route, colleagues []visitor) {
	d.Helper()
	method, path := split(route.Pattern)
	if !strings.Contains(path, "{") || strings.Contains(path, "{day}") {
		return
	}
	askers := []visitor{{name: nobody}}
	if route.Role != "" {
		askers = slices.DeleteFunc(slices.Clone(colleagues), func(who visitor) bool { return !who.role.Includes(route.Role) })
	}
	for _, who := range askers {
		right := http.StatusNotFound
		if other, is := notAsked[route.Pattern]; is {
			right = other
		} else if slices.Contains(ownOnly, route.Pattern) && who.role == party.Colleague {
			right = http.StatusForbidden
		}
		none := d.knock(who, method, d.fill(path, d.none), d.form(route.Pattern, d.none))
		d.check(none.Code == right, none, route, who.name, "about what nobody has")
		theirs := d.knock(who, method, d.fill(path, d.theirs), d.form(route.Pattern, d.theirs))
		d.check(theirs.Code == right, theirs, route, who.name, "about what the other organisation has")
		d.check(d.alike(none) == d.alike(theirs), theirs, route, who.name, "the refusal tells what exists elsewhere")
	}
}
