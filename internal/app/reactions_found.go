package app

import (
	"slices"

	"kroon/internal/calllist"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/file"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/order"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/search"
	"kroon/internal/transfer"
)

// findNotes: what people here write for each other beside a question is found by its words: the note as it stands, what
// goes with a hand-off, and why the question ended as it did.
func (a *App) findNotes() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ intake.Noted) error { return a.findAside(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ intake.Changed) error {
		a.Acts.Search.ForgetNotes(tx, e.Subject) // what it said before
		if err := a.findAside(tx, e.Subject); err != nil {
			return err
		}
		all, err := a.Acts.Transfer.OfQuestion(tx, id.Question(e.Subject))
		for _, t := range all {
			if err == nil {
				err = a.findTransfer(tx, t.ID.Any(), id.Question(e.Subject))
			}
		}
		if err != nil {
			return err
		}
		return a.findEnding(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.Ended) error {
		if f.Ending.Open() {
			return nil // a promise stands for it; nothing is written beside that
		}
		return a.findEnding(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f transfer.WasAsked) error {
		return a.findTransfer(tx, e.Subject, f.Question)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f transfer.WasDeclined) error {
		return a.findTransfer(tx, e.Subject, f.Question)
	})
}

func (a *App) findAside(tx *db.Tx, question id.Any) error {
	q, err := a.Acts.Intake.Get(tx, id.Question(question))
	if house := party.Itself(tx.Org); err == nil {
		a.Acts.Search.Add(tx, search.Note, question, q.Note.ReadBy(house)+" "+q.ComparesWith.ReadBy(house))
	}
	return err
}

func (a *App) findTransfer(tx *db.Tx, of id.Any, question id.Question) error {
	w, err := a.Acts.Transfer.WordsOf(tx, id.Transfer(of))
	if err == nil {
		a.Acts.Search.Add(tx, search.Note, question.Any(), w.Facts+" "+w.Repeated+" "+w.Reason+" "+w.Answer)
	}
	return err
}

func (a *App) findEnding(tx *db.Tx, question id.Any) error {
	endings, err := a.Acts.Intake.Endings(tx, id.Question(question))
	for _, one := range endings {
		a.Acts.Search.Add(tx, search.Note, question, one.Words)
	}
	return err
}

// findDeeds: what is written when a promise is kept, moved, disputed or turned down is found by its words, until that is
// taken back.
func (a *App) findDeeds() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ promise.WasDelivered) error { return a.findDeed(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ promise.WasRepaired) error { return a.findDeed(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ promise.WasDisputed) error { return a.findDeed(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ promise.WasTurnedDown) error { return a.findDeed(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ promise.WasUndone) error { return a.findDeed(tx, e.Subject) })
}

func (a *App) findDeed(tx *db.Tx, of id.Any) error {
	all, err := a.Acts.Promise.Outcomes(tx, id.Promise(of))
	for _, undone := range []bool{true, false} { // what stands may say the same as what was taken back
		for _, o := range all {
			switch {
			case err != nil || o.UndoneAt.IsZero() == undone:
			case undone:
				a.Acts.Search.Forget(tx, search.Deed, of, o.Words)
			default:
				a.Acts.Search.Add(tx, search.Deed, of, o.Words)
			}
		}
	}
	return err
}

// findMessages: what a colleague typed in a message to a customer is found by its words once it has left. What Kroon wrote
// around them is the same in every message, and is not found.
func (a *App) findMessages() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f message.WasSent) error {
		return a.findMessage(tx, e.Subject, f.Worded && f.Audience == message.ToCustomer)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f message.WasHanded) error {
		return a.findMessage(tx, e.Subject, f.Worded && f.Audience == message.ToCustomer)
	})
}

func (a *App) findMessage(tx *db.Tx, of id.Any, worded bool) error {
	if !worded {
		return nil
	}
	m, err := a.Acts.Message.Row(tx, id.Message(of))
	if err != nil {
		return err
	}
	if m.Kind == message.Result { // mostly the words of the deed, and found with that
		all, err := a.Acts.Promise.Outcomes(tx, id.Promise(m.Subject))
		if err != nil || slices.ContainsFunc(all, func(o promise.Outcome) bool { return o.Words == m.Words }) {
			return err
		}
	}
	a.Acts.Search.Add(tx, search.Message, of, m.Words)
	return nil
}

// findStrikes: why somebody was struck off call lists is found by its words, and by those of the second person.
func (a *App) findStrikes() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ calllist.HasObjected) error { return a.findStrike(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ calllist.WasStruck) error { return a.findStrike(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ calllist.WasSeconded) error { return a.findStrike(tx, e.Subject) })
}

func (a *App) findStrike(tx *db.Tx, of id.Any) error {
	t, err := a.Acts.CallList.TextsOf(tx, of)
	if house := party.Itself(tx.Org); err == nil {
		a.Acts.Search.Add(tx, search.Strike, of, t.Why.ReadBy(house)+" "+t.Evidence.ReadBy(house)+" "+t.Answer.ReadBy(house))
	}
	return err
}

// findComplaints: a complaint is found by what was said at each of its steps, until that step is taken back.
func (a *App) findComplaints() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasReceived) error {
		return a.findComplaint(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasAcknowledged) error {
		return a.findComplaint(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasAssessed) error {
		return a.findComplaint(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasAnswered) error {
		return a.findComplaint(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasAccepted) error {
		return a.findComplaint(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasRefused) error { return a.findComplaint(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasLearnedFrom) error {
		return a.findComplaint(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasWithdrawn) error {
		return a.findComplaint(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ complaint.WasUndone) error { return a.findComplaint(tx, e.Subject) })
}

func (a *App) findComplaint(tx *db.Tx, of id.Any) error {
	c, err := a.Acts.Complaint.Get(tx, id.Complaint(of))
	if err != nil {
		return err
	}
	steps, err := a.Acts.Complaint.StepsOf(tx, c.ID)
	if err != nil {
		return err
	}
	var words map[int64]complaint.Words
	if err := tx.As(party.Itself(tx.Org), func() (err error) { // for colleagues, whoever takes the step
		words, err = a.Acts.Complaint.WordsOf(tx, c.ID)
		return err
	}); err != nil {
		return err
	}
	said := func(t complaint.Taken) string {
		w := words[t.Number]
		return w.Said + " " + w.Reasons + " " + w.Inside.ReadBy(party.Itself(tx.Org))
	}
	gone := func(t complaint.Taken) bool { return !t.UndoneAt.IsZero() || !c.UndoneAt.IsZero() }
	for _, t := range steps {
		if gone(t) {
			a.Acts.Search.Forget(tx, search.Complaint, of, said(t))
		}
	}
	for _, t := range steps {
		if !gone(t) {
			a.Acts.Search.Add(tx, search.Complaint, of, said(t))
		}
	}
	return nil
}

// findThings: what is called something is found by that, until it is gone.
func (a *App) findThings() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ file.WasAdded) error {
		name, err := a.Acts.File.NameOf(tx, id.File(e.Subject))
		a.Acts.Search.Add(tx, search.File, e.Subject, name)
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ file.WasRemoved) error {
		a.Acts.Search.ForgetFile(tx, e.Subject)
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ order.Placed) error {
		words, err := a.Acts.Order.WordsOf(tx, id.Order(e.Subject))
		a.Acts.Search.Add(tx, search.Order, e.Subject, words)
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ order.Withdrawn) error {
		words, err := a.Acts.Order.WordsOf(tx, id.Order(e.Subject))
		a.Acts.Search.Forget(tx, search.Order, e.Subject, words)
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ calllist.WasMade) error {
		l, err := a.Acts.CallList.Get(tx, id.CallList(e.Subject))
		a.Acts.Search.Add(tx, search.List, e.Subject, l.Name+" "+l.About)
		return err
	})
}
