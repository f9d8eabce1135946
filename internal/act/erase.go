package act

import (
	"context"
	"slices"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// The work of erasing: JobErase does it when its time has come, the subject is the customer; JobOverwrite has the
// database write over what is gone, the subject is the organisation.
const (
	JobErase     = "act.erase"
	JobOverwrite = "act.overwrite"
)

// AskErasure has the data of a customer erased: after a day in which it can be called off, or at once. While something
// is still open between us, whoever asks must say that the customer lets it go: fault customer.erase_open.
func (a *Acts) AskErasure(ctx context.Context, actor party.Actor, of id.Customer, e customer.Erasing) (customer.Erasure, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (customer.Erasure, error) {
		c, err := a.Customer.Get(tx, of)
		if err != nil {
			return customer.Erasure{}, err
		}
		if !e.LetGo {
			if err := a.nothingOpen(tx, c.ID); err != nil {
				return customer.Erasure{}, err
			}
		}
		asked, err := a.Customer.AskErasure(tx, c.ID, e)
		switch {
		case err != nil:
			return asked, err
		case e.AtOnce:
			return asked, a.erase(tx, asked)
		}
		job.Schedule(tx, JobErase, asked.Customer.Any(), asked.DueAt)
		return asked, nil
	})
}

// CallOffErasure leaves a customer's data as they are.
func (a *Acts) CallOffErasure(ctx context.Context, actor party.Actor, of id.Customer) (customer.Erasure, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (customer.Erasure, error) {
		e, err := a.Customer.CallOffErasure(tx, of)
		if err == nil {
			job.Cancel(tx, JobErase, e.Customer.Any())
		}
		return e, err
	})
}

// OnErase erases a customer whose time has come.
func (a *Acts) OnErase(tx *db.Tx, due job.Due) error {
	e, found, err := a.Customer.ErasureOf(tx, id.Customer(due.Subject))
	if err != nil || !found || !e.Waits() {
		return err
	}
	return a.erase(tx, e)
}

// Overwrite has the database write over what was erased.
func (a *Acts) Overwrite() job.Effect {
	return job.Effect{
		Prepare: func(_ *db.Tx, due job.Due) (any, error) { return due.Org, nil },
		Perform: func(ctx context.Context, _ any) error { return a.DB.Overwrite(ctx) },
		Record:  func(_ *db.Tx, _ job.Due, _ any, performed error) (bool, error) { return performed != nil, nil },
	}
}

// nothingOpen refuses while somebody still waits for something: an open promise either way, or an open complaint.
func (a *Acts) nothingOpen(tx *db.Tx, of id.Customer) error {
	all, err := a.Promise.About(tx, of)
	if err != nil {
		return err
	}
	complaints, err := a.Complaint.OpenOf(tx, of)
	if err == nil && (len(complaints) > 0 || slices.ContainsFunc(all, stands)) {
		err = fault.New(fault.Conflict, "customer.erase_open").On("let_go")
	}
	return err
}

func stands(p promise.Promise) bool { return p.Open && p.UndoneAt.IsZero() }

// erase takes away the words, names, numbers, files and links of a customer, wherever they are kept. What stays are ids,
// codes, instants and numbers: every sum, rate and proof is what it was.
func (a *Acts) erase(tx *db.Tx, e customer.Erasure) error {
	c, err := a.Customer.Get(tx, e.Customer)
	if err != nil {
		return err
	}
	o, err := a.Organisation.Get(tx)
	if err != nil {
		return err
	}
	blank := lang.For(o.Lang, o.Informal, o.Location()).T("customer.erase.blank")
	if err := a.letGo(tx, c.ID); err != nil {
		return err
	}
	if err := a.forgetClaims(tx, c.ID); err != nil {
		return err
	}
	a.Claim.Erase(tx, c.ID)
	if err := a.eraseTold(tx, c, blank); err != nil {
		return err
	}
	if err := a.forgetStrikes(tx, c.ID); err != nil {
		return err
	}
	a.CallList.Erase(tx, c.ID)
	a.Ledger.Erase(tx, c.ID)
	a.Access.EraseLinks(tx, c.ID)
	if err := a.File.EraseCustomer(tx, c.ID); err != nil {
		return err
	}
	if err := a.Imports.ForgetAll(tx); err != nil {
		return err
	}
	if err := a.forgetOrders(tx, c.ID); err != nil {
		return err
	}
	stay, err := a.Order.Erase(tx, c.ID, customer.KeptSince(tx.Now, o.Location()))
	if err != nil {
		return err
	}
	job.Schedule(tx, JobOverwrite, tx.Org.Any(), tx.Now)
	return a.Customer.Erase(tx, e, blank, stay)
}

// letGo ends what is still open between us, in the name of whoever may: the customer lets us off, and who waits for
// something from him lets him off.
func (a *Acts) letGo(tx *db.Tx, of id.Customer) error {
	all, err := a.Promise.About(tx, of)
	for _, p := range all {
		if err != nil || !stands(p) {
			continue
		}
		who := party.Actor{Org: tx.Org, Kind: party.Staff, ID: p.Owner.Any()}
		switch p.Direction {
		case promise.Ours:
			who.Kind, who.ID = party.Customer, of.Any()
		case promise.Internal:
			who.ID = p.Colleague.Any()
		}
		err = tx.As(who, func() (err error) {
			if p.State == promise.Broken || p.State == promise.Agreed && !tx.Now.Before(p.DueAt) {
				_, err = a.Promise.Waive(tx, p.ID, promise.NoLongerNeeded)
			} else {
				_, err = a.Promise.Release(tx, p.ID, promise.NoLongerNeeded)
			}
			return err
		})
	}
	return err
}

// eraseTold takes away what was asked, promised, said, complained of and written, with what finds it.
func (a *Acts) eraseTold(tx *db.Tx, c customer.Customer, blank string) error {
	var numbers []string
	for _, one := range c.Numbers {
		numbers = append(numbers, one.Number)
	}
	questions, err := a.Intake.About(tx, c.ID, numbers)
	if err != nil {
		return err
	}
	contacts, err := a.Interaction.About(tx, c.ID, numbers)
	if err != nil {
		return err
	}
	promises, err := a.Promise.About(tx, c.ID)
	if err != nil {
		return err
	}
	complaints, err := a.Complaint.About(tx, c.ID)
	if err != nil {
		return err
	}
	if err := a.forget(tx, questions, contacts, complaints, promises); err != nil {
		return err
	}
	subjects := slices.Concat(questions, contacts, complaints)
	for _, p := range promises {
		subjects = append(subjects, p.ID.Any())
	}
	for _, one := range subjects {
		if err := a.File.Erase(tx, one); err != nil {
			return err
		}
	}
	a.Intake.Erase(tx, questions, blank)
	a.Transfer.Erase(tx, questions)
	a.Interaction.Erase(tx, c.ID, contacts)
	a.Promise.Erase(tx, promises, blank)
	a.Complaint.Erase(tx, c.ID, complaints, subjects)
	if err := a.forgetMessages(tx, c.ID); err != nil {
		return err
	}
	return a.Message.Erase(tx, c.ID, subjects)
}
