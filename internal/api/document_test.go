package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/party"
)

var update = flag.Bool("update", false, "write docs/openapi.json anew")

const golden = "../../docs/openapi.json"

// described is what the document says of one operation.
type described struct {
	method, path string
	ID           string                      `json:"operationId"`
	Summary      string                      `json:"summary"`
	Scope        string                      `json:"x-scope"`
	Role         party.Role                  `json:"x-role"`
	Security     []map[string][]string       `json:"security"`
	Responses    map[string]json.RawMessage  `json:"responses"`
	Parameters   []struct{ Name, In string } `json:"parameters"`
	RequestBody  json.RawMessage             `json:"requestBody"`
}

func (d described) open() bool {
	return strings.HasPrefix(d.path, "/api/") && !strings.HasPrefix(d.path, "/api/v1/")
}

func (d described) asks(in, name string) bool {
	for _, p := range d.Parameters {
		if p.In == in && p.Name == name {
			return true
		}
	}
	return false
}

// operations reads the document as it is served.
func (h *house) operations() []described {
	h.Helper()
	raw := h.want(200, member{}, "GET", "/api/openapi.json", nil).raw
	var doc struct {
		OpenAPI string                                `json:"openapi"`
		Paths   map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil || doc.OpenAPI != "3.1.0" {
		h.Fatalf("no OpenAPI 3.1: %q, %v", doc.OpenAPI, err)
	}
	var out []described
	for path, methods := range doc.Paths {
		for method, raw := range methods {
			d := described{method: strings.ToUpper(method), path: path}
			if err := json.Unmarshal(raw, &d); err != nil {
				h.Fatal(err)
			}
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b described) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return out
}

func TestTheDocumentIsAsItWasPublished(t *testing.T) {
	h := open(t, db.SQLite)
	raw := h.want(200, member{}, "GET", "/api/openapi.json", nil).raw
	if *update {
		if err := os.WriteFile(golden, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw, kept) {
		t.Error("the document is not docs/openapi.json: run go test ./internal/api -update, and look at what changed: the API only adds")
	}
}

func TestEveryOperationSaysWhatItNeeds(t *testing.T) {
	h := open(t, db.SQLite)
	seen := map[string]bool{}
	for _, d := range h.operations() {
		name := d.method + " " + d.path
		if d.ID == "" || seen[d.ID] || d.Summary == "" {
			t.Errorf("%s: id %q and summary %q", name, d.ID, d.Summary)
		}
		seen[d.ID] = true
		if d.open() {
			continue
		}
		if d.Scope != "any" && !slices.Contains(access.Scopes(), d.Scope) {
			t.Errorf("%s: scope %q", name, d.Scope)
		}
		if reads := d.method == "GET"; reads && strings.HasSuffix(d.Scope, ":write") || !reads && strings.HasSuffix(d.Scope, ":read") {
			t.Errorf("%s has the scope %s", name, d.Scope)
		}
		if !d.Role.Valid() || len(d.Security) != 1 || d.Security[0]["token"] == nil {
			t.Errorf("%s: role %q, security %v", name, d.Role, d.Security)
		}
		for _, code := range []string{"400", "401", "403", "404", "422", "500", "503"} {
			if !strings.Contains(string(d.Responses[code]), "application/problem+json") {
				t.Errorf("%s has no problem for %s", name, code)
			}
		}
		for _, part := range strings.Split(d.path, "/") {
			if name, named := strings.CutPrefix(part, "{"); named && !d.asks("path", strings.TrimSuffix(name, "}")) {
				t.Errorf("%s never reads its %s", name, part)
			}
		}
		if (d.method == "POST") != d.asks("header", "Idempotency-Key") {
			t.Errorf("%s: idempotency key", name)
		}
		if d.asks("header", "If-Match") != (d.Responses["412"] != nil) {
			t.Errorf("%s: If-Match without 412, or the other way round", name)
		}
	}
	if len(seen) < 80 {
		t.Errorf("%d operations only", len(seen))
	}
}
