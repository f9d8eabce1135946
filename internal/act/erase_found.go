package act

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/search"
)

// everyClaim is more than anybody ever has said of him.
const everyClaim = 1 << 30

// forgetClaims has the search find nothing any more of what was said of somebody; what counts no more it finds already.
func (a *Acts) forgetClaims(tx *db.Tx, of id.Customer) error {
	all, err := a.Claim.Of(tx, of, everyClaim)
	for _, one := range all {
		a.Search.ForgetClaim(tx, one.ID.Any())
	}
	return err
}

// forget has the search find none of it any more, while the words are still there to be forgotten.
func (a *Acts) forget(tx *db.Tx, questions, contacts, complaints []id.Any, promises []promise.Promise) error {
	for _, one := range questions {
		said, err := a.Intake.Readings(tx, id.Question(one))
		if err != nil {
			return err
		}
		for _, reading := range said {
			a.Search.Forget(tx, search.Question, one, string(reading.Text))
		}
		a.Search.ForgetNotes(tx, one)
	}
	for _, one := range contacts {
		said, err := a.Interaction.WordsOf(tx, id.Interaction(one))
		if err != nil {
			return err
		}
		a.Search.Forget(tx, search.Contact, one, said.ReadBy(party.Itself(tx.Org)))
	}
	for _, one := range complaints {
		words, err := a.Complaint.WordsOf(tx, id.Complaint(one))
		if err != nil {
			return err
		}
		for _, w := range words {
			a.Search.Forget(tx, search.Complaint, one, w.Said+" "+w.Reasons+" "+w.Inside.ReadBy(party.Itself(tx.Org)))
		}
	}
	for _, p := range promises {
		a.Search.Forget(tx, search.Promise, p.ID.Any(), p.Act)
		all, err := a.Promise.Outcomes(tx, p.ID)
		if err != nil {
			return err
		}
		for _, o := range all {
			a.Search.Forget(tx, search.Deed, p.ID.Any(), o.Words)
		}
	}
	return nil
}

// forgetMessages has the search find nothing any more of what colleagues typed to somebody.
func (a *Acts) forgetMessages(tx *db.Tx, to id.Customer) error {
	all, err := a.Message.Worded(tx, to)
	for _, m := range all {
		a.Search.Forget(tx, search.Message, m.ID.Any(), m.Words)
	}
	return err
}

// forgetStrikes has the search find nothing any more of why somebody was struck off call lists.
func (a *Acts) forgetStrikes(tx *db.Tx, of id.Customer) error {
	all, err := a.CallList.StrikesOf(tx, of)
	if err != nil {
		return err
	}
	house := party.Itself(tx.Org)
	for _, k := range all {
		t, err := a.CallList.TextsOf(tx, k.ID)
		if err != nil {
			return err
		}
		a.Search.Forget(tx, search.Strike, k.ID, t.Why.ReadBy(house)+" "+t.Evidence.ReadBy(house)+" "+t.Answer.ReadBy(house))
	}
	return nil
}

// forgetOrders has the search find nothing any more of what somebody bought; the orders that are kept keep their numbers,
// and nobody looks for those by a word.
func (a *Acts) forgetOrders(tx *db.Tx, of id.Customer) error {
	all, err := a.Order.CalledOf(tx, of)
	for _, o := range all {
		a.Search.Forget(tx, search.Order, o.ID.Any(), o.Words)
	}
	return err
}
