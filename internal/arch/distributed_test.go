package arch

import (
	"regexp"
	"strings"
	"testing"
)

// What an engine that lays each organisation's rows on a node of its own cannot do, though PostgreSQL can: beside what calls_test.go
// asks of every statement, that it names org. From the documents of Citus, and what a three-node cluster said.
var undistributed = []struct {
	wrong func(sql string) bool
	mend  string
}{
	{matches(`(?s)^INSERT\b.*\bVALUES\s*\(.*\(\s*SELECT\b`), "a value that is asked for inside VALUES: write INSERT .. SELECT, or ask first"},
	{matches(`(?s)\bDO UPDATE SET\b.*\(\s*SELECT\b`), "ON CONFLICT DO UPDATE asks another table: ask first"},
	{matches(`(?s)\b(?:UPDATE\s+\w+|DO UPDATE)\s+SET\b(?:(?:[^W]|W[^H])*?,)?\s*org\s*=`),
		"a row is taken to another organisation, which may lie elsewhere: delete it there and insert it here"},
	{matches(`(?s)\bWITH\b.*\b(?:AS|MATERIALIZED)\s*\(\s*(?:INSERT|UPDATE|DELETE)\b`), "a write inside WITH: write it as a statement of its own"},
	{locksMore, "rows are locked of more than one table, or of no organisation: lock one table's, WHERE org = $1"},
	{conflictsElsewhere, "ON CONFLICT on something without org: name the key that begins with org"},
}

func matches(pattern string) func(string) bool { return regexp.MustCompile(pattern).MatchString }

var (
	locking      = regexp.MustCompile(`\bFOR (?:NO KEY )?(?:UPDATE|SHARE)\b`)
	saysWhich    = regexp.MustCompile(`\borg = \$\d`)
	conflictWith = regexp.MustCompile(`\bON CONFLICT\s*\(([^)]*)\)`)
)

// wholeTables stand on every node.
var wholeTables = []string{"installation", "organisation"}

func ofWhole(sql string) bool {
	for _, m := range mentions(sql) {
		for _, name := range wholeTables {
			if m.table == name {
				return true
			}
		}
	}
	return false
}

func locksMore(sql string) bool {
	return locking.MatchString(sql) && !ofWhole(sql) && (len(mentions(sql)) > 1 || !saysWhich.MatchString(sql))
}

func conflictsElsewhere(sql string) bool {
	with := conflictWith.FindStringSubmatch(sql)
	return with != nil && !ofWhole(sql) && !regexp.MustCompile(`^\s*org\b`).MatchString(with[1])
}

func TestStatementsCanBeDistributed(t *testing.T) {
	holds(t, func(t *tree) []finding {
		var out []finding
		for _, p := range t.sorted() {
			if p.concept() == "db" || p.concept() == "bench" || within(p.dir, "test") {
				continue // asks the engine about itself, is the other side of a measurement, or does not serve
			}
			for _, s := range t.statements(p) {
				for _, rule := range undistributed {
					if rule.wrong(strings.TrimSpace(s.text)) {
						out = append(out, t.at(s.node, "%s", rule.mend))
					}
				}
			}
		}
		return out
	})
	for i, planted := range []string{
		"INSERT INTO promise (org, id, number) VALUES ($1, $2, (SELECT MAX(number) FROM promise WHERE org = $1))",
		"INSERT INTO promise (org, id) VALUES ($1, $2) ON CONFLICT (org, id) DO UPDATE SET number = (SELECT 1)",
		"UPDATE promise SET state = $2, org = $3 WHERE org = $1",
		"WITH gone AS (DELETE FROM promise WHERE org = $1 RETURNING id) SELECT id FROM gone",
		"SELECT p.id FROM promise p JOIN staff s ON s.org = $1 AND s.id = p.owner WHERE p.org = $1 FOR UPDATE",
		"INSERT INTO promise (org, id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING",
	} {
		if !undistributed[i].wrong(planted) {
			t.Errorf("not found: %s", planted)
		}
	}
	for _, fine := range []string{
		"SELECT id FROM promise WHERE org = $1 AND id = $2 FOR UPDATE", "UPDATE promise SET state = $2 WHERE org = $1 AND id = $3",
		"INSERT INTO promise (org, id) VALUES ($1, $2) ON CONFLICT (org, id) DO UPDATE SET state = excluded.state WHERE promise.org = $1",
	} {
		for _, rule := range undistributed {
			if rule.wrong(fine) {
				t.Errorf("found, %s: %s", rule.mend, fine)
			}
		}
	}
}
