package arch

import (
	"bytes"
	"testing"
)

// plainCells are files that write CSV which no spreadsheet opens, with why.
var plainCells = map[string]string{
	"internal/imports/list.go": "the package of Harmless itself, by its own name",
	"internal/imports/card.go": "an address book as rows for the import itself, which reads them a moment later",
}

// Whoever writes CSV for people keeps a spreadsheet from taking a cell for a formula.
func TestNoCellIsAFormula(t *testing.T) {
	holds(t, func(t *tree) []finding {
		var out []finding
		for _, p := range t.sorted() {
			for _, f := range p.code() {
				if bytes.Contains(f.source, []byte("csv.NewWriter(")) && !bytes.Contains(f.source, []byte("imports.Harmless(")) && plainCells[f.path] == "" {
					out = append(out, finding{f.path, 1, "writes CSV: pass every cell that somebody typed through imports.Harmless"})
				}
			}
		}
		return out
	})
}
