package complaint

import (
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Stage is how far a complaint is.
type Stage string

// The stages.
const (
	Unsaid       Stage = "" // before it came
	Received     Stage = "received"
	Acknowledged Stage = "acknowledged"
	Assessed     Stage = "assessed"
	Answered     Stage = "answered"
	Accepted     Stage = "accepted"
	Refused      Stage = "refused" // the customer does not accept the answer
	Silent       Stage = "silent"  // the customer said nothing for long
	Learned      Stage = "learned"
	Withdrawn    Stage = "withdrawn" // by the customer
)

// Stages are all there are, in the order in which a complaint passes them.
func Stages() []Stage {
	return []Stage{Received, Acknowledged, Assessed, Answered, Accepted, Refused, Silent, Learned, Withdrawn}
}

// Key is the catalogue key of the stage's name.
func (s Stage) Key() string { return "complaint.stage." + string(s) }

// Open tells whether the customer waits for us, or we for him.
func (s Stage) Open() bool {
	return s == Received || s == Acknowledged || s == Assessed || s == Answered || s == Refused
}

// Ended tells whether nothing is to be done about it any more.
func (s Stage) Ended() bool { return s == Learned || s == Withdrawn }

// Step is what somebody does with a complaint.
type Step string

// The steps.
const (
	Receive     Step = "receive"
	Acknowledge Step = "acknowledge"
	Assess      Step = "assess"
	Answer      Step = "answer"
	Accept      Step = "accept"
	Refuse      Step = "refuse"
	Leave       Step = "leave" // to put down that the customer said nothing
	Learn       Step = "learn"
	Withdraw    Step = "withdraw"
)

// Steps are all there are.
func Steps() []Step {
	return []Step{Receive, Acknowledge, Assess, Answer, Accept, Refuse, Leave, Learn, Withdraw}
}

// Key is the catalogue key of the step in a sentence.
func (s Step) Key() string { return "complaint.step." + string(s) }

// follows is to which stage a step leads from each stage. What does not stand here cannot be done.
var follows = map[Stage]map[Step]Stage{
	Unsaid:       {Receive: Received},
	Received:     {Acknowledge: Acknowledged, Withdraw: Withdrawn},
	Acknowledged: {Assess: Assessed, Withdraw: Withdrawn},
	Assessed:     {Assess: Assessed, Answer: Answered, Withdraw: Withdrawn},
	Answered:     {Accept: Accepted, Refuse: Refused, Leave: Silent},
	Refused:      {Answer: Answered, Accept: Accepted, Learn: Learned},
	Silent:       {Accept: Accepted, Refuse: Refused, Learn: Learned},
	Accepted:     {Refuse: Refused, Learn: Learned},
}

// To is the stage to which a step leads; false when it cannot be taken.
func (s Stage) To(step Step) (Stage, bool) {
	next, ok := follows[s][step]
	return next, ok
}

// Silence is how long after an answer it can be put down that the customer says nothing.
const Silence = 14 * 24 * time.Hour

// Taken is a step that was taken.
type Taken struct {
	Number      int64
	Step        Step
	TakenAt     time.Time
	ActorKind   party.Kind
	Actor       id.Any
	Severity    Severity   // of Assess
	Cause       Cause      // of Assess
	Finding     Finding    // of Answer
	Responsible id.Staff   // when it changes who sees to it
	Promise     id.Promise // that was made with it
	UndoneAt    time.Time
}

// after is the complaint after one more step; fault Conflict when the step cannot be taken.
func (c Complaint) after(t Taken) (Complaint, error) {
	next, ok := c.Stage.To(t.Step)
	if !ok || !c.UndoneAt.IsZero() {
		return c, fault.New(fault.Conflict, "complaint.not_now")
	}
	if t.Step == Leave && t.TakenAt.Before(c.AnsweredAt.Add(Silence)) {
		return c, fault.New(fault.TooLate, "complaint.too_soon", "days", int(Silence.Hours())/24)
	}
	c.Stage = next
	if !t.Responsible.IsZero() {
		c.Responsible = t.Responsible
	}
	switch t.Step {
	case Acknowledge:
		c.AcknowledgedAt, c.Answer = t.TakenAt, t.Promise
	case Assess:
		c.Severity, c.Cause = t.Severity, t.Cause
	case Answer:
		c.Finding, c.AnsweredAt, c.Verdict, c.SettledAt = t.Finding, t.TakenAt, "", time.Time{}
	case Accept, Refuse, Leave:
		c.Verdict, c.SettledAt = t.Step, t.TakenAt
	case Learn:
		c.Lesson, c.EndedAt = t.Promise, t.TakenAt
	case Withdraw:
		c.EndedAt = t.TakenAt
	}
	return c, nil
}

// stand is how a complaint stands by its steps that were not taken back.
func (c Complaint) stand(steps []Taken) (Complaint, error) {
	out := Complaint{
		ID: c.ID, Customer: c.Customer, Channel: c.Channel, SubjectKind: c.SubjectKind, Subject: c.Subject, Promise: c.Promise,
		ReceivedAt: c.ReceivedAt, AcknowledgeBy: c.AcknowledgeBy, RemindAt: c.RemindAt, RemindedAt: c.RemindedAt,
		LateAt: c.LateAt, Version: c.Version,
	}
	var err error
	for _, t := range steps {
		if err == nil && t.UndoneAt.IsZero() {
			out, err = out.after(t)
		}
	}
	return out, err
}
