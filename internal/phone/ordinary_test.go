package phone

import (
	"testing"

	numbers "github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"
)

// What is read without the library is what the library reads.
func TestAnOrdinaryNumberIsWhatTheLibraryReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := E164(rapid.OneOf(rapid.StringMatching(`\+31[0-9]{8,10}`), rapid.StringMatching(`\+31[0-9 x]{9}`)).Draw(t, "number"))
		got := n.ordinary()
		if got == nil {
			return
		}
		want, err := numbers.Parse(string(n), "")
		if err != nil {
			t.Fatalf("%s is read, the library says %v", n, err)
		}
		if numbers.Format(got, numbers.E164) != numbers.Format(want, numbers.E164) || numbers.GetNumberType(got) != numbers.GetNumberType(want) ||
			numbers.Format(got, numbers.NATIONAL) != numbers.Format(want, numbers.NATIONAL) ||
			got.GetItalianLeadingZero() != want.GetItalianLeadingZero() || got.GetNationalNumber() != want.GetNationalNumber() {
			t.Fatalf("%s is %v, the library says %v", n, got, want)
		}
	})
}
