package act

import (
	"context"
	"errors"
	"hash/maphash"
	"io"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/job"
	"kroon/internal/party"
)

// ImportFile is a file to take over.
type ImportFile struct {
	Kind     imports.Kind
	Map      imports.Map
	Encoding imports.Encoding
	Rows     io.Reader
	DryRun   bool                          // all is checked, nothing is kept
	Most     int                           // of a dry run: so many rows are looked at; 0 is all
	Refused  func(imports.Refusal) error   // is told each row that is not taken over
	Told     func(stage Stage, rows int64) // is told how far it is; may be nil
}

// Stage is what an import is doing.
type Stage string

// The stages.
const (
	Staging  Stage = "staging"  // rows are stored, in nobody's sight
	Settling Stage = "settling" // they are in sight; their past is entered in history and on the account
)

// Imported is what became of a file.
type Imported struct {
	Run id.Import // zero when nothing was new
	imports.Counts
	Staff int // who worked here once, made for it
}

// entry is a row in the order of the file: one to stage, or one that could not be read.
type entry struct {
	record  imports.Record
	refused *imports.Refusal
}

// stagedAtOnce is how many rows share a transaction: few enough for the desk to go on between them. What customers are found by
// is put when so much of it waits that a page of its table takes many, a part at a time: ten thousand customers hold some six megabytes.
const (
	stagedAtOnce = 500
	laterAtOnce  = 80_000
	laterInPart  = 4_000
)

// importing is one import under way.
type importing struct {
	*Acts
	ctx    context.Context
	actor  party.Actor
	file   ImportFile
	zone   *time.Location
	run    id.Import
	batch  []entry
	done   Imported
	read   int               // rows that were read
	staff  map[string]*owner // by name
	fresh  []string          // names of staff to make, in the order in which they came
	tended id.Customer       // the one beneficiary

	// The row in which each reference of this file stands, and which of them came with this batch.
	seen   map[uint64]int
	lately []uint64
	seed   maphash.Seed

	claimed map[string]id.Customer // of a batch whose customers are all new, by reference
	known   bool                   // the last batch had customers who were there already
	later   customer.Later         // of customers who are staged
	waits   int                    // rows of later that batches before this one left
}

// Import takes a file over. Its rows are staged in small transactions while the desk goes on, come into
// sight by one switch, or not at all; the same file again takes over nothing. Rows that cannot be are
// refused one by one; an error means that nothing changed.
func (a *Acts) Import(ctx context.Context, actor party.Actor, file ImportFile) (Imported, error) {
	if !actor.May(party.Owner) {
		return Imported{}, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
	}
	ctx = db.Aside(ctx)
	i := &importing{
		Acts: a, ctx: ctx, actor: actor, file: file, staff: map[string]*owner{}, seen: map[uint64]int{}, seed: maphash.MakeSeed(),
	}
	if file.Told == nil {
		i.file.Told = func(Stage, int64) {}
	}
	if err := i.begin(); err != nil {
		return Imported{}, err
	}
	err := imports.Read(file.Kind, file.Map, file.Encoding, i.zone, file.Rows,
		func(r imports.Record) error { return i.add(entry{record: r}) },
		func(r imports.Refusal) error { return i.add(entry{refused: &r}) })
	if err == nil || errors.Is(err, errEnough) {
		err = i.flush()
	}
	if err == nil && !file.DryRun {
		err = i.putLater()
	}
	switch {
	case file.DryRun:
		return i.done, err
	case err != nil || i.done.Taken == 0:
		err = errors.Join(err, i.giveUp())
		i.done.Run = id.Import{}
		return i.done, err
	}
	if err := i.publish(); err != nil {
		return Imported{}, errors.Join(err, i.giveUp())
	}
	return i.done, a.SettleImport(ctx, actor, i.run, func(rows int64) { i.file.Told(Settling, rows) })
}

// begin opens the run and hides it, after clearing what a killed import left.
func (i *importing) begin() error {
	if err := i.ClearImports(i.ctx, i.actor, true); err != nil {
		return err
	}
	return i.DB.Write(i.ctx, i.actor, func(tx *db.Tx) error {
		o, err := i.Organisation.Get(tx)
		if err != nil {
			return err
		}
		i.zone = o.Location()
		if i.file.DryRun {
			i.run = id.New[id.Import](tx.IDs)
			return nil
		}
		run, err := i.Imports.Begin(tx, i.file.Kind, i.file.Map.Source)
		if err != nil {
			return err
		}
		i.run, i.done.Run = run.ID, run.ID
		job.Schedule(tx, imports.JobClear, run.ID.Any(), run.LeaseUntil)
		if err := i.Customer.HideRun(tx, run.ID); err != nil {
			return err
		}
		if err := i.Order.HideRun(tx, run.ID); err != nil {
			return err
		}
		if err := i.Interaction.HideRun(tx, run.ID); err != nil {
			return err
		}
		return i.Promise.HideRun(tx, run.ID)
	})
}

// errEnough: a look at the first rows has seen them.
var errEnough = errors.New("act: as many rows as were asked for")

func (i *importing) add(e entry) error {
	if i.read++; i.file.DryRun && i.file.Most > 0 && i.read > i.file.Most {
		return errEnough
	}
	i.batch = append(i.batch, e)
	if len(i.batch) < stagedAtOnce {
		return nil
	}
	return i.flush()
}

func (i *importing) refuse(r imports.Refusal) error {
	i.done.Refused++
	return i.file.Refused(r)
}

// flush stages what was read. Nothing is told before it is durable, since the transaction may be tried
// again.
func (i *importing) flush() error {
	if len(i.batch) == 0 {
		return nil
	}
	how := byRow
	if i.file.Kind == imports.Customers && !i.known {
		how = atOnce
	}
	counts, refused, err := i.stageBatch(how)
	if errors.Is(err, errKnown) {
		counts, refused, err = i.stageBatch(byRow)
	}
	if errors.Is(err, errCareful) {
		counts, refused, err = i.stageBatch(byChance)
	}
	if err != nil {
		return err
	}
	i.known = counts.Known > i.done.Known
	i.done.Counts, i.waits = counts, i.later.Len()
	if i.file.DryRun {
		i.later.Cut(0)
		i.waits = 0
	}
	for _, r := range refused {
		if err := i.refuse(r); err != nil {
			return err
		}
	}
	i.file.Told(Staging, int64(len(i.batch)))
	i.batch, i.lately = i.batch[:0], nil
	if i.waits >= laterAtOnce {
		return i.putLater()
	}
	return nil
}

// putLater puts what the customers who are staged are found by, in transactions as small as theirs.
func (i *importing) putLater() error {
	for part := range i.later.Parts(laterInPart) {
		err := i.DB.Write(i.ctx, i.actor, func(tx *db.Tx) error {
			i.Customer.PutLater(tx, part)
			return i.Imports.Renew(tx, i.run, i.done.Counts)
		})
		if err != nil {
			return err
		}
	}
	i.later.Cut(0)
	i.waits = 0
	return nil
}

// giveUp has the run cleared: now as far as that is quick, and by the clockwork.
func (i *importing) giveUp() error {
	ctx := context.WithoutCancel(i.ctx)
	err := i.DB.Write(ctx, i.actor, func(tx *db.Tx) error {
		i.Imports.Drop(tx, i.run)
		return nil
	})
	return errors.Join(err, i.ClearImports(ctx, i.actor, false))
}
