package ledger

import "time"

// Ageing is a view: a point weighs half as much when the tariff's half-life has passed, and what was posted stays as
// it is. It is reckoned in whole numbers, so that it is the same wherever it is reckoned.

// full is the weight of a point of today.
const full = 1_000_000_000

// halves are full times 2 to the power of -1/2, -1/4, -1/8 and so on.
var halves = [...]int64{
	707106781, 840896415, 917004043, 957603281, 978572062, 989228013, 994599423, 997296056,
	998647112, 999323327, 999661606, 999830789, 999915391, 999957694, 999978847, 999989423,
}

// weight is what is left of a point, in parts of full, after so many days; the half-life in days. Points to come
// weigh as those of today; without a half-life nothing ages.
func weight(days, halfLife int64) int64 {
	if halfLife <= 0 || days <= 0 {
		return full
	}
	w := int64(full)
	if whole := days / halfLife; whole < 62 {
		w >>= whole
	} else {
		return 0
	}
	rest := days % halfLife
	for _, part := range halves {
		if rest *= 2; rest >= halfLife {
			rest -= halfLife
			w = w * part / full
		}
	}
	return w
}

// Dated is points with their instant.
type Dated struct {
	HappenedAt time.Time
	Points     int64
}

// day is a unit of ageing.
const day = 24 * time.Hour

// Aged is what points come to now when they age, rounded to whole points.
func Aged(all []Dated, now time.Time, halfLifeDays int64) int64 {
	var sum int64
	for _, p := range all {
		sum += p.Points * weight(int64(now.Sub(p.HappenedAt)/day), halfLifeDays)
	}
	if sum < 0 {
		return -((-sum + full/2) / full)
	}
	return (sum + full/2) / full
}
