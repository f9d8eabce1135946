package customer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/phone"
)

const (
	zeger    = "Zeger van Dam"
	monique  = "Monique Jansen"
	techniek = "Van Dam Techniek B.V."
)

// searches are what people type, and whom they find, in this order.
var searches = []struct {
	typed string
	want  []string
}{
	{"zeg", []string{zeger}},
	{"van dam", []string{techniek, zeger, "Anneke Dyksma-Dam", "Vanessa Dammers"}},
	{"dam", []string{"Anneke Dyksma-Dam", techniek, zeger, "Vanessa Dammers"}},
	{"vd dam", []string{"Anneke Dyksma-Dam", techniek, zeger, "Vanessa Dammers"}},
	{"V.D. Dam zeg", []string{zeger}},
	{"vandam", []string{techniek, zeger}},
	{"Dam, Zeger van", []string{zeger}},
	{"van", []string{"IJsbrand van der Dijk", techniek, zeger, "Vanessa Dammers"}},
	{"bv dam", []string{techniek}},
	{"zeger@vand", []string{zeger}},
	{"<zeger@vandam.example>,", []string{zeger}},
	{"zoe", []string{"Zoë Müller-Łukasz"}},
	{"MÜLLER", []string{"Zoë Müller-Łukasz"}},
	{"muller zoé", []string{"Zoë Müller-Łukasz"}},
	{"lukasz", []string{"Zoë Müller-Łukasz"}},
	{"obrien", []string{"Pieter O'Brien"}},
	{"o’brien", []string{"Pieter O'Brien"}},
	{"dijk", []string{"IJsbrand van der Dijk", "Anneke Dyksma-Dam"}},
	{"dyk", []string{"IJsbrand van der Dijk", "Anneke Dyksma-Dam"}},
	{"ysbrand", []string{"IJsbrand van der Dijk"}},
	{"06-1329", []string{zeger}},
	{"+31 (0)6 13 29", []string{zeger}},
	{"0031613294222", []string{zeger}},
	{"4222", []string{zeger}},
	{"42 22", []string{zeger}},
	{"42-22 zeger", nil},
	{"zeger 4222", []string{zeger}},
	{"555 01 23", []string{zeger}},
	{"+32 470", []string{"Pieter O'Brien"}},
	{"0470 12", []string{"Pieter O'Brien"}},
	{"3512 ph", []string{monique}},
	{"3512 p", []string{monique}},
	{"3512PH 12", []string{monique}},
	{"3512ph 13", nil},
	{"12", []string{monique, "Vanessa Dammers"}},
	{"12a", []string{monique}},
	{"jansen utr", []string{monique}},
	{"nieuwstraat 12", []string{monique}},
	{"zeger jansen", nil},
	{"", nil},
	{"  .,- ", nil},
	{"%", nil},
	{strings.Repeat("zeger ", 40), []string{zeger}},
}

func TestSearch(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		firm := d.add(customer.Details{Kind: customer.Organisation, Name: "Van Dam Techniek B.V."})
		d.add(customer.Details{Name: "Zeger van Dam", Employer: firm.ID, Numbers: numbers("020 555 01 23", "06 13 29 42 22"),
			Emails: []string{"Zeger@VanDam.example"}})
		d.add(customer.Details{Name: "Monique Jansen", Numbers: numbers("030 261 44 10"),
			Address: customer.Address{Street: "Lange Nieuwstraat", HouseNumber: "12-a", Postcode: "3512 PH", City: "Utrecht"}})
		d.add(customer.Details{Name: "Zoë Müller-Łukasz", Emails: []string{"zoe@example.org"}})
		d.add(customer.Details{Name: "Pieter O'Brien", Numbers: numbers("+32 470 12 34 56")})
		d.add(customer.Details{Name: "IJsbrand van der Dijk"})
		d.add(customer.Details{Name: "Anneke Dyksma-Dam"})
		d.add(customer.Details{Name: "Vanessa Dammers", Address: customer.Address{HouseNumber: "12", City: "Dam"}})
		stranger := newDesk(t, database)
		stranger.add(customer.Details{Name: "Zeger van Dam"})

		for _, c := range searches {
			if got := d.names(c.typed); !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
				t.Errorf("%q finds\n%q, want\n%q", c.typed, got, c.want)
			}
		}
		d.read(func(tx *db.Tx) error {
			found, err := d.service.Search(tx, "zeger", 1)
			want := customer.Found{ID: found[0].ID, Kind: customer.Person, Name: zeger, Employer: techniek, Phone: "+31205550123"}
			if err != nil || len(found) != 1 || found[0] != want {
				t.Errorf("%+v, %v", found, err)
			}
			return nil
		})
	})
}

// plain is the oracle's own folding, of the letters that the generator draws.
var plain = strings.NewReplacer("ë", "e", "ü", "u", "é", "e", "Z", "z", "D", "d", "V", "v", "J", "j", "M", "m", "B", "b")

// naive looks at every customer: each word typed, small ones before others apart, must begin a word of the
// name, the number (from the front or, from four figures on, from behind) or the house number.
func naive(all []customer.Customer, typed []string) []string {
	small := func(i int) bool { return i < len(typed)-1 && slices.Contains([]string{"van", "de"}, typed[i]) }
	type hit struct {
		far, without int
		name, id     string
	}
	var hits []hit
	for _, c := range all {
		name := strings.Fields(plain.Replace(c.Name))
		glued, before := []string{}, ""
		for _, word := range name {
			if before += word; word != "van" && word != "de" {
				if before != word {
					glued = append(glued, before)
				}
				before = ""
			}
		}
		name = append(name, glued...)
		words := slices.Concat(name, strings.Fields(c.HouseNumber))
		h := hit{name: plain.Replace(c.Name), id: c.ID.String()}
		has := true
		for i, word := range typed {
			begins := func(w string) bool { return strings.HasPrefix(w, word) }
			named := slices.ContainsFunc(name, begins)
			if small(i) {
				if !named {
					h.without++
				}
				continue
			}
			number := ""
			if c.Phone() != "" {
				number = "0" + c.Phone()[3:]
			}
			found := slices.ContainsFunc(words, begins) || number != "" && strings.HasPrefix(number, word) ||
				len(word) >= 4 && word[0] <= '9' && strings.HasSuffix(number, word)
			has = has && found
			switch {
			case slices.Contains(name, word):
			case named:
				h.far++
			case slices.Contains(words, word) || number != "" && number == word:
				h.far += 2
			default:
				h.far += 3
			}
		}
		if has {
			hits = append(hits, h)
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return strings.Compare(fmt.Sprintf("%02d%02d%s%s%s", a.far, a.without, a.name, "\x00", a.id), fmt.Sprintf("%02d%02d%s%s%s", b.far, b.without, b.name, "\x00", b.id))
	})
	out := []string{}
	for _, h := range hits {
		out = append(out, h.id)
	}
	return out[:min(len(out), customer.MaxFound)]
}

// TestSearchIsANaiveScan compares every find, and its place, with the oracle on both engines.
func TestSearchIsANaiveScan(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("Zeger Zegers Dam Dammers van de Vé Vries Zoë Jansen Jan Müller Mul B Bé"))
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(r *rapid.T) {
			d := newDesk(t, database)
			var all []customer.Customer
			for range rapid.IntRange(0, 25).Draw(r, "customers") {
				details := customer.Details{Name: strings.Join(rapid.SliceOfN(word, 1, 4).Draw(r, "name"), " ")}
				if rapid.Bool().Draw(r, "numbered") {
					details.Numbers = numbers("06" + rapid.StringMatching(`1[0-2]{7}`).Draw(r, "number"))
				}
				if rapid.Bool().Draw(r, "housed") {
					details.HouseNumber = rapid.StringMatching(`[12]{1,2}`).Draw(r, "house")
				}
				all = append(all, d.add(details))
			}
			if len(all) > 0 && rapid.Bool().Draw(r, "renamed") {
				one := rapid.IntRange(0, len(all)-1).Draw(r, "which")
				err := d.write(func(tx *db.Tx) (err error) {
					all[one], err = d.service.Change(tx, all[one].ID, 0, func(c *customer.Details) {
						c.Name, c.Numbers = word.Draw(r, "new name"), numbers("0611111111")
					})
					return err
				})
				if err != nil {
					r.Fatal(err)
				}
			}
			for range 8 {
				var typed []string
				for range rapid.IntRange(1, 3).Draw(r, "words") {
					text := plain.Replace(rapid.OneOf(word, rapid.StringMatching(`[12]{1,2}`)).Draw(r, "word"))
					typed = append(typed, text[:rapid.IntRange(1, len(text)).Draw(r, "letters")])
				}
				if rapid.Bool().Draw(r, "by number") {
					typed = []string{rapid.StringMatching(`061[0-2]{2,7}|[0-2]{4,5}`).Draw(r, "digits")}
				}
				compare(r, d, all, typed)
			}
		})
	})
}

func compare(r *rapid.T, d desk, all []customer.Customer, typed []string) {
	if text := strings.Join(typed, " "); len(typed) > 1 && strings.Trim(text, "0123456789 ") == "" && len(text) > 4 {
		return // figures alone are one number, however they are parted
	}
	if n := strings.Join(typed, ""); strings.HasPrefix(n, "00") || len(phone.Beginnings(n)) > 0 && n[0] != '0' {
		return // figures that name a country are another notation: TestFragmentsFindTheNumber
	}
	got := []string{}
	d.read(func(tx *db.Tx) error {
		found, err := d.service.Search(tx, strings.Join(typed, " "), customer.MaxFound)
		for _, f := range found {
			got = append(got, f.ID.String())
		}
		return err
	})
	if want := naive(all, typed); !slices.Equal(got, want) {
		names := []string{}
		for _, c := range all {
			names = append(names, c.Name+" "+c.Phone()+" "+c.HouseNumber+" "+c.ID.String())
		}
		r.Fatalf("%q finds\n%q, want\n%q, among\n%s", typed, got, want, strings.Join(names, "\n"))
	}
}

// TestCommonWords keeps finding the one meant when each word that is typed has many.
func TestCommonWords(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		err := d.write(func(tx *db.Tx) error {
			for i := range 2300 {
				details := customer.Details{Name: fmt.Sprintf("Jan%d Jansen", i)}
				if i < 260 {
					details = customer.Details{Name: fmt.Sprintf("Kees Bakker%d", i), Address: customer.Address{City: "Utrecht"}}
				}
				if _, err := d.service.Add(tx, details); err != nil {
					return err
				}
			}
			_, err := d.service.Add(tx, customer.Details{Name: "Kees Jansen", Address: customer.Address{City: "Utrecht"}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, typed := range []string{"kees jansen", "jansen kees", "kees de jan", "jan utr kees", "utrecht jansen"} {
			if got := d.names(typed); len(got) == 0 || got[0] != "Kees Jansen" {
				t.Errorf("%q finds %q", typed, got)
			}
		}
		if got := d.names("kees"); len(got) != customer.MaxFound {
			t.Errorf("a common word finds %d", len(got))
		}
		d.read(func(tx *db.Tx) error {
			first, err := d.service.List(tx, id.Customer{}, 300)
			if err != nil || len(first) != customer.MaxPage || first[0].Name != "Kees Jansen" {
				t.Errorf("a page of %d, %v", len(first), err)
			}
			next, err := d.service.List(tx, first[len(first)-1].ID, 1)
			if err != nil || len(next) != 1 || next[0].ID.String() >= first[len(first)-1].ID.String() {
				t.Errorf("the next page: %v, %v", next, err)
			}
			return nil
		})
	})
}
