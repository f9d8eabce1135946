package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/overview"
)

type callListVerb struct {
	Export callListExportVerb `cmd:"" help:"Print a call list as CSV: who, how it stands and how it ended; no telephone numbers."`
}

type callListExportVerb struct {
	within
	Name string `arg:"" help:"Name of the list; the newest one of that name." placeholder:"NAME"`
}

// Run prints the list.
func (c callListExportVerb) Run(ctx context.Context, v *verbs) error {
	return c.enter(ctx, v, func(o *office) error {
		out := csv.NewWriter(os.Stdout)
		err := o.read(ctx, func(tx *db.Tx) error {
			of, err := o.listCalled(tx, c.Name)
			if err != nil {
				return err
			}
			names, err := o.Acts.CallList.Names(tx, of)
			if err != nil {
				return err
			}
			rows := [][]string{{"name", "state", "outcome", "ended_at", "returns_on", "tries", "offered", "ground"}}
			for _, n := range names {
				who, err := o.Acts.Customer.Get(tx, n.Customer)
				if err != nil {
					return err
				}
				ended := ""
				if !n.EndedAt.IsZero() {
					ended = n.EndedAt.UTC().Format(time.RFC3339)
				}
				rows = append(rows, []string{imports.Harmless(who.Name), string(n.State), string(n.Outcome), ended, n.ReturnsOn,
					strconv.FormatInt(n.Tries, 10), string(n.Offered), string(n.Ground)})
			}
			return out.WriteAll(rows)
		})
		return err
	})
}

// listCalled finds the newest list of a name.
func (o *office) listCalled(tx *db.Tx, name string) (id.CallList, error) {
	var last id.CallList
	for {
		some, err := o.Acts.CallList.After(tx, last, 100)
		if err != nil {
			return last, err
		}
		if len(some) == 0 {
			return last, fault.New(fault.NotFound, "calllist.unknown").On("name")
		}
		for _, l := range some {
			if strings.EqualFold(l.Name, name) {
				return l.ID, nil
			}
			last = l.ID
		}
	}
}

type neverCalledVerb struct {
	within
	JSON bool `help:"One line of JSON."`
}

// Run tells what happened to those who were not called.
func (n neverCalledVerb) Run(ctx context.Context, v *verbs) error {
	return n.enter(ctx, v, func(o *office) error {
		var found overview.NeverCalled
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			found, err = overview.WereNeverCalled(tx)
			return err
		})
		if err != nil {
			return err
		}
		if n.JSON {
			return json.NewEncoder(os.Stdout).Encode(found)
		}
		fmt.Println(o.printer.T("calls.never_text", "n", int(found.Never), "all", int(found.Customers), "sum", o.printer.Money(found.NeverSpent, "EUR", 2)))
		for _, one := range found.Struck {
			fmt.Println(o.printer.T("calls.never_struck_line", "why", o.printer.T("calls.reason."+one.Reason), "n", int(one.N),
				"ordered", int(one.Ordered), "elsewhere", int(one.Elsewhere), "back", int(one.CameBack)))
		}
		return nil
	})
}
