package promise

import (
	"time"

	"kroon/internal/id"
)

// WasRederived: the rules of a zone changed, and the same hour on the wall is another instant now.
type WasRederived struct {
	Owner    id.Staff  `json:"owner"`
	DueAt    time.Time `json:"due_at"`
	NewDueAt time.Time `json:"new_due_at"`
}

// EventKind implements event.Fact.
func (WasRederived) EventKind() string { return "promise.rederived" }

// derived is the instant that civil words mean by the rules of their zone as this program knows them;
// the due itself for what was said as an instant or cannot be read.
func (p Promise) derived() time.Time {
	if p.DueCivil == "" {
		return p.DueAt
	}
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return p.DueAt
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", p.DueCivil, zone)
	if err != nil || at.In(zone).Format("2006-01-02T15:04") != p.DueCivil {
		return p.DueAt // an hour that the clocks now skip: what was agreed stands
	}
	if earlier := at.Add(-time.Hour); earlier.In(zone).Format("2006-01-02T15:04") == p.DueCivil {
		at = earlier // an hour that comes twice: the first is the safe one
	}
	if at.Equal(p.DueAt.Add(time.Hour)) && at.In(zone).Format("15:04") == p.DueAt.In(zone).Format("15:04") {
		return p.DueAt // both are that hour; it was said of the other
	}
	return at.UTC()
}
