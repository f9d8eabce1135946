package team

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// maxBusy bounds the busy times of one source.
const maxBusy = 20_000

// SetFeed keeps the sealed address of somebody's own calendar; none takes it away, and the busy times
// that came from it with it.
func (s *Service) SetFeed(tx *db.Tx, staff id.Staff, feed Feed) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	if _, err := s.Get(tx, staff); err != nil {
		return err
	}
	known, _, err := readSource(tx, staff, CalendarFeed)
	if err != nil || len(known.Address) == 0 && len(feed.Sealed) == 0 {
		return err
	}
	source, err := raiseSource(tx, staff, CalendarFeed)
	if err != nil {
		return err
	}
	if len(feed.Sealed) == 0 {
		feed = Feed{}
		replaceBusy(tx, staff, CalendarFeed, nil)
	}
	updateSourceAddress(tx, source, feed)
	return s.log.Record(tx, about("busy", source.ID, source.Version), BusySourceChanged{Staff: staff, Given: feed.Sealed != nil})
}

// Feed is the calendar that Kroon reads somebody's busy times from, for whom that concerns; false without one.
func (s *Service) Feed(tx *db.Tx, staff id.Staff) (Source, bool, error) {
	if err := s.mustConcern(tx, staff); err != nil {
		return Source{}, false, err
	}
	if _, err := s.Get(tx, staff); err != nil {
		return Source{}, false, err
	}
	source, _, err := readSource(tx, staff, CalendarFeed)
	return source, len(source.Address) > 0, err
}

// FeedFailed keeps what went wrong when somebody's calendar was read, for whom that concerns. What was
// read before goes on counting.
func (s *Service) FeedFailed(tx *db.Tx, staff id.Staff, wrong *fault.Error) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	setSourceWrong(tx, staff, CalendarFeed, wrong.Key, numberIn(wrong))
	return nil
}

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
