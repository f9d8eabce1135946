package api_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"kroon/internal/db"
)

// What the standard library lets pass: each is refused, and names its field.
func TestJSONIsReadStrictly(t *testing.T) {
	h := open(t, db.SQLite)
	h.want(200, h.linde.staff, "GET", "/who", nil)
	h.want(200, h.linde.owner, "GET", "/who", nil)
	before := h.everything()
	for _, c := range []struct {
		body, key, field string
		code             int
	}{
		{`{"name":"Monique","nickname":"Mo"}`, "api.unknown_key", "nickname", 422},
		{`{"Name":"Monique"}`, "api.unknown_key", "Name", 422},
		{`{"name":"Monique","NAME":"Mo"}`, "api.unknown_key", "NAME", 422},
		{`{"name":"Monique","name":"Mo"}`, "api.key_twice", "name", 422},
		{`{"address":{"city":"Utrecht","city":"Almere"}}`, "api.key_twice", "address.city", 422},
		{`{"address":{"City":"Utrecht"}}`, "api.unknown_key", "address.City", 422},
		{`{"phones":[{"number":"0612345678"},{"label":"werk"}]}`, "api.missing", "phones[1].number", 422},
		{`{"phones":[{"number":612345678}]}`, "api.wrong_type", "phones[0].number", 422},
		{`{"name":null}`, "api.wrong_type", "name", 422},
		{`{"name":["Monique"]}`, "api.wrong_type", "name", 422},
		{`{"emails":"a@b.example"}`, "api.wrong_type", "emails", 422},
		{`{"since":2020.5}`, "api.not_whole", "since", 422},
		{`{"since":1e3}`, "api.not_whole", "since", 422},
		{`{"since":99999999999999999999}`, "api.not_whole", "since", 422},
		{`{"since":"2020"}`, "api.wrong_type", "since", 422},
		{`{"employer":"no-uuid"}`, "api.bad_value", "employer", 422},
		{"{\"name\":\"Moni\xffque\"}", "api.bad_text", "", 400},
		{`{"name":"Moni\ud800que"}`, "api.bad_text", "name", 400},
		{`{"name":"Moni\u0000que"}`, "api.bad_text", "name", 400},
		{`{"name":"Monique"`, "api.bad_json", "", 400},
		{`{"name":"Monique"}{"name":"Mo"}`, "api.bad_json", "", 400},
		{`{"name":"Monique"} x`, "api.bad_json", "", 400},
		{`{"name":Monique}`, "api.bad_json", "", 400},
		{`[]`, "api.wrong_type", "", 422},
		{`"Monique"`, "api.wrong_type", "", 422},
		{strings.Repeat("[", 100000), "api.wrong_type", "", 422},
		{`{"name":"` + strings.Repeat("a", 200<<10) + `"}`, "api.too_large", "", 413},
	} {
		short := c.body[:min(len(c.body), 60)]
		got := h.refused(c.code, c.key, h.linde.staff, "POST", "/customers", c.body)
		if got.text("field") != c.field {
			t.Errorf("%s: on %q, want %q", short, got.text("field"), c.field)
		}
		if got.text("detail") == "" || strings.Contains(got.text("detail"), "{") || strings.HasPrefix(got.text("detail"), "api.") {
			t.Errorf("%s: %q is no sentence", short, got.text("detail"))
		}
	}
	deep := `{"week":{"mon":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + `}}`
	h.refused(422, "api.wrong_type", h.linde.owner, "PUT", "/calendars/organisation", deep)
	h.refused(422, "api.unknown_key", h.linde.staff, "POST", "/promises/"+h.linde.customer.String()+"/accept", `{"x":1}`)
	if h.everything() != before {
		t.Error("a refused request changed the database")
	}
	made := h.want(201, h.linde.staff, "POST", "/customers", "{\"name\":\"Moni\uFFFDque \\ufffd \\ud83d\\ude00\"}")
	if made.text("name") != "Moni\uFFFDque \uFFFD \U0001F600" {
		t.Errorf("signs that were sent came back as %q", made.text("name"))
	}
}

func TestOnlyJSONComesIn(t *testing.T) {
	h := open(t, db.SQLite)
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "application/cbor", "nonsense"} {
		h.refused(415, "api.not_json", h.linde.staff, "POST", "/customers", `{"name":"Monique"}`, "Content-Type", kind)
	}
	for _, kind := range []string{"application/json; charset=utf-8", "application/json; charset=UTF-8"} {
		h.want(201, h.linde.staff, "POST", "/customers", `{"name":"Monique"}`, "Content-Type", kind)
	}
}

func TestParametersAreReadStrictly(t *testing.T) {
	h := open(t, db.SQLite)
	for _, c := range []struct {
		path, key, field string
		code             int
	}{
		{"/customers?limt=3", "api.unknown_parameter", "limt", 422},
		{"/customers?limit=0", "api.bad_parameter", "limit", 422},
		{"/customers?limit=51", "api.bad_parameter", "limit", 422},
		{"/customers?limit=many", "api.bad_parameter", "limit", 422},
		{"/customers?limit=1&limit=2", "api.bad_parameter", "limit", 422},
		{"/customers?after=17", "api.bad_parameter", "after", 422},
		{"/customers/search", "api.bad_parameter", "text", 422},
		{"/customers/search?text=%ff", "api.bad_text", "text", 400},
		{"/customers/search?text=%00", "api.bad_text", "text", 400},
		{"/customers/search?text=%zz", "api.bad_text", "", 400},
		{"/customers/17", "api.bad_parameter", "customer", 422},
		{"/figures/kept-rate?from=yesterday", "api.bad_parameter", "from", 422},
		{"/offers?kind=nothing", "api.bad_parameter", "kind", 422},
	} {
		if got := h.refused(c.code, c.key, h.linde.owner, "GET", c.path, nil); got.text("field") != c.field {
			t.Errorf("%s: on %q, want %q", c.path, got.text("field"), c.field)
		}
	}
}

// Whatever happens under /api is a problem with a key, in the language asked for.
func TestProblemsEverywhere(t *testing.T) {
	h := open(t, db.SQLite)
	for _, path := range []string{"/api", "/api/", "/api/v1", "/api/v2/customers", "/api/v1/nothing", "/api/v1/customers/", "/api/v1//customers", "/api/v1/../v1/customers"} {
		h.refused(404, "api.no_such_path", h.linde.owner, "GET", path, nil)
	}
	got := h.refused(405, "api.bad_method", h.linde.owner, "DELETE", "/customers", nil)
	if allow := got.header.Get("Allow"); allow != "GET, HEAD, POST" {
		t.Errorf("Allow: %q", allow)
	}
	h.refused(405, "api.bad_method", h.linde.owner, "OPTIONS", "/customers", nil)
	if got := h.askAt("nobody.example", h.linde.owner, "GET", "/who", nil); got.code != 404 || got.text("key") != "organisation.unknown" {
		t.Errorf("at an unknown host: %d %s", got.code, got.raw)
	}
	got = h.refused(401, "api.no_token", member{}, "GET", "/who", nil, "Accept-Language", "en")
	if got.text("detail") != "This needs a token. Nothing was done. Send one as Authorization: Bearer krn_...; a member of staff makes it under their own settings." ||
		got.header.Get("WWW-Authenticate") == "" || got.text("type") != "http://127.0.0.1:1/api/problems/api.no_token" || got.body["status"] != 401.0 {
		t.Errorf("%s", got.raw)
	}
	got = h.refused(401, "api.no_token", member{}, "GET", "/who", nil, "Accept-Language", "de, nl;q=0.5")
	if got.text("title") != "Hier is een token voor nodig" {
		t.Errorf("%s", got.raw)
	}
	meaning := h.want(200, member{}, "GET", "/api/problems/promise.changed", nil)
	if meaning.text("nl") == "" || meaning.text("en") == "" {
		t.Errorf("%s", meaning.raw)
	}
	h.refused(404, "api.no_such_key", member{}, "GET", "/api/problems/nothing.at_all", nil)
}

// A browser that is signed in is nobody here: neither a cookie nor a token in the address lets anybody in.
func TestOnlyABearerComesIn(t *testing.T) {
	h := open(t, db.SQLite)
	token := h.linde.owner.token
	for _, header := range [][]string{
		{"Cookie", "session=" + token}, {"Cookie", "__Host-session=" + token}, {"Authorization", "Basic " + token},
		{"Authorization", token}, {"X-Api-Key", token},
	} {
		h.refused(401, "api.no_token", member{}, "GET", "/who", nil, header...)
	}
	h.refused(401, "api.no_token", member{}, "GET", "/who?access_token="+token, nil)
	h.want(200, member{}, "GET", "/who", nil, "Authorization", "bearer "+token)
	r := httptest.NewRequest("GET", "http://linde.example/api/v1/who", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	for header, value := range map[string]string{
		"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Type": "application/json", "Set-Cookie": "",
	} {
		if w.Header().Get(header) != value {
			t.Errorf("%s: %q", header, w.Header().Get(header))
		}
	}
}
