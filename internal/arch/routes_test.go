package arch

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pageList is the file, or the beginning of the names of the files, that list every URL of a page.
const pageList = "internal/app/routes"

// ofTheChassis are the URLs that the chassis itself answers, for every installation alike: the static
// files, the service worker, and the stream that tells open pages of news.
var ofTheChassis = []string{"GET /static/", "GET /worker.js", "GET /events"}

// besidePages has addresses of its own that lead to no page of Kroon: the gallery's list of what it shows.
const besidePages = "internal/gallery"

func TestRoutesAndDocs(t *testing.T) {
	keeps(t, "routes", func(t *tree) []finding {
		return slices.Concat(routes(t), packageComments(t), docLinks(t), fileLinks(t), stateDiagram(t), decisionRecords(t))
	})
}

var (
	isPattern = regexp.MustCompile(`^((GET|HEAD|POST|PUT|PATCH|DELETE) )?/\S*$`)
	hasMethod = regexp.MustCompile(`^[A-Z]+ /`)
)

// routes: the page list is the only place that gives a handler a URL, each once and each with its
// role. Routes of the API are made by huma from Go types, so they are in OpenAPI or do not exist.
func routes(t *tree) []finding {
	var out []finding
	seen := map[string]bool{}
	for _, p := range t.sorted() {
		for _, f := range p.code() {
			listed := strings.HasPrefix(f.path, pageList)
			ast.Inspect(f.syntax, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					out = append(out, t.handled(p, n, listed)...)
				case *ast.CompositeLit:
					line, is := route(n)
					if !is {
						return true
					}
					if !listed {
						out = append(out, t.at(n, "route %q is not in the page list: move it to %s.go", line.pattern, pageList))
					}
					if seen[line.pattern] {
						out = append(out, t.at(n, "route %q is listed already", line.pattern))
					}
					seen[line.pattern] = true
					if line.wrong != "" {
						out = append(out, t.at(n, "route %q %s", line.pattern, line.wrong))
					}
				}
				return true
			})
		}
	}
	return out
}

// handled finds a URL given to a mux outside the page list.
func (t *tree) handled(p *pkg, call *ast.CallExpr, listed bool) []finding {
	_, name, _ := selected(call.Fun)
	if listed || p.dir == besidePages || name != "Handle" && name != "HandleFunc" || len(call.Args) != 2 {
		return nil
	}
	pattern, ok := literal(call.Args[0])
	if !ok || !isPattern.MatchString(pattern) || p.dir == "internal/web" && slices.Contains(ofTheChassis, pattern) {
		return nil
	}
	return []finding{t.at(call, "route %q is in no list: enter pages in %s.go and make API routes with huma", pattern, pageList)}
}

// listed is one line of the page list.
type listed struct{ pattern, wrong string }

// route reads {"GET /today", party.Reader, h.Today} and {Pattern: "GET /today", Role: .., Handle: ..}.
func route(lit *ast.CompositeLit) (listed, bool) {
	if len(lit.Elts) < 2 {
		return listed{}, false
	}
	if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); !keyed {
		pattern, ok := literal(lit.Elts[0])
		return listed{pattern, forWhom(lit.Elts[1:2])}, ok && hasMethod.MatchString(pattern)
	}
	var line listed
	var ways []ast.Expr
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch key, _ := pair.Key.(*ast.Ident); {
		case key == nil:
		case key.Name == "Pattern":
			line.pattern, _ = literal(pair.Value)
		case key.Name == "Role":
			ways = append(ways, pair.Value)
		case key.Name == "Public", key.Name == "Customer":
			if value, ok := pair.Value.(*ast.Ident); ok && value.Name == "true" {
				ways = append(ways, key)
			}
		}
	}
	line.wrong = forWhom(ways)
	return line, isPattern.MatchString(line.pattern)
}

// forWhom says what is wrong with how a route says for whom it is: a role, or nobody in particular.
func forWhom(ways []ast.Expr) string {
	if len(ways) != 1 {
		return "must say once for whom it is: a Role, Public or Customer"
	}
	if of, name, ok := selected(ways[0]); ok && of == "party" && slices.Contains([]string{"Owner", "TeamLead", "Colleague", "Reader"}, name) {
		return ""
	}
	if name, ok := ways[0].(*ast.Ident); ok && slices.Contains([]string{"Public", "Customer", "public", "customer"}, name.Name) {
		return ""
	}
	return "has no role: name one of party's, or Public or Customer"
}
