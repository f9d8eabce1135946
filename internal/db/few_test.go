package db

import (
	"reflect"
	"strings"
	"testing"
)

// TestFew: rows of a table go together, each with its own arguments, and what may depend on what was put before stays behind it.
func TestFew(t *testing.T) {
	word := "INSERT INTO word (org, word, sort) VALUES ($1, $2, 'a')"
	phone := "INSERT INTO phone (org, n) VALUES ($2, $1)"
	var queue []put
	for n := range int64(70) {
		queue = append(queue, put{word, []any{n, "w"}}, put{phone, []any{n, -n}})
	}
	queue = append(queue, put{"DELETE FROM word WHERE org = $1", []any{int64(1)}}, put{word, []any{int64(1), "again"}})
	out := few(queue)
	var told []string
	seen := map[string][]any{}
	for _, p := range out {
		told = append(told, strings.Fields(p.query)[0]+" "+strings.Fields(p.query)[2])
		if rows := strings.Count(p.query, "), (") + 1; strings.Contains(p.query, "INSERT") && len(p.args) != 2*rows {
			t.Errorf("%d arguments for %d rows", len(p.args), rows)
		}
		seen[told[len(told)-1]] = append(seen[told[len(told)-1]], p.args...)
	}
	if !strings.HasSuffix(out[0].query, "($127, $128, 'a')") || !strings.HasSuffix(out[7].query, "($128, $127)") {
		t.Errorf("the last row of a statement has the wrong places: %s; %s", out[0].query[len(out[0].query)-30:], out[7].query[len(out[7].query)-30:])
	}
	if want := 1 + 6 + 1 + 6 + 2; len(out) != want || !reflect.DeepEqual(out[len(out)-2:], queue[len(queue)-2:]) {
		t.Errorf("%d statements, wanted %d: %v", len(out), want, told)
	}
	for n := range 70 {
		if seen["INSERT word"][2*n] != int64(n) || seen["INSERT phone"][2*n+1] != -int64(n) {
			t.Fatalf("row %d has become another", n)
		}
	}
}

// TestFewLeaves: what is more than a row for a table is left as it is.
func TestFewLeaves(t *testing.T) {
	for _, query := range []string{
		"INSERT INTO a (b) SELECT c FROM d WHERE e = $1",
		"INSERT INTO a (b) VALUES ($1) ON CONFLICT (b) DO UPDATE SET b = excluded.b",
		"INSERT INTO a (b) VALUES ($1) ON CONFLICT (b) DO NOTHING",
		"INSERT INTO a (b) VALUES ((SELECT $1))",
		"UPDATE a SET b = $1",
	} {
		var queue []put
		for n := range int64(20) {
			queue = append(queue, put{query, []any{n}})
		}
		if out := few(queue); !reflect.DeepEqual(out, queue) {
			t.Errorf("%s: %d statements", query, len(out))
		}
	}
}
