package access

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// SignIn begins a session for somebody who has proved who they are, and gives the token for its
// cookie, which is stored nowhere. The session of the cookie they came with ends.
func (s *Service) SignIn(tx *db.Tx, staff id.Staff, browser, previous string) (token string, err error) {
	a, err := s.change(tx, staff, false)
	if err != nil {
		return "", err
	}
	if previous != "" {
		s.SignOut(tx, previous)
	}
	token = draw(tx.IDs)
	insertSession(tx, Session{ID: id.New[id.Any](tx.IDs), Staff: staff, Browser: short(browser, maxBrowser), CreatedAt: tx.Now, UsedAt: tx.Now}, digest(token))
	self := party.Actor{Org: tx.Org, Kind: a.Kind, ID: staff.Any(), Role: a.Role}
	return token, tx.As(self, func() error { return s.record(tx, a, SignedIn{Staff: staff}) })
}

// SignOut ends the session of a token; of an unknown one there is nothing to end.
func (s *Service) SignOut(tx *db.Tx, token string) { dropSession(tx, digest(token)) }

// SignOutEverywhere ends every session of somebody: one's own, or of somebody who may do no more.
func (s *Service) SignOutEverywhere(tx *db.Tx, staff id.Staff) error {
	a, err := s.change(tx, staff, false)
	if err != nil {
		return err
	}
	if tx.Actor.StaffID() != staff && !mayGive(tx.Actor, a.Role) {
		return fault.New(fault.Forbidden, "access.above_own_role")
	}
	dropSessions(tx, staff)
	return s.record(tx, a, SignedOutEverywhere{Staff: staff})
}

// Sessions lists where somebody is signed in, the most recently used first.
func (s *Service) Sessions(tx *db.Tx, staff id.Staff) ([]Session, error) {
	all, err := listSessions(tx, staff)
	var live []Session
	for _, one := range all {
		if one.live(tx.Now) {
			live = append(live, one)
		}
	}
	return live, err
}

// EndSession ends one of the actor's own sessions.
func (s *Service) EndSession(tx *db.Tx, session id.Any) {
	dropSessionOf(tx, tx.Actor.StaffID(), session)
}

// Session tells whose session a token opens and what they may do now. Every reason why it opens
// nothing gives the same fault, access.sign_in.
func (s *Service) Session(tx *db.Tx, token string) (party.Actor, Session, error) {
	found, ok, err := sessionByHash(tx, digest(token))
	if err != nil {
		return party.Actor{}, Session{}, err
	}
	if !ok || !found.Session.live(tx.Now) {
		return party.Actor{}, Session{}, fault.New(fault.Forbidden, "access.sign_in")
	}
	actor := party.Actor{Org: tx.Org, Kind: party.Staff, ID: found.Staff.Any(), Role: found.Role}
	return actor, found.Session, nil
}
