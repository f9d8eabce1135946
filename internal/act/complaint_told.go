package act

import (
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/organisation"
)

// complaint writes a message about a complaint: what we promise, or what we answer, why, and where else to go. What
// colleagues found of it is not among the facts.
func (t Truth) complaint(tx *db.Tx, m message.Message, o organisation.Organisation, f *message.Facts) (message.Verdict, error) {
	c, err := t.Acts.Complaint.Get(tx, id.Complaint(m.Subject))
	if err != nil {
		return message.NotAnyMore, err
	}
	who, err := t.Acts.Customer.Get(tx, c.Customer)
	if err != nil {
		return message.NotAnyMore, err
	}
	f.Recipient, f.Customer = greeted(who), who.Name
	if m.Audience == message.ToStaff {
		reader, err := t.Acts.Team.Get(tx, m.Staff())
		f.Recipient, f.Link, f.Due = reader.FirstName, t.Link(o, "/complaints/"+c.ID.String()), c.AcknowledgeBy
		return saidIf(c.Stage == complaint.Received && c.UndoneAt.IsZero() && tx.Now.Before(c.AcknowledgeBy)), err
	}
	if !c.Responsible.IsZero() {
		by, err := t.Acts.Team.Get(tx, c.Responsible)
		if err != nil {
			return message.NotAnyMore, err
		}
		f.Staff = by.FirstName
	}
	if f.Link, err = t.pageOf(tx, o, complaintSubject, c.ID.Any(), c.Customer); err != nil {
		return message.NotAnyMore, err
	}
	if m.Kind == message.ComplaintAnswered {
		return t.answerTo(tx, m, c, f)
	}
	promised, err := t.Acts.Promise.Get(tx, c.Answer)
	if err != nil {
		return message.NotAnyMore, nil // the acknowledgement was taken back, and the promise with it
	}
	f.Promise, f.Due, f.Fixed = string(promised.Kind), promised.DueAt, promised.Fixed
	return saidIf(c.UndoneAt.IsZero() && !c.AcknowledgedAt.IsZero() && c.AnsweredAt.IsZero() && !c.Stage.Ended()), nil
}

// answerTo fills in the last answer to a complaint.
func (t Truth) answerTo(tx *db.Tx, m message.Message, c complaint.Complaint, f *message.Facts) (message.Verdict, error) {
	terms, err := t.Acts.Complaint.Terms(tx)
	if err != nil {
		return message.NotAnyMore, err
	}
	reply, found, err := t.Acts.Complaint.LastAnswer(tx, c.ID)
	f.Answer, f.Reasons, f.Outside = reply.Said, reply.Reasons, terms.Outside(m.Lang == lang.EN)
	return saidIf(found && c.UndoneAt.IsZero()), err
}
