package access

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Once is what a one-time token is good for.
type Once struct {
	Purpose Purpose
	Staff   id.Staff // zero for the first setup
}

// FirstRun gives the token with which the first owner begins; earlier ones stop working. It is empty
// when somebody already looks after the organisation.
func (s *Service) FirstRun(tx *db.Tx) (token string, err error) {
	begun, err := hasOwner(tx)
	if err != nil || begun {
		return "", err
	}
	dropSetup(tx)
	return s.makeOnce(tx, Once{Purpose: ForSetup}), nil
}

// Invite makes the link with which somebody chooses a first password; earlier ones stop working.
func (s *Service) Invite(tx *db.Tx, staff id.Staff) (token string, err error) {
	return s.invite(tx, Once{Purpose: ForInvite, Staff: staff})
}

// Reset makes the link with which somebody chooses a new password instead of a forgotten one.
func (s *Service) Reset(tx *db.Tx, staff id.Staff) (token string, err error) {
	return s.invite(tx, Once{Purpose: ForReset, Staff: staff})
}

func (s *Service) invite(tx *db.Tx, once Once) (string, error) {
	a, err := s.change(tx, once.Staff, false)
	if err != nil {
		return "", err
	}
	if a.Kind != party.Staff {
		return "", errNoAccount()
	}
	if !mayGive(tx.Actor, a.Role) {
		return "", fault.New(fault.Forbidden, "access.above_own_role")
	}
	dropOnce(tx, once.Staff)
	return s.makeOnce(tx, once), s.record(tx, a, Invited{Staff: once.Staff, Purpose: once.Purpose})
}

func (s *Service) makeOnce(tx *db.Tx, once Once) string {
	token := draw(tx.IDs)
	insertOnce(tx, once, digest(token), tx.Now.Add(lasts[once.Purpose]))
	return token
}

// Peek tells what a one-time token is good for, without using it up: for the page that asks for a
// password. Every reason why it is good for nothing gives the same fault, access.once_gone.
func (s *Service) Peek(tx *db.Tx, token string) (Once, error) {
	once, found, err := readOnce(tx, digest(token))
	if err != nil {
		return Once{}, err
	}
	if found && once.Purpose == ForSetup {
		begun, err := hasOwner(tx)
		if err != nil {
			return Once{}, err
		}
		found = !begun
	}
	if !found {
		return Once{}, fault.New(fault.NotFound, "access.once_gone")
	}
	return once, nil
}

// Use uses a one-time token up: of two who try, one succeeds.
func (s *Service) Use(tx *db.Tx, token string) (Once, error) {
	once, err := s.Peek(tx, token)
	if err != nil {
		return Once{}, err
	}
	first, err := useOnce(tx, digest(token))
	if err == nil && !first {
		err = fault.New(fault.NotFound, "access.once_gone")
	}
	return once, err
}
