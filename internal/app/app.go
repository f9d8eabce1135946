// Package app puts Kroon together: what stands where, who knows whom, which URL leads to what, what
// follows from what, and what is done when.
package app

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"sync"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/channel/mail"
	"kroon/internal/channel/push"
	"kroon/internal/channel/sms"
	"kroon/internal/claim"
	"kroon/internal/clock"
	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/file"
	"kroon/internal/imports"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/job"
	"kroon/internal/knowledge"
	"kroon/internal/ledger"
	"kroon/internal/message"
	"kroon/internal/order"
	"kroon/internal/organisation"
	"kroon/internal/phone"
	"kroon/internal/promise"
	"kroon/internal/report"
	"kroon/internal/search"
	"kroon/internal/team"
	"kroon/internal/transfer"
	"kroon/internal/web"
)

// Config is what the outside says: flags and KROON_* variables.
type Config struct {
	Data     string         // the folder of the database, the installation key and nothing else
	Database string         // postgres://..., or empty for SQLite in the data folder
	BaseURL  string         // where people reach Kroon; http://Listen when empty
	Listen   string         // host:port
	Mail     message.Mailer // SMTP when nil
	SMS      message.Texter // the HTTP gateway when nil
	Push     message.Pusher // the makers of browsers when nil
	// Calendars allows addresses that are not public to be read as somebody's calendar; nil allows none.
	Calendars func(netip.Addr) bool
	Clock     clock.Clock
	Random    io.Reader // of ids and keys; crypto/rand when nil. A simulation passes its own, to be replayed
	Log       *slog.Logger
	// AnotherKey goes on with another installation key than the data was made with, a new one when there is
	// none: customers' links and stored secrets of before do not open any more.
	AnotherKey bool
}

// App is Kroon, put together.
type App struct {
	Config Config
	Acts   *act.Acts
	DB     *db.DB
	Log    *event.Log
	Clock  *job.Clockwork
	Key    access.Key
	Door   *access.Door
	Site   *web.Site
	base   *url.URL // where people reach this installation
}

// Open opens the data, brings its schema up to date, makes a default organisation where there is none,
// and puts everything together. Close it when done.
func Open(ctx context.Context, config Config) (*App, error) {
	go web.Prepare()
	_ = ballast()
	if config.Clock == nil {
		config.Clock = clock.System()
	}
	if config.Log == nil {
		config.Log = slog.Default()
	}
	if config.Mail == nil {
		config.Mail = mail.Sender{}
	}
	if config.SMS == nil {
		config.SMS = sms.Sender{}
	}
	if config.Push == nil {
		config.Push = push.Sender{}
	}
	if err := os.MkdirAll(config.Data, 0o700); err != nil {
		return nil, err
	}
	keyed, err := config.keyed()
	if err != nil {
		return nil, err
	}
	if err := config.missed(keyed); err != nil {
		return nil, err
	}
	database, err := db.Open(ctx, db.Config{Path: config.dataPath(), URL: config.Database, Clock: config.Clock, Random: config.Random})
	if err != nil {
		return nil, err
	}
	if err := config.empty(ctx, database, keyed); err != nil {
		return nil, errors.Join(err, database.Close())
	}
	a, err := build(ctx, config, database)
	if err != nil {
		return nil, errors.Join(err, database.Close())
	}
	return a, nil
}

func build(ctx context.Context, config Config, database *db.DB) (*App, error) {
	if err := database.Migrate(ctx); err != nil {
		return nil, err
	}
	key, err := config.openKey(ctx, database)
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(config.BaseURL)
	if err != nil || config.BaseURL == "" {
		base = &url.URL{Scheme: "http", Host: config.Listen}
	}
	a := &App{Config: config, DB: database, Log: event.NewLog(), Clock: job.New(database, config.Log), Key: key, base: base}
	organisations := organisation.New(a.Log)
	own := settings{organisations}
	people := team.New(a.Log, own)
	a.Acts = &act.Acts{
		DB: database, Organisation: organisations, Access: access.New(a.Log, key), Team: people,
		Customer: customer.NewService(a.Log, phone.Home), Intake: intake.NewService(a.Log), Ledger: ledger.New(a.Log),
		Search: search.NewService(), Knowledge: knowledge.New(a.Log, house{own, people}),
		Imports: imports.New(a.Log), Order: order.New(a.Log), Transfer: transfer.NewService(a.Log), File: file.NewService(a.Log), Disk: config.disk, Refers: report.References, Key: key,
	}
	a.Acts.Message = message.New(a.Log, message.Needs{
		Truth: act.Truth{Acts: a.Acts, Link: a.link}, Seal: key, AfterQuiet: own.afterQuiet, Held: db.Held,
		Mail: config.Mail, SMS: config.SMS, Push: config.Push, Contact: own.contact,
	})
	a.Acts.Claim = claim.New(a.Log, own.zone)
	a.Acts.Complaint = complaint.NewService(a.Log, a.openTime)
	a.Acts.Interaction = interaction.NewService(a.Log, a.Acts.Customer, a.patient)
	a.Acts.CallList, a.Acts.Find = calllist.NewService(a.Log, callWorld{a.Acts, own}), own.findToCall
	promises := promise.New(a.Log, availability{people, a.Acts.Access}, a.Acts.Message, own.terms)
	a.Acts.Promise = promises
	people.Ask(openPromises{promises}, roles{a.Acts.Access})
	a.Door = &access.Door{DB: database, Access: a.Acts.Access, Hasher: access.NewHasher(), Log: config.Log}
	a.Site = web.New(web.Config{
		BaseURL: base, Secret: key.Derive("flash"), Clock: config.Clock, IDs: database.IDs(), Log: config.Log,
		Sessions: sessions{a}, Organisation: a.organisationOf, Desk: a.desk,
	})
	a.Site.Live().Relay(database.Pass)
	a.Door.Relay(database.Pass)
	a.Acts.Beside, a.Acts.Opened = a.tellBeside, a.tellOpened
	a.react()
	a.schedule()
	if err := a.ensureOrganisation(ctx); err != nil {
		return nil, err
	}
	return a, a.begin(ctx)
}

// Close closes the data.
func (a *App) Close() error { return a.DB.Close() }

// Run drives the clockwork until ctx ends, in touch with the other nodes on this database.
func (a *App) Run(ctx context.Context) {
	defer a.DB.OnPassed(a.Site.Live().Heard)()
	defer a.DB.OnPassed(a.Door.Heard)()
	var line sync.WaitGroup
	line.Go(func() { a.DB.Neighbours(ctx) })
	line.Go(func() { a.giveBack(ctx) })
	defer line.Wait()
	if err := a.Arm(ctx); err != nil && ctx.Err() == nil {
		a.Config.Log.Error("recurring work could not be armed", "error", err)
	}
	a.Clock.Run(ctx)
}
