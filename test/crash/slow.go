package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"kroon/internal/clock"
)

const (
	slowFor   = 75 * time.Second // longer than any limit of the server on one request
	slowPace  = time.Second      // between two bytes
	slowDesk  = 4                // who go on working meanwhile
	slowMost  = 2 * time.Second  // that one of them waits for his answer at the 99th percentile
	leftOver  = 24               // goroutines that may be more afterwards: kept connections and whoever is being closed
	moreThere = 40.0             // megabytes that may be more afterwards
)

// slow has so many slow clients at once, of four kinds, each of which comes back when it is sent away, while others go on making
// promises. Afterwards nothing of them may be left.
func slow(ctx context.Context, clients int, out io.Writer) error {
	files := syscall.Rlimit{Cur: uint64(4*clients + 1000), Max: uint64(4*clients + 1000)}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &files); err != nil {
		return fmt.Errorf("%d files cannot be open at once: %w", files.Cur, err)
	}
	dir, err := os.MkdirTemp("", "kroon-slow")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := startServed(ctx, dir, nil)
	if err != nil {
		return err
	}
	var d desk
	d.work(ctx, s, time.Second) // what is made once is made
	before, err := s.holds()
	if err != nil {
		return errors.Join(err, s.end())
	}
	crowd, disperse := context.WithCancel(ctx)
	c := &dawdlers{served: s}
	var group sync.WaitGroup
	for n := range clients {
		group.Go(func() { c.come(crowd, n) })
	}
	clock.Wait(ctx, 5*time.Second, nil)
	d = desk{}
	d.work(ctx, s, slowFor)
	during, errDuring := s.holds()
	there := c.there.Load()
	disperse()
	group.Wait()
	s.asks.Close()
	after, errAfter := s.settles(ctx, before)
	fmt.Fprintf(out, "slow clients at once          %d, %d at the end; %d times sent away\n", clients, there, c.away.Load())
	fmt.Fprintf(out, "promises made meanwhile       %d, refused %d; p50 %v, p99 %v, at most %v\n", len(d.took), d.refused, d.at(50), d.at(99), d.at(100))
	fmt.Fprintf(out, "goroutines                    %d, with them %d, afterwards %d\n", before.Goroutines, during.Goroutines, after.Goroutines)
	fmt.Fprintf(out, "resident megabytes            %.0f, with them %.0f, afterwards %.0f\n", before.Megabytes, during.Megabytes, after.Megabytes)
	err = errors.Join(errDuring, errAfter, s.end())
	switch {
	case err != nil:
		return err
	case d.err != nil:
		return d.err
	case len(d.took) == 0 || d.refused > 0 || d.at(99) > slowMost:
		return errors.New("slow clients held up who works")
	case after.Goroutines > before.Goroutines+leftOver || after.Megabytes > before.Megabytes+moreThere:
		return errors.New("something of the slow clients is left")
	}
	return nil
}

// settles waits, for a minute at most, until it holds about what it held before.
func (s *served) settles(ctx context.Context, before held) (now held, err error) {
	for range 60 {
		if now, err = s.holds(); err != nil || now.Goroutines <= before.Goroutines+leftOver && now.Megabytes <= before.Megabytes+moreThere {
			return now, err
		}
		clock.Wait(ctx, time.Second, nil)
	}
	return now, nil
}

// desk are people who go on working.
type desk struct {
	mu      sync.Mutex
	next    atomic.Int64
	took    []time.Duration
	refused int
	err     error
}

// work makes promises for a while.
func (d *desk) work(ctx context.Context, s *served, span time.Duration) {
	ctx, stop := context.WithTimeout(ctx, span)
	defer stop()
	var group sync.WaitGroup
	for range slowDesk {
		group.Go(func() {
			for ctx.Err() == nil {
				begun := clock.System().Now()
				a, err := s.promise(context.WithoutCancel(ctx), int(begun.UnixMicro()%1e9*10+d.next.Add(1)%10))
				d.mu.Lock()
				d.took = append(d.took, clock.System().Now().Sub(begun))
				if err != nil {
					d.err = errors.Join(d.err, err)
				} else if a.Code != http.StatusCreated {
					d.refused++
				}
				d.mu.Unlock()
				if err != nil {
					return
				}
				clock.Wait(ctx, 50*time.Millisecond, nil)
			}
		})
	}
	group.Wait()
	slices.Sort(d.took)
}

// at is how long an answer took, at a percentile.
func (d *desk) at(percent int) time.Duration {
	if len(d.took) == 0 {
		return 0
	}
	return d.took[min(len(d.took)*percent/100, len(d.took)-1)].Round(time.Millisecond)
}

// dawdlers are slow clients of four kinds.
type dawdlers struct {
	*served
	there, away atomic.Int64
}

// come connects again and again, and is slow each time in the way of its number.
func (c *dawdlers) come(ctx context.Context, n int) {
	for ctx.Err() == nil {
		conn, err := net.Dial("tcp", strings.TrimPrefix(c.URL, "http://"))
		if err != nil {
			clock.Wait(ctx, slowPace, nil)
			continue
		}
		c.there.Add(1)
		leave := context.AfterFunc(ctx, func() { _ = conn.Close() })
		c.dawdle(ctx, n, conn)
		leave()
		_ = conn.Close()
		c.there.Add(-1)
		if ctx.Err() == nil {
			c.away.Add(1)
			clock.Wait(ctx, slowPace, nil)
		}
	}
}

// dawdle is slow until it is sent away.
func (c *dawdlers) dawdle(ctx context.Context, n int, conn net.Conn) {
	host := strings.TrimPrefix(c.URL, "http://")
	switch n % 4 {
	case 0: // half-sent headers
		c.drip(ctx, conn, "GET / HTTP/1.1\r\nHost: "+host+"\r\nX-Slow: ")
	case 1: // a body, byte by byte
		c.drip(ctx, conn, "POST /api/v1/promises HTTP/1.1\r\nHost: "+host+"\r\nAuthorization: Bearer "+c.Tokens[n%len(c.Tokens)]+
			"\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
	case 2: // asks much and reads nothing
		if tcp, is := conn.(*net.TCPConn); is {
			_ = tcp.SetReadBuffer(4096)
		}
		ask := "GET /api/openapi.json HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + c.Tokens[n%len(c.Tokens)] + "\r\n\r\n"
		for ctx.Err() == nil {
			if _, err := io.WriteString(conn, ask); err != nil {
				return
			}
			clock.Wait(ctx, slowPace, nil)
		}
	case 3: // the live stream, of which nothing is read
		if _, err := io.WriteString(conn, "GET /events HTTP/1.1\r\nHost: "+host+"\r\nCookie: "+c.Cookie+"\r\nAccept: text/event-stream\r\n\r\n"); err == nil {
			clock.Wait(ctx, 2*slowFor, nil)
		}
	}
}

// drip sends a beginning, and then a byte at a time until the other side has had enough.
func (c *dawdlers) drip(ctx context.Context, conn net.Conn, begin string) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_, _ = io.Copy(io.Discard, conn)
	}()
	_, err := io.WriteString(conn, begin)
	for err == nil && ctx.Err() == nil && clock.Wait(ctx, slowPace, nil) {
		select {
		case <-gone:
			return
		default:
		}
		_, err = io.WriteString(conn, "x")
	}
	_ = conn.Close()
	<-gone
}
