package gallery_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
)

var update = flag.Bool("update", false, "write testdata/plans.txt anew")

// hot are the pages that people have open all day: how SQLite goes about their statements is written down.
var hot = []string{"today-full", "customer-full", "customers-found-full", "intake-full", "promise-full", "page-full"}

// heard is what was asked of the database: every statement, and those of the hot pages.
type heard struct {
	mu       sync.Mutex
	all, hot map[string]bool
	now      bool // a hot page is being drawn
}

func listen(t *testing.T) *heard {
	h := &heard{all: map[string]bool{}, hot: map[string]bool{}}
	t.Cleanup(db.Watch(func(statement string) {
		h.mu.Lock()
		defer h.mu.Unlock()
		one := strings.Join(strings.Fields(statement), " ")
		if strings.Contains(one, "SAVEPOINT") {
			return
		}
		if h.all[one] = true; h.now {
			h.hot[one] = true
		}
	}))
	return h
}

// draws notes which entry is drawn.
func (h *heard) draws(entry string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = slices.Contains(hot, entry)
}

// allowed is a statement that reads a table whole, or the whole of an organisation's part, and why it may.
type allowed struct {
	Statement string `json:"statement"` // its beginning, or a part that no other has
	Why       string `json:"why"`
}

var (
	reads  = regexp.MustCompile(`^(SCAN|SEARCH) (\w+)(?: USING (?:.*INDEX (\w+)|.*?))?(?: \((.*)\))?$`)
	source = regexp.MustCompile(`\b(?:FROM|JOIN|UPDATE|INTO) ([a-z_]+)(?: (?:AS )?([a-z_]+))?`)
	within = regexp.MustCompile(`\) (?:AS )?([a-z_]+)`)
	seqRow = regexp.MustCompile(`Seq Scan on (\w+)`)
	ofBy   = regexp.MustCompile(`\bLIMIT (\$\d+|\d+)`)
)

// tables are the names that a statement has for tables; nil for what is made within it.
func tables(statement string) map[string][]string {
	out := map[string][]string{}
	for _, found := range source.FindAllStringSubmatch(statement, -1) {
		out[found[1]] = append(out[found[1]], found[1])
		if found[2] != "" {
			out[found[2]] = append(out[found[2]], found[1])
		}
	}
	for _, found := range within.FindAllStringSubmatch(statement, -1) {
		delete(out, found[1])
	}
	return out
}

// wide is which tables that grow a plan reads with nothing to go by but the organisation. The newest so many, in the
// order of an index, is not wide.
func wide(statement string, plan []string) (out []string) {
	sorted := slices.ContainsFunc(plan, func(line string) bool {
		return strings.HasPrefix(line, "USE TEMP B-TREE") && line != "USE TEMP B-TREE FOR LAST TERM OF ORDER BY"
	})
	if !sorted && ofBy.MatchString(statement) {
		return nil
	}
	names := tables(statement)
	for _, line := range plan {
		found := reads.FindStringSubmatch(line)
		if found == nil || found[1] == "SEARCH" && found[4] != "org=?" {
			continue
		}
		of := names[found[2]]
		if found[3] != "" {
			of = []string{tableOf(found[3], of)}
		}
		if slices.ContainsFunc(of, db.Grows) {
			out = append(out, line)
		}
	}
	return out
}

// tableOf is which of some tables an index is of: indexes are named after theirs.
func tableOf(index string, of []string) (table string) {
	for _, one := range of {
		if strings.HasPrefix(strings.TrimPrefix(index, "sqlite_autoindex_"), one+"_") && len(one) > len(table) {
			table = one
		}
	}
	return table
}

// check holds every statement against its plan on both engines.
func (h *heard) check(t *testing.T) {
	h.mu.Lock()
	defer h.mu.Unlock()
	raw, err := os.ReadFile("testdata/wide.json")
	if err != nil {
		t.Fatal(err)
	}
	var may []allowed
	if err := json.Unmarshal(raw, &may); err != nil {
		t.Fatal(err)
	}
	planners := map[db.Engine]dbtest.Planner{}
	for _, engine := range dbtest.Engines() {
		planners[engine] = dbtest.PlannerOf(t, engine)
	}
	used, golden := map[int]bool{}, strings.Builder{}
	for _, statement := range sortedKeys(h.all) {
		plan := h.plan(t, planners, statement)
		reading := wide(statement, plan)
		i := slices.IndexFunc(may, func(a allowed) bool { return strings.Contains(statement, a.Statement) })
		if i >= 0 {
			used[i] = true
		}
		if i < 0 && len(reading) > 0 {
			t.Errorf("%s\nreads all that an organisation has, and will be slow once that is much: give it an index, or say in testdata/wide.json why it may\n%s",
				statement, strings.Join(plan, "\n"))
		}
		if h.hot[statement] {
			fmt.Fprintf(&golden, "%s\n    %s\n\n", statement, strings.Join(plan, "\n    "))
		}
	}
	for i, a := range may {
		if !used[i] {
			t.Errorf("testdata/wide.json: no statement has %q any more", a.Statement)
		}
	}
	if planners[db.SQLite] != nil { // it is SQLite's plans that are written down
		compare(t, filepath.Join("testdata", "plans.txt"), golden.String())
	}
}

// plan is what SQLite would do, after PostgreSQL has been asked whether an index serves it at all.
func (h *heard) plan(t *testing.T, planners map[db.Engine]dbtest.Planner, statement string) []string {
	var out []string
	for engine, explain := range planners {
		lines, err := explain(statement)
		if err != nil {
			t.Errorf("%s cannot plan %s: %v", engine, statement, err)
		}
		if engine == db.SQLite {
			out = lines
			continue
		}
		for _, line := range lines {
			if found := seqRow.FindStringSubmatch(line); found != nil && db.Grows(found[1]) {
				t.Errorf("%s\non %s no index serves it:\n%s", statement, engine, strings.Join(lines, "\n"))
				break
			}
		}
	}
	return out
}

func sortedKeys(of map[string]bool) []string {
	out := make([]string, 0, len(of))
	for one := range of {
		out = append(out, one)
	}
	sort.Strings(out)
	return out
}

// compare holds the plans of the hot pages against those written down.
func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != got {
		t.Errorf("the plans of the hot pages are not those of %s: run go test ./internal/gallery -update, and look at what changed", path)
	}
}
