package deadline_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kroon/internal/deadline"
	"kroon/internal/lang"
)

// recognised is one line of the outside data: a sentence, the moment it was said, and what it means.
type recognised struct {
	Input     string
	Reference string
	Results   []struct {
		Type       string
		TypeName   string
		Value      json.RawMessage
		Resolution struct{ Values []resolution }
	}
}

type resolution struct{ Type, Value string }

// expected is what a line means: its type, and its values in the future reading. Values with a time
// before and one after noon are both kept: the data leaves it open. Lines that only tell where the
// words stand, without a value, cannot be compared.
func (r recognised) expected() (grain string, values []string, counts bool) {
	if r.Reference == "" || len(r.Results) != 1 {
		return "", nil, false
	}
	found := r.Results[0]
	grain = strings.TrimPrefix(found.Type+found.TypeName, "datetimeV2.")
	if grain != "date" && grain != "time" && grain != "datetime" {
		return "", nil, false
	}
	var simple struct {
		FutureResolution map[string]string
		Values           []resolution
	}
	if len(found.Value) > 0 {
		_ = json.Unmarshal(found.Value, &simple)
	}
	for _, value := range simple.FutureResolution {
		values = append(values, value)
	}
	for _, one := range append(simple.Values, found.Resolution.Values...) {
		values = append(values, one.Value)
	}
	return grain, future(values, strings.ReplaceAll(r.Reference, "T", " ")), len(values) > 0
}

// future drops the readings before the reference, unless there are no others.
func future(values []string, reference string) []string {
	var kept []string
	for _, value := range values {
		if len(value) == len("15:04:05") || value >= reference[:min(len(value), len(reference))] {
			kept = append(kept, value)
		}
	}
	if len(kept) == 0 {
		return values
	}
	return kept
}

// right compares at the grain of the data: the date, the minute, or the time of day.
func right(at deadline.At, grain string, values []string) bool {
	for _, value := range values {
		switch {
		case grain == "date" && at.Instant.Format(time.DateOnly) == value,
			grain == "datetime" && len(value) > 16 && at.Instant.Format("2006-01-02 15:04") == value[:16],
			grain == "time" && len(value) > 16 && at.Instant.Format("2006-01-02 15:04") == value[:16],
			grain == "time" && len(value) == 8 && at.Instant.Format("15:04") == value[:5]:
			return at.Grain == deadline.Minute || grain != "time"
		}
	}
	return false
}

type score struct {
	lines, right, asked, none, wrong int
	ahead, aheadRight                int // of the lines whose reading is still to come
	disagreed                        map[string]bool
}

// disagreements are the lines in which the data reads what nobody at a Dutch desk does, with the
// reason. They count as silently wrong all the same.
var disagreements = map[string]string{
	"Ik ga 5-3-'18 om 17:49:19 terug":                  "Dutch figures are day, month, year: 5 March",
	"Deze taak moet op 5.12 gedaan worden":             "Dutch figures are day, month: 5 December",
	"Het zal twee maanden na komende vrijdag eindigen": "said on a Monday, komende vrijdag is that week's Friday",
}

// TestScore measures the grammar on the outside data. An ask is not an answer. Lines whose only
// reading has passed count as well: there the moment refused as past must be the right one. Silently
// wrong may be only the known disagreements.
func TestScore(t *testing.T) {
	for _, c := range []struct {
		lang         lang.Lang
		rightAtLeast int // per cent
	}{{lang.NL, 79}, {lang.EN, 78}} {
		t.Run(string(c.lang), func(t *testing.T) {
			got := measure(t, c.lang)
			t.Logf("%s: %d lines, right %d (%.1f %%), asked %d, none %d, silently wrong %d", c.lang, got.lines,
				got.right, 100*float64(got.right)/float64(got.lines), got.asked, got.none, got.wrong)
			t.Logf("%s: %d lines still to come, right %d (%.1f %%)", c.lang, got.ahead, got.aheadRight,
				100*float64(got.aheadRight)/float64(got.ahead))
			if 100*got.right < c.rightAtLeast*got.lines {
				t.Errorf("%d of %d right, want %d %%", got.right, got.lines, c.rightAtLeast)
			}
			if 100*got.aheadRight < c.rightAtLeast*got.ahead {
				t.Errorf("%d of %d right of those still to come, want %d %%", got.aheadRight, got.ahead, c.rightAtLeast)
			}
			if got.wrong > len(got.disagreed) {
				t.Errorf("%d silently wrong, of which only %d are known disagreements", got.wrong, len(got.disagreed))
			}
			if c.lang == lang.NL && len(got.disagreed) != len(disagreements) {
				t.Errorf("the data agrees by now with some of the known disagreements: left are %v", got.disagreed)
			}
		})
	}
}

// passed tells whether every value lies before now, or is no day at all (30 February).
func passed(values []string, now time.Time) bool {
	for _, value := range values {
		if value != "not resolved" && (len(value) == len("15:04:05") || value >= now.Format(time.DateTime)[:min(len(value), len(time.DateTime))]) {
			return false
		}
	}
	return true
}

func measure(t *testing.T, l lang.Lang) score {
	folder := os.Getenv("KROON_TESTDATA")
	if folder == "" {
		folder = "../../../shared/data"
	}
	file, err := os.Open(filepath.Join(folder, "dates", "recognizers_"+string(l)+".jsonl"))
	if err != nil {
		t.Skipf("the outside data is not here, set KROON_TESTDATA: %v", err)
	}
	defer file.Close()
	s := score{disagreed: map[string]bool{}}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r recognised
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		grain, values, counts := r.expected()
		if !counts {
			continue
		}
		now, err := time.ParseInLocation("2006-01-02T15:04:05", r.Reference[:len("2006-01-02T15:04:05")], time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		s.lines++
		got := deadline.Parse(r.Input, l, now, time.UTC)
		if !passed(values, now) {
			s.ahead++
			if got.Outcome == deadline.Taken && right(got.At, grain, values) {
				s.aheadRight++
			}
		}
		switch {
		case got.Outcome == deadline.Nothing:
			s.none++
			t.Logf("none: %q, %v", r.Input, values)
		case got.Outcome == deadline.Asked:
			s.asked++
			t.Logf("asked: %q, %v: %s", r.Input, values, got.Ask.Key)
		case right(got.At, grain, values):
			s.right++
		default:
			s.wrong++
			reason, known := disagreements[r.Input]
			if known {
				s.disagreed[r.Input] = true
			}
			t.Logf("WRONG: %q at %s: %s (%s), want %v %s", r.Input, r.Reference, got.At.Echo, got.At.Grain, values, reason)
		}
	}
	return s
}
