package team

import (
	"net/url"
	"strings"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// CalendarFeed is the source that is a person's own calendar, read from an address.
const CalendarFeed = "ics"

// Source is where somebody's busy times come from.
type Source struct {
	ID         id.Any
	Staff      id.Staff
	Source     string // a code, such as CalendarFeed
	Address    []byte // sealed; none: not one that Kroon fetches
	Shown      string // what may be seen of the address
	ImportedAt time.Time
	Wrong      string    // the key of what went wrong when it was last read; empty: all was well
	WrongN     int64     // the number in its sentence
	WrongAt    time.Time // since when
	Version    int64
}

// Trouble is what went wrong when the calendar was last read; nil when all was well.
func (s Source) Trouble() *fault.Error {
	if s.Wrong == "" {
		return nil
	}
	return fault.New(fault.Invalid, s.Wrong, "code", s.WrongN, "max", s.WrongN)
}

// numberIn is the number in the sentence of a fault about a calendar.
func numberIn(f *fault.Error) int64 {
	for _, name := range []string{"code", "max"} {
		if n, is := f.Args[name].(int); is {
			return int64(n)
		}
	}
	return 0
}

// Feed is the address of somebody's own calendar: as it is kept, and what may be seen of it.
type Feed struct {
	Sealed []byte // none takes the calendar away
	Shown  string
}

// maxFeedAddress bounds the address of a calendar, in bytes.
const maxFeedAddress = 2000

// FeedAddress checks where a calendar is said to be: http, https or webcal, which is https.
func FeedAddress(text string) (string, error) {
	text = strings.TrimSpace(text)
	if rest, found := strings.CutPrefix(text, "webcal://"); found {
		text = "https://" + rest
	}
	address, err := url.Parse(text)
	if err != nil || len(text) > maxFeedAddress || address.Scheme != "https" && address.Scheme != "http" || address.Hostname() == "" {
		return "", fault.New(fault.Invalid, "calendar.bad_address").On("address")
	}
	if text = address.String(); !again(text) {
		return "", fault.New(fault.Invalid, "calendar.bad_address").On("address")
	}
	return text, nil
}

// again tells whether an address as it is kept can be read: the library writes a zone of a numeric address in a way that it
// does not read.
func again(address string) bool {
	_, err := url.Parse(address)
	return err == nil
}

// shownSigns is how many signs of the end of an address may be seen: enough to know it again by.
const shownSigns = 4

// FeedShown is what may be seen of the address of a calendar, which is a secret: its host, and its last
// signs when there are many more than those.
func FeedShown(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	rest := []rune(strings.TrimPrefix(parsed.RequestURI(), "/"))
	if len(rest) < 3*shownSigns {
		return parsed.Hostname()
	}
	return parsed.Hostname() + "/…" + string(rest[len(rest)-shownSigns:])
}
