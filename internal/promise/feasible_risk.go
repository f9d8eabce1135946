package promise

import "time"

// Turn is an instant at which a set of promises changes for the worse if nobody works on it.
type Turn struct {
	At  time.Time
	Due time.Time // the due instant that gives way first; the earliest of several
	// Already says that it has happened at now; At is then now.
	Already bool
}

// AtRisk is when some slack first falls below the margin (in minutes) if nobody works: now, or the
// first whole minute after it at which that is so. False when it never happens.
func AtRisk(now time.Time, room Room, loads []Load, margin int) (Turn, bool) {
	turn, ok := room.giveWay(now, loads, margin)
	if ok && !turn.Already {
		turn.At = turn.At.Truncate(time.Minute).Add(time.Minute)
	}
	return turn, ok
}

// LastSafe is the last moment at which every slack is still at least zero if nobody works: a whole
// minute, or now when there is none before that ends. With Already, the last safe moment is past.
// False when there is no such moment because nothing asks for effort.
func LastSafe(now time.Time, room Room, loads []Load) (Turn, bool) {
	turn, ok := room.giveWay(now, loads, 0)
	if ok && !turn.Already {
		turn.At = later(now, turn.At.Truncate(time.Minute))
	}
	return turn, ok
}

// giveWay is the latest instant at which every slack is still at least floor. Idle time eats the
// supply of each due instant from the front, so the one that can miss least free time gives way first.
func (r Room) giveWay(now time.Time, loads []Load, floor int) (Turn, bool) {
	s := stand(now, r, loads)
	var turn Turn
	spare := never // free time that may pass before the first due gives way
	for _, point := range s.points {
		if point.demand+floor <= 0 {
			continue
		}
		if s.slack(point) < floor {
			return Turn{At: now, Due: now.Add(point.at), Already: true}, true
		}
		if left := point.open - r.needed(point.demand+floor); left < spare {
			spare, turn.Due = left, now.Add(point.at)
		}
	}
	for from, until := range r.free(now, turn.Due.Sub(now)) {
		if until-from > spare {
			turn.At = now.Add(from + spare).In(r.Calendar.Zone())
			return turn, true
		}
		spare -= until - from
	}
	return Turn{}, false
}
