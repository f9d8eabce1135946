package ledger

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

// Tariff is what each kind of event is worth, from a date on. The files are meant to be read: every
// decision gives its reason in both languages, also the decision that a kind is worth nothing.
type Tariff struct {
	Version   string              `json:"version"`
	ValidFrom string              `json:"valid_from"` // a civil date
	Decisions map[string]Decision `json:"decisions"`  // by kind of event, or "kind/case"
}

// Decision is the points of a kind of event and why, or an explicit none.
type Decision struct {
	Points   int64  `json:"points,omitempty"`
	Recovery bool   `json:"recovery,omitempty"` // limited by the failure that it makes good
	None     bool   `json:"none,omitempty"`
	WhyNL    string `json:"why_nl"`
	WhyEN    string `json:"why_en"`
}

//go:embed tariff/*.json
var tariffFiles embed.FS

// Tariffs are all versions, oldest first.
var Tariffs = sync.OnceValue(func() []Tariff {
	names, err := fs.Glob(tariffFiles, "tariff/*.json")
	if err != nil {
		panic(err)
	}
	var out []Tariff
	for _, name := range names {
		raw, err := tariffFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var t Tariff
		if err := json.Unmarshal(raw, &t); err != nil {
			panic(fmt.Sprintf("ledger: %s: %v", name, err))
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b Tariff) int { return strings.Compare(a.ValidFrom, b.ValidFrom) })
	return out
})

// tariffAt is the tariff in force at an instant; the first one for what lies before them all.
func tariffAt(at time.Time) Tariff {
	all := Tariffs()
	day := at.Format(time.DateOnly)
	in := all[0]
	for _, t := range all {
		if t.ValidFrom <= day {
			in = t
		}
	}
	return in
}

// decision finds the rule for a cause: of its case, or else of its kind.
func (t Tariff) decision(kind, of string) (Decision, string, error) {
	if of != "" {
		if d, ok := t.Decisions[kind+"/"+of]; ok {
			return d, t.Version + "/" + kind + "/" + of, nil
		}
	}
	d, ok := t.Decisions[kind]
	if !ok {
		return d, "", fmt.Errorf("ledger: tariff %s decides nothing about %s", t.Version, kind)
	}
	return d, t.Version + "/" + kind, nil
}
