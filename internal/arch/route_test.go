package arch

import (
	"slices"
	"strings"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
)

// Every statement that serves can be sent to one node of a cluster that lays organisations on nodes, and PostgreSQL takes it: its
// planner says so of each text in the source, whether a test runs it or not. What may ask all of them stands in withoutOrg.
func TestStatementsAreOfOneNode(t *testing.T) {
	if !slices.Contains(dbtest.Engines(), db.Postgres) {
		t.Skip("PostgreSQL only")
	}
	route := dbtest.RouterOf(t)
	routed := 0
	holds(t, func(t *tree) []finding {
		var out []finding
		for _, p := range t.sorted() {
			if p.concept() == "db" || p.concept() == "bench" || within(p.dir, "test") {
				continue // asks the engine about itself, is the other side of a measurement, or does not serve
			}
			for _, s := range t.statements(p) {
				loose, err := route(s.text)
				if routed++; err != nil {
					out = append(out, t.at(s.node, "PostgreSQL does not take it: %v", err))
				}
				if _, may := withoutOrg[s.function]; len(loose) > 0 && !may {
					out = append(out, t.at(s.node, "an engine that lays organisations on nodes cannot tell on which node it is (%s): say org = $1 of each table",
						strings.Join(loose, ", ")))
				}
			}
		}
		return out
	})
	if routed < 500 {
		t.Errorf("%d statements were looked at", routed)
	}
	for planted, is := range map[string]bool{
		"SELECT p.id FROM promise p JOIN staff s ON s.org = p.org AND s.id = p.owner WHERE p.org = $1":                                     true,
		"SELECT p.id FROM promise p JOIN staff s ON s.id = p.owner WHERE p.org = $1":                                                       false,
		"SELECT p.id FROM promise p JOIN staff s ON s.org = $2 AND s.id = p.owner WHERE p.org = $1":                                        false,
		"SELECT (SELECT max(o.happened_at) FROM promise_outcome o WHERE o.org = p.org AND o.promise = p.id) FROM promise p WHERE org = $1": false,
		"UPDATE job SET fence = fence + 1 WHERE kind = $1":                                                                                 false,
		"INSERT INTO closed_day (org, day, name) VALUES ($1, $2, $3)":                                                                      true,
		"INSERT INTO closed_day (org, day, name) SELECT id, $1, name FROM staff":                                                           false,
	} {
		if loose, err := route(planted); err != nil || (len(loose) == 0) != is {
			t.Errorf("%s: %v %v", planted, loose, err)
		}
	}
}
