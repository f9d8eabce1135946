package demo_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/demo"
)

// The demo is filled at whatever hour somebody begins it: early in the afternoon the past once ran into the stories.
func TestTheDemoBeginsAtAnyHour(t *testing.T) {
	if testing.Short() {
		t.Skip("the long loop fills the demo: run without -short")
	}
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	for _, now := range []time.Time{
		time.Date(2026, 11, 23, 14, 2, 0, 0, zone), time.Date(2026, 11, 25, 0, 20, 0, 0, zone), time.Date(2027, 3, 28, 15, 29, 0, 0, zone),
	} {
		stepped := clock.NewStepped(now)
		kroon, err := app.Open(t.Context(), demo.Quiet(app.Config{Data: t.TempDir(), Listen: "127.0.0.1:1", Clock: stepped, Log: slog.New(slog.DiscardHandler)}))
		if err != nil {
			t.Fatal(err)
		}
		if err := demo.Fill(context.Background(), kroon, stepped, now, "vier-woorden-om-te-onthouden", nil); err != nil {
			t.Errorf("at %s: %v", now, err)
		}
		if err := kroon.Close(); err != nil {
			t.Error(err)
		}
	}
}
