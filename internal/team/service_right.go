package team

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// mustOwn refuses who is no owner.
func mustOwn(tx *db.Tx) error {
	if !tx.Actor.May(party.Owner) {
		return fault.New(fault.Forbidden, "team.owners_only")
	}
	return nil
}

// mustLead refuses who is neither an owner nor the lead of this person's team.
func (s *Service) mustLead(tx *db.Tx, staff id.Staff) error {
	if tx.Actor.May(party.Owner) {
		return nil
	}
	found, err := s.Get(tx, staff)
	if err != nil {
		return err
	}
	return s.mustLeadTeam(tx, found.Team)
}

// mustLeadTeam refuses who is neither an owner nor the lead of this team.
func (s *Service) mustLeadTeam(tx *db.Tx, team id.Team) error {
	if tx.Actor.May(party.Owner) {
		return nil
	}
	if self := tx.Actor.StaffID(); !self.IsZero() && !team.IsZero() {
		found, err := s.Team(tx, team)
		if err != nil {
			return err
		}
		if found.Lead == self {
			return nil
		}
	}
	return fault.New(fault.Forbidden, "team.lead_only")
}

// mustConcern refuses whom this person's time is no concern of: it is of themselves, of the lead of their
// team, of owners, and of who answers for an agent.
func (s *Service) mustConcern(tx *db.Tx, staff id.Staff) error {
	self := tx.Actor.StaffID()
	if self == staff && !self.IsZero() || tx.Actor.May(party.Owner) {
		return nil
	}
	found, err := s.Get(tx, staff)
	if err != nil {
		return err
	}
	if found.Kind == party.Agent && found.Answerable == self && !self.IsZero() {
		return nil
	}
	return s.mustLeadTeam(tx, found.Team)
}
