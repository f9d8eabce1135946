package arch

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	tariffFolder  = "internal/ledger/tariff"
	retentionFile = "internal/event/retention.json"
)

// retentionClasses say how long an event is kept: as long as the relation, as the account, or only as
// a trace of who did what.
var retentionClasses = []string{"relation", "account", "trace"}

// factKind is one kind of event: a type with the method EventKind.
type factKind struct {
	kind     string
	concept  string
	typeName string
	node     ast.Node
	fields   *ast.StructType
}

// events finds the kinds of event in the code.
func (t *tree) events() []factKind {
	var out []factKind
	for _, p := range t.sorted() {
		for _, f := range p.code() {
			for _, declared := range f.syntax.Decls {
				fn, ok := declared.(*ast.FuncDecl)
				if !ok || fn.Recv == nil || fn.Name.Name != "EventKind" || fn.Body == nil {
					continue
				}
				e := factKind{concept: p.concept(), node: fn, typeName: receiver(fn)}
				e.fields = p.structure(e.typeName)
				if len(fn.Body.List) == 1 {
					if answer, ok := fn.Body.List[0].(*ast.ReturnStmt); ok && len(answer.Results) == 1 {
						e.kind, _ = t.inside(p, f, fn).fold(answer.Results[0])
					}
				}
				out = append(out, e)
			}
		}
	}
	return out
}

func receiver(fn *ast.FuncDecl) string {
	e := fn.Recv.List[0].Type
	if pointer, ok := e.(*ast.StarExpr); ok {
		e = pointer.X
	}
	if ident, ok := e.(*ast.Ident); ok {
		return ident.Name
	}
	return ""
}

// structure finds the struct of a type name.
func (p *pkg) structure(name string) *ast.StructType {
	var found *ast.StructType
	for _, f := range p.code() {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && spec.Name.Name == name {
				found, _ = spec.Type.(*ast.StructType)
			}
			return found == nil
		})
	}
	return found
}

func TestEventsAreComplete(t *testing.T) { keeps(t, "events", eventsAreComplete) }

func eventsAreComplete(t *tree) []finding {
	events := t.events()
	if len(events) == 0 {
		return nil
	}
	nl, _ := t.catalogue("nl")
	en, _ := t.catalogue("en")
	tariff, decisions, out := t.decisions()
	retention, wrong := t.retention()
	out = append(out, wrong...)
	kinds := map[string]bool{}
	for _, e := range events {
		if e.kind == "" {
			out = append(out, t.at(e.node, "EventKind of %s must return one literal", e.typeName))
			continue
		}
		if kinds[e.kind] {
			out = append(out, t.at(e.node, "%s is the kind of another event already", e.kind))
		}
		kinds[e.kind] = true
		if !strings.HasPrefix(e.kind, e.concept+".") {
			out = append(out, t.at(e.node, "%s must begin with %s., the concept it belongs to", e.kind, e.concept))
		}
		_, dutch := nl["event."+e.kind]
		_, english := en["event."+e.kind]
		if !dutch || !english {
			out = append(out, t.at(e.node, "%s has no sentence in both languages: add event.%s to %s/{nl,en}", e.kind, e.kind, catalogueFolder))
		}
		if !decisions[e.kind] {
			out = append(out, t.at(e.node, `%s has no decision in the ledger: add it to %s with "points" or "none": true, and "why_nl" and "why_en"`, e.kind, tariff))
		}
		if !slices.Contains(retentionClasses, retention[e.kind]) {
			out = append(out, t.at(e.node, "%s has no retention class: add it to %s as relation, account or trace", e.kind, retentionFile))
		}
		out = append(out, t.wordy(e)...)
	}
	for _, kind := range slices.Sorted(maps.Keys(retention)) {
		if !kinds[kind] {
			out = append(out, finding{retentionFile, 1, kind + " is no event: take it out, or spell it as the code does"})
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(decisions)) {
		if !kinds[kind] {
			out = append(out, finding{tariff, 1, kind + " is no event: take it out, or spell it as the code does"})
		}
	}
	return out
}

// tariff is one version of what events do to the ledger. A decision stands under the kind of its
// event; what differs by circumstance stands beside it as kind/circumstance.
type tariff struct {
	ValidFrom string `json:"valid_from"`
	Decisions map[string]struct {
		Points *int   `json:"points"`
		None   bool   `json:"none"`
		WhyNL  string `json:"why_nl"`
		WhyEN  string `json:"why_en"`
	} `json:"decisions"`
}

// decisions reads the newest tariff: per kind of event points, or an explicit none, with the reason
// in both languages.
func (t *tree) decisions() (name string, decided map[string]bool, wrong []finding) {
	name, decided = tariffFolder+"/<version>.json", map[string]bool{}
	var newest tariff
	for _, file := range t.paths {
		if path.Dir(file) != tariffFolder || !strings.HasSuffix(file, ".json") {
			continue
		}
		var read tariff
		if err := t.readJSON(file, &read); err != nil {
			wrong = append(wrong, finding{file, 1, err.Error()})
		} else if read.ValidFrom >= newest.ValidFrom {
			name, newest = file, read
		}
	}
	for _, key := range slices.Sorted(maps.Keys(newest.Decisions)) {
		d := newest.Decisions[key]
		kind, circumstance, special := strings.Cut(key, "/")
		if _, plain := newest.Decisions[kind]; special && !plain {
			wrong = append(wrong, finding{name, 1, fmt.Sprintf("%s says what holds when %s, but nothing says what holds otherwise", key, circumstance)})
		}
		decided[kind] = true
		if (d.Points != nil) == d.None || d.WhyNL == "" || d.WhyEN == "" {
			wrong = append(wrong, finding{name, 1, key + " must have either points or none, and why_nl and why_en"})
		}
	}
	return name, decided, wrong
}

func (t *tree) retention() (map[string]string, []finding) {
	classes := map[string]string{}
	if !slices.Contains(t.paths, retentionFile) {
		return classes, nil
	}
	if err := t.readJSON(retentionFile, &classes); err != nil {
		return classes, []finding{{retentionFile, 1, err.Error()}}
	}
	return classes, nil
}

func (t *tree) readJSON(name string, into any) error {
	raw, err := fs.ReadFile(t.fsys, name)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

// wordy finds fields that could hold words: an event holds ids, codes (a string type with a name of
// its own), instants and numbers, because words must stay erasable.
func (t *tree) wordy(e factKind) []finding {
	if e.fields == nil {
		return nil
	}
	var out []finding
	for _, field := range e.fields.Fields.List {
		ast.Inspect(field.Type, func(n ast.Node) bool {
			ident, ok := n.(*ast.Ident)
			if ok && slices.Contains([]string{"string", "any", "byte", "rune", "error"}, ident.Name) {
				out = append(out, t.at(field, "%s holds a field of %s: an event holds ids, codes, instants and numbers; keep words in the concept's table and give a code its own type", e.kind, ident.Name))
			}
			return true
		})
	}
	return out
}
