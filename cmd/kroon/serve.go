package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"kroon/internal/app"
	"kroon/internal/fault"
)

type serveVerb struct {
	common
	Listen  string `env:"KROON_LISTEN" default:"127.0.0.1:7667" help:"Address to listen on."`
	BaseURL string `env:"KROON_BASE_URL" help:"Where people reach Kroon; http://LISTEN when left out." placeholder:"URL"`
	// AnotherKey is said once, after the key was lost.
	AnotherKey bool `help:"Go on with another installation key than this data was made with, a new one when there is none. The links that customers have and stored passwords then stop opening."`
}

// Run serves until it is told to stop, then lets requests and messages under way finish.
func (s serveVerb) Run(ctx context.Context, _ *verbs) error {
	if err := (reached{s.BaseURL}).check(); err != nil {
		return err
	}
	app.MindMemory()
	listener, err := net.Listen("tcp", s.Listen)
	if err != nil {
		return fault.New(fault.Busy, "command.port", "address", s.Listen).On("listen").Because(err)
	}
	a, err := app.Open(ctx, app.Config{
		Data: s.Data, Database: s.Database, Listen: listener.Addr().String(), BaseURL: s.BaseURL,
		AnotherKey: s.AnotherKey,
	})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	select {
	case err = <-served(ctx, a, listener):
		return errors.Join(err, a.Close())
	case <-a.DB.Broken():
		// Not a step further on this disk, not even to close: the next start finds what was acknowledged.
		return fault.New(fault.Busy, "db.disk")
	}
}

// served serves, and says what came of it.
func served(ctx context.Context, a *app.App, listener net.Listener) <-chan error {
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, a, listener) }()
	return ended
}

// begun prints where to begin, for each organisation to which nobody can sign in.
func begun(ctx context.Context, a *app.App) error {
	all, err := a.Organisations(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		link, err := a.SetupLink(ctx, o)
		switch {
		case err != nil:
			return err
		case link == "":
		case len(all) == 1:
			fmt.Println("First run, to begin open:", link)
		default:
			fmt.Println("First run of "+o.Name+", to begin open:", link)
		}
	}
	return nil
}

// lastWords is how long requests under way get to finish.
const lastWords = 10 * time.Second

func serve(ctx context.Context, a *app.App, listener net.Listener) error {
	fmt.Println("Kroon:", a.Site.Link("/"))
	if err := begun(ctx, a); err != nil {
		return err
	}
	server := a.Site.Server(a.Handler())
	clockwork := make(chan struct{})
	go func() {
		defer close(clockwork)
		a.Run(ctx)
	}()
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		a.Site.Live().Close()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
		defer cancel()
		stopped <- server.Shutdown(ending)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-clockwork
	return <-stopped
}
