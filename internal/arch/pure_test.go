package arch

import (
	"slices"
	"testing"
)

// worldly are packages of the standard library that reach outside the program; neither the kernel
// nor the rules of a concept need them.
var worldly = []string{"database/sql", "io/fs", "net", "net/http", "net/smtp", "os", "os/exec", "os/signal", "syscall"}

func TestRulesArePure(t *testing.T) { keeps(t, "pure", rulesArePure) }

// rulesArePure: the file of a concept that bears its name holds types, events and rules, and sees
// the kernel only. Who reads it needs to know no database.
func rulesArePure(t *tree) []finding {
	var out []finding
	for _, p := range t.sorted() {
		level, listed := levels[p.dir]
		switch {
		case listed && level <= levelKernel:
			for _, f := range p.code() {
				out = append(out, t.impure(f)...)
			}
		case listed && level == levelConcept:
			rules := p.dir + "/" + p.concept() + ".go"
			at := slices.IndexFunc(p.files, func(f *file) bool { return f.path == rules })
			if at < 0 {
				out = append(out, finding{p.dir, 1, "has no " + p.concept() + ".go: a concept begins with the file of its types, events and pure rules"})
				continue
			}
			out = append(out, t.impure(p.files[at])...)
		}
	}
	return out
}

func (t *tree) impure(f *file) []finding {
	var out []finding
	for _, i := range f.imports() {
		to, ours := own(i.path)
		if ours && levels[to] > levelKernel {
			out = append(out, t.at(i.spec, "pure rules see the kernel only, not %s: move this to service.go or store.go, or pass in what was found", i.path))
		}
		if slices.Contains(worldly, i.path) {
			out = append(out, t.at(i.spec, "pure code does not reach outside the program, so not for %s: pass in what was found", i.path))
		}
	}
	return out
}
