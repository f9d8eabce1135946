// Package wire reaches Kroon over loopback, as programs and browsers do: the real handler behind a real listener, or
// the program itself as a process of its own.
package wire

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"kroon/internal/access"
	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Listener is a handler that is served on loopback.
type Listener struct {
	URL    string
	server *http.Server
	done   chan error
}

// Serve serves a handler on a free port of this machine.
func Serve(handler http.Handler) (*Listener, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &Listener{URL: "http://" + listener.Addr().String(), done: make(chan error, 1)}
	l.server = &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() { l.done <- l.server.Serve(listener) }()
	return l, nil
}

// Close stops serving.
func (l *Listener) Close() error {
	err := l.server.Close()
	if served := <-l.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// Password is that of every account which Enter opens.
const Password = "paard batterij nietje juist"

// Email is the address with which the nth of the staff signs in.
func Email(n int) string { return fmt.Sprintf("staff%d@bench.example", n) }

// Enter gives staff an account, and a token that may read and write; with a password it takes as long as that
// takes, once for all.
func Enter(ctx context.Context, a *app.App, org id.Org, staff []id.Staff, password bool) (tokens []string, err error) {
	hash := ""
	if password {
		if hash, err = a.Door.NewHash(ctx, "", Password); err != nil {
			return nil, err
		}
	}
	for n, one := range staff {
		actor := party.Actor{Org: org, Kind: party.Staff, ID: one.Any(), Role: party.Colleague}
		err := a.DB.Write(ctx, party.Itself(org), func(tx *db.Tx) error {
			account := access.NewAccount{Staff: one, Kind: party.Staff, Role: party.Colleague, Email: Email(n)}
			if _, err := a.Acts.Access.Open(tx, account); err != nil {
				return err
			}
			return tx.As(actor, func() error {
				if password {
					if err := a.Acts.Access.SetPassword(tx, one, hash); err != nil {
						return err
					}
				}
				var scopes []string
				for _, scope := range access.Scopes() {
					if scope != access.ScopeAdmin {
						scopes = append(scopes, scope)
					}
				}
				_, token, err := a.Acts.Access.MakeToken(tx, access.NewToken{Staff: one, Name: "bench", Scopes: scopes})
				tokens = append(tokens, token)
				return err
			})
		})
		if err != nil {
			return nil, err
		}
	}
	return tokens, nil
}

// SignIn is the value of the Cookie header of a browser in which the nth of the staff has signed in.
func SignIn(ctx context.Context, a *app.App, org id.Org, n int) (cookie string, err error) {
	token, _, err := a.Door.SignIn(ctx, org, Email(n), Password, access.Visit{Address: "127.0.0.1", Browser: "bench"})
	return a.Site.CookieName(app.SessionCookie) + "=" + token, err
}

// Client keeps its connections open.
type Client struct {
	base string
	http *http.Client
}

// NewClient makes a client for as many requests at the same time.
func NewClient(base string, together int) *Client {
	transport := &http.Transport{MaxIdleConnsPerHost: together, MaxIdleConns: together, DisableCompression: true}
	return &Client{base: base, http: &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// Close closes the connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Answer is what came back.
type Answer struct {
	Code int
	Body []byte // as it came, compressed or not
	http.Header
}

// Text is the body, unpacked.
func (a Answer) Text() (string, error) {
	if a.Get("Content-Encoding") != "gzip" {
		return string(a.Body), nil
	}
	z, err := gzip.NewReader(bytes.NewReader(a.Body))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(z)
	return string(text), err
}

// Ask sends a request; headers are pairs.
func (c *Client) Ask(ctx context.Context, method, path, body string, headers ...string) (a Answer, err error) {
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, strings.NewReader(body))
	if err != nil {
		return a, err
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w, err := c.http.Do(r)
	if err != nil {
		return a, err
	}
	a.Code, a.Header = w.StatusCode, w.Header
	a.Body, err = io.ReadAll(w.Body)
	return a, errors.Join(err, w.Body.Close())
}

// Want is Ask, and fails unless that code comes back.
func (c *Client) Want(ctx context.Context, code int, method, path, body string, headers ...string) (Answer, error) {
	a, err := c.Ask(ctx, method, path, body, headers...)
	if err == nil && a.Code != code {
		text, _ := a.Text()
		err = fmt.Errorf("%s %s: %d %.300s", method, path, a.Code, text)
	}
	return a, err
}
