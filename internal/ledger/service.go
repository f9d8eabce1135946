package ledger

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Service posts entries. Its commands are called by reactions, in the transaction of their cause.
type Service struct {
	log        *event.Log
	accounting accounting
}

// New makes the service.
func New(log *event.Log) *Service { return &Service{log: log, accounting: accounting{}} }

// Post enters what the tariff of the day says about the cause. Posting the same cause again under the
// same rule does nothing, so a replay of history leaves every balance as it is.
func (s *Service) Post(tx *db.Tx, cause Cause) error { return post(stored{tx, s}, cause) }

// TakeBack corrects by addition: what the promise's entries of these kinds come to is countered, with the
// cause that showed it wrong.
func (s *Service) TakeBack(tx *db.Tx, cause Cause, kinds ...string) error {
	return s.Follow(tx, Step{Do: Undo, Cause: cause, Kinds: kinds})
}

// PutBack corrects by addition what was taken back wrongly: the entries of these kinds come again to what
// was first entered.
func (s *Service) PutBack(tx *db.Tx, cause Cause, kinds ...string) error {
	return s.Follow(tx, Step{Do: Redo, Cause: cause, Kinds: kinds})
}

// Follow enters what steps say, in their order.
func (s *Service) Follow(tx *db.Tx, steps ...Step) error {
	for _, one := range steps {
		if err := follow(stored{tx, s}, one); err != nil {
			return err
		}
	}
	return nil
}

// stored is the shelf in the database.
type stored struct {
	tx *db.Tx
	s  *Service
}

func (on stored) rate(time.Time) (Tariffs, error) { return on.s.Tariffs(on.tx) }

func (on stored) ofPromise(of id.Promise) ([]Entry, error) { return entriesOfPromise(on.tx, of) }

func (on stored) ofEvent(of id.Event) ([]Entry, error) { return entriesOfEvent(on.tx, of) }

func (on stored) failedBetween(of id.Customer, from, until time.Time, except id.Promise) (bool, error) {
	return failedBetween(on.tx, of, from, until, except)
}

func (on stored) move(Step) {} // Refer and ReferBack do

func (on stored) put(e Entry) error {
	tx := on.tx
	e.ID, e.RecordedAt = id.New[id.Entry](tx.IDs), tx.Now
	first, err := insert(tx, e)
	if err != nil || !first {
		return err
	}
	// The account is the subject; its version is the number of entries.
	count, err := fold(tx, e.Customer, e.Points)
	if err != nil {
		return err
	}
	about := event.About{Kind: "account", ID: e.Customer.Any(), Version: count, HappenedAt: e.HappenedAt}
	return on.s.log.Record(tx, about, WasPosted{e.Customer, e.Promise, e.Event, e.Points, e.Corrects})
}

// Balance is our standing with a customer, and on how many entries it rests.
func (s *Service) Balance(tx *db.Tx, customer id.Customer) (points, entries int64, err error) {
	return balance(tx, customer)
}

// MaxPage is the most entries read at once.
const MaxPage = 200

// Entries reads a customer's account, newest first, from before the given entry when there is one.
func (s *Service) Entries(tx *db.Tx, customer id.Customer, before id.Entry, limit int) ([]Entry, error) {
	if limit <= 0 || limit > MaxPage {
		limit = MaxPage
	}
	if before.IsZero() {
		return newest(tx, customer, limit)
	}
	from, found, err := entry(tx, before)
	if err != nil {
		return nil, err
	}
	if !found || from.Customer != customer {
		return nil, fault.New(fault.NotFound, "ledger.unknown_entry").On("before")
	}
	return older(tx, customer, from, limit)
}

// Point is the balance after an instant: a corner of the line.
type Point struct {
	At     time.Time
	Points int64
}

// Trend is the balance over time from an instant on: first as it stood then, then after each entry.
func (s *Service) Trend(tx *db.Tx, customer id.Customer, from time.Time) ([]Point, error) {
	standing, _, err := balance(tx, customer)
	if err != nil {
		return nil, err
	}
	since, err := since(tx, customer, from)
	if err != nil {
		return nil, err
	}
	for _, e := range since { // what came before need not be read
		standing -= e.Points
	}
	out := []Point{{from, standing}}
	for _, e := range since {
		standing += e.Points
		out = append(out, Point{e.HappenedAt, standing})
	}
	return out, nil
}
