package claim

import (
	"time"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Zone is where the organisation's days begin.
type Zone func(*db.Tx) (*time.Location, error)

// Service keeps what is said of customers. Its words are for people: to a program or a customer it gives nothing.
type Service struct {
	log  *event.Log
	zone Zone
}

// New makes the service.
func New(log *event.Log, zone Zone) *Service { return &Service{log: log, zone: zone} }

// Write notes what somebody says of a customer. That the evidence is about the customer is the caller's to know.
// A word that may be about private matters is asked about first, unless the author is aware of it.
func (s *Service) Write(tx *db.Tx, of id.Customer, d Details, aware bool) (Claim, error) {
	if err := forPeople(tx); err != nil {
		return Claim{}, err
	}
	zone, err := s.zone(tx)
	if err != nil {
		return Claim{}, err
	}
	if of.IsZero() {
		return Claim{}, fault.New(fault.Invalid, "claim.no_customer").On("customer")
	}
	if d, err = d.checked(tx.Now, zone, aware); err != nil {
		return Claim{}, err
	}
	c := Claim{
		ID: id.New[id.Claim](tx.IDs), Customer: of, Kind: counts(d.Meant, d.Evidence), Details: d,
		Author: tx.Actor.StaffID(), WrittenAt: tx.Now, ConfirmedAt: tx.Now, Version: 1,
	}
	insert(tx, c)
	s.sweeps(tx, c)
	return c, s.record(tx, c, Written{c.Customer, c.Kind, c.Meant, c.Evidence.Ground})
}

// Change says it in other words, as another kind or on other evidence; it is fresh again. An opinion is changed by
// its author or a team lead only.
func (s *Service) Change(tx *db.Tx, of id.Claim, version int64, aware bool, change func(*Details)) (Claim, error) {
	c, err := s.mine(tx, of)
	switch {
	case err != nil:
		return c, err
	case version != 0 && version != c.Version:
		return c, fault.New(fault.Conflict, "claim.changed_meanwhile")
	}
	zone, err := s.zone(tx)
	if err != nil {
		return c, err
	}
	d, was := c.Details, c.Kind
	change(&d)
	if d.Meant == Opinion && c.Meant != Opinion && c.Author != tx.Actor.StaffID() {
		return c, fault.New(fault.Forbidden, "claim.not_yours")
	}
	if c.Details, err = d.checked(tx.Now, zone, aware || d.Text == c.Text && d.Happened == c.Happened); err != nil {
		return c, err
	}
	c.Kind = counts(c.Meant, c.Evidence)
	c.ConfirmedAt, c.ConfirmedBy = tx.Now, tx.Actor.StaffID()
	s.sweeps(tx, c)
	return s.save(tx, c, Changed{c.Customer, c.Kind, was})
}

// DropEvidence takes back what it rests on: a fact counts as an assumption from now on.
func (s *Service) DropEvidence(tx *db.Tx, of id.Claim) (Claim, error) {
	c, err := s.mine(tx, of)
	if err != nil || !c.Evidence.Given() {
		return c, err
	}
	return s.lose(tx, c)
}

// EvidenceGone takes the evidence from all that rested on something that turns out not to have been.
func (s *Service) EvidenceGone(tx *db.Tx, subject id.Any) error {
	rest, err := restingOn(tx, subject)
	for _, c := range rest {
		if _, err := s.lose(tx, c); err != nil {
			return err
		}
	}
	return err
}

func (s *Service) lose(tx *db.Tx, c Claim) (Claim, error) {
	was := c.Kind
	c.Evidence = Evidence{}
	c.Kind = counts(c.Meant, c.Evidence)
	s.sweeps(tx, c)
	return s.save(tx, c, LostEvidence{c.Customer, c.Kind, was})
}

// Confirm says that it still holds: it is fresh again.
func (s *Service) Confirm(tx *db.Tx, of id.Claim) (Claim, error) {
	c, err := s.mine(tx, of)
	if err != nil || c.ConfirmedAt.Equal(tx.Now) {
		return c, err
	}
	c.ConfirmedAt, c.ConfirmedBy = tx.Now, tx.Actor.StaffID()
	return s.save(tx, c, Confirmed{c.Customer})
}

// End says that it counts no more, and why.
func (s *Service) End(tx *db.Tx, of id.Claim, why End) (Claim, error) {
	c, err := s.mine(tx, of)
	if err != nil {
		return c, err
	}
	if why != Untrue && why != Outdated && why != Mistake {
		return c, fault.New(fault.Invalid, "claim.why_end").On("ending")
	}
	c.EndedAt, c.Ending = tx.Now, why
	s.sweeps(tx, c)
	return s.save(tx, c, Ended{c.Customer, why})
}

// Answer puts the customer's own words beside what is said of him; anybody here notes them. Words that are there
// are replaced by what he says now.
func (s *Service) Answer(tx *db.Tx, of id.Claim, words string) (Claim, error) {
	c, err := s.standing(tx, of)
	if err != nil {
		return c, err
	}
	switch words = tidy(words); {
	case words == "":
		return c, fault.New(fault.Invalid, "claim.no_counter").On("counter")
	case utf8.RuneCountInString(words) > MaxCounter:
		return c, fault.New(fault.Invalid, "claim.too_long", "max", MaxCounter).On("counter")
	}
	c.Counter, c.CounteredAt, c.CounteredBy = words, tx.Now, tx.Actor.StaffID()
	return s.save(tx, c, Countered{c.Customer})
}

// Get reads one: fault NotFound when there is none.
func (s *Service) Get(tx *db.Tx, of id.Claim) (Claim, error) {
	if err := forPeople(tx); err != nil {
		return Claim{}, err
	}
	c, found, err := get(tx, of)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "claim.unknown")
	}
	return c, err
}

// Of lists what is said of a customer and counts, the newest first: for people to read. A rule reads Usable.
func (s *Service) Of(tx *db.Tx, customer id.Customer, limit int) ([]Claim, error) {
	if err := forPeople(tx); err != nil {
		return nil, err
	}
	return ofCustomer(tx, customer, limit)
}

// Usable lists what a rule may rest on: what is said of a customer, counts and is fresh, the newest first. No rule
// reads anything else of claims.
func (s *Service) Usable(tx *db.Tx, customer id.Customer) ([]Claim, error) {
	all, err := s.Of(tx, customer, MostOfOne)
	var out []Claim
	for _, c := range all {
		if c.Usable(tx.Now) {
			out = append(out, c)
		}
	}
	return out, err
}

// MostOfOne is how much of one customer is read at most.
const MostOfOne = 500

// forPeople refuses programs and customers: what is said of a customer is for those who serve him.
func forPeople(tx *db.Tx) error {
	if tx.Actor.Kind == party.Staff || tx.Actor.Kind == party.System {
		return nil
	}
	return fault.New(fault.Forbidden, "claim.for_people")
}

// standing is a claim that counts, kept from others until the transaction ends.
func (s *Service) standing(tx *db.Tx, of id.Claim) (Claim, error) {
	if err := hold(tx, of); err != nil {
		return Claim{}, err
	}
	c, err := s.Get(tx, of)
	if err == nil && !c.EndedAt.IsZero() {
		err = fault.New(fault.Conflict, "claim.ended")
	}
	return c, err
}

// mine is a claim that counts and that the actor may change: an opinion is its author's.
func (s *Service) mine(tx *db.Tx, of id.Claim) (Claim, error) {
	c, err := s.standing(tx, of)
	if err == nil && c.Kind == Opinion && c.Author != tx.Actor.StaffID() && !tx.Actor.May(party.TeamLead) {
		err = fault.New(fault.Forbidden, "claim.not_yours")
	}
	return c, err
}

func (s *Service) save(tx *db.Tx, c Claim, fact event.Fact) (Claim, error) {
	c.Version++
	update(tx, c)
	return c, s.record(tx, c, fact)
}

func (s *Service) record(tx *db.Tx, c Claim, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "claim", ID: c.ID.Any(), Version: c.Version}, fact)
}
