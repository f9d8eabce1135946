// Package phone reads telephone numbers in any notation and keeps them as E.164, writes them as people
// read them, and turns typed fragments into what a number can be sought by.
package phone

import (
	"strings"
	"unicode"

	numbers "github.com/nyaruka/phonenumbers"

	"kroon/internal/fault"
	"kroon/internal/lang"
)

// E164 is a number as the world knows it, "+31612345678"; empty is no number.
type E164 string

// Home is the region in which numbers without a country are read when nothing else is known.
const Home = "NL"

const (
	dutch        = 31 // country calling code
	dutchFigures = 9
)

// maxText bounds what is read as one number; E.164 has fifteen figures.
const maxText = 60

// Parse reads a number as people type it: with or without country, spaces, dashes, dots, slashes and
// brackets. region ("NL"; Home when empty) is the country of a number that names none. A number that
// cannot exist there is refused: fault Invalid with the text as it was typed.
func Parse(text, region string) (E164, error) {
	if region == "" {
		region = Home
	}
	text = strings.TrimSpace(text)
	if len(text) > maxText {
		return "", fault.New(fault.Invalid, "phone.too_long", "text", string([]rune(text)[:20])+"…")
	}
	if strings.IndexFunc(text, unicode.IsDigit) < 0 {
		return "", fault.New(fault.Invalid, "phone.no_number", "text", text)
	}
	if strings.IndexFunc(text, unicode.IsLetter) >= 0 {
		return "", fault.New(fault.Invalid, "phone.letters", "text", text)
	}
	number, err := numbers.Parse(text, region)
	if err != nil {
		return "", fault.New(fault.Invalid, "phone.unknown", "text", text).Because(err)
	}
	if !numbers.IsValidNumber(number) {
		return "", fault.New(fault.Invalid, wrong(number), "text", text)
	}
	return E164(numbers.Format(number, numbers.E164)), nil
}

// wrong says what ails a number that does not exist. Of Dutch ones, which have nine figures unless they
// are special, it knows more than the library.
func wrong(number *numbers.PhoneNumber) string {
	reason := numbers.IsPossibleNumberWithReason(number)
	if number.GetCountryCode() == dutch {
		switch figures := len(numbers.GetNationalSignificantNumber(number)); {
		case figures < dutchFigures:
			reason = numbers.TOO_SHORT
		case figures > dutchFigures:
			reason = numbers.TOO_LONG
		}
	}
	switch reason {
	case numbers.TOO_SHORT:
		return "phone.too_short"
	case numbers.TOO_LONG:
		return "phone.too_long"
	}
	return "phone.unknown"
}

// Mobile tells whether the number can receive an SMS.
func Mobile(n E164) bool {
	number, ok := n.read()
	if !ok {
		return false
	}
	kind := numbers.GetNumberType(number)
	return kind == numbers.MOBILE || kind == numbers.FIXED_LINE_OR_MOBILE
}

// Display writes the number as people in region read it: "020 555 01 23" at home, "+31 20 555 01 23"
// abroad. What is no number is shown as it stands.
func Display(n E164, region string) string {
	number, ok := n.read()
	if !ok {
		return string(n)
	}
	if region == "" {
		region = Home
	}
	if int(number.GetCountryCode()) == numbers.GetCountryCodeForRegion(region) {
		text := numbers.Format(number, numbers.NATIONAL)
		if number.GetCountryCode() == dutch {
			return pairs(text, 0)
		}
		return text
	}
	text := numbers.Format(number, numbers.INTERNATIONAL)
	if number.GetCountryCode() == dutch {
		return pairs(text, 1)
	}
	return text
}

// pairs writes what follows the area code as the Dutch say it, in twos with a three first when the
// count is odd; keep is how many groups stand before the area code. Short and special numbers stay.
func pairs(text string, keep int) string {
	groups := strings.Fields(strings.ReplaceAll(text, "-", " "))
	if len(groups) < keep+2 {
		return text
	}
	rest := strings.Join(groups[keep+1:], "")
	if len(rest) < 6 || len(rest) > 8 {
		return text
	}
	out := strings.Join(groups[:keep+1], " ")
	for len(rest) > 0 {
		n := 2 + len(rest)%2
		out, rest = out+" "+rest[:n], rest[n:]
	}
	return out
}

// Masked is the number for whoever already knows it: "nummer dat eindigt op 44 10".
func Masked(p lang.Printer, n E164) string {
	digits := strings.TrimPrefix(string(n), "+")
	if len(digits) < 6 {
		return p.T("phone.masked_whole")
	}
	end := digits[len(digits)-4:]
	return p.T("phone.masked", "ending", end[:2]+" "+end[2:])
}

func (n E164) read() (*numbers.PhoneNumber, bool) {
	if !strings.HasPrefix(string(n), "+") {
		return nil, false
	}
	if number := n.ordinary(); number != nil {
		return number, true
	}
	number, err := numbers.Parse(string(n), "")
	return number, err == nil
}

// ordinary reads a Dutch number of nine figures, as nearly all here are; nil: any other. The library takes seven times as long,
// for it also reads what people type.
func (n E164) ordinary() *numbers.PhoneNumber {
	const begin = "+31"
	figures, isDutch := strings.CutPrefix(string(n), begin)
	if !isDutch || len(figures) != dutchFigures || figures[0] == '0' {
		return nil
	}
	var national uint64
	for i := range len(figures) {
		if figures[i] < '0' || figures[i] > '9' {
			return nil
		}
		national = 10*national + uint64(figures[i]-'0')
	}
	country := int32(dutch)
	return &numbers.PhoneNumber{CountryCode: &country, NationalNumber: &national}
}
