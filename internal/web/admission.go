package web

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"kroon/internal/clock"
	"kroon/internal/fault"
)

// Work is a kind of work, by who waits for it.
type Work int

// The kinds of work. What a route does not say follows from its method.
const (
	ByMethod  Work = iota
	Intake         // somebody does something: a question, a promise, a call
	Looking        // somebody wants to see something
	Bulk           // it reads much, and nobody stands waiting at the desk: figures, a tariff that is tried
	Unbounded      // it is slow by nature and has a limit of its own: files, the live stream
)

// of is the kind of work of a request.
func (w Work) of(method string) Work {
	switch {
	case w != ByMethod:
		return w
	case method == http.MethodGet || method == http.MethodHead:
		return Looking
	}
	return Intake
}

const (
	mostIntake  = 96  // under way at once: as many as a few commits take together
	mostLooking = 256 // what is behind them answers in milliseconds, so these are seldom more than a handful
	mostBulk    = 2
	mostWaiting = 8               // of bulk, before it begins
	calm        = 24              // bulk begins when no more of intake is under way than this
	longest     = 5 * time.Second // that bulk waits
)

// Admission bounds how much is under way in this process, for each kind of work. Where there is no room somebody is told
// so at once and kindly, rather than answered when he has gone: what is let in is then done as quickly as ever. Intake
// goes before bulk (docs/adr/0048-admission.md).
type Admission struct {
	mu      sync.Mutex
	under   [Unbounded + 1]int
	waiting []chan struct{} // of bulk; closed when it may begin
	typed   atomic.Int64    // of mostTyped
}

// Full refuses work for which there is no room now; asking costs nothing, so it is asked first.
func (a *Admission) Full(work Work) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.full(work)
}

func (a *Admission) full(work Work) error {
	if work == Intake && a.under[Intake] >= mostIntake || work == Looking && a.under[Looking] >= mostLooking ||
		work == Bulk && len(a.waiting) >= mostWaiting {
		return fault.New(fault.Busy, "web.crowded")
	}
	return nil
}

// Enter takes a place, to be given back with leave, or refuses. Bulk waits for its turn, for a while.
func (a *Admission) Enter(ctx context.Context, work Work) (leave func(), err error) {
	a.mu.Lock()
	if err := a.full(work); err != nil {
		a.mu.Unlock()
		return nil, err
	}
	leave = func() { a.leave(work) }
	if work != Bulk || a.quiet() {
		a.under[work]++
		a.mu.Unlock()
		return leave, nil
	}
	turn := make(chan struct{})
	a.waiting = append(a.waiting, turn)
	a.mu.Unlock()
	clock.Wait(ctx, longest, turn)
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, one := range a.waiting {
		if one == turn { // it did not come
			a.waiting = append(a.waiting[:i], a.waiting[i+1:]...)
			return nil, fault.New(fault.Busy, "web.crowded")
		}
	}
	return leave, nil
}

// quiet tells whether bulk may begin.
func (a *Admission) quiet() bool { return a.under[Bulk] < mostBulk && a.under[Intake] <= calm }

func (a *Admission) leave(work Work) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.under[work]--
	for len(a.waiting) > 0 && a.quiet() {
		a.under[Bulk]++
		close(a.waiting[0])
		a.waiting = a.waiting[1:]
	}
}

// admitted lets a request in where there is room for it. Who is refused costs no more than the saying of it: nothing
// is looked up. What is typed is read before a place is taken, so that nobody holds one by typing slowly.
func (s *Site) admitted(work Work, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		work := work.of(r.Method)
		err := s.admission.Full(work)
		if err == nil && work == Intake {
			var done func()
			if r.Body, done, err = s.admission.Typed(r.Body); err == nil {
				defer done()
			}
		}
		if err == nil {
			var leave func()
			if leave, err = s.admission.Enter(r.Context(), work); err == nil {
				defer leave()
				next.ServeHTTP(w, r)
				return
			}
		}
		s.refuse(w, r, s.stranger(r), err)
	})
}
