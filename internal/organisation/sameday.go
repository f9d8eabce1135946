package organisation

import "time"

// SameDayStopped tells whether nothing new is offered for today: from the stop until the end of its day.
func (o Organisation) SameDayStopped(now time.Time) bool { return now.Before(o.SameDayUntil) }

// EndOfDay is the first instant of the next day in the organisation's zone, however long this one is.
func (o Organisation) EndOfDay(now time.Time) time.Time {
	year, month, day := now.In(o.Location()).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, o.Location()).UTC()
}
