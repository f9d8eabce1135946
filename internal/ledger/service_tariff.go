package ledger

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// OwnTariff is a version that an organisation made.
type OwnTariff struct {
	ID          id.Tariff
	Version     Version
	BeginsAt    time.Time
	Body        string // the file, as it was given
	MadeAt      time.Time
	WithdrawnAt time.Time // before it began
}

// TariffWasSet: from an instant on another version says what events are worth.
type TariffWasSet struct {
	Version  Version   `json:"version"`
	BeginsAt time.Time `json:"begins_at"`
}

// EventKind implements event.Fact.
func (TariffWasSet) EventKind() string { return "ledger.tariff_set" }

// TariffWasWithdrawn: a version will not begin after all.
type TariffWasWithdrawn struct {
	Version Version `json:"version"`
}

// EventKind implements event.Fact.
func (TariffWasWithdrawn) EventKind() string { return "ledger.tariff_withdrawn" }

type tariffsKey struct{}

// Tariffs are all versions that hold, held or will hold for the organisation, oldest first: those that come with
// Kroon, and its own.
func (s *Service) Tariffs(tx *db.Tx) (Tariffs, error) {
	if known, ok := tx.Value(tariffsKey{}).(Tariffs); ok {
		return known, nil
	}
	own, err := ownTariffs(tx)
	if err != nil {
		return nil, err
	}
	all := append(Tariffs(nil), Shipped()...)
	for _, o := range own {
		t, err := ReadTariff([]byte(o.Body))
		if err != nil && fault.Is(err, "ledger.tariff_json") {
			return nil, err
		} // a kind that Kroon no longer knows is never asked for
		t.BeginsAt, t.Own = o.BeginsAt, true
		all = append(all, t)
	}
	all.sort()
	tx.SetValue(tariffsKey{}, all)
	return all, nil
}

// SetTariff keeps a version that begins at an instant to come: what was valued before stays as it was valued.
func (s *Service) SetTariff(tx *db.Tx, file string, beginsAt time.Time) (OwnTariff, error) {
	t, err := ReadTariff([]byte(file))
	if err != nil {
		return OwnTariff{}, err
	}
	if !beginsAt.After(tx.Now) {
		return OwnTariff{}, fault.New(fault.Invalid, "ledger.tariff_past").On("file")
	}
	all, err := s.Tariffs(tx)
	if err != nil {
		return OwnTariff{}, err
	}
	used, err := versionUsed(tx, t.Version)
	if err != nil {
		return OwnTariff{}, err
	}
	for _, other := range all {
		used = used || other.Version == t.Version
		if other.Own && other.BeginsAt.Equal(beginsAt) {
			return OwnTariff{}, fault.New(fault.Conflict, "ledger.tariff_same_day", "version", string(other.Version)).On("file")
		}
	}
	if used {
		return OwnTariff{}, fault.New(fault.Conflict, "ledger.tariff_used", "version", string(t.Version)).On("file")
	}
	own := OwnTariff{ID: id.New[id.Tariff](tx.IDs), Version: t.Version, BeginsAt: beginsAt, Body: file, MadeAt: tx.Now}
	if first, err := insertTariff(tx, own); err != nil || !first {
		if err == nil {
			err = fault.New(fault.Conflict, "ledger.tariff_used", "version", string(t.Version)).On("file")
		}
		return own, err
	}
	tx.SetValue(tariffsKey{}, nil)
	about := event.About{Kind: "tariff", ID: own.ID.Any(), Version: 1}
	return own, s.log.Record(tx, about, TariffWasSet{t.Version, beginsAt})
}

// WithdrawTariff takes back an own version that has not begun.
func (s *Service) WithdrawTariff(tx *db.Tx, version Version) (OwnTariff, error) {
	own, found, err := readTariff(tx, version)
	switch {
	case err != nil:
		return own, err
	case !found:
		return own, fault.New(fault.NotFound, "ledger.tariff_unknown", "version", string(version))
	case !own.WithdrawnAt.IsZero():
		return own, nil
	case !own.BeginsAt.After(tx.Now):
		return own, fault.New(fault.TooLate, "ledger.tariff_began", "version", string(version))
	}
	own.WithdrawnAt = tx.Now
	withdrawTariff(tx, own)
	tx.SetValue(tariffsKey{}, nil)
	about := event.About{Kind: "tariff", ID: own.ID.Any(), Version: 2}
	return own, s.log.Record(tx, about, TariffWasWithdrawn{own.Version})
}
