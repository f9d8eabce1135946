package main

import (
	"context"
	"encoding/json"
	"os"

	"kroon/internal/db"
	"kroon/internal/report"
)

type speedVerb struct {
	within
	JSON  bool   `help:"One line of JSON."`
	From  string `help:"Asked on or after this day." placeholder:"YYYY-MM-DD"`
	Until string `help:"Asked before this day." placeholder:"YYYY-MM-DD"`
	Team  string `help:"Of this team only, by name; a team of five or more." placeholder:"NAME"`
}

// speed is what is printed for a program to read.
type speed struct {
	report.Service
	Sides report.Sides `json:"sides"`
}

// Run gives understanding, reliability and speed.
func (s speedVerb) Run(ctx context.Context, v *verbs) error {
	return s.enter(ctx, v, func(o *office) error {
		var found speed
		err := o.read(ctx, func(tx *db.Tx) error {
			scope, err := keptRateVerb{From: s.From, Until: s.Until, Team: s.Team}.scope(tx, o)
			if err != nil {
				return err
			}
			house, err := o.Acts.Team.House(tx)
			if err != nil {
				return err
			}
			whole, err := report.WholeOf(tx, house, scope)
			found = speed{whole.Service, whole.Sides}
			return err
		})
		if err != nil {
			return err
		}
		if s.JSON {
			return json.NewEncoder(os.Stdout).Encode(found)
		}
		u := found.Understanding
		o.say("seven.understood", "n", u.Questions, "confirmed", u.Confirmed, "corrected", u.Corrected, "repeats", u.Repeats)
		o.say("seven.reliable", "rate", o.rate(found.Reliability))
		o.say("seven.quick", "n", found.Speed.Questions, "answered", found.Speed.Answered, "never", found.Speed.Never(), "median", found.Speed.Working.In(o.printer))
		o.say("seven.sides", "before", found.Sides.Before.Working.In(o.printer), "n_before", found.Sides.Before.Questions,
			"after", found.Sides.After.Working.In(o.printer), "n_after", found.Sides.After.Questions, "says", o.printer.T("seven.says."+string(found.Sides.Says)))
		return nil
	})
}
