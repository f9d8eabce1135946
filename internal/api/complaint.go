package api

import (
	"context"
	"time"

	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// ComplaintPath names a complaint.
type ComplaintPath struct {
	Complaint id.Complaint `path:"complaint"`
}

// ComplaintView is a complaint as it stands. What colleagues write for each other is read by people only.
type ComplaintView struct {
	ID             id.Complaint       `json:"id"`
	Customer       id.Customer        `json:"customer"`
	Channel        complaint.Channel  `json:"channel" enum:"phone,page,mail,letter,in-person,chat,other"`
	Question       id.Question        `json:"question,omitzero" doc:"In which it was said."`
	Interaction    id.Interaction     `json:"interaction,omitzero" doc:"In which it was said."`
	Promise        id.Promise         `json:"promise,omitzero" doc:"That it is about."`
	Stage          complaint.Stage    `json:"stage" enum:"received,acknowledged,assessed,answered,accepted,refused,silent,learned,withdrawn"`
	Severity       complaint.Severity `json:"severity,omitempty" enum:"minor,serious,severe"`
	Cause          complaint.Cause    `json:"cause,omitempty"`
	Finding        complaint.Finding  `json:"finding,omitempty" enum:"upheld,partly,not-upheld"`
	Responsible    id.Staff           `json:"responsible,omitzero"`
	ReceivedAt     time.Time          `json:"received_at"`
	AcknowledgeBy  time.Time          `json:"acknowledge_by"`
	RemindedAt     time.Time          `json:"reminded_at,omitzero" doc:"When who is responsible was reminded that it was not acknowledged yet."`
	AcknowledgedAt time.Time          `json:"acknowledged_at,omitzero"`
	LateAt         time.Time          `json:"late_at,omitzero" doc:"Since when it waits for an acknowledgement that is late."`
	Answer         id.Promise         `json:"answer,omitzero" doc:"The promise to answer."`
	AnsweredAt     time.Time          `json:"answered_at,omitzero"`
	SettledAt      time.Time          `json:"settled_at,omitzero" doc:"Since when it is known what the customer thinks of the answer."`
	EndedAt        time.Time          `json:"ended_at,omitzero"`
	Lesson         id.Promise         `json:"lesson,omitzero" doc:"The promise among colleagues about what changes."`
	Version        int64              `json:"version"`
}

func showComplaint(c complaint.Complaint) ComplaintView {
	v := ComplaintView{
		ID: c.ID, Customer: c.Customer, Channel: c.Channel, Promise: c.Promise, Stage: c.Stage, Severity: c.Severity, Cause: c.Cause,
		Finding: c.Finding, Responsible: c.Responsible, ReceivedAt: at(c.ReceivedAt), AcknowledgeBy: at(c.AcknowledgeBy),
		RemindedAt: atOrNever(c.RemindedAt), AcknowledgedAt: atOrNever(c.AcknowledgedAt), LateAt: atOrNever(c.LateAt), Answer: c.Answer, AnsweredAt: atOrNever(c.AnsweredAt),
		SettledAt: atOrNever(c.SettledAt), EndedAt: atOrNever(c.EndedAt), Lesson: c.Lesson, Version: c.Version,
	}
	switch c.SubjectKind {
	case complaint.InQuestion:
		v.Question = id.Question(c.Subject)
	case complaint.InInteraction:
		v.Interaction = id.Interaction(c.Subject)
	}
	return v
}

// atOrNever is an instant as it is shown; none stays none.
func atOrNever(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return at(t)
}

// ComplaintStepView is a step that was taken, with what was said.
type ComplaintStepView struct {
	Number   int64          `json:"number"`
	Step     complaint.Step `json:"step" enum:"receive,acknowledge,assess,answer,accept,refuse,leave,learn,withdraw"`
	At       time.Time      `json:"at"`
	By       party.Kind     `json:"by" enum:"staff,agent,customer,system"`
	Staff    id.Staff       `json:"staff,omitzero" doc:"Who took it, of staff and virtual employees."`
	Said     string         `json:"said,omitempty" doc:"By the customer, or what he reads."`
	Reasons  string         `json:"reasons,omitempty" doc:"Of an answer; the customer reads them."`
	Inside   string         `json:"inside,omitempty" doc:"Among colleagues; a virtual employee does not see it."`
	UndoneAt time.Time      `json:"undone_at,omitzero"`
}

// ComplaintHintView is a text that may hold a complaint. It is none until somebody says so.
type ComplaintHintView struct {
	Question    id.Question    `json:"question,omitzero"`
	Interaction id.Interaction `json:"interaction,omitzero"`
	Customer    id.Customer    `json:"customer,omitzero"`
	Score       int64          `json:"score"`
	Cues        []string       `json:"cues" doc:"In which words it shows."`
	FoundAt     time.Time      `json:"found_at"`
	State       string         `json:"state" enum:"open,taken,aside"`
}

func showHint(h complaint.Hint) ComplaintHintView {
	v := ComplaintHintView{Customer: h.Customer, Score: h.Score, Cues: h.Signs(), FoundAt: at(h.FoundAt), State: string(h.State)}
	switch h.SubjectKind {
	case complaint.InQuestion:
		v.Question = id.Question(h.Subject)
	case complaint.InInteraction:
		v.Interaction = id.Interaction(h.Subject)
	}
	return v
}

// listedComplaints are at most as many as are shown at once.
const listedComplaints = 200

func addComplaints(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listComplaints", path: "~/complaints", scope: "questions:read", summary: "Complaints that run, the oldest first, or those of one customer"},
		func(tx *db.Tx, _ *call, in *struct {
			Customer id.Customer `query:"customer"`
		}) (listOf[ComplaintView], error) {
			all, err := acts.Complaint.List(tx, in.Customer, listedComplaints)
			return listOf[ComplaintView]{Items: each(all, showComplaint)}, err
		})
	get(s, operation{id: "getComplaint", path: "~/complaints/{complaint}", scope: "questions:read", summary: "One complaint"},
		func(tx *db.Tx, _ *call, in *ComplaintPath) (ComplaintView, error) {
			c, err := acts.Complaint.Get(tx, in.Complaint)
			return showComplaint(c), err
		})
	get(s, operation{id: "listComplaintSteps", path: "~/complaints/{complaint}/steps", scope: "questions:read", summary: "What was done with a complaint, by whom and when, the first step first"},
		func(tx *db.Tx, _ *call, in *ComplaintPath) (listOf[ComplaintStepView], error) {
			return stepsOf(tx, acts.Complaint, in.Complaint)
		})
	get(s, operation{id: "listComplaintHints", path: "~/complaint-hints", scope: "questions:read", summary: "Texts that may hold a complaint and wait for somebody to say so, the oldest first"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[ComplaintHintView], error) {
			all, err := acts.Complaint.OpenHints(tx, listedComplaints)
			return listOf[ComplaintHintView]{Items: each(all, showHint)}, err
		})
	addComplaintSources(s)
	addComplaintSteps(s)
	addComplaintTerms(s)
}

func stepsOf(tx *db.Tx, of *complaint.Service, one id.Complaint) (out listOf[ComplaintStepView], err error) {
	if _, err = of.Get(tx, one); err != nil {
		return out, err
	}
	steps, err := of.StepsOf(tx, one)
	if err != nil {
		return out, err
	}
	words, err := of.WordsOf(tx, one)
	for _, t := range steps {
		w := words[t.Number]
		v := ComplaintStepView{Number: t.Number, Step: t.Step, At: at(t.TakenAt), By: t.ActorKind, Said: w.Said, Reasons: w.Reasons,
			Inside: w.Inside.ReadBy(tx.Actor), UndoneAt: atOrNever(t.UndoneAt)}
		if t.ActorKind == party.Staff || t.ActorKind == party.Agent {
			v.Staff = id.Staff(t.Actor)
		}
		out.Items = append(out.Items, v)
	}
	return out, err
}

// addComplaintSources are the ways by which a complaint comes.
func addComplaintSources(s *Server) {
	acts := s.cfg.Acts
	post := func(name, path, summary string) operation {
		return operation{id: name, method: "POST", path: path, scope: "questions:write", role: "staff", summary: summary}
	}
	receive := post("receiveComplaint", "~/complaints", "Enter a complaint")
	receive.status = 201
	do(s, receive, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Customer    id.Customer       `json:"customer"`
			Said        string            `json:"said" doc:"What the customer said, in their own words; they can read it."`
			Inside      string            `json:"inside,omitempty" doc:"What colleagues must know. Never leaves the house."`
			Channel     complaint.Channel `json:"channel,omitempty" enum:"phone,page,mail,letter,in-person,chat,other" doc:"The phone when left out."`
			Promise     id.Promise        `json:"promise,omitzero" doc:"That it is about."`
			Responsible id.Staff          `json:"responsible,omitzero" doc:"Who sees to it; who enters it when left out."`
			ReceivedAt  time.Time         `json:"received_at,omitzero" doc:"Now when left out."`
		}
	}) (complaint.Complaint, error) {
		b := in.Body
		return acts.Complain(ctx, c.actor, complaint.New{
			Customer: b.Customer, Channel: b.Channel, Promise: b.Promise, Responsible: b.Responsible, ReceivedAt: b.ReceivedAt,
			Words: complaint.Words{Said: b.Said, Inside: complaint.Among(b.Inside)},
		})
	}, showComplaint)
	do(s, post("complainOfQuestion", "~/questions/{question}/complaint", "Make a complaint of a question"), func(ctx context.Context, c *call, in *QuestionPath) (complaint.Complaint, error) {
		return acts.ComplainOf(ctx, c.actor, complaint.InQuestion, in.Question.Any())
	}, showComplaint)
	do(s, post("setQuestionHintAside", "~/questions/{question}/no-complaint", "Say that a question holds no complaint; it is not suggested again"), func(ctx context.Context, c *call, in *QuestionPath) (complaint.Hint, error) {
		return acts.SetHintAside(ctx, c.actor, complaint.InQuestion, in.Question.Any())
	}, showHint)
	type interactionPath struct {
		Interaction id.Interaction `path:"interaction"`
	}
	do(s, post("complainOfInteraction", "~/interactions/{interaction}/complaint", "Make a complaint of what was said in a call, a letter or a visit"), func(ctx context.Context, c *call, in *interactionPath) (complaint.Complaint, error) {
		return acts.ComplainOf(ctx, c.actor, complaint.InInteraction, in.Interaction.Any())
	}, showComplaint)
	do(s, post("setInteractionHintAside", "~/interactions/{interaction}/no-complaint", "Say that what was said there is no complaint; it is not suggested again"), func(ctx context.Context, c *call, in *interactionPath) (complaint.Hint, error) {
		return acts.SetHintAside(ctx, c.actor, complaint.InInteraction, in.Interaction.Any())
	}, showHint)
}
