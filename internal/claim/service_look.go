package claim

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
)

// TakeOver has a colleague look at a customer with fresh eyes from now on: he takes him over. Doing it again while
// that lasts changes nothing.
func (s *Service) TakeOver(tx *db.Tx, customer id.Customer, staff id.Staff) (Look, error) {
	if err := forPeople(tx); err != nil {
		return Look{}, err
	}
	if was, found, err := newest(tx, customer, staff, Fresh); err != nil || found && tx.Now.Before(was.UntilAt) {
		return was, err
	}
	l := Look{ID: id.New[id.Any](tx.IDs), Customer: customer, Staff: staff, Kind: Fresh, BeganAt: tx.Now, UntilAt: tx.Now.AddDate(0, 0, FreshEyes().Days)}
	return l, s.look(tx, l, TakenOver{customer, staff})
}

// Open has the actor read the opinions of others all the same. It is his choice, and it stands in history.
func (s *Service) Open(tx *db.Tx, customer id.Customer) (Look, error) {
	if err := forPeople(tx); err != nil {
		return Look{}, err
	}
	l := Look{ID: id.New[id.Any](tx.IDs), Customer: customer, Staff: tx.Actor.StaffID(), Kind: Opens, BeganAt: tx.Now}
	return l, s.look(tx, l, Opened{customer})
}

func (s *Service) look(tx *db.Tx, l Look, fact event.Fact) error {
	insertLook(tx, l)
	return s.log.Record(tx, event.About{Kind: "claim_look", ID: l.ID, Version: 1}, fact)
}

// Taker is who took a customer over last, and the zero Look when nobody did.
func (s *Service) Taker(tx *db.Tx, customer id.Customer) (Look, error) { return taker(tx, customer) }

// Sight decides whether the actor sees the opinions of others about a customer. contact is when he last had contact
// with him himself, which other concepts know.
func (s *Service) Sight(tx *db.Tx, customer id.Customer, contact time.Time) (Sight, Look, error) {
	me := tx.Actor.StaffID()
	if me.IsZero() {
		return InSight, Look{}, nil
	}
	fresh, _, err := newest(tx, customer, me, Fresh)
	if err != nil {
		return FreshSight, fresh, err
	}
	opened, _, err := newest(tx, customer, me, Opens)
	if err != nil {
		return FreshSight, fresh, err
	}
	wrote, err := lastOpinion(tx, customer, me)
	return Eyes{Fresh: fresh, OpenedAt: opened.BeganAt, WroteAt: wrote, ContactAt: contact}.Sight(tx.Now), fresh, err
}
