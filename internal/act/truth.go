package act

import (
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/phone"
	"kroon/internal/promise"
)

// Truth writes messages from the facts of the moment at which they leave, and says which are no longer
// true.
type Truth struct {
	Acts *Acts
	// Link is the address of a customer's page for a token, and of a promise's own page for staff; empty
	// without a public address.
	Link func(o organisation.Organisation, path string) string
}

// Compose implements message.Truth.
func (t Truth) Compose(tx *db.Tx, m message.Message) (message.Text, message.Verdict, error) {
	o, err := t.Acts.Organisation.Get(tx)
	if err != nil {
		return message.Text{}, message.NotAnyMore, err
	}
	facts := message.Facts{Now: tx.Now, Zone: o.Location(), OrgName: o.Name, OrgPhone: o.Phone}
	if n, err := phone.Parse(o.Phone, phone.Home); err == nil {
		facts.OrgPhone = phone.Display(n, phone.Home)
	}
	verdict := message.Say
	switch m.SubjectKind {
	case "promise":
		verdict, err = t.promises(tx, m, o, &facts)
	case "question":
		verdict, err = t.question(tx, m, o, &facts)
	case givenSubject:
		verdict, err = t.given(tx, m, o, &facts)
	case complaintSubject:
		verdict, err = t.complaint(tx, m, o, &facts)
	}
	if err != nil {
		return message.Text{}, message.NotAnyMore, err
	}
	return message.Write(m, facts), verdict, nil
}

func (t Truth) promise(tx *db.Tx, m message.Message, o organisation.Organisation, f *message.Facts) (message.Verdict, error) {
	p, err := t.Acts.Promise.Get(tx, id.Promise(m.Subject))
	if err != nil {
		return message.NotAnyMore, err
	}
	if !p.UndoneAt.IsZero() {
		return message.NotAnyMore, nil
	}
	f.Promise, f.Act, f.Due, f.Fixed, f.DeedAt = string(p.Kind), p.Act, p.DueAt, p.Fixed, p.DeedAt
	f.Theirs = p.Direction == promise.Theirs
	owner, err := t.Acts.Team.Get(tx, p.Owner)
	if err != nil {
		return message.NotAnyMore, err
	}
	f.Staff = owner.FirstName
	if !p.Customer.IsZero() {
		c, err := t.Acts.Customer.Get(tx, p.Customer)
		if err != nil {
			return message.NotAnyMore, err
		}
		f.Recipient, f.Customer = greeted(c), c.Name
	}
	if !p.Question.IsZero() && m.Audience == message.ToCustomer {
		q, err := t.Acts.Intake.Get(tx, p.Question)
		if err != nil {
			return message.NotAnyMore, err
		}
		f.ReadBack = string(q.Text)
	}
	if m.Audience == message.ToStaff {
		return t.toStaff(tx, m, o, p, f)
	}
	if f.Link, err = t.pageOf(tx, o, "promise", p.ID.Any(), p.Customer); err != nil {
		return message.NotAnyMore, err
	}
	return t.toCustomer(tx, m, p, f)
}

func greeted(c customer.Customer) string {
	if c.Salutation != "" {
		return c.Salutation + " " + c.Name
	}
	return c.Name
}

// pageOf is the address of the customer's page about a subject; the link was made with the message.
func (t Truth) pageOf(tx *db.Tx, o organisation.Organisation, kind string, subject id.Any, customer id.Customer) (string, error) {
	links, err := t.Acts.Access.LinksTo(tx, subject)
	if err != nil {
		return "", err
	}
	for _, link := range links {
		if link.Customer == customer && link.RevokedAt.IsZero() && tx.Now.Before(link.ExpiresAt) {
			_, token, err := t.Acts.Access.LinkFor(tx, kind, subject, customer, link.ExpiresAt)
			return t.Link(o, "/w/"+token), err
		}
	}
	return "", nil
}

// toCustomer says what of a promise is still true to tell its beneficiary.
func (t Truth) toCustomer(tx *db.Tx, m message.Message, p promise.Promise, f *message.Facts) (message.Verdict, error) {
	switch m.Kind {
	case message.Confirmation:
		return saidIf(p.State == promise.Agreed || p.State == promise.Offered), nil
	case message.Changed, message.Recovery:
		previous := p.Previous
		if previous.IsZero() {
			previous = p.RecoveryOf
		}
		if err := t.old(tx, previous, f); err != nil {
			return message.NotAnyMore, err
		}
		return saidIf(p.State == promise.Agreed), t.why(tx, m, previous, f)
	case message.Result:
		f.Answer = m.Words
		return saidIf(p.State == promise.Delivered || p.State == promise.Accepted || p.State == promise.Repaired), nil
	}
	// An honest notice before due, and the apology after it, are about the old time and the new.
	f.OldPromise, f.OldDue, f.OldFixed, f.Due = string(p.Kind), p.DueAt, p.Fixed, time.Time{}
	if err := t.why(tx, m, p.ID, f); err != nil {
		return message.NotAnyMore, err
	}
	next, found, err := t.becomes(tx, p.ID)
	if err != nil {
		return message.NotAnyMore, err
	}
	if found && next.State != promise.Agreed && next.State != promise.Offered && next.State != promise.Broken && m.Kind != message.Broken {
		return message.NotAnyMore, nil // what we can do instead was done, or is not needed any more
	}
	if found && (next.State == promise.Agreed || next.State == promise.Offered) {
		f.Promise, f.Due, f.Fixed = string(next.Kind), next.DueAt, next.Fixed
		owner, err := t.Acts.Team.Get(tx, next.Owner)
		if err != nil {
			return message.NotAnyMore, err
		}
		f.Staff = owner.FirstName
	}
	switch {
	case m.Kind == message.Broken:
		return saidIf((p.State == promise.Broken || p.State == promise.Repaired) && !p.Kept()), nil
	case p.State == promise.Broken && tx.Now.After(p.DueAt):
		return message.Verdict{Instead: message.Broken}, nil
	}
	return saidIf(p.State == promise.Agreed || p.State == promise.Broken), nil
}

func saidIf(still bool) message.Verdict {
	if still {
		return message.Say
	}
	return message.NotAnyMore
}

func (t Truth) old(tx *db.Tx, previous id.Promise, f *message.Facts) error {
	if previous.IsZero() {
		return nil
	}
	old, err := t.Acts.Promise.Get(tx, previous)
	f.OldPromise, f.OldDue, f.OldFixed = string(old.Kind), old.DueAt, old.Fixed
	return err
}

// toStaff says what of a promise is still true to tell a colleague.
func (t Truth) toStaff(tx *db.Tx, m message.Message, o organisation.Organisation, p promise.Promise, f *message.Facts) (message.Verdict, error) {
	reader, err := t.Acts.Team.Get(tx, m.Staff())
	if err != nil {
		return message.NotAnyMore, err
	}
	f.Recipient = reader.FirstName
	f.Link = t.Link(o, "/promises/"+p.ID.String())
	story, err := t.Acts.Promise.Story(tx, p.ID)
	if err != nil {
		return message.NotAnyMore, err
	}
	for _, step := range story.Steps {
		if !step.Proposed.IsZero() {
			colleague, err := t.Acts.Team.Get(tx, step.Proposed)
			if err != nil {
				return message.NotAnyMore, err
			}
			f.Proposed = colleague.FirstName
		}
	}
	switch m.Kind {
	case message.Remind, message.AtRisk, message.Unacknowledged, message.Proposed, message.BrokenNotice, message.TakenResult:
	default:
		f.Proposed = "" // who has room is not what this is about
	}
	if err := t.doneBy(tx, m, story, f); err != nil {
		return message.NotAnyMore, err
	}
	agreed := p.State == promise.Agreed
	switch m.Kind {
	case message.Remind:
		return saidIf(agreed && p.Owner == m.Staff()), nil
	case message.AtRisk:
		return saidIf(agreed), nil
	case message.Proposed, message.AskedToTakeOver, message.AskedToPromise:
		return saidIf(p.Open && p.ProposedTo == m.Staff()), nil
	case message.TurnedDown:
		return saidIf(p.Open && p.Owner == m.Staff() && p.ProposedTo.IsZero()), nil
	case message.Entrusted:
		return saidIf(p.Open && p.Owner == m.Staff() && p.AcknowledgedAt.IsZero()), nil
	case message.Unacknowledged:
		return saidIf(agreed && p.AcknowledgedAt.IsZero()), nil
	case message.BrokenNotice:
		return saidIf(p.State == promise.Broken && p.Open), nil
	case message.CustomerDisputed:
		return saidIf(p.State == promise.Disputed), nil
	case message.CustomerAdded:
		return message.Say, nil
	case message.CustomerMoved:
		return saidIf(agreed && p.Owner == m.Staff()), nil
	case message.CustomerLetGo:
		return saidIf(!p.Open), nil
	}
	return saidIf(!p.DeedAt.IsZero()), nil
}

func (t Truth) question(tx *db.Tx, m message.Message, o organisation.Organisation, f *message.Facts) (message.Verdict, error) {
	q, err := t.Acts.Intake.Get(tx, id.Question(m.Subject))
	if err != nil {
		return message.NotAnyMore, err
	}
	f.ReadBack = string(q.Text)
	c, err := t.Acts.Customer.Get(tx, q.Customer)
	if err != nil {
		return message.NotAnyMore, err
	}
	f.Recipient, f.Customer = greeted(c), c.Name
	if m.Audience == message.ToStaff {
		reader, err := t.Acts.Team.Get(tx, m.Staff())
		f.Recipient, f.Link = reader.FirstName, t.Link(o, "/questions/"+q.ID.String())
		return saidIf(int64(q.Reading) == m.Generation), err // a later version is another notice
	}
	f.Link, err = t.pageOf(tx, o, "question", q.ID.Any(), q.Customer)
	return saidIf(q.Text != ""), err
}
