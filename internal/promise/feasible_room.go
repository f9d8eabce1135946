package promise

import (
	"cmp"
	"iter"
	"math"
	"math/bits"
	"slices"
	"time"

	"kroon/internal/worktime"
)

type stretch struct{ from, until time.Duration }

// line lays out the time of the room from now on, appointments taken.
func (r Room) line(now time.Time) *worktime.Line {
	var taken []worktime.Stretch
	for _, a := range r.Appointments {
		if a.Until.After(a.From) && a.Until.After(now) {
			taken = append(taken, worktime.Stretch{From: a.From.Sub(now), Until: a.Until.Sub(now)})
		}
	}
	return r.Calendar.Line(now, taken)
}

// free tells the open stretches without appointments as time since now, from 0 to limit.
func (r Room) free(now time.Time, limit time.Duration) iter.Seq2[time.Duration, time.Duration] {
	return func(yield func(time.Duration, time.Duration) bool) {
		if limit <= 0 {
			return
		}
		busy := r.busy(now)
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

// busy are the appointments that are not past, in order; they may overlap.
func (r Room) busy(now time.Time) []stretch {
	var busy []stretch
	for _, a := range r.Appointments {
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
