package arch

import (
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) { keeps(t, "words", words) }

func words(t *tree) []finding {
	nl, en, out := languages(t)
	used := usage{tree: t, nl: nl, en: en, literals: map[string]bool{}, prefixes: map[string]bool{}}
	for _, p := range t.sorted() {
		if levels[p.dir] == levelTool {
			continue
		}
		for _, f := range p.code() {
			used.read(p, f)
			if level := levels[p.dir]; level >= levelWeb && level <= levelApp && !f.generated {
				out = append(out, t.spoken(f)...)
			}
		}
	}
	for _, e := range t.events() {
		used.literals["event."+e.kind] = true // the timeline says every event
	}
	out = append(out, used.wrong...)
	for _, key := range slices.Sorted(maps.Keys(nl)) {
		if !used.literals[key] && !used.begins(key) {
			out = append(out, nl[key].finding("%s is said nowhere: use it or take it out of both languages", key))
		}
	}
	return append(out, t.templates()...)
}

// usage is which keys the code names.
type usage struct {
	tree     *tree
	nl, en   map[string]sentence
	literals map[string]bool // every string literal
	prefixes map[string]bool // beginnings to which code adds the rest: "event." + kind
	wrong    []finding
}

var isPrefix = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\.$`)

func (u *usage) read(p *pkg, f *file) {
	for _, declared := range f.syntax.Decls {
		known := u.tree.inside(p, f, declared)
		ast.Inspect(declared, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if text, ok := literal(n); ok {
					u.literals[text] = true
				}
			case *ast.BinaryExpr:
				if text, ok := literal(leftmost(n)); ok && n.Op == token.ADD && isPrefix.MatchString(text) {
					u.prefixes[text] = true
				}
			case *ast.CallExpr:
				u.call(known, n)
			}
			return true
		})
	}
}

// leftmost is the first part of a + b + c.
func leftmost(e ast.Expr) ast.Expr {
	for {
		sum, ok := e.(*ast.BinaryExpr)
		if !ok {
			return e
		}
		e = sum.X
	}
}

// begins tells whether code builds keys that begin as this one does.
func (u *usage) begins(key string) bool {
	for prefix := range u.prefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// speaking are the calls that take a key, with its place; pairs of name and value follow it unless
// the call takes a map or none.
var speaking = map[string]struct {
	of    string // any when empty
	at    int
	pairs bool
}{
	"T":    {at: 0, pairs: true},
	"Fill": {at: 0},
	"New":  {of: "fault", at: 1, pairs: true},
	"Is":   {of: "fault", at: 1},
}

// call checks a call that takes a key: it is said in both languages, with every blank filled in.
func (u *usage) call(known *constants, call *ast.CallExpr) {
	of, name, _ := selected(call.Fun)
	speaks, ok := speaking[name]
	if !ok || speaks.of != "" && speaks.of != of || speaks.at >= len(call.Args) {
		return
	}
	arg := call.Args[speaks.at]
	key, whole := known.fold(arg)
	if !whole {
		if prefix, ok := literal(leftmost(arg)); ok && !u.sayable(prefix) {
			u.wrong = append(u.wrong, u.tree.at(arg, "no key begins with %s: add its sentences to %s/{nl,en}", prefix, catalogueFolder))
		}
		return
	}
	said, exists := u.nl[key]
	if _, both := u.en[key]; !exists && !both {
		u.wrong = append(u.wrong, u.tree.at(arg, "nothing is said for %s: add it to %s/{nl,en}", key, catalogueFolder))
		return
	}
	if !speaks.pairs || call.Ellipsis.IsValid() {
		return
	}
	var given []string
	for i := speaks.at + 1; i < len(call.Args); i += 2 {
		text, constant := known.fold(call.Args[i])
		if !constant {
			return
		}
		given = append(given, text)
	}
	for _, blank := range said.blanks() {
		if !slices.Contains(given, blank) {
			u.wrong = append(u.wrong, u.tree.at(arg, "%s has a blank {%s} that is not filled in here", key, blank))
		}
	}
}

func (u *usage) sayable(prefix string) bool {
	for key := range u.nl {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// isSentence: two words or more. Markup, header lines and keys are none.
var isSentence = regexp.MustCompile(`\pL{2,}[,;]?\s+\pL{2,}`)

// spoken finds sentences that a handler writes to the one who asked.
func (t *tree) spoken(f *file) []finding {
	writers := answering(f)
	var out []finding
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		of, name, _ := selected(call.Fun)
		first, _ := call.Args[0].(*ast.Ident)
		handed := first != nil && writers[first.Name] // http.Error(w, ..), fmt.Fprint(w, ..), io.WriteString(w, ..)
		own := writers[of] && strings.HasPrefix(name, "Write")
		if !handed && !own {
			return true
		}
		for _, arg := range call.Args {
			ast.Inspect(arg, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if text, ok := literal(e); ok && isSentence.MatchString(text) {
						out = append(out, t.at(e, "a handler says nothing itself: put %q in the catalogues", text))
					}
				}
				return true
			})
		}
		return true
	})
	return out
}

// answering are the names of a file's parameters that write to the one who asked.
func answering(f *file) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		field, ok := n.(*ast.Field)
		if !ok {
			return true
		}
		if of, kind, _ := selected(field.Type); of == "http" && kind == "ResponseWriter" || of == "io" && kind == "Writer" {
			for _, name := range field.Names {
				names[name.Name] = true
			}
		}
		return true
	})
	return names
}
