package main

import (
	"context"
	"io"
	"os"

	"kroon/internal/fault"
	"kroon/internal/imports"
)

type importCardsVerb struct {
	within
	File   string `arg:"" help:"The address book." type:"existingfile"`
	Source string `help:"Name of the address book, the same each time; the name of the file when left out."`
	DryRun bool   `help:"Check everything, keep nothing."`
	Result string `help:"Where to write the customers that are not taken over, and why, to mend and import as customers; FILE.errors.csv when left out." placeholder:"FILE.csv"`
}

// Run takes customers over from an address book: it becomes a table of customers first, which goes the way of
// every import. The table has no name on disk from the first moment, so that none is left whatever ends this.
func (i importCardsVerb) Run(ctx context.Context, v *verbs) error {
	book, err := os.Open(i.File)
	if err != nil {
		return fault.New(fault.Invalid, "command.unreadable", "path", i.File).On("file").Because(err)
	}
	defer func() { _ = book.Close() }()
	encoding, err := imports.Detect(book, "")
	if err != nil {
		return err
	}
	if _, err := book.Seek(0, io.SeekStart); err != nil {
		return err
	}
	table, err := os.CreateTemp("", "kroon-cards-*.csv")
	if err != nil {
		return err
	}
	defer func() { _ = table.Close() }()
	if err := os.Remove(table.Name()); err != nil {
		return err
	}
	if _, err := imports.Cards(encoding, book, table); err != nil {
		return err
	}
	args := fileArgs{File: i.File, Source: i.Source, DryRun: i.DryRun, Result: i.Result}
	m, err := args.readMap(imports.Customers)
	if err != nil {
		return err
	}
	m.Encoding = imports.UTF8
	return i.enter(ctx, v, func(o *office) error { return args.into(ctx, o, imports.Customers, m, table) })
}
