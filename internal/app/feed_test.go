package app_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// fatimasOwn is a calendar as programs write them: every Monday morning until eleven, but for one day, and an
// afternoon that only looks busy.
const fatimasOwn = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//NL
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:overleg@delinde.example
DTSTART;TZID=Europe/Amsterdam:20261109T090000
DTEND;TZID=Europe/Amsterdam:20261109T110000
RRULE:FREQ=WEEKLY;BYDAY=MO
EXDATE;TZID=Europe/Amsterdam:20261130T090000
SUMMARY:Overleg over iemands gezondheid
END:VEVENT
BEGIN:VEVENT
UID:vrij@delinde.example
DTSTART;TZID=Europe/Amsterdam:20261123T110000
DTEND;TZID=Europe/Amsterdam:20261123T170000
TRANSP:TRANSPARENT
SUMMARY:Misschien
END:VEVENT
END:VCALENDAR
`

// agenda is somebody's calendar on a real server, which answers with a code.
func agenda(t *testing.T, code *atomic.Int64) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(int(code.Load()))
		_, _ = w.Write([]byte(strings.ReplaceAll(fatimasOwn, "\n", "\r\n")))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/private/9f3c2a71d8e4.ics"
}

// read is De Linde while Fatima's calendar is read.
type read struct {
	*firm
	clock *clock.Stepped
	zone  *time.Location
	code  atomic.Int64 // that her calendar answers with
}

func (f *read) at(day, hour int) time.Time {
	return time.Date(2026, 11, day, hour, 0, 0, 0, f.zone)
}

// step goes on to an hour of a day in November.
func (f *read) step(day, hour int) {
	f.t.Helper()
	f.clock.Set(f.at(day, hour))
	if _, err := f.app.Clock.Step(context.Background()); err != nil {
		f.t.Fatal(err)
	}
}

// offered checks between which hours of a day the first time lies that is offered for Fatima.
func (f *read) offered(day, after, before int) {
	f.t.Helper()
	times, err := f.app.Acts.OfferTimes(context.Background(), f.andries, promise.Ask{Kind: promise.CallBack, Minutes: 10, Owner: f.fatima.StaffID()})
	if err != nil || len(times) == 0 {
		f.t.Fatal(times, err)
	}
	if got := times[0].Due; got.Before(f.at(day, after)) || got.After(f.at(day, before)) {
		f.t.Errorf("offered at %v, want it between %d and %d on the %dth", got, after, before, day)
	}
}

func (f *read) feed() (s team.Source) {
	f.do(f.fatima, func(tx *db.Tx) (err error) {
		s, _, err = f.app.Acts.Team.Feed(tx, f.fatima.StaffID())
		return err
	})
	return s
}

// What stands in somebody's own calendar is time in which nothing is promised, from when it is read until
// the address is taken away.
func TestAnOfferAvoidsWhatStandsInSomebodysOwnCalendar(t *testing.T) {
	zone, err := worktime.Zone("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	f := &read{zone: zone, clock: clock.NewStepped(time.Date(2026, 11, 23, 8, 0, 0, 0, zone))} // a Monday
	f.code.Store(http.StatusOK)
	f.firm = open(t, app.Config{Clock: f.clock, Calendars: netip.Addr.IsLoopback})
	t.Cleanup(func() { _ = f.app.Close() })
	f.offered(23, 9, 10)
	if err := f.app.Acts.SetFeed(t.Context(), f.fatima, f.fatima.StaffID(), agenda(t, &f.code)); err != nil {
		t.Fatal(err)
	}
	f.step(23, 8)
	f.offered(23, 11, 12) // the afternoon only looks busy
	if s := f.feed(); s.Trouble() != nil || !s.ImportedAt.Equal(f.clock.Now()) || strings.Contains(string(s.Address)+s.Shown, "9f3c") {
		t.Errorf("read, and kept as %+v", s)
	}
	f.step(30, 8) // the Monday that is excepted
	f.offered(30, 9, 10)
	f.step(37, 8) // and the one after it
	f.offered(37, 11, 12)

	f.code.Store(http.StatusNotFound)
	f.step(38, 8)
	if wrong := f.feed().Trouble(); wrong == nil || wrong.Key != "calendar.refused" || wrong.Args["code"] != int64(404) {
		t.Errorf("what went wrong is told as %v", wrong)
	}
	f.clock.Set(f.at(44, 8))
	f.offered(44, 11, 12) // what was read before goes on counting
	f.code.Store(http.StatusOK)
	f.step(44, 8)
	if wrong := f.feed().Trouble(); wrong != nil {
		t.Errorf("read again, yet %v", wrong)
	}

	if err := f.app.Acts.SetFeed(t.Context(), f.andries, f.fatima.StaffID(), ""); err != nil {
		t.Fatal(err)
	}
	f.offered(44, 9, 10)
	f.step(44, 8)
	f.offered(44, 9, 10)
}
