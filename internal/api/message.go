package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/message"
)

// MessageView is one thing to say to one recipient.
type MessageView struct {
	ID          id.Message       `json:"id"`
	Kind        message.Kind     `json:"kind" enum:"confirmation,readback,changed,honest-notice,broken,recovery,result,remind,at-risk,proposed,unacknowledged,broken-notice,taken-result,customer-disputed,customer-added,customer-moved,customer-let-go,customer-corrected,complaint-waits,asked-to-take-over,asked-to-promise,turned-down,entrusted"`
	Audience    message.Audience `json:"audience" enum:"customer,staff"`
	Recipient   id.Any           `json:"recipient,omitzero"`
	About       string           `json:"about" enum:"promise,question"`
	Subject     id.Any           `json:"subject"`
	Code        id.Code          `json:"code,omitempty"`
	Channel     message.Channel  `json:"channel" enum:"email,sms,spoken,page,none"`
	Address     string           `json:"address,omitempty"`
	Lang        lang.Lang        `json:"lang,omitempty" enum:"nl,en"`
	State       message.State    `json:"state" enum:"draft,waiting,held,sent,failed,by-hand,handed,replaced,withdrawn"`
	Words       string           `json:"words,omitempty" doc:"A person's own, added to what Kroon writes."`
	Text        string           `json:"text,omitempty" doc:"What it says at this moment, or what left."`
	Responsible id.Staff         `json:"responsible,omitzero" doc:"Who sends it when Kroon cannot."`
	UseBy       time.Time        `json:"use_by,omitzero"`
	NotBefore   time.Time        `json:"not_before,omitzero"`
	CreatedAt   time.Time        `json:"created_at,omitzero"`
	SentAt      time.Time        `json:"sent_at,omitzero"`
	SentBy      id.Staff         `json:"sent_by,omitzero"`
	SeenAt      time.Time        `json:"seen_at,omitzero"`
	Trouble     string           `json:"trouble,omitempty" doc:"What the channel answered last."`
	TroubleKind message.Trouble  `json:"trouble_kind,omitempty" enum:"unreachable,unknown-host,slow,certificate,protection,sign-in,no-privacy,cut-off,later,faulty,redirected,in-house,refused,odd" doc:"Why it was not taken, in one word."`
	ReplacedBy  id.Message       `json:"replaced_by,omitzero"`
}

func showMessage(m message.Message) MessageView {
	return MessageView{
		ID: m.ID, Kind: m.Kind, Audience: m.Audience, Recipient: m.Recipient, About: m.SubjectKind, Subject: m.Subject,
		Code: m.Code, Channel: m.Channel, Address: m.Address, Lang: m.Lang, State: m.State, Words: m.Words, Text: m.Said,
		Responsible: m.Responsible, UseBy: at(m.UseBy), NotBefore: at(m.NotBefore), CreatedAt: at(m.CreatedAt), SentAt: at(m.SentAt),
		SentBy: m.SentBy, SeenAt: at(m.SeenAt), Trouble: m.Trouble, TroubleKind: m.TroubleKind, ReplacedBy: m.ReplacedBy,
	}
}

func showReady(r message.Ready) MessageView {
	v := showMessage(r.Message)
	v.Text = r.Text.Plain
	return v
}

// MessagePath names a message.
type MessagePath struct {
	Message id.Message `path:"message"`
}

func addMessages(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listMessagesOfPromise", path: "~/promises/{promise}/messages", scope: "promises:read", summary: "Everything said and to be said about a promise, the oldest first"},
		func(tx *db.Tx, _ *call, in *PromisePath) (listOf[MessageView], error) {
			if _, err := acts.Promise.Get(tx, in.Promise); err != nil {
				return listOf[MessageView]{}, err
			}
			all, err := acts.Message.OfSubject(tx, in.Promise.Any())
			return listOf[MessageView]{Items: each(all, showMessage)}, err
		})
	get(s, operation{id: "listOwnMessages", path: "~/messages", scope: "promises:read", summary: "What one is to read and send, or to send oneself, the newest first"},
		func(tx *db.Tx, c *call, in *struct{ Paging }) (listOf[MessageView], error) {
			all, err := acts.Message.WaitingFor(tx, c.actor.StaffID(), id.Message(in.After), in.Limit+1)
			return page(all, in.Limit, showReady, func(m message.Ready) id.Any { return m.ID.Any() }), err
		})
	get(s, operation{id: "getMessage", path: "~/messages/{message}", scope: "promises:read", summary: "A message with its words"},
		func(tx *db.Tx, _ *call, in *MessagePath) (MessageView, error) {
			m, text, err := acts.Message.Get(tx, in.Message)
			return showReady(message.Ready{Message: m, Text: text}), err
		})
	addMessageActs(s)
	addNotices(s)
}

func addMessageActs(s *Server) {
	acts := s.cfg.Acts
	on := func(name, of, summary string) operation {
		return operation{id: name, method: http.MethodPost, path: "~/messages/{message}/" + of, scope: "promises:write", role: "staff", summary: summary}
	}
	do(s, on("sendMessage", "send", "Let a draft go, with words of one's own"), func(ctx context.Context, c *call, in *struct {
		MessagePath
		Body struct {
			Words string `json:"words,omitempty"`
		}
	}) (message.Message, error) {
		return acts.SendDraft(ctx, c.actor, in.Message, in.Body.Words)
	}, showMessage)
	do(s, on("handMessage", "handed", "One has sent or said it oneself"), func(ctx context.Context, c *call, in *MessagePath) (message.Message, error) {
		return acts.HandMessage(ctx, c.actor, in.Message)
	}, showMessage)
	do(s, on("dropMessage", "drop", "It will not be sent"), func(ctx context.Context, c *call, in *MessagePath) (message.Message, error) {
		return acts.DropMessage(ctx, c.actor, in.Message)
	}, showMessage)
	do(s, on("sendMessageAgain", "again", "Try once more, at the address that the customer has now"), func(ctx context.Context, c *call, in *MessagePath) (message.Message, error) {
		return acts.SendAgain(ctx, c.actor, in.Message)
	}, showMessage)
	do(s, on("takeMessageInHand", "take", "Take it out of the outbox, to send it oneself"), func(ctx context.Context, c *call, in *MessagePath) (message.Message, error) {
		return acts.TakeInHand(ctx, c.actor, in.Message)
	}, showMessage)
}

// mostNotices bounds a list that is read at once.
const mostNotices = 50

func addNotices(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listNotices", path: "~/notices", scope: "promises:read", summary: "One's newest notices that one has not seen, at most fifty"},
		func(tx *db.Tx, c *call, _ *struct{}) (listOf[MessageView], error) {
			all, err := acts.Message.Unseen(tx, c.actor.StaffID(), mostNotices, "")
			return listOf[MessageView]{Items: each(all, showReady)}, err
		})
	silently(s, operation{
		id: "seeNotices", method: http.MethodPost, path: "~/notices/seen", scope: "promises:write", role: "reader", summary: "One has seen these notices",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Notices []id.Message `json:"notices"`
		}
	}) error {
		return acts.SeeNotices(ctx, c.actor, in.Body.Notices...)
	})
}
