package team

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Source is where somebody's busy times come from.
type Source struct {
	ID         id.Any
	Staff      id.Staff
	Source     string // a code, such as CalendarFeed
	Address    []byte // sealed; none: not one that Kroon fetches
	ImportedAt time.Time
	Version    int64
}

// CalendarFeed is the source that is a person's own calendar, read from an address.
const CalendarFeed = "ics"

// maxBusy bounds the busy times of one source.
const maxBusy = 20_000

// SetFeed keeps the sealed address of somebody's own calendar; an empty one takes it away, and the busy
// times that came from it with it.
func (s *Service) SetFeed(tx *db.Tx, staff id.Staff, sealed []byte) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	if _, err := s.Get(tx, staff); err != nil {
		return err
	}
	source, err := raiseSource(tx, staff, CalendarFeed)
	if err != nil {
		return err
	}
	if len(sealed) == 0 {
		sealed = nil
		replaceBusy(tx, staff, CalendarFeed, nil)
	}
	updateSourceAddress(tx, source, sealed)
	return s.log.Record(tx, about("busy", source.ID, source.Version), BusySourceChanged{Staff: staff, Given: sealed != nil})
}

// Feeds is every calendar that Kroon fetches.
func (s *Service) Feeds(tx *db.Tx) ([]Source, error) { return listSources(tx) }

// ReplaceBusy has exactly these be somebody's busy times from a source. Overlapping ones become one. The
// same times again change nothing and record no event.
func (s *Service) ReplaceBusy(tx *db.Tx, staff id.Staff, source string, spans []Span) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	if _, err := s.Get(tx, staff); err != nil {
		return err
	}
	if known, _, err := readSource(tx, staff, source); err != nil {
		return err
	} else if source == CalendarFeed && known.Address == nil {
		return fault.New(fault.Conflict, "team.no_feed") // taken away while it was being fetched
	}
	whole := make([]Span, 0, len(spans))
	for _, span := range spans {
		// Microseconds are what both engines keep.
		whole = append(whole, Span{span.From.UTC().Truncate(time.Microsecond), span.Until.UTC().Truncate(time.Microsecond)})
	}
	if whole = Apart(whole); len(whole) > maxBusy {
		return fault.New(fault.Invalid, "team.many_busy_times", "max", maxBusy)
	}
	before, err := sourceBusy(tx, staff, source)
	if err != nil {
		return err
	}
	if slices.EqualFunc(before, whole, func(a busyRow, b Span) bool { return a.FromAt.Equal(b.From) && a.UntilAt.Equal(b.Until) }) {
		touchSource(tx, staff, source)
		return nil
	}
	raised, err := raiseSource(tx, staff, source)
	if err != nil {
		return err
	}
	replaceBusy(tx, staff, source, whole)
	touchSource(tx, staff, source)
	return s.log.Record(tx, about("busy", raised.ID, raised.Version), BusyImported{Staff: staff, Spans: len(whole)})
}
