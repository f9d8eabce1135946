package calendar

import (
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"kroon/internal/worktime"
)

// A label is what a clock on the wall shows, held as if it were UTC.

// zone turns labels into instants and back.
type zone interface {
	instant(label time.Time) time.Time
	label(instant time.Time) time.Time
}

// known is a zone of the IANA database.
type known struct{ *time.Location }

func (z known) instant(label time.Time) time.Time {
	year, month, day := label.Date()
	hour, minute, second := label.Clock()
	return time.Date(year, month, day, hour, minute, second, 0, z.Location).UTC()
}

func (z known) label(instant time.Time) time.Time {
	local := instant.In(z.Location)
	_, offset := local.Zone()
	return instant.UTC().Add(time.Duration(offset) * time.Second)
}

// zones are the zones that one calendar can name.
type zones struct {
	own     zone            // of times without one
	defined map[string]zone // by the calendar itself
}

func zonesOf(calendar *ical.Component, own *time.Location) zones {
	z := zones{own: known{own}, defined: map[string]zone{}}
	for _, part := range calendar.Children {
		if part.Name != ical.CompTimezone {
			continue
		}
		if name := part.Props.Get(ical.PropTimezoneID); name != nil {
			if rules := definition(part); rules != nil {
				z.defined[name.Value] = rules
			}
		}
	}
	return z
}

// named finds a zone: by its IANA name, also behind a prefix such as /mozilla.org/20050126_1/; by the
// name Windows gives it; or as the calendar defines it. A name that nobody knows is the own zone.
func (z zones) named(name string) zone {
	parts := strings.Split(strings.Trim(name, "/ "), "/")
	for from := max(0, len(parts)-3); from < len(parts); from++ {
		if found, err := worktime.Zone(strings.Join(parts[from:], "/")); err == nil && strings.TrimSpace(name) != "" {
			return known{found}
		}
	}
	if iana, ok := windows[strings.ToLower(strings.TrimSpace(name))]; ok {
		if found, err := worktime.Zone(iana); err == nil {
			return known{found}
		}
	}
	if found, ok := z.defined[name]; ok {
		return found
	}
	return z.own
}

// windows are the names that Outlook and Exchange use, and those they show, of the zones that a European
// desk meets. Source: Unicode CLDR, supplemental/windowsZones.xml, territory 001.
var windows = map[string]string{
	"w. europe standard time":                          "Europe/Berlin",
	"romance standard time":                            "Europe/Paris",
	"central europe standard time":                     "Europe/Budapest",
	"central european standard time":                   "Europe/Warsaw",
	"western/central europe":                           "Europe/Berlin",
	"gmt standard time":                                "Europe/London",
	"greenwich standard time":                          "Atlantic/Reykjavik",
	"fle standard time":                                "Europe/Kiev",
	"gtb standard time":                                "Europe/Bucharest",
	"e. europe standard time":                          "Europe/Chisinau",
	"kaliningrad standard time":                        "Europe/Kaliningrad",
	"russian standard time":                            "Europe/Moscow",
	"belarus standard time":                            "Europe/Minsk",
	"turkey standard time":                             "Europe/Istanbul",
	"israel standard time":                             "Asia/Jerusalem",
	"south africa standard time":                       "Africa/Johannesburg",
	"morocco standard time":                            "Africa/Casablanca",
	"sa western standard time":                         "America/La_Paz",
	"sa eastern standard time":                         "America/Cayenne",
	"eastern standard time":                            "America/New_York",
	"central standard time":                            "America/Chicago",
	"mountain standard time":                           "America/Denver",
	"pacific standard time":                            "America/Los_Angeles",
	"arabian standard time":                            "Asia/Dubai",
	"india standard time":                              "Asia/Calcutta",
	"singapore standard time":                          "Asia/Singapore",
	"china standard time":                              "Asia/Shanghai",
	"tokyo standard time":                              "Asia/Tokyo",
	"aus eastern standard time":                        "Australia/Sydney",
	"coordinated universal time":                       "UTC",
	"greenwich mean time":                              "Europe/London",
	"utc":                                              "UTC",
	"tzone://microsoft/utc":                            "UTC",
	"amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
	"(utc+01:00) amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
	"(gmt+01:00) amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
	"(utc+01:00) amsterdam, berlijn, bern, rome, stockholm, wenen": "Europe/Berlin",
	"(utc+01:00) brussels, copenhagen, madrid, paris":              "Europe/Paris",
	"(utc+01:00) brussel, kopenhagen, madrid, parijs":              "Europe/Paris",
	"(gmt+01:00) brussels, copenhagen, madrid, paris":              "Europe/Paris",
	"(utc+00:00) dublin, edinburgh, lisbon, london":                "Europe/London",
	"(utc) dublin, edinburgh, lisbon, london":                      "Europe/London",
}
