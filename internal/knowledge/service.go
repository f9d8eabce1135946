package knowledge

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// House is what the answers ask of the organisation they are of.
type House interface {
	// Today is the day that it is there.
	Today(tx *db.Tx) (worktime.Date, error)
	// Alone tells whether one person works there, agents not counted.
	Alone(tx *db.Tx) (bool, error)
	// WorksHere tells whether somebody, a person or an agent, works there.
	WorksHere(tx *db.Tx, staff id.Staff) (bool, error)
}

// Service keeps the answers.
type Service struct {
	log   *event.Log
	house House
}

// New makes the service.
func New(log *event.Log, house House) *Service { return &Service{log: log, house: house} }

// Today is the day by which answers expire.
func (s *Service) Today(tx *db.Tx) (worktime.Date, error) { return s.house.Today(tx) }

// codeTries is how many codes of one length are drawn before a longer one.
const codeTries = 4

// reviewDays is after how many days somebody looks again, where nobody said when.
const reviewDays = 365

// Begin writes the first version of a new answer: a draft. Who writes it looks after it, unless somebody is named.
func (s *Service) Begin(tx *db.Tx, of Details, words Draft) (Answer, error) {
	if of.Owner.IsZero() {
		of.Owner = tx.Actor.StaffID()
	}
	if of.ReviewOn == (worktime.Date{}) {
		today, err := s.house.Today(tx)
		if err != nil {
			return Answer{}, err
		}
		of.ReviewOn = today.Plus(reviewDays)
	}
	words = words.tidy()
	if err := words.check(); err != nil {
		return Answer{}, err
	}
	words.Contradicts = false // nothing was told before
	a := Answer{ID: id.New[id.Answer](tx.IDs), Version: 2, Latest: 1}
	if err := s.checked(tx, &a, of); err != nil {
		return Answer{}, err
	}
	for try := 0; ; try++ {
		a.Code = id.NewCode(tx.IDs, id.MinCode+try/codeTries)
		free, err := insert(tx, a)
		if err != nil {
			return Answer{}, err
		}
		if free {
			break
		}
		if try == 4*codeTries {
			return Answer{}, fault.New(fault.Busy, "knowledge.no_code")
		}
	}
	insertEdition(tx, a.ID, s.edition(tx, 1, words))
	begun := a
	begun.Version = 1 // whose it is, before what it says
	if err := s.record(tx, begun, changed(a)); err != nil {
		return Answer{}, err
	}
	return a, s.record(tx, a, Written{Number: 1})
}

func (s *Service) edition(tx *db.Tx, number int, words Draft) Edition {
	return Edition{Number: number, NL: words.NL, EN: words.EN, Contradicts: words.Contradicts,
		AuthorKind: tx.Actor.Kind, Author: tx.Actor.ID, WrittenAt: tx.Now}
}

// checked puts details on an answer once they can be.
func (s *Service) checked(tx *db.Tx, a *Answer, of Details) error {
	if !of.Owner.IsZero() {
		works, err := s.house.WorksHere(tx, of.Owner)
		if err != nil {
			return err
		}
		if !works {
			return fault.New(fault.Invalid, "knowledge.owner_not_here").On("owner")
		}
	}
	if of.Owner.IsZero() && tx.Actor.Kind != party.System {
		return fault.New(fault.Invalid, "knowledge.no_owner").On("owner")
	}
	if !of.Topic.IsZero() {
		version, err := raiseTopic(tx, of.Topic)
		if err != nil {
			return err
		}
		if version == 0 {
			return fault.New(fault.Invalid, "knowledge.unknown_topic").On("topic")
		}
	}
	a.Topic, a.Owner, a.Public, a.ReviewOn = of.Topic, of.Owner, of.Public, of.ReviewOn
	return nil
}

func changed(a Answer) Changed {
	return Changed{Owner: a.Owner, Topic: a.Topic, Public: a.Public, ReviewOn: a.ReviewOn}
}

// Write writes a next version: a draft, while what stands goes on to be given.
func (s *Service) Write(tx *db.Tx, answer id.Answer, version int64, words Draft) (Answer, error) {
	a, err := s.hold(tx, answer, version)
	if err != nil {
		return Answer{}, err
	}
	words = words.tidy()
	if err := words.check(); err != nil {
		return Answer{}, err
	}
	a.Latest++
	insertEdition(tx, a.ID, s.edition(tx, a.Latest, words))
	return s.save(tx, a, Written{Number: a.Latest, Contradicts: words.Contradicts})
}

// Approve lets the newest version stand. Somebody else than who wrote it approves; oneself only where nobody else
// works, and that is seen. An agent approves nothing.
func (s *Service) Approve(tx *db.Tx, answer id.Answer, version int64, number int) (Answer, error) {
	a, err := s.hold(tx, answer, version)
	if err != nil {
		return Answer{}, err
	}
	if number != a.Latest {
		return Answer{}, fault.New(fault.Conflict, "knowledge.newer_draft")
	}
	if a.Approved == number {
		return a, nil
	}
	e, err := s.Edition(tx, answer, number)
	if err != nil {
		return Answer{}, err
	}
	alone := false
	switch {
	case tx.Actor.Kind != party.Staff:
		return Answer{}, fault.New(fault.Forbidden, "knowledge.person_approves")
	case e.Author == tx.Actor.ID:
		if alone, err = s.house.Alone(tx); err != nil {
			return Answer{}, err
		}
		if !alone {
			return Answer{}, fault.New(fault.Forbidden, "knowledge.other_approves")
		}
	}
	fact := Approved{Number: number, Was: a.Approved, Contradicts: e.Contradicts, Alone: alone}
	e.ApprovedBy, e.ApprovedAt = tx.Actor.StaffID(), tx.Now
	approveEdition(tx, a.ID, e)
	putWords(tx, a.ID, wordsOf(e))
	a.Approved = number
	return s.save(tx, a, fact)
}

// Change gives an answer another owner, topic, reader or day by which somebody looks again.
func (s *Service) Change(tx *db.Tx, answer id.Answer, version int64, change func(*Details)) (Answer, error) {
	a, err := s.hold(tx, answer, version)
	if err != nil {
		return Answer{}, err
	}
	of := Details{Topic: a.Topic, Owner: a.Owner, Public: a.Public, ReviewOn: a.ReviewOn}
	before := of
	change(&of)
	if of == before {
		return a, nil
	}
	today, err := s.house.Today(tx)
	if err != nil {
		return Answer{}, err
	}
	if of.ReviewOn != before.ReviewOn && of.ReviewOn.String() < today.String() {
		return Answer{}, fault.New(fault.Invalid, "knowledge.review_past").On("review_on")
	}
	if err := s.checked(tx, &a, of); err != nil {
		return Answer{}, err
	}
	return s.save(tx, a, changed(a))
}

// Retire has an answer given no more. Who was told it stays known.
func (s *Service) Retire(tx *db.Tx, answer id.Answer, version int64) (Answer, error) {
	a, err := s.hold(tx, answer, version)
	if err != nil {
		return Answer{}, err
	}
	a.RetiredAt = tx.Now
	putWords(tx, a.ID, nil)
	return s.save(tx, a, Retired{Number: a.Approved})
}

// hold reads an answer and keeps it from others until the transaction ends. A version other than 0 must be the
// one that stands: fault Conflict. One that is given no more changes no more.
func (s *Service) hold(tx *db.Tx, answer id.Answer, version int64) (Answer, error) {
	if err := hold(tx, answer); err != nil {
		return Answer{}, err
	}
	a, found, err := read(tx, answer)
	switch {
	case err != nil:
	case !found:
		err = unknown()
	case !a.RetiredAt.IsZero():
		err = fault.New(fault.Conflict, "knowledge.is_retired")
	case version != 0 && version != a.Version:
		err = fault.New(fault.Conflict, "knowledge.changed_meanwhile")
	}
	return a, err
}

func (s *Service) save(tx *db.Tx, a Answer, fact event.Fact) (Answer, error) {
	a.Version++
	update(tx, a)
	return a, s.record(tx, a, fact)
}

func (s *Service) record(tx *db.Tx, a Answer, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "answer", ID: a.ID.Any(), Version: a.Version}, fact)
}

func unknown() error { return fault.New(fault.NotFound, "knowledge.unknown") }
