package ledger

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"kroon/internal/fault"
)

// Version names a tariff: "2026-1".
type Version string

// Tariff is what each kind of event is worth, from a date on. The files are meant to be read: every
// decision gives its reason in both languages, also the decision that a kind is worth nothing.
type Tariff struct {
	Version   Version             `json:"version"`
	ValidFrom string              `json:"valid_from"`               // a civil date, in the organisation's zone
	HalfLife  int64               `json:"half_life_days,omitempty"` // of the view in which points age; 0: they do not
	Decisions map[string]Decision `json:"decisions"`                // by kind of event, or "kind/case"

	BeginsAt time.Time `json:"-"` // the instant of ValidFrom
	Own      bool      `json:"-"` // the organisation's, not the one that comes with Kroon
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

// Shipped are the versions that come with Kroon, oldest first.
var Shipped = sync.OnceValue(func() Tariffs {
	names, err := fs.Glob(tariffFiles, "tariff/*.json")
	if err != nil {
		panic(err)
	}
	var out Tariffs
	for _, name := range names {
		raw, err := tariffFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var t Tariff
		if err := json.Unmarshal(raw, &t); err != nil {
			panic(fmt.Sprintf("ledger: %s: %v", name, err))
		}
		if t.BeginsAt, err = time.Parse(time.DateOnly, t.ValidFrom); err != nil {
			panic(fmt.Sprintf("ledger: %s: %v", name, err))
		}
		out = append(out, t)
	}
	out.sort()
	return out
})

// Tariffs are versions, oldest first.
type Tariffs []Tariff

func (all Tariffs) sort() {
	slices.SortStableFunc(all, func(a, b Tariff) int { return a.BeginsAt.Compare(b.BeginsAt) })
}

// At is the version in force at an instant: the organisation's own once it has one, before that the one that comes
// with Kroon; the first one for what lies before them all.
func (all Tariffs) At(at time.Time) Tariff {
	in, found := all.last(at, true)
	if !found {
		in, _ = all.last(at, false)
	}
	return in
}

func (all Tariffs) last(at time.Time, own bool) (in Tariff, found bool) {
	for _, t := range all {
		if t.Own == own && (!t.BeginsAt.After(at) || !found && !own) {
			in, found = t, true
		}
	}
	return in, found
}

// decision finds the rule for a cause: of its case, or else of its kind. What an own version says nothing about is
// worth what the version that comes with Kroon says.
func (all Tariffs) decision(cause Cause) (Decision, string, error) {
	t := all.At(cause.HappenedAt)
	shipped, _ := all.last(cause.HappenedAt, false)
	for _, in := range []Tariff{t, shipped} {
		if cause.Case != "" {
			if d, ok := in.Decisions[cause.Kind+"/"+cause.Case]; ok {
				return d, string(in.Version) + "/" + cause.Kind + "/" + cause.Case, nil
			}
		}
		if d, ok := in.Decisions[cause.Kind]; ok {
			return d, string(in.Version) + "/" + cause.Kind, nil
		}
	}
	return Decision{}, "", fmt.Errorf("ledger: tariff %s decides nothing about %s", t.Version, cause.Kind)
}

// RuleOf is the decision that an entry rests on, whose rule is "version/kind/case" and may say that it was taken back.
func (all Tariffs) RuleOf(rule string) (t Tariff, kind string, d Decision, found bool) {
	version, kind, _ := strings.Cut(rule, "/")
	for _, back := range []string{"/taken-back", "/put-back"} {
		for strings.HasSuffix(kind, back) {
			kind = strings.TrimSuffix(kind, back)
		}
	}
	for _, t := range all {
		if string(t.Version) == version {
			d, ok := t.Decisions[kind]
			return t, kind, d, ok
		}
	}
	return Tariff{}, kind, Decision{}, false
}

// Bounds of what a tariff file may say.
const (
	mostPoints  = 1000
	mostDays    = 36_500
	mostWords   = 500
	MaxFile     = 256 << 10 // bytes
	longVersion = 20
)

// ReadTariff reads a tariff file and tells what is wrong with it, first of all in its form.
func ReadTariff(raw []byte) (t Tariff, err error) {
	if len(raw) > MaxFile {
		return t, fault.New(fault.Invalid, "ledger.tariff_large").On("file")
	}
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&t); err != nil {
		return t, fault.New(fault.Invalid, "ledger.tariff_json", "wrong", err.Error()).On("file").Because(err)
	}
	return t, t.check()
}

// check holds a file to what a tariff is: known kinds, points or none with a reason, and losses that weigh more than
// what was simply done.
func (t Tariff) check() error {
	wrong := func(key string, args ...any) error {
		return fault.New(fault.Invalid, "ledger."+key, args...).On("file")
	}
	name := string(t.Version)
	if name == "" || len(name) > longVersion || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return wrong("tariff_name")
	}
	if _, err := time.Parse(time.DateOnly, t.ValidFrom); err != nil {
		return wrong("tariff_date")
	}
	if t.HalfLife < 0 || t.HalfLife > mostDays {
		return wrong("tariff_half_life", "most", mostDays)
	}
	known := Shipped()[len(Shipped())-1].Decisions
	for _, kind := range t.Kinds() {
		d := t.Decisions[kind]
		_, ok := known[kind]
		switch {
		case !ok:
			return wrong("tariff_kind", "kind", kind)
		case d.None == (d.Points != 0):
			return wrong("tariff_points", "kind", kind)
		case d.Points > mostPoints || d.Points < -mostPoints || d.Recovery && d.Points < 0:
			return wrong("tariff_bounds", "kind", kind, "most", mostPoints)
		case d.WhyNL == "" || d.WhyEN == "" || len(d.WhyNL) > mostWords || len(d.WhyEN) > mostWords:
			return wrong("tariff_why", "kind", kind)
		case d.Points != 0 && known[kind].None:
			return wrong("tariff_unnoticed", "kind", kind)
		}
	}
	if -t.Decisions["promise.broken"].Points <= t.Decisions["promise.delivered"].Points {
		return wrong("tariff_light")
	}
	if d, ok := t.Decisions["promise.repaired"]; ok && !d.None && !d.Recovery {
		return wrong("tariff_recovery")
	}
	if t.Decisions[AskedKind].Points > 0 {
		return wrong("tariff_asked")
	}
	return nil
}

// Kinds are the decisions in order.
func (t Tariff) Kinds() []string {
	var out []string
	for kind := range t.Decisions {
		out = append(out, kind)
	}
	slices.Sort(out)
	return out
}

// Draft is a version to begin from: as t is, under another name and from a later date.
func (t Tariff) Draft(version Version, from string) Tariff {
	t.Version, t.ValidFrom, t.BeginsAt, t.Own = version, from, time.Time{}, true
	return t
}

// With is the tariff with other points for some kinds, in the words that stand; 0 has a kind post nothing. What it says
// nothing about it takes from the version that comes with Kroon, when that is to change.
func (t Tariff) With(points map[string]int64) Tariff {
	usual := Shipped()[len(Shipped())-1].Decisions
	t.Decisions = maps.Clone(t.Decisions)
	for kind, n := range points {
		d, own := t.Decisions[kind]
		if !own {
			d = usual[kind]
		}
		if own || d.Points != n {
			d.Points, d.None, d.Recovery = n, n == 0, usual[kind].Recovery && n != 0
			t.Decisions[kind] = d
		}
	}
	return t
}

// File is a tariff as a file that people read and change: what posts points first.
func (t Tariff) File() ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"version\": %q,\n  \"valid_from\": %q,\n", string(t.Version), t.ValidFrom)
	if t.HalfLife > 0 {
		fmt.Fprintf(&out, "  \"half_life_days\": %d,\n", t.HalfLife)
	}
	out.WriteString("  \"decisions\": {\n")
	kinds := t.Kinds()
	slices.SortStableFunc(kinds, func(a, b string) int {
		if t.Decisions[a].None == t.Decisions[b].None {
			return 0
		} else if t.Decisions[a].None {
			return 1
		}
		return -1
	})
	for i, kind := range kinds {
		line := &bytes.Buffer{}
		enc := json.NewEncoder(line)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(t.Decisions[kind]); err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "    %q: %s", kind, bytes.TrimSpace(line.Bytes()))
		if i < len(kinds)-1 {
			out.WriteString(",")
		}
		out.WriteString("\n")
	}
	out.WriteString("  }\n}\n")
	return out.Bytes(), nil
}

// Free is a name for a version of a year that no version has: "2027-1".
func (all Tariffs) Free(year int) Version {
	for n := 1; ; n++ {
		name := Version(fmt.Sprintf("%d-%d", year, n))
		if !slices.ContainsFunc(all, func(t Tariff) bool { return t.Version == name }) {
			return name
		}
	}
}
