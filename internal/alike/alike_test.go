package alike_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/alike"
)

// labelled reads the data of Splink with the clusters that tell who is who. It is not ours to copy:
// KROON_TESTDATA names its folder.
func labelled(t *testing.T, name string) [][]string {
	t.Helper()
	folder := os.Getenv("KROON_TESTDATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	file, err := os.Open(filepath.Join(folder, "duplicates", name))
	if err != nil {
		t.Skip("not measured: the labelled data is not here: " + name)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func recordOf(row []string) alike.Record {
	r := alike.Record{Name: row[1] + " " + row[2], Birth: row[3], City: row[4]}
	if row[5] != "" {
		r.Emails = []string{row[5]}
	}
	return r
}

// TestLabelledPairs measures on the half of the clusters that the weights were not counted in: precision and
// recall over all its pairs, by the clusters and again, counted by another road, by the file of labels.
func TestLabelledPairs(t *testing.T) {
	rows, labels := labelled(t, "splink_fake_1000.csv"), labelled(t, "splink_fake_1000_labels.csv")
	for half, name := range []string{"counted in", "held out"} {
		var some []alike.Record
		var ids []string
		cluster, size := map[string]string{}, map[string]int{}
		for _, row := range rows {
			if n, err := strconv.Atoi(row[6]); err != nil || n%2 != half {
				continue
			}
			some, ids = append(some, recordOf(row)), append(ids, row[0])
			cluster[row[0]] = row[6]
			size[row[6]]++
		}
		truth := 0
		for _, n := range size {
			truth += n * (n - 1) / 2
		}
		right, wrong := 0, 0
		suggested := map[[2]string]bool{}
		for _, pair := range alike.Pairs(some, alike.From(len(rows))) {
			suggested[[2]string{ids[pair.A], ids[pair.B]}] = true
			if cluster[ids[pair.A]] == cluster[ids[pair.B]] {
				right++
			} else {
				wrong++
			}
		}
		precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(truth)
		t.Logf("%s: %d right, %d wrong, %d in all: precision %.4f, recall %.4f", name, right, wrong, truth, precision, recall)
		if precision < 0.99 || recall < 0.85 {
			t.Errorf("%s: precision %.4f, recall %.4f", name, precision, recall)
		}
		byLabel := [2]int{}
		for _, l := range labels {
			if cluster[l[0]] == "" || cluster[l[2]] == "" || !suggested[[2]string{l[0], l[2]}] && !suggested[[2]string{l[2], l[0]}] {
				continue
			}
			if l[4] == "1.0" {
				byLabel[0]++
			} else {
				byLabel[1]++
			}
		}
		if byLabel[0] != right || byLabel[1] > wrong {
			t.Errorf("%s: by the labels %d right and %d wrong, by the clusters %d and %d", name, byLabel[0], byLabel[1], right, wrong)
		}
	}
}

// TestMany keeps the work in proportion to the number of records.
func TestMany(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	rows := labelled(t, "splink_fake_1000.csv")
	var all []alike.Record
	for i := range 6 {
		for _, row := range rows {
			r := recordOf(row)
			r.Birth = fmt.Sprintf("%d-%02d-%02d", 1930+(i*7+len(all))%70, 1+len(all)%12, 1+len(all)%28)
			r.Emails = []string{fmt.Sprintf("%s%d@example.org", row[0], i)}
			all = append(all, r)
		}
	}
	began := time.Now()
	alike.Pairs(all, alike.From(len(all)))
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("%d records took %s", len(all), took)
	}
}

// TestCompare: what slips of the hand do, and what does not speak for one person.
func TestCompare(t *testing.T) {
	zeger := alike.Record{Name: "Zeger van Dam", Phones: []string{"+31612345678"}, City: "Utrecht", Postcode: "3511 AB", House: "12"}
	for name, one := range map[string]struct {
		other alike.Record
		same  bool
	}{
		"as it is":               {zeger, true},
		"a slip and the number":  {alike.Record{Name: "Zeger van Damm", Phones: []string{"06-12345678"}}, true},
		"other way round":        {alike.Record{Name: "Dam, Zeger van", Phones: []string{"0612345678"}}, true},
		"his wife":               {alike.Record{Name: "Monique Jansen", Phones: []string{"0612345678"}, Postcode: "3511AB", House: "12"}, false},
		"a namesake elsewhere":   {alike.Record{Name: "Zeger van Dam", Phones: []string{"+31201112233"}, City: "Groningen"}, false},
		"only the name":          {alike.Record{Name: "Zeger van Dam"}, true},
		"only his first name":    {alike.Record{Name: "Zeger"}, false},
		"nothing":                {alike.Record{}, false},
		"nobody he has any part": {alike.Record{Name: "Anna Bos", Phones: []string{"0201234567"}, City: "Breda"}, false},
	} {
		score, on := alike.Compare(alike.Prepare(zeger), alike.Prepare(one.other))
		if (score >= alike.From(0)) != one.same {
			t.Errorf("%s: %.1f, %+v", name, score, on)
		}
	}
}

// TestCompareIsFair: who stands first does not matter, the score is the sum of what it is based on, and a
// record is itself.
func TestCompareIsFair(t *testing.T) {
	word := rapid.StringMatching(`[a-eA-E]{0,6}`)
	record := rapid.Custom(func(t *rapid.T) alike.Record {
		return alike.Record{
			Name: word.Draw(t, "first") + " " + word.Draw(t, "last"), Birth: rapid.StringMatching(`(19[5-6][0-9]-0[1-3]-[12][0-9])?`).Draw(t, "birth"),
			City: word.Draw(t, "city"), Street: word.Draw(t, "street"), House: rapid.StringMatching(`[12]?`).Draw(t, "house"),
			Postcode: rapid.StringMatching(`(351[12] A[BC])?`).Draw(t, "code"), Phones: []string{rapid.StringMatching(`(06123456[0-2][0-2])?`).Draw(t, "phone")},
			Emails: []string{rapid.StringMatching(`([ab]{5,7}@[ab]\.nl)?`).Draw(t, "email")},
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := alike.Prepare(record.Draw(t, "a")), alike.Prepare(record.Draw(t, "b"))
		there, on := alike.Compare(a, b)
		back, _ := alike.Compare(b, a)
		sum := 0.0
		for _, one := range on {
			sum += one.Weight
		}
		if there != sum || there-back > 1e-9 || back-there > 1e-9 {
			t.Fatalf("%v there, %v back, sum %v", there, back, sum)
		}
		if self, _ := alike.Compare(a, a); self < there-1e-9 && len(on) == 0 {
			t.Fatalf("itself %v, another %v", self, there)
		}
	})
}

// TestHowTwoAgree: how each sort of slip is taken, one at a time.
func TestHowTwoAgree(t *testing.T) {
	for name, one := range map[string]struct {
		a, b  alike.Record
		trait alike.Trait
		want  []alike.Level
	}{
		"misheard":               {alike.Record{Name: "Dixon"}, alike.Record{Name: "Dicksonx"}, alike.Name, []alike.Level{alike.Faint}},
		"begins as it does":      {alike.Record{Name: "Verhoeven"}, alike.Record{Name: "Verhoefs"}, alike.Name, []alike.Level{alike.Near}},
		"an initial":             {alike.Record{Name: "R. Jansen"}, alike.Record{Name: "Rob Jansen"}, alike.Name, []alike.Level{alike.Same, alike.Faint}},
		"figures changed places": {alike.Record{Birth: "1980-01-12"}, alike.Record{Birth: "1980-01-21"}, alike.Birth, []alike.Level{alike.Near}},
		"at home":                {alike.Record{Postcode: "3511 AB", House: "12"}, alike.Record{Postcode: "3511ab", House: "12"}, alike.Home, []alike.Level{alike.Same}},
		"next door":              {alike.Record{Postcode: "3511 AB", House: "12"}, alike.Record{Postcode: "3511 AB", House: "14"}, alike.Home, []alike.Level{alike.Faint}},
		"another street":         {alike.Record{Postcode: "3511 AB", House: "12"}, alike.Record{Postcode: "3511 AC", House: "14"}, alike.Home, []alike.Level{alike.Other}},
		"abroad and here":        {alike.Record{Phones: []string{"+31 30 261 44 10"}}, alike.Record{Phones: []string{"030 261 44 10"}}, alike.Phone, []alike.Level{alike.Same}},
		"info@ of two firms":     {alike.Record{Emails: []string{"info@linde.example"}}, alike.Record{Emails: []string{"info@waterkoud.example"}}, alike.Email, []alike.Level{alike.Other}},
	} {
		_, on := alike.Compare(alike.Prepare(one.a), alike.Prepare(one.b))
		var got []alike.Level
		for _, agreement := range on {
			if agreement.Trait == one.trait {
				got = append(got, agreement.Level)
			}
		}
		if !slices.Equal(got, one.want) {
			t.Errorf("%s: %v, want %v", name, got, one.want)
		}
	}
}

// TestTwoAtOneAddressAreCompared: who shares nothing but a house is compared with who lives there, if in vain.
func TestTwoAtOneAddressAreCompared(t *testing.T) {
	all := []alike.Record{{Name: "Anna Bos", Postcode: "3511 AB", House: "12"}, {Name: "Piet Kok", Postcode: "3511 AB", House: "12"}, {Name: "Ria Tol", Postcode: "3511 AC", House: "12"}}
	if found := alike.Pairs(all, -1000); len(found) != 1 || found[0].A != 0 || found[0].B != 1 {
		t.Errorf("%+v", found)
	}
}
