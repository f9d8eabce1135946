package lang

import "time"

// Moment is an instant in full: "dinsdag 24 november 2026 13:00".
func (p Printer) Moment(t time.Time) string {
	return p.Date(t) + " " + t.In(p.Zone).Format("15:04")
}

// Clock is the time of day: "13:00".
func (p Printer) Clock(t time.Time) string { return t.In(p.Zone).Format("15:04") }

// Date is the day in full: "dinsdag 24 november 2026".
func (p Printer) Date(t time.Time) string { return t.In(p.Zone).Format("2006-01-02") }

// Duration is a length of time as people say it: "2 uur en 8 minuten".
func (p Printer) Duration(d time.Duration) string { return d.Round(time.Minute).String() }
