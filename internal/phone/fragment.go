package phone

import (
	"strconv"
	"strings"

	numbers "github.com/nyaruka/phonenumbers"
)

// Key is what a number is sought by: its figures within its country behind one zero, "0612345678".
func Key(n E164) string {
	number, ok := n.read()
	if !ok {
		return strings.TrimPrefix(string(n), "+")
	}
	return "0" + strings.TrimLeft(numbers.GetNationalSignificantNumber(number), "0")
}

// Backward is a key from its end: whoever knows only the last figures seeks by that.
func Backward(key string) string {
	out := []byte(key)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return string(out)
}

// Beginnings gives what the key of a number may begin with whose beginning was typed, in any notation:
// "06-12" and "+31 (0)6 12" both give "0612". Figures that begin neither with a zero nor with a
// country give nothing; they may still be the last ones (Backward).
func Beginnings(typed string) []string {
	var digits []byte
	for i := range len(typed) {
		if typed[i] >= '0' && typed[i] <= '9' {
			digits = append(digits, typed[i])
		}
	}
	text := string(digits)
	abroad, international := strings.CutPrefix(text, "00")
	if strings.HasPrefix(strings.TrimLeft(typed, " ("), "+") {
		abroad, international = text, true
	}
	if !international && strings.HasPrefix(text, "0") {
		return []string{text}
	}
	if !international {
		abroad = text
	}
	for n := 1; n <= 3 && n < len(abroad); n++ {
		country, err := strconv.Atoi(abroad[:n])
		if err == nil && numbers.GetRegionCodeForCountryCode(country) != numbers.UNKNOWN_REGION {
			return []string{"0" + strings.TrimLeft(abroad[n:], "0")}
		}
	}
	return nil
}
