package team

import (
	"bytes"
	"cmp"
	"strings"
	"time"

	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Presence is somebody who is at work.
type Presence struct {
	Staff Staff
	Until time.Time // as PresentUntil has it
}

// Away is somebody who is not there, though not gone. Why is no concern of who reads this.
type Away struct {
	Staff Staff
	From  time.Time
	Until time.Time // zero: no end known
	Back  time.Time // the first instant at which they work again; zero when that is not known
}

const (
	// longestBreak is what people take for a pause: somebody who lunches is present until five all the same.
	longestBreak = time.Hour
	// furthest is how far ahead presence is looked for; who is there longer has no end in sight.
	furthest = 24 * time.Hour
	// furthestBack is how far after the end of an absence the first working hour is looked for.
	furthestBack = 31 * 24 * time.Hour
)

// presentUntil is when somebody who is at work at an instant goes home, pauses of up to an hour
// bridged; zero when that is more than a day away.
func presentUntil(calendar worktime.Calendar, at time.Time) (until time.Time, present bool) {
	if !calendar.IsOpen(at) {
		return time.Time{}, false
	}
	until = at
	for from, end := range calendar.Open(at, at.Add(furthest)) {
		if from.Sub(until) > longestBreak {
			break
		}
		until = end
	}
	if !until.Before(at.Add(furthest)) {
		return time.Time{}, true
	}
	return until, true
}

// awayFrom joins the absences of one person that cover an instant, and those that follow on them without
// a gap; they come in order of beginning.
func awayFrom(person Staff, absences []Absence, at time.Time, calendar worktime.Calendar) (away Away, found bool) {
	for _, absence := range absences {
		until := absence.UntilAt
		switch {
		case absence.calledOff():
		case !found && absence.Covers(at):
			away, found = Away{Staff: person, From: absence.FromAt, Until: until}, true
		case found && !away.Until.IsZero() && !absence.FromAt.After(away.Until) && (until.IsZero() || until.After(away.Until)):
			away.Until = until
		}
	}
	if !found || away.Until.IsZero() {
		return away, found
	}
	for from := range calendar.Open(away.Until, away.Until.Add(furthestBack)) {
		away.Back = from
		break
	}
	return away, true
}

// inOrder sorts by name, and by id where names are the same.
func inOrder(a, b Staff) int {
	return cmp.Or(strings.Compare(nameKey(a.Name), nameKey(b.Name)), bytes.Compare(a.ID[:], b.ID[:]))
}

// without lists ids once each, in order, leaving out the zero one and one other.
func without(ids []id.Staff, other id.Staff) []id.Staff {
	var out []id.Staff
	seen := map[id.Staff]bool{{}: true, other: true}
	for _, one := range ids {
		if !seen[one] {
			seen[one] = true
			out = append(out, one)
		}
	}
	return out
}
