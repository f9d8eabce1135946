package dbtest

import (
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kroon/internal/db"
)

// Line is a line to the PostgreSQL server of the tests that breaks and stalls at random, and can fall silent.
type Line struct {
	net.Listener
	server string // the folder of its socket
	mu     sync.Mutex
	random uint64
	least  uint64 // bytes before a connection breaks
	more   uint64
	calm   atomic.Bool
	silent atomic.Bool
	cuts   atomic.Int64
}

// Over is the configuration by which a database of the tests is reached over a line, which is calm at first. The test is left
// out where the server is not one of its own.
func Over(t *testing.T, config db.Config, seed uint64) (db.Config, *Line) {
	t.Helper()
	at, err := url.Parse(config.URL)
	if err != nil || at.Query().Get("host") == "" {
		t.Skip("a server of its own only")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{Listener: listener, server: at.Query().Get("host"), random: seed}
	l.calm.Store(true)
	t.Cleanup(func() { _ = listener.Close() })
	go l.serve()
	at.Host, at.RawQuery = listener.Addr().String(), url.Values{"user": {"postgres"}, "sslmode": {"disable"}}.Encode()
	config.URL = at.String()
	return config, l
}

// Storm has the line stall now and then from now on, and every connection over it break after at least so many bytes and so many
// more at random; Calm ends that.
func (l *Line) Storm(least, more uint64) {
	l.mu.Lock()
	l.least, l.more = least, more
	l.mu.Unlock()
	l.calm.Store(false)
}

// Calm has everything go over.
func (l *Line) Calm() { l.calm.Store(true) }

// Silence has nothing go over any more, without hanging up.
func (l *Line) Silence() { l.silent.Store(true) }

// Cuts is how often it broke.
func (l *Line) Cuts() int64 { return l.cuts.Load() }

// chance is a number below n, by splitmix64.
func (l *Line) chance(n uint64) uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.random += 0x9e3779b97f4a7c15
	x := l.random
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return (x ^ x>>31) % n
}

func (l *Line) serve() {
	for {
		from, err := l.Accept()
		if err != nil {
			return
		}
		to, err := net.Dial("unix", filepath.Join(l.server, ".s.PGSQL.5432"))
		if err != nil {
			_ = from.Close()
			continue
		}
		for _, way := range [][2]net.Conn{{from, to}, {to, from}} {
			go l.carry(way[0], way[1])
		}
	}
}

// budget is how many bytes go over before a connection breaks, how long a stretch takes that stalls, and whether that counts.
func (l *Line) budget() (left int64, delay time.Duration, storm bool) {
	l.mu.Lock()
	least, more := l.least, l.more
	l.mu.Unlock()
	return int64(least + l.chance(more+1)), time.Duration(l.chance(2000)) * time.Microsecond, !l.calm.Load()
}

// carry takes over what is said, until so many bytes have gone over, each stretch in its time.
func (l *Line) carry(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	left, delay, storm := l.budget()
	buffer := make([]byte, 700)
	for {
		if now := !l.calm.Load(); now && !storm {
			left, delay, storm = l.budget()
		}
		n, err := from.Read(buffer)
		for n > 0 && l.silent.Load() {
			n, err = from.Read(buffer)
		}
		if n > 0 {
			if left -= int64(n); left%7 == 0 && !l.calm.Load() {
				time.Sleep(delay)
			}
			if left <= 0 && !l.calm.Load() {
				l.cuts.Add(1)
				_, _ = to.Write(buffer[:n/2]) // in the middle of what was said
				return
			}
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
