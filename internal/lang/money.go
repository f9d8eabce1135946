package lang

import (
	"strconv"
	"strings"
)

// Money writes an amount in minor units of a currency ("EUR") that has so many figures after the comma.
func (p Printer) Money(minor int64, currency string, places int) string {
	digits := strconv.FormatUint(magnitude(minor), 10)
	if short := places + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	whole, rest := digits[:len(digits)-places], digits[len(digits)-places:]
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + p.T("money.group") + whole[at:]
	}
	if rest != "" {
		whole += p.T("money.decimal") + rest
	}
	key := "money.other"
	if currency == "EUR" {
		key = "money.euro"
	}
	text := p.T(key, "amount", whole, "currency", currency)
	if minor < 0 {
		return "\u2212" + text
	}
	return text
}

// magnitude is how much an amount is without its sign; the smallest number has one too.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
