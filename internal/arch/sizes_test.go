package arch

import (
	"fmt"
	"go/ast"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
)

// sizes are limits in lines, and in own packages that one package imports.
type sizes struct {
	median      int // of the files that go into the binary
	most        int // for 95 of 100 of them
	hard        int // for every file, tests and templates too
	function    int // tests too
	imports     int // on average
	ownedByRoom int // imports of one concept or area
}

var limits = sizes{median: 120, most: 350, hard: 600, function: 70, imports: 4, ownedByRoom: 8}

// oversized are the exceptions: a file, a function ("internal/x/y.go:Name") or a folder (its imports),
// each with the decision record that argues for it.
var oversized = map[string]string{
	"test/simulate": "docs/adr/0026-simulated-organisations.md", // lives with the whole product, as its people do
}

func TestSizes(t *testing.T) {
	holds(t, func(t *tree) []finding { return tooLarge(t, limits, oversized) })
	plantedIn(t, "sizes", func(t *tree) []finding {
		small := sizes{median: 4, most: 8, hard: 12, function: 5, imports: 1, ownedByRoom: 2}
		return tooLarge(t, small, map[string]string{
			"internal/intake/table.go": "docs/adr/0010-a-long-table.md",
			"internal/intake/short.go": "docs/adr/0010-a-long-table.md",
			"internal/intake/gone.go":  "docs/adr/0011-never-written.md",
		})
	})
}

func tooLarge(t *tree, limit sizes, excepted map[string]string) []finding {
	found := map[string][]finding{} // by the name an exception would have
	var lengths []int
	var long []finding
	for _, p := range t.sorted() {
		for _, f := range p.files {
			if f.generated {
				continue
			}
			found[f.path] = t.overlong(f.path, f.lines, limit.hard)
			if !f.test {
				lengths = append(lengths, f.lines)
				if f.lines > limit.most {
					long = append(long, finding{f.path, f.lines, fmt.Sprintf("is longer than %d lines", limit.most)})
				}
			}
			maps.Copy(found, t.longFunctions(f, limit.function))
		}
	}
	for _, name := range t.paths {
		if strings.HasSuffix(name, ".templ") {
			source, _ := fs.ReadFile(t.fsys, name)
			found[name] = t.overlong(name, strings.Count(string(source), "\n"), limit.hard)
		}
	}
	widest, average := t.wide(limit, excepted)
	maps.Copy(found, widest)
	out := except(t, found, excepted)
	out = append(out, typical(lengths, long, limit)...)
	return append(out, average...)
}

// except leaves out what has an exception with a decision record, and finds exceptions without one or
// without need.
func except(t *tree, found map[string][]finding, excepted map[string]string) []finding {
	var out []finding
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if _, is := excepted[name]; !is {
			out = append(out, found[name]...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(excepted)) {
		if !slices.Contains(t.paths, excepted[name]) {
			out = append(out, finding{name, 1, "its exception in oversized (internal/arch/sizes_test.go) names " + excepted[name] + ", which does not exist"})
		}
		if len(found[name]) == 0 {
			out = append(out, finding{name, 1, "needs no exception: take it from oversized (internal/arch/sizes_test.go)"})
		}
	}
	return out
}

func (t *tree) overlong(name string, lines, hard int) []finding {
	if lines <= hard {
		return nil
	}
	return []finding{{name, lines, fmt.Sprintf("has %d lines, more than %d: split it by role", lines, hard)}}
}

func (t *tree) longFunctions(f *file, most int) map[string][]finding {
	out := map[string][]finding{}
	for _, declared := range f.syntax.Decls {
		fn, ok := declared.(*ast.FuncDecl)
		if !ok {
			continue
		}
		lines := t.fset.Position(fn.End()).Line - t.fset.Position(fn.Pos()).Line + 1
		if lines > most {
			name := f.path + ":" + fn.Name.Name
			out[name] = append(out[name], t.at(fn, "function %s has %d lines, more than %d: give its steps names of their own", fn.Name.Name, lines, most))
		}
	}
	return out
}

// wide counts the own packages that each package imports outside its tests; what a package that is only
// for tests imports is tests' business. The kernel is the language
// in which the others speak and counts for none (docs/adr/0012); what has an exception counts for itself.
func (t *tree) wide(limit sizes, excepted map[string]string) (rooms map[string][]finding, average []finding) {
	rooms = map[string][]finding{}
	packages, imports := 0, 0
	for _, p := range t.sorted() {
		seen := map[string]bool{}
		if slices.Contains(onlyForTests, p.dir) {
			packages++
			continue
		}
		for _, f := range p.code() {
			for _, i := range f.imports() {
				if dir, ours := own(i.path); ours && levels[dir] > levelKernel {
					seen[i.path] = true
				}
			}
		}
		_, apart := excepted[p.dir]
		if !apart {
			packages, imports = packages+1, imports+len(seen)
		}
		room := levels[p.dir] == levelConcept || apart || levels[p.dir] == levelDelivery && within(p.dir, "internal/web")
		if room && len(seen) > limit.ownedByRoom {
			rooms[p.dir] = []finding{{p.dir, 1, fmt.Sprintf("imports %d packages of ours, more than %d: it does the work of several", len(seen), limit.ownedByRoom)}}
		}
	}
	if imports > packages*limit.imports {
		average = []finding{{".", 1, fmt.Sprintf("%d packages import %d of ours, more than %d each on average", packages, imports, limit.imports)}}
	}
	return rooms, average
}

// typical judges the files together: their median and the share of long ones.
func typical(lengths []int, long []finding, limit sizes) []finding {
	if len(lengths) == 0 {
		return nil
	}
	var out []finding
	slices.Sort(lengths)
	if median := lengths[(len(lengths)-1)/2]; median > limit.median {
		out = append(out, finding{".", 1, fmt.Sprintf("half of the files have more than %d lines; at most %d should", median, limit.median)})
	}
	if len(long)*100 > len(lengths)*5 {
		out = append(out, finding{".", 1, fmt.Sprintf("%d of %d files are longer than %d lines; at most 1 in 20 may be:", len(long), len(lengths), limit.most)})
		out = append(out, long...)
	}
	return out
}
