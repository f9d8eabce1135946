package main

import (
	"context"
	"fmt"

	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// within is what a command for one organisation needs.
type within struct {
	common
	Organisation string `env:"KROON_ORGANISATION" help:"Host name of the organisation, when there are several." placeholder:"HOST"`
}

// office is one organisation, opened for a command. Whoever may run commands on the machine is its owner.
type office struct {
	*app.App
	actor        party.Actor
	organisation organisation.Organisation
	printer      lang.Printer
}

func (w within) enter(ctx context.Context, v *verbs, do func(*office) error) error {
	a, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	var own organisation.Organisation
	err = a.DB.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) (err error) {
		own, err = a.Acts.Organisation.ByHost(tx, w.Organisation)
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
