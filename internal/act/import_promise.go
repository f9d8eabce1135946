package act

import (
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// owner is who kept a promise of the past.
type owner struct {
	id   id.Staff
	left bool
	used bool // by a row that was taken over
}

// putPromise takes a promise over.
func (i *importing) putPromise(tx *db.Tx, external string, r imports.Record) (bool, error) {
	h, err := i.historic(r)
	if err != nil {
		return false, err
	}
	h.From = promise.ImportedFrom{Source: i.file.Map.Source, ExternalID: external, Run: i.run}
	by, err := i.owner(tx, r)
	if err != nil {
		return false, err
	}
	h.Owner, h.OwnerLeft = by.id, by.left
	if h.Customer, err = i.beneficiary(tx, r); err != nil {
		return false, err
	}
	_, added, err := i.Promise.Import(tx, h)
	by.used = by.used || added
	return added, err
}

func (i *importing) historic(r imports.Record) (h promise.Historic, err error) {
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
	h = promise.Historic{
		Direction: promise.Direction(text("direction")), Kind: promise.Kind(text("kind")), Act: text("act"),
		Proof: promise.Proof(text("proof")), MadeAt: moment("made_at").At, DoneAt: moment("done_at").At,
	}
	due := moment("due_at").LastMinute(r.Zone())
	if err != nil {
		return h, err
	}
	h.Due = promise.Due{At: due.At, Civil: due.Civil, Grain: promise.ToTheMinute}
	if due.Civil != "" {
		h.Due.Zone = r.Zone().String()
	}
	if due.Day {
		h.Due.Grain = promise.ToTheDay
	}
	h.Minutes, err = r.Number("minutes")
	return h, err
}

// owner finds who kept it by name. One whom nobody knows is refused, or made as somebody who worked here
// once when the run comes into sight.
func (i *importing) owner(tx *db.Tx, r imports.Record) (*owner, error) {
	name, err := r.Get("owner")
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, fault.New(fault.Invalid, "promise.owner_missing").On("owner")
	}
	if known, ok := i.staff[name]; ok {
		return known, nil
	}
	found, err := i.Team.ByName(tx, name)
	if err != nil {
		return nil, err
	}
	var here []team.Staff
	for _, s := range found {
		if s.Here(tx.Now) {
			here = append(here, s)
		}
	}
	switch {
	case len(here) > 1 || len(here) == 0 && len(found) > 1:
		return nil, fault.New(fault.Invalid, "imports.two_staff", "name", name).On("owner")
	case len(here) == 1:
		i.staff[name] = &owner{id: here[0].ID}
	case len(found) == 1:
		i.staff[name] = &owner{id: found[0].ID, left: true}
	case i.file.Map.Staff != imports.Departed:
		return nil, fault.New(fault.Invalid, "imports.unknown_staff", "name", name).On("owner")
	default:
		i.staff[name] = &owner{id: id.New[id.Staff](tx.IDs), left: true}
		i.fresh = append(i.fresh, name)
	}
	return i.staff[name], nil
}

// beneficiary finds for whom it was promised: the one of the map, or the row's own, who is made when the
// row tells a name.
func (i *importing) beneficiary(tx *db.Tx, r imports.Record) (id.Customer, error) {
	if i.file.Map.Beneficiary != nil {
		return i.tended, nil
	}
	external, err := r.Get("customer")
	if err != nil {
		return id.Customer{}, err
	}
	source, err := r.Get("customer_source")
	if err != nil {
		return id.Customer{}, err
	}
	if source == "" {
		source = i.file.Map.Source
	}
	name, err := r.Get("customer_name")
	if err != nil {
		return id.Customer{}, err
	}
	found, known, err := i.Customer.Known(tx, source, external)
	if err != nil || known {
		return found, err
	}
	if external == "" || name == "" {
		return found, fault.New(fault.Invalid, "imports.unknown_customer", "text", external).On("customer")
	}
	found, _, err = i.Customer.Put(tx, customer.Origin{Source: source, ExternalID: external, Run: i.run}, customer.Details{Name: name}, nil)
	return found, err
}
