package bench

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/people"
	"kroon/internal/bench/wire"
)

var promiseHTTP = Row{
	Name:   "promise-http",
	About:  "durable promises a second through REST, by 32 clients over loopback: bearer token, Idempotency-Key, and all that promise-write does",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true,
	Goals: []Goal{
		{Figure: figure.PerSecond, Bound: 3900, Note: "PocketBase's create with synchronous=NORMAL, as measured on another machine of two cores"},
		{Figure: figure.P99, Bound: 25, Most: true},
		{Figure: figure.PerSecond, Bound: 7800, Stretch: true, Note: "twice that"},
	},
	Begin: func(ctx context.Context, s *Stage) ([]Side, error) {
		d, err := newDesk(ctx, s)
		if err != nil {
			return nil, err
		}
		p := &promising{s}
		scores, err := p.tape(ctx, nil)
		if err != nil {
			return nil, err
		}
		raw, err := s.Bare(ctx, 1)
		if err != nil {
			return nil, err
		}
		hello, err := newHello(s, "POST", strings.Repeat("x", 200), s.clients())
		if err != nil {
			return nil, err
		}
		return []Side{
			{Ours, d.promises},
			{rawGrouped, p.replay(raw, scores, s.callers())},
			{helloPage, hello},
		}, nil
	},
}

// clients is how many programs ask at the same time: 32.
func (s *Stage) clients() int { return s.callers() / 2 }

// desk is the API over loopback, with a token for each client.
type desk struct {
	*Stage
	client *wire.Client
	tokens []string
}

func newDesk(ctx context.Context, s *Stage) (*desk, error) {
	tokens, err := wire.Enter(ctx, s.App, s.Made.Org, s.Made.Staff[:min(s.clients(), len(s.Made.Staff))], false)
	if err != nil {
		return nil, err
	}
	listener, err := wire.Serve(s.App.Handler())
	if err != nil {
		return nil, err
	}
	s.OnClose(listener.Close)
	d := &desk{Stage: s, client: wire.NewClient(listener.URL, 2*s.clients()), tokens: tokens}
	s.OnClose(func() error { d.client.Close(); return nil })
	return d, nil
}

// promise has the API make one, for the client's own customer and colleague.
func (d *desk) promise(ctx context.Context, n int) (wire.Answer, error) {
	word := words[n%len(words)]
	body := fmt.Sprintf(`{"kind":%q,"act":%q,"customer":%q,"owner":%q,"minutes":5,"override":true,"due":%q,"tell":"spoken"}`,
		word.kind, word.act, d.Made.Customers[people.Scatter(n)%len(d.Made.Customers)], d.Made.Staff[n%len(d.tokens)],
		d.Made.At.Add(30*time.Hour+time.Duration(people.Scatter(n)%20_000)*time.Minute).Format(time.RFC3339))
	return d.client.Ask(ctx, "POST", "/api/v1/promises", body, "Authorization", "Bearer "+d.tokens[n%len(d.tokens)],
		"Content-Type", "application/json", "Idempotency-Key", fmt.Sprintf("bench-http-%d", n))
}

func (d *desk) promises(ctx context.Context) (figure.Measured, error) {
	return figure.Spin(ctx, d.clients(), d.Round, func(ctx context.Context, _, _ int) error {
		answer, err := d.promise(ctx, d.next())
		if err == nil && answer.Code != http.StatusCreated {
			err = fmt.Errorf("%d %s", answer.Code, answer.Body)
		}
		return err
	})
}

// newHello serves a page that says hello to so many clients: what this machine can do over loopback and no more.
func newHello(s *Stage, method, body string, clients int) (func(context.Context) (figure.Measured, error), error) {
	listener, err := wire.Serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("hello")) }))
	if err != nil {
		return nil, err
	}
	s.OnClose(listener.Close)
	client := wire.NewClient(listener.URL, clients)
	s.OnClose(func() error { client.Close(); return nil })
	return func(ctx context.Context) (figure.Measured, error) {
		return figure.Spin(ctx, clients, s.Round, func(ctx context.Context, _, _ int) error {
			_, err := client.Want(ctx, http.StatusOK, method, "/", body)
			return err
		})
	}, nil
}
