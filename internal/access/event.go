package access

import (
	"kroon/internal/id"
	"kroon/internal/party"
)

// Opened: an account was opened, or opened again.
type Opened struct {
	Staff id.Staff   `json:"s"`
	Role  party.Role `json:"r"`
}

// RoleChanged: somebody may do more or less than before.
type RoleChanged struct {
	Staff id.Staff   `json:"s"`
	From  party.Role `json:"f"`
	To    party.Role `json:"t"`
}

// EmailChanged: somebody signs in with another address.
type EmailChanged struct {
	Staff id.Staff `json:"s"`
}

// PasswordSet: a password was chosen; every session and one-time token of before has ended.
type PasswordSet struct {
	Staff id.Staff `json:"s"`
}

// Closed: somebody left, and with them every session and token.
type Closed struct {
	Staff id.Staff `json:"s"`
}

// SignedIn: a session began.
type SignedIn struct {
	Staff id.Staff `json:"s"`
}

// SignedOutEverywhere: every session of somebody ended.
type SignedOutEverywhere struct {
	Staff id.Staff `json:"s"`
}

// Invited: a one-time link was made for somebody to choose a password.
type Invited struct {
	Staff   id.Staff `json:"s"`
	Purpose Purpose  `json:"p"`
}

// TokenMade: a program may act for somebody.
type TokenMade struct {
	Staff  id.Staff `json:"s"`
	Scopes []Scope  `json:"c"`
}

// Scope is the code of one thing that a token may do.
type Scope string

// TokenRevoked: it no longer may.
type TokenRevoked struct {
	Staff id.Staff `json:"s"`
}

// LinkRevoked: a customer's link was closed.
type LinkRevoked struct {
	Customer id.Customer `json:"c"`
}

// LinkRenewed: a customer's link lasts longer.
type LinkRenewed struct {
	Customer id.Customer `json:"c"`
}

// EventKind implements event.Fact.
func (Opened) EventKind() string { return "access.opened" }

// EventKind implements event.Fact.
func (RoleChanged) EventKind() string { return "access.role_changed" }

// EventKind implements event.Fact.
func (EmailChanged) EventKind() string { return "access.email_changed" }

// EventKind implements event.Fact.
func (PasswordSet) EventKind() string { return "access.password_set" }

// EventKind implements event.Fact.
func (Closed) EventKind() string { return "access.closed" }

// EventKind implements event.Fact.
func (SignedIn) EventKind() string { return "access.signed_in" }

// EventKind implements event.Fact.
func (SignedOutEverywhere) EventKind() string { return "access.signed_out_everywhere" }

// EventKind implements event.Fact.
func (Invited) EventKind() string { return "access.invited" }

// EventKind implements event.Fact.
func (TokenMade) EventKind() string { return "access.token_made" }

// EventKind implements event.Fact.
func (TokenRevoked) EventKind() string { return "access.token_revoked" }

// EventKind implements event.Fact.
func (LinkRevoked) EventKind() string { return "access.link_revoked" }

// EventKind implements event.Fact.
func (LinkRenewed) EventKind() string { return "access.link_renewed" }
