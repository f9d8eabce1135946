package lang

import (
	"strconv"
	"strings"
)

// Money writes an amount in minor units of a currency ("EUR") that has so many figures after the comma.
func (p Printer) Money(minor int64, currency string, places int) string {
	key := "money.other"
	if currency == "EUR" {
		key = "money.euro"
	}
	text := p.T(key, "amount", p.figures(magnitude(minor), places), "currency", currency)
	if minor < 0 {
		return "\u2212" + text
	}
	return text
}

// Decimal writes a number in units of which so many figures stand after the comma: Decimal(14, 1) is "1,4".
func (p Printer) Decimal(units int64, places int) string {
	text := p.figures(magnitude(units), places)
	if units < 0 {
		return "\u2212" + text
	}
	return text
}

func (p Printer) figures(units uint64, places int) string {
	digits := strconv.FormatUint(units, 10)
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
	return whole
}

// magnitude is how much an amount is without its sign; the smallest number has one too.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
