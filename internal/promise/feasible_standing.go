package promise

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"time"

	"kroon/internal/worktime"
)

// checkpoint is a due instant with what there is and what is asked by then. Times are since now: small
// values without pointers sort and move several times faster than instants.
type checkpoint struct {
	at     time.Duration
	open   time.Duration // free time from now, before the share
	demand int           // minutes of all that is due by then, unrepaired breaches too
}

// begin is before every due instant.
const begin = time.Duration(math.MinInt64)

// demand is what is asked of an owner, by due instant in order. What each checkpoint asks is not yet added up.
type demand struct {
	dues     []checkpoint
	breaches int // minutes of unrepaired breaches, which count at every due
}

func demandOf(now time.Time, loads []Load) demand {
	d := demand{dues: make([]checkpoint, 0, len(loads))}
	for i := range loads {
		if load := &loads[i]; load.Broken {
			d.breaches += load.Minutes
		} else {
			d.dues = append(d.dues, checkpoint{at: load.Due.Sub(now), demand: load.Minutes})
		}
	}
	slices.SortFunc(d.dues, func(a, b checkpoint) int { return cmp.Compare(a.at, b.at) })
	return d
}

// standing is how an owner's time stands against what is asked of it: reckoned once, and then asked about new promises.
type standing struct {
	now      time.Time
	room     Room
	line     *worktime.Line
	points   []checkpoint // in order, apart
	breaches int
}

func stand(now time.Time, room Room, loads []Load) standing {
	return demandOf(now, loads).against(now, room)
}

// against sets what is asked against what there is; it uses up the list.
func (d demand) against(now time.Time, room Room) standing {
	s := standing{now: now, room: room, line: room.line(now), points: d.dues[:0], breaches: d.breaches}
	sum := d.breaches
	for _, due := range d.dues {
		sum += due.demand
		if last := len(s.points) - 1; last >= 0 && s.points[last].at == due.at {
			s.points[last].demand = sum
			continue
		}
		s.points = append(s.points, checkpoint{due.at, s.line.Open(due.at), sum})
	}
	return s
}

func (s standing) slack(p checkpoint) int { return s.room.shared(p.open) - p.demand }

// ample tells without dividing that there is at least so much slack, where that is beyond doubt: what it rounds off is in
// favour of doubt.
func (s standing) ample(p checkpoint, minutes int) bool {
	const most = 1 << 30 // of minutes, which is two thousand years; so nothing overflows
	asked := p.demand + minutes
	return asked < most && int64(p.open/time.Microsecond)*int64(s.room.share()) >= int64(asked)*100*int64(time.Minute/time.Microsecond)
}

// from is the first checkpoint at or after an instant.
func (s standing) from(at time.Duration) int {
	return sort.Search(len(s.points), func(i int) bool { return s.points[i].at >= at })
}

// least is the smallest slack at or after an instant; with nothing due there it is boundless.
func (s standing) least(from time.Duration) int {
	least := math.MaxInt
	for _, point := range s.points[s.from(from):] {
		least = min(least, s.slack(point))
	}
	return least
}

// verdict judges something new of which the least slack that it touches is known. It is tight also beside what is tight or
// falls short before it: who runs behind will less surely have caught up by then.
func (s standing) verdict(least, margin int) Verdict {
	if least < 0 {
		return Infeasible
	}
	return verdictOf(max(0, min(least, s.least(begin))), margin)
}

// admit judges one more promise, and gives the slack at its due with it in.
func (s standing) admit(at time.Duration, minutes, margin int) (Verdict, int) {
	demand, i := s.breaches, s.from(at)
	if i < len(s.points) && s.points[i].at == at {
		demand = s.points[i].demand
	} else if i > 0 {
		demand = s.points[i-1].demand
	}
	own := s.room.shared(s.line.Open(at)) - demand - minutes
	least := own
	if rest := s.least(at); rest != math.MaxInt {
		least = min(own, rest-minutes)
	}
	return s.verdict(least, margin), own
}

// first is the smallest whole minute at which one more promise fits.
func (s standing) first(minutes int) (time.Time, bool) {
	// A new promise lowers every slack from its own due instant on. So it must come after the last due that has no room for
	// it, X. From there on supply must reach X's demand and its own, which X's supply does not; every later due has room, and
	// so already supplies its own demand and this.
	demand := s.breaches
	for i := len(s.points) - 1; i >= 0; i-- {
		if !s.ample(s.points[i], minutes) && s.slack(s.points[i]) < minutes {
			demand = s.points[i].demand
			break
		}
	}
	need := s.room.needed(demand + minutes)
	if need > Horizon {
		return time.Time{}, false
	}
	reached, ok := s.line.Reach(need, Horizon)
	if !ok {
		return time.Time{}, false
	}
	return wholeMinute(s.now.Add(reached)).In(s.room.Calendar.Zone()), true
}
