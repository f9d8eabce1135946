package gallery

import (
	"context"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
)

// conversation has Monique ask a second thing in the conversation of her question, and a colleague note a
// question of a customer who is new.
func (f *house) conversation(ctx context.Context, p *pointed) error {
	acts, asked := f.w.app.Acts, intake.New{Text: "U wilt weten tot hoe laat u vandaag terecht kunt."}
	asked.Customer = p.monique
	err := f.w.read(ctx, f.lead, func(tx *db.Tx) error {
		first, err := acts.Intake.Get(tx, p.question)
		asked.Contact = first.Contact
		return err
	})
	if err != nil {
		return err
	}
	taken, err := acts.TakeQuestion(ctx, f.owner, act.Take{Question: asked, Ending: intake.Answered})
	if err != nil {
		return err
	}
	p.second = taken.Question.ID
	bakery, err := acts.AddCustomer(ctx, f.lead, act.CustomerEntry{Details: customer.Details{
		Kind: customer.Organisation, Name: "Bakkerij Noord", Numbers: []customer.Number{{Number: "020 555 01 77"}},
	}}, id.Question{})
	if err != nil {
		return err
	}
	p.bakery = bakery.ID
	return acts.SitDown(ctx, f.owner, p.bakery)
}
