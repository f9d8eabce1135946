package gallery

import (
	"context"
	"time"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/promise"
)

// guests are customers who are only there for the states of the customer's page.
type guests struct {
	several, done, ask, disputed, je, en string // tokens of their links
	kept, visit                          id.Promise
}

// guests invites them. Their promises are the owner's, so that they stand on nobody else's Today.
func (f *house) guests(ctx context.Context) (g guests, err error) {
	now := f.w.clock.Now()
	guest := guest{ctx: ctx, f: f}
	several := guest.knows(customer.Details{Name: "Ria de Boer", Numbers: []customer.Number{{Number: "06 18 22 91 07"}}})
	g.visit = guest.promises(promise.Make{Kind: promise.Visit, Customer: several, Act: "de vaatwasser nakijken", Due: at(now.Add(5 * time.Hour))})
	guest.promises(promise.Make{Kind: promise.Visit, Customer: several, Act: "de oude koelkast ophalen", Due: at(now.Add(29 * time.Hour)), Proposal: true})
	guest.delivers(guest.promises(promise.Make{Kind: promise.Send, Customer: several, Act: "de handleiding sturen", Due: at(now.Add(4 * time.Hour))}))
	guest.promises(promise.Make{Kind: promise.Send, Direction: promise.Theirs, Customer: several, Act: "een foto van het typeplaatje", Due: at(now.Add(26 * time.Hour))})
	g.several = guest.linkTo(several)

	done := guest.knows(customer.Details{Name: "Kantine Noord", Kind: customer.Organisation, Numbers: []customer.Number{{Number: "030 261 40 22"}}})
	g.kept = guest.promises(promise.Make{Kind: promise.CallBack, Customer: done, Act: "de keuring van november", Due: at(now.Add(3 * time.Hour))})
	guest.delivers(g.kept)
	guest.does(func() error { _, err := f.w.app.Acts.AcceptDelivery(ctx, f.lead, g.kept); return err })
	g.done = guest.linkTo(done)

	ask := guest.knows(customer.Details{Name: "Wim Prins", Numbers: []customer.Number{{Number: "06 29 40 11 52"}}})
	guest.delivers(guest.promises(promise.Make{Kind: promise.CallBack, Customer: ask, Act: "de levertijd van de oven", Due: at(now.Add(3 * time.Hour))}))
	g.ask = guest.linkTo(ask)

	disputed := guest.knows(customer.Details{Name: "Leila Aziz", Numbers: []customer.Number{{Number: "06 33 50 72 18"}}})
	denied := guest.promises(promise.Make{Kind: promise.Deliver, Customer: disputed, Act: "de vriezer", Due: at(now.Add(3 * time.Hour))})
	guest.delivers(denied)
	guest.does(func() error {
		_, err := f.w.app.Acts.DisputeDelivery(ctx, f.lead, denied, "De deur is ingedeukt.")
		return err
	})
	g.disputed = guest.linkTo(disputed)

	je := guest.knows(customer.Details{Name: "Sem Visser", Form: customer.Familiar, Emails: []string{"sem@visser.example"}})
	guest.promises(promise.Make{Kind: promise.Answer, Customer: je, Act: "of je les B in maart kunt inhalen", Due: at(now.Add(4 * time.Hour))})
	g.je = guest.linkTo(je)

	en := guest.knows(customer.Details{Name: "Peter Hall", Lang: lang.EN, Numbers: []customer.Number{{Number: "+44 20 7946 0958"}}})
	guest.promises(promise.Make{Kind: promise.CallBack, Customer: en, Act: "the rental of two coolers", Due: at(now.Add(4 * time.Hour))})
	g.en = guest.linkTo(en)
	return g, guest.err
}

func at(due time.Time) promise.Due {
	return promise.Due{At: due.Truncate(15 * time.Minute), Zone: "Europe/Amsterdam", Grain: promise.ToTheMinute}
}

// guest does one thing after another until one fails.
type guest struct {
	ctx context.Context
	f   *house
	err error
}

func (g *guest) does(fn func() error) {
	if g.err == nil {
		g.err = fn()
	}
}

func (g *guest) knows(d customer.Details) (of id.Customer) {
	g.does(func() error {
		c, err := g.f.w.app.Acts.AddCustomer(g.ctx, g.f.lead, act.CustomerEntry{Details: d}, id.Question{})
		of = c.ID
		return err
	})
	return of
}

func (g *guest) promises(wish promise.Make) (of id.Promise) {
	g.does(func() error {
		wish.Owner, wish.Override = g.f.owner.StaffID(), true
		made, err := g.f.w.app.Acts.MakePromise(g.ctx, g.f.lead, wish, act.Silently)
		of = made.Promise.ID
		return err
	})
	return of
}

func (g *guest) delivers(of id.Promise) {
	g.does(func() error {
		_, err := g.f.w.app.Acts.Deliver(g.ctx, g.f.owner, of, promise.Deed{Proof: promise.ByCall}, "")
		return err
	})
}

func (g *guest) linkTo(of id.Customer) (token string) {
	g.does(func() (err error) {
		token, err = g.f.w.app.Acts.LinkToCustomer(g.ctx, g.f.lead, of)
		return err
	})
	return token
}
