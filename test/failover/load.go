package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// load is what programs ask of the house, and what they are told.
type load struct {
	house   *house
	pause   time.Duration
	longest time.Duration // a caller waits for one answer

	mu     sync.Mutex
	next   int
	asked  map[string]*promised
	said   map[string]int // answers that were not what was asked for, by what they say
	acked  []time.Time
	slow   time.Duration // the longest that an answer took
	broken []string      // what must never be
}

// promised is one promise that somebody asked for, and goes on asking for under the same key until there is an answer.
type promised struct {
	key, body string
	due       time.Time
	mail      string // of the customer; empty when none has to be sent
	id        string // once acknowledged
	refused   bool   // for good, because it came too late
}

// ahead is how far away the due time of most promises is: more than a server is away, so that a promise that is asked for again
// can still be made.
const ahead = 50 * time.Second

// run lets callers go on until stop ends; then what was asked for is still asked for until there is an answer.
func (l *load) run(ctx, stop context.Context, callers int) {
	var group sync.WaitGroup
	for caller := range callers {
		group.Go(func() {
			for at := caller; stop.Err() == nil && ctx.Err() == nil; at++ {
				if err := l.promise(ctx, at); err != nil && ctx.Err() == nil {
					l.never(err.Error())
				}
				_ = rest(ctx, l.pause)
			}
		})
	}
	group.Wait()
}

func (l *load) never(what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = append(l.broken, what)
}

// promise makes one promise. One in four is for a customer of its own, due the day after tomorrow, and told by mail; the
// others are due soon, for the clock to break.
func (l *load) promise(ctx context.Context, at int) error {
	l.mu.Lock()
	l.next++
	number := l.next
	l.mu.Unlock()
	p := &promised{key: fmt.Sprintf("belofte-%06d", number), due: time.Now().Add(ahead).UTC().Truncate(time.Second)}
	customer, tell := l.house.customers[number%len(l.house.customers)], "none"
	if number%4 == 0 {
		p.mail, p.due = fmt.Sprintf("klant%d@voorbeeld.example", number), p.due.Add(48*time.Hour)
		body := fmt.Sprintf(`{"name":"Klant van %s","emails":[%q]}`, p.key, p.mail)
		met, err := l.insist(ctx, at, "/customers", "klant-"+p.key, body)
		if err != nil {
			return err
		}
		if customer, tell = idOf(met, ""), "message"; customer == "" {
			return fmt.Errorf("a customer was not taken down: %s", met)
		}
	}
	p.body = fmt.Sprintf(`{"kind":"answer","act":%q,"customer":%q,"owner":%q,"minutes":5,"override":true,"due":%q,"tell":%q}`,
		p.key, customer, l.house.staff[number%len(l.house.staff)], p.due.Format(time.RFC3339), tell)
	l.mu.Lock()
	l.asked[p.key] = p
	l.mu.Unlock()
	got, err := l.insist(ctx, at, "/promises", p.key, p.body)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if p.id = idOf(got, "promise"); p.id != "" {
		l.acked = append(l.acked, time.Now())
		return nil
	}
	if p.refused = time.Now().After(p.due); !p.refused {
		return fmt.Errorf("%s was refused: %s", p.key, got)
	}
	return nil
}

// idOf is the id in an answer, or in a part of it.
func idOf(body []byte, part string) string {
	var whole map[string]json.RawMessage
	var id string
	if json.Unmarshal(body, &whole) == nil && part != "" {
		body = whole[part]
		whole = nil
		_ = json.Unmarshal(body, &whole)
	}
	_ = json.Unmarshal(whole["id"], &id)
	return id
}

// insist asks under one key, at one node after the other, until there is an answer that is not "later".
func (l *load) insist(ctx context.Context, at int, path, key, body string) ([]byte, error) {
	for ; ; at++ {
		n := l.house.nodes[at%len(l.house.nodes)]
		began := time.Now()
		asking, cancel := context.WithTimeout(ctx, l.longest)
		a, err := l.house.api(asking, n, http.MethodPost, path, body, "Idempotency-Key", key)
		timedOut := asking.Err() != nil
		cancel()
		took := time.Since(began)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case timedOut:
			l.heard("no answer in time", took)
		case err != nil:
			l.heard("the connection broke", took)
		case a.code < 500 && a.code != http.StatusTooManyRequests:
			l.heard("", took)
			return a.body, nil
		default:
			var said struct{ Key string }
			_ = json.Unmarshal(a.body, &said)
			l.heard(fmt.Sprintf("%d %s", a.code, said.Key), took)
			if a.code == http.StatusInternalServerError {
				l.never(fmt.Sprintf("%s: %s", key, strings.TrimSpace(string(a.body))))
			}
		}
		if err := rest(ctx, 100*time.Millisecond); err != nil {
			return nil, err
		}
	}
}

func (l *load) heard(what string, took time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if what != "" {
		l.said[what]++
	}
	l.slow = max(l.slow, took)
}

// told is what callers were told in a stretch of time.
type told struct {
	silence time.Duration // the longest without a promise acknowledged
	begins  time.Time     // of that silence
	slow    time.Duration // the longest answer
	said    map[string]int
	acked   int
}

// since sums up what was told after an instant, and begins anew.
func (l *load) since(from time.Time) told {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := told{slow: l.slow, said: l.said}
	last := from
	for _, at := range append(append([]time.Time(nil), l.acked...), time.Now()) {
		if at.Before(from) {
			continue
		}
		if gap := at.Sub(last); gap > t.silence {
			t.silence, t.begins = gap, last
		}
		last = at
		t.acked++
	}
	t.acked--
	l.said, l.slow = map[string]int{}, 0
	return t
}

var errLost = errors.New("something was lost, or happened twice")
