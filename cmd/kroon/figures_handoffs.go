package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"kroon/internal/db"
	"kroon/internal/report"
)

type handOffsVerb struct {
	within
	JSON bool `help:"One line of JSON."`
}

// Run counts the hand-offs.
func (h handOffsVerb) Run(ctx context.Context, v *verbs) error {
	return h.enter(ctx, v, func(o *office) error {
		var found report.HandOffs
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			found, err = report.HandedOff(tx)
			return err
		})
		if err != nil {
			return err
		}
		if h.JSON {
			return json.NewEncoder(os.Stdout).Encode(found)
		}
		fmt.Println(o.printer.T("report.hand_offs", "n", found.Questions, "hand_offs", found.HandOffs, "most", found.Most, "beyond", found.BeyondTwo))
		return nil
	})
}
