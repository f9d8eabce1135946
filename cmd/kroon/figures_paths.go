package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"kroon/internal/db"
	"kroon/internal/report"
)

type pathsVerb struct {
	within
	JSON  bool   `help:"One line of JSON."`
	Of    string `help:"Which kind: questions, no-topic, topic:ID or log:SOURCE; the kinds there are when left out." placeholder:"KIND"`
	Top   string `help:"So many of the commonest paths: 5, 20 or all." enum:"5,20,all" default:"5"`
	From  string `help:"Asked on or after this day; a log is read whole." placeholder:"YYYY-MM-DD"`
	Until string `help:"Asked before this day." placeholder:"YYYY-MM-DD"`
}

// Run gives the paths that questions really go.
func (p pathsVerb) Run(ctx context.Context, v *verbs) error {
	return p.enter(ctx, v, func(o *office) error {
		var kinds []report.PathKind
		var found report.Paths
		err := o.read(ctx, func(tx *db.Tx) error {
			scope, err := keptRateVerb{From: p.From, Until: p.Until}.scope(tx, o)
			if err != nil {
				return err
			}
			if p.Of == "" {
				kinds, err = report.PathKinds(tx, scope.From, scope.Until)
				return err
			}
			house, err := o.Acts.Team.House(tx)
			if err != nil {
				return err
			}
			log, err := report.ReadPaths(tx, p.Of, scope.From, scope.Until)
			if err == nil {
				found = log.Paths(house, map[string]int{"5": 5, "20": 20}[p.Top])
			}
			return err
		})
		switch {
		case err != nil:
			return err
		case p.JSON && p.Of == "":
			return json.NewEncoder(os.Stdout).Encode(kinds)
		case p.JSON:
			return json.NewEncoder(os.Stdout).Encode(found)
		case p.Of == "":
			for _, kind := range kinds {
				fmt.Printf("%s\t%d\n", kind.Kind, kind.Cases)
			}
			return nil
		}
		o.say("seven.paths.sum", "n", found.Cases, "steps", found.Steps, "hand_offs", found.HandOffs, "different", found.Different, "shown", found.Shown)
		for _, path := range found.Paths {
			var steps []string
			for _, node := range path.Nodes {
				steps = append(steps, found.Nodes[node].In(o.printer))
			}
			fmt.Printf("%d\t%s\n", path.Cases, strings.Join(steps, " > "))
		}
		return nil
	})
}
