package act

import (
	"context"
	"time"

	"kroon/internal/access"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// ToCustomer is what a customer reads or wrote himself, at most MaxToCustomer letters.
type ToCustomer = intake.ToCustomer

// MaxToCustomer is how long his words may be, in letters.
const MaxToCustomer = intake.MaxToCustomer

// Visitor is a customer who comes by his link. The link is looked at anew in the transaction of each act,
// so one that was revoked meanwhile does nothing.
type Visitor struct {
	Org   id.Org
	Token string
}

// byLink runs an act as the customer whose link it is.
func byLink[R any](ctx context.Context, a *Acts, v Visitor, fn func(*db.Tx, access.Link) (R, error)) (R, error) {
	return run(ctx, a, party.Itself(v.Org), anybody, func(tx *db.Tx) (out R, err error) {
		link, err := a.Access.Resolve(tx, v.Token)
		if err != nil {
			return out, err
		}
		self := party.Actor{Org: tx.Org, Kind: party.Customer, ID: link.Customer.Any()}
		err = tx.As(self, func() (err error) {
			out, err = fn(tx, link)
			return err
		})
		return out, err
	})
}

// onOwn runs an act of a customer on a promise of his own.
func (a *Acts) onOwn(ctx context.Context, v Visitor, of id.Promise, fn func(*db.Tx) (promise.Promise, error)) (promise.Promise, error) {
	return byLink(ctx, a, v, func(tx *db.Tx, link access.Link) (promise.Promise, error) {
		if err := a.owns(tx, link, of); err != nil {
			return promise.Promise{}, err
		}
		return fn(tx)
	})
}

// owns refuses another customer's promise, and what stays among colleagues, as if it did not exist.
func (a *Acts) owns(tx *db.Tx, link access.Link, of id.Promise) error {
	p, err := a.Promise.Get(tx, of)
	if err == nil && (p.Customer != link.Customer || p.Direction == promise.Internal) {
		err = fault.New(fault.NotFound, "promise.unknown")
	}
	return err
}

// asked finds a question of the customer's own.
func (a *Acts) asked(tx *db.Tx, link access.Link, of id.Question) error {
	q, err := a.Intake.Get(tx, of)
	if err == nil && q.Customer != link.Customer {
		err = fault.New(fault.NotFound, "intake.unknown")
	}
	return err
}

// ConfirmByLink is a customer's yes to what we understood.
func (a *Acts) ConfirmByLink(ctx context.Context, v Visitor, of id.Question, number int) (intake.Question, error) {
	return byLink(ctx, a, v, func(tx *db.Tx, link access.Link) (intake.Question, error) {
		if err := a.asked(tx, link, of); err != nil {
			return intake.Question{}, err
		}
		return a.Intake.Confirm(tx, of, number, intake.ByLink)
	})
}

// CorrectByLink is what a customer meant instead, in his own words.
func (a *Acts) CorrectByLink(ctx context.Context, v Visitor, of id.Question, number int, text intake.ToCustomer) (intake.Question, error) {
	return byLink(ctx, a, v, func(tx *db.Tx, link access.Link) (intake.Question, error) {
		if err := a.asked(tx, link, of); err != nil {
			return intake.Question{}, err
		}
		return a.Intake.Correct(tx, of, number, text, intake.ByLink)
	})
}

// MoveByLink is a customer choosing another time that can really be kept.
func (a *Acts) MoveByLink(ctx context.Context, v Visitor, of id.Promise, at time.Time) (promise.Promise, error) {
	return a.onOwn(ctx, v, of, func(tx *db.Tx) (promise.Promise, error) {
		o, err := a.Organisation.Get(tx)
		if err != nil {
			return promise.Promise{}, err
		}
		due := promise.Due{At: at, Zone: o.Zone, Civil: at.In(o.Location()).Format("2006-01-02T15:04")}
		revised, err := a.revise(tx, of, promise.Revision{Due: due, Consent: true}, ByMessage, "")
		return revised.Next.Promise, err
	})
}

// LetGoByLink is a customer who no longer needs it, before due or after.
func (a *Acts) LetGoByLink(ctx context.Context, v Visitor, of id.Promise) (promise.Promise, error) {
	return a.onOwn(ctx, v, of, func(tx *db.Tx) (promise.Promise, error) {
		p, err := a.Promise.Release(tx, of, promise.NoLongerNeeded)
		if fault.Is(err, "promise.release_late") {
			return a.Promise.Waive(tx, of, promise.NoLongerNeeded)
		}
		return p, err
	})
}

// AnswerByLink is a customer's yes or no to a proposal.
func (a *Acts) AnswerByLink(ctx context.Context, v Visitor, of id.Promise, yes bool) (promise.Promise, error) {
	return a.onOwn(ctx, v, of, func(tx *db.Tx) (promise.Promise, error) {
		if yes {
			return a.Promise.Agree(tx, of)
		}
		return a.Promise.Decline(tx, of)
	})
}

// DoneByLink is a customer's own word that it was done: of ours, in time when he says so; of his own, now.
func (a *Acts) DoneByLink(ctx context.Context, v Visitor, of id.Promise, inTime bool) (promise.Promise, error) {
	return a.onOwn(ctx, v, of, func(tx *db.Tx) (promise.Promise, error) {
		var at time.Time
		if inTime {
			p, err := a.Promise.Get(tx, of)
			if err != nil {
				return p, err
			}
			at = p.DueAt
		}
		return a.Promise.Confirm(tx, of, at)
	})
}

// ObjectByLink is a customer who is not satisfied: a delivery is disputed; anything else becomes a question for
// whoever keeps the promise, and a complaint, so that it does not end in silence. While a complaint about the
// promise is open, what he says more belongs to that one.
func (a *Acts) ObjectByLink(ctx context.Context, v Visitor, of id.Promise, words string) (promise.Promise, error) {
	return a.onOwn(ctx, v, of, func(tx *db.Tx) (promise.Promise, error) {
		p, err := a.Promise.Get(tx, of)
		if err != nil {
			return p, err
		}
		if p.State == promise.Delivered {
			return a.Promise.Dispute(tx, of, words)
		}
		q, err := a.ask(tx, p, words)
		if err != nil {
			return p, err
		}
		if _, open, err := a.Complaint.OpenAbout(tx, p.Customer, p.ID); err != nil || open {
			return p, err
		}
		_, err = a.Complaint.Receive(tx, complaint.New{
			Customer: p.Customer, Channel: complaint.ByPage, SubjectKind: complaint.InQuestion, Subject: q.Any(), Promise: p.ID,
			Responsible: p.Owner, Words: complaint.Words{Said: words},
		})
		return p, err
	})
}

// AddByLink is something that a customer adds about a promise: a question of its own, in his words, for
// whoever keeps the promise.
func (a *Acts) AddByLink(ctx context.Context, v Visitor, of id.Promise, words string) (promise.Promise, error) {
	return a.onOwn(ctx, v, of, func(tx *db.Tx) (promise.Promise, error) {
		p, err := a.Promise.Get(tx, of)
		if err != nil {
			return p, err
		}
		_, err = a.ask(tx, p, words)
		return p, err
	})
}

// UndoByLink takes back what a customer did on his page a moment ago.
func (a *Acts) UndoByLink(ctx context.Context, v Visitor, of id.Promise) (promise.Promise, error) {
	return a.onOwn(ctx, v, of, func(tx *db.Tx) (promise.Promise, error) {
		return a.Promise.Undo(tx, of)
	})
}

// mostWaiting is how many additions of one customer may wait for us at once.
const mostWaiting = 20

// ask notes what a customer says about a promise as a question for whoever keeps it.
func (a *Acts) ask(tx *db.Tx, p promise.Promise, words string) (id.Question, error) {
	if words == "" {
		return id.Question{}, fault.New(fault.Invalid, "public.no_words").On("words")
	}
	newest, err := a.Intake.QuestionsOf(tx, p.Customer, id.Question{}, 2*mostWaiting)
	if err != nil {
		return id.Question{}, err
	}
	waiting := 0
	for _, q := range newest {
		if q.Open && q.Taker.IsZero() {
			waiting++
		}
	}
	if waiting >= mostWaiting {
		return id.Question{}, fault.New(fault.Conflict, "public.too_many").On("words")
	}
	noted := intake.New{Text: intake.ToCustomer(words), Channel: intake.ByForm, Holder: p.Owner}
	noted.Customer = p.Customer
	if !p.Question.IsZero() {
		about, err := a.Intake.Get(tx, p.Question)
		if err != nil {
			return id.Question{}, err
		}
		noted.Contact = about.Contact
	}
	q, err := a.Intake.Note(tx, noted)
	if err != nil {
		return q.ID, err
	}
	if _, err = a.Intake.Confirm(tx, q.ID, q.Reading, intake.ByLink); err != nil { // his own words need no yes
		return q.ID, err
	}
	return q.ID, a.TellAgain(tx, p, message.CustomerAdded, p.Owner)
}
