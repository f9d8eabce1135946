package api_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"kroon/internal/party"
	"kroon/internal/web"
)

// welcome tells whether an answer is one to somebody who was let in.
func welcome(got *httptest.ResponseRecorder) bool {
	switch got.Code {
	case http.StatusOK, http.StatusNoContent, http.StatusConflict, http.StatusUnprocessableEntity:
		return true
	}
	return got.Code == http.StatusSeeOther && !isSignIn(got)
}

// letsIn: who may is let in to what is a colleague's, of another team, but for what is personal (refused says which).
func (d *doors) letsIn(route web.Route, colleagues []visitor) {
	d.Helper()
	askers := []visitor{{name: nobody}}
	if route.Role != "" {
		askers = append(slices.Clone(colleagues), visitor{name: mate, role: party.Colleague})
	}
	for _, who := range askers {
		if route.Role != "" && !who.role.Includes(route.Role) {
			continue
		}
		d.letIn(route, who)
		// What who may least can do, the others can: only pages that some are refused, and that change nothing, are
		// asked for by all.
		if strings.HasPrefix(route.Pattern, "POST ") && !refuses(route.Pattern) {
			return
		}
	}
}

func (d *doors) letIn(route web.Route, who visitor) {
	d.Helper()
	method, path := split(route.Pattern)
	of := d.spare()
	if who.name == mate {
		who = d.mate
	}
	got := d.knock(who, method, d.fill(path, of), d.form(route.Pattern, of))
	code := refusedTo(route.Pattern, who.name)
	if code == 0 && !welcome(got) || code != 0 && code != got.Code {
		d.Errorf("%s by %s: %d, want %d (0: let in)", route.Pattern, who.name, got.Code, code)
	}
	if got.Code < http.StatusBadRequest && method != http.MethodGet {
		d.done++
	}
	if !d.committed() {
		return
	}
	if got.Code >= http.StatusBadRequest {
		// Something was committed, be it what was taken back within: sent again, it must leave all as it is.
		d.again()
		again := d.knock(who, method, d.fill(path, of), d.form(route.Pattern, of))
		d.check(again.Code == got.Code, again, route, who.name, "another answer the second time")
		return
	}
	switch {
	case method == http.MethodGet && noting[route.Pattern] == "":
		d.Errorf("%s by %s: %d, and the database changed", route.Pattern, who.name, got.Code)
	case strings.Contains(route.Pattern, "{session}") && who.name != mate:
		d.Errorf("%s by %s ended a session of somebody else", route.Pattern, who.name)
	}
	d.lends = nil
}

// spare is one of everything of a colleague's that no act has touched yet.
func (d *doors) spare() things {
	if d.lends == nil {
		d.mate, d.lends = d.fresh()
	}
	return d.lends
}

// borrows: about what is ours, with the ids of the other organisation in the form: nothing of theirs is touched or
// named by ours (apart looks), and a refusal stores nothing.
func (d *doors) borrows(route web.Route, who visitor) {
	d.Helper()
	method, path := split(route.Pattern)
	if method == http.MethodGet || strings.Contains(path, "depart") {
		return
	}
	own, theirs := d.form(route.Pattern, d.own), d.form(route.Pattern, d.theirs)
	if own.Encode() == theirs.Encode() {
		return
	}
	got := d.knock(who, method, d.fill(path, d.own), theirs)
	if got.Code >= http.StatusInternalServerError {
		d.Errorf("%s with what is the other organisation's: %d", route.Pattern, got.Code)
	}
	if d.committed() && got.Code >= http.StatusBadRequest {
		d.again()
		again := d.knock(who, method, d.fill(path, d.own), theirs)
		d.check(again.Code == got.Code, again, route, who.name, "another answer the second time")
	}
}

// anothers: with his own link a customer reaches nothing of another customer of the same house.
func (d *doors) anothers(route web.Route) {
	d.Helper()
	method, path := split(route.Pattern)
	if !strings.HasPrefix(path, "/w/{token}") {
		return
	}
	mixed := maps.Clone(d.spare())
	mixed["page"] = d.own["page"]
	form := d.form(route.Pattern, mixed)
	if d.fill(path, mixed) == d.fill(path, d.own) && form.Encode() == d.form(route.Pattern, d.own).Encode() {
		return
	}
	d.again()
	got := d.knock(visitor{}, method, d.fill(path, mixed), form)
	d.check(got.Code >= http.StatusBadRequest && got.Code < http.StatusInternalServerError, got, route, "another customer", "want a refusal")
}

// apart: no row of ours names what is theirs, and none of theirs what is ours.
func (d *doors) apart() {
	d.Helper()
	rows := d.everything()
	for _, side := range []struct {
		of     world
		others things
	}{{d.linde, d.theirs}, {d.other, d.own}} {
		mark := "X'" + strings.ToUpper(strings.ReplaceAll(side.of.org.String(), "-", "")) + "'"
		for row := range strings.Lines(rows) {
			if !strings.HasPrefix(row, mark) {
				continue
			}
			for name, value := range side.others {
				if len(value) == 36 && (strings.Contains(row, strings.ToUpper(strings.ReplaceAll(value, "-", ""))) || strings.Contains(row, value)) {
					d.Errorf("a row of %s names the other's %s: %s", side.of.host, name, row)
				}
			}
		}
	}
}
