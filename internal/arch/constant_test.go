package arch

import (
	"go/ast"
	"go/token"
)

// constants are the string constants that code of one function can name, unfolded.
type constants struct {
	tree  *tree
	pkg   *pkg
	file  *file
	fixed map[string]ast.Expr   // constants of the function
	local map[string][]ast.Expr // variables of the function, with all that is assigned to them
	loose map[string]bool       // parameters and variables that get their value in another way
	depth int
}

// maxDepth ends a constant that names itself.
const maxDepth = 20

// fold gives the text of a string expression. whole is false when part of it is known only while
// the program runs; that part is left out of the text.
func (c *constants) fold(e ast.Expr) (text string, whole bool) {
	if c.depth++; c.depth > maxDepth {
		return "", false
	}
	defer func() { c.depth-- }()
	switch e := e.(type) {
	case *ast.BasicLit:
		return literal(e)
	case *ast.ParenExpr:
		return c.fold(e.X)
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false
		}
		left, leftWhole := c.fold(e.X)
		right, rightWhole := c.fold(e.Y)
		return left + right, leftWhole && rightWhole
	case *ast.Ident:
		return c.named(e.Name)
	case *ast.SelectorExpr:
		return c.elsewhere(e)
	case *ast.CallExpr:
		return c.called(e)
	}
	return "", false
}

func (c *constants) named(name string) (string, bool) {
	if c.loose[name] {
		return "", false
	}
	if value := c.fixed[name]; value != nil {
		return c.fold(value)
	}
	if values := c.local[name]; len(values) > 0 {
		first, whole := "", true
		for i, value := range values {
			text, ok := c.fold(value)
			if whole = whole && ok; i == 0 {
				first = text
			}
		}
		return first, whole
	}
	if value := c.pkg.constant(name); value != nil {
		there := &constants{tree: c.tree, pkg: c.pkg, depth: c.depth}
		return there.fold(value)
	}
	return "", false
}

func (c *constants) elsewhere(e *ast.SelectorExpr) (string, bool) {
	of, name, _ := selected(e)
	if c.file == nil || of == "" {
		return "", false
	}
	for _, i := range c.file.imports() {
		dir, ours := own(i.path)
		if !ours || i.name != of || c.tree.packages[dir] == nil {
			continue
		}
		there := &constants{tree: c.tree, pkg: c.tree.packages[dir], depth: c.depth}
		return there.named(name)
	}
	return "", false
}

// called: the conversion string(Constant) is as constant as its argument.
func (c *constants) called(e *ast.CallExpr) (string, bool) {
	if ident, ok := e.Fun.(*ast.Ident); ok && ident.Name == "string" && len(e.Args) == 1 {
		return c.fold(e.Args[0])
	}
	return "", false
}

// constant finds a constant of the package.
func (p *pkg) constant(name string) ast.Expr {
	if p.constants == nil {
		p.constants = map[string]ast.Expr{}
		for _, f := range p.code() {
			for _, declared := range f.syntax.Decls {
				if group, ok := declared.(*ast.GenDecl); ok && group.Tok == token.CONST {
					addConstants(p.constants, group)
				}
			}
		}
	}
	return p.constants[name]
}

func addConstants(to map[string]ast.Expr, group *ast.GenDecl) {
	for _, spec := range group.Specs {
		value := spec.(*ast.ValueSpec)
		for i, name := range value.Names {
			if i < len(value.Values) {
				to[name.Name] = value.Values[i]
			}
		}
	}
}

// inside prepares the constants of one declaration: for a function, what it declares and assigns.
// Names are taken per function without their scopes, so that a doubtful name counts as not constant.
func (t *tree) inside(p *pkg, f *file, declared ast.Decl) *constants {
	c := &constants{tree: t, pkg: p, file: f, fixed: map[string]ast.Expr{}, local: map[string][]ast.Expr{}, loose: map[string]bool{}}
	if _, ok := declared.(*ast.FuncDecl); !ok {
		return c
	}
	ast.Inspect(declared, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType:
			c.parameters(n)
		case *ast.AssignStmt:
			c.assign(n.Lhs, n.Rhs)
		case *ast.GenDecl:
			if n.Tok == token.CONST {
				addConstants(c.fixed, n)
				return false
			}
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(n.Names))
			for i, name := range n.Names {
				names[i] = name
			}
			if len(n.Values) > 0 {
				c.assign(names, n.Values)
			}
		case *ast.RangeStmt:
			c.loosen(n.Key, n.Value)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				c.loosen(n.X)
			}
		}
		return true
	})
	return c
}

func (c *constants) parameters(f *ast.FuncType) {
	for _, list := range []*ast.FieldList{f.Params, f.Results} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			for _, name := range field.Names {
				c.loose[name.Name] = true
			}
		}
	}
}

func (c *constants) assign(to, values []ast.Expr) {
	if len(to) != len(values) {
		c.loosen(to...)
		return
	}
	for i, target := range to {
		if ident, ok := target.(*ast.Ident); ok {
			c.local[ident.Name] = append(c.local[ident.Name], values[i])
		}
	}
}

func (c *constants) loosen(exprs ...ast.Expr) {
	for _, e := range exprs {
		if ident, ok := e.(*ast.Ident); ok {
			c.loose[ident.Name] = true
		}
	}
}
