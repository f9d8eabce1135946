package arch

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// module is the path of this module, the first element of every import of our own.
const module = "kroon"

// finding is one place that breaks a rule, with how to mend it.
type finding struct {
	path string
	line int
	text string
}

func (f finding) String() string { return fmt.Sprintf("%s:%d: %s", f.path, f.line, f.text) }

// tree is a repository as the rules see it: its files by path, its Go code parsed but not typed,
// because that takes a tenth of a second instead of half a minute.
type tree struct {
	fsys     fs.FS
	fset     *token.FileSet
	paths    []string        // every file, in order
	packages map[string]*pkg // by folder from the root: "internal/promise"
	broken   []finding       // Go files that do not parse
}

// pkg is one folder with Go code; the tests of its external test package included.
type pkg struct {
	dir       string
	files     []*file
	constants map[string]ast.Expr // found when first asked for
	sql       []statement         // likewise
}

type file struct {
	path      string
	test      bool
	generated bool
	source    []byte
	lines     int
	syntax    *ast.File
}

// repository is this checkout, read once for all rules.
var repository = sync.OnceValues(func() (*tree, error) { return load(os.DirFS("../..")) })

// unread are folders at the root that hold no source of ours.
var unread = []string{"bin", "data", "demo", "tmp"}

func load(fsys fs.FS) (*tree, error) {
	t := &tree{fsys: fsys, fset: token.NewFileSet(), packages: map[string]*pkg{}}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			base := path.Base(name)
			hidden := name != "." && strings.HasPrefix(base, ".")
			if hidden || base == "testdata" || slices.Contains(unread, name) {
				return fs.SkipDir
			}
			return nil
		}
		t.paths = append(t.paths, name)
		if strings.HasSuffix(name, ".go") {
			return t.parse(name)
		}
		return nil
	})
	return t, err
}

func (t *tree) parse(name string) error {
	source, err := fs.ReadFile(t.fsys, name)
	if err != nil {
		return err
	}
	syntax, err := parser.ParseFile(t.fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.broken = append(t.broken, finding{name, 1, "does not parse: " + err.Error()})
		return nil
	}
	dir := path.Dir(name)
	if t.packages[dir] == nil {
		t.packages[dir] = &pkg{dir: dir}
	}
	p := t.packages[dir]
	p.files = append(p.files, &file{
		path:      name,
		test:      strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(syntax),
		source:    source,
		lines:     bytes.Count(source, []byte("\n")),
		syntax:    syntax,
	})
	return nil
}

// sorted gives the packages in order of their folders, so that findings come in a fixed order.
func (t *tree) sorted() []*pkg {
	all := make([]*pkg, 0, len(t.packages))
	for _, p := range t.packages {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *pkg) int { return strings.Compare(a.dir, b.dir) })
	return all
}

// code gives the files that go into the binary.
func (p *pkg) code() []*file {
	var out []*file
	for _, f := range p.files {
		if !f.test {
			out = append(out, f)
		}
	}
	return out
}

// at makes a finding at a node of the syntax.
func (t *tree) at(node ast.Node, format string, args ...any) finding {
	position := t.fset.Position(node.Pos())
	return finding{position.Filename, position.Line, fmt.Sprintf(format, args...)}
}

// imported is one import of a file: what it names and under which name.
type imported struct {
	path string
	name string // as the file calls it
	spec *ast.ImportSpec
}

func (f *file) imports() []imported {
	var out []imported
	for _, spec := range f.syntax.Imports {
		target, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(target)
		if isVersion(name) && strings.Contains(target, "/") {
			name = path.Base(path.Dir(target))
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out = append(out, imported{target, name, spec})
	}
	return out
}

// isVersion tells whether the last element of an import path is a major version: v2, v11.
func isVersion(element string) bool {
	_, err := strconv.Atoi(strings.TrimPrefix(element, "v"))
	return strings.HasPrefix(element, "v") && err == nil
}

// own gives the folder of an import within this module.
func own(target string) (dir string, ours bool) { return strings.CutPrefix(target, module+"/") }

// within tells whether dir is root or lies under it.
func within(dir, root string) bool { return dir == root || strings.HasPrefix(dir, root+"/") }

// withinAny tells whether dir lies in one of the roots.
func withinAny(dir string, roots []string) bool {
	return slices.ContainsFunc(roots, func(root string) bool { return within(dir, root) })
}

// literal gives the value of a string literal.
func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(lit.Value)
	return value, err == nil
}

// selected splits pkg.Name or value.Method of a plain identifier.
func selected(e ast.Expr) (of, name string, ok bool) {
	switch index := e.(type) { // a generic function with its types: db.All[row]
	case *ast.IndexExpr:
		e = index.X
	case *ast.IndexListExpr:
		e = index.X
	}
	selector, isSelector := e.(*ast.SelectorExpr)
	if !isSelector {
		return "", "", false
	}
	if ident, isIdent := selector.X.(*ast.Ident); isIdent {
		of = ident.Name
	}
	return of, selector.Sel.Name, true
}
