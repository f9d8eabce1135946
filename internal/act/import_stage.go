package act

import (
	"errors"
	"hash/maphash"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/imports"
)

// staging is how a batch is staged.
type staging int

const (
	atOnce   staging = iota // all its customers are new: their references are claimed first, all at once
	byRow                   // each row for itself
	byChance                // with a savepoint for each row: most batches need none, and savepoints cost as much as the rows
)

// errKnown and errCareful: the batch is staged again, row by row; or with savepoints, since one of its rows is refused.
var (
	errKnown   = errors.New("act: stage this batch row by row")
	errCareful = errors.New("act: stage this batch with savepoints")
)

// twice: the reference of this row stands in an earlier one. It is seen before anything is written.
const twice = "imports.twice"

// errRehearsed takes a dry run's writes back.
var errRehearsed = errors.New("act: a dry run keeps nothing")

// stageBatch stages the batch in one transaction.
func (i *importing) stageBatch(how staging) (counts imports.Counts, refused []imports.Refusal, err error) {
	err = i.DB.Write(i.ctx, i.actor, func(tx *db.Tx) error {
		counts, refused = i.done.Counts, nil
		i.forgetBatch()
		if err := i.tend(tx); err != nil {
			return err
		}
		if how == atOnce {
			if err := i.claim(tx); err != nil {
				return err
			}
		}
		for _, e := range i.batch {
			tx.StandAside()
			if e.refused != nil {
				refused = append(refused, *e.refused)
				continue
			}
			taken, err := i.stage(tx, e.record, how)
			var f *fault.Error
			switch {
			case errors.As(err, &f) && ofRow(f.Kind) && how == byRow && f.Key != twice:
				return errCareful
			case errors.As(err, &f) && ofRow(f.Kind):
				refused = append(refused, e.record.Refuse(f.On(fieldOf(f))))
			case err != nil:
				return err
			case taken:
				counts.Taken++
			default:
				counts.Known++
			}
		}
		if i.file.DryRun {
			return errRehearsed
		}
		return i.Imports.Renew(tx, i.run, imports.Counts{
			Taken: counts.Taken, Known: counts.Known, Refused: counts.Refused + int64(len(refused)),
		})
	})
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return counts, refused, err
}

// forgetBatch begins a batch anew.
func (i *importing) forgetBatch() {
	for _, sum := range i.lately {
		delete(i.seen, sum)
	}
	i.lately, i.claimed = nil, nil
	i.later.Cut(i.waits)
}

// ofRow tells whether such a fault is about the row, not about the house.
func ofRow(kind fault.Kind) bool {
	return kind == fault.Invalid || kind == fault.NotFound || kind == fault.Conflict
}

// fieldOf is what a file calls the field of a fault.
func fieldOf(f *fault.Error) string {
	switch f.Field {
	case "phones[0]", "phones":
		return "phone"
	case "phones[1]":
		return "phone_2"
	case "phones[2]":
		return "phone_3"
	case "emails":
		return "email"
	case "due":
		return "due_at"
	}
	return f.Field
}

// stage takes one row over, whole or not at all; where each row is for itself, one that is refused spoils the batch.
func (i *importing) stage(tx *db.Tx, r imports.Record, how staging) (taken bool, err error) {
	external, err := r.Get("external_id")
	if err != nil {
		return false, err
	}
	if external == "" && i.file.Kind == imports.Interactions && !r.Has("external_id") {
		if external, err = i.nameless(r); err != nil {
			return false, err
		}
	}
	if external == "" {
		return false, fault.New(fault.Invalid, "imports.no_id").On("external_id")
	}
	sum := maphash.String(i.seed, external)
	if row := i.seen[sum]; row > 0 {
		return false, fault.New(fault.Conflict, twice, "text", external, "row", row).On("external_id")
	}
	put := func() (err error) {
		switch i.file.Kind {
		case imports.Customers:
			taken, err = i.putCustomer(tx, external, r)
		case imports.Orders:
			taken, err = i.putOrder(tx, external, r)
		case imports.Interactions:
			taken, err = i.putInteraction(tx, external, r)
		default:
			taken, err = i.putPromise(tx, external, r)
		}
		return err
	}
	waits := i.later.Len()
	if how == byChance {
		err = tx.Try(put)
	} else {
		err = put()
	}
	if err != nil {
		i.later.Cut(waits)
		return false, err
	}
	i.seen[sum], i.lately = r.Row, append(i.lately, sum)
	return taken, nil
}

// tend sees to it that the one beneficiary is there.
func (i *importing) tend(tx *db.Tx) error {
	b := i.file.Map.Beneficiary
	if b == nil {
		return nil
	}
	external := b.ExternalID
	if external == "" {
		external = "beneficiary"
	}
	var err error
	from := customer.Origin{Source: i.file.Map.Source, ExternalID: external, Run: i.run}
	i.tended, _, err = i.Customer.Put(tx, from, customer.Details{Kind: customer.Kind(b.Kind), Name: b.Name}, nil)
	return err
}
