package arch

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// statement is one SQL text in the code, its constants filled in.
type statement struct {
	pkg      *pkg
	file     *file
	function string // "internal/job.due", the name under which an exception is entered
	node     ast.Expr
	text     string
	whole    bool // false when a part is put in while the program runs
}

var isSQL = regexp.MustCompile(`^\s*(SELECT\b|INSERT\s+INTO\s|INSERT\s+OR\s|REPLACE\s+INTO\s|UPDATE\s+\w+\b|DELETE\s+FROM\s|TRUNCATE\s|WITH\s)` +
	`|(?is)^\s*(select\s.+\sfrom\s|insert\s+into\s+\w+\s*\(|update\s+\w+\s+set\s|delete\s+from\s+\w+(\s+where|\s*$)|with\s+\w+\s+as\s*\()`)

// statements finds every SQL text of a package outside its tests. A constant counts where it is
// used, so that one that is only the beginning of a statement is not judged by itself.
func (t *tree) statements(p *pkg) []statement {
	if p.sql != nil {
		return p.sql
	}
	out := []statement{}
	for _, f := range p.code() {
		for _, declared := range f.syntax.Decls {
			known := t.inside(p, f, declared)
			function := p.dir + "."
			if fn, ok := declared.(*ast.FuncDecl); ok {
				function += fn.Name.Name
			}
			ast.Inspect(declared, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.GenDecl:
					return n.Tok != token.CONST && n.Tok != token.IMPORT
				case *ast.BasicLit, *ast.BinaryExpr, *ast.SelectorExpr, *ast.Ident:
					e := n.(ast.Expr)
					if ident, ok := e.(*ast.Ident); ok && (known.local[ident.Name] != nil || known.loose[ident.Name]) {
						return false // counted where it was assigned
					}
					text, whole := known.fold(e)
					if isSQL.MatchString(text) {
						out = append(out, statement{p, f, function, e, text, whole})
						return false
					}
				}
				return true
			})
		}
	}
	p.sql = out
	return out
}

// mention is one table that a statement names.
type mention struct {
	table string
	write bool
}

var (
	sqlNoise = regexp.MustCompile(`(?s)'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/`)
	sqlToken = regexp.MustCompile(`"[^"]*"|[A-Za-z_][\w.]*|\$\d+|\d+|<>|<=|>=|!=|\|\||::|[^\s\w]`)
)

// tokens cuts SQL into words and signs; texts and comments are left out.
func tokens(sql string) []string {
	return sqlToken.FindAllString(sqlNoise.ReplaceAllString(sql, " ' "), -1)
}

// mentions lists the tables a statement writes and reads, once for each time they are named.
// Names that are no tables (of WITH, of functions) are among them; who asks knows the tables.
func mentions(sql string) []mention {
	words := tokens(sql)
	at := func(i int) string {
		if i < 0 || i >= len(words) {
			return ""
		}
		return strings.ToUpper(words[i])
	}
	var out []mention
	name := func(i int, write bool) {
		if i < len(words) && at(i) != "(" && (write || at(i+1) != "(") {
			out = append(out, mention{strings.ToLower(strings.Trim(words[i], `"`)), write})
		}
	}
	for i := range words {
		switch at(i) {
		case "INTO":
			name(i+1, true)
		case "UPDATE":
			if !slices.Contains([]string{"DO", "FOR", "KEY", "ON"}, at(i-1)) {
				name(i+1, true)
			}
		case "TRUNCATE":
			name(i+1, true)
		case "FROM":
			switch at(i - 1) {
			case "DELETE":
				name(i+1, true)
			case "DISTINCT":
			default:
				for _, n := range list(words, i+1) {
					name(n, false)
				}
			}
		case "JOIN":
			name(i+1, false)
		}
	}
	return out
}

// list gives the places of the tables in "a, b AS c, d" that begins at i.
func list(words []string, i int) []int {
	out := []int{i}
	for i++; i < len(words); i++ {
		switch word := strings.ToUpper(words[i]); {
		case word == ",":
			out = append(out, i+1)
			i++
		case word == "AS":
		case !isWord(words[i]) || slices.Contains(clauses, word):
			return out
		}
	}
	return out
}

var clauses = []string{"WHERE", "JOIN", "LEFT", "INNER", "CROSS", "FULL", "RIGHT", "NATURAL", "ON", "USING", "GROUP", "ORDER", "LIMIT",
	"UNION", "EXCEPT", "INTERSECT", "HAVING", "WINDOW", "FOR", "RETURNING", "SET", "INDEXED"}

func isWord(token string) bool {
	return token != "" && (token[0] == '_' || token[0]|0x20 >= 'a' && token[0]|0x20 <= 'z')
}

// orgConditions counts the places at which a statement says of which organisation: a comparison of
// an org column, one of a row of columns with org, USING with org, or the columns of an INSERT.
func orgConditions(sql string) int {
	words := tokens(sql)
	count := 0
	for i, word := range words {
		switch strings.ToUpper(word) {
		case "=":
			if i > 0 && isOrg(words[i-1]) || i+1 < len(words) && isOrg(words[i+1]) {
				count++
			}
		case "IN":
			if i > 0 && isOrg(words[i-1]) {
				count++
			}
		case "(":
			if names, end := bracket(words, i); slices.ContainsFunc(names, isOrg) && decides(words, i, end) {
				count++
			}
		}
	}
	return count
}

// bracket gives what stands between the bracket at i and its end, one level deep.
func bracket(words []string, i int) (inside []string, end int) {
	depth := 0
	for end = i; end < len(words); end++ {
		switch words[end] {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return inside, end
			}
		default:
			if depth == 1 {
				inside = append(inside, words[end])
			}
		}
	}
	return inside, end
}

// decides tells whether a bracket holds columns that choose or give rows, not those of a subquery,
// a key or a function.
func decides(words []string, from, to int) bool {
	if from > 0 && strings.EqualFold(words[from-1], "USING") {
		return true
	}
	if from > 1 && strings.EqualFold(words[from-2], "INTO") {
		return true
	}
	if from+1 < len(words) && slices.Contains([]string{"SELECT", "WITH"}, strings.ToUpper(words[from+1])) {
		return false
	}
	row := from > 0 && slices.Contains([]string{"WHERE", "AND", "OR", "ON", "NOT"}, strings.ToUpper(words[from-1]))
	return row && to+1 < len(words) && slices.Contains([]string{"=", "<", ">", "<=", ">=", "IN"}, strings.ToUpper(words[to+1]))
}

func isOrg(word string) bool { return word == "org" || strings.HasSuffix(word, ".org") }
