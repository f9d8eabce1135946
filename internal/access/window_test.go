package access

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The oracle keeps every try for ever and counts, for each moment, those of the fifteen minutes before.
func TestNoFifteenMinutesHoldMoreThanTheBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 6).Draw(t, "most")
		now := time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)
		var row []byte
		var all []time.Time
		for range rapid.IntRange(1, 60).Draw(t, "tries") {
			now = now.Add(time.Duration(rapid.Int64Range(0, int64(8*time.Minute/time.Microsecond)).Draw(t, "gap")) * time.Microsecond)
			recent := 0
			var oldest time.Time
			for i := len(all) - 1; i >= 0; i-- {
				if all[i].After(now.Add(-15 * time.Minute)) {
					recent, oldest = recent+1, all[i]
				}
			}
			after, again := take(unpackTries(row), now, most)
			if recent >= most {
				if !again.Equal(oldest.Add(15 * time.Minute)) {
					t.Fatalf("%d of %d tries, room again at %v", recent, most, again)
				}
				continue
			}
			if !again.IsZero() {
				t.Fatalf("refused with %d of %d tries", recent, most)
			}
			all, row = append(all, now), packTries(after)
			if len(row) > most*8 {
				t.Fatalf("the row grew to %d bytes", len(row))
			}
			if rapid.Bool().Draw(t, "right") {
				all, row = all[:len(all)-1], packTries(giveBack(unpackTries(row)))
			}
		}
	})
}

func TestAClockThatWasAheadKeepsNobodyOut(t *testing.T) {
	now := time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)
	ahead := []time.Time{now.AddDate(10, 0, 0), now.AddDate(10, 0, 0)}
	if after, again := take(ahead, now, 2); !again.IsZero() || len(after) != 1 {
		t.Error(after, again)
	}
}

func TestSpellingsAreShortAndUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := [16]byte(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "raw"))
		text := spell(raw)
		if back, ok := unspell(text); !ok || back != raw || len(text) != 22 {
			t.Fatalf("%x is spelled %q and read as %x", raw, text, back)
		}
		loose := rapid.StringMatching(`[0-9A-Za-z]{22}`).Draw(t, "loose")
		if back, ok := unspell(loose); ok && spell(back) != loose {
			t.Fatalf("%q is a second spelling of %x", loose, back)
		}
	})
	if _, ok := unspell("zzzzzzzzzzzzzzzzzzzzzz"); ok {
		t.Error("more than 128 bits were read")
	}
}

func TestNeighboursOfOneConnectionCountTogether(t *testing.T) {
	for _, pair := range [][3]string{
		{"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "same"},
		{"2001:db8:1:2::1", "2001:db8:1:3::1", "other"},
		{"::ffff:192.0.2.1", "192.0.2.1", "same"},
		{"192.0.2.1", "192.0.2.2", "other"},
		{"", "@", "other"},
	} {
		if (network(pair[0]) == network(pair[1])) != (pair[2] == "same") {
			t.Errorf("%v", pair)
		}
	}
}
