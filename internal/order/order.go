// Package order is what customers bought: when, for how much and what. Orders come from elsewhere, by an import
// or the API; Kroon sells nothing. They are facts that other screens and figures rest on.
package order

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// Currency is the code of one: "EUR" (ISO 4217).
type Currency string

// Order is one purchase.
type Order struct {
	ID        id.Order
	Customer  id.Customer
	BoughtAt  time.Time
	Amount    int64 // in minor units of the currency; below 0 is a credit
	Currency  Currency
	Reference string // what the customer finds on the invoice; may be empty
	What      string // "3 lampen"; may be empty
	AddedAt   time.Time
	Version   int64
}

// Origin is where an order was taken over from.
type Origin struct {
	Source     string // "shop", the same in every run
	ExternalID string // its own name for the order, unique in the source
	Run        id.Import
}

// checked refuses an origin without one of its names, or with one that is too long.
func (from Origin) checked() error {
	if from.Source == "" || from.ExternalID == "" || len(from.Source) > maxOrigin || len(from.ExternalID) > maxOrigin {
		return fault.New(fault.Invalid, "order.origin", "max", maxOrigin).On("external_id")
	}
	return nil
}

// Total is what a customer bought in one currency.
type Total struct {
	Currency Currency
	N        int64
	Amount   int64     // in minor units
	Last     time.Time // when the last one was bought
}

// Placed happens to an order when it becomes known here; at the time at which it was bought.
type Placed struct {
	Customer id.Customer `json:"customer"`
	Amount   int64       `json:"amount"`
	Currency Currency    `json:"currency"`
}

// Withdrawn happens to an order when the import that brought it is taken back.
type Withdrawn struct {
	Customer id.Customer `json:"customer"`
}

// EventKind implements event.Fact.
func (Placed) EventKind() string { return "order.placed" }

// EventKind implements event.Fact.
func (Withdrawn) EventKind() string { return "order.withdrawn" }

// Limits of what may be told.
const (
	maxOrigin    = 200
	maxReference = 60
	maxWhat      = 300
	maxAmount    = 1_000_000_000_000 // minor units
	oldestYear   = 1900
)

// checked cleans an order and refuses the first thing that cannot be.
func (o Order) checked(now time.Time) (Order, error) {
	for _, text := range []*string{&o.Reference, &o.What} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	if o.Currency = Currency(strings.ToUpper(strings.TrimSpace(string(o.Currency)))); o.Currency == "" {
		o.Currency = "EUR"
	}
	switch {
	case o.Customer.IsZero():
		return o, fault.New(fault.Invalid, "order.no_customer").On("customer")
	case o.BoughtAt.IsZero() || o.BoughtAt.Year() < oldestYear:
		return o, fault.New(fault.Invalid, "order.no_time").On("bought_at")
	case o.BoughtAt.After(now):
		return o, fault.New(fault.Invalid, "order.later").On("bought_at")
	case !isCurrency(o.Currency):
		return o, fault.New(fault.Invalid, "order.currency", "text", string(o.Currency)).On("currency")
	case o.Amount > maxAmount || o.Amount < -maxAmount:
		return o, fault.New(fault.Invalid, "order.too_much").On("amount")
	case utf8.RuneCountInString(o.Reference) > maxReference:
		return o, fault.New(fault.Invalid, "order.long", "max", maxReference).On("reference")
	case utf8.RuneCountInString(o.What) > maxWhat:
		return o, fault.New(fault.Invalid, "order.long", "max", maxWhat).On("what")
	}
	o.BoughtAt = o.BoughtAt.UTC().Truncate(time.Microsecond)
	return o, nil
}

func isCurrency(code Currency) bool {
	return len(code) == 3 && strings.Trim(string(code), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// places is how many figures a currency has after the comma, where that is not two (ISO 4217).
var places = map[Currency]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
	"VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}

// Places is how many figures a currency has after the comma.
func Places(currency Currency) int {
	if n, special := places[currency]; special {
		return n
	}
	return 2
}

// ParseAmount reads "1.234,56", "1,234.56", "1234.5" or "1234" in minor units. The last comma or point is the
// decimal one when no more figures follow than the currency has; what cannot be told apart is refused.
func ParseAmount(text string, currency Currency) (int64, error) {
	bad := fault.New(fault.Invalid, "order.amount", "text", text).On("amount")
	if currency == "" {
		currency = "EUR"
	}
	rest := strings.NewReplacer(" ", "", "\u00a0", "", "€", "").Replace(text)
	sign := int64(1)
	if after, minus := strings.CutPrefix(rest, "-"); minus {
		sign, rest = -1, after
	}
	n, whole, part := Places(currency), rest, ""
	if at := strings.LastIndexAny(rest, ".,"); at >= 0 {
		switch after := rest[at+1:]; {
		case len(after) <= n && len(after) > 0:
			whole, part = rest[:at], after
		case len(after) != 3 || n == 3:
			return 0, bad
		}
	}
	digits, ok := ungrouped(whole)
	if !ok {
		return 0, bad
	}
	value, err := strconv.ParseInt(digits+part+strings.Repeat("0", n-len(part)), 10, 64)
	if err != nil || value > maxAmount {
		return 0, bad
	}
	return sign * value, nil
}

// ungrouped takes the points or commas out that part a number in thousands.
func ungrouped(text string) (string, bool) {
	for _, mark := range []string{".", ","} {
		if groups := strings.Split(text, mark); len(groups) > 1 {
			for i, group := range groups {
				if i > 0 && len(group) != 3 || i == 0 && (group == "" || len(group) > 3) {
					return "", false
				}
			}
			text = strings.Join(groups, "")
			break
		}
	}
	return text, text != "" && strings.Trim(text, "0123456789") == ""
}
