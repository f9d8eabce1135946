package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/imports"
)

// importVerb takes over what another system knew; see docs/formats/import.md.
type importVerb struct {
	Customers    importCustomersVerb    `cmd:"" help:"Take customers over from a CSV file."`
	Promises     importPromisesVerb     `cmd:"" help:"Take promises over from a CSV file, with their true times."`
	Orders       importOrdersVerb       `cmd:"" help:"Take over from a CSV file what customers bought."`
	Interactions importInteractionsVerb `cmd:"" help:"Take over from a CSV file what passed with customers, or was done for their questions."`
	Cards        importCardsVerb        `cmd:"" help:"Take customers over from an address book of vCards (.vcf)."`
	List         importListVerb         `cmd:"" help:"List the imports, the newest first."`
	Undo         importUndoVerb         `cmd:"" help:"Take a whole import back, unless something refers to what it brought."`
}

// fileArgs is a file and how to read it.
type fileArgs struct {
	within
	File   string `arg:"" help:"The CSV file." type:"existingfile"`
	Source string `help:"Name of the other system, the same each time, when there is no map; the name of the file when left out."`
	Map    string `help:"What of the file goes where; without it the columns are called as our fields are." type:"existingfile" placeholder:"FILE.json"`
	DryRun bool   `help:"Check everything, keep nothing."`
	Result string `help:"Where to write the rows that are not taken over, and why, to mend and import; FILE.errors.csv when left out." placeholder:"FILE.csv"`
}

type (
	importCustomersVerb    struct{ fileArgs }
	importPromisesVerb     struct{ fileArgs }
	importOrdersVerb       struct{ fileArgs }
	importInteractionsVerb struct{ fileArgs }
)

// Run takes customers over.
func (i importCustomersVerb) Run(ctx context.Context, v *verbs) error {
	return i.take(ctx, v, imports.Customers)
}

// Run takes promises over.
func (i importPromisesVerb) Run(ctx context.Context, v *verbs) error {
	return i.take(ctx, v, imports.Promises)
}

// Run takes orders over.
func (i importOrdersVerb) Run(ctx context.Context, v *verbs) error {
	return i.take(ctx, v, imports.Orders)
}

// Run takes interactions over.
func (i importInteractionsVerb) Run(ctx context.Context, v *verbs) error {
	return i.take(ctx, v, imports.Interactions)
}

func (i fileArgs) take(ctx context.Context, v *verbs, kind imports.Kind) error {
	m, err := i.readMap(kind)
	if err != nil {
		return err
	}
	file, err := os.Open(i.File)
	if err != nil {
		return fault.New(fault.Invalid, "command.unreadable", "path", i.File).On("file").Because(err)
	}
	defer func() { _ = file.Close() }()
	if m.Encoding, err = imports.Detect(file, m.Encoding); err != nil {
		return err
	}
	return i.enter(ctx, v, func(o *office) error { return i.into(ctx, o, kind, m, file) })
}

func (i fileArgs) readMap(kind imports.Kind) (imports.Map, error) {
	switch {
	case i.Map == "" && i.Source == "":
		return imports.Plain(kind, sourceOf(i.File)), nil
	case i.Map == "":
		return imports.Plain(kind, i.Source), nil
	}
	raw, err := os.ReadFile(i.Map)
	if err != nil {
		return imports.Map{}, fault.New(fault.Invalid, "command.unreadable", "path", i.Map).On("map").Because(err)
	}
	return imports.ParseMap(kind, raw)
}

// listEnding is put after the name of a file for the list of its refused rows.
const listEnding = ".errors.csv"

// listOf is how the name of a list ends; one beside a list that stays as it is has a number.
var listOf = regexp.MustCompile(`(\.errors(\.[0-9]+)?\.csv)+$`)

// sourceOf is the name of a file without its ending, or that of the file whose refused rows it lists.
func sourceOf(path string) string {
	name := listOf.ReplaceAllString(filepath.Base(path), "")
	return strings.TrimSuffix(name, filepath.Ext(name))
}

func (i fileArgs) into(ctx context.Context, o *office, kind imports.Kind, m imports.Map, file *os.File) error {
	path := i.Result
	if path == "" {
		path = i.File + listEnding
	}
	result := &resultFile{path: path, printer: o.printer}
	if err := result.shaped(m, file); err != nil {
		return err
	}
	var done act.Imported
	for {
		if _, err := file.Seek(0, 0); err != nil {
			return err
		}
		bar := progressOf(o.printer, file)
		var err error
		done, err = o.Acts.Import(ctx, o.actor, act.ImportFile{
			Kind: kind, Map: m, Encoding: m.Encoding, Rows: bar, DryRun: i.DryRun, Refused: result.add, Told: bar.told,
		})
		bar.done()
		if fault.Is(err, "imports.under_way") {
			fmt.Fprintln(os.Stderr, o.printer.T("imports.waiting"))
			if clock.Wait(ctx, imports.Lease/10, nil) {
				continue
			}
		}
		if err != nil {
			return errors.Join(err, result.drop())
		}
		if err := errors.Join(result.addCases(m, file), result.close()); err != nil {
			return err
		}
		break
	}
	o.summary(done, m, i.DryRun)
	if err := o.alike(ctx, done, i.DryRun); err != nil {
		return err
	}
	if done.Refused > 0 {
		o.say("imports.errors_in", "path", result.path)
	}
	if result.path != path {
		o.say("imports.list_kept", "path", path)
	}
	if done.Refused > 0 && done.Taken+done.Known == 0 {
		return fault.New(fault.Invalid, "imports.none_taken").On("file")
	}
	return nil
}

func (o *office) summary(done act.Imported, m imports.Map, dry bool) {
	key := "imports.summary"
	if dry {
		key = "imports.summary_dry"
	}
	o.say(key, "taken", done.Taken, "known", done.Known, "refused", done.Refused)
	if m.Encoding != imports.UTF8 {
		o.say("imports.summary_encoding", "encoding", string(m.Encoding))
	}
	if done.Staff > 0 {
		o.say("imports.summary_staff", "n", done.Staff)
	}
	if !done.Run.IsZero() {
		o.say("imports.summary_run", "run", done.Run.String())
	}
}

// lookedNow is up to how many customers are compared before the command ends; of more the clockwork does it.
const lookedNow = 20000

// alike says how many of those who were taken over look like somebody who was known, and where they stand.
func (o *office) alike(ctx context.Context, done act.Imported, dry bool) error {
	if dry || done.Run.IsZero() || done.Taken == 0 {
		return nil
	}
	if done.Taken > lookedNow {
		o.say("imports.alike_later")
		return nil
	}
	pairs, err := o.Acts.LookThroughImport(ctx, o.actor, done.Run, func(int64) {})
	if err == nil && pairs > 0 {
		o.say("imports.alike", "n", pairs)
	}
	return err
}

type importListVerb struct{ within }

// listedAs is the line of a run.
var listedAs = map[imports.Stand]string{
	imports.UnderWay: "imports.listed_staging", imports.Cut: "imports.listed_cut",
	imports.InSight: "imports.listed", imports.Undone: "imports.listed_undone",
}

// Run lists the imports.
func (i importListVerb) Run(ctx context.Context, v *verbs) error {
	return i.enter(ctx, v, func(o *office) error {
		var runs []imports.Run
		var now time.Time
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			now = tx.Now
			runs, err = o.Acts.Imports.List(tx, 100)
			return err
		})
		for _, r := range runs {
			o.say(listedAs[r.Stand(now)], "run", r.ID.String(), "at", r.StartedAt.In(o.organisation.Location()).Format(time.DateTime),
				"kind", o.printer.T("imports.kind."+string(r.Kind)), "source", r.Source,
				"taken", r.Taken, "known", r.Known, "refused", r.Refused)
		}
		return err
	})
}

type importUndoVerb struct {
	within
	Import string `arg:"" name:"run" help:"Which import: see kroon import list."`
}

// Run takes an import back.
func (i importUndoVerb) Run(ctx context.Context, v *verbs) error {
	return i.enter(ctx, v, func(o *office) error {
		run, err := id.Parse[id.Import](i.Import)
		if err != nil {
			return fault.New(fault.NotFound, "imports.unknown").On("run")
		}
		found, err := o.Acts.UndoImport(ctx, o.actor, run)
		for _, r := range found {
			fmt.Fprintln(os.Stderr, o.printer.T("imports.reference."+r.Kind, "of", r.Of, "by", r.By))
		}
		if err != nil {
			return err
		}
		o.say("imports.undone")
		return nil
	})
}
