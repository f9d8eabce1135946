package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// stream is an answer that can be read while it is written.
type stream struct {
	mu   sync.Mutex
	body bytes.Buffer
	h    http.Header
}

func (s *stream) Header() http.Header { return s.h }
func (s *stream) WriteHeader(int)     {}
func (s *stream) Flush()              {}
func (s *stream) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.body.Write(p)
}
func (s *stream) read() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.body.Reset()
	return s.body.String()
}

func open(ctx context.Context, l *Live, org id.Org, staff byte) *stream {
	s := &stream{h: http.Header{}}
	r := httptest.NewRequest("GET", "/events", nil).WithContext(ctx)
	go func() { _ = l.serve(s, r, party.Actor{Org: org, Kind: party.Staff, ID: id.Any{staff}}) }()
	synctest.Wait()
	s.read()
	return s
}

func TestNewsReachesWhomItConcerns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, leave := context.WithCancel(t.Context())
		l := NewLive(0)
		mine, colleague, other := open(ctx, l, id.Org{1}, 1), open(ctx, l, id.Org{1}, 2), open(ctx, l, id.Org{2}, 1)
		l.Publish(id.Org{1}, "today")
		l.Publish(id.Org{1}, "team")
		l.Tell(id.Org{1}, id.Staff{2}, "bell")
		l.TellOthers(id.Org{1}, id.Staff{2}, "beside")
		synctest.Wait()
		if got := mine.read(); !strings.Contains(got, "today") || !strings.Contains(got, "team") || strings.Contains(got, "bell") || !strings.Contains(got, "beside") {
			t.Errorf("mine: %q", got)
		}
		if got := colleague.read(); !strings.Contains(got, "bell") || strings.Contains(got, "beside") {
			t.Errorf("colleague: %q", got)
		}
		if got := other.read(); got != "" {
			t.Errorf("another organisation hears %q", got)
		}
		l.Publish(id.Org{2}, "theirs")
		synctest.Wait()
		if got, heard := other.read(), mine.read(); got != "data: theirs\n\n" || heard != "" {
			t.Errorf("the other organisation hears %q, and mine %q", got, heard)
		}
		time.Sleep(heartbeat)
		synctest.Wait()
		if got := other.read(); got != "event: beat\ndata:\n\n" {
			t.Errorf("after %v of silence: %q", heartbeat, got)
		}
		if l.Open() != 3 {
			t.Errorf("%d open", l.Open())
		}
		leave()
		synctest.Wait()
		if l.Open() != 0 || len(l.readers) != 0 {
			t.Errorf("%d open after all left", l.Open())
		}
	})
}

func TestStreamsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLive(1)
		open(t.Context(), l, id.Org{1}, 1)
		if _, err := l.join(id.Org{1}, id.Staff{2}); !fault.Is(err, "web.busy") {
			t.Errorf("one too many: %v", err)
		}
		time.Sleep(streamLife)
		synctest.Wait()
		if l.Open() != 0 {
			t.Error("the session is never looked at again")
		}
		open(t.Context(), l, id.Org{1}, 1)
		l.Close()
		l.Close()
		synctest.Wait()
		if l.Open() != 0 {
			t.Error("open after closing")
		}
		if _, err := l.join(id.Org{1}, id.Staff{2}); err == nil {
			t.Error("joined after closing")
		}
	})
}

func TestASlowReaderHoldsNobodyUp(t *testing.T) {
	l := NewLive(0)
	slow, err := l.join(id.Org{1}, id.Staff{1})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		l.Publish(id.Org{1}, "today")
	}
	if got := l.take(slow); len(got) != 1 {
		t.Errorf("the same news waits as %v", got)
	}
	for n := range maxPending + 1 {
		l.Publish(id.Org{1}, fmt.Sprint("topic", n))
	}
	if got := l.take(slow); len(got) != 1 || got[0] != Everything {
		t.Errorf("%d topics wait", len(got))
	}
}
