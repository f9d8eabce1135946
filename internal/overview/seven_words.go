package overview

import (
	"strings"
	"time"

	"kroon/internal/lang"
)

// In says what an answer rests on: "2 keer opgenomen, 1 keer teruggebeld ...".
func (a SevenAnswer) In(p lang.Printer, now time.Time) string {
	if a.Silent {
		return p.T("seven.contact.silent")
	}
	if a.Says == SaysUnknown {
		return p.T("seven." + a.Ask + ".unknown")
	}
	names := strings.Join(a.Names, ", ")
	if names == "" {
		names = p.T("seven.nobody")
	}
	pairs := []any{"n", a.N, "names", names, "last", p.Day(a.Last, now)}
	for _, name := range []string{
		"answered", "back", "left", "kept", "due", "wishes", "worries", "fresh", "repeats", "corrected", "broken", "complaints", "soon", "later",
		"open", "wrong", "untold", "early", "sorry",
	} {
		pairs = append(pairs, name, a.Numbers[name])
	}
	return p.T("seven."+a.Ask+".told", pairs...)
}

// In says what a case was: "Gesproken met Fatima".
func (c SevenCase) In(p lang.Printer) string {
	key := "seven.case." + c.What
	switch c.What {
	case "answered", "spoken", "asked", "given":
		if c.Name == "" {
			key += "_bare"
		}
	}
	return p.T(key, "name", c.Name, "took", p.ShortWorking(c.Took))
}

// ServiceWords say in a sentence each how well we understood a customer, did what we said, and how soon.
type ServiceWords struct{ Understanding, Reliability, Speed string }
