package complaint

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// MayAcknowledge refuses what cannot be acknowledged, before anything is promised about it.
func (s *Service) MayAcknowledge(tx *db.Tx, of id.Complaint, version int64) (Complaint, error) {
	return s.may(tx, of, version, Acknowledge)
}

// MayAnswer refuses what cannot be answered, before anything is done about it.
func (s *Service) MayAnswer(tx *db.Tx, of id.Complaint, version int64) (Complaint, error) {
	return s.may(tx, of, version, Answer)
}

// MayLearn refuses what cannot be learned from yet, before anything is promised about it.
func (s *Service) MayLearn(tx *db.Tx, of id.Complaint, version int64) (Complaint, error) {
	return s.may(tx, of, version, Learn)
}

func (s *Service) may(tx *db.Tx, of id.Complaint, version int64, step Step) (Complaint, error) {
	c, err := s.hold(tx, of, version)
	if err != nil {
		return c, err
	}
	if _, ok := c.Stage.To(step); !ok || !c.UndoneAt.IsZero() {
		return c, fault.New(fault.Conflict, "complaint.not_now")
	}
	return c, nil
}

// Acknowledge says that the customer hears that we have it, with the promise to answer and who sees to it.
func (s *Service) Acknowledge(tx *db.Tx, of id.Complaint, promise id.Promise, responsible id.Staff) (Complaint, error) {
	c, err := s.hold(tx, of, 0)
	if err != nil {
		return c, err
	}
	t := Taken{Step: Acknowledge, Promise: promise, Responsible: responsible}
	c, err = s.take(tx, c, t, Words{}, func(c Complaint) event.Fact {
		return WasAcknowledged{c.Customer, promise, c.AcknowledgedAt.After(c.AcknowledgeBy)}
	})
	if err == nil {
		unwatch(tx, of)
	}
	return c, err
}

// Assessment is what somebody finds who looks into a complaint. It stays in the house.
type Assessment struct {
	Severity    Severity
	Cause       Cause
	Responsible id.Staff // as it was when zero
	Inside      string   // what was found
}

// Assess puts down what somebody found; again when it turns out otherwise.
func (s *Service) Assess(tx *db.Tx, of id.Complaint, version int64, a Assessment) (Complaint, error) {
	c, err := s.hold(tx, of, version)
	if err != nil {
		return c, err
	}
	known, err := s.Causes(tx)
	if err != nil {
		return c, err
	}
	words, err := Words{Inside: Among(a.Inside)}.checked("inside", "inside", "inside")
	switch {
	case err != nil:
		return c, err
	case !slices.Contains(Severities(), a.Severity):
		return c, fault.New(fault.Invalid, "complaint.severity").On("severity")
	case !slices.ContainsFunc(known, func(k Known) bool { return k.Code == a.Cause && !k.Retired }):
		return c, fault.New(fault.Invalid, "complaint.cause").On("cause")
	}
	t := Taken{Step: Assess, Severity: a.Severity, Cause: a.Cause, Responsible: a.Responsible}
	return s.take(tx, c, t, words, func(c Complaint) event.Fact {
		return WasAssessed{c.Customer, c.Severity, c.Cause, c.Responsible}
	})
}

// Reply is an answer, with reasons: the customer reads both.
type Reply struct {
	Finding Finding
	Said    string
	Reasons string
	Inside  string
	Entered bool // the promise it is about was on our account as broken already; acts know, people need not say
}

// Answer answers a complaint. Without reasons it is none.
func (s *Service) Answer(tx *db.Tx, of id.Complaint, version int64, r Reply) (Complaint, error) {
	c, err := s.hold(tx, of, version)
	if err != nil {
		return c, err
	}
	words, err := Words{Said: r.Said, Reasons: r.Reasons, Inside: Among(r.Inside)}.checked("said", "reasons", "inside")
	switch {
	case err != nil:
		return c, err
	case !slices.Contains(Findings(), r.Finding):
		return c, fault.New(fault.Invalid, "complaint.finding").On("finding")
	case words.Said == "":
		return c, fault.New(fault.Invalid, "complaint.no_answer").On("said")
	case words.Reasons == "":
		return c, fault.New(fault.Invalid, "complaint.no_reasons").On("reasons")
	}
	again := c.Stage == Refused
	return s.take(tx, c, Taken{Step: Answer, Finding: r.Finding}, words, func(c Complaint) event.Fact {
		return WasAnswered{c.Customer, c.Promise, c.Finding, again, r.Entered}
	})
}

// Settle puts down what the customer thinks of the answer, in his own words when he gave any: Accept, Refuse, or
// Leave when he said nothing for long.
func (s *Service) Settle(tx *db.Tx, of id.Complaint, version int64, verdict Step, said string) (Complaint, error) {
	c, err := s.hold(tx, of, version)
	if err != nil {
		return c, err
	}
	words, err := Words{Said: said}.checked("said", "said", "said")
	if err != nil {
		return c, err
	}
	before := c.Stage
	fact := func(c Complaint) event.Fact {
		switch verdict {
		case Accept:
			return WasAccepted{c.Customer, c.Promise, c.Finding}
		case Refuse:
			return WasRefused{c.Customer, before}
		}
		return WasLeft{c.Customer}
	}
	if verdict != Accept && verdict != Refuse && verdict != Leave {
		return c, fault.New(fault.Invalid, "complaint.verdict").On("verdict")
	}
	return s.take(tx, c, Taken{Step: verdict}, words, fact)
}

// Learn ends a complaint with what changes: in words, and by a promise among colleagues; without one, why nothing
// does.
func (s *Service) Learn(tx *db.Tx, of id.Complaint, words string, promise id.Promise) (Complaint, error) {
	c, err := s.hold(tx, of, 0)
	if err != nil {
		return c, err
	}
	inside, err := lesson(words)
	if err != nil {
		return c, err
	}
	return s.take(tx, c, Taken{Step: Learn, Promise: promise}, inside, func(c Complaint) event.Fact {
		return WasLearnedFrom{c.Customer, promise}
	})
}

// lesson refuses to learn nothing.
func lesson(text string) (Words, error) {
	w, err := Words{Inside: Among(text)}.checked("lesson", "lesson", "lesson")
	if err == nil && w.Inside.text == "" {
		err = fault.New(fault.Invalid, "complaint.no_lesson").On("lesson")
	}
	return w, err
}

// Withdraw ends a complaint that the customer does not pursue, with why.
func (s *Service) Withdraw(tx *db.Tx, of id.Complaint, version int64, why string) (Complaint, error) {
	c, err := s.hold(tx, of, version)
	if err != nil {
		return c, err
	}
	words, err := Words{Inside: Among(why)}.checked("why", "why", "why")
	if err == nil && words.Inside.text == "" {
		err = fault.New(fault.Invalid, "complaint.no_why").On("why")
	}
	if err != nil {
		return c, err
	}
	c, err = s.take(tx, c, Taken{Step: Withdraw}, words, func(c Complaint) event.Fact { return WasWithdrawn{c.Customer} })
	if err == nil {
		unwatch(tx, of)
	}
	return c, err
}

// Undo takes back the last step, a moment after and by who took it: fault TooLate or Conflict otherwise. A complaint
// whose first step is taken back was never made.
func (s *Service) Undo(tx *db.Tx, of id.Complaint) (Complaint, Taken, error) {
	c, err := s.hold(tx, of, 0)
	if err != nil {
		return c, Taken{}, err
	}
	steps, err := stepsOf(tx, of)
	if err != nil {
		return c, Taken{}, err
	}
	at := -1
	for i, t := range steps {
		if t.UndoneAt.IsZero() {
			at = i
		}
	}
	switch {
	case at < 0 || !c.UndoneAt.IsZero():
		return c, Taken{}, fault.New(fault.Conflict, "complaint.undo_gone")
	case steps[at].Actor != tx.Actor.ID || steps[at].ActorKind != tx.Actor.Kind:
		return c, steps[at], fault.New(fault.Conflict, "complaint.undo_not_yours")
	case tx.Now.Sub(steps[at].TakenAt) > UndoWindow:
		return c, steps[at], fault.New(fault.TooLate, "complaint.undo_late")
	}
	steps[at].UndoneAt = tx.Now
	undoStep(tx, of, steps[at].Number)
	before := c
	if c, err = c.stand(steps); err != nil {
		return c, steps[at], err
	}
	switch steps[at].Step {
	case Receive:
		c.Stage, c.UndoneAt = Received, tx.Now
		unwatch(tx, of)
		if before.SubjectKind != NoMatter {
			decide(tx, before.SubjectKind, before.Subject, HintOpen)
		}
	case Acknowledge, Withdraw:
		if c.Stage == Received && c.LateAt.IsZero() {
			s.watch(tx, c)
		}
	}
	t := steps[at]
	c, err = s.save(tx, c, WasUndone{c.Customer, c.Promise, t.Step, t.Promise, t.Number})
	return c, t, err
}
