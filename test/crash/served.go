package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"kroon/internal/access"
	"kroon/internal/app"
	"kroon/internal/bench/wire"
	"kroon/internal/db"
	"kroon/internal/party"
)

// about is where a served child is and who may come in, as it says in its first line.
type about struct {
	URL, Cookie, Customer, Owner string
	Tokens                       []string
	Master                       string // a token that may do everything
}

// held is what a child holds when nobody asks anything of it.
type held struct {
	Goroutines int
	Megabytes  float64 // resident, after what can be given back was given back
}

// signedIn is how many colleagues of the house have a token.
const signedIn = 8

// serve is the child behind a real listener, as kroon serve is. For each line that comes in it says what it holds.
func serve(ctx context.Context, dir string) error {
	app.MindMemory()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(dir, "sent.txt"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, app.Config{
		Data: filepath.Join(dir, "data"), Database: database, Listen: listener.Addr().String(), Mail: &letterbox{file: file},
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	said, err := open(ctx, a)
	if err != nil {
		return err
	}
	said.URL = "http://" + listener.Addr().String()
	go a.Run(ctx)
	go func() {
		<-a.DB.Broken() // as kroon serve does
		os.Exit(3)
	}()
	ended := make(chan error, 1)
	go func() { ended <- a.Site.Server(a.Handler()).Serve(listener) }()
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(said); err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		runtime.GC()
		debug.FreeOSMemory()
		megabytes, err := wire.OwnMemory()
		if err := errors.Join(err, out.Encode(held{runtime.NumGoroutine(), megabytes})); err != nil {
			return err
		}
	}
	return <-ended
}

// open furnishes a fresh house and has its people come in.
func open(ctx context.Context, a *app.App) (about, error) {
	h, err := furnish(ctx, a)
	if err != nil {
		return about{}, err
	}
	tokens, err := wire.Enter(ctx, a, h.actor.Org, h.owners[:signedIn], true)
	if err != nil {
		return about{}, err
	}
	cookie, err := wire.SignIn(ctx, a, h.actor.Org, 0)
	if err != nil {
		return about{}, err
	}
	master := ""
	err = a.DB.Write(ctx, party.Itself(h.actor.Org), func(tx *db.Tx) error {
		owner := h.owners[signedIn]
		account := access.NewAccount{Staff: owner, Kind: party.Staff, Role: party.Owner, Email: "eigenaar@voorbeeld.example"}
		if _, err := a.Acts.Access.Open(tx, account); err != nil {
			return err
		}
		return tx.As(actorOf(tx.Org, owner), func() (err error) {
			_, master, err = a.Acts.Access.MakeToken(tx, access.NewToken{Staff: owner, Name: "crash", Scopes: access.Scopes()})
			return err
		})
	})
	return about{Tokens: tokens, Cookie: cookie, Customer: h.customer.String(), Owner: h.owners[0].String(), Master: master}, err
}

// served is such a child, seen from outside.
type served struct {
	about
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Scanner
	asks  *wire.Client
	ended chan error
}

// startServed starts one in a folder, with more in its environment, under another program when one is given.
func startServed(ctx context.Context, dir string, env []string, under ...string) (*served, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	words := append(under, self, "-served", dir, "-database", database)
	s := &served{cmd: exec.CommandContext(ctx, words[0], words[1:]...), ended: make(chan error, 1)}
	s.cmd.Env = append(os.Environ(), env...)
	s.cmd.Stderr = os.Stderr
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	in, inErr := s.cmd.StdinPipe()
	out, outErr := s.cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, s.cmd.Start()); err != nil {
		return nil, err
	}
	s.in, s.out = in, bufio.NewScanner(out)
	if !s.out.Scan() {
		return nil, errors.Join(errors.New("it said nothing"), s.cmd.Wait())
	}
	if err := json.Unmarshal(s.out.Bytes(), &s.about); err != nil {
		return nil, err
	}
	s.asks = wire.NewClient(s.URL, 64)
	go func() { s.ended <- s.cmd.Wait() }()
	return s, nil
}

// holds asks what it holds now.
func (s *served) holds() (h held, err error) {
	if _, err = fmt.Fprintln(s.in); err != nil {
		return h, err
	}
	if !s.out.Scan() {
		return h, errors.New("it is gone")
	}
	return h, json.Unmarshal(s.out.Bytes(), &h)
}

// end kills it; that it had ended by itself is an error.
func (s *served) end() error {
	s.asks.Close()
	select {
	case err := <-s.ended:
		return fmt.Errorf("it ended by itself: %v", err)
	default:
	}
	err := syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	<-s.ended
	return err
}

// promise makes the nth promise through the API, due tomorrow, told by mail.
func (s *served) promise(ctx context.Context, n int) (wire.Answer, error) {
	body := fmt.Sprintf(`{"kind":"call-back","act":"belofte-%06d","customer":%q,"owner":%q,"minutes":5,"override":true,"due":%q,"tell":"message"}`,
		n, s.Customer, s.Owner, time.Now().Add(24*time.Hour).UTC().Format(time.RFC3339))
	return s.asks.Ask(ctx, http.MethodPost, "/api/v1/promises", body, "Authorization", "Bearer "+s.Tokens[n%len(s.Tokens)],
		"Content-Type", "application/json", "Idempotency-Key", fmt.Sprintf("belofte-%06d", n))
}

// code is what a refusal says it is, for counting.
func code(a wire.Answer) string {
	var problem struct{ Key, Code, Type string }
	_ = json.Unmarshal(a.Body, &problem)
	return strings.TrimSpace(fmt.Sprintf("%d %s%s", a.Code, problem.Key, problem.Code))
}
