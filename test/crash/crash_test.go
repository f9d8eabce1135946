package main

import (
	"context"
	"os"
	"testing"
)

// The test binary is its own child: TestMain hands over to the child's work.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "-child" {
		main()
		return
	}
	os.Exit(m.Run())
}

// A short run of make crash.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	if err := campaign(context.Background(), 12, 7, testWriter{t}); err != nil {
		t.Error(err)
	}
}

type testWriter struct{ t *testing.T }

func (w testWriter) Write(line []byte) (int, error) {
	w.t.Log(string(line))
	return len(line), nil
}
