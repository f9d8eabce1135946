package promise

import (
	"time"

	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Margin is the slack in minutes below which a feasible set of promises is tight.
const Margin = 30

// Horizon is how far ahead FirstFeasible and Choose look: ten years of 365 days.
const Horizon = 10 * 365 * 24 * time.Hour

// Load is what one open promise asks of its owner.
type Load struct {
	Promise id.Promise
	Due     time.Time
	Minutes int // effort, 0 or more
	// Broken is an unrepaired breach: its effort counts at every due instant, but its own is past and
	// checks nothing any more.
	Broken bool
}

// Appointment is a stretch in which the owner is busy: a call or visit at a fixed time, a busy time of
// the person's own calendar. Begin included, end not.
type Appointment struct {
	From, Until time.Time
}

// Room is the time of one person or one desk that is there for promises.
type Room struct {
	Calendar     worktime.Calendar
	Share        int // per cent of the open time that is free for promises, 0 to 100
	Appointments []Appointment
	Virtual      bool // of a program, which neither calls nor visits
}

// Slack is what is left at a due instant: supply less demand, in minutes.
type Slack struct {
	Due     time.Time
	Minutes int
}

// Verdict says what the slacks come to.
type Verdict string

// The verdicts. Of a set of promises they are about every slack. Whether a new one is feasible those from its own due instant on
// decide: what is due before it, it leaves as it is (docs/adr/0039-what-fits-leaves-the-rest-as-it-is.md).
const (
	Feasible   Verdict = "feasible"
	Tight      Verdict = "tight"      // feasible, with less slack than the margin
	Infeasible Verdict = "infeasible" // some slack is below zero
)

// Supply is the whole minutes for promises from now to due: the open time less what appointments
// take (overlaps once), times the share, rounded down once. A due instant that is not after now has
// none. It reckons with at most 292 years.
func Supply(now time.Time, room Room, due time.Time) int {
	return room.shared(room.line(now).Open(due.Sub(now)))
}

// Slacks are the slacks at each distinct due instant, in order: supply less the effort of all that is
// due by then and of every unrepaired breach (Liu and Layland 1973: whoever works on the earliest due
// first keeps what is due at an instant if and only if the slack there is not below zero).
func Slacks(now time.Time, room Room, loads []Load) []Slack {
	s := stand(now, room, loads)
	slacks := make([]Slack, 0, len(s.points))
	for _, point := range s.points {
		slacks = append(slacks, Slack{now.Add(point.at).In(room.Calendar.Zone()), s.slack(point)})
	}
	return slacks
}

// Assess judges the promises of one owner; margin is in minutes.
func Assess(now time.Time, room Room, loads []Load, margin int) Verdict {
	return verdictOf(stand(now, room, loads).least(begin), margin)
}

// Admit judges a new promise of so many minutes beside the others, and gives the slack at its due with it in. It fits when no
// slack from its due on is then below zero: it is kept itself, and it breaks nothing that would be kept and worsens nothing
// that would not. What does not fit before it was to be done first and is reckoned with, but is no reason against it; it does
// make it tight.
func Admit(now time.Time, room Room, loads []Load, due time.Time, minutes, margin int) (Verdict, int) {
	return stand(now, room, loads).admit(due.Sub(now), minutes, margin)
}

// verdictOf judges by the least slack.
func verdictOf(least, margin int) Verdict {
	switch {
	case least < 0:
		return Infeasible
	case least < margin:
		return Tight
	}
	return Feasible
}

// FirstFeasible is the smallest whole minute, not before now, at which a new promise of that many minutes fits (see Admit);
// every later due fits too. False when there is none within the Horizon.
func FirstFeasible(now time.Time, room Room, loads []Load, minutes int) (time.Time, bool) {
	return stand(now, room, loads).first(minutes)
}

// wholeMinute is the first whole minute at or after t.
func wholeMinute(t time.Time) time.Time {
	if whole := t.Truncate(time.Minute); whole.Before(t) {
		return whole.Add(time.Minute)
	}
	return t
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
