package db

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"kroon/internal/clock"
)

// A server that is frozen, or whose machine is gone, ends no line: whoever waits for an answer waits for as long as
// the system keeps the line, a quarter of an hour. So lines on which nothing is heard are watched. After a while the server is
// asked something easy on a line of its own; one that does not answer that either is taken to be gone: its lines are cut, and
// no line to it is laid until it answers again. A long statement on a server that answers is left in peace.
const (
	// unheard is how long a line may be silent before its server is asked.
	unheard = 2 * time.Second
	// answersIn is how long a server has to answer.
	answersIn = 2 * time.Second
	// lookAgain is between two looks at the lines.
	lookAgain = 500 * time.Millisecond
	// connectsIn is how long a server has to let a new line in, where its address says nothing else.
	connectsIn = 5 * time.Second
)

// errSilent is why no line is laid.
var errSilent = errors.New("db: the server does not answer")

// address is where a server is, as it is dialled.
type address struct{ network, at string }

// lines are those to the servers of one database.
type lines struct {
	dial   func(ctx context.Context, network, at string) (net.Conn, error)
	clock  clock.Clock
	mu     sync.Mutex
	open   map[*line]struct{}
	silent map[address]bool
	heard  map[address]int64 // when it answered last
	end    context.CancelFunc
	ended  chan struct{}
}

// line is a connection that knows since when something is waited for on it.
type line struct {
	net.Conn
	to           address
	all          *lines
	idle         bool         // it waits for what may never be said
	reads, sends atomic.Int64 // since when, in microseconds since 1970; 0: nothing is waited for
}

func newLines(ctx context.Context) *lines {
	l := &lines{
		dial: (&net.Dialer{}).DialContext, clock: clock.System(), open: map[*line]struct{}{}, silent: map[address]bool{},
		heard: map[address]int64{}, ended: make(chan struct{}),
	}
	ctx, l.end = context.WithCancel(context.WithoutCancel(ctx))
	go func() {
		defer close(l.ended)
		for clock.Wait(ctx, lookAgain, nil) {
			l.look(ctx)
		}
	}()
	return l
}

// close ends the watch; the lines are their owners' to close.
func (l *lines) close() {
	l.end()
	<-l.ended
}

// lay connects, unless the server did not answer a moment ago.
func (l *lines) lay(ctx context.Context, network, at string) (net.Conn, error) {
	return l.connect(ctx, address{network, at}, false)
}

// layIdle is lay for a line on which nothing is asked: it breaks with the others.
func (l *lines) layIdle(ctx context.Context, network, at string) (net.Conn, error) {
	return l.connect(ctx, address{network, at}, true)
}

func (l *lines) connect(ctx context.Context, to address, idle bool) (net.Conn, error) {
	l.mu.Lock()
	silent := l.silent[to]
	l.mu.Unlock()
	if silent {
		return nil, errSilent
	}
	conn, err := l.dial(ctx, to.network, to.at)
	if err != nil {
		return nil, err
	}
	laid := &line{Conn: conn, to: to, all: l, idle: idle}
	l.mu.Lock()
	l.open[laid] = struct{}{}
	l.mu.Unlock()
	return laid, nil
}

// Read waits for what the server says.
func (l *line) Read(into []byte) (int, error) {
	l.reads.Store(l.all.clock.Now().UnixMicro())
	defer l.reads.Store(0)
	return l.Conn.Read(into)
}

// Write waits until the server has room for what is said.
func (l *line) Write(what []byte) (int, error) {
	l.sends.Store(l.all.clock.Now().UnixMicro())
	defer l.sends.Store(0)
	return l.Conn.Write(what)
}

// Close takes the line out of the watch.
func (l *line) Close() error {
	l.all.mu.Lock()
	delete(l.all.open, l)
	l.all.mu.Unlock()
	return l.Conn.Close()
}

// waits tells whether something was waited for since before an instant.
func (l *line) waits(before int64) bool {
	read, write := l.reads.Load(), l.sends.Load()
	return read != 0 && read < before || write != 0 && write < before
}

// look asks the servers of lines that are silent, and those that did not answer before.
func (l *lines) look(ctx context.Context) {
	before := l.clock.Now().Add(-unheard).UnixMicro()
	l.mu.Lock()
	ask := maps.Clone(l.silent)
	for one := range l.open {
		if !one.idle && one.waits(before) && l.heard[one.to] < before {
			ask[one.to] = true
		}
	}
	l.mu.Unlock()
	var group sync.WaitGroup
	for to := range ask {
		group.Go(func() { l.judge(to, l.answers(ctx, to) || ctx.Err() != nil) })
	}
	group.Wait()
}

// judge keeps whether a server answers, and cuts all lines to one that does not.
func (l *lines) judge(to address, answers bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if answers {
		delete(l.silent, to)
		l.heard[to] = l.clock.Now().UnixMicro()
		return
	}
	l.silent[to] = true
	for _, one := range slices.Collect(maps.Keys(l.open)) {
		if one.to == to {
			_ = one.Conn.Close() // its owner is told so, and closes it
		}
	}
}

// sslRequest is the question whether lines are encrypted here. It needs no rights, and a server answers it whatever its
// state, with a letter.
const sslRequest = 80877103

// answers tells whether a server answers the easiest question there is. One that refuses lines has nobody waiting on it
// any more: whoever did was told so by the system.
func (l *lines) answers(ctx context.Context, to address) bool {
	ctx, cancel := context.WithTimeout(ctx, answersIn)
	defer cancel()
	conn, err := l.dial(ctx, to.network, to.at)
	if err != nil {
		return ctx.Err() == nil
	}
	defer conn.Close()
	leave := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer leave()
	var question [8]byte
	binary.BigEndian.PutUint32(question[:], uint32(len(question)))
	binary.BigEndian.PutUint32(question[4:], sslRequest)
	if _, err := conn.Write(question[:]); err != nil {
		return ctx.Err() == nil
	}
	_, err = io.ReadFull(conn, question[:1])
	return err == nil || ctx.Err() == nil
}
