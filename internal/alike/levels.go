package alike

import (
	"slices"
	"strings"
)

// words compares two words or short texts.
func words(a, b []rune) Level {
	switch {
	case slices.Equal(a, b):
		return Same
	case min(len(a), len(b)) >= 4 && edits(a, b, 1) <= 1, likeness(a, b) >= 0.88 && min(len(a), len(b)) > 2:
		return Near
	case short(a, b) || short(b, a):
		return Faint
	case likeness(a, b) >= 0.75 && min(len(a), len(b)) > 2:
		return Faint
	}
	return Other
}

// short tells whether a is an initial or the beginning of b: "R", "Rob".
func short(a, b []rune) bool {
	return len(a) < len(b) && len(a) > 0 && slices.Equal(a, b[:len(a)])
}

// names finds for each word of the shorter name the best counterpart in the other, each taken once.
func names(a, b [][]rune) []Level {
	if len(a) > len(b) {
		a, b = b, a
	}
	var out []Level
	var done, taken [6]bool
	for level := Same; level <= Other; level++ {
		for i, one := range a {
			for j, other := range b {
				if !done[i] && !taken[j] && words(one, other) == level {
					done[i], taken[j] = true, true
					out = append(out, level)
				}
			}
		}
	}
	return out
}

// births compares dates: one figure written wrong, or two that changed places, is near; two such are faint.
func births(a, b []rune) Level {
	switch edits(a, b, 2) {
	case 0:
		return Same
	case 1:
		return Near
	case 2:
		return Faint
	}
	return Other
}

// homes compares where they live. A house number alone says nothing.
func homes(a, b Prepared) (level Level, known bool) {
	level = Other
	switch {
	case a.code != "" && b.code != "":
		if a.code == b.code {
			level = Near
		} else if edits([]rune(a.code), []rune(b.code), 1) <= 1 {
			level = Faint
		}
	case len(a.street) > 0 && len(b.street) > 0:
		switch words(a.street, b.street) {
		case Same:
			level = Near
		case Near:
			level = Faint
		}
	default:
		return Other, false
	}
	switch {
	case a.house == "" || b.house == "":
	case level == Near && a.house == b.house:
		level = Same
	case level == Near:
		level = Faint
	case level == Faint && a.house != b.house:
		level = Other
	}
	return level, true
}

// phones compares the numbers, the last nine figures of each.
func phones(a, b []string) Level {
	level := Other
	for _, one := range a {
		for _, other := range b {
			switch {
			case one == other:
				return Same
			case edits([]rune(one), []rune(other), 1) == 1:
				level = Near
			}
		}
	}
	return level
}

// emails compares the addresses: the same, a slip of the hand, or the same name at another house.
func emails(a, b []string) Level {
	level := Other
	for _, one := range a {
		for _, other := range b {
			level = min(level, email(one, other))
		}
	}
	return level
}

func email(a, b string) Level {
	if a == b {
		return Same
	}
	nameA, houseA, _ := strings.Cut(a, "@")
	nameB, houseB, _ := strings.Cut(b, "@")
	far := edits(letters(a), letters(b), 3)
	switch {
	case far <= 3:
		return Near
	case nameA == nameB && len(nameA) > 5, edits(letters(nameA), letters(nameB), 1) <= 1 && edits(letters(houseA), letters(houseB), 3) <= 3:
		return Faint
	}
	return Other
}
