package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
)

// PromiseMessage is something said, or to be said, to the customer about it.
type PromiseMessage struct {
	ID      id.Message
	Kind    message.Kind
	State   message.State
	Channel message.Channel
	Address string
	At      time.Time // when it was said; else when it was made
	Subject string
	Text    string
	Words   string
	Trouble message.Trouble // why a channel did not take it
	Said    string          // and what it answered
}

// messagesAbout lists what is said to the customer about a subject, the words of this moment with what is
// still to be sent. What waits for a person and is no longer true is left out.
func (r Relation) messagesAbout(tx *db.Tx, subject id.Any) ([]PromiseMessage, error) {
	all, err := r.Messages.OfSubject(tx, subject)
	if err != nil {
		return nil, err
	}
	var out []PromiseMessage
	for _, m := range all {
		if m.Audience != message.ToCustomer || m.State == message.Withdrawn || m.State == message.Replaced {
			continue
		}
		if still, err := r.stillTrue(tx, m); err != nil || !still {
			if err != nil {
				return nil, err
			}
			continue
		}
		m, text, err := r.Messages.Get(tx, m.ID)
		if err != nil {
			return nil, err
		}
		line := PromiseMessage{
			ID: m.ID, Kind: m.Kind, State: m.State, Channel: m.Channel, Address: m.Address, At: m.SentAt,
			Subject: text.Subject, Text: text.Plain, Words: m.Words, Trouble: m.TroubleKind, Said: m.Trouble,
		}
		if line.At.IsZero() {
			line.At = m.CreatedAt
		}
		if m.Channel == message.SMS && text.SMS != "" {
			line.Text = text.SMS
		}
		out = append(out, line)
	}
	return out, nil
}

// stillTrue tells whether what waits for a person may still be said.
func (r Relation) stillTrue(tx *db.Tx, m message.Message) (bool, error) {
	switch m.State {
	case message.Draft, message.ByHand, message.Failed:
		return r.Messages.StillTrue(tx, m)
	}
	return true, nil
}

// MessageAbout is the path of the page that a message is about.
func (r Relation) MessageAbout(ctx context.Context, actor party.Actor, of id.Message) (string, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (string, error) {
		type subject struct {
			SubjectKind string
			Subject     id.Any
		}
		found, ok, err := db.Maybe[subject](tx, "SELECT subject_kind, subject FROM message WHERE org = $1 AND id = $2 AND audience = 'customer'", tx.Org, of)
		if err == nil && !ok {
			err = fault.New(fault.NotFound, "message.unknown")
		}
		if found.SubjectKind == "question" {
			return "/questions/" + found.Subject.String(), err
		}
		if found.SubjectKind == "complaint" {
			return "/complaints/" + found.Subject.String(), err
		}
		if found.SubjectKind == "answer_given" {
			answer, _, err := db.Maybe[id.Answer](tx, "SELECT answer FROM answer_given WHERE org = $1 AND id = $2", tx.Org, found.Subject)
			return "/answers/" + answer.String(), err
		}
		return "/promises/" + found.Subject.String(), err
	})
}
