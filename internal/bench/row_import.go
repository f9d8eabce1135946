package bench

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"kroon/internal/act"
	"kroon/internal/bench/figure"
	"kroon/internal/bench/people"
	"kroon/internal/bench/score"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/party"
)

var importing = Row{
	Name:   "import",
	About:  "customers taken over from a file a second: read, validated, made findable, entered in history; and how long readers wait meanwhile",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true,
	Rounds: 3,
	Goals: []Goal{
		{Figure: figure.PerSecond, Against: rawLoad, Bound: 0.5},
		{Figure: figure.PerSecond, Bound: 40_000, Note: "a million in 25 seconds"},
		{Figure: readersP99, Against: readersAlone, Bound: 2, Most: true},
	},
	Begin: beginImport,
}

const (
	rawLoad      = "raw, a hundred in a commit"
	readersAlone = "readers alone"
	readersP99   = "readers p99 ms"
	readersP50   = "readers p50 ms"
)

// many is how many customers are in a file: it takes some seconds, in which somebody looks up so much that one in a hundred is
// not simply the slowest.
func (s *Stage) many() int {
	if s.Scale == Full {
		return s.Made.Size.Customers
	}
	return max(3*s.Made.Size.Customers, 10)
}

func beginImport(ctx context.Context, s *Stage) ([]Side, error) {
	zone, err := s.zone(ctx)
	if err != nil {
		return nil, err
	}
	played, err := s.tapeImport(ctx)
	if err != nil {
		return nil, err
	}
	raw, err := s.Bare(ctx, 1)
	if err != nil {
		return nil, err
	}
	r := &reading{Stage: s, typed: s.typed(), zone: zone}
	return []Side{
		{Ours, func(ctx context.Context) (figure.Measured, error) {
			return r.during(ctx, func() (figure.Measured, error) {
				began, n := figure.Now(), s.many()
				if err := s.takeOver(ctx, fmt.Sprintf("bench-%d", s.next()), people.File(0, n), n); err != nil {
					return nil, err
				}
				return figure.Measured{figure.PerSecond: float64(n) / figure.Now().Sub(began).Seconds()}, nil
			})
		}},
		{rawLoad, func(ctx context.Context) (figure.Measured, error) {
			// Each playing takes over so many.
			measured, err := grouped(s, raw, 1, func() ([]db.Line, error) { return s.anotherImport(played), nil })(ctx)
			for _, name := range []string{figure.PerSecond, figure.Each} {
				if factor := float64(tapedAtOnce); name == figure.PerSecond {
					measured[name] *= factor
				} else {
					measured[name] /= factor
				}
			}
			return measured, err
		}},
		{readersAlone, func(ctx context.Context) (figure.Measured, error) {
			return r.during(ctx, func() (figure.Measured, error) {
				clock.Wait(ctx, s.Round, nil)
				return figure.Measured{}, ctx.Err()
			})
		}},
	}, nil
}

// takeOver is what `kroon import customers` does with a file.
func (s *Stage) takeOver(ctx context.Context, source string, file io.Reader, n int) error {
	done, err := s.App.Acts.Import(ctx, party.Itself(s.Made.Org), act.ImportFile{
		Kind: imports.Customers, Map: imports.Plain(imports.Customers, source), Encoding: imports.UTF8, Rows: file,
		Refused: func(r imports.Refusal) error { return fmt.Errorf("row %d of made data is refused: %v", r.Row, r.Fault) },
	})
	if err == nil && done.Taken != int64(n) {
		err = fmt.Errorf("%d of %d customers were taken over", done.Taken, n)
	}
	return err
}

// tapedAtOnce is how many customers are in the file of the tape.
const tapedAtOnce = 100

// codeName is a name of which none is a part of another's.
func codeName(n int) string {
	out := []byte("xqzwv")
	for ; len(out) < 10; n /= 20 {
		out = append(out, "bcdfghjklmnprstvwxzq"[n%20])
	}
	return string(out)
}

// tapeImport takes a small file over and writes down what that asked.
func (s *Stage) tapeImport(ctx context.Context) (*score.Score, error) {
	const source = "tape-of-a-source"
	r := score.Roles{After: id.New[id.Any](s.App.DB.IDs()), Words: []string{source}}
	file := people.Header
	for n := range tapedAtOnce {
		first, last, number := codeName(2*n), codeName(2*n+1), people.Number(9_000_000+n)
		file += people.Row(n, strings.ToUpper(first[:1])+first[1:], strings.ToUpper(last[:1])+last[1:], number)
		r.Words = append(r.Words, first[1:], last[1:], number, people.Backward(number))
	}
	var tape db.Tape
	err := s.takeOver(db.OnTape(ctx, &tape), source, strings.NewReader(file), tapedAtOnce)
	return score.Compose(score.Once(tape.Lines), r, nil), err
}

// anotherImport are the statements that take others over.
func (s *Stage) anotherImport(played *score.Score) []db.Line {
	batch := s.next()
	words := []string{fmt.Sprintf("raw-source-%d", batch)}
	for n := range tapedAtOnce {
		n += batch * tapedAtOnce
		number := people.Number(n)
		words = append(words, strings.ToLower(people.First(n))[1:], strings.ToLower(people.Last(n))[1:], number, people.Backward(number))
	}
	return s.Play(played, score.Cast{Words: words})
}

// reading are two people who look things up, one after another, now and then.
type reading struct {
	*Stage
	typed []string
	zone  *time.Location
}

// between is how long one waits before he looks something up again.
const between = 4 * time.Millisecond

// during measures how long readings take while something else goes on.
func (r *reading) during(ctx context.Context, do func() (figure.Measured, error)) (figure.Measured, error) {
	watching, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	var took []time.Duration
	var failed error
	group.Go(func() {
		for n := 0; watching.Err() == nil || n == 0; n++ {
			at := figure.Now()
			if failed = r.one(ctx, n); failed != nil {
				return
			}
			took = append(took, figure.Now().Sub(at))
			clock.Wait(watching, between, nil)
		}
	})
	measured, err := do()
	stop()
	group.Wait()
	if err != nil || failed != nil {
		return nil, fmt.Errorf("%w, %w", err, failed)
	}
	waited := figure.Measured{}.With(took)
	measured[readersP50], measured[readersP99] = waited[figure.P50], waited[figure.P99]
	return measured, nil
}

func (r *reading) one(ctx context.Context, n int) error {
	switch n % 3 {
	case 0:
		return r.readTimeline(ctx)
	case 1:
		return r.readToday(ctx, n, r.zone)
	}
	return r.readSearch(ctx, r.typed[n/3%len(r.typed)])
}
