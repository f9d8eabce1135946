package complaint

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
)

// Patient is the instant by which so many minutes of open time have passed; zero when the house never opens.
type Patient func(tx *db.Tx, from time.Time, minutes int) (time.Time, error)

// Service keeps the complaints.
type Service struct {
	log     *event.Log
	patient Patient
}

// NewService makes the service.
func NewService(log *event.Log, patient Patient) *Service {
	return &Service{log: log, patient: patient}
}

// JobRemind reminds of a complaint that is not acknowledged yet, and JobNorm makes it visible that nobody did so in
// time; the subject is the complaint.
const (
	JobRemind = "complaint.remind"
	JobNorm   = "complaint.norm"
)

// What part of the norm has passed when somebody is reminded: three quarters of its open time, so that there is room
// to do it in.
const (
	remindAfter = 3
	remindOf    = 4
)

// UndoWindow is how long a step can be taken back.
const UndoWindow = 15 * time.Second

// closed is how much later than open time a house without hours acknowledges: its day has three times as many.
const closed = 3

// Receive enters a complaint. What was said in one question or interaction is one complaint: fault Conflict when it
// is one already. A hint about it is taken up.
func (s *Service) Receive(tx *db.Tx, n New) (Complaint, error) {
	n, err := n.checked(tx.Now)
	if err != nil {
		return Complaint{}, err
	}
	terms, err := s.Terms(tx)
	if err != nil {
		return Complaint{}, err
	}
	by, err := s.within(tx, n.ReceivedAt, terms.AcknowledgeMinutes)
	if err != nil {
		return Complaint{}, err
	}
	remind, err := s.within(tx, n.ReceivedAt, terms.AcknowledgeMinutes*remindAfter/remindOf)
	if err != nil {
		return Complaint{}, err
	}
	if !tx.Now.Before(by) {
		remind = time.Time{} // it is late already
	}
	c := Complaint{
		ID: id.New[id.Complaint](tx.IDs), Customer: n.Customer, Channel: n.Channel, SubjectKind: n.SubjectKind, Subject: n.Subject,
		Promise: n.Promise, Stage: Received, Responsible: n.Responsible, ReceivedAt: n.ReceivedAt, AcknowledgeBy: by, RemindAt: remind, Version: 1,
	}
	if free, err := insert(tx, c); err != nil || !free {
		if err == nil {
			err = fault.New(fault.Conflict, "complaint.is_one")
		}
		return c, err
	}
	insertStep(tx, c.ID, Taken{Number: 1, Step: Receive, TakenAt: tx.Now, ActorKind: tx.Actor.Kind, Actor: tx.Actor.ID, Responsible: n.Responsible}, n.Words)
	if n.SubjectKind != NoMatter {
		decide(tx, n.SubjectKind, n.Subject, HintTaken)
	}
	s.watch(tx, c)
	return c, s.record(tx, c, n.ReceivedAt, WasReceived{c.Customer, c.Channel, c.Promise, c.Responsible})
}

// within is when so many minutes of open time have passed since an instant.
func (s *Service) within(tx *db.Tx, from time.Time, minutes int64) (time.Time, error) {
	at, err := s.patient(tx, from, int(minutes))
	if at.IsZero() {
		at = from.Add(closed * time.Duration(minutes) * time.Minute)
	}
	return at, err
}

// watch has the clock look whether a complaint is acknowledged in time, and remind of it before that, once.
func (s *Service) watch(tx *db.Tx, c Complaint) {
	job.Schedule(tx, JobNorm, c.ID.Any(), c.AcknowledgeBy)
	if !c.RemindAt.IsZero() && c.RemindedAt.IsZero() {
		job.Schedule(tx, JobRemind, c.ID.Any(), c.RemindAt)
	}
}

// unwatch is for a complaint that waits for no acknowledgement any more.
func unwatch(tx *db.Tx, of id.Complaint) {
	job.Cancel(tx, JobNorm, of.Any())
	job.Cancel(tx, JobRemind, of.Any())
}

// Get reads a complaint: fault NotFound when there is none.
func (s *Service) Get(tx *db.Tx, of id.Complaint) (Complaint, error) {
	c, found, err := read(tx, of)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "complaint.unknown")
	}
	return c, err
}

// OpenOf lists the complaints of a customer in which he waits for us or we for him, the oldest first.
func (s *Service) OpenOf(tx *db.Tx, customer id.Customer) ([]Complaint, error) {
	all, err := ofCustomer(tx, customer)
	var out []Complaint
	for _, c := range all {
		if c.Stage.Open() {
			out = append(out, c)
		}
	}
	return out, err
}

// OpenAbout is the open complaint about a promise; false when there is none.
func (s *Service) OpenAbout(tx *db.Tx, customer id.Customer, promise id.Promise) (Complaint, bool, error) {
	all, err := s.OpenOf(tx, customer)
	for _, c := range all {
		if err == nil && c.Promise == promise && c.Stage != Answered {
			return c, true, nil
		}
	}
	return Complaint{}, false, err
}

// StepsOf lists the steps of a complaint, those taken back too, the first first.
func (s *Service) StepsOf(tx *db.Tx, of id.Complaint) ([]Taken, error) { return stepsOf(tx, of) }

// WordsOf are what was said with each step, by its number. A customer or a program reads nothing of what stays
// among colleagues.
func (s *Service) WordsOf(tx *db.Tx, of id.Complaint) (map[int64]Words, error) {
	return wordsOf(tx, of, tx.Actor.Kind == party.Staff || tx.Actor.Kind == party.System)
}

// LastAnswer is what the customer was answered last; false when there is no answer.
func (s *Service) LastAnswer(tx *db.Tx, of id.Complaint) (Words, bool, error) {
	steps, err := stepsOf(tx, of)
	if err != nil {
		return Words{}, false, err
	}
	words, err := s.WordsOf(tx, of)
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Step == Answer && steps[i].UndoneAt.IsZero() {
			return words[steps[i].Number], true, err
		}
	}
	return Words{}, false, err
}

// hold reads a complaint and keeps it from others until the transaction ends. A version other than 0 must be the one
// that stands: fault Conflict.
func (s *Service) hold(tx *db.Tx, of id.Complaint, version int64) (Complaint, error) {
	if err := keep(tx, of); err != nil {
		return Complaint{}, err
	}
	c, err := s.Get(tx, of)
	if err == nil && version != 0 && version != c.Version {
		err = fault.New(fault.Conflict, "complaint.changed_meanwhile")
	}
	return c, err
}

// take takes a step.
func (s *Service) take(tx *db.Tx, c Complaint, t Taken, w Words, fact func(Complaint) event.Fact) (Complaint, error) {
	steps, err := stepsOf(tx, c.ID)
	if err != nil {
		return c, err
	}
	t.Number, t.TakenAt, t.ActorKind, t.Actor = int64(len(steps))+1, tx.Now, tx.Actor.Kind, tx.Actor.ID
	next, err := c.after(t)
	if err != nil {
		return c, err
	}
	insertStep(tx, c.ID, t, w)
	return s.save(tx, next, fact(next))
}

func (s *Service) save(tx *db.Tx, c Complaint, fact event.Fact) (Complaint, error) {
	c.Version++
	update(tx, c)
	return c, s.record(tx, c, tx.Now, fact)
}

func (s *Service) record(tx *db.Tx, c Complaint, at time.Time, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "complaint", ID: c.ID.Any(), Version: c.Version, HappenedAt: at}, fact)
}

// OnRemind is JobRemind: while nobody acknowledged it and the norm has not passed, who is responsible is reminded.
func (s *Service) OnRemind(tx *db.Tx, due job.Due) error {
	c, found, err := read(tx, id.Complaint(due.Subject))
	if err != nil || !found || c.Stage != Received || !c.UndoneAt.IsZero() || !c.RemindedAt.IsZero() || !tx.Now.Before(c.AcknowledgeBy) {
		return err
	}
	c.RemindedAt = tx.Now
	_, err = s.save(tx, c, WasReminded{c.Customer, c.Responsible})
	return err
}

// OnNorm is JobNorm: what is not acknowledged by then stands as late from that instant on.
func (s *Service) OnNorm(tx *db.Tx, due job.Due) error {
	c, found, err := read(tx, id.Complaint(due.Subject))
	if err != nil || !found || c.Stage != Received || !c.UndoneAt.IsZero() || !c.LateAt.IsZero() {
		return err
	}
	if tx.Now.Before(c.AcknowledgeBy) {
		job.Schedule(tx, JobNorm, c.ID.Any(), c.AcknowledgeBy)
		return nil
	}
	c.LateAt = c.AcknowledgeBy
	_, err = s.save(tx, c, WasLeftUnacknowledged{c.Customer, c.Responsible})
	return err
}
