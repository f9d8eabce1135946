package main

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
)

// eraseVerb erases the data of a customer.
type eraseVerb struct {
	within
	Customer string `arg:"" help:"Name, number or address of the customer, as it is searched for."`
	Because  string `enum:"asked,consent,purpose,objected" default:"asked" help:"Why: the customer asks for it, withdraws consent, the purpose is over, or the customer objects."`
	LetGo    bool   `help:"The customer lets go of what is still open between us."`
	Now      bool   `help:"Erase at once. Without it the data go after a day, and serve must run; until then a team lead can call it off."`
}

// Run puts the erasure down, or does it.
func (e eraseVerb) Run(ctx context.Context, v *verbs) error {
	return e.enter(ctx, v, func(o *office) error {
		whom, name, err := o.customer(ctx, e.Customer)
		if err != nil {
			return err
		}
		asked, err := o.Acts.AskErasure(ctx, o.actor, whom, overview.Erasing{Ground: overview.Ground(e.Because), LetGo: e.LetGo, AtOnce: e.Now})
		switch {
		case err != nil:
			return err
		case e.Now:
			o.say("command.erased", "id", whom.String())
			return o.DB.Overwrite(ctx)
		}
		o.say("command.erase_waits", "name", name, "day", o.printer.Date(asked.DueAt), "clock", o.printer.Clock(asked.DueAt))
		return nil
	})
}

// customer finds the one customer whom a text points at: fault command.one_customer when it is none or several.
func (o *office) customer(ctx context.Context, text string) (whom id.Customer, name string, err error) {
	err = o.read(ctx, func(tx *db.Tx) error {
		found, err := o.Acts.Customer.Search(tx, text, 2)
		if err == nil && len(found) != 1 {
			err = fault.New(fault.NotFound, "command.one_customer", "text", text)
		}
		if err == nil {
			whom, name = found[0].ID, found[0].Name
		}
		return err
	})
	return whom, name, err
}
