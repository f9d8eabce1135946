package ledger

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Service posts entries. Its commands are called by reactions, in the transaction of their cause.
type Service struct {
	log *event.Log
}

// New makes the service.
func New(log *event.Log) *Service { return &Service{log: log} }

// Post enters what the tariff of the day says about the cause. Posting the same cause again under the
// same rule does nothing, so a replay of history leaves every balance as it is.
func (s *Service) Post(tx *db.Tx, cause Cause) error {
	if cause.Customer.IsZero() {
		return nil
	}
	decision, rule, err := tariffAt(cause.HappenedAt).decision(cause.Kind, cause.Case)
	if err != nil || decision.None {
		return err
	}
	points := decision.Points
	if decision.Recovery {
		if points, err = s.recovered(tx, cause, points); err != nil {
			return err
		}
	}
	if points == 0 {
		return nil
	}
	return s.enter(tx, Entry{
		ID: id.New[id.Entry](tx.IDs), Event: cause.Event, Rule: rule, Customer: cause.Customer,
		Promise: cause.Promise, Kind: cause.Kind, HappenedAt: cause.HappenedAt, Points: points,
	})
}

// recovered limits the points of a recovery by the failure that it makes good.
func (s *Service) recovered(tx *db.Tx, cause Cause, points int64) (int64, error) {
	before, err := entriesOfPromise(tx, cause.Promise)
	if err != nil {
		return 0, err
	}
	var failure int64
	var failedAt time.Time
	for _, e := range before {
		failure += e.Points
		if e.Points < 0 && e.Corrects.IsZero() {
			failedAt = e.HappenedAt
		}
	}
	earlier, err := failedBetween(tx, cause.Customer, failedAt.AddDate(0, -memory, 0), failedAt, cause.Promise)
	return earned(points, failure, earlier), err
}

func (s *Service) enter(tx *db.Tx, e Entry) error {
	e.RecordedAt = tx.Now
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
	return s.log.Record(tx, about, WasPosted{e.Customer, e.Promise, e.Event, e.Points, e.Corrects})
}

// TakeBack corrects by addition: what the promise's entries of these kinds come to is countered, with the
// cause that showed it wrong.
func (s *Service) TakeBack(tx *db.Tx, cause Cause, kinds ...string) error {
	return s.correct(tx, cause, "/taken-back", kinds, func(chain []Entry) int64 { return 0 })
}

// PutBack corrects by addition what was taken back wrongly: the entries of these kinds come again to what
// was first entered.
func (s *Service) PutBack(tx *db.Tx, cause Cause, kinds ...string) error {
	return s.correct(tx, cause, "/put-back", kinds, func(chain []Entry) int64 { return chain[0].Points })
}

// correct brings each kind's entries about the promise to what they should come to. Each correction
// names the entry before it, so that the whole chain can be read.
func (s *Service) correct(tx *db.Tx, cause Cause, how string, kinds []string, should func([]Entry) int64) error {
	entries, err := entriesOfPromise(tx, cause.Promise)
	if err != nil {
		return err
	}
	chains := map[string][]Entry{}
	for _, e := range entries {
		if slices.Contains(kinds, e.Kind) {
			chains[e.Kind] = append(chains[e.Kind], e)
		}
	}
	for _, kind := range kinds {
		chain := chains[kind]
		var sum int64
		for _, e := range chain {
			sum += e.Points
		}
		if len(chain) == 0 || sum == should(chain) {
			continue
		}
		first, last := chain[0], chain[len(chain)-1]
		err := s.enter(tx, Entry{
			ID: id.New[id.Entry](tx.IDs), Event: cause.Event, Rule: first.Rule + how, Customer: first.Customer,
			Promise: first.Promise, Kind: kind, HappenedAt: cause.HappenedAt, Corrects: last.ID, Points: should(chain) - sum,
		})
		if err != nil {
			return err
		}
	}
	return nil
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
	standing, err := balanceBefore(tx, customer, from)
	if err != nil {
		return nil, err
	}
	since, err := since(tx, customer, from)
	if err != nil {
		return nil, err
	}
	out := []Point{{from, standing}}
	for _, e := range since {
		standing += e.Points
		out = append(out, Point{e.HappenedAt, standing})
	}
	return out, nil
}
