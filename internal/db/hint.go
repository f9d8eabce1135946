package db

import (
	"context"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"time"

	"kroon/internal/clock"
)

// Nodes on one PostgreSQL database give each other hints by NOTIFY: that work is due in a moment, that something
// of a page changed. A hint is never the truth, and losing one loses nothing: due work is found by the safety scan,
// a page when it is asked for anew. Where there is no LISTEN (behind some poolers, on some engines) nodes do without.
//
// They are not part of a transaction: NOTIFY inside one makes all commits of the server wait for each other.
const (
	hintChannel = "kroon"
	// hintsAtOnce is how many different hints one notification carries; beyond it, it says that there was more.
	hintsAtOnce = 48
	// longestHint is in bytes; 48 of them fit in the 8,000 of a notification.
	longestHint = 150
	// hintGap is between two notifications of a node, so that however much happens it speaks fifty times a second
	// at most.
	hintGap = 20 * time.Millisecond
	// wakeAhead is how near work must be to be worth a hint: what is due later, the safety scan of every
	// node finds in time.
	wakeAhead = 6 * time.Second
	// courtesy is how much later than its time another node looks at work: whoever armed it has done it by then,
	// unless that node is stopped or has its hands full.
	courtesy = 20 * time.Millisecond
	// silence is how long nothing may be heard before the line is tried.
	silence = 20 * time.Second
	// again is how long after a failure the line is laid anew.
	again = time.Second
	// wakeWord begins the hint that there is work at an instant, in microseconds since 1970.
	wakeWord = "wake "
)

// Missed is what is heard where hints may have been lost: anything may have changed.
const Missed = ""

// hints is what this node has to say to the others, and who here listens to them.
type hints struct {
	life   context.Context // of the database, without an end
	mu     sync.Mutex
	node   string
	words  map[string]struct{}
	wakeAt time.Time
	ready  chan struct{}

	ears  map[int]func(word string)
	count int
}

func newHints(ctx context.Context, node []byte) *hints {
	return &hints{
		life: context.WithoutCancel(ctx), node: hex.EncodeToString(node), words: map[string]struct{}{},
		ready: make(chan struct{}, 1), ears: map[int]func(string){},
	}
}

// Pass tells the other nodes on this database something that helps them and that they can do without: ids
// and words of the program, never of people. It never waits. On SQLite there are no others.
func (d *DB) Pass(word string) {
	if d.hints == nil {
		return
	}
	h := d.hints
	h.mu.Lock()
	if _, said := h.words[word]; !said && (len(h.words) >= hintsAtOnce || len(word) > longestHint || strings.Contains(word, "\n")) {
		word = Missed
	}
	h.words[word] = struct{}{}
	h.mu.Unlock()
	h.speak()
}

// OnPassed has fn hear what other nodes pass, and Missed, until leave is called. fn must not block.
func (d *DB) OnPassed(fn func(word string)) (leave func()) {
	if d.hints == nil {
		return func() {}
	}
	h := d.hints
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	number := h.count
	h.ears[number] = fn
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.ears, number)
	}
}

// passWake passes on that there is work at due, where that is soon.
func (d *DB) passWake(due time.Time) {
	if d.hints == nil || due.Sub(d.clock.Now()) > wakeAhead {
		return
	}
	h := d.hints
	h.mu.Lock()
	if h.wakeAt.IsZero() || due.Before(h.wakeAt) {
		h.wakeAt = due
	}
	h.mu.Unlock()
	h.speak()
}

func (h *hints) speak() {
	select {
	case h.ready <- struct{}{}:
	default:
	}
}

// take is the next notification; empty when there is nothing to say.
func (h *hints) take() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.words) == 0 && h.wakeAt.IsZero() {
		return ""
	}
	var text strings.Builder
	text.WriteString(h.node)
	if !h.wakeAt.IsZero() {
		text.WriteString("\n" + wakeWord + strconv.FormatInt(h.wakeAt.UnixMicro(), 10))
	}
	for word := range h.words {
		text.WriteString("\n" + word)
	}
	clear(h.words)
	h.wakeAt = time.Time{}
	return text.String()
}

// heard hands a notification of another node to who listens here.
func (d *DB) heard(text string) {
	node, said, _ := strings.Cut(text, "\n")
	if node == d.hints.node {
		return
	}
	for word := range strings.SplitSeq(said, "\n") {
		if at, is := strings.CutPrefix(word, wakeWord); is {
			if micros, err := strconv.ParseInt(at, 10, 64); err == nil {
				d.wake(time.UnixMicro(micros).UTC().Add(courtesy))
			}
			continue
		}
		if word == Missed {
			d.wake(d.clock.Now())
		}
		d.hints.mu.Lock()
		for _, ear := range d.hints.ears {
			ear(word)
		}
		d.hints.mu.Unlock()
	}
}

// Neighbours keeps in touch with the other nodes on this database until ctx ends. It has no failures: without
// them everything is found in the rows.
func (d *DB) Neighbours(ctx context.Context) {
	engine, is := d.engine.(*postgresEngine)
	if !is {
		return
	}
	var line sync.WaitGroup
	line.Go(func() {
		for clock.Wait(ctx, time.Hour, d.hints.ready) {
			if text := d.hints.take(); text != "" {
				engine.notify(ctx, text)
			}
			clock.Wait(ctx, hintGap, nil)
		}
	})
	line.Go(func() {
		for first := true; ctx.Err() == nil; first = false {
			engine.listen(ctx, func() {
				if !first {
					d.heard("\n" + Missed)
				}
			}, d.heard)
			clock.Wait(ctx, again, nil)
		}
	})
	line.Wait()
}

// lastHints says what a process still has to say that is about to end: a command beside the service.
func (d *DB) lastHints() {
	if d.hints == nil {
		return
	}
	if text := d.hints.take(); text != "" {
		d.engine.(*postgresEngine).notify(d.hints.life, text)
	}
}
