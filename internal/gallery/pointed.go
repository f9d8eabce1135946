package gallery

import (
	"context"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// pointed is what the entries of the full world point at.
type pointed struct {
	zeger, monique id.Customer
	pieter         id.Customer
	stranger       id.Customer // who ordered, and never asked us anything
	owed           id.Promise  // Monique's, still to be kept
	late           id.Promise  // Zeger's, broken
	question       id.Question
	second         id.Question // asked in the same conversation, answered at once
	bakery         id.Customer // of whom a colleague is noting a question
	house          team.Team
	duty           team.Duty
	zegerPage      string // the token of Zeger's page
	moniquePage    string
	owner          id.Staff
	invite         string // a link with which a password is chosen
	guests         guests
	besides        besides
	entry          id.Entry    // a withdrawal on Zeger's account
	grouch         id.Customer // of whom much is said
	fact, opinion  id.Claim    // of him
	hotel          id.Customer // of whom the lead said what the orders show otherwise
	sweeping       id.Claim    // that
	calls          calls
	answers        []answered // of De Linde, in the order in which they were written
	complaints     []staged   // that run, the oldest first
}

func (f *house) points(ctx context.Context) (p pointed, err error) {
	acts := f.w.app.Acts
	err = f.w.read(ctx, f.lead, func(tx *db.Tx) error {
		if err := p.people(tx, acts.Customer); err != nil {
			return err
		}
		hers, err := acts.Promise.OfCustomer(tx, p.monique, 1)
		if err != nil {
			return err
		}
		p.owed, p.question = hers[0].ID, hers[0].Question
		if err := p.read(tx, f); err != nil {
			return err
		}
		if p.calls, err = f.calls(tx, p.zeger); err != nil {
			return err
		}
		his, err := acts.Promise.OfCustomer(tx, p.zeger, 10)
		for _, one := range his {
			if one.State == promise.Broken {
				p.late = one.ID
			}
		}
		if err != nil {
			return err
		}
		teams, err := acts.Team.Teams(tx)
		if err != nil {
			return err
		}
		duties, err := acts.Team.Duties(tx)
		p.house, p.duty = teams[0], duties[0]
		return err
	})
	if err != nil {
		return p, err
	}
	if p.zegerPage, err = acts.LinkToCustomer(ctx, f.lead, p.zeger); err != nil {
		return p, err
	}
	if p.moniquePage, err = acts.LinkToPromise(ctx, f.lead, p.owed); err != nil {
		return p, err
	}
	if err := f.accounts(ctx, &p); err != nil {
		return p, err
	}
	if p.guests, err = f.guests(ctx); err != nil {
		return p, err
	}
	if p.besides, err = f.besides(ctx); err != nil {
		return p, err
	}
	if err := f.conversation(ctx, &p); err != nil {
		return p, err
	}
	p.owner = f.owner.StaffID()
	if err := acts.SetFeed(ctx, f.owner, p.owner, "https://agenda.delinde.example/private/9f3c2a71d8e4f00d.ics"); err != nil {
		return p, err
	}
	p.invite, err = acts.Invite(ctx, f.owner, f.owner.StaffID())
	return p, err
}

// said finds of whom much is said, a fact about him and an opinion.
func (p *pointed) said(tx *db.Tx, f *house) (err error) {
	acts := f.w.app.Acts
	if p.grouch, err = theOne(tx, acts.Customer, "Gerrit Blok"); err != nil {
		return err
	}
	all, err := acts.Claim.Of(tx, p.grouch, 50)
	for _, c := range all {
		switch c.Kind {
		case "fact":
			p.fact = c.ID
		case "opinion":
			p.opinion = c.ID
		}
	}
	if err != nil {
		return err
	}
	if p.hotel, err = theOne(tx, acts.Customer, "Hotel Kust"); err != nil {
		return err
	}
	all, err = acts.Claim.Of(tx, p.hotel, 50)
	for _, c := range all {
		if c.Kind == "opinion" {
			p.sweeping = c.ID
		}
	}
	return err
}

// people finds who the entries are about.
func (p *pointed) people(tx *db.Tx, customers *customer.Service) (err error) {
	for name, of := range map[string]*id.Customer{
		"Zeger van Dam": &p.zeger, "Monique Jansen": &p.monique, "Pieter de Groot": &p.pieter, "Zwembad De Golf": &p.stranger,
	} {
		if *of, err = theOne(tx, customers, name); err != nil {
			return err
		}
	}
	return nil
}

// read finds what is answered, what is said of somebody, and the complaints that run.
func (p *pointed) read(tx *db.Tx, f *house) (err error) {
	if p.answers, err = f.answers(tx); err != nil {
		return err
	}
	running, err := f.w.app.Acts.Complaint.List(tx, id.Customer{}, 10)
	p.complaints = nil
	for _, c := range running {
		p.complaints = append(p.complaints, staged{string(c.Stage), "/complaints/" + c.ID.String()})
	}
	if err != nil {
		return err
	}
	return p.said(tx, f)
}

func theOne(tx *db.Tx, customers *customer.Service, name string) (id.Customer, error) {
	found, err := customers.Search(tx, name, 1)
	if err != nil {
		return id.Customer{}, err
	}
	return found[0].ID, nil
}
