package imports_test

import (
	"testing"
	"time"

	"kroon/internal/imports"
)

// TestHowARunStands: only what came by the switch is taken over.
func TestHowARunStands(t *testing.T) {
	at := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	staging := imports.Run{StartedAt: at, LeaseUntil: at.Add(imports.Lease)}
	published, undone := staging, staging
	published.PublishedAt = at
	undone.UndoneAt = at
	for _, c := range []struct {
		run   imports.Run
		after time.Duration
		want  imports.Stand
	}{
		{staging, imports.Lease - 1, imports.UnderWay}, {staging, imports.Lease, imports.Cut},
		{published, time.Hour, imports.InSight}, {undone, time.Second, imports.Undone},
	} {
		if got := c.run.Stand(at.Add(c.after)); got != c.want {
			t.Errorf("%v after it began it is %s, want %s", c.after, got, c.want)
		}
	}
}
