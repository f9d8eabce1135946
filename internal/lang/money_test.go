package lang_test

import (
	"math"
	"testing"
	"time"

	"kroon/internal/lang"
)

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		minor    int64
		currency string
		places   int
		nl, en   string
	}{
		{123456, "EUR", 2, "€\u00a01.234,56", "€1,234.56"}, {5, "EUR", 2, "€\u00a00,05", "€0.05"}, {0, "EUR", 2, "€\u00a00,00", "€0.00"},
		{-1200, "EUR", 2, "−€\u00a012,00", "−€12.00"}, {1234567, "JPY", 0, "JPY\u00a01.234.567", "JPY\u00a01,234,567"},
		{1500, "KWD", 3, "KWD\u00a01,500", "KWD\u00a01.500"},
		{math.MinInt64, "EUR", 2, "−€\u00a092.233.720.368.547.758,08", "−€92,233,720,368,547,758.08"},
	} {
		if got := lang.For(lang.NL, false, time.UTC).Money(c.minor, c.currency, c.places); got != c.nl {
			t.Errorf("%d %s: %q, want %q", c.minor, c.currency, got, c.nl)
		}
		if got := lang.For(lang.EN, false, time.UTC).Money(c.minor, c.currency, c.places); got != c.en {
			t.Errorf("%d %s: %q, want %q", c.minor, c.currency, got, c.en)
		}
	}
}
