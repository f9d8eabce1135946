package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"kroon/internal/clock"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

const (
	heartbeat      = 20 * time.Second // proxies close what is silent longer
	streamLife     = 15 * time.Minute // then the browser knocks again, and the door looks at its session anew
	writeWithin    = 10 * time.Second
	defaultStreams = 4096
	maxPending     = 64 // topics that wait for one reader; beyond it everything is news
	// Everything is the topic that refreshes all of a page.
	Everything = "everything"
)

// Live tells open pages that something changed: a topic, never content, so that what a page shows
// always comes through the door of its route. Telling never waits for a reader.
type Live struct {
	mu      sync.Mutex
	readers map[id.Org]map[*reader]struct{}
	open    int
	most    int
	closed  bool
	end     chan struct{}
	pass    func(word string) // to the other nodes; nil: there are none
}

// reader is one open page. Topics that it has not fetched yet are kept once each.
type reader struct {
	staff   id.Staff
	pending map[string]struct{}
	wake    chan struct{}
}

// NewLive makes a hub for at most that many open pages; 0 is 4,096.
func NewLive(most int) *Live {
	if most <= 0 {
		most = defaultStreams
	}
	return &Live{readers: map[id.Org]map[*reader]struct{}{}, most: most, end: make(chan struct{})}
}

// Publish tells every open page of the organisation that a topic changed. A topic is one word such
// as "today"; white space in it is a mistake of the programmer.
func (l *Live) Publish(org id.Org, topic string) { l.news(news{org: org, topic: topic}) }

// Tell tells the open pages of one member of staff.
func (l *Live) Tell(org id.Org, staff id.Staff, topic string) {
	l.news(news{org: org, topic: topic, only: staff})
}

// TellOthers tells the open pages of everybody but one member of staff, whose doing it was.
func (l *Live) TellOthers(org id.Org, staff id.Staff, topic string) {
	l.news(news{org: org, topic: topic, but: staff})
}

// news tells the pages that are open here, and has other nodes tell theirs.
func (l *Live) news(n news) {
	if n.topic == "" || strings.ContainsAny(n.topic, " \t\r\n") {
		panic(fmt.Sprintf("web: %q is not a topic", n.topic))
	}
	l.tell(n)
	if l.pass != nil {
		l.pass(n.word())
	}
}

func (l *Live) tell(n news) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for one := range l.readers[n.org] {
		if n.concerns(one.staff) {
			one.hear(n.topic)
		}
	}
}

// hear keeps a topic until the page fetches it.
func (r *reader) hear(topic string) {
	if len(r.pending) >= maxPending {
		r.pending = map[string]struct{}{Everything: {}}
	} else {
		r.pending[topic] = struct{}{}
	}
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Close ends every stream and refuses new ones: the process is stopping.
func (l *Live) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		l.closed = true
		close(l.end)
	}
}

// Drop ends every stream that is open now; the pages knock again, and the door looks at their sessions anew.
func (l *Live) Drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		close(l.end)
		l.end = make(chan struct{})
	}
}

// Open is the number of open pages.
func (l *Live) Open() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.open
}

func (l *Live) join(org id.Org, staff id.Staff) (*reader, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || l.open >= l.most {
		return nil, fault.New(fault.Busy, "web.busy")
	}
	one := &reader{staff: staff, pending: map[string]struct{}{}, wake: make(chan struct{}, 1)}
	if l.readers[org] == nil {
		l.readers[org] = map[*reader]struct{}{}
	}
	l.readers[org][one] = struct{}{}
	l.open++
	return one, nil
}

func (l *Live) leave(org id.Org, one *reader) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.readers[org], one)
	if len(l.readers[org]) == 0 {
		delete(l.readers, org)
	}
	l.open--
}

// ending is closed when the streams of now are to end.
func (l *Live) ending() chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.end
}

func (l *Live) take(one *reader) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	topics := slices.Sorted(maps.Keys(one.pending))
	clear(one.pending)
	return topics
}

// serve keeps one page informed by server-sent events until it leaves, the stream has lived its
// time, or the process stops.
func (l *Live) serve(w http.ResponseWriter, r *http.Request, who party.Actor) error {
	one, err := l.join(who.Org, who.StaffID())
	if err != nil {
		return err
	}
	defer l.leave(who.Org, one)
	end := l.ending()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy may not hold back what is news
	connection := http.NewResponseController(w)
	// The request is read; what the server allows for reading one must not end the stream.
	_ = connection.SetReadDeadline(time.Time{})
	send := func(text string) bool {
		// A writer without deadlines is a test's; a failed write shows at the flush.
		_ = connection.SetWriteDeadline(clock.System().Now().Add(writeWithin))
		_, err := w.Write([]byte(text))
		return err == nil && connection.Flush() == nil
	}
	if !send("retry: 3000\n\n") {
		return nil
	}
	beat, life := time.NewTicker(heartbeat), time.NewTimer(streamLife)
	defer beat.Stop()
	defer life.Stop()
	for {
		news := "event: beat\ndata:\n\n"
		select {
		case <-r.Context().Done():
			return nil
		case <-end:
			return nil
		case <-life.C:
			return nil
		case <-beat.C:
		case <-one.wake:
			news = "data: " + strings.Join(l.take(one), " ") + "\n\n"
		}
		if !send(news) {
			return nil
		}
	}
}
