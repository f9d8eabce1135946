package calllist

import (
	"slices"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
)

// Filter says whom a list is made of. Every part that is filled in narrows it; an empty filter is everybody who can
// be called.
type Filter struct {
	Kind         string    `json:"kind,omitempty"` // person, organisation
	Lang         lang.Lang `json:"lang,omitempty"`
	City         string    `json:"city,omitempty"`
	BoughtWithin int       `json:"bought_within,omitempty"` // months
	NotBoughtFor int       `json:"not_bought_for,omitempty"`
	Orders       int       `json:"orders,omitempty"`      // at least
	OrdersMost   int       `json:"orders_most,omitempty"` // at most; see NeverBought for none
	NeverBought  bool      `json:"never_bought,omitempty"`
	Spent        int       `json:"spent,omitempty"`  // at least so many euros together
	Season       Season    `json:"season,omitempty"` // bought in it before
	Again        int       `json:"again,omitempty"`  // among so many of whom most orders are expected
	NotSpokenFor int       `json:"not_spoken_for,omitempty"`
	Owner        id.Staff  `json:"owner,omitzero"`          // made him the last promise
	NothingOwed  bool      `json:"nothing_owed,omitempty"`  // we owe him nothing
	WaitsToBuy   bool      `json:"waits_to_buy,omitempty"`  // asked, and has yet to choose
	NothingWrong bool      `json:"nothing_wrong,omitempty"` // nothing went wrong in the last year
	Callable     bool      `json:"callable,omitempty"`      // there is a ground for a sales call now
}

// Season is three months of the year.
type Season string

// The seasons.
const (
	Spring Season = "spring"
	Summer Season = "summer"
	Autumn Season = "autumn"
	Winter Season = "winter"
)

// Seasons are all there are.
func Seasons() []Season { return []Season{Spring, Summer, Autumn, Winter} }

// Has tells whether a month is of the season.
func (s Season) Has(m time.Month) bool {
	return slices.Index(Seasons(), s) == (int(m)+9)%12/3
}

// Limits of the parts.
const (
	maxMonths = 240
	maxCount  = 100_000
)

func (f Filter) check() error {
	for _, one := range []struct {
		field       string
		value, most int
	}{
		{"bought_within", f.BoughtWithin, maxMonths}, {"not_bought_for", f.NotBoughtFor, maxMonths}, {"orders", f.Orders, maxCount},
		{"orders_most", f.OrdersMost, maxCount}, {"spent", f.Spent, 1e9}, {"again", f.Again, maxCount}, {"not_spoken_for", f.NotSpokenFor, maxMonths},
	} {
		if one.value < 0 || one.value > one.most {
			return fault.New(fault.Invalid, "calllist.filter_number", "most", one.most).On(one.field)
		}
	}
	switch {
	case !slices.Contains([]string{"", "person", "organisation"}, f.Kind):
		return fault.New(fault.Invalid, "calllist.filter_choice").On("kind")
	case f.Lang != "" && !f.Lang.Valid():
		return fault.New(fault.Invalid, "calllist.filter_choice").On("lang")
	case f.Season != "" && !slices.Contains(Seasons(), f.Season):
		return fault.New(fault.Invalid, "calllist.filter_choice").On("season")
	case len(f.City) > MaxName:
		return fault.New(fault.Invalid, "calllist.too_long", "max", MaxName).On("city")
	case f.NeverBought && (f.Orders > 0 || f.BoughtWithin > 0 || f.NotBoughtFor > 0 || f.OrdersMost > 0 || f.Spent > 0 || f.Season != "" || f.Again > 0):
		return fault.New(fault.Invalid, "calllist.filter_nobody").On("never_bought")
	case f.OrdersMost > 0 && f.Orders > f.OrdersMost:
		return fault.New(fault.Invalid, "calllist.filter_nobody").On("orders_most")
	}
	return nil
}

// Saved is a filter with the name under which it is used again.
type Saved struct {
	ID      id.Any
	Name    string
	Parts   Filter
	SavedBy id.Staff
	SavedAt time.Time
	Version int64
}
