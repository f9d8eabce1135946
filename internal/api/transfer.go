package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/transfer"
)

// TransferPath names a hand-off.
type TransferPath struct {
	Transfer id.Transfer `path:"transfer"`
}

// TransferView is a question going to another person. What colleagues tell each other stays among people.
type TransferView struct {
	ID         id.Transfer    `json:"id"`
	Question   id.Question    `json:"question"`
	Sender     id.Staff       `json:"sender"`
	Taker      id.Staff       `json:"taker"`
	State      transfer.State `json:"state" enum:"waiting,accepted,declined,withdrawn"`
	Number     int64          `json:"number" doc:"Which hand-off of the question it is; 0 while it is not accepted."`
	Finishes   bool           `json:"finishes" doc:"The taker is the one who finishes it."`
	HandedAt   time.Time      `json:"handed_at"`
	AnsweredAt time.Time      `json:"answered_at,omitzero"`
	Version    int64          `json:"version"`
}

func showTransfer(t transfer.Transfer) TransferView {
	v := TransferView{ID: t.ID, Question: t.Question, Sender: t.Sender, Taker: t.Taker, State: t.State, Number: t.Number,
		Finishes: t.Finishes, HandedAt: at(t.HandedAt), Version: t.Version}
	if !t.AnsweredAt.IsZero() {
		v.AnsweredAt = at(t.AnsweredAt)
	}
	return v
}

func addTransfers(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{
		id: "passQuestion", method: http.MethodPost, path: "~/questions/{question}/pass-on", scope: "questions:write", role: "staff",
		summary: "Ask a colleague to take a question over",
		note:    "Whoever has it keeps it until the colleague accepts; who names himself takes it at once.",
	}, func(ctx context.Context, c *call, in *struct {
		QuestionPath
		Body struct {
			Holder   id.Staff `json:"holder"`
			Facts    string   `json:"facts,omitempty" doc:"What the taker must know. Never leaves the house."`
			Repeated string   `json:"repeated,omitempty" doc:"What the customer had to tell again."`
			Reason   string   `json:"reason,omitempty" doc:"Of a team lead: why it goes on after two hand-offs."`
		}
	}) (intake.Question, error) {
		return acts.HandOn(ctx, c.actor, in.Question, 0, in.Body.Holder,
			transfer.Words{Facts: in.Body.Facts, Repeated: in.Body.Repeated, Reason: in.Body.Reason})
	}, showQuestion)
	get(s, operation{id: "listHandOffs", path: "~/questions/{question}/hand-offs", scope: "questions:read", summary: "The hand-offs of a question, asked or done, the oldest first"},
		func(tx *db.Tx, _ *call, in *QuestionPath) (listOf[TransferView], error) {
			if _, err := acts.Intake.Get(tx, in.Question); err != nil {
				return listOf[TransferView]{}, err
			}
			all, err := acts.Transfer.OfQuestion(tx, in.Question)
			return listOf[TransferView]{Items: each(all, showTransfer)}, err
		})
	do(s, operation{id: "acceptHandOff", method: http.MethodPost, path: "~/hand-offs/{transfer}/accept", scope: "questions:write", role: "staff",
		summary: "Say yes: the question is yours from now on"},
		func(ctx context.Context, c *call, in *TransferPath) (transfer.Transfer, error) {
			return acts.AcceptHandOff(ctx, c.actor, in.Transfer)
		}, showTransfer)
	do(s, operation{id: "declineHandOff", method: http.MethodPost, path: "~/hand-offs/{transfer}/decline", scope: "questions:write", role: "staff",
		summary: "Say no, and why: the sender still has the question"},
		func(ctx context.Context, c *call, in *struct {
			TransferPath
			Body struct {
				Words string `json:"words" doc:"Why not, for colleagues."`
			}
		}) (transfer.Transfer, error) {
			return acts.DeclineHandOff(ctx, c.actor, in.Transfer, in.Body.Words)
		}, showTransfer)
	do(s, operation{id: "withdrawHandOff", method: http.MethodPost, path: "~/hand-offs/{transfer}/withdraw", scope: "questions:write", role: "staff",
		summary: "Ask no more: for the sender, or a team lead"},
		func(ctx context.Context, c *call, in *TransferPath) (transfer.Transfer, error) {
			return acts.WithdrawHandOff(ctx, c.actor, in.Transfer)
		}, showTransfer)
}
