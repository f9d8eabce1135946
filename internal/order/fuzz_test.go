package order_test

import (
	"math/big"
	"strings"
	"testing"

	"kroon/internal/order"
)

// FuzzAmount: an amount that is read has the figures that were typed, noughts behind them at most, in their order.
func FuzzAmount(f *testing.F) {
	for _, text := range []string{"1.234,56", "1,234.56", "1234.5", "-€ 12", "1.2.3", "0,001", "99999999999999999999", "--1", "1\u00a0000"} {
		f.Add(text, "EUR")
	}
	f.Add("1.234", "KWD")
	f.Add("1,234", "JPY")
	f.Fuzz(func(t *testing.T, text, currency string) {
		minor, err := order.ParseAmount(text, order.Currency(currency))
		if err != nil {
			return
		}
		typed := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, text)
		want, ok := new(big.Int).SetString(typed, 10)
		got := new(big.Int).Abs(big.NewInt(minor))
		for range order.Places(order.Currency(currency)) {
			if ok && want.Cmp(got) != 0 {
				want.Mul(want, big.NewInt(10))
			}
		}
		if !ok || want.Cmp(got) != 0 || minor < 0 != (strings.Contains(text, "-") && got.Sign() > 0) {
			t.Errorf("%q of %q is read as %d", text, currency, minor)
		}
	})
}
