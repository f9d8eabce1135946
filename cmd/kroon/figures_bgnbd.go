package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"kroon/internal/calc"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/report"
)

type bgnbdFiguresVerb struct {
	within
	JSON  bool   `help:"One line of JSON."`
	File  string `help:"A CSV file of frequency, recency and T instead of the orders." type:"existingfile" placeholder:"FILE.csv"`
	Until string `help:"As it stood at the beginning of this day." placeholder:"YYYY-MM-DD"`
}

// Run fits the model.
func (b bgnbdFiguresVerb) Run(ctx context.Context, v *verbs) error {
	all := report.Summaries(nil)
	read := func(o *office) error {
		until, err := o.day(b.Until, "until")
		if err != nil {
			return err
		}
		return o.read(ctx, func(tx *db.Tx) error {
			buyers, err := report.Buyers(tx, o.organisation.Location(), until)
			all = report.Summaries(buyers)
			return err
		})
	}
	if b.File != "" {
		file, err := os.Open(b.File)
		if err != nil {
			return fault.New(fault.Invalid, "command.unreadable", "path", b.File).On("file").Because(err)
		}
		defer func() { _ = file.Close() }()
		if all, err = calc.ReadSummaries(file); err != nil {
			return err
		}
	} else if err := b.enter(ctx, v, read); err != nil {
		return err
	}
	fit, err := calc.FitSummaries(all)
	if err != nil {
		return err
	}
	if b.JSON {
		return json.NewEncoder(os.Stdout).Encode(fit)
	}
	fmt.Printf("r %.3f  alpha %.3f  a %.3f  b %.3f  LL %.1f  n %d (%d)\n",
		fit.R, fit.Alpha, fit.A, fit.B, fit.LogLikelihood, fit.Customers, fit.Repeaters)
	return nil
}
