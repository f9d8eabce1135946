package intake

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Service keeps the questions.
type Service struct {
	log *event.Log
}

// NewService makes the service.
func NewService(log *event.Log) *Service { return &Service{log: log} }

// codeTries is how many codes of one length are drawn before a longer one.
const codeTries = 4

// Note writes a question down under a code of its own, for whoever acts as its taker. Nothing is asked
// that is not known: a half note is saved whatever is missing. The text, when there is one, is the first
// version of the read-back.
func (s *Service) Note(tx *db.Tx, n New) (Question, error) {
	n.Text, n.Note, n.ComparesWith = n.Text.clean(), n.Note.clean(), n.ComparesWith.clean()
	if n.Channel == "" {
		n.Channel = ByPhone
	}
	if err := n.check(); err != nil {
		return Question{}, err
	}
	q := Question{
		ID: id.New[id.Question](tx.IDs), Contact: n.Contact, Channel: n.Channel, Details: n.Details, Half: n.Half,
		Taker: tx.Actor.StaffID(), Holder: n.Holder, Open: true, NotedAt: tx.Now, Version: 1,
	}
	if q.Contact.IsZero() {
		q.Contact = id.New[id.Any](tx.IDs)
	}
	if q.Holder.IsZero() {
		q.Holder = q.Taker
	}
	if err := s.insert(tx, &q); err != nil {
		return Question{}, err
	}
	noted := Noted{Code: q.Code, Customer: q.Customer, Contact: q.Contact, Channel: q.Channel, Holder: q.Holder, Half: q.Half}
	if err := s.record(tx, q, noted); err != nil {
		return Question{}, err
	}
	if n.Text == "" {
		return q, nil
	}
	return s.write(tx, q, n.Text, tx.Actor)
}

// insert draws codes until one is free.
func (s *Service) insert(tx *db.Tx, q *Question) error {
	for try := 0; ; try++ {
		q.Code = id.NewCode(tx.IDs, id.MinCode+try/codeTries)
		free, err := insert(tx, *q)
		if err != nil {
			return err
		}
		if free {
			return nil
		}
		if try == 4*codeTries {
			return fault.New(fault.Busy, "intake.no_code")
		}
	}
}

// Get reads a question: fault NotFound when there is none.
func (s *Service) Get(tx *db.Tx, question id.Question) (Question, error) {
	return found(read(tx, question))
}

// ByCode finds the question of a code as people type or say it: fault NotFound when there is none.
func (s *Service) ByCode(tx *db.Tx, text string) (Question, error) {
	code, ok := id.ParseCode(text)
	if !ok {
		return Question{}, fault.New(fault.NotFound, "intake.unknown")
	}
	return found(readCode(tx, code))
}

func found(q Question, is bool, err error) (Question, error) {
	if err == nil && !is {
		err = fault.New(fault.NotFound, "intake.unknown")
	}
	return q, err
}

// hold reads a question and keeps it from others until the transaction ends. A version other than 0 must
// be the one that stands, otherwise somebody else was first: fault Conflict.
func (s *Service) hold(tx *db.Tx, question id.Question, version int64) (Question, error) {
	if err := hold(tx, question); err != nil {
		return Question{}, err
	}
	q, err := s.Get(tx, question)
	if err == nil && version != 0 && version != q.Version {
		err = fault.New(fault.Conflict, "intake.changed_meanwhile")
	}
	return q, err
}

// Change lets change alter the details and records which ones differ. Once the customer was asked whether
// we understood, it stays that customer's.
func (s *Service) Change(tx *db.Tx, question id.Question, version int64, change func(*Details)) (Question, error) {
	before, err := s.hold(tx, question, version)
	if err != nil {
		return Question{}, err
	}
	after := before
	change(&after.Details)
	after.Note, after.ComparesWith = after.Note.clean(), after.ComparesWith.clean()
	if err := after.Details.check(); err != nil {
		return Question{}, err
	}
	asked := before.ReadingState != NoReading && before.ReadingState != Written
	if before.Customer != after.Customer && !before.Customer.IsZero() && asked {
		return Question{}, fault.New(fault.Conflict, "intake.customer_fixed").On("customer")
	}
	fields := differing(before.Details, after.Details)
	if len(fields) == 0 {
		return before, nil
	}
	after.Half = after.stillHalf()
	return s.save(tx, after, Changed{Fields: fields})
}

// stillHalf: a half note becomes whole once it is known who asked what.
func (q Question) stillHalf() bool { return q.Half && (q.Customer.IsZero() || q.Text == "") }

// PassOn makes somebody else the one to see to the question.
func (s *Service) PassOn(tx *db.Tx, question id.Question, version int64, to id.Staff) (Question, error) {
	q, err := s.hold(tx, question, version)
	if err != nil || q.Holder == to {
		return q, err
	}
	if to.IsZero() {
		return Question{}, fault.New(fault.Invalid, "intake.no_holder").On("holder")
	}
	fact := PassedOn{From: q.Holder, To: to}
	q.Holder = to
	return s.save(tx, q, fact)
}

// End ends a question, or says that it ended otherwise than was thought.
func (s *Service) End(tx *db.Tx, question id.Question, version int64, e End) (Question, error) {
	q, err := s.hold(tx, question, version)
	if err != nil {
		return Question{}, err
	}
	if err := q.follow(e); err != nil {
		return Question{}, err
	}
	if e.Ending != BoughtElsewhere {
		e.PromiseState = ""
	}
	q.Ending, q.Open = e.Ending, e.Ending.Open()
	insertEnding(tx, q.ID, q.Version+1, e)
	return s.save(tx, q, Ended{Customer: q.Customer, Ending: e.Ending, Promise: e.Promise, PromiseState: e.PromiseState})
}

// Reopen opens a question that turned out not to have ended: fault Conflict when it is open.
func (s *Service) Reopen(tx *db.Tx, question id.Question, version int64) (Question, error) {
	q, err := s.hold(tx, question, version)
	if err != nil {
		return Question{}, err
	}
	if q.Open {
		return Question{}, fault.New(fault.Conflict, "intake.is_open")
	}
	fact := Reopened{Was: q.Ending}
	q.Ending, q.Open = NotEnded, true
	reopenEndings(tx, q.ID)
	return s.save(tx, q, fact)
}

// save writes the question under its next version and records why.
func (s *Service) save(tx *db.Tx, q Question, fact event.Fact) (Question, error) {
	q.Version++
	update(tx, q)
	return q, s.record(tx, q, fact)
}

func (s *Service) record(tx *db.Tx, q Question, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "question", ID: q.ID.Any(), Version: q.Version}, fact)
}

// differing names the details that are not the same in both.
func differing(a, b Details) []Field {
	var out []Field
	for _, field := range []struct {
		name    Field
		differs bool
	}{
		{"customer", a.Customer != b.Customer}, {"caller", a.Caller != b.Caller}, {"for_colleagues", a.Note != b.Note},
		{"decides_on", a.DecidesOn != b.DecidesOn}, {"compares_with", a.ComparesWith != b.ComparesWith}, {"phase", a.Phase != b.Phase},
	} {
		if field.differs {
			out = append(out, field.name)
		}
	}
	return out
}
