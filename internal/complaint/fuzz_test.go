package complaint

import (
	"slices"
	"testing"
)

// What stands in a text twice weighs once, and nothing weighs that has no cue.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"", "geen klacht", "Ik ben ontevreden, nog steeds niet gebeld!", "niet maar wel boos", "klacht\xff klacht", "zat ik zat te", "don’t complain"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read := Read(text)
		if again := Read(text + "\n" + text); again.Score != read.Score || !slices.Equal(again.Cues, read.Cues) {
			t.Errorf("%q weighs %+v, twice %+v", text, read, again)
		}
		sum := int64(0)
		for _, one := range cues {
			if slices.Contains(read.Cues, one.words) {
				sum += one.score
			}
		}
		if read.Score != sum || len(slices.Compact(slices.Sorted(slices.Values(read.Cues)))) != len(read.Cues) {
			t.Errorf("%q weighs %+v, counted %d", text, read, sum)
		}
	})
}
