package act

import (
	"context"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/ledger"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// MaxAsked is how long the words about what was asked of a customer may be, in letters.
const MaxAsked = ledger.MaxAsked

// AskCustomer notes that something was asked of a customer: a withdrawal on our account with him.
func (a *Acts) AskCustomer(ctx context.Context, actor party.Actor, of id.Customer, words string) (ledger.Asked, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (ledger.Asked, error) {
		c, err := a.Customer.Get(tx, of)
		if err != nil {
			return ledger.Asked{}, err
		}
		return a.Ledger.Ask(tx, c.ID, words)
	})
}

// NotAsked takes back a note that something was asked.
func (a *Acts) NotAsked(ctx context.Context, actor party.Actor, asked id.Event) (ledger.Asked, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (ledger.Asked, error) { return a.Ledger.NotAsked(tx, asked) })
}

// SetTariff keeps another version of the tariff; it begins with its day, in the organisation's zone.
func (a *Acts) SetTariff(ctx context.Context, actor party.Actor, file string) (ledger.OwnTariff, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (ledger.OwnTariff, error) {
		t, err := ledger.ReadTariff([]byte(file))
		if err != nil {
			return ledger.OwnTariff{}, err
		}
		begins, err := a.firstInstant(tx, t.ValidFrom)
		if err != nil {
			return ledger.OwnTariff{}, err
		}
		return a.Ledger.SetTariff(tx, file, begins)
	})
}

// firstInstant is when a day begins in the organisation's zone.
func (a *Acts) firstInstant(tx *db.Tx, civil string) (time.Time, error) {
	o, err := a.Organisation.Get(tx)
	if err != nil {
		return time.Time{}, err
	}
	day, err := worktime.ParseDate(civil)
	if err != nil {
		return time.Time{}, fault.New(fault.Invalid, "ledger.tariff_date").On("file").Because(err)
	}
	return time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, o.Location()), nil
}

// WithdrawTariff takes back a version that has not begun.
func (a *Acts) WithdrawTariff(ctx context.Context, actor party.Actor, version string) (ledger.OwnTariff, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (ledger.OwnTariff, error) { return a.Ledger.WithdrawTariff(tx, ledger.Version(version)) })
}

// DoubtByLink is a customer who says that a line of what we promised each other is not right: a question for
// whoever keeps that promise, in his words.
func (a *Acts) DoubtByLink(ctx context.Context, v Visitor, of id.Promise, words string) (promise.Promise, error) {
	return byLink(ctx, a, v, func(tx *db.Tx, link access.Link) (promise.Promise, error) {
		if err := a.owns(tx, link, of); err != nil {
			return promise.Promise{}, err
		}
		p, err := a.Promise.Get(tx, of)
		if err != nil {
			return p, err
		}
		question, err := a.ask(tx, p, words)
		if err != nil {
			return p, err
		}
		return p, a.Ledger.Doubt(tx, p.ID, question)
	})
}
