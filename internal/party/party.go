// Package party says who acts: a member of staff, a customer, an agent or the system itself.
package party

import (
	"slices"

	"kroon/internal/id"
)

// Kind is the kind of party.
type Kind string

// The kinds of party.
const (
	Staff    Kind = "staff"
	Agent    Kind = "agent"
	Customer Kind = "customer"
	System   Kind = "system"
)

// Role is what a member of staff may do; each includes the ones after it.
type Role string

// The roles, from most to least.
const (
	Owner     Role = "owner"
	TeamLead  Role = "team-lead"
	Colleague Role = "staff"
	Reader    Role = "reader"
)

var rank = map[Role]int{Owner: 4, TeamLead: 3, Colleague: 2, Reader: 1}

// Valid tells whether the role exists.
func (r Role) Valid() bool { return rank[r] > 0 }

// Includes tells whether a party with role r may do what asks for role needed.
func (r Role) Includes(needed Role) bool { return rank[r] > 0 && rank[r] >= rank[needed] }

// Actor is who does something in one organisation. The zero Org is the installation itself.
type Actor struct {
	Org    id.Org
	Kind   Kind
	ID     id.Any   // the staff, agent or customer; zero for the system
	Role   Role     // of staff and agents
	Scopes []string // of an API token; nil means all that the role allows
}

// Itself is Kroon acting for an organisation: the clockwork, an import, the setup.
func Itself(org id.Org) Actor { return Actor{Org: org, Kind: System, Role: Owner} }

// StaffID is the member of staff or agent that acts; zero for others.
func (a Actor) StaffID() id.Staff {
	if a.Kind == Staff || a.Kind == Agent {
		return id.Staff(a.ID)
	}
	return id.Staff{}
}

// May tells whether the actor may do what asks for this role.
func (a Actor) May(needed Role) bool { return a.Role.Includes(needed) }

// Allows tells whether the actor's token carries the scope; a sign-in carries all of them.
func (a Actor) Allows(scope string) bool {
	return a.Scopes == nil || slices.Contains(a.Scopes, scope)
}
