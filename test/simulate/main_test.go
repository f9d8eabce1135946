package main

import (
	"context"
	"errors"
	"testing"
)

// A short run of make simulate: one organisation, twice, with everything that is looked at.
func TestASeedReplaysBitForBit(t *testing.T) {
	first := lived(t, 7)
	if again := lived(t, 7); again != first {
		t.Errorf("the same seed gave\n%+v and then\n%+v", first, again)
	}
	if first.promises < 20 || first.kept == 0 || first.messages == 0 {
		t.Errorf("little happened: %+v", first)
	}
}

func lived(t *testing.T, seed uint64) outcome {
	t.Helper()
	out, err := life(context.Background(), seed, 5, nil)
	if err != nil {
		var found *breach
		if errors.As(err, &found) {
			for _, line := range found.tale {
				t.Log(line)
			}
		}
		t.Fatalf("seed %d: %v", seed, err)
	}
	return out
}
