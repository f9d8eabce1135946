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

// AfterQuiet is t itself, or the end of the quiet hours in which t lies.
func (o Organisation) AfterQuiet(t time.Time) time.Time {
	if !o.Quiet(t) {
		return t
	}
	zone := o.Location()
	local := t.In(zone)
	day := local.Day()
	if o.QuietFrom > o.QuietUntil && local.Hour()*60+local.Minute() >= o.QuietFrom {
		day++
	}
	return time.Date(local.Year(), local.Month(), day, 0, o.QuietUntil, 0, 0, zone).UTC()
}
