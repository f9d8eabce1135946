// Package access says who may come in and what they may do there: accounts and sessions of staff,
// tokens of programs, links of customers, and the key that seals what the installation keeps secret.
package access

import (
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Account is how a member of staff or an agent gets in. Agents sign in with tokens only.
type Account struct {
	Staff       id.Staff
	ID          id.Any // the subject of its events
	Kind        party.Kind
	Role        party.Role
	Email       string
	HasPassword bool
	CreatedAt   time.Time
	ClosedAt    time.Time // zero while open
	Version     int64
}

// NewAccount is an account to be opened.
type NewAccount struct {
	Staff id.Staff
	Kind  party.Kind // party.Staff or party.Agent
	Role  party.Role
	Email string // of staff
}

// Session is one browser in which somebody is signed in.
type Session struct {
	ID        id.Any
	Staff     id.Staff
	Browser   string // as the browser describes itself, cut short
	CreatedAt time.Time
	UsedAt    time.Time // within five minutes
}

// How long a session lasts: without use, and at all. A desk signs in once a day and at least once a week.
const (
	sessionIdle     = 12 * time.Hour
	sessionAbsolute = 7 * 24 * time.Hour
	sessionTouch    = 5 * time.Minute // how coarse UsedAt is
)

func (s Session) live(now time.Time) bool {
	return now.Sub(s.UsedAt) < sessionIdle && now.Sub(s.CreatedAt) < sessionAbsolute
}

// Purpose says what a one-time token is for.
type Purpose string

// The purposes of one-time tokens.
const (
	ForSetup  Purpose = "setup"
	ForInvite Purpose = "invite"
	ForReset  Purpose = "reset"
)

// lasts is how long a one-time token works.
var lasts = map[Purpose]time.Duration{ForSetup: 24 * time.Hour, ForInvite: 7 * 24 * time.Hour, ForReset: time.Hour}

// Scopes are what a program's token can be allowed. To write includes to read.
func Scopes() []string {
	return []string{
		"customers:read", "customers:write", "questions:read", "questions:write", "promises:read", "promises:write",
		"calendars:read", "calendars:write", "offers:read", "figures:read", "ledger:read", ScopeAdmin,
	}
}

// ScopeAdmin is the scope of settings and staff; only an owner can give it, and to owners only.
const ScopeAdmin = "admin"

// withReading puts the scopes in order, each once, and adds what writing includes.
func withReading(scopes []string) []string {
	var out []string
	for _, known := range Scopes() {
		base, reads := strings.CutSuffix(known, ":read")
		if slices.Contains(scopes, known) || reads && slices.Contains(scopes, base+":write") {
			out = append(out, known)
		}
	}
	return out
}

// mayGive tells whether an actor may hand out a role: nobody gives, takes or changes more than their own.
func mayGive(actor party.Actor, role party.Role) bool {
	return actor.May(party.TeamLead) && actor.Role.Includes(role)
}

const (
	maxEmail   = 254
	maxBrowser = 120
)

// emailKey checks an e-mail address and gives the form in which addresses are compared.
func emailKey(email string) (string, error) {
	email = strings.TrimSpace(email)
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > maxEmail || strings.ContainsFunc(email, unicode.IsControl) {
		return "", fault.New(fault.Invalid, "access.bad_email").On("email")
	}
	return strings.ToLower(email), nil
}

// short cuts what a browser says of itself to something one can read.
func short(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}

func trimmed(text string) string { return strings.TrimSpace(text) }
