package api_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/party"
	"kroon/internal/team"
)

// program is a program with its token.
type program struct {
	name   string
	host   string
	sent   []string // its headers
	role   party.Role
	scopes []string
}

// nobodies are programs that are nobody here, whatever they bring.
func (d *doors) nobodies() []program {
	session := d.signedIn(owner, d.linde.owner).session
	bearer := func(token string) []string { return []string{"Authorization", "Bearer " + token} }
	return []program{
		{name: "without a token", host: d.linde.host},
		{name: "with a token that is none", host: d.linde.host, sent: bearer("krn_" + strings.Repeat("0", 44))},
		{name: "with the other organisation's token", host: d.linde.host, sent: bearer(d.other.owner.token)},
		{name: "at the other organisation", host: d.other.host, sent: bearer(d.linde.owner.token)},
		{name: "with a session for a token", host: d.linde.host, sent: bearer(session)},
		{name: "with a session", host: d.linde.host, sent: []string{"Cookie", "session=" + session}},
		{name: "with a customer's link", host: d.linde.host, sent: bearer(d.own["page"])},
	}
}

// robot hires a virtual employee.
func (d *doors) robot() (m member) {
	d.Helper()
	d.must(d.linde.owner.actor, func(tx *db.Tx) error {
		hired, err := d.app.Acts.Team.Hire(tx, team.Staff{Kind: party.Agent, Name: "Robot", Answerable: d.linde.owner.actor.StaffID(), Share: 100})
		if err != nil {
			return err
		}
		m.actor = party.Actor{Org: d.linde.org, Kind: party.Agent, ID: hired.ID.Any(), Role: party.Colleague}
		_, err = d.app.Acts.Access.Open(tx, access.NewAccount{Staff: hired.ID, Kind: party.Agent, Role: party.Colleague})
		return err
	})
	return m
}

// programs are those of every role with every scope that they may have, and those of an owner and of a virtual
// employee with each scope alone.
func (d *doors) programs() (out []program) {
	d.Helper()
	add := func(name string, of member, scopes []string) {
		var token string
		d.must(d.linde.owner.actor, func(tx *db.Tx) (err error) {
			_, token, err = d.app.Acts.Access.MakeToken(tx, access.NewToken{Staff: of.actor.StaffID(), Name: "test", Scopes: scopes})
			return err
		})
		if got := d.want(200, member{}, "GET", "/who", nil, "Authorization", "Bearer "+token); len(got.raw) == 0 { // its use is written
			d.Fatal(name)
		}
		out = append(out, program{name, d.linde.host, []string{"Authorization", "Bearer " + token}, of.actor.Role, scopes})
	}
	fewer := slices.DeleteFunc(access.Scopes(), func(scope string) bool { return scope == access.ScopeAdmin })
	robot := d.robot()
	add(reader, d.linde.read, fewer)
	add(staff, d.linde.staff, fewer)
	add("agent", robot, fewer)
	add(lead, d.linde.lead, fewer)
	add(owner, d.linde.owner, access.Scopes())
	for _, scope := range access.Scopes() {
		add("owner with "+scope, d.linde.owner, []string{scope})
		if scope != access.ScopeAdmin {
			add("agent with "+scope, robot, []string{scope})
		}
	}
	return out
}

// has tells whether its token carries a scope; to write includes to read.
func (p program) has(scope string) bool {
	base, reads := strings.CutSuffix(scope, ":read")
	return scope == "any" || slices.Contains(p.scopes, scope) || reads && slices.Contains(p.scopes, base+":write")
}

// asks sends an operation its sample request about something.
func (d *doors) asks(p program, op described, of things) answer {
	d.Helper()
	d.count++ // each from an address of its own: wrong tokens are counted by address
	d.from = fmt.Sprintf("10.%d.%d.%d:1", 1+d.count/62500, d.count/250%250, d.count%250)
	return d.askAt(p.host, member{}, op.method, d.fill(op.path+query[op.ID], of), of.in(sample[op.ID]), p.sent...)
}

// told is an answer without what differs from request to request, and without ids.
func (d *doors) told(got answer) string {
	text := fmt.Sprintln(got.code, got.header.Get("WWW-Authenticate"), string(got.raw))
	for _, of := range []things{d.own, d.none, d.theirs} {
		for _, value := range of {
			text = strings.ReplaceAll(text, value, "~")
		}
	}
	return text
}

// refuses wants the same refusal whatever it is about, and nothing stored.
func (d *doors) refuses(p program, op described, codes []int, about ...things) {
	d.Helper()
	first := ""
	for _, of := range about {
		got := d.asks(p, op, of)
		if !slices.Contains(codes, got.code) || got.header.Get("Content-Type") != "application/problem+json" {
			d.Errorf("%s by %s: %d %s, want %v", op.ID, p.name, got.code, got.raw, codes)
		}
		if !d.untouched() {
			d.Errorf("%s by %s: %d, and the database changed", op.ID, p.name, got.code)
		}
		told := d.told(got)
		if first == "" {
			first = told
		}
		if told != first {
			d.Errorf("%s by %s tells what exists: %s instead of %s", op.ID, p.name, told, first)
		}
	}
}

// TestNothingIsStoredByARefusalOnPostgres: what is sent about the other organisation, where a transaction begins and is
// taken back. The rest of the matrix is the same code on either engine.
func TestNothingIsStoredByARefusalOnPostgres(t *testing.T) {
	if !slices.Contains(dbtest.Engines(), db.Postgres) {
		t.Skip("PostgreSQL is not asked for")
	}
	d := openDoors(t, db.Postgres)
	programs := slices.DeleteFunc(d.programs(), func(p program) bool { return p.name != owner })
	who := []visitor{d.signedIn(owner, d.linde.owner)}
	d.forms = d.harvest(who)
	d.again()
	for _, op := range d.operations() {
		if !op.open() && op.method != http.MethodGet {
			d.nowhere(op, programs)
		}
	}
	for _, route := range d.routes() {
		if route.Role != "" && strings.HasPrefix(route.Pattern, "POST ") {
			d.elsewhere(route, who)
		}
	}
	t.Logf("%d requests", d.count)
}

// TestEveryOperationIsForWhomItIs: every operation, by every kind of program, about what is theirs, nobody's and the
// other organisation's.
func TestEveryOperationIsForWhomItIs(t *testing.T) {
	d := openDoors(t, db.SQLite)
	nobodies, programs := d.nobodies(), d.programs()
	d.again()
	operations := slices.DeleteFunc(d.operations(), described.open)
	for _, op := range operations {
		if strings.Contains(string(op.RequestBody), `"required": true`) && sample[op.ID] == "" {
			t.Errorf("%s has no sample request", op.ID)
		}
		for _, who := range nobodies {
			d.refuses(who, op, []int{http.StatusUnauthorized}, d.own, d.theirs)
		}
		for _, who := range programs {
			if !who.has(op.Scope) || !who.role.Includes(op.Role) {
				d.refuses(who, op, []int{http.StatusForbidden}, d.own, d.none, d.theirs)
			}
		}
		d.nowhere(op, programs)
	}
	for _, op := range operations {
		d.answers(op, programs)
	}
	d.apart()
	t.Logf("%d requests, %d acts done", d.count, d.done)
}

// nowhere: what nobody has and what the other organisation has are not there, in the same words.
func (d *doors) nowhere(op described, programs []program) {
	d.Helper()
	asked := op.path + query[op.ID] + sample[op.ID]
	names := func(name string) bool { return name != "day" && strings.Contains(asked, "{"+name+"}") }
	if !slices.ContainsFunc(slices.Collect(maps.Keys(d.own)), names) || slices.Contains(anywhere, op.ID) {
		return
	}
	codes := []int{http.StatusNotFound}
	if !strings.Contains(op.path, "{") {
		codes = []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusConflict}
	}
	for _, who := range programs {
		if len(who.scopes) == 1 || !who.has(op.Scope) || !who.role.Includes(op.Role) {
			continue
		}
		right := codes
		if slices.Contains(hardened[op.ID], who.name) || who.name == "agent" && slices.Contains(forPeople, op.ID) {
			right = []int{http.StatusForbidden}
		}
		d.refuses(who, op, right, d.none, d.theirs)
	}
}

// answers: who may is let in, with a token of the one scope that it takes, and what is refused stores nothing.
func (d *doors) answers(op described, programs []program) {
	d.Helper()
	of := d.spare()
	for _, who := range programs {
		if who.role != party.Owner || !who.has(op.Scope) || len(who.scopes) > 1 && op.Scope != "any" || slices.Contains(who.scopes, strings.Replace(op.Scope, ":read", ":write", 1)) && strings.HasSuffix(op.Scope, ":read") {
			continue
		}
		got := d.asks(who, op, of)
		if got.code >= 500 || slices.Contains([]int{400, 401, 403, 404, 405, 413, 415}, got.code) && barred[op.ID] == "" {
			d.Errorf("%s by %s: %d %s; %s", op.ID, who.name, got.code, got.raw, d.fill(op.path, of))
		}
		if !d.committed() {
			continue
		}
		if got.code < 400 && op.method != http.MethodGet {
			d.done, d.lends = d.done+1, nil
			return
		}
		d.again()
		if got = d.asks(who, op, of); !d.untouched() {
			d.Errorf("%s by %s: %d, and the database changed", op.ID, who.name, got.code)
		}
	}
}

// barred are the operations that refuse an owner about what is a colleague's, though they may ask.
var barred = map[string]string{
	"acceptHandOff": "another was asked", "declineHandOff": "another was asked", "acknowledgePromise": "another owns it",
	"takeOverPromise": "it was offered to nobody", "turnDownPromise": "it was offered to nobody",
	"setInteractionHintAside": "no complaint was thought of", "setQuestionHintAside": "no complaint was thought of",
	"getErasure": "nothing is to be erased",
	"makeToken":  "nobody gives a scope that their own token lacks",
}

// hardened are the operations that refuse some roles before they look whether there is such a thing: 403 about what
// nobody has and about what the other organisation has.
var hardened = map[string][]string{
	"setOpened": {staff, "agent", lead}, // everybody for themselves
	"addDuty":   {lead},                 // of the own team only
}

// forPeople are the operations that no virtual employee gets an answer from: what people say of people, whom we call,
// and where we stand with somebody.
var forPeople = []string{
	"accessClaims", "changeClaim", "confirmClaim", "counterClaim", "dropEvidence", "endClaim",
	"getCallList", "listCallNames", "liftStrike", "passCall", "takeCallCard", "tryCall", "withdrawConsent",
	"getAsking", "getBalance", "getTrend", "listEntries", "listPatterns",
}
