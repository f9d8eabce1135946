package customer

import (
	"reflect"
	"slices"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
)

// Merge is two customers who turned out to be one.
type Merge struct {
	ID       id.Merge
	Stays    id.Customer
	Goes     id.Customer
	MergedAt time.Time
	SplitAt  time.Time // zero while they are one
}

// Sort says of which rows a merge keeps what it moved; each concept has its own.
type Sort string

// The sorts of rows of this concept.
const (
	sortContact Sort = "contact" // who works for the one that goes
	sortMerged  Sort = "merged"  // who was merged into the one that goes
)

// Moved are rows of one sort that a merge made those of the one that stays.
type Moved struct {
	Sort Sort
	Rows []id.Any
}

// WasMerged happens to the customer that stays.
type WasMerged struct {
	Merge id.Merge    `json:"m"`
	Goes  id.Customer `json:"g"`
}

// EventKind implements event.Fact.
func (WasMerged) EventKind() string { return "customer.merged" }

// WasSplit happens to the customer that had stayed.
type WasSplit struct {
	Merge id.Merge    `json:"m"`
	Goes  id.Customer `json:"g"`
}

// EventKind implements event.Fact.
func (WasSplit) EventKind() string { return "customer.split" }

// SaidDistinct happens to a customer of whom somebody says that he is not the other.
type SaidDistinct struct {
	Other id.Customer `json:"o"`
}

// EventKind implements event.Fact.
func (SaidDistinct) EventKind() string { return "customer.said_distinct" }

// gain is one detail that the customer that stays took over.
type gain struct {
	Field Field
	Value string // of numbers and addresses; empty otherwise
}

// single are the details of which there is one: taken over where the one that stays has none.
var single = []Field{"first_name", "salutation", "employer", "function", "lang", "form", "channel", "hours_note", "since", "address", "hours", "name"}

// part gives one of the single details of d, to compare and to change.
func part(d *Details, field Field) reflect.Value {
	parts := map[Field]any{
		"name": &d.Name, "first_name": &d.FirstName, "salutation": &d.Salutation, "employer": &d.Employer, "function": &d.Function,
		"lang": &d.Lang, "form": &d.Form, "channel": &d.Channel, "hours_note": &d.HoursNote, "since": &d.Since,
		"address": &d.Address, "hours": &d.Hours,
	}
	return reflect.ValueOf(parts[field]).Elem()
}

// empty tells whether a detail says nothing.
func empty(v reflect.Value) bool { return v.IsZero() || v.Kind() == reflect.Map && v.Len() == 0 }

// takeOver adds to the details of the one that stays what only the other tells: his own are never replaced.
func takeOver(stays, goes Customer) (after Customer, gains []gain) {
	after = stays
	after.Numbers, after.Emails = slices.Clone(stays.Numbers), slices.Clone(stays.Emails)
	for _, number := range goes.Numbers {
		same := func(n Number) bool { return n.Number == number.Number }
		if len(after.Numbers) < maxSeveral && !slices.ContainsFunc(after.Numbers, same) {
			after.Numbers = append(after.Numbers, number)
			gains = append(gains, gain{FieldNumbers, number.Number})
		}
	}
	for _, address := range goes.Emails {
		same := func(other string) bool { return lang.Fold(other) == lang.Fold(address) }
		if len(after.Emails) < maxSeveral && !slices.ContainsFunc(after.Emails, same) {
			after.Emails = append(after.Emails, address)
			gains = append(gains, gain{"emails", address})
		}
	}
	for _, field := range single {
		from, to := part(&goes.Details, field), part(&after.Details, field)
		if empty(to) && !empty(from) && !(field == "employer" && goes.Employer == stays.ID) {
			to.Set(from)
			gains = append(gains, gain{Field: field})
		}
	}
	return after, gains
}

// giveBack takes away what was taken over, as far as it still stands as it was.
func giveBack(stays, goes Customer, gains []gain) (after Customer) {
	after = stays
	after.Numbers, after.Emails = slices.Clone(stays.Numbers), slices.Clone(stays.Emails)
	for _, one := range gains {
		switch one.Field {
		case FieldNumbers:
			after.Numbers = slices.DeleteFunc(after.Numbers, func(n Number) bool { return n.Number == one.Value })
		case "emails":
			after.Emails = slices.DeleteFunc(after.Emails, func(address string) bool { return address == one.Value })
		default:
			from, to := part(&goes.Details, one.Field), part(&after.Details, one.Field)
			if reflect.DeepEqual(from.Interface(), to.Interface()) {
				to.SetZero()
			}
		}
	}
	return after
}

// checkMerge refuses two that cannot be one.
func checkMerge(stays, goes Customer, asked id.Customer) error {
	switch {
	case goes.ID != asked:
		return fault.New(fault.Conflict, "customer.merged_already", "name", goes.Name).On("goes")
	case stays.ID == goes.ID:
		return invalid("customer.merge_itself", "goes")
	case stays.Kind != goes.Kind:
		return invalid("customer.merge_kinds", "goes")
	}
	return nil
}
