package deadline_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/deadline"
	"kroon/internal/lang"
)

// words are pieces of deadlines to put together in any order, sense or no sense.
var words = map[lang.Lang][]string{
	lang.NL: {"morgen", "vrijdag", "over", "2", "uur", "dagen", "voor", "half", "drie", "om", "12:30", "27-11", "de 27e", "volgende", "week",
		"kwart", "eind", "van", "maand", "niet", "elke", "'s avonds", "na", "-", ",", ".", "oktober", "2027", "pasen", "tot", "een", "vannacht", "24:00", "over een week",
		"ma", "werkdagen", "volgende werkdag", "week 48", "kerst", "1800", "twee maandagen vanaf nu", "middernacht", "CET", "om half zeven"},
	lang.EN: {"tomorrow", "Friday", "in", "2", "hours", "days", "before", "half", "past", "three", "at", "12:30", "11/27", "the 27th", "next", "week",
		"quarter", "to", "end of", "month", "not", "every", "in the evening", "after", "-", ",", ".", "October", "2027", "Easter", "a", "tonight", "pm", "24:00",
		"Mon", "working days", "12am", "EOM", "midnight", "two Mondays from now", "by 5", "CET", "3/12/2027", "on 2026 12 24", "night"},
}

func drawNow(t *rapid.T) time.Time {
	zone, err := time.LoadLocation(rapid.SampledFrom([]string{"Europe/Amsterdam", "America/New_York", "UTC", "America/Havana", "Asia/Kathmandu"}).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	return time.Unix(rapid.Int64Range(1577836800, 1893456000).Draw(t, "now"), 0).In(zone)
}

// TestEchoCanBeTyped says every moment that comes out, taken or offered, and reads it back.
func TestEchoCanBeTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(lang.Langs()).Draw(t, "lang")
		now := drawNow(t)
		text := ""
		for _, word := range rapid.SliceOfN(rapid.SampledFrom(words[l]), 1, 6).Draw(t, "words") {
			text += word + " "
		}
		got := deadline.Parse(text, l, now, now.Location())
		moments := got.Ask.Choices
		if got.Outcome == deadline.Taken {
			moments = append(moments, got.At)
		}
		for _, want := range moments {
			sameWords(t, want, l, now)
		}
	})
}

// TestInstantCanBeTyped does the same for instants of any kind, the hours when clocks change too.
func TestInstantCanBeTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(lang.Langs()).Draw(t, "lang")
		now := drawNow(t)
		text := rapid.SampledFrom([]string{"over {n} minuten", "over {n} uur"}).Draw(t, "unit")
		minutes := rapid.IntRange(1, 600000).Draw(t, "minutes")
		if rapid.Bool().Draw(t, "change") {
			now = time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC).In(now.Location())
			minutes %= 180
		}
		got := deadline.Parse(replaceN(text, minutes%8000+1), lang.NL, now, now.Location())
		if got.Outcome != deadline.Taken {
			t.Fatalf("%s: %+v", text, got)
		}
		again := deadline.Parse(got.At.Echo, lang.NL, now, now.Location())
		if l == lang.NL && !again.At.Instant.Equal(got.At.Instant) {
			t.Fatalf("%q is read back as %+v, was %s", got.At.Echo, again, got.At.Instant)
		}
	})
}

func replaceN(text string, n int) string {
	digits := ""
	for ; n > 0; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
	}
	return text[:len("over ")] + digits + text[len("over {n}"):]
}

func sameWords(t *rapid.T, want deadline.At, l lang.Lang, now time.Time) {
	if want.Instant.Second() != 0 {
		return // "nu"
	}
	if want.Instant.Before(now) {
		t.Fatalf("%s lies before %s", want.Instant, now)
	}
	again := deadline.Parse(want.Echo, l, now, now.Location())
	if again.Outcome != deadline.Taken || !again.At.Instant.Equal(want.Instant) || again.At.Grain != want.Grain {
		t.Fatalf("%q is read back as %+v, was %s", want.Echo, again, want.Instant)
	}
}

// FuzzParse feeds any text: no panic, nothing before now is taken, and every question has a text.
func FuzzParse(f *testing.F) {
	for l, cases := range map[lang.Lang][][2]string{lang.NL: dutchCases, lang.EN: englishCases} {
		for _, c := range cases {
			f.Add(c[0], string(l), int64(1795183200))
		}
	}
	zone := amsterdam(f)
	f.Fuzz(func(t *testing.T, text, l string, unix int64) {
		now := time.Unix(unix%4102444800, 0)
		got := deadline.Parse(text, lang.For(lang.Lang(l), true, nil).Lang, now, zone)
		switch got.Outcome {
		case deadline.Taken:
			if got.At.Instant.Before(now) || got.At.Echo == "" {
				t.Fatalf("%q at %s: %+v", text, now, got)
			}
		case deadline.Asked:
			if !lang.Has(lang.NL, got.Ask.Key) || !lang.Has(lang.EN, got.Ask.Key) || got.Ask.Text == "" {
				t.Fatalf("%q: %+v", text, got)
			}
		}
	})
}
