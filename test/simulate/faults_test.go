package main

import (
	"context"
	"errors"
	"os"
	"regexp"
	"slices"
	"testing"
)

// Each fault of the list that was written down beforehand can be put in, and no other.
func TestTheFaultsAreThoseOfTheList(t *testing.T) {
	raw, err := os.ReadFile("FAULTS.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed, there []string
	for _, line := range regexp.MustCompile(`(?m)^\| ([a-z-]+) \|`).FindAllStringSubmatch(string(raw), -1) {
		if line[1] != "name" && line[1] != "---" {
			listed = append(listed, line[1])
		}
	}
	for _, f := range flaws {
		there = append(there, f.name)
	}
	slices.Sort(listed)
	slices.Sort(there)
	if !slices.Equal(listed, there) {
		t.Errorf("listed are\n%v, and there are\n%v", listed, there)
	}
}

// The simulator finds what is wrong: the guard, the ledger, a retry, a group commit and the clock, each in its first days.
// All of them: go run ./test/simulate -faults
func TestFaultsAreFound(t *testing.T) {
	for name, invariant := range map[string]string{
		"guard-silent": "guarded", "posting-lopsided": "ledger", "retry-twice": "request-once", "breach-never": "due-ended",
		"clock-back": "", // by whatever shows first "message-never": "effect-once",
	} {
		wrong := flaws[slices.IndexFunc(flaws, func(f *flaw) bool { return f.name == name })]
		var by *breach
		for seed := uint64(1); seed < 8 && by == nil; seed++ {
			if _, err := life(context.Background(), seed, 3, wrong); err != nil && !errors.As(err, &by) {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if by == nil || invariant != "" && by.invariant != invariant {
			t.Errorf("%s: found was %v, not a breach of %s", name, by, invariant)
		}
	}
}

// An evening on which not everything is gone through finds what went wrong since the day before.
func TestAnEveningFindsWhatTheDayBrought(t *testing.T) {
	for _, name := range []string{"posting-lopsided", "posting-doubled", "breach-twice", "breach-unrecorded", "deed-lost"} {
		wrong := flaws[slices.IndexFunc(flaws, func(f *flaw) bool { return f.name == name })]
		w, err := newWorld(context.Background(), 7, 6, wrong)
		if err != nil {
			t.Fatal(err)
		}
		w.evenings = youth // the next evening on which everything is gone through is after the end
		err = w.live()
		w.close()
		var found *breach
		if !errors.As(err, &found) {
			t.Errorf("%s: found was %v", name, err)
		}
	}
}
