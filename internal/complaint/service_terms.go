package complaint

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Terms are the organisation's, or those that everybody begins with.
func (s *Service) Terms(tx *db.Tx) (Terms, error) {
	t, found, err := readTerms(tx)
	if !found {
		t = usual
	}
	return t, err
}

// SetTerms changes the terms, for the complaints from now on. A version other than that which stands: fault Conflict.
func (s *Service) SetTerms(tx *db.Tx, t Terms) (Terms, error) {
	before, err := s.Terms(tx)
	if err != nil {
		return t, err
	}
	if t.Version != before.Version {
		return t, fault.New(fault.Conflict, "complaint.changed_meanwhile")
	}
	if t, err = t.checked(); err != nil || t == before {
		return t, err
	}
	t.Version++
	if free, err := putTerms(tx, t, before.Version); err != nil || !free {
		if err == nil {
			err = fault.New(fault.Conflict, "complaint.changed_meanwhile")
		}
		return t, err
	}
	about := event.About{Kind: "complaint_terms", ID: tx.Org.Any(), Version: t.Version}
	return t, s.log.Record(tx, about, TermsWereSet{t.AcknowledgeMinutes, t.AnswerDays})
}

// Causes lists the causes, also those that are chosen no more: those that everybody begins with first.
func (s *Service) Causes(tx *db.Tx) ([]Known, error) {
	kept, err := readCauses(tx)
	if err != nil {
		return nil, err
	}
	var out []Known
	for _, code := range Usual() {
		one := Known{Code: code}
		if at := slices.IndexFunc(kept, func(k Known) bool { return k.Code == code }); at >= 0 {
			one = kept[at]
		}
		out = append(out, one)
	}
	for _, k := range kept {
		if !k.Code.Ours() {
			out = append(out, k)
		}
	}
	return out, nil
}

// maxCauses is how many an organisation can keep.
const maxCauses = 60

// SetCause adds a cause, when its code is empty, or changes one.
func (s *Service) SetCause(tx *db.Tx, k Known) (Known, error) {
	all, err := s.Causes(tx)
	if err != nil {
		return k, err
	}
	isNew := k.Code == ""
	if isNew {
		k.Code = Cause(id.New[id.Any](tx.IDs).String())
	}
	known := slices.ContainsFunc(all, func(one Known) bool { return one.Code == k.Code })
	switch {
	case !isNew && !known:
		return k, fault.New(fault.NotFound, "complaint.cause").On("cause")
	case isNew && len(all) >= maxCauses:
		return k, fault.New(fault.Conflict, "complaint.cause_many", "max", maxCauses)
	}
	if k, err = k.checked(); err != nil {
		return k, err
	}
	putCause(tx, k)
	about := event.About{Kind: "complaint_cause", ID: id.New[id.Any](tx.IDs), Version: 1}
	return k, s.log.Record(tx, about, CauseWasSet{k.Code, k.Retired})
}
