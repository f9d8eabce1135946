package desk

import (
	"net/url"
	"testing"
	"time"

	"kroon/internal/overview"
)

const anID = "0192f0c4-7b7e-7d3a-9a43-3f1d1c0e9a11"

// The next page of Today begins where this one ended.
func FuzzAfter(f *testing.F) {
	for _, text := range []string{"", " ", "2026-11-24T12:00:00.000001Z " + anID, "2026-11-24T12:00:00+14:00 " + anID, "9999-12-31T23:59:59-23:59 " + anID, "2026-11-24 " + anID} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		after := afterOf(text)
		if after.Due.UTC().Year() > 9999 {
			return
		}
		path, err := url.Parse(pageOf(after))
		if err != nil {
			t.Fatal(err)
		}
		if again := afterOf(path.Query().Get("after")); !after.ID.IsZero() && (again.ID != after.ID || !again.Due.Equal(after.Due)) {
			t.Errorf("%q is read as %v, which leads to %q and is read as %v", text, after, path, again)
		}
	})
}

func FuzzSlot(f *testing.F) {
	for _, text := range []string{"", "2026-11-24T12:00:00Z " + anID, "2026-11-24T12:00:00.5+01:00 " + anID, "2026-11-24T12:00:00Z", "9999-12-31T23:59:59-23:59 " + anID} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		due, staff, ok := readSlot(text)
		if !ok || staff.IsZero() || due.UTC().Year() > 9999 {
			return
		}
		again, who, ok := readSlot(slotOf(overview.IntakeTime{Due: due, Staff: staff}))
		if !ok || who != staff || !again.Equal(due.Truncate(time.Second)) {
			t.Errorf("%q is read as %v and %v, and that as %v and %v", text, due, staff, again, who)
		}
	})
}
