package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"kroon/internal/db"
	"kroon/internal/overview"
)

// sevenVerb is the seven questions about one customer.
type sevenVerb struct {
	within
	JSON     bool   `help:"One line of JSON for each question."`
	Customer string `arg:"" help:"The customer: id, or name, number or address as it is searched for."`
}

// sevenJSON is the answer to one question, for a program to read.
type sevenJSON struct {
	Ask      string        `json:"ask"`
	Says     overview.Says `json:"says"`
	Good     int           `json:"good"`
	N        int           `json:"n"`
	Sentence string        `json:"sentence"`
}

// Run answers the seven questions about the last twelve months, each with the cases that went well and all there are.
func (s sevenVerb) Run(ctx context.Context, v *verbs) error {
	return s.enter(ctx, v, func(o *office) error {
		var answers []overview.SevenAnswer
		var now time.Time
		err := o.read(ctx, func(tx *db.Tx) error {
			of, err := o.customerCalled(tx, s.Customer)
			if err != nil {
				return err
			}
			house, err := o.Acts.Team.House(tx)
			if err != nil {
				return err
			}
			now = tx.Now
			answers, err = overview.Relation{Claims: o.Acts.Claim}.SevenAnswers(tx, house, of.ID)
			return err
		})
		if err != nil {
			return err
		}
		for _, a := range answers {
			if s.JSON {
				err = json.NewEncoder(os.Stdout).Encode(sevenJSON{a.Ask, a.Says, a.Good, a.N, a.In(o.printer, now)})
			} else {
				_, err = fmt.Printf("%s %s. %s\n", o.printer.T("seven."+a.Ask), o.printer.T("seven.is."+string(a.Says)), a.In(o.printer, now))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
