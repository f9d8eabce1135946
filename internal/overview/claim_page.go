package overview

import (
	"context"
	"slices"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/party"
)

// claims is ClaimsOf for the customer's screen.
func (r Relation) claims(tx *db.Tx, of id.Customer) (CustomerClaims, error) {
	return ClaimsOf(tx, r.Claims, of)
}

// ClaimsPage is all that is said of a customer, and what it may rest on.
type ClaimsPage struct {
	Customer CustomerRef
	Claims   CustomerClaims
	Evidence []Moment // of his timeline, the newest first
	MayWrite bool
}

// mostEvidence is how many moments of a timeline can be chosen as evidence, and among how many they are sought.
const (
	mostEvidence = 25
	soughtAmong  = 100
)

// ClaimsPage reads what is said of a customer.
func (r Relation) ClaimsPage(ctx context.Context, actor party.Actor, of id.Customer) (ClaimsPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page ClaimsPage, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		page.Customer, page.MayWrite = CustomerRef{c.ID, titleOf(c)}, tx.Actor.May(party.Colleague)
		if page.Claims, err = r.claims(tx, c.ID); err != nil || !page.MayWrite {
			return page, err
		}
		page.Evidence, err = evidenceFor(tx, c.ID)
		return page, err
	})
}

// ClaimPage is one thing said of a customer.
type ClaimPage struct {
	Customer CustomerRef
	Claim    ClaimLine
	Evidence []Moment // of his timeline, the newest first
	MayWrite bool
	MayEdit  bool    // an opinion is its author's
	Doubts   []Doubt // of the author only: what counting shows otherwise
}

// ClaimPage reads one thing said of a customer: fault Forbidden while it is an opinion that the actor does not see yet.
func (r Relation) ClaimPage(ctx context.Context, actor party.Actor, of id.Claim) (ClaimPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page ClaimPage, err error) {
		c, err := r.Claims.Get(tx, of)
		if err != nil {
			return page, err
		}
		all, err := r.claims(tx, c.Customer)
		if err != nil {
			return page, err
		}
		page.Claim.Claim = c
		for _, line := range slices.Concat(all.Known, all.Opinions) {
			if line.ID == of {
				page.Claim = line
			}
		}
		if page.Claim.Fresh.IsZero() && c.EndedAt.IsZero() {
			return page, fault.New(fault.Forbidden, "claim.not_in_sight")
		}
		if page.Customer, err = customerRef(tx, c.Customer); err != nil {
			return page, err
		}
		if page.Doubts, err = r.Claims.DoubtsAbout(tx, c.ID); err != nil {
			return page, err
		}
		page.MayWrite = tx.Actor.May(party.Colleague) && c.EndedAt.IsZero()
		page.MayEdit = page.MayWrite && (c.Kind != claim.Opinion || c.Author == tx.Actor.StaffID() || tx.Actor.May(party.TeamLead))
		if page.MayEdit {
			page.Evidence, err = evidenceFor(tx, c.Customer)
		}
		return page, err
	})
}

// evidenceFor are the moments of a timeline that something said of the customer may rest on.
func evidenceFor(tx *db.Tx, of id.Customer) (out []Moment, err error) {
	moments, err := timeline(tx, of, interaction.Everything, Cursor{}, soughtAmong)
	for _, m := range moments {
		if g, subject := m.Ground(); g != claim.NoEvidence && len(out) < mostEvidence && !among(out, subject) {
			out = append(out, m)
		}
	}
	return out, err
}

func among(moments []Moment, subject id.Any) bool {
	for _, m := range moments {
		if _, already := m.Ground(); already == subject {
			return true
		}
	}
	return false
}

// Ground is as what a moment of a timeline can be evidence.
func (m Moment) Ground() (claim.Ground, id.Any) {
	switch {
	case m.Source == interaction.FromQuestion:
		return claim.ByQuestion, m.ID
	case m.Source == interaction.FromInteraction:
		return claim.ByInteraction, m.ID
	case m.Source == interaction.FromOutcome:
		return claim.ByPromise, m.Subject
	case m.Source == interaction.FromEvent && m.SubjectKind == "order":
		return claim.ByOrder, m.Subject
	case m.Source == interaction.FromEvent && m.SubjectKind == "file":
		return claim.ByFile, m.Subject
	}
	return claim.NoEvidence, id.Any{}
}
