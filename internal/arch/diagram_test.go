package arch

import (
	"flag"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"strings"
	"testing"

	"kroon/internal/db/dbtest"
)

const (
	diagramFile  = "docs/promise-states.md"
	diagramBegin = "```mermaid\n"
	diagramEnd   = "```\n"
)

var update = flag.Bool("update", false, "write the diagram of the promise's states into "+diagramFile)

// stateDiagram: the diagram in the documentation is the one that the transition table gives.
func stateDiagram(t *tree) []finding {
	p := t.packages["internal/promise"]
	if p == nil {
		return nil
	}
	want, at := t.diagram(p)
	if want == "" {
		return []finding{{p.dir, 1, "has no table Transitions to draw " + diagramFile + " from"}}
	}
	raw, err := fs.ReadFile(t.fsys, diagramFile)
	if err != nil {
		return []finding{t.at(at, "is not drawn: write %s with a mermaid block, then go test ./internal/arch -update", diagramFile)}
	}
	if drawn, _, _ := drawing(string(raw)); drawn != want {
		return []finding{t.at(at, "%s draws other transitions: go test ./internal/arch -update", diagramFile)}
	}
	return nil
}

// drawing cuts a page at its diagram.
func drawing(page string) (drawn, before, after string) {
	before, rest, _ := strings.Cut(page, diagramBegin)
	drawn, after, _ = strings.Cut(rest, diagramEnd)
	return drawn, before, after
}

// diagram draws the table, in the order in which it is written. A state from which nothing follows
// is an end.
func (t *tree) diagram(p *pkg) (string, ast.Node) {
	table, file := p.transitions()
	if table == nil {
		return "", nil
	}
	names := &constants{tree: t, pkg: p, file: file}
	var out strings.Builder
	out.WriteString("stateDiagram-v2\n")
	goesOn := map[string]bool{}
	var reached []string
	for _, element := range table.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		from, _ := names.fold(pair.Key)
		goesOn[from] = true
		next, ok := pair.Value.(*ast.CompositeLit)
		if !ok {
			continue
		}
		for _, e := range next.Elts {
			to, _ := names.fold(e)
			out.WriteString("    " + from + " --> " + to + "\n")
			reached = append(reached, to)
		}
	}
	for _, state := range reached {
		if !goesOn[state] {
			goesOn[state] = true
			out.WriteString("    " + state + " --> [*]\n")
		}
	}
	return out.String(), table
}

// transitions finds var Transitions = map[State][]State{...}.
func (p *pkg) transitions() (*ast.CompositeLit, *file) {
	for _, f := range p.code() {
		for _, declared := range f.syntax.Decls {
			group, ok := declared.(*ast.GenDecl)
			if !ok || group.Tok != token.VAR {
				continue
			}
			for _, spec := range group.Specs {
				value := spec.(*ast.ValueSpec)
				if value.Names[0].Name != "Transitions" || len(value.Values) != 1 {
					continue
				}
				if table, ok := value.Values[0].(*ast.CompositeLit); ok {
					return table, f
				}
			}
		}
	}
	return nil, nil
}

// TestMain draws the diagram anew when asked to.
func TestMain(m *testing.M) {
	flag.Parse()
	if *update {
		if err := redraw(); err != nil {
			panic(err)
		}
	}
	dbtest.Main(m)
}

func redraw() error {
	whole, err := repository()
	if err != nil {
		return err
	}
	raw, err := fs.ReadFile(whole.fsys, diagramFile)
	if err != nil {
		return err
	}
	want, _ := whole.diagram(whole.packages["internal/promise"])
	_, before, after := drawing(string(raw))
	return os.WriteFile("../../"+diagramFile, []byte(before+diagramBegin+want+diagramEnd+after), 0o644)
}
