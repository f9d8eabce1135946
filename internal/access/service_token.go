package access

import (
	"crypto/subtle"
	"slices"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Token lets a program act for a member of staff or an agent, within its scopes and their role.
type Token struct {
	ID        id.Token
	Staff     id.Staff
	Name      string // what it is for
	Scopes    []string
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    time.Time // within the hour; zero when never used
	RevokedAt time.Time // zero while it works
}

// NewToken is a token to be made.
type NewToken struct {
	Staff     id.Staff
	Name      string
	Scopes    []string
	ExpiresAt time.Time // in a year when zero
}

const (
	tokenPrefix  = "krn_" // so that a secret scanner knows one when it sees it
	tokenLasts   = 365 * 24 * time.Hour
	tokenLongest = 3 * tokenLasts
	tokenTouch   = time.Hour
	maxTokenName = 80
)

// MakeToken makes a token for the actor, or for an agent or colleague who may do no more. The text is
// shown once and stored nowhere. A program cannot give what its own token does not have.
func (s *Service) MakeToken(tx *db.Tx, n NewToken) (Token, string, error) {
	t := Token{ID: id.New[id.Token](tx.IDs), Staff: n.Staff, Name: trimmed(n.Name), Scopes: withReading(n.Scopes), CreatedAt: tx.Now, ExpiresAt: n.ExpiresAt}
	if t.ExpiresAt.IsZero() {
		t.ExpiresAt = tx.Now.Add(tokenLasts)
	}
	if err := s.checkToken(tx, n, t); err != nil {
		return Token{}, "", err
	}
	secret := draw(tx.IDs)
	insertToken(tx, t, digest(secret))
	text := tokenPrefix + spell(t.ID) + secret
	return t, text, s.log.Record(tx, event.About{Kind: "api_token", ID: t.ID.Any(), Version: 1}, TokenMade{Staff: t.Staff, Scopes: codes(t.Scopes)})
}

func (s *Service) checkToken(tx *db.Tx, n NewToken, t Token) error {
	a, err := s.Get(tx, n.Staff)
	if err != nil {
		return err
	}
	known := Scopes()
	foreign := func(scope string) bool { return !slices.Contains(known, scope) }
	beyond := func(scope string) bool { return !tx.Actor.Allows(scope) }
	switch {
	case !a.ClosedAt.IsZero():
		return errNoAccount()
	case tx.Actor.StaffID() != n.Staff && !mayGive(tx.Actor, a.Role):
		return fault.New(fault.Forbidden, "access.above_own_role")
	case t.Name == "" || short(t.Name, maxTokenName) != t.Name:
		return fault.New(fault.Invalid, "access.token_name", "max", maxTokenName).On("name")
	case len(n.Scopes) == 0:
		return fault.New(fault.Invalid, "access.no_scopes").On("scopes")
	case slices.ContainsFunc(n.Scopes, foreign):
		at := slices.IndexFunc(n.Scopes, foreign)
		return fault.New(fault.Invalid, "access.unknown_scope", "scope", short(n.Scopes[at], maxTokenName)).On("scopes")
	case slices.ContainsFunc(t.Scopes, beyond), slices.Contains(t.Scopes, ScopeAdmin) && (!tx.Actor.May(party.Owner) || a.Role != party.Owner):
		return fault.New(fault.Forbidden, "access.scope_not_yours").On("scopes")
	case !t.ExpiresAt.After(tx.Now) || t.ExpiresAt.Sub(tx.Now) > tokenLongest:
		return fault.New(fault.Invalid, "access.token_expiry").On("expires_at")
	}
	return nil
}

// Tokens lists the tokens of somebody, the newest first, revoked and expired ones too.
func (s *Service) Tokens(tx *db.Tx, staff id.Staff) ([]Token, error) {
	all, err := listTokens(tx, staff)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Scopes, err = scopesOf(tx, all[i].ID); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// RevokeToken ends a token: one's own, or of somebody who may do no more.
func (s *Service) RevokeToken(tx *db.Tx, token id.Token) error {
	row, found, err := readToken(tx, token)
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "access.no_token")
	}
	if tx.Actor.StaffID() != row.Staff && !mayGive(tx.Actor, row.Role) {
		return fault.New(fault.Forbidden, "access.above_own_role")
	}
	revoked, err := revokeToken(tx, token)
	if err != nil || !revoked {
		return err
	}
	return s.log.Record(tx, event.About{Kind: "api_token", ID: token.Any(), Version: 2}, TokenRevoked{Staff: row.Staff})
}

// Bearer tells for whom a token acts, with which role and scopes. Every reason why it does not work
// gives the same fault, access.bad_token.
func (s *Service) Bearer(tx *db.Tx, text string) (party.Actor, Token, error) {
	refused := fault.New(fault.Forbidden, "access.bad_token")
	rest, ours := strings.CutPrefix(text, tokenPrefix)
	if !ours || len(rest) != 2*tokenSigns {
		return party.Actor{}, Token{}, refused
	}
	raw, ok := unspell(rest[:tokenSigns])
	if !ok {
		return party.Actor{}, Token{}, refused
	}
	row, found, err := readToken(tx, raw)
	if err != nil {
		return party.Actor{}, Token{}, err
	}
	same := subtle.ConstantTimeCompare(row.Hash, digest(rest[tokenSigns:])) == 1
	if !found || !same || !row.RevokedAt.IsZero() || !row.ClosedAt.IsZero() || !tx.Now.Before(row.ExpiresAt) {
		return party.Actor{}, Token{}, refused
	}
	scopes, err := scopesOf(tx, row.ID)
	if err != nil {
		return party.Actor{}, Token{}, err
	}
	row.Scopes = append([]string{}, scopes...) // never nil: nil would mean all
	actor := party.Actor{Org: tx.Org, Kind: row.Kind, ID: row.Staff.Any(), Role: row.Role, Scopes: row.Scopes}
	return actor, row.Token, nil
}

func codes(scopes []string) []Scope {
	out := make([]Scope, len(scopes))
	for i, scope := range scopes {
		out[i] = Scope(scope)
	}
	return out
}
