package phone_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/fault"
	"kroon/internal/lang"
	"kroon/internal/phone"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, region, want, refused string }{
		{"06 13 29 42 22", "", "+31613294222", ""},
		{" 020-555 01 23 ", "NL", "+31205550123", ""},
		{"+31 (0)20 555 01 23", "NL", "+31205550123", ""},
		{"0031205550123", "NL", "+31205550123", ""},
		{"02/234.56.78", "BE", "+3222345678", ""},
		{"030 123456", "DE", "+4930123456", ""},
		{"030 123456", "NL", "", "phone.too_short"},
		{"06 1234 567", "NL", "", "phone.too_short"},
		{"06 1234 56789", "NL", "", "phone.too_long"},
		{"012 345 67 89", "NL", "", "phone.unknown"},
		{"06 12345678 of 06 87654321", "NL", "", "phone.letters"},
		{"bel me", "NL", "", "phone.no_number"},
		{"", "NL", "", "phone.no_number"},
		{"+999 12345678", "NL", "", "phone.unknown"},
		{strings.Repeat("1", 1000), "NL", "", "phone.too_long"},
	} {
		got, err := phone.Parse(c.text, c.region)
		if string(got) != c.want || (c.refused != "") != fault.Is(err, c.refused) {
			t.Errorf("%q in %q: %q, %v", c.text, c.region, got, err)
		}
	}
}

func TestDisplay(t *testing.T) {
	for _, c := range []struct{ number, region, want string }{
		{"+31613294222", "NL", "06 13 29 42 22"},
		{"+31205550123", "NL", "020 555 01 23"},
		{"+31302614410", "", "030 261 44 10"},
		{"+31343512345", "NL", "0343 51 23 45"},
		{"+31205550123", "BE", "+31 20 555 01 23"},
		{"+31613294222", "DE", "+31 6 13 29 42 22"},
		{"+3222345678", "BE", "02 234 56 78"},
		{"+32470123456", "NL", "+32 470 12 34 56"},
		{"+318001234", "NL", "0800 1234"},
		{"onbekend", "NL", "onbekend"},
		{"", "NL", ""},
	} {
		if got := phone.Display(phone.E164(c.number), c.region); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.number, c.region, got, c.want)
		}
	}
}

func TestMasked(t *testing.T) {
	nl, en := lang.For(lang.NL, false, nil), lang.For(lang.EN, false, nil)
	if got := phone.Masked(nl, "+31302614410"); got != "nummer dat eindigt op 44 10" {
		t.Error(got)
	}
	if got := phone.Masked(en, "+31302614410"); got != "number ending in 44 10" {
		t.Error(got)
	}
	if got := phone.Masked(nl, "+112"); strings.Contains(got, "12") {
		t.Errorf("of a short number everything is told: %s", got)
	}
}

// TestPublishedExamples reads the example of each kind of number that the library's authors publish.
func TestPublishedExamples(t *testing.T) {
	folder := os.Getenv("KROON_TESTDATA")
	if folder == "" {
		folder = "../../../shared/data"
	}
	file, err := os.Open(filepath.Join(folder, "phones", "libphonenumber_examples_nl_be_de.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published examples are not here: set KROON_TESTDATA to the folder with phones/")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		region, country, kind, national := line[0], line[1], line[2], line[3]
		want := phone.E164("+" + country + national)
		for _, text := range []string{string(want), "00" + country + " " + national, "+" + country + " (0)" + national} {
			if strings.Contains(text, "(0)") && (kind != "mobile" && kind != "fixedLine") {
				continue
			}
			if got, err := phone.Parse(text, region); got != want || err != nil {
				t.Errorf("%s %s %q: %q, %v", region, kind, text, got, err)
			}
		}
		if again, err := phone.Parse(phone.Display(want, region), region); again != want || err != nil {
			t.Errorf("%s: shown as %q and read as %q, %v", want, phone.Display(want, region), again, err)
		}
		if got := phone.Mobile(want); got != (kind == "mobile") {
			t.Errorf("%s is a %s; mobile: %v", want, kind, got)
		}
	}
	if len(lines) < 20 {
		t.Errorf("only %d examples", len(lines))
	}
}

func TestBeginnings(t *testing.T) {
	for typed, want := range map[string][]string{
		"06-12":       {"0612"},
		"+31 (0)6 12": {"0612"},
		"0031 6 12":   {"0612"},
		"31612":       {"0612"},
		"(+31) 612":   {"0612"},
		"+32 470":     {"0470"},
		"+":           nil,
		"+31":         nil,
	} {
		if got := phone.Beginnings(typed); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// TestFragmentsFindTheNumber types the first or the last figures of a number in several notations.
func TestFragmentsFindTheNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		national := rapid.StringMatching(`6[1-5][0-9]{7}`).Draw(t, "national")
		number, err := phone.Parse("+31"+national, "NL")
		if err != nil {
			t.Fatal(err)
		}
		notation := rapid.SampledFrom([]string{"0", "+31", "0031", "+31 (0)", "31"}).Draw(t, "notation")
		typed := notation
		for _, r := range national[:rapid.IntRange(4, 9).Draw(t, "length")] {
			typed += rapid.SampledFrom([]string{"", " ", "-", "."}).Draw(t, "sign") + string(r)
		}
		key := phone.Key(number)
		if !slices.ContainsFunc(phone.Beginnings(typed), func(b string) bool { return strings.HasPrefix(key, b) }) {
			t.Errorf("%q does not find %s: %q", typed, key, phone.Beginnings(typed))
		}
		if !strings.HasPrefix(phone.Backward(key), phone.Backward(national[5:])) {
			t.Errorf("the last figures of %s are not where its backward begins", key)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"06 12345678", "+31(0)20-5550123", "٠٦١٢٣٤٥٦٧٨", "++", "0800-HALLO", "tel:+31612345678;ext=1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := phone.Parse(text, "NL")
		if (got == "") != (err != nil) {
			t.Fatalf("%q: %q with %v", text, got, err)
		}
		if err == nil {
			if again, err := phone.Parse(string(got), "DE"); again != got || err != nil {
				t.Fatalf("%q: %q is read again as %q, %v", text, got, again, err)
			}
		}
		phone.Beginnings(text)
	})
}
