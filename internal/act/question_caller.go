package act

import (
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/lang"
)

// mostMaybe is how many are suggested of whom somebody may be already.
const mostMaybe = 3

// knowCaller makes a caller known who was not, so that a promise has a beneficiary, and tells who it may be already. Whose
// number or address and name one customer has is that customer. A half note asks for nothing: a caller without a name is
// an unknown caller.
func (a *Acts) knowCaller(tx *db.Tx, t *Take) (maybe []id.Customer, err error) {
	promised := t.Ending == intake.Promised || t.Ending == intake.Partly || t.Question.Half
	if !t.Question.Customer.IsZero() || t.Caller == nil && !promised {
		return nil, nil
	}
	var details customer.Details
	if t.Caller != nil {
		details = *t.Caller
	}
	if details.Name == "" && len(details.Numbers) == 0 && len(details.Emails) == 0 {
		if !t.Question.Half {
			return nil, fault.New(fault.Invalid, "act.who_calls").On("caller_name")
		}
		o, err := a.Organisation.Get(tx)
		if err != nil {
			return nil, err
		}
		details.Name = lang.For(o.Lang, true, o.Location()).T("act.unknown_caller")
	} else {
		known, found, err := a.knownAs(tx, details)
		if err != nil || found {
			t.Question.Customer = known
			return nil, err
		}
		may, err := a.Customer.Perhaps(tx, details, mostMaybe)
		if err != nil {
			return nil, err
		}
		for _, one := range may {
			maybe = append(maybe, one.ID)
		}
	}
	c, err := a.Customer.Add(tx, details)
	t.Question.Customer = c.ID
	return maybe, err
}

// knownAs is the one customer who has this number or address, and no other name than is given here.
func (a *Acts) knownAs(tx *db.Tx, d customer.Details) (id.Customer, bool, error) {
	alike, err := a.Customer.Alike(tx, d)
	if err != nil || len(alike) != 1 || d.Name != "" && lang.Fold(d.Name) != lang.Fold(alike[0].Name) {
		return id.Customer{}, false, err
	}
	return alike[0].ID, true, nil
}
