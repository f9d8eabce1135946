package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

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
// blotted out.
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
		for _, one := range said {
			if a.JSON {
				if err := json.NewEncoder(os.Stdout).Encode(one); err != nil {
					return err
				}
				continue
			}
			fmt.Printf("%s: %s\n", o.printer.T(one.Kind.Key()), one.Text)
			for _, more := range []struct{ key, text string }{{"relation.claim.happened_was", one.Happened}, {"relation.claim.counter_was", one.Counter}} {
				if more.text != "" {
					fmt.Printf("  %s %s\n", o.printer.T(more.key), more.text)
				}
			}
		}
		return nil
	})
}
