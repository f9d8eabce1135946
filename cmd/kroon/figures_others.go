package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"kroon/internal/db"
	"kroon/internal/overview"
)

type othersVerb struct {
	within
	JSON  bool   `help:"One line of JSON."`
	From  string `help:"On or after this day." placeholder:"YYYY-MM-DD"`
	Until string `help:"Before this day." placeholder:"YYYY-MM-DD"`
}

// others is what is printed for a program to read.
type others struct {
	Buyers    map[string]int64 `json:"buyers"`    // by phase; "" when only a date of decision is known
	Elsewhere map[string]int64 `json:"elsewhere"` // by the state of our promise then
	OnUs      int64            `json:"on_us"`     // of those, who waited for us
	Guard     map[string]int64 `json:"guard"`     // by step
}

// Run gives what the kept rate does not tell.
func (f othersVerb) Run(ctx context.Context, v *verbs) error {
	return f.enter(ctx, v, func(o *office) error {
		from, err := o.day(f.From, "from")
		if err != nil {
			return err
		}
		until, err := o.day(f.Until, "until")
		if err != nil {
			return err
		}
		var more overview.MoreFigures
		err = o.read(ctx, func(tx *db.Tx) error {
			more, err = overview.Figures(tx, from, until)
			return err
		})
		if err != nil {
			return err
		}
		return o.others(more, f.JSON)
	})
}

func (o *office) others(more overview.MoreFigures, asJSON bool) error {
	out := others{Buyers: map[string]int64{}, Elsewhere: map[string]int64{}, Guard: map[string]int64{}}
	waiting, steps := int64(0), int64(0)
	for _, one := range more.Buyers {
		out.Buyers[string(one.Phase)] = one.N
		waiting += one.N
	}
	for _, one := range more.Elsewhere {
		out.Elsewhere[string(one.State)] = one.N
		if overview.OnUs(one.State) {
			out.OnUs += one.N
		}
	}
	for _, one := range more.Guard {
		out.Guard[string(one.Step)] = one.N
		steps += one.N
	}
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(out)
	}
	fmt.Println(o.printer.T("report.others", "waiting", waiting, "elsewhere", out.OnUs, "steps", steps))
	return nil
}
