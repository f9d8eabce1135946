package bench

import (
	"context"
	"sync"
	"time"

	"kroon/internal/bench/figure"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
)

var punctual = Row{
	Name:   "punctual",
	About:  "from due to fired, by the clockwork in transactions of its own, among all that is armed; a hundred thousand within a minute when full",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true,
	Goals: []Goal{
		{Figure: figure.P50, Bound: 2, Most: true},
		{Figure: figure.P99, Bound: 50, Most: true},
		{Figure: figure.P99, Bound: 5, Most: true, Stretch: true},
	},
	Begin: beginPunctual,
}

// pace is how much becomes due a second, which is a hundred thousand a minute, and for how long.
func pace(s *Stage) (n int, over time.Duration) {
	over = s.Round
	if s.Scale == Full {
		over = time.Minute
	}
	return max(int(over.Seconds()*100_000/60), 5), over
}

func beginPunctual(ctx context.Context, s *Stage) ([]Side, error) {
	l := &lateness{}
	s.App.Clock.Handle(tick, func(tx *db.Tx, due job.Due) error {
		tx.AfterCommit(func() { l.fired(s.App.DB.Clock().Now().Sub(due.DueAt)) })
		return nil
	})
	if _, err := s.App.Clock.Step(ctx); err != nil { // what the data left to do
		return nil, err
	}
	return []Side{
		{Ours, func(ctx context.Context) (figure.Measured, error) { return l.turn(ctx, s) }},
		{"a list in memory", func(ctx context.Context) (figure.Measured, error) { return inMemory(ctx, s) }},
	}, nil
}

// tick is work that does nothing but be done.
const tick = "bench.tick"

// lateness gathers how late each was.
type lateness struct {
	sync.Mutex
	all  []time.Duration
	want int
	done chan struct{}
}

func (l *lateness) fired(late time.Duration) {
	l.Lock()
	defer l.Unlock()
	if l.all = append(l.all, late); len(l.all) == l.want {
		close(l.done)
	}
}

// turn arms the work, drives the clockwork by the wall clock, and waits until all is fired.
func (l *lateness) turn(ctx context.Context, s *Stage) (figure.Measured, error) {
	n, over := pace(s)
	l.all, l.want, l.done = make([]time.Duration, 0, n), n, make(chan struct{})
	soon := s.App.DB.Clock().Now().Add(time.Duration(n) * 200 * time.Microsecond).Add(100 * time.Millisecond)
	for armed := 0; armed < n; {
		err := s.App.DB.Write(ctx, party.Itself(s.Made.Org), func(tx *db.Tx) error {
			for range min(1000, n-armed) {
				job.Schedule(tx, tick, id.New[id.Any](tx.IDs), soon.Add(over/time.Duration(n)*time.Duration(armed)))
				armed++
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	running, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { s.App.Clock.Run(running) })
	select {
	case <-l.done:
	case <-ctx.Done():
	}
	stop()
	group.Wait()
	return figure.Measured{}.With(l.all), ctx.Err()
}

// inMemory waits for the same instants without a database: what the timers of this machine can do.
func inMemory(ctx context.Context, s *Stage) (figure.Measured, error) {
	n, over := pace(s)
	began := figure.Now()
	var late []time.Duration
	for i := range n {
		due := began.Add(over / time.Duration(n) * time.Duration(i))
		if now := figure.Now(); now.Before(due) && !clock.Wait(ctx, due.Sub(now), nil) {
			return nil, ctx.Err()
		}
		late = append(late, figure.Now().Sub(due))
	}
	return figure.Measured{}.With(late), nil
}
