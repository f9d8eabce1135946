package promise

import (
	"cmp"
	"iter"
	"math"
	"math/bits"
	"slices"
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

// The verdicts.
const (
	Feasible   Verdict = "feasible"
	Tight      Verdict = "tight"      // feasible, with less slack than the margin
	Infeasible Verdict = "infeasible" // some slack is below zero
)

// Supply is the whole minutes for promises from now to due: the open time less what appointments
// take (overlaps once), times the share, rounded down once. A due instant that is not after now has
// none. It reckons with at most 292 years.
func Supply(now time.Time, room Room, due time.Time) int {
	var open time.Duration
	for from, until := range room.free(now, due.Sub(now)) {
		open += until - from
	}
	return room.shared(open)
}

// Slacks are the slacks at each distinct due instant, in order: supply less the effort of all that is
// due by then and of every unrepaired breach (Liu and Layland 1973: whoever works on the earliest due
// first keeps all of them if and only if none is below zero).
func Slacks(now time.Time, room Room, loads []Load) []Slack {
	points, _ := room.weigh(now, loads)
	slacks := make([]Slack, 0, len(points))
	for _, point := range points {
		slacks = append(slacks, Slack{now.Add(point.at).In(room.Calendar.Zone()), room.slack(point)})
	}
	return slacks
}

// Assess judges the promises of one owner; margin is in minutes.
func Assess(now time.Time, room Room, loads []Load, margin int) Verdict {
	return verdictOf(Slacks(now, room, loads), margin)
}

func verdictOf(slacks []Slack, margin int) Verdict {
	verdict := Feasible
	for _, slack := range slacks {
		if slack.Minutes < 0 {
			return Infeasible
		}
		if slack.Minutes < margin {
			verdict = Tight
		}
	}
	return verdict
}

// FirstFeasible is the smallest whole minute, not before now, such that a new promise of that many
// minutes due then leaves no slack below zero; every later due is then feasible too. False when
// something is infeasible already, or when there is none within the Horizon.
func FirstFeasible(now time.Time, room Room, loads []Load, minutes int) (time.Time, bool) {
	points, breaches := room.weigh(now, loads)
	// A new promise lowers every slack from its own due instant on. So it must come after the last due
	// that has no room for it, X. From there on supply must reach X's demand and its own, which X's
	// supply does not; every later due has room, and so already supplies its own demand and this.
	demand := breaches
	for _, point := range points {
		slack := room.slack(point)
		if slack < 0 {
			return time.Time{}, false
		}
		if slack < minutes {
			demand = point.demand
		}
	}
	reached, ok := room.reach(now, demand+minutes)
	if !ok {
		return time.Time{}, false
	}
	return wholeMinute(reached).In(room.Calendar.Zone()), true
}

// checkpoint is a due instant with what there is and what is asked by then. Times are since now: small
// values without pointers sort and move several times faster than instants.
type checkpoint struct {
	at     time.Duration
	open   time.Duration // free time from now, before the share
	demand int           // minutes
}

// weigh gives the checkpoints in order, and the effort of the unrepaired breaches.
func (r Room) weigh(now time.Time, loads []Load) (points []checkpoint, breaches int) {
	due := make([]checkpoint, 0, len(loads))
	for i := range loads {
		if load := &loads[i]; load.Broken {
			breaches += load.Minutes
		} else {
			due = append(due, checkpoint{at: load.Due.Sub(now), demand: load.Minutes})
		}
	}
	slices.SortFunc(due, func(a, b checkpoint) int { return cmp.Compare(a.at, b.at) })
	demand := breaches
	points = due[:0]
	for _, load := range due {
		demand += load.demand
		if last := len(points) - 1; last >= 0 && points[last].at == load.at {
			points[last].demand = demand
		} else {
			points = append(points, checkpoint{at: load.at, demand: demand})
		}
	}
	r.fill(now, points)
	return points, breaches
}

// fill finds the free time until each checkpoint in one pass.
func (r Room) fill(now time.Time, points []checkpoint) {
	if len(points) == 0 {
		return
	}
	next, gone := 0, time.Duration(0)
	for from, until := range r.free(now, points[len(points)-1].at) {
		for next < len(points) {
			at := points[next].at
			if at > until {
				break
			}
			points[next].open = gone + max(at-from, 0)
			next++
		}
		gone += until - from
	}
	for ; next < len(points); next++ {
		points[next].open = gone
	}
}

func (r Room) slack(p checkpoint) int { return r.shared(p.open) - p.demand }

// reach is the first instant by which that many minutes for promises have been there since now.
func (r Room) reach(now time.Time, minutes int) (time.Time, bool) {
	need := r.needed(minutes)
	switch {
	case need == 0:
		return now, true
	case need > Horizon:
		return time.Time{}, false
	}
	for from, until := range r.free(now, Horizon) {
		if until-from >= need {
			return now.Add(from + need), true
		}
		need -= until - from
	}
	return time.Time{}, false
}

// free tells the open stretches without appointments as time since now, from 0 to limit.
func (r Room) free(now time.Time, limit time.Duration) iter.Seq2[time.Duration, time.Duration] {
	return func(yield func(time.Duration, time.Duration) bool) {
		if limit <= 0 {
			return
		}
		busy := sinceNow(r.Appointments, now)
		for openFrom, openUntil := range r.Calendar.Open(now, now.Add(limit)) {
			from, until := openFrom.Sub(now), openUntil.Sub(now)
			for len(busy) > 0 && busy[0].until <= from {
				busy = busy[1:]
			}
			for _, b := range busy {
				if b.from >= until {
					break
				}
				if from < b.from && !yield(from, b.from) {
					return
				}
				from = max(from, b.until)
			}
			if from < until && !yield(from, until) {
				return
			}
		}
	}
}

type stretch struct{ from, until time.Duration }

// sinceNow orders the appointments that are not past; they may overlap.
func sinceNow(appointments []Appointment, now time.Time) []stretch {
	busy := make([]stretch, 0, len(appointments))
	for _, a := range appointments {
		if a.Until.After(a.From) && a.Until.After(now) {
			busy = append(busy, stretch{a.From.Sub(now), a.Until.Sub(now)})
		}
	}
	slices.SortFunc(busy, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	return busy
}

// shared is the whole minutes for promises in so much free time.
func (r Room) shared(open time.Duration) int {
	minutes, rest := int(open/time.Minute), int(open%time.Minute)
	share := r.share()
	return (minutes*share + rest*share/int(time.Minute)) / 100
}

// never is more free time than any room has.
const never = time.Duration(math.MaxInt64)

// needed is the free time in which that many minutes for promises fit, rounded up to the nanosecond.
func (r Room) needed(minutes int) time.Duration {
	if minutes <= 0 {
		return 0
	}
	share := uint64(r.share())
	over, hundredfold := bits.Mul64(uint64(minutes), 100)
	if share == 0 || over > 0 || hundredfold/share >= uint64(never/time.Minute) {
		return never
	}
	whole, rest := hundredfold/share, hundredfold%share
	return time.Duration(whole)*time.Minute + time.Duration((rest*uint64(time.Minute)+share-1)/share)
}

func (r Room) share() int { return min(max(r.Share, 0), 100) }

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
