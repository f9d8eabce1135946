package organisation

import "time"

// Quiet tells whether nobody is to be disturbed at t: whether its time on the organisation's wall
// lies in the quiet hours, which may run past midnight.
func (o Organisation) Quiet(t time.Time) bool {
	local := t.In(o.Location())
	minute := local.Hour()*60 + local.Minute()
	if o.QuietFrom <= o.QuietUntil {
		return o.QuietFrom <= minute && minute < o.QuietUntil
	}
	return minute >= o.QuietFrom || minute < o.QuietUntil
}

// AfterQuiet is t itself, or the first minute after the quiet hours in which t lies. It walks the
// minutes, so that an end in the hour that a change of the clock skips or repeats comes out right.
func (o Organisation) AfterQuiet(t time.Time) time.Time {
	for range maxQuiet {
		if !o.Quiet(t) {
			break
		}
		t = t.Truncate(time.Minute).Add(time.Minute)
	}
	return t
}

// maxQuiet is the length in minutes of the longest day: quiet hours are shorter.
const maxQuiet = 25 * 60
