package app

import (
	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/imports"
	"kroon/internal/intake"
	"kroon/internal/interaction"
	"kroon/internal/job"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/search"
)

// reactToSearch: what is said can be found from the moment it is said.
func (a *App) reactToSearch() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f intake.ReadbackWritten) error {
		written, err := a.Acts.Intake.Readings(tx, id.Question(e.Subject))
		for _, one := range written {
			if one.Number == f.Number {
				a.Acts.Search.Add(tx, search.Question, e.Subject, string(one.Text))
			}
		}
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ promise.WasOffered) error { return a.findPromise(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasAgreed) error {
		if f.Question.IsZero() {
			a.Acts.Promise.Foresee(tx, id.Promise(e.Subject))
		}
		if f.Overridden { // with words of why, it may be
			if err := a.findDeed(tx, e.Subject); err != nil {
				return err
			}
		}
		return a.findPromise(tx, e.Subject)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ interaction.WasLogged) error {
		said, err := a.Acts.Interaction.WordsOf(tx, id.Interaction(e.Subject))
		if err == nil {
			a.Acts.Search.Add(tx, search.Contact, e.Subject, said.ReadBy(party.Itself(tx.Org)))
		}
		return err
	})
	a.findNotes()
	a.findDeeds()
	a.findComplaints()
	a.findClaims()
	a.findMessages()
	a.findStrikes()
	a.findThings()
	event.On(a.Log, func(tx *db.Tx, _ event.Envelope, _ imports.Published) error {
		job.Schedule(tx, search.JobRead, tx.Org.Any(), tx.Now) // what came in is read once it is in sight
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ interaction.WasUndone) error {
		said, err := a.Acts.Interaction.WordsOf(tx, id.Interaction(e.Subject))
		if err == nil {
			a.Acts.Search.Forget(tx, search.Contact, e.Subject, said.ReadBy(party.Itself(tx.Org)))
		}
		return err
	})
}

// findClaims: what is said of a customer is found by its words as they stand, and by his own beside them, while it counts.
// Who may see it is decided where it is read.
func (a *App) findClaims() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ claim.Written) error { return a.findClaim(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ claim.Changed) error { return a.findClaim(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ claim.Countered) error { return a.findClaim(tx, e.Subject) })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ claim.Ended) error { return a.findClaim(tx, e.Subject) })
}

func (a *App) findClaim(tx *db.Tx, of id.Any) error {
	a.Acts.Search.ForgetClaim(tx, of) // what it said before
	c, err := a.Acts.Claim.Get(tx, id.Claim(of))
	if err == nil && c.EndedAt.IsZero() {
		a.Acts.Search.Add(tx, search.Claim, of, c.Text+" "+c.Happened+" "+c.Counter)
	}
	return err
}

func (a *App) findPromise(tx *db.Tx, of id.Any) error {
	p, err := a.Acts.Promise.Get(tx, id.Promise(of))
	if err == nil {
		a.Acts.Search.Add(tx, search.Promise, of, p.Act)
	}
	return err
}

// readWords enters what was said before there was a search, a little at a time.
func (a *App) readWords(tx *db.Tx, due job.Due) error {
	more, err := a.Acts.Search.Read(tx, overview.Texts)
	if err == nil && more {
		job.Schedule(tx, search.JobRead, due.Subject, tx.Now)
	}
	return err
}
