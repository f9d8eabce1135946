package bench

import (
	"context"
	"runtime"
	"time"

	"kroon/internal/bench/figure"
)

var export = Row{
	Name:   "export",
	About:  "everything of an organisation as lines of JSON: rows a second, how long until the first byte, and what it takes of memory",
	On:     both,
	Needs:  Scale.Desk,
	Rounds: 3,
	Goals: []Goal{
		{Figure: rowsPerSecond, Bound: 200_000},
		{Figure: firstByte, Bound: 50, Most: true},
		{Figure: grown, Bound: 16, Most: true, Note: "flat: a few buffers, whatever there is"},
	},
	Begin: func(_ context.Context, s *Stage) ([]Side, error) {
		return []Side{{Ours, s.exported}}, nil
	},
}

const (
	rowsPerSecond = "rows per s"
	firstByte     = "first byte ms"
	grown         = "memory grown MB"
)

// reader is who receives what is exported, and does nothing with it.
type reader struct {
	first time.Time
	bytes int
	most  uint64 // of the heap, looked at every few megabytes
	next  int
}

// Write implements io.Writer.
func (r *reader) Write(some []byte) (int, error) {
	if r.bytes == 0 {
		r.first = figure.Now()
	}
	if r.bytes += len(some); r.bytes >= r.next {
		r.most, r.next = max(r.most, held()), r.bytes+4<<20
	}
	return len(some), nil
}

// held is what of the heap is in use.
func held() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func (s *Stage) exported(ctx context.Context) (figure.Measured, error) {
	runtime.GC()
	before, began := held(), figure.Now()
	r := &reader{}
	rows, err := s.App.DB.Export(ctx, s.Made.Org, r)
	if err != nil {
		return nil, err
	}
	spent := figure.Now().Sub(began)
	return figure.Measured{
		rowsPerSecond: float64(rows) / spent.Seconds(), firstByte: figure.Milliseconds(r.first.Sub(began)),
		grown: float64(r.most-min(before, r.most)) / 1e6, "MB": float64(r.bytes) / 1e6,
	}, nil
}
