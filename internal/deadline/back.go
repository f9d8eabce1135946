package deadline

import (
	"slices"
	"time"
)

// lastSuch is the last such day that has come. The 29th of February looks back to a leap year.
func (p *parser) lastSuch(ph *phrase, m, day int) []date {
	for year := p.today.Year(); year >= p.today.Year()-8; year-- {
		if d, ok := newDate(year, time.Month(m), day); ok && m >= 1 && m <= 12 && !d.After(p.today) {
			return []date{d}
		}
	}
	ph.fail("deadline.ask.no_such_day")
	return nil
}

// latest is the last of the moments that has been; where none has, the first that is to come.
func (p *parser) latest(moments []At) []At {
	slices.SortFunc(moments, func(a, b At) int { return a.Instant.Compare(b.Instant) })
	for i := len(moments) - 1; i >= 0; i-- {
		if m := moments[i]; !m.Instant.After(p.now) || m.Grain == Day && dateOf(m.Instant).Equal(p.today) {
			return moments[i : i+1]
		}
	}
	return moments[:min(1, len(moments))]
}
