package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	templ "github.com/a-h/templ/parser/v2"
	"github.com/a-h/templ/parser/v2/visitor"
)

// readAloud are the attributes whose text people see or hear.
var readAloud = []string{"title", "placeholder", "alt", "label", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext"}

var (
	entity = regexp.MustCompile(`&#?\w+;`)
	brand  = regexp.MustCompile(`\bKroon\b`)
	letter = regexp.MustCompile(`\pL`)
)

// templates finds words in templates that are not from the catalogues; the name Kroon may stand.
func (t *tree) templates() []finding {
	var out []finding
	for _, name := range t.paths {
		if !strings.HasSuffix(name, ".templ") {
			continue
		}
		source, err := fs.ReadFile(t.fsys, name)
		if err == nil {
			var found []finding
			found, err = wording(name, string(source))
			out = append(out, found...)
		}
		if err != nil {
			out = append(out, finding{name, 1, err.Error()})
		}
	}
	return out
}

func wording(name, source string) (out []finding, err error) {
	parsed, err := templ.ParseString(source)
	if err != nil {
		return nil, err
	}
	report := func(at templ.Range, text string) {
		out = append(out, finding{name, int(at.From.Line) + 1, fmt.Sprintf("a template says nothing itself: put %q in the catalogues", strings.TrimSpace(text))})
	}
	walk := visitor.New()
	walk.Text = func(n *templ.Text) error {
		if letter.MatchString(brand.ReplaceAllString(entity.ReplaceAllString(n.Value, ""), "")) {
			report(n.Range, n.Value)
		}
		return nil
	}
	walk.ConstantAttribute = func(n *templ.ConstantAttribute) error {
		key, named := n.Key.(templ.ConstantAttributeKey)
		if named && slices.Contains(readAloud, key.Name) && letter.MatchString(brand.ReplaceAllString(n.Value, "")) {
			report(key.NameRange, n.Value)
		}
		return nil
	}
	walk.StringExpression = func(n *templ.StringExpression) error {
		for _, text := range sentences(n.Expression.Value) {
			report(n.Expression.Range, text)
		}
		return nil
	}
	walk.ExpressionAttribute = func(n *templ.ExpressionAttribute) error {
		if key, named := n.Key.(templ.ConstantAttributeKey); !named || !slices.Contains(readAloud, key.Name) {
			return nil
		}
		for _, text := range sentences(n.Expression.Value) {
			report(n.Expression.Range, text)
		}
		return nil
	}
	return out, parsed.Visit(walk)
}

// sentences are the literals in a Go expression that are sentences.
func sentences(expression string) []string {
	parsed, err := parser.ParseExpr(expression)
	if err != nil {
		return nil // the template does not compile; the compiler says it better
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if text, ok := literal(e); ok && isSentence.MatchString(text) {
				out = append(out, text)
			}
		}
		return true
	})
	return out
}
