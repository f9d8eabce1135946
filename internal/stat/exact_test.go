package stat_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"kroon/internal/stat"
)

// TestExactTestsAgreeWithFractions compares with exact.csv, which testdata/exact.py reckons with fractions of
// whole numbers and decimals of 60 digits.
func TestExactTestsAgreeWithFractions(t *testing.T) {
	file, err := os.Open("testdata/exact.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows := csv.NewReader(file)
	rows.FieldsPerRecord = 5
	lines, err := rows.ReadAll()
	if err != nil || len(lines) != 4000 {
		t.Fatalf("%d lines: %v", len(lines), err)
	}
	for _, line := range lines {
		k, n := number(t, line[1]), 0
		above, below, _ := strings.Cut(line[3], "/")
		rate, want := float64(number(t, above))/float64(number(t, below)), parsed(t, line[4])
		var got float64
		if line[0] == "binomial" {
			n = number(t, line[2])
			got = stat.Binomial(k, n, rate)
		} else {
			got = stat.Poisson(k, rate)
		}
		if math.Abs(got-want) > 1e-10*want+1e-300 {
			t.Errorf("%q: %v", line, got)
		}
	}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func parsed(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// As R prints them: binom.test(682, 925, p = 0.75) and binom.test(4, 11, 0.25); poisson.test(137, 24.19893)
// and poisson.test(10, 4.2).
func TestAsRSays(t *testing.T) {
	for _, c := range []struct {
		got, want, within float64
	}{
		{stat.Binomial(682, 925, 0.75), 0.3825, 5e-5},
		{stat.Poisson(137, 24.19893), 0, 2.2e-16},
	} {
		if math.Abs(c.got-c.want) > c.within {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
}

func TestWhatCannotBeHasNoChance(t *testing.T) {
	for i, got := range []float64{
		stat.Binomial(-1, 3, 0.5), stat.Binomial(4, 3, 0.5), stat.Binomial(1, 3, -0.1), stat.Binomial(1, 3, 1.1),
		stat.Binomial(1, 3, math.NaN()), stat.Poisson(-1, 2), stat.Poisson(1, -2), stat.Poisson(1, math.Inf(1)),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%d: %v", i, got)
		}
	}
	if p := stat.Binomial(0, 0, 0.3); p != 1 {
		t.Errorf("nothing of nothing: %v", p)
	}
	if p := stat.Binomial(500_000, 1_000_000, 0.5); math.Abs(p-1) > 1e-6 {
		t.Errorf("a million: %v", p)
	}
}

func TestVerdicts(t *testing.T) {
	for name, c := range map[string]struct {
		found stat.Finding
		want  stat.Verdict
	}{
		"4 of 11 in summer, where others have a quarter: not nothing": {stat.Share(stat.Seen{Count: 4, Of: 11, Usual: 0.25, Claim: 0.025}), stat.Contradicted},
		"none of 11 says little yet":                                  {stat.Share(stat.Seen{Count: 0, Of: 11, Usual: 0.25, Claim: 0.025}), stat.TooLittle},
		"none of 20 says enough":                                      {stat.Share(stat.Seen{Count: 0, Of: 20, Usual: 0.25, Claim: 0.025}), stat.Supported},
		"6 of 200 is as good as nothing":                              {stat.Share(stat.Seen{Count: 6, Of: 200, Usual: 0.25, Claim: 0.025}), stat.Supported},
		"30 of 200 is few, but not nothing":                           {stat.Share(stat.Seen{Count: 30, Of: 200, Usual: 0.25, Claim: 0.025}), stat.Contradicted},
		"never picks up: 9 of 10, where others miss a third":          {stat.Share(stat.Seen{Count: 9, Of: 10, Usual: 0.33, Claim: 0.9}), stat.Supported},
		"never picks up: 3 of 10":                                     {stat.Share(stat.Seen{Count: 3, Of: 10, Usual: 0.33, Claim: 0.9}), stat.Contradicted},
		"no cases at all":                                             {stat.Share(stat.Seen{Usual: 0.25, Claim: 0.025}), stat.TooLittle},
		"nobody is otherwise":                                         {stat.Share(stat.Seen{Count: 5, Of: 5, Usual: 0.9, Claim: 0.9}), stat.TooLittle},
		"never buys: none where six are usual":                        {stat.Rate(stat.Seen{Count: 0, Usual: 6, Claim: 0.6}), stat.Supported},
		"never buys: three where six are usual":                       {stat.Rate(stat.Seen{Count: 3, Usual: 6, Claim: 0.6}), stat.Contradicted},
		"never buys: none where one is usual":                         {stat.Rate(stat.Seen{Count: 0, Usual: 1, Claim: 0.1}), stat.TooLittle},
	} {
		if c.found.Verdict != c.want {
			t.Errorf("%s: %+v", name, c.found)
		}
	}
}
