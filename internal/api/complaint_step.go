package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/complaint"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// addComplaintSteps are what is done with a complaint.
func addComplaintSteps(s *Server) {
	acts := s.cfg.Acts
	post := func(name, step, summary string) operation {
		return operation{id: name, method: http.MethodPost, path: "~/complaints/{complaint}/" + step, scope: "questions:write", role: "staff", summary: summary}
	}
	acknowledge := post("acknowledgeComplaint", "acknowledge", "Promise the customer an answer and say that we have the complaint")
	acknowledge.note = "The answer is a promise like any other: what does not fit is refused, with times that do."
	do(s, acknowledge, func(ctx context.Context, c *call, in *struct {
		ComplaintPath
		Body struct {
			Owner    id.Staff  `json:"owner,omitzero" doc:"Who answers; who is responsible when left out."`
			Due      time.Time `json:"due,omitzero" doc:"By the organisation's terms when left out."`
			Override bool      `json:"override,omitempty" doc:"Promise it by name although it does not fit."`
			Tell     act.Tell  `json:"tell,omitempty" enum:"message,spoken" doc:"By message when left out."`
		}
	}) (complaint.Complaint, error) {
		b := in.Body
		return acts.AcknowledgeComplaint(ctx, c.actor, in.Complaint, act.Acknowledging{Owner: b.Owner, Due: promise.Due{At: b.Due}, Override: b.Override, Tell: b.Tell})
	}, showComplaint)
	do(s, post("assessComplaint", "assess", "Put down what somebody found who looked into it"), func(ctx context.Context, c *call, in *struct {
		ComplaintPath
		Body struct {
			Severity    complaint.Severity `json:"severity" enum:"minor,serious,severe"`
			Cause       complaint.Cause    `json:"cause" doc:"A code of the list of causes."`
			Responsible id.Staff           `json:"responsible,omitzero"`
			Inside      string             `json:"inside,omitempty" doc:"What was found. Never leaves the house."`
		}
	}) (complaint.Complaint, error) {
		b := in.Body
		return acts.AssessComplaint(ctx, c.actor, in.Complaint, 0, complaint.Assessment{Severity: b.Severity, Cause: b.Cause, Responsible: b.Responsible, Inside: b.Inside})
	}, showComplaint)
	addComplaintAnswers(s, post)
}

// addComplaintAnswers are the answer and what follows it.
func addComplaintAnswers(s *Server, post func(name, step, summary string) operation) {
	acts := s.cfg.Acts
	do(s, post("answerComplaint", "answer", "Answer with reasons; that keeps the promise to do so"), func(ctx context.Context, c *call, in *struct {
		ComplaintPath
		Body struct {
			Finding complaint.Finding `json:"finding" enum:"upheld,partly,not-upheld"`
			Said    string            `json:"said" doc:"The answer, for the customer."`
			Reasons string            `json:"reasons" doc:"Why, for the customer."`
			Tell    act.Tell          `json:"tell,omitempty" enum:"message,spoken" doc:"By message when left out."`
		}
	}) (complaint.Complaint, error) {
		b := in.Body
		return acts.AnswerComplaint(ctx, c.actor, in.Complaint, 0, complaint.Reply{Finding: b.Finding, Said: b.Said, Reasons: b.Reasons}, b.Tell)
	}, showComplaint)
	settle := post("settleComplaint", "settle", "Pass on what the customer thinks of the answer")
	settle.note = "leave: the customer said nothing for two weeks."
	do(s, settle, func(ctx context.Context, c *call, in *struct {
		ComplaintPath
		Body struct {
			Verdict complaint.Step `json:"verdict" enum:"accept,refuse,leave"`
			Said    string         `json:"said,omitempty" doc:"In the customer's words."`
		}
	}) (complaint.Complaint, error) {
		return acts.SettleComplaint(ctx, c.actor, in.Complaint, 0, in.Body.Verdict, in.Body.Said)
	}, showComplaint)
	do(s, post("learnFromComplaint", "learn", "End a complaint with what was learned; what changes is a promise among colleagues"), func(ctx context.Context, c *call, in *struct {
		ComplaintPath
		Body struct {
			Lesson string    `json:"lesson" doc:"What was learned, or why nothing changes. Never leaves the house."`
			Change string    `json:"change,omitempty" doc:"What changes."`
			Owner  id.Staff  `json:"owner,omitzero" doc:"Who changes it; nothing changes when left out."`
			Due    time.Time `json:"due,omitzero"`
		}
	}) (complaint.Complaint, error) {
		b := in.Body
		return acts.LearnFromComplaint(ctx, c.actor, in.Complaint, 0, act.Lesson{Words: b.Lesson, Act: b.Change, Owner: b.Owner, Due: promise.Due{At: b.Due}})
	}, showComplaint)
	do(s, post("withdrawComplaint", "withdraw", "End a complaint that the customer does not pursue"), func(ctx context.Context, c *call, in *struct {
		ComplaintPath
		Body struct {
			Why string `json:"why" doc:"For colleagues."`
		}
	}) (complaint.Complaint, error) {
		return acts.WithdrawComplaint(ctx, c.actor, in.Complaint, 0, in.Body.Why)
	}, showComplaint)
	do(s, post("undoComplaint", "undo", "Take back your own last step, a moment after"), func(ctx context.Context, c *call, in *ComplaintPath) (complaint.Complaint, error) {
		return acts.UndoComplaint(ctx, c.actor, in.Complaint)
	}, showComplaint)
}

// ComplaintTermsView is how complaints are handled here.
type ComplaintTermsView struct {
	AcknowledgeMinutes int64  `json:"acknowledge_minutes" doc:"Of open time."`
	AnswerDays         int64  `json:"answer_days" doc:"Working days."`
	OutsideNL          string `json:"outside_nl,omitempty" doc:"Where a customer can go who does not accept an answer."`
	OutsideEN          string `json:"outside_en,omitempty"`
	Version            int64  `json:"version"`
}

// ComplaintCauseView is a cause in the list.
type ComplaintCauseView struct {
	Cause   complaint.Cause `json:"cause,omitempty" doc:"Its code; left out, a new one is added."`
	NL      string          `json:"nl,omitempty" doc:"Empty for a cause that everybody begins with, under its own name."`
	EN      string          `json:"en,omitempty"`
	Retired bool            `json:"retired,omitempty" doc:"Chosen no more."`
}

func showTerms(t complaint.Terms) ComplaintTermsView { return ComplaintTermsView(t) }

func showCause(k complaint.Known) ComplaintCauseView {
	return ComplaintCauseView{Cause: k.Code, NL: k.NameNL, EN: k.NameEN, Retired: k.Retired}
}

// addComplaintTerms is how complaints are handled here.
func addComplaintTerms(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "getComplaintTerms", path: "~/complaint-terms", scope: "questions:read", summary: "How soon complaints are acknowledged and answered, and where else a customer can go"},
		func(tx *db.Tx, _ *call, _ *struct{}) (ComplaintTermsView, error) {
			t, err := acts.Complaint.Terms(tx)
			return showTerms(t), err
		})
	get(s, operation{id: "getComplaintFigures", path: "~/figures/complaints", scope: "figures:read", summary: "What became of the complaints of a year, and what caused them"},
		func(tx *db.Tx, _ *call, in *struct {
			Year int `query:"year" minimum:"1990" maximum:"2200" doc:"In which they were received; this one when left out."`
		}) (overview.ComplaintFigures, error) {
			o, err := acts.Organisation.Get(tx)
			if err != nil {
				return overview.ComplaintFigures{}, err
			}
			return overview.Complained(tx, acts.Complaint, o.Location(), in.Year)
		})
	do(s, operation{id: "setComplaintTerms", method: http.MethodPut, path: "~/complaint-terms", scope: "questions:write", role: party.TeamLead,
		summary: "Change how complaints are handled, for those from now on"}, func(ctx context.Context, c *call, in *struct{ Body ComplaintTermsView }) (complaint.Terms, error) {
		return acts.SetComplaintTerms(ctx, c.actor, complaint.Terms(in.Body))
	}, showTerms)
	get(s, operation{id: "listComplaintCauses", path: "~/complaint-causes", scope: "questions:read", summary: "The causes of complaints to choose from, and those that are chosen no more"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[ComplaintCauseView], error) {
			all, err := acts.Complaint.Causes(tx)
			return listOf[ComplaintCauseView]{Items: each(all, showCause)}, err
		})
	do(s, operation{id: "setComplaintCause", method: http.MethodPut, path: "~/complaint-causes", scope: "questions:write", role: party.TeamLead,
		summary: "Add a cause, give one another name, or have it chosen no more"}, func(ctx context.Context, c *call, in *struct{ Body ComplaintCauseView }) (complaint.Known, error) {
		b := in.Body
		return acts.SetComplaintCause(ctx, c.actor, complaint.Known{Code: b.Cause, NameNL: b.NL, NameEN: b.EN, Retired: b.Retired})
	}, showCause)
}
