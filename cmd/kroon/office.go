package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// within is what a command for one organisation needs.
type within struct {
	common
	Organisation string `env:"KROON_ORGANISATION" help:"Name or host name of the organisation, when there are several." placeholder:"NAME"`
}

// office is one organisation, opened for a command. Whoever may run commands on the machine is its owner.
type office struct {
	*app.App
	actor        party.Actor
	organisation organisation.Organisation
	printer      lang.Printer
}

// reached is what a command that prints a link needs.
type reached struct {
	BaseURL string `env:"KROON_BASE_URL" default:"http://127.0.0.1:7667" help:"Where people reach Kroon, for the link; the organisation's public address when it has one." placeholder:"URL"`
}

// check refuses a base URL that no browser opens.
// An empty one is left to the address listened on.
func (s reached) check() error {
	if s.BaseURL == "" {
		return nil
	}
	at, err := url.Parse(s.BaseURL)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Hostname() == "" || strings.Trim(at.Path, "/") != "" ||
		at.RawQuery != "" || at.Fragment != "" || at.User != nil {
		return fault.New(fault.Invalid, "command.base_url", "url", s.BaseURL).On("base-url").Because(err)
	}
	return nil
}

func (w within) enter(ctx context.Context, v *verbs, do func(*office) error) error {
	return w.enterAt(ctx, v, reached{}, do)
}

// enterAt is enter for a command that prints a link.
func (w within) enterAt(ctx context.Context, v *verbs, at reached, do func(*office) error) error {
	a, err := w.openAt(ctx, at)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	var own organisation.Organisation
	err = a.DB.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) (err error) {
		own, err = a.Acts.Organisation.Called(tx, w.Organisation)
		return err
	})
	if err != nil {
		return err
	}
	return do(&office{a, party.Itself(own.ID), own, v.printer(own)})
}

// printer speaks the language of the command line, in the organisation's time.
func (v *verbs) printer(o organisation.Organisation) lang.Printer {
	return lang.For(lang.Lang(v.Lang), true, o.Location())
}

// say prints a line from the catalogue.
func (o *office) say(key string, pairs ...any) { fmt.Println(o.printer.T(key, pairs...)) }

// read runs fn on one view of the organisation's data.
func (o *office) read(ctx context.Context, fn func(*db.Tx) error) error {
	return o.DB.Read(ctx, o.actor, fn)
}
