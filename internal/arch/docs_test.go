package arch

import (
	"go/ast"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode"
)

// packageComments: every package says what it is, in one file.
func packageComments(t *tree) []finding {
	var out []finding
	for _, p := range t.sorted() {
		code := p.code()
		if len(code) == 0 {
			continue
		}
		var doc string
		for _, f := range code {
			if !f.generated {
				doc += f.syntax.Doc.Text()
			}
		}
		name := code[0].syntax.Name.Name
		if strings.TrimSpace(doc) == "" {
			out = append(out, t.at(code[0].syntax, "package %s has no comment that says what it is", p.dir))
		} else if name != "main" && !strings.HasPrefix(doc, "Package "+name+" ") {
			out = append(out, t.at(code[0].syntax, "the comment of package %s must begin with \"Package %s \"", p.dir, name))
		}
	}
	return out
}

// declarations are the names of a package, and its fields and methods as Type.Name.
func (p *pkg) declarations() map[string]bool {
	names := map[string]bool{}
	for _, f := range p.code() {
		for _, declared := range f.syntax.Decls {
			switch d := declared.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					names[d.Name.Name] = true
				} else {
					names[receiver(d)+"."+d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					declare(names, spec)
				}
			}
		}
	}
	return names
}

func declare(names map[string]bool, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range s.Names {
			names[name.Name] = true
		}
	case *ast.TypeSpec:
		names[s.Name.Name] = true
		var members *ast.FieldList
		switch kind := s.Type.(type) {
		case *ast.StructType:
			members = kind.Fields
		case *ast.InterfaceType:
			members = kind.Methods
		}
		if members == nil {
			return
		}
		for _, field := range members.List {
			for _, name := range field.Names {
				names[s.Name.Name+"."+name.Name] = true
			}
		}
	}
}

// docLink is [Name], [Type.Method], [pkg.Name] or [pkg.Type.Method] in a doc comment.
var docLink = regexp.MustCompile(`(?:^|[\s("'])\[\*?([a-z]\w*\.)?([A-Z]\w*(?:\.[A-Za-z]\w*)?)\](?:[\s.,;:)"']|$)`)

// docLinks: what a doc comment links to is there, as far as it is ours.
func docLinks(t *tree) []finding {
	var out []finding
	for _, p := range t.sorted() {
		declared := p.declarations()
		for _, f := range p.code() {
			from := map[string]map[string]bool{"": declared}
			for _, i := range f.imports() {
				if dir, ours := own(i.path); ours && t.packages[dir] != nil {
					from[i.name+"."] = t.packages[dir].declarations()
				}
			}
			for _, group := range f.syntax.Comments {
				for _, link := range docLink.FindAllStringSubmatch(group.Text(), -1) {
					if names, ours := from[link[1]]; ours && !names[link[2]] {
						out = append(out, t.at(group, "the doc link [%s%s] leads nowhere", link[1], link[2]))
					}
				}
			}
		}
	}
	return out
}

var (
	fence    = regexp.MustCompile("(?ms)^(```|~~~).*?^(```|~~~)[ \t]*$|`[^`\n]*`")
	fileLink = regexp.MustCompile(`\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)`)
	elsewise = regexp.MustCompile(`^([a-z][a-z0-9+.-]*:|//)`)
	heading  = regexp.MustCompile(`(?m)^#{1,6}\s+(.+?)\s*#*$`)
)

// fileLinks: what a page of the documentation links to is in the repository, heading included.
func fileLinks(t *tree) []finding {
	var out []finding
	for _, name := range t.paths {
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		raw, err := fs.ReadFile(t.fsys, name)
		if err != nil {
			out = append(out, finding{name, 1, err.Error()})
			continue
		}
		text := withoutCode(string(raw))
		for _, at := range fileLink.FindAllStringSubmatchIndex(text, -1) {
			target := text[at[2]:at[3]]
			if !elsewise.MatchString(target) && !t.leads(name, target) {
				line := strings.Count(text[:at[0]], "\n") + 1
				out = append(out, finding{name, line, "the link to " + target + " leads nowhere"})
			}
		}
	}
	return out
}

// withoutCode blanks code out and keeps the lines.
func withoutCode(text string) string {
	return fence.ReplaceAllStringFunc(text, func(code string) string { return strings.Repeat("\n", strings.Count(code, "\n")) })
}

// leads tells whether a link in the file from has an end in the repository.
func (t *tree) leads(from, target string) bool {
	target, anchor, _ := strings.Cut(target, "#")
	to := from
	if target != "" {
		to = path.Join(path.Dir(from), target)
	}
	if _, err := fs.Stat(t.fsys, to); err != nil {
		return false
	}
	if anchor == "" || !strings.HasSuffix(to, ".md") {
		return true
	}
	raw, err := fs.ReadFile(t.fsys, to)
	if err != nil {
		return false
	}
	for _, found := range heading.FindAllStringSubmatch(withoutCode(string(raw)), -1) {
		if slug(found[1]) == anchor {
			return true
		}
	}
	return false
}

// slug is the anchor that forges give a heading.
func slug(title string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r == ' ':
			out.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}
