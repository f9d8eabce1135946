package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"kroon/internal/db"
	"kroon/internal/overview"
)

// accessVerb is what a customer may read of what is said of him.
type accessVerb struct {
	within
	JSON     bool   `help:"One line of JSON for each."`
	Customer string `arg:"" help:"Name, number or address of the customer, as it is searched for."`
}

// Run gives what is said of one customer, opinions and his own words beside them included; who else is named is
// blotted out. Which lines must be read before they are handed over is marked: no program knows everybody.
func (a accessVerb) Run(ctx context.Context, v *verbs) error {
	return a.enter(ctx, v, func(o *office) error {
		whom, _, err := o.customer(ctx, a.Customer)
		if err != nil {
			return err
		}
		var said []overview.AccessClaim
		err = o.read(ctx, func(tx *db.Tx) (err error) {
			said, err = overview.AccessClaims(tx, o.Acts.Claim, o.Acts.Customer, whom)
			return err
		})
		if err != nil {
			return err
		}
		check := 0
		for _, one := range said {
			if a.JSON {
				if err := json.NewEncoder(os.Stdout).Encode(one); err != nil {
					return err
				}
				continue
			}
			mark := ""
			if len(one.Check) > 0 {
				mark, check = "? ", check+1
			}
			fmt.Printf("%s%s: %s\n", mark, o.printer.T(one.Kind.Key()), one.Text)
			if mark != "" {
				fmt.Printf("  %s\n", o.printer.T("command.access_check", "words", strings.Join(one.Check, ", ")))
			}
			for _, more := range []struct{ key, text string }{{"relation.claim.happened_was", one.Happened}, {"relation.claim.counter_was", one.Counter}} {
				if more.text != "" {
					fmt.Printf("  %s %s\n", o.printer.T(more.key), more.text)
				}
			}
		}
		if !a.JSON && len(said) > 0 {
			fmt.Fprintln(os.Stderr, o.printer.T("command.access_read", "n", check, "all", len(said)))
		}
		return nil
	})
}
