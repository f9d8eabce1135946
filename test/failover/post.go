package main

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
)

// post is a mail server that keeps who got what.
type post struct {
	listener net.Listener
	mu       sync.Mutex
	mails    []mail
}

type mail struct{ id, to string }

func newPost() (*post, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &post{listener: listener}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go p.serve(conn)
		}
	}()
	return p, nil
}

func (p *post) port() int { return p.listener.Addr().(*net.TCPAddr).Port }

func (p *post) received() []mail {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]mail(nil), p.mails...)
}

func (p *post) serve(conn net.Conn) {
	defer conn.Close()
	lines, to := bufio.NewScanner(conn), ""
	say := func(text string) { _, _ = fmt.Fprintf(conn, "%s\r\n", text) }
	say("220 voorbeeld.example")
	for lines.Scan() {
		switch verb, rest, _ := strings.Cut(lines.Text(), " "); strings.ToUpper(verb) {
		case "RCPT":
			_, rest, _ = strings.Cut(rest, "<")
			to, _, _ = strings.Cut(rest, ">")
			say("250 OK")
		case "DATA":
			say("354 Go on")
			if p.take(lines, to) {
				say("250 OK")
			}
		case "QUIT":
			say("221 Bye")
			return
		default:
			say("250 OK")
		}
	}
}

// take reads a mail up to the dot; one that breaks off before it was never given.
func (p *post) take(lines *bufio.Scanner, to string) bool {
	m := mail{to: to}
	for lines.Scan() {
		if lines.Text() == "." {
			p.mu.Lock()
			p.mails = append(p.mails, m)
			p.mu.Unlock()
			return true
		}
		if name, value, is := strings.Cut(lines.Text(), ":"); is && m.id == "" && strings.EqualFold(name, "Message-ID") {
			m.id = strings.TrimSpace(value)
		}
	}
	return false
}
