package bench

import (
	"context"
	"errors"
	"os"
	"strconv"

	"kroon/internal/bench/figure"
	"kroon/internal/db/bare"
)

var disk = Row{
	Name:   "disk",
	About:  "bytes on disk of a promise's whole life (made, delivered, accepted; its events, messages, timeline, entries, words), and of a customer with what he is found by",
	On:     both,
	Rounds: 1,
	Goals: []Goal{
		{Figure: perPromise, Bound: 1500, Most: true},
		{Figure: perCustomer, Bound: 400, Most: true},
		{Figure: perPromise, Bound: 1000, Most: true, Stretch: true},
	},
	Begin: func(_ context.Context, s *Stage) ([]Side, error) {
		return []Side{{Ours, s.measureDisk}}, nil
	},
}

const (
	perPromise  = "bytes a promise"
	perCustomer = "bytes a customer"
)

// lain is how many customers and promises are laid down to be measured.
func (s Scale) lain() (customers, promises int) {
	if s == Tiny {
		return 5, 2
	}
	return 10_000, 20_000
}

// measureDisk lays down customers, and again with promises; what the one is larger than the other, they take.
func (s *Stage) measureDisk(ctx context.Context) (figure.Measured, error) {
	customers, promises := s.Scale.lain()
	var bytes [3]float64
	for i, size := range []Size{{Staff: 1}, {Staff: 1, Customers: customers}, {Staff: 1, Customers: customers, Past: promises}} {
		made, err := s.house.data(ctx, s.Engine, size)
		if err != nil {
			return nil, err
		}
		if bytes[i], err = lies(ctx, made.place()); err != nil {
			return nil, err
		}
	}
	return figure.Measured{
		perCustomer: max(bytes[1]-bytes[0], 0) / float64(customers),
		perPromise:  max(bytes[2]-bytes[1], 0) / float64(promises),
	}, nil
}

// lies is how many bytes the data of a place takes.
func lies(ctx context.Context, at place) (float64, error) {
	if at.url == "" {
		file, err := os.Stat(at.file())
		if err != nil {
			return 0, err
		}
		return float64(file.Size()), nil
	}
	cleaned := bare.Execute(ctx, at.url, "VACUUM")
	answer, err := bare.Ask(ctx, at.url, "SELECT pg_database_size(current_database())::text")
	if err = errors.Join(cleaned, err); err != nil {
		return 0, err
	}
	return strconv.ParseFloat(answer, 64)
}
