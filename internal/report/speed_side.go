package report

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/stat"
	"kroon/internal/worktime"
)

// SideDefinition is the version of what counts as before and after the signature.
//
//  1. After: who asked, or whom they work for, had ordered before; or was known as a customer since an earlier
//     year; or had said to have bought. Before: the first order came later, or they were still choosing. Of whom
//     none of this is known is left out, and counted.
const SideDefinition = 1

// AsQuick is what comparing the two says.
type AsQuick string

// What it says: of fewer than FewCases on either side nothing, and of a difference that may be chance none.
const (
	TooFew   AsQuick = "too-few"
	NoSlower AsQuick = "as-quick"
	Slower   AsQuick = "slower-after"
	Quicker  AsQuick = "quicker-after"
)

// Sides is how quickly those are answered who may still buy, and those who did.
type Sides struct {
	Definition int     `json:"definition"`
	Before     Speed   `json:"before"`
	After      Speed   `json:"after"`
	Unknown    int64   `json:"unknown"`    // questions of which it is not known
	Chi        float64 `json:"chi_square"` // of the log-rank test on working time, one degree of freedom
	P          float64 `json:"p"`
	Says       AsQuick `json:"says"`
}

// side is on which side of the signature a question was asked.
type side int

const (
	unknownSide side = iota
	before
	after
)

func (q asked) side(zone *time.Location) side {
	first := q.BoughtAt
	if first.IsZero() || !q.HouseAt.IsZero() && q.HouseAt.Before(first) {
		first = q.HouseAt
	}
	choosing := q.Phase == "orienting" || q.Phase == "comparing" || q.Phase == "deciding"
	switch {
	case !first.IsZero() && !first.After(q.NotedAt), q.Since > 0 && int(q.Since) < q.NotedAt.In(zone).Year(), q.Phase == "bought":
		return after
	case !first.IsZero(), choosing:
		return before
	}
	return unknownSide
}

// BeforeAndAfter compares how quickly we answer before the signature and after it.
func BeforeAndAfter(tx *db.Tx, c worktime.Calendar, scope Scope) (out Sides, err error) {
	all, err := allAsked(tx, scope)
	if err != nil {
		return out, err
	}
	return sidesOf(all, clockFor(all, c, tx.Now), c.Zone(), tx.Now), nil
}

// sidesOf compares questions by the side of the signature on which they were asked.
func sidesOf(all []asked, open *openClock, zone *time.Location, now time.Time) (out Sides) {
	out.Definition = SideDefinition
	split := map[side][]asked{}
	for _, q := range all {
		at := q.side(zone)
		split[at] = append(split[at], q)
	}
	out.Unknown = int64(len(split[unknownSide]))
	var one, other []stat.Wait
	out.Before, one = speedOf(split[before], open, now)
	out.After, other = speedOf(split[after], open, now)
	var surplus float64
	out.Chi, out.P, surplus = stat.LogRank(one, other)
	switch {
	case len(one) < FewCases || len(other) < FewCases:
		out.Says = TooFew
	case out.P >= stat.Level:
		out.Says = NoSlower
	case surplus > 0:
		out.Says = Slower
	default:
		out.Says = Quicker
	}
	return out
}
