package relation

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/overview"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

const anID = "0192f0c4-7b7e-7d3a-9a43-3f1d1c0e9a11"

// What a page writes to lead to the next stretch is read as where this one ended.
func FuzzCursor(f *testing.F) {
	for _, text := range []string{"", ".", "1764000000000000." + anID, "-9223372036854775808." + anID, "+5." + anID, "9223372036854775808." + anID, "1.2." + anID} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		cursor, asked := cursorOf(text)
		if !asked {
			if cursor != (overview.Cursor{}) {
				t.Errorf("%q is none, and is read as %v", text, cursor)
			}
			return
		}
		path, err := url.Parse(olderPath(id.Customer{1}, interaction.Everything, overview.Moment{At: cursor.At, ID: cursor.ID}))
		if err != nil {
			t.Fatal(err)
		}
		if again, asked := cursorOf(path.Query().Get("before")); !asked || !again.At.Equal(cursor.At) || again.ID != cursor.ID {
			t.Errorf("%q is read as %v, which leads to %q and is read as %v", text, cursor, path, again)
		}
	})
}

// A time that a form carries comes back as the same, and its hour on the wall is the instant's.
func FuzzSlot(f *testing.F) {
	zone, err := worktime.Zone("Europe/Amsterdam")
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"", "2026-11-24T12:00:00Z|2026-11-24T13:00|minute", "2026-11-24T12:00:00Z||day", "2026-11-24T12:00:00+01:00|2026-11-24T13:00|minute",
		"2026-10-25T01:30:00Z|2026-10-25T02:30|minute", "2026-11-24T12:00:00.5Z|2026-11-24T13:00|", "9999-12-31T23:59:59-23:59||minute", "|||"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		due, ok := parseSlot(text, zone)
		if !ok || due.At.UTC().Year() > 9999 {
			return
		}
		again, ok := parseSlot(slotValue(due), zone)
		if !ok || !again.At.Equal(due.At.Truncate(time.Second)) || again.Civil != due.Civil || again.Grain != due.Grain || again.Zone != due.Zone {
			t.Errorf("%q is read as %+v, which is carried as %q and read as %+v", text, due, slotValue(due), again)
		}
		if due.Civil != "" && due.At.In(zone).Format("2006-01-02T15:04") != due.Civil {
			t.Errorf("%q: %s is not %s here", text, due.At, due.Civil)
		}
	})
}

func FuzzClock(f *testing.F) {
	for _, text := range []string{"", "9", "09:30", "9.30", "24:00", "24:01", "9:60", "-1", "9:-5", "9:30:15", "٩"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := http.NewRequest(http.MethodGet, "/", nil)
		if err != nil {
			t.Fatal(err)
		}
		form, err := web.ReadQuery(r)
		if err != nil {
			t.Fatal(err)
		}
		minute := minuteOf(form, "from", text)
		if minute < 0 || minute > 24*60 || form.Err() != nil && minute != 0 {
			t.Errorf("%q is read as %d, %v", text, minute, form.Err())
		}
		if form.Err() == nil && minuteOf(form, "from", clock(minute)) != minute {
			t.Errorf("%q is read as %d, and %q is not", text, minute, clock(minute))
		}
	})
}
