package arch

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// readers are the packages that may select from every concept's tables; they write none.
var readers = []string{"internal/overview", "internal/report", "internal/promiselog", "test/crash", "test/simulate", "test/failover"}

// saboteur is the one file that leaves rows of others as a faulty program would have left them (docs/adr/0026).
const saboteur = "test/simulate/sabotage.go"

const migrationFolder = "internal/db/migrations"

// table is what a migration says of one.
type table struct {
	owner string
	org   bool // has a column org
}

var (
	migrationName = regexp.MustCompile(`^(\d{5})_([a-z]+)(_[a-z_]+)?\.sql$`)
	createTable   = regexp.MustCompile(`(?i)CREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)`)
	renameTable   = regexp.MustCompile(`(?i)ALTER\s+TABLE\s+(\w+)\s+RENAME\s+TO\s+(\w+)`)
)

// tables reads the migrations. A table belongs to the concept in the name of the file that makes it.
func (t *tree) tables() (map[string]table, []finding) {
	out := map[string]table{}
	var wrong []finding
	numbers := map[string]string{}
	for _, name := range t.paths {
		if path.Dir(name) != migrationFolder || !strings.HasSuffix(name, ".sql") {
			continue
		}
		parts := migrationName.FindStringSubmatch(path.Base(name))
		if parts == nil {
			wrong = append(wrong, finding{name, 1, "is not called NNNNN_<owner>.sql or NNNNN_<owner>_<what>.sql"})
			continue
		}
		if before := numbers[parts[1]]; before != "" {
			wrong = append(wrong, finding{name, 1, "has the number of " + before + ": take the next free one"})
		}
		numbers[parts[1]] = path.Base(name)
		if _, listed := levels["internal/"+parts[2]]; !listed {
			wrong = append(wrong, finding{name, 1, "belongs to " + parts[2] + ", which is no package"})
		}
		raw, err := fs.ReadFile(t.fsys, name)
		if err != nil {
			wrong = append(wrong, finding{name, 1, err.Error()})
			continue
		}
		wrong = append(wrong, declared(out, name, parts[2], string(raw))...)
	}
	return out, wrong
}

// declared adds the tables of one migration.
func declared(out map[string]table, name, owner, text string) []finding {
	var wrong []finding
	clean := sqlNoise.ReplaceAllStringFunc(strings.ReplaceAll(text, "{sqlite}", ""), func(noise string) string { return strings.Repeat("\n", strings.Count(noise, "\n")) })
	for _, at := range createTable.FindAllStringSubmatchIndex(clean, -1) {
		made := clean[at[2]:at[3]]
		line := strings.Count(clean[:at[0]], "\n") + 1
		if before, twice := out[made]; twice {
			wrong = append(wrong, finding{name, line, fmt.Sprintf("table %s stands in a migration of %s already", made, before.owner)})
			continue
		}
		out[made] = table{owner, hasOrg(clean[at[1]:])}
	}
	for _, names := range renameTable.FindAllStringSubmatch(clean, -1) {
		out[names[2]] = out[names[1]]
	}
	return wrong
}

// hasOrg tells whether the columns of a CREATE TABLE that goes on with rest have an org.
func hasOrg(rest string) bool {
	words := sqlToken.FindAllString(rest, -1)
	depth := 0
	for i, word := range words {
		switch word {
		case "(":
			depth++
		case ")":
			depth--
		case ";":
			return false
		case "org":
			if depth == 1 && (words[i-1] == "(" || words[i-1] == ",") {
				return true
			}
		}
	}
	return false
}

func TestTablesHaveOneOwner(t *testing.T) { keeps(t, "tables", tablesHaveOneOwner) }

func tablesHaveOneOwner(t *tree) []finding {
	known, out := t.tables()
	for _, p := range t.sorted() {
		for _, s := range t.statements(p) {
			if levels[p.dir] == levelConcept && !strings.HasPrefix(path.Base(s.file.path), "store") {
				out = append(out, t.at(s.node, "SQL of a concept stands in its store.go (or store_<what>.go)"))
			}
			for _, m := range mentions(s.text) {
				m.write = m.write && s.file.path != saboteur
				if text := trespass(p, m, known); text != "" {
					out = append(out, t.at(s.node, "%s", text))
				}
			}
		}
	}
	return out
}

// trespass says what is wrong with naming a table here, or nothing.
func trespass(p *pkg, m mention, known map[string]table) string {
	named, exists := known[m.table]
	switch {
	case !exists && m.write && p.concept() != "db":
		return "no migration makes table " + m.table
	case !exists || named.owner == p.concept():
		return ""
	case m.write:
		return fmt.Sprintf("table %s belongs to internal/%s: only its store writes it; call its service, or react to its event in internal/app/reactions.go", m.table, named.owner)
	case !slices.Contains(readers, p.dir):
		return fmt.Sprintf("table %s belongs to internal/%s: ask it by an interface, or read it in overview, report or promiselog", m.table, named.owner)
	}
	return ""
}
