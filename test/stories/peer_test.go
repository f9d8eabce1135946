package stories

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// peer is a mail server that does not answer the first who names a recipient.
type peer struct {
	listener net.Listener
	stalled  chan int      // the port from which the first comes
	hungUp   chan struct{} // the first went away
	taken    chan struct{} // a mail came in

	mu       sync.Mutex
	greeted  int
	received []string // their Message-ID
}

func newPeer(t *testing.T) *peer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &peer{listener: listener, stalled: make(chan int, 1), hungUp: make(chan struct{}), taken: make(chan struct{}, 100)}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go p.serve(conn)
		}
	}()
	return p
}

func (p *peer) port() int { return p.listener.Addr().(*net.TCPAddr).Port }

func (p *peer) mails() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.received...)
}

func (p *peer) serve(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	say := func(text string) { _, _ = fmt.Fprintf(conn, "%s\r\n", text) }
	say("220 voorbeeld.example")
	for lines.Scan() {
		switch verb, _, _ := strings.Cut(strings.ToUpper(lines.Text()), " "); verb {
		case "RCPT":
			p.mu.Lock()
			p.greeted++
			first := p.greeted == 1
			p.mu.Unlock()
			if first {
				p.stalled <- conn.RemoteAddr().(*net.TCPAddr).Port
				for lines.Scan() {
				}
				close(p.hungUp)
				return
			}
			say("250 OK")
		case "DATA":
			say("354 Go on")
			p.take(lines)
			say("250 OK")
		case "QUIT":
			say("221 Bye")
			return
		default:
			say("250 OK")
		}
	}
}

// take reads a mail up to the dot.
func (p *peer) take(lines *bufio.Scanner) {
	message := ""
	for lines.Scan() && lines.Text() != "." {
		if name, value, is := strings.Cut(lines.Text(), ":"); is && strings.EqualFold(name, "Message-ID") {
			message = strings.TrimSpace(value)
		}
	}
	p.mu.Lock()
	p.received = append(p.received, message)
	p.mu.Unlock()
	p.taken <- struct{}{}
}

// holds tells whether a process has the connection that comes from a port of this machine.
func holds(pid, port int) bool {
	raw, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(raw)) {
		fields := strings.Fields(line)
		if len(fields) < 10 || !strings.HasSuffix(fields[1], fmt.Sprintf(":%04X", port)) {
			continue
		}
		open, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
		for _, name := range open {
			if to, err := os.Readlink(name); err == nil && to == "socket:["+fields[9]+"]" {
				return true
			}
		}
	}
	return false
}
