package bench

import (
	"context"
	"net/http"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/people"
	"kroon/internal/bench/wire"
	"kroon/internal/id"
)

var timelinePage = Row{
	Name:   "timeline-page",
	About:  "pages of one customer after another a second, asked for by 16 browsers in which somebody has signed in, over loopback, compressed",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true, // accounts to sign in to
	Goals: []Goal{
		{Figure: figure.PerSecond, Against: helloPage, Bound: 0.12},
		{Figure: figure.P99, Bound: 20, Most: true},
		{Figure: figure.PerSecond, Against: helloPage, Bound: 0.30, Stretch: true},
	},
	Begin: beginTimelinePage,
}

const helloPage = "a hello page"

// browsers is how many have a page open: 16.
func (s *Stage) browsers() int { return s.callers() / 4 }

func beginTimelinePage(ctx context.Context, s *Stage) ([]Side, error) {
	b, err := newBrowsers(ctx, s)
	if err != nil {
		return nil, err
	}
	hello, err := newHello(s, "GET", "", s.browsers())
	if err != nil {
		return nil, err
	}
	return []Side{
		{Ours, func(ctx context.Context) (figure.Measured, error) {
			return b.open(ctx, func(n int) id.Customer { return s.Made.Customers[people.Scatter(n)%len(s.Made.Customers)] })
		}},
		{helloPage, hello},
		{"of the busiest customer", func(ctx context.Context) (figure.Measured, error) {
			return b.open(ctx, func(int) id.Customer { return s.Made.Busiest })
		}},
	}, nil
}

// signedIn are browsers in each of which one of the staff has signed in.
type signedIn struct {
	*Stage
	client  *wire.Client
	cookies []string
}

func newBrowsers(ctx context.Context, s *Stage) (*signedIn, error) {
	who := s.Made.Staff[:min(s.browsers(), len(s.Made.Staff))]
	if _, err := wire.Enter(ctx, s.App, s.Made.Org, who, true); err != nil {
		return nil, err
	}
	b := &signedIn{Stage: s}
	for n := range who {
		cookie, err := wire.SignIn(ctx, s.App, s.Made.Org, n)
		if err != nil {
			return nil, err
		}
		b.cookies = append(b.cookies, cookie)
	}
	listener, err := wire.Serve(s.App.Handler())
	if err != nil {
		return nil, err
	}
	s.OnClose(listener.Close)
	b.client = wire.NewClient(listener.URL, s.browsers())
	s.OnClose(func() error { b.client.Close(); return nil })
	return b, nil
}

// open has each browser open the page of one customer after another.
func (b *signedIn) open(ctx context.Context, of func(n int) id.Customer) (figure.Measured, error) {
	return figure.Spin(ctx, b.browsers(), b.Round, func(ctx context.Context, browser, _ int) error {
		_, err := b.client.Want(ctx, http.StatusOK, "GET", "/customers/"+of(b.next()).String(), "",
			"Cookie", b.cookies[browser%len(b.cookies)], "Accept-Encoding", "gzip")
		return err
	})
}
