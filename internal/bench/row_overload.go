package bench

import (
	"context"
	"net/http"
	"sync"
	"time"

	"kroon/internal/bench/figure"
	"kroon/internal/clock"
)

var overload = Row{
	Name:   "overload",
	About:  "promises a second through REST when twice as many are asked for as can be made, whoever gives up after ten seconds not counted",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true,
	Goals: []Goal{
		{Figure: figure.PerSecond, Against: peak, Bound: 0.8},
		{Figure: refusals, Bound: 10, Most: true},
	},
	Begin: func(ctx context.Context, s *Stage) ([]Side, error) {
		d, err := newDesk(ctx, s)
		if err != nil {
			return nil, err
		}
		o := &overloaded{desk: d}
		return []Side{{Ours, o.twice}, {peak, o.peak}}, nil
	},
}

const (
	peak     = "as many as can be made"
	refusals = "refused p99 ms"
	refused  = "refused share"
)

// patience is how long somebody waits for an answer.
const patience = 10 * time.Second

type overloaded struct {
	*desk
	most float64 // a second, as last measured
}

func (o *overloaded) peak(ctx context.Context) (figure.Measured, error) {
	measured, err := o.promises(ctx)
	o.most = max(o.most, measured[figure.PerSecond])
	return measured, err
}

// twice sends requests at their own times, answered or not: who comes does not know how busy it is.
func (o *overloaded) twice(ctx context.Context) (figure.Measured, error) {
	if o.most == 0 {
		if _, err := o.peak(ctx); err != nil {
			return nil, err
		}
	}
	var mu sync.Mutex
	var good, bad []time.Duration
	var group sync.WaitGroup
	began := figure.Now()
	arrivals := max(int(2*o.most*o.Round.Seconds()), 4)
	for i := range arrivals {
		due := began.Add(o.Round / time.Duration(arrivals) * time.Duration(i))
		if wait := due.Sub(figure.Now()); wait > 0 && !clock.Wait(ctx, wait, nil) {
			break
		}
		group.Go(func() {
			asking, stop := context.WithTimeout(ctx, patience)
			defer stop()
			at := figure.Now()
			answer, err := o.promise(asking, o.next())
			took := figure.Now().Sub(at)
			mu.Lock()
			defer mu.Unlock()
			if err == nil && answer.Code == http.StatusCreated {
				good = append(good, took)
			} else {
				bad = append(bad, took)
			}
		})
	}
	group.Wait()
	out := figure.Measured{figure.PerSecond: float64(len(good)) / figure.Now().Sub(began).Seconds(), refused: float64(len(bad)) / float64(arrivals)}
	if len(bad) > 0 {
		out[refusals] = figure.Measured{}.With(bad)[figure.P99]
	}
	return out.With(good), ctx.Err()
}
