package gallery

import (
	"context"
	"time"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// besides is what else the entries of the full world point at.
type besides struct {
	merged   id.Customer // one of two that were one
	leaves   id.Customer // whose data will be erased
	handed   id.Question // which the lead is asked to take over
	proposed id.Promise  // likewise
}

// besides has two pairs of customers who may be one, of which one is judged; asks the lead to take over a question
// and a promise; and has two programs at work.
func (f *house) besides(ctx context.Context) (b besides, err error) {
	guest := guest{ctx: ctx, f: f}
	guest.knows(customer.Details{Name: "Willem Brandsma", Address: customer.Address{City: "Zeist"}, Numbers: []customer.Number{{Number: "06 41 77 20 35"}}})
	guest.knows(customer.Details{Name: "W. Brandsma", Address: customer.Address{City: "Zeist"}, Numbers: []customer.Number{{Number: "06 41 77 20 35"}}, Emails: []string{"willem@brandsma.example"}})
	b.merged = guest.knows(customer.Details{Name: "Restaurant De Haven", Kind: customer.Organisation, Numbers: []customer.Number{{Number: "030 244 81 90"}}})
	again := guest.knows(customer.Details{Name: "De Haven", Kind: customer.Organisation, Numbers: []customer.Number{{Number: "030 244 81 90"}}})
	guest.does(func() error { _, err := f.w.app.Acts.MergeCustomers(ctx, f.lead, b.merged, again); return err })

	b.leaves = guest.knows(customer.Details{Name: "Anouk de Wit", Address: customer.Address{City: "Bilthoven"}, Numbers: []customer.Number{{Number: "06 29 13 80 46"}}})
	guest.does(func() error {
		_, err := f.w.app.Acts.AskErasure(ctx, f.lead, b.leaves, customer.Erasing{Ground: customer.Asked, LetGo: true})
		return err
	})

	asked := intake.New{Text: "U wilt weten of de vitrine ook schuine ruiten kan hebben."}
	asked.Customer = b.merged
	guest.does(func() error {
		taken, err := f.w.app.Acts.TakeQuestion(ctx, f.owner, act.Take{
			Question: asked, Ending: intake.Promised,
			Promise: promise.Make{Kind: promise.Answer, Act: "antwoorden over de vitrine", Owner: f.owner.StaffID(), Override: true, Due: at(f.w.clock.Now().Add(28 * time.Hour))},
		})
		b.handed, b.proposed = taken.Question.ID, taken.Promise.ID
		return err
	})
	guest.does(func() error {
		_, err := f.w.app.Acts.HandOn(ctx, f.owner, b.handed, 0, f.lead.StaffID(), act.Handing{
			Repeated: "Dat de oude vitrine rechte ruiten heeft.", Reason: "Jij kent de leverancier.",
		})
		return err
	})
	guest.does(func() error { _, err := f.w.app.Acts.Propose(ctx, f.owner, b.proposed, f.lead.StaffID()); return err })

	for _, one := range []access.NewToken{
		{Name: "Koppeling met de webwinkel", Scopes: []string{"customers:write", "questions:write"}},
		{Name: "Cijfers voor de directie", Scopes: []string{"figures:read"}, ExpiresAt: f.w.clock.Now().AddDate(0, 0, 90)},
	} {
		one.Staff = f.owner.StaffID()
		guest.does(func() error { _, err := f.w.app.Acts.MakeToken(ctx, f.owner, one); return err })
	}
	return b, guest.err
}

// keeps is a history of promises that were kept, so that the chance beside a time has a word.
func (w *world) keeps(ctx context.Context, anna party.Actor, until time.Time) (of id.Customer, err error) {
	known, err := w.app.Acts.AddCustomer(ctx, anna, act.CustomerEntry{Details: customer.Details{
		Name: "Corrie Hendriks", Numbers: []customer.Number{{Number: "06 20 31 44 87"}},
	}}, id.Question{})
	if err != nil {
		return of, err
	}
	for day := w.clock.Now(); day.Before(until); day = day.AddDate(0, 0, 1) {
		w.clock.Set(day)
		for n := range keptADay {
			made, err := w.app.Acts.MakePromise(ctx, anna, promise.Make{
				Kind: promise.Send, Customer: known.ID, Act: "de factuur sturen", Owner: anna.StaffID(), Override: true, Minutes: 5,
				Due: at(day.Add(time.Duration(1+n%2*5) * time.Hour)), // some tight, some ample
			}, act.Silently)
			if err != nil {
				return of, err
			}
			if _, err := w.app.Acts.Deliver(ctx, anna, made.Promise.ID, promise.Deed{Proof: promise.ByCall}, ""); err != nil {
				return of, err
			}
		}
	}
	w.clock.Set(until)
	_, err = w.app.Clock.Step(ctx)
	return known.ID, err
}

// keptADay is how many promises that history has of each day.
const keptADay = 12
