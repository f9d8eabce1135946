package worktime_test

import (
	"testing"

	"kroon/internal/worktime"
)

// FuzzTyped: a day, a label and a part of a day are read only as they are written again, and stay within a day.
func FuzzTyped(f *testing.F) {
	for _, text := range []string{"2026-12-25", "2026-02-30", "0000-01-01", "2026-12-28T09:30", "24:00", "09:00", "9:00", "+9:00", "2026-12-28T24:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if day, err := worktime.ParseDate(text); err == nil && day.String() != text {
			t.Errorf("%q is read as %v", text, day)
		}
		if label, err := worktime.ParseCivil(text); err == nil && (label.Date.String() != text[:10] || label.Minute < 0 || label.Minute >= 1440) {
			t.Errorf("%q is read as %v", text, label)
		}
		if part, err := worktime.ParseInterval(text, text); err == nil && (part.From < 0 || part.From > 1440 || part.From != part.Until) {
			t.Errorf("%q is read as %v", text, part)
		}
		if at, err := worktime.ParseInstant(text); err == nil {
			if again, err := worktime.ParseInstant(at.Format("2006-01-02T15:04:05.999999999Z07:00")); err != nil || !again.Equal(at) {
				t.Errorf("%q is read as %v, and that as %v, %v", text, at, again, err)
			}
		}
	})
}
