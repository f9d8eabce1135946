// Package browser drives the screens as people do, in Debian's Chromium, against the real application with
// a real SMTP server and a real HTTP endpoint for SMS.
package browser

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/emersion/go-smtp"

	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// inbox is what arrived at a peer.
type inbox struct {
	mu  sync.Mutex
	all []string
	new chan struct{}
}

func newInbox() *inbox { return &inbox{new: make(chan struct{}, 1000)} }

func (b *inbox) put(text string) {
	b.mu.Lock()
	b.all = append(b.all, text)
	b.mu.Unlock()
	b.new <- struct{}{}
}

// wait waits for one more message to arrive.
func (b *inbox) wait(t *testing.T) string {
	t.Helper()
	select {
	case <-b.new:
	case <-time.After(30 * time.Second):
		t.Fatal("nothing arrived within half a minute")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all[len(b.all)-1]
}

// NewSession implements smtp.Backend.
func (b *inbox) NewSession(*smtp.Conn) (smtp.Session, error) { return letter{b}, nil }

type letter struct{ box *inbox }

func (letter) Mail(string, *smtp.MailOptions) error { return nil }
func (letter) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (letter) Reset()                               {}
func (letter) Logout() error                        { return nil }
func (l letter) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err == nil {
		l.box.put(string(raw))
	}
	return err
}

// firm is an installation with a browser in front of it. Its clock stands still until it is moved.
type firm struct {
	t     *testing.T
	app   *app.App
	clock *clock.Stepped
	base  string
	token string
	actor party.Actor
	mail  *inbox
	sms   *inbox
	away  atomic.Bool // the line is cut
}

// open begins an installation that nobody has used yet.
func open(t *testing.T) *firm {
	t.Helper()
	f, listener := opened(t, func(c app.Config) app.Config { return c })
	all, err := f.app.Organisations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if f.token, err = f.app.FirstRun(context.Background(), all[0].ID); err != nil {
		t.Fatal(err)
	}
	f.serve(listener)
	return f
}

// opened makes an installation that does not run yet, and the address at which it is going to.
func opened(t *testing.T, with func(app.Config) app.Config) (*firm, net.Listener) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	f := &firm{t: t, clock: clock.NewStepped(time.Date(2026, 11, 24, 9, 14, 0, 0, zone)), base: "http://" + listener.Addr().String()}
	f.app, err = app.Open(context.Background(), with(app.Config{
		Data: t.TempDir(), Listen: listener.Addr().String(), Clock: f.clock, Log: slog.New(slog.DiscardHandler),
	}))
	if err != nil {
		t.Fatal(err)
	}
	return f, listener
}

// serve runs it until the test ends.
func (f *firm) serve(listener net.Listener) {
	kroon := f.app.Handler()
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f.away.Load() {
			panic(http.ErrAbortHandler)
		}
		kroon.ServeHTTP(w, r)
	})}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = server.Serve(listener) })
	running.Go(func() { f.app.Run(ctx) })
	f.t.Cleanup(func() {
		stop()
		f.app.Site.Live().Close()
		_ = server.Close()
		running.Wait()
		if err := f.app.Close(); err != nil {
			f.t.Error(err)
		}
	})
}

// channels sets up mail and SMS at peers of this test, as an owner would.
func (f *firm) channels() {
	f.t.Helper()
	f.mail, f.sms = newInbox(), newInbox()
	post := smtp.NewServer(f.mail)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		f.t.Fatal(err)
	}
	go func() { _ = post.Serve(listener) }()
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		f.sms.put(string(raw))
	}))
	f.t.Cleanup(func() {
		_ = post.Close()
		gateway.Close()
	})
	all, err := f.app.Organisations(context.Background())
	if err != nil {
		f.t.Fatal(err)
	}
	f.write(party.Itself(all[0].ID), func(tx *db.Tx) error {
		accounts, err := f.app.Acts.Access.List(tx)
		if err != nil {
			return err
		}
		f.actor = party.Actor{Org: tx.Org, Kind: party.Staff, ID: accounts[0].Staff.Any(), Role: party.Owner}
		_, err = f.app.Acts.Organisation.Change(tx, 0, func(o *organisation.Organisation) { o.BaseURL = f.base })
		return err
	})
	f.write(f.actor, func(tx *db.Tx) error {
		port := listener.Addr().(*net.TCPAddr).Port
		_, err := f.app.Acts.Message.SetMail(tx, message.MailSettings{
			Host: "127.0.0.1", Port: port, TLS: message.NoTLS, From: "service@delinde.example", FromName: "De Linde", Active: true,
		})
		if err != nil {
			return err
		}
		_, err = f.app.Acts.Message.SetSMS(tx, message.SMSSettings{
			URL: gateway.URL, Method: "POST", Body: `{"to":"{to}","text":"{text}"}`, From: "DeLinde", AllowPrivate: true, Active: true,
		})
		return err
	})
}

func (f *firm) write(actor party.Actor, fn func(tx *db.Tx) error) {
	f.t.Helper()
	if err := f.app.DB.Write(context.Background(), actor, fn); err != nil {
		f.t.Fatal(err)
	}
}

// browser starts Chromium with an empty profile. It is Debian's, which make deps installs.
func browser(t *testing.T) context.Context {
	t.Helper()
	return browserFor(t, 90*time.Second)
}

// browserFor starts Chromium for a test that may take that long.
func browserFor(t *testing.T, most time.Duration) context.Context {
	t.Helper()
	path := "/usr/bin/chromium"
	if given := os.Getenv("KROON_TEST_CHROMIUM"); given != "" {
		path = given
	}
	if _, err := exec.LookPath(path); err != nil {
		t.Fatalf("Chromium is not at %s: make deps", path)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1360, 800),
		chromedp.Flag("lang", "nl"), chromedp.Flag("accept-lang", "nl-NL"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, end := context.WithTimeout(ctx, most)
	t.Cleanup(end)
	return ctx
}

// do runs steps in the browser and shows the page when one fails.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, steps...); err != nil {
		var text, where string
		_ = chromedp.Run(ctx, chromedp.Location(&where), chromedp.Text("body", &text, chromedp.ByQuery))
		t.Fatalf("%v at %s:\n%s", err, where, strings.TrimSpace(text))
	}
}

// seen is the text of a part of the page.
func seen(t *testing.T, ctx context.Context, selector string) (text string) {
	t.Helper()
	do(t, ctx, chromedp.Text(selector, &text, chromedp.ByQuery))
	return text
}
