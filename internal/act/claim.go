package act

import (
	"context"

	"kroon/internal/claim"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// What somebody says of a customer, and what it rests on, as an act takes it.
type (
	Telling   = claim.Details
	RestingOn = claim.Evidence
)

// Limits of what may be said, in letters.
const (
	MaxClaim    = claim.MaxText
	MaxHappened = claim.MaxHappened
	MaxCounter  = claim.MaxCounter
	MaxProof    = claim.MaxProof
)

// WriteClaim notes what somebody says of a customer. A fact without evidence counts as an assumption. A word that may
// be about private matters is asked about once; aware says that the author means it.
func (a *Acts) WriteClaim(ctx context.Context, actor party.Actor, of id.Customer, d Telling, aware bool) (claim.Claim, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (claim.Claim, error) {
		if err := a.known(tx, &of, id.Staff{}, ""); err != nil {
			return claim.Claim{}, err
		}
		if err := a.restsOn(tx, of, d); err != nil {
			return claim.Claim{}, err
		}
		return a.Claim.Write(tx, of, d, aware)
	})
}

// ChangeClaim says it in other words, as another kind or on other evidence.
func (a *Acts) ChangeClaim(ctx context.Context, actor party.Actor, of id.Claim, version int64, aware bool, change func(*Telling)) (claim.Claim, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (claim.Claim, error) {
		was, err := a.Claim.Get(tx, of)
		if err != nil {
			return was, err
		}
		d := was.Details
		change(&d)
		if d.Evidence != was.Evidence || d.Against != was.Against {
			if err := a.restsOn(tx, was.Customer, d); err != nil {
				return was, err
			}
		}
		return a.Claim.Change(tx, of, version, aware, change)
	})
}

// DropEvidence takes back what something said of a customer rests on: a fact counts as an assumption from now on.
func (a *Acts) DropEvidence(ctx context.Context, actor party.Actor, of id.Claim) (claim.Claim, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (claim.Claim, error) { return a.Claim.DropEvidence(tx, of) })
}

// ConfirmClaim says that something still holds: it is fresh again.
func (a *Acts) ConfirmClaim(ctx context.Context, actor party.Actor, of id.Claim) (claim.Claim, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (claim.Claim, error) { return a.Claim.Confirm(tx, of) })
}

// EndClaim says that something counts no more, and why.
func (a *Acts) EndClaim(ctx context.Context, actor party.Actor, of id.Claim, why claim.End) (claim.Claim, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (claim.Claim, error) { return a.Claim.End(tx, of, why) })
}

// CounterClaim puts the customer's own words beside what is said of him.
func (a *Acts) CounterClaim(ctx context.Context, actor party.Actor, of id.Claim, words string) (claim.Claim, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (claim.Claim, error) { return a.Claim.Answer(tx, of, words) })
}

// HearDoubt notes that the actor knows what counting shows of something he said himself.
func (a *Acts) HearDoubt(ctx context.Context, actor party.Actor, of id.Claim) error {
	_, err := run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (struct{}, error) { return struct{}{}, a.Claim.Heard(tx, of) })
	return err
}

// OpenOpinions has the actor read the opinions of others although he looks with fresh eyes, or never met the customer.
func (a *Acts) OpenOpinions(ctx context.Context, actor party.Actor, of id.Customer) (claim.Look, error) {
	return run(ctx, a, actor, party.Reader, func(tx *db.Tx) (claim.Look, error) {
		if err := a.known(tx, &of, id.Staff{}, ""); err != nil {
			return claim.Look{}, err
		}
		return a.Claim.Open(tx, of)
	})
}

// TakeOverCustomer has a colleague take a customer over, and look with fresh eyes: the actor himself, or somebody
// whom a team lead names.
func (a *Acts) TakeOverCustomer(ctx context.Context, actor party.Actor, of id.Customer, staff id.Staff) (claim.Look, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (claim.Look, error) {
		if staff.IsZero() {
			staff = tx.Actor.StaffID()
		}
		if staff != tx.Actor.StaffID() && !tx.Actor.May(party.TeamLead) {
			return claim.Look{}, fault.New(fault.Forbidden, "act.role", "role", string(party.TeamLead)).On("staff")
		}
		if err := a.known(tx, &of, staff, "staff"); err != nil {
			return claim.Look{}, err
		}
		return a.Claim.TakeOver(tx, of, staff)
	})
}

// restsOn refuses evidence that is not here or is about somebody else, and another claim that is.
func (a *Acts) restsOn(tx *db.Tx, of id.Customer, d Telling) error {
	if !d.Against.IsZero() {
		other, err := a.Claim.Get(tx, d.Against)
		if err == nil && other.Customer != of {
			err = fault.New(fault.Invalid, "claim.elsewhere")
		}
		if err != nil {
			return fault.Of(err).On("against")
		}
	}
	if !d.Evidence.Ground.OnTimeline() || d.Evidence.Subject.IsZero() {
		return nil
	}
	ours, err := a.isAbout(tx, of, d.Evidence)
	if err == nil && !ours {
		err = fault.New(fault.Invalid, "claim.elsewhere")
	}
	if err != nil {
		return fault.Of(err).On("evidence")
	}
	return nil
}

// isAbout tells whether evidence is about a customer, about the organisation he works for or about one of its people.
func (a *Acts) isAbout(tx *db.Tx, of id.Customer, e claim.Evidence) (bool, error) {
	whose, err := a.whose(tx, e)
	if err != nil || whose == of || whose.IsZero() {
		return whose == of, err
	}
	him, err := a.Customer.Get(tx, whose)
	if err != nil || him.Employer == of {
		return err == nil, err
	}
	me, err := a.Customer.Get(tx, of)
	return me.Employer == whose, err
}

// whose is about which customer evidence is; zero when it was taken back.
func (a *Acts) whose(tx *db.Tx, e claim.Evidence) (id.Customer, error) {
	switch e.Ground {
	case claim.ByInteraction:
		i, err := a.Interaction.Get(tx, id.Interaction(e.Subject))
		if !i.UndoneAt.IsZero() {
			return id.Customer{}, err
		}
		return i.Customer, err
	case claim.ByPromise:
		p, err := a.Promise.Get(tx, id.Promise(e.Subject))
		if !p.UndoneAt.IsZero() {
			return id.Customer{}, err
		}
		return p.Customer, err
	case claim.ByQuestion:
		q, err := a.Intake.Get(tx, id.Question(e.Subject))
		return q.Customer, err
	case claim.ByFile:
		f, err := a.File.Get(tx, id.File(e.Subject))
		return f.Customer, err
	}
	o, err := a.Order.Get(tx, id.Order(e.Subject))
	return o.Customer, err
}

// weigh takes the evidence from what is said of a customer where it turns out to be about another: a split gave it
// back.
func (a *Acts) weigh(tx *db.Tx, of id.Customer) error {
	all, err := a.Claim.Of(tx, of, claim.MostOfOne)
	if err != nil {
		return err
	}
	for _, c := range all {
		if !c.Evidence.Ground.OnTimeline() {
			continue
		}
		ours, err := a.isAbout(tx, of, c.Evidence)
		if err != nil {
			return err
		}
		if ours {
			continue
		}
		if err := a.Claim.EvidenceGone(tx, c.Evidence.Subject); err != nil {
			return err
		}
	}
	return nil
}
