package report

import (
	"time"

	"kroon/internal/lang"
)

// In says a median of working time: "2 u 8 min (1 u tot 4 u)".
func (m Median) In(p lang.Printer) string {
	return m.told(p, p.ShortWorking)
}

// OnClock says a median as the clock counts.
func (m Median) OnClock(p lang.Printer) string {
	return m.told(p, func(d time.Duration) string { return p.ShortDuration(max(d, time.Minute)) })
}

func (m Median) told(p lang.Printer, say func(time.Duration) string) string {
	of := func(minutes *int64) string { return say(time.Duration(*minutes) * time.Minute) }
	switch {
	case m.Minutes == nil && m.Low == nil:
		return p.T("seven.median.unknown")
	case m.Minutes == nil:
		return p.T("seven.median.over", "low", of(m.Low))
	case m.Low == nil:
		return of(m.Minutes)
	case m.High == nil:
		return p.T("seven.median.open", "median", of(m.Minutes), "low", of(m.Low))
	case *m.Low == *m.High:
		return of(m.Minutes)
	}
	return p.T("seven.median.between", "median", of(m.Minutes), "low", of(m.Low), "high", of(m.High))
}

// Share says how many of a number: under FewCases nothing more, from there on with the interval in whole per cents.
func Share(p lang.Printer, n, of int64) string {
	if of < FewCases {
		return p.T("seven.share", "n", n, "of", of)
	}
	low, high := Wilson(n, of)
	return p.T("seven.share_between", "n", n, "of", of, "low", int(low*100+0.5), "high", int(high*100+0.5))
}

// In names a node: what is done, and where.
func (n PathNode) In(p lang.Printer) string {
	step := n.Label
	if n.Step != StepLogged {
		step = p.T("seven.step." + string(n.Step))
	} else if step == "" {
		step = p.T("seven.step.logged")
	}
	if at := n.At(p); at != "" {
		return p.T("seven.step.at", "step", step, "place", at)
	}
	return step
}

// At names where a step was done: a team, or else a role; empty when that is not known.
func (n PathNode) At(p lang.Printer) string {
	switch n.Place {
	case Nowhere:
		return ""
	case AtTeam:
		return n.Team
	}
	return p.T("seven.place." + string(n.Place))
}

// In names a kind of question.
func (k PathKind) In(p lang.Printer) string {
	switch {
	case k.Log != "":
		return p.T("seven.kind.log", "name", k.Log)
	case k.NL+k.EN != "":
		if p.Lang == lang.EN && k.EN != "" || k.NL == "" {
			return k.EN
		}
		return k.NL
	}
	return p.T("seven.kind." + k.Kind)
}
