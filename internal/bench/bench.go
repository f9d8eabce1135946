// Package bench measures how swift Kroon is, against what the same machine can do in the same minute.
//
// A row is one figure to reach. Its sides take turns, round after round: ours, by the real app, and one or more raw
// ones, the same reads and writes by the bare driver. What counts is the ratio of their medians, so that a busy
// machine slows both. Nothing that the product does is left out of ours: who may, validation, events, postings,
// reactions, idempotency.
//
// A new row is a file of its own, row_*.go, with one Row value that stands in Rows.
package bench

import (
	"context"

	"kroon/internal/bench/figure"
	"kroon/internal/db"
)

// Row is one figure to reach.
type Row struct {
	Name  string
	About string // what is measured
	// On are the engines on which it is measured, each by itself.
	On []db.Engine
	// Needs says which data must be there first; nil: an empty organisation with one colleague.
	Needs func(Scale) Size
	// Writes says that the row changes its data: it then gets a copy to itself, and its raw sides another.
	Writes bool
	// Rounds, when not 0, are fewer than asked for: of what takes minutes and needs no median.
	Rounds int
	Goals  []Goal
	// Begin sets the scene, once per engine, and gives the sides, ours first.
	Begin func(ctx context.Context, s *Stage) ([]Side, error)
}

// Side is one way of doing the same thing.
type Side struct {
	Name string // "ours", "raw", "raw, one commit each"
	// Turn measures for about Stage.Round, or for as long as the thing takes.
	Turn func(ctx context.Context) (figure.Measured, error)
}

// Ours is the name of the side that is measured against the others.
const Ours = "ours"

// Goal is what a figure of ours should be.
type Goal struct {
	Figure  string
	On      db.Engine // only there; empty: on each
	Against string    // the side it is compared with, as a ratio; empty: it is compared with Bound itself
	Bound   float64   // at least, or at most when Most
	Most    bool      // less is better
	Stretch bool      // would be splendid, and fails nothing
	Note    string    // where the bound comes from, when it was measured elsewhere
}

// Rows are all rows, in the order in which they run.
func Rows() []Row {
	return []Row{promiseWrite, promiseHTTP, promisePG, ledger, timeline, timelinePage, worklist, search, offer, importing, export,
		punctual, overload, start, memory, weight, disk, growth}
}

// Named finds rows by name; "all" is every one. The name that none has is given back.
func Named(names ...string) (rows []Row, unknown string) {
	for _, name := range names {
		found := false
		for _, row := range Rows() {
			if row.Name == name || name == "all" {
				rows, found = append(rows, row), true
			}
		}
		if !found {
			return nil, name
		}
	}
	return rows, ""
}

var both = []db.Engine{db.SQLite, db.Postgres}
