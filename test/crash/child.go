package main

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// letterbox writes every mail that leaves to a file, so that what was sent twice is seen.
type letterbox struct {
	mu   sync.Mutex
	file *os.File
}

func (l *letterbox) SendMail(_ context.Context, _ message.MailSettings, m message.Mail) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := fmt.Fprintln(l.file, m.ID)
	return err
}

// database is where PostgreSQL is; empty: SQLite in the data folder.
var database string

func openApp(ctx context.Context, dir string, c clock.Clock) (*app.App, *letterbox, error) {
	file, err := os.OpenFile(filepath.Join(dir, "sent.txt"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	box := &letterbox{file: file}
	a, err := app.Open(ctx, app.Config{
		Data: filepath.Join(dir, "data"), Database: database, Listen: "127.0.0.1:1", Mail: box, Clock: c, Log: slog.New(slog.DiscardHandler),
	})
	return a, box, err
}

// house is who promises to whom; made by the first child that gets that far.
type house struct {
	actor    party.Actor
	owners   []id.Staff
	customer id.Customer
}

// owners share the load, as people do; nobody has thousands of promises.
const owners = 50

// furnish finds the house, or makes it in one transaction.
func furnish(ctx context.Context, a *app.App) (h house, err error) {
	all, err := a.Organisations(ctx)
	if err != nil {
		return h, err
	}
	org := all[0].ID
	err = a.DB.Write(ctx, party.Actor{Org: org, Kind: party.System, Role: party.Owner}, func(tx *db.Tx) error {
		h = house{}
		staff, err := a.Acts.Team.List(tx)
		if err != nil {
			return err
		}
		customers, err := a.Acts.Customer.ByEmail(tx, "klant@voorbeeld.example")
		if err != nil {
			return err
		}
		if len(staff) == 0 {
			for i := range owners {
				// By name they are in the order in which they came: the next child finds the same owner for a key, in whose
				// name it was asked.
				hired, err := a.Acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: fmt.Sprintf("Fatima %02d", i+1)})
				if err != nil {
					return err
				}
				h.owners = append(h.owners, hired.ID)
			}
			added, err := a.Acts.Customer.Add(tx, customer.Details{Name: "Klant", Emails: []string{"klant@voorbeeld.example"}})
			if err != nil {
				return err
			}
			h.actor, h.customer = actorOf(org, h.owners[0]), added.ID
			return tx.As(h.actor, func() error {
				_, err := a.Acts.Message.SetMail(tx, message.MailSettings{
					Host: "127.0.0.1", TLS: message.NoTLS, From: "kroon@voorbeeld.example", FromName: "Kroon", Active: true,
				})
				return err
			})
		}
		h = house{actor: actorOf(org, staff[0].ID), customer: customers[0].ID}
		for _, owner := range staff {
			h.owners = append(h.owners, owner.ID)
		}
		return nil
	})
	return h, err
}

func actorOf(org id.Org, staff id.Staff) party.Actor {
	return party.Actor{Org: org, Kind: party.Staff, ID: staff.Any(), Role: party.Owner}
}

// far tells whether the promise of a key is due tomorrow, so that its confirmation is still true when the
// time to undo has passed and it leaves.
func far(number int) bool { return number%10 == 0 }

// wish is the promise of a key: mostly due within a moment, for the clockwork to break.
func (h house) wish(key string, now time.Time) promise.Make {
	number, err := strconv.Atoi(strings.TrimPrefix(key, "belofte-"))
	if err != nil {
		panic(err)
	}
	m := promise.Make{
		Kind: promise.CallBack, Act: key, Customer: h.customer, Owner: h.owners[number%len(h.owners)], Override: true,
		Due: promise.Due{At: now.Add(300 * time.Millisecond)},
	}
	if far(number) {
		m.Due.At = now.Add(24 * time.Hour)
	}
	return m
}

// inOwnName is the owner as who promises: outside their hours colleagues are only asked, and every promise would stay with
// whoever asks.
func (h house) inOwnName(wish promise.Make) party.Actor { return actorOf(h.actor.Org, wish.Owner) }

// readBack is of how many promises one is read back as soon as it is acknowledged, by another connection.
const readBack = 8

// wrong tells whether a promise that was made is not what a reader finds. That nothing can be read is no wrong answer.
func wrong(ctx context.Context, a *app.App, h house, made promise.Promise) bool {
	if made.ID[15]%readBack != 0 {
		return false
	}
	found := ""
	err := a.DB.Read(ctx, h.actor, func(tx *db.Tx) (err error) {
		found, _, err = db.Maybe[string](tx, "SELECT act FROM promise WHERE org = $1 AND id = $2", tx.Org, made.ID)
		return err
	})
	return err == nil && found != made.Act
}

const callers = 4

// work makes promises until it is killed: for each key that comes in on standard input one promise, and
// a line with its id once it is acknowledged.
func work(ctx context.Context, dir string) error {
	a, _, err := openApp(ctx, dir, nil)
	if err != nil {
		return err
	}
	h, err := furnish(ctx, a)
	if err != nil {
		return err
	}
	go a.Run(ctx)
	go func() {
		<-a.DB.Broken() // as kroon serve does
		os.Exit(3)
	}()
	fmt.Println("ready")
	keys := make(chan string)
	var group sync.WaitGroup
	for range callers {
		group.Go(func() {
			for key := range keys {
				wish := h.wish(key, a.DB.Clock().Now())
				made, err := a.Acts.MakePromise(act.Once(ctx, key, []byte(key)), h.inOwnName(wish), wish, act.ByMessage)
				if err != nil {
					fmt.Println("refused", key, strings.ReplaceAll(err.Error(), "\n", " "))
					clock.Wait(ctx, 10*time.Millisecond, nil) // nobody asks on and on of who refuses
					continue
				}
				if wrong(ctx, a, h, made.Promise) {
					fmt.Println("wrong", key)
				}
				fmt.Println("acknowledged", key, made.Promise.ID)
			}
		})
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		keys <- in.Text()
	}
	close(keys)
	group.Wait()
	<-ctx.Done()
	return in.Err()
}
