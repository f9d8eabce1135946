package knowledge

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Give stamps that somebody got an answer: which version, by whom, when and to whom. Only what stands is given; an
// agent gives nothing that nobody looked after in time.
func (s *Service) Give(tx *db.Tx, g Give) (Given, error) {
	a, err := s.Get(tx, g.Answer)
	if err != nil {
		return Given{}, err
	}
	if !a.Stands() {
		return Given{}, fault.New(fault.Conflict, "knowledge.not_approved").On("answer")
	}
	if g.How != Sent {
		g.How = Aloud
	}
	if g.Number == 0 {
		g.Number = a.Approved
	}
	if e, err := s.Edition(tx, a.ID, g.Number); err != nil {
		return Given{}, err
	} else if e.ApprovedAt.IsZero() {
		return Given{}, fault.New(fault.Conflict, "knowledge.not_approved").On("answer")
	}
	given := Given{
		ID: id.New[id.Any](tx.IDs), Answer: a.ID, Number: g.Number, Question: g.Question, Customer: g.Customer, How: g.How,
		Lang: g.Lang, ActorKind: tx.Actor.Kind, Actor: tx.Actor.ID, GivenAt: tx.Now,
	}
	insertGiven(tx, given)
	return given, s.log.Record(tx, event.About{Kind: "answer_given", ID: given.ID, Version: 1}, WasGiven{
		Answer: a.ID, Number: g.Number, Question: g.Question, Customer: g.Customer, How: g.How, By: tx.Actor.Kind,
	})
}

// Stamp reads that somebody got an answer: fault NotFound when there is none.
func (s *Service) Stamp(tx *db.Tx, given id.Any) (Given, error) {
	g, found, err := stamp(tx, given)
	if err == nil && !found {
		err = unknown()
	}
	return g, err
}

// GivenTo lists who got an answer, the newest first.
func (s *Service) GivenTo(tx *db.Tx, of id.Answer, limit int) ([]Given, error) {
	return givenOf(tx, of, min(limit, MaxPage))
}

// GivenFor lists what was answered to a question.
func (s *Service) GivenFor(tx *db.Tx, question id.Question) ([]Given, error) {
	return givenFor(tx, question, MaxPage)
}

// ToTell lists who was told what turned out not to be right and has heard nothing since, the oldest first; and how
// often it was told to somebody we do not know. number is the version that set it right; 0: none did.
func (s *Service) ToTell(tx *db.Tx, of id.Answer) (people []ToTell, strangers, number int, err error) {
	if number, err = contradicting(tx, of); err != nil || number == 0 {
		return nil, 0, number, err
	}
	if people, err = toTell(tx, of, number, MaxPage); err != nil {
		return nil, 0, number, err
	}
	strangers, err = unknownTold(tx, of, number)
	return people, strangers, number, err
}

// Correct records how somebody who was told what was not right is seen to: told now, or promised to.
func (s *Service) Correct(tx *db.Tx, of id.Answer, customer id.Customer, how Corrected, promise id.Promise) error {
	if err := hold(tx, of); err != nil {
		return err
	}
	a, err := s.Get(tx, of)
	if err != nil {
		return err
	}
	number, err := contradicting(tx, of)
	if err != nil {
		return err
	}
	if number == 0 || customer.IsZero() {
		return fault.New(fault.Conflict, "knowledge.nothing_to_tell")
	}
	if how != Told && (how != Promised || promise.IsZero()) {
		return fault.New(fault.Invalid, "knowledge.how_corrected").On("how")
	}
	f := WasCorrected{Customer: customer, Number: number, How: how, Promise: promise}
	insertTold(tx, of, f)
	_, err = s.save(tx, a, f)
	return err
}

// SetTopic adds a topic, or gives one another name and other questions. A version other than 0 must be the one
// that stands.
func (s *Service) SetTopic(tx *db.Tx, t Topic) (Topic, error) {
	if err := t.check(); err != nil {
		return Topic{}, err
	}
	if t.ID.IsZero() {
		t.ID, t.Version = id.New[id.Topic](tx.IDs), 0
	} else {
		version, err := raiseTopic(tx, t.ID)
		switch {
		case err != nil:
			return Topic{}, err
		case version == 0:
			return Topic{}, fault.New(fault.NotFound, "knowledge.unknown_topic").On("topic")
		case t.Version != 0 && t.Version != version:
			return Topic{}, fault.New(fault.Conflict, "knowledge.changed_meanwhile")
		}
		t.Version = version
	}
	t.Version++
	putTopic(tx, t)
	return t, s.log.Record(tx, event.About{Kind: "answer_topic", ID: t.ID.Any(), Version: t.Version}, TopicChanged{Asks: len(t.Asks)})
}

// GapTime is how far back the questions go that gaps are found in.
const GapTime = 7 * 24 * time.Hour

// maxKnown bounds how many answers questions are compared with.
const maxKnown = 2000

// Weigh finds anew what many asked and no public answer says, and keeps it until the next time.
func (s *Service) Weigh(tx *db.Tx, asked []Asked) error {
	answers, err := titles(tx, maxKnown)
	if err != nil {
		return err
	}
	found := gapsIn(asked, answers)
	for i := range found {
		found[i].SinceAt = tx.Now.Add(-GapTime)
	}
	putGaps(tx, found)
	return nil
}

// Gaps is what was found the last time. An agent is told nothing of what customers ask us.
func (s *Service) Gaps(tx *db.Tx) ([]Gap, error) {
	if tx.Actor.Kind == party.Agent {
		return nil, nil
	}
	return gaps(tx)
}
