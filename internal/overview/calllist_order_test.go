package overview_test

import (
	"slices"
	"testing"
	"time"

	"kroon/internal/calllist"
	"kroon/internal/overview"
)

// TestWhomToCallNextStandsFirst: those who can be called as the cards come, then who is tried again, who waits for a
// second person, and how the others ended, the latest first.
func TestWhomToCallNextStandsFirst(t *testing.T) {
	now := at(12, 0)
	name := func(title string, state calllist.State, tryAt, endedAt time.Time) overview.CallNameLine {
		return overview.CallNameLine{Name: calllist.Name{State: state, TryAt: tryAt, EndedAt: endedAt}, Title: title}
	}
	var page overview.CallListPage
	page.Lines = []overview.CallNameLine{
		name("ended early", calllist.Ended, time.Time{}, at(9, 0)), name("aside", calllist.Aside, time.Time{}, time.Time{}),
		name("again at five", calllist.Open, at(17, 0), time.Time{}), name("first card", calllist.Open, time.Time{}, time.Time{}),
		name("ended late", calllist.Ended, at(18, 0), at(11, 0)), name("again at two", calllist.Open, at(14, 0), time.Time{}),
		name("second card", calllist.Open, now, time.Time{}),
	}
	page.Order(now)
	var got []string
	for _, one := range page.Lines {
		got = append(got, one.Title)
	}
	want := []string{"first card", "second card", "again at two", "again at five", "aside", "ended late", "ended early"}
	if !slices.Equal(got, want) {
		t.Errorf("they stand as %q, want %q", got, want)
	}
}
