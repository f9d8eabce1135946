package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/promise"
	"kroon/internal/report"
	"kroon/internal/worktime"
)

// figuresVerb gives figures about everything, or what the flags narrow it to.
type figuresVerb struct {
	KeptRate keptRateVerb     `cmd:"" help:"How well we kept our word."`
	Others   othersVerb       `cmd:"" help:"What the kept rate does not tell: who waits to buy, who bought elsewhere, what the guard did."`
	HandOffs handOffsVerb     `cmd:"" help:"How often questions went to another person before they ended."`
	Speed    speedVerb        `cmd:"" help:"Understanding, reliability and speed; and whether we answer as quickly after the signature as before."`
	Seven    sevenVerb        `cmd:"" help:"The seven questions about one customer, each from data."`
	Paths    pathsVerb        `cmd:"" help:"How it really works: the paths that questions take."`
	Never    neverCalledVerb  `cmd:"" name:"never-called" help:"What happened to those who were struck off a call list or never called."`
	Complain complaintsVerb   `cmd:"" name:"complaints" help:"What became of the complaints of a year: acknowledged, answered, accepted, how long it took, and what caused them."`
	BGNBD    bgnbdFiguresVerb `cmd:"" name:"bgnbd" help:"Who buys again: the BG/NBD model fitted to the orders, in weeks."`
}

type keptRateVerb struct {
	within
	JSON  bool   `help:"One line of JSON."`
	From  string `help:"Due on or after this day." placeholder:"YYYY-MM-DD"`
	Until string `help:"Due before this day." placeholder:"YYYY-MM-DD"`
	Kind  string `help:"Of this kind of promise only."`
	Team  string `help:"Of this team only, by name; a team of five or more." placeholder:"NAME"`
}

// Run gives the kept rate.
func (k keptRateVerb) Run(ctx context.Context, v *verbs) error {
	return k.enter(ctx, v, func(o *office) error {
		var rate report.KeptRate
		err := o.read(ctx, func(tx *db.Tx) error {
			scope, err := k.scope(tx, o)
			if err != nil {
				return err
			}
			rate, err = report.Kept(tx, scope)
			return err
		})
		if err != nil {
			return err
		}
		if k.JSON {
			return json.NewEncoder(os.Stdout).Encode(rate)
		}
		fmt.Println(o.rate(rate))
		return nil
	})
}

func (k keptRateVerb) scope(tx *db.Tx, o *office) (scope report.Scope, err error) {
	if scope.From, err = o.day(k.From, "from"); err != nil {
		return scope, err
	}
	if scope.Until, err = o.day(k.Until, "until"); err != nil {
		return scope, err
	}
	if scope.Kind = k.Kind; k.Kind != "" && !promise.Kind(k.Kind).Valid() {
		return scope, fault.New(fault.Invalid, "promise.kind").On("kind")
	}
	if k.Team == "" {
		return scope, nil
	}
	teams, err := o.Acts.Team.Teams(tx)
	if err != nil {
		return scope, err
	}
	for _, t := range teams {
		if strings.EqualFold(t.Name, k.Team) {
			scope.Team = t.ID
			return scope, report.LargeEnough(tx, t.ID)
		}
	}
	return scope, fault.New(fault.NotFound, "team.unknown_team").On("team")
}

// day is the first instant of a day in the organisation's zone; zero for no day.
func (o *office) day(text, field string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	date, err := worktime.ParseDate(text)
	if err != nil {
		return time.Time{}, fault.Of(err).On(field)
	}
	return time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, o.organisation.Location()), nil
}

// rate says it as people do: n first, and a percentage only where there are enough cases for one.
func (o *office) rate(r report.KeptRate) string {
	line := o.printer.T("report.kept", "kept", r.Kept, "due", r.Due)
	if r.Low != nil {
		low, high := int(*r.Low*100+0.5), int(*r.High*100+0.5)
		line = o.printer.T("report.kept_between", "kept", r.Kept, "due", r.Due, "low", low, "high", high)
	}
	return line + " " + o.printer.T("report.kept_rest", "late", r.Late, "never", r.Never, "disputed", r.Disputed)
}
