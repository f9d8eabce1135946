package act

import (
	"crypto/sha256"
	"encoding/hex"
	"hash/maphash"
	"strconv"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/imports"
	"kroon/internal/interaction"
)

// putInteraction takes over what passed, or what was done for a question, elsewhere.
func (i *importing) putInteraction(tx *db.Tx, external string, r imports.Record) (bool, error) {
	var err error
	text := func(field string) string {
		value, problem := r.Get(field)
		if err == nil {
			err = problem
		}
		return value
	}
	moment := func(field string) imports.Moment {
		value, problem := r.Moment(field)
		if err == nil {
			err = problem
		}
		return value
	}
	n := interaction.New{
		Kind: interaction.Kind(text("kind")), Direction: interaction.Direction(text("direction")),
		Result: interaction.Result(text("result")), BeganAt: moment("began_at").At, EndedAt: moment("ended_at").At,
		Words: interaction.Said(text("what")), From: interaction.Origin{Source: i.file.Map.Source, ExternalID: external},
	}
	of := interaction.Case{Run: i.run, Name: text("case"), Row: r.Row}
	who := text("owner")
	switch {
	case err != nil:
		return false, err
	case n.BeganAt.IsZero():
		return false, fault.New(fault.Invalid, "interaction.no_time").On("began_at")
	}
	by := &owner{}
	if who != "" {
		if by, err = i.owner(tx, r); err != nil {
			return false, err
		}
	}
	n.Staff = by.id
	if n.Customer, err = i.beneficiary(tx, r); err != nil {
		return false, err
	}
	added, err := i.Interaction.Put(tx, of, n)
	by.used = by.used || added
	return added, err
}

// nameless is the name of a row of a log that gives its rows none: what the row says, and which it is of those that
// say the same. It is the same in a longer or a reordered file.
func (i *importing) nameless(r imports.Record) (string, error) {
	sum := sha256.New()
	for _, field := range imports.FieldsOf(i.file.Kind) {
		value, err := r.Get(field)
		if err != nil {
			return "", err
		}
		sum.Write([]byte(value + "\x00"))
	}
	said := hex.EncodeToString(sum.Sum(nil)[:16])
	for n := 1; ; n++ {
		name := said + "-" + strconv.Itoa(n)
		if i.seen[maphash.String(i.seed, name)] == 0 {
			return name, nil
		}
	}
}
