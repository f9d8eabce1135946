package order

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// Forecast is what was reckoned from all orders the last time.
type Forecast struct {
	ReckonedAt time.Time
	Weeks      int64 // how far ahead
	Buyers     int64 // customers with an order
	Repeaters  int64 // of them, those who came back
	Fitted     bool  // false: they are too few to say who comes again
	Usual      string
}

// Likely is a customer of whom orders are expected.
type Likely struct {
	Place    int64 // from 1, most expected first
	Customer id.Customer
	Expected int64 // orders, in thousandths
	Alive    int64 // the chance of not having bought for the last time, in thousandths; 1000 for who bought once
	Repeats  int64 // days with an order after the first
	LastAt   time.Time
}

// KeepForecast puts what was reckoned in the place of what was.
func (s *Service) KeepForecast(tx *db.Tx, f Forecast, likely []Likely) {
	putForecast(tx, f)
	for i, one := range likely {
		one.Place = int64(i + 1)
		putLikely(tx, one)
	}
}

// Forecast is what was reckoned last; zero when nothing was yet.
func (s *Service) Forecast(tx *db.Tx) (Forecast, error) {
	f, _, err := forecast(tx)
	return f, err
}

// Likeliest are those of whom most is expected, at most limit after so many.
func (s *Service) Likeliest(tx *db.Tx, after, limit int) ([]Likely, error) {
	return likeliest(tx, after, limit)
}
