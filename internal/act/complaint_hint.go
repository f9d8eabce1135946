package act

import (
	"context"

	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// TakeHint makes a complaint of a text in which one was suspected: of whoever said it, in his own words, for who has
// the question.
func (a *Acts) TakeHint(ctx context.Context, actor party.Actor, kind complaint.Matter, subject id.Any) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) {
		if _, err := a.Complaint.OpenHint(tx, kind, subject); err != nil {
			return complaint.Complaint{}, err
		}
		return a.complainOf(tx, kind, subject)
	})
}

// ComplainOf makes a complaint of what was said in a question or an interaction.
func (a *Acts) ComplainOf(ctx context.Context, actor party.Actor, kind complaint.Matter, subject id.Any) (complaint.Complaint, error) {
	return a.onComplaint(ctx, actor, func(tx *db.Tx) (complaint.Complaint, error) { return a.complainOf(tx, kind, subject) })
}

func (a *Acts) complainOf(tx *db.Tx, kind complaint.Matter, subject id.Any) (complaint.Complaint, error) {
	n := complaint.New{SubjectKind: kind, Subject: subject}
	switch kind {
	case complaint.InQuestion:
		q, err := a.Intake.Get(tx, id.Question(subject))
		if err != nil {
			return complaint.Complaint{}, err
		}
		n.Customer, n.ReceivedAt, n.Responsible, n.Channel = q.Customer, q.NotedAt, q.Holder, complaintChannels[string(q.Channel)]
		n.Words.Said = string(q.Text)
		if promised, err := a.Promise.OfQuestion(tx, q.ID); err != nil {
			return complaint.Complaint{}, err
		} else if len(promised) > 0 {
			n.Promise = promised[0].ID
		}
	case complaint.InInteraction:
		i, err := a.Interaction.Get(tx, id.Interaction(subject))
		if err != nil {
			return complaint.Complaint{}, err
		}
		words, err := a.Interaction.WordsOf(tx, i.ID)
		if err != nil {
			return complaint.Complaint{}, err
		}
		n.Customer, n.ReceivedAt, n.Promise, n.Channel = i.Customer, i.BeganAt, i.Promise, complaintChannels[string(i.Kind)]
		n.Words.Inside = complaint.Among(words.ReadBy(tx.Actor))
	default:
		return complaint.Complaint{}, fault.New(fault.Invalid, "complaint.matter").On("subject")
	}
	if n.Channel == "" {
		n.Channel = complaint.ByOther
	}
	return a.complain(tx, n)
}

// complaintChannels are the ways of questions and interactions.
var complaintChannels = map[string]complaint.Channel{
	"phone": complaint.ByPhone, "form": complaint.ByPage, "desk": complaint.InPerson, "sms": complaint.ByOther,
	"call": complaint.ByPhone, "email": complaint.ByMail, "meeting": complaint.InPerson, "chat": complaint.ByChat,
	"letter": complaint.ByLetter, "visit": complaint.InPerson,
}

// SetHintAside says that a text holds no complaint.
func (a *Acts) SetHintAside(ctx context.Context, actor party.Actor, kind complaint.Matter, subject id.Any) (complaint.Hint, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (complaint.Hint, error) {
		return a.Complaint.SetAside(tx, kind, subject)
	})
}
