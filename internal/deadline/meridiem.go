package deadline

import (
	"slices"

	"kroon/internal/lang"
)

// meridiem reads "am", "p.m.", "p . m .", and "9a".
func (p *parser) meridiem(i int) (pm bool, end int, ok bool) {
	if p.gluedText(i) == "." && (p.text(i+1) == "am" || p.text(i+1) == "pm") {
		i++
	}
	switch p.text(i) {
	case "am", "pm":
		end = i + 1
	case "a", "p":
		j := i + 1
		if p.text(j) == "." {
			j++
		}
		switch {
		case p.text(j) == "m":
			end = j + 1
			if p.text(end) == "." && (p.tokens[end].glued || p.text(j-1) == ".") {
				end++
			}
		case p.tokens[i].glued && p.tokens[i-1].digits:
			end = i + 1
		default:
			return false, i, false
		}
	default:
		return false, i, false
	}
	return p.text(i)[0] == 'p', end, true
}

func (p *parser) meridiemAt(i int) bool { _, _, ok := p.meridiem(i); return ok }

// withMeridiem reads a.m. or p.m. after a time and keeps the half of the day it says. A time that
// cannot be in that half is asked about.
func (p *parser) withMeridiem(ph *phrase, i int) (end int) {
	pm, end, ok := p.meridiem(i)
	if !ok {
		return i
	}
	var kept []int
	for _, m := range ph.clocks {
		if m >= 12*60 == pm {
			kept = append(kept, m)
		}
	}
	switch {
	case len(kept) == 0:
		ph.fail("deadline.ask.disagree")
		return end
	case len(kept) == 1 && kept[0] == 0:
		ph.clocks = []int{0, 24 * 60} // 12 a.m. is midnight, and whose is left open
		return end
	}
	ph.clocks, ph.literal = kept, true
	return end
}

// inPart keeps the times that lie in a part of the day; 1440 is midnight at the end of the day.
func (p *parser) inPart(clocks []int, part int) []int {
	low, high := 0, 0
	switch part {
	case morning:
		low, high = 60, 12*60
	case afternoon:
		low, high = 12*60, 18*60
	case evening:
		low, high = 17*60, 24*60
	case night:
		low, high = 0, 6*60
	}
	nightfall := 22 * 60
	if p.lang == lang.EN {
		nightfall = 18 * 60 // "tomorrow night at eight"
	}
	var kept []int
	for _, m := range clocks {
		if part == evening && m < 60 {
			m += 24 * 60
		}
		fits := m >= low && m <= high || part == night && m >= nightfall
		if fits && !slices.Contains(kept, m) {
			kept = append(kept, m)
		}
	}
	return kept
}
