package arch

import (
	"go/ast"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// ban keeps names of a package to the folders and files that may use them; tests may.
type ban struct {
	pkg   string
	names []string // empty: the whole package
	in    []string
	mend  string
}

var bans = []ban{
	{"time", []string{"Now", "Since", "Until"}, []string{"internal/clock", "internal/db/dbtest", "cmd", "test"},
		"take the instant from tx.Now or a clock.Clock"},
	{"time", []string{"Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick"},
		// The heartbeat of an open connection keeps a proxy from closing it; it decides nothing.
		[]string{"internal/clock", "internal/db/dbtest", "internal/web/live.go", "cmd", "test"},
		"wait with clock.Wait"},
	{"context", []string{"Background", "TODO"}, []string{"internal/db/dbtest", "internal/app/apptest", "cmd", "test"},
		"pass the caller's context on (context.WithoutCancel outlives it)"},
	{"math/rand", nil, []string{"cmd", "test"}, replayable},
	{"math/rand/v2", nil, []string{"cmd", "test"}, replayable},
}

const replayable = "take randomness from id.Source, so that a run can be replayed"

// whole are the folders and files that count money, points or minutes: whole numbers only. An
// entry matches every file whose path begins with it.
var whole = []string{"internal/money/", "internal/ledger/", "internal/worktime/", "internal/promise/feasible"}

// withoutOrg are the functions whose statements may leave out org, each with its reason. Only the
// packages of mayLeaveOut can have any.
var withoutOrg = map[string]string{
	"internal/organisation.every": "the table of organisations itself, a small one that every node of a cluster has whole: sign-in by host name, and whom the clockwork serves",
	"internal/job.scan":           "finds over all organisations what is due, without locks; each piece is then claimed within its own",
	"internal/job.plan":           "finds over all organisations when the clockwork must wake up next",
}

var mayLeaveOut = []string{"db", "job", "access", "organisation"}

func TestForbiddenCalls(t *testing.T) {
	holds(t, func(t *tree) []finding { return forbiddenCalls(t, withoutOrg) })
	plantedIn(t, "calls", func(t *tree) []finding {
		return forbiddenCalls(t, map[string]string{
			"internal/organisation.every": "the table of organisations itself, a small one that every node of a cluster has whole: sign-in by host name, and whom the clockwork serves",
			"internal/job.scan":           "finds over all organisations what is due",
			"internal/job.gone":           "was needed once, and is no more",
			"internal/promise.never":      "",
		})
	})
}

func forbiddenCalls(t *tree, excepted map[string]string) []finding {
	known, _ := t.tables()
	var out []finding
	for _, p := range t.sorted() {
		for _, f := range p.code() {
			out = append(out, t.banned(f)...)
			if slices.ContainsFunc(whole, func(begin string) bool { return strings.HasPrefix(f.path, begin) }) {
				out = append(out, t.floats(f)...)
			}
			if p.concept() != "db" {
				out = append(out, t.looseSQL(p, f)...)
			}
		}
		out = append(out, excused(t, p, excepted, known)...)
	}
	return out
}

// banned finds what stands in bans.
func (t *tree) banned(f *file) []finding {
	var out []finding
	called := map[string]string{} // the name under which the file imports a package
	for _, i := range f.imports() {
		called[i.path] = i.name
	}
	for _, b := range bans {
		name, is := called[b.pkg]
		if !is || withinAny(f.path, b.in) {
			continue
		}
		if len(b.names) == 0 {
			out = append(out, t.at(f.syntax, "%s is not for here: %s", b.pkg, b.mend))
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if of, what, _ := selected(selector); of == name && slices.Contains(b.names, what) {
				out = append(out, t.at(n, "%s.%s is not for here: %s", b.pkg, what, b.mend))
			}
			return true
		})
	}
	return out
}

func (t *tree) floats(f *file) []finding {
	var out []finding
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if n.Name == "float64" || n.Name == "float32" {
				out = append(out, t.at(n, "money, points and minutes are whole numbers: no %s", n.Name))
			}
		case *ast.BasicLit:
			if n.Kind == token.FLOAT {
				out = append(out, t.at(n, "money, points and minutes are whole numbers: write a share as a numerator and a denominator, not %s", n.Value))
			}
		}
		return true
	})
	return out
}

// sinks are what takes SQL, with the place of that argument.
var sinks = map[string]int{"Exec": 0, "Put": 0, "All": 1, "One": 1, "Maybe": 1}

// looseSQL finds SQL that is put together while the program runs.
func (t *tree) looseSQL(p *pkg, f *file) []finding {
	if !slices.ContainsFunc(f.imports(), func(i imported) bool { return i.path == module+"/internal/db" || i.path == "fmt" }) {
		return nil
	}
	var out []finding
	for _, declared := range f.syntax.Decls {
		known := t.inside(p, f, declared)
		ast.Inspect(declared, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			of, name, _ := selected(call.Fun)
			if of == "fmt" && strings.HasPrefix(name, "Sprint") && len(call.Args) > 0 {
				if text, _ := known.fold(call.Args[0]); isSQL.MatchString(text) {
					out = append(out, t.at(call, "SQL is not printed together: write it as a constant with $1 placeholders"))
				}
			}
			at, sink := sinks[name]
			if !sink || at == 1 && of != "db" || at >= len(call.Args) || of == "fmt" {
				return true
			}
			if first, ok := call.Args[0].(*ast.Ident); ok && at == 0 && first.Name == "tx" {
				return true // a command of a concept that happens to be called Put
			}
			if _, constant := known.fold(call.Args[at]); !constant {
				out = append(out, t.at(call.Args[at], "the SQL given to %s is not constant: use literals and constants only, and $1 placeholders for values", name))
			}
			return true
		})
	}
	return out
}

// orgless finds a statement that names a table with org more often than it says which, or says it in a part of the statement only.
func (t *tree) orgless(s statement, known map[string]table) []finding {
	var named []string
	for _, m := range mentions(s.text) {
		if known[m.table].org {
			named = append(named, m.table)
		}
	}
	if has := orgConditions(s.text); has < len(named) {
		return []finding{t.at(s.node, "org is named %d times for %d tables (%s): each needs org = .. in WHERE, ON or USING, or among the columns of INSERT",
			has, len(named), strings.Join(named, ", "))}
	}
	if away := unplaced(s.text, known); len(away) > 0 {
		return []finding{t.at(s.node, "a question inside another takes org from the rows around it (%s): an engine that lays organisations on nodes then asks all of them, or refuses; say org = $1 there as well",
			strings.Join(away, ", "))}
	}
	return nil
}

// excused takes out what is excepted, and finds exceptions that are needless, unexplained or in a
// place where none may be.
func excused(t *tree, p *pkg, excepted map[string]string, known map[string]table) []finding {
	var out []finding
	used := map[string]bool{}
	for _, s := range t.statements(p) {
		wrong := t.orgless(s, known)
		if _, is := excepted[s.function]; is {
			used[s.function] = used[s.function] || len(wrong) > 0
			continue
		}
		out = append(out, wrong...)
	}
	for _, function := range slices.Sorted(maps.Keys(excepted)) {
		if strings.TrimSuffix(function, path.Ext(function)) != p.dir {
			continue
		}
		if !used[function] {
			out = append(out, finding{p.dir, 1, function + " leaves out org nowhere: take it from withoutOrg (internal/arch/calls_test.go)"})
		}
		if !slices.Contains(mayLeaveOut, p.concept()) || len(strings.Fields(excepted[function])) < 4 {
			out = append(out, finding{p.dir, 1, function + " in withoutOrg (internal/arch/calls_test.go) must be in a package of mayLeaveOut and say why in a sentence"})
		}
	}
	return out
}
