package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/overview"
)

type complaintsVerb struct {
	within
	Year string `placeholder:"2026" help:"The year in which they were received; this one when left out."`
	JSON bool   `help:"One line of JSON."`
}

// Run tells what became of the complaints of a year.
func (c complaintsVerb) Run(ctx context.Context, v *verbs) error {
	year, err := strconv.Atoi(cmp.Or(c.Year, "0"))
	if err != nil {
		return fault.New(fault.Invalid, "web.not_between", "lowest", 2000, "highest", 2100).On("year").Because(err)
	}
	return c.enter(ctx, v, func(o *office) error {
		var found overview.ComplaintFigures
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			found, err = overview.Complained(tx, o.Acts.Complaint, o.organisation.Location(), year)
			return err
		})
		if err != nil {
			return err
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(found)
		}
		fmt.Println(o.printer.T("report.complaints", "n", found.Received, "year", fmt.Sprint(found.Year), "in_time", found.AcknowledgedInTime,
			"answered", found.Answered, "accepted", found.Accepted, "recurring", found.Recurring))
		return nil
	})
}
