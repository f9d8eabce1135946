package access

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Service keeps accounts, sessions, tokens and links. Whatever takes long or compares passwords is
// done outside transactions, by Door.
type Service struct {
	log *event.Log
	key Key
}

// New makes the service.
func New(log *event.Log, key Key) *Service { return &Service{log: log, key: key} }

// Open opens an account, or opens one again of somebody who came back; it has no password yet.
// Nobody opens one that may do more than their own.
func (s *Service) Open(tx *db.Tx, n NewAccount) (Account, error) {
	key := ""
	if n.Kind == party.Staff {
		var err error
		if key, err = emailKey(n.Email); err != nil {
			return Account{}, err
		}
	}
	switch {
	case !n.Role.Valid():
		return Account{}, fault.New(fault.Invalid, "access.unknown_role").On("role")
	case n.Kind != party.Staff && n.Kind != party.Agent:
		return Account{}, fault.New(fault.Invalid, "access.unknown_kind").On("kind")
	case !mayGive(tx.Actor, n.Role):
		return Account{}, fault.New(fault.Forbidden, "access.above_own_role").On("role")
	}
	before, found, err := readAccount(tx, n.Staff)
	if err != nil {
		return Account{}, err
	}
	if found && before.ClosedAt.IsZero() {
		return Account{}, fault.New(fault.Conflict, "access.account_exists")
	}
	after := Account{Staff: n.Staff, ID: before.ID, Kind: n.Kind, Role: n.Role, Email: trimmed(n.Email), CreatedAt: tx.Now, Version: before.Version + 1}
	if !found {
		after.ID = id.New[id.Any](tx.IDs)
	}
	if err := writeAccount(tx, after, key); err != nil {
		return Account{}, err
	}
	return after, s.record(tx, after, Opened{Staff: n.Staff, Role: n.Role})
}

// Get reads an account, closed ones too.
func (s *Service) Get(tx *db.Tx, staff id.Staff) (Account, error) {
	a, found, err := readAccount(tx, staff)
	if err == nil && !found {
		err = errNoAccount()
	}
	return a, err
}

// List reads every account, closed ones too, in the order in which they were opened.
func (s *Service) List(tx *db.Tx) ([]Account, error) { return listAccounts(tx) }

// SetRole gives somebody another role. Nobody changes or gives more than their own, and one owner remains.
func (s *Service) SetRole(tx *db.Tx, staff id.Staff, role party.Role) error {
	if !role.Valid() {
		return fault.New(fault.Invalid, "access.unknown_role").On("role")
	}
	a, err := s.change(tx, staff, role != party.Owner)
	if err != nil {
		return err
	}
	if !mayGive(tx.Actor, role) || !mayGive(tx.Actor, a.Role) {
		return fault.New(fault.Forbidden, "access.above_own_role").On("role")
	}
	if a.Role == role {
		return nil
	}
	setRole(tx, staff, role)
	return s.record(tx, a, RoleChanged{Staff: staff, From: a.Role, To: role})
}

// SetEmail changes the address with which somebody signs in: their own, or that of somebody who may do
// no more than the actor.
func (s *Service) SetEmail(tx *db.Tx, staff id.Staff, email string) error {
	key, err := emailKey(email)
	if err != nil {
		return err
	}
	a, err := s.change(tx, staff, false)
	if err != nil {
		return err
	}
	if tx.Actor.StaffID() != staff && !mayGive(tx.Actor, a.Role) || a.Kind != party.Staff {
		return fault.New(fault.Forbidden, "access.above_own_role").On("email")
	}
	if err := setEmail(tx, staff, trimmed(email), key); err != nil {
		return err
	}
	dropOnce(tx, staff)
	return s.record(tx, a, EmailChanged{Staff: staff})
}

// SetPassword keeps the hash that Door made of a new password, and ends everything that the old one
// opened: sessions and one-time tokens.
func (s *Service) SetPassword(tx *db.Tx, staff id.Staff, hash string) error {
	if _, _, _, err := decode(hash); err != nil {
		return err
	}
	a, err := s.change(tx, staff, false)
	if err != nil {
		return err
	}
	if a.Kind != party.Staff {
		return errNoAccount()
	}
	setPassword(tx, staff, hash)
	dropSessions(tx, staff)
	dropOnce(tx, staff)
	return s.record(tx, a, PasswordSet{Staff: staff})
}

// Depart closes the account of somebody who leaves, and with it every session, invitation and token.
// Who never had an account has nothing to close. The last owner cannot leave: fault Conflict.
func (s *Service) Depart(tx *db.Tx, staff id.Staff) error {
	before, found, err := readAccount(tx, staff)
	if err != nil || !found || !before.ClosedAt.IsZero() {
		return err
	}
	a, err := s.change(tx, staff, true)
	if err != nil {
		return err
	}
	closeAccount(tx, staff)
	dropSessions(tx, staff)
	dropOnce(tx, staff)
	revokeTokensOf(tx, staff)
	return s.record(tx, a, Closed{Staff: staff})
}

// change raises the version of an open account and reads it. Where an owner would be lost, all owners
// are held first, so that two cannot leave each other as the last.
func (s *Service) change(tx *db.Tx, staff id.Staff, losesOwner bool) (Account, error) {
	if losesOwner {
		if err := holdOwners(tx); err != nil {
			return Account{}, err
		}
	}
	raised, err := raiseAccount(tx, staff)
	if err != nil {
		return Account{}, err
	}
	a, found, err := readAccount(tx, staff)
	if err != nil {
		return Account{}, err
	}
	if !found || !raised {
		return Account{}, errNoAccount()
	}
	if losesOwner && a.Role == party.Owner {
		others, err := otherOwners(tx, staff)
		if err != nil {
			return Account{}, err
		}
		if others == 0 {
			return Account{}, fault.New(fault.Conflict, "access.last_owner")
		}
	}
	return a, nil
}

func (s *Service) record(tx *db.Tx, a Account, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "account", ID: a.ID, Version: a.Version}, fact)
}

func errNoAccount() error { return fault.New(fault.NotFound, "access.no_account") }
