package overview

import (
	"strings"
	"time"

	"kroon/internal/lang"
	"kroon/internal/report"
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
		"open", "wrong", "untold",
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
	return p.T(key, "name", c.Name, "took", report.Working(p, c.Took))
}

// Understanding, Reliability and Speed say what customers ask of us in a sentence each.
func (s Seven) Understanding(p lang.Printer) string {
	u := s.Service.Understanding
	return p.T("seven.service.understanding", "n", u.Questions, "confirmed", u.Confirmed, "corrected", u.Corrected, "hand_offs", u.HandOffs)
}

// Reliability says how often we did what we said, in time.
func (s Seven) Reliability(p lang.Printer) string {
	return p.T("seven.service.reliability", "rate", report.Share(p, s.Service.Reliability.Kept, s.Service.Reliability.Due))
}

// Speed says how many questions have their answer, and how soon half of them did.
func (s Seven) Speed(p lang.Printer) string {
	speed := s.Service.Speed
	if speed.Working.Minutes == nil {
		return p.T("seven.service.speed_few", "n", speed.Questions, "answered", speed.Answered)
	}
	return p.T("seven.service.speed", "n", speed.Questions, "answered", speed.Answered, "median", speed.Working.In(p))
}
