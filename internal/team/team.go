// Package team is who works here: people and agents, their teams, duties and skills, when they work,
// when they are away, and how much of their day is free for promises.
package team

import (
	"net/mail"
	"regexp"
	"strings"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// Staff is a member of staff or an agent.
type Staff struct {
	ID        id.Staff
	Kind      party.Kind // party.Staff or party.Agent
	Name      string
	FirstName string // how customers hear of them; the first word of the name when left out
	Email     string
	Phone     string // E.164
	Team      id.Team
	// AnswersPhone lowers the default share of the day that is free for promises.
	AnswersPhone bool
	// Share is the percentage of the day that is free for promises; 0 is the default.
	Share int
	// Answerable is the person who answers for an agent.
	Answerable id.Staff
	Lang       lang.Lang // of the screen; empty: the organisation's
	Theme      Theme     // of the screen
	Zone       string    // an IANA name; empty: the organisation's
	LeftAt     time.Time // zero: still here
	Version    int64
}

// Theme is how somebody wants the screen.
type Theme string

// The themes.
const (
	AsSystem Theme = "" // what their computer says
	Light    Theme = "light"
	Dark     Theme = "dark"
)

// Valid tells whether there is such a theme.
func (t Theme) Valid() bool { return t == AsSystem || t == Light || t == Dark }

// The default shares in percent (product.md, feasibility: nobody has 480 minutes).
const (
	sharePhone = 50
	shareOther = 70
	shareAgent = 100
)

// DayShare is the percentage of the day that is free for promises, 1 to 100.
func (s Staff) DayShare() int {
	switch {
	case s.Share != 0:
		return s.Share
	case s.Kind == party.Agent:
		return shareAgent
	case s.AnswersPhone:
		return sharePhone
	}
	return shareOther
}

// Here tells whether they work here at an instant.
func (s Staff) Here(at time.Time) bool { return s.LeftAt.IsZero() || at.Before(s.LeftAt) }

// Team is people who work together.
type Team struct {
	ID      id.Team
	Name    string
	Lead    id.Staff // zero: none yet
	Version int64
}

// maxName bounds names, in characters.
const maxName = 120

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// tidy fills in what can be derived and refuses what cannot be right.
func (s Staff) tidy() (Staff, error) {
	s.Name, s.FirstName = oneLine(s.Name), oneLine(s.FirstName)
	s.Email, s.Phone = strings.TrimSpace(s.Email), strings.TrimSpace(s.Phone)
	if err := checkName(s.Name); err != nil {
		return s, err
	}
	if s.FirstName == "" {
		s.FirstName, _, _ = strings.Cut(s.Name, " ")
	}
	if len([]rune(s.FirstName)) > maxName {
		return s, fault.New(fault.Invalid, "team.name_too_long", "max", maxName).On("first_name")
	}
	if s.Kind == "" {
		s.Kind = party.Staff
	}
	if s.Kind != party.Staff && s.Kind != party.Agent {
		return s, fault.New(fault.Invalid, "team.unknown_kind", "kind", string(s.Kind)).On("kind")
	}
	if s.Share < 0 || s.Share > 100 {
		return s, fault.New(fault.Invalid, "team.share_outside", "share", s.Share).On("share")
	}
	if s.Lang != "" && !s.Lang.Valid() {
		return s, fault.New(fault.Invalid, "team.unknown_lang", "lang", string(s.Lang)).On("lang")
	}
	if err := CheckEmail(s.Email); err != nil {
		return s, err
	}
	if s.Phone != "" && !e164.MatchString(s.Phone) {
		return s, fault.New(fault.Invalid, "team.bad_phone", "phone", s.Phone).On("phone")
	}
	return s, nil
}

// CheckEmail refuses what is no e-mail address; none is fine.
func CheckEmail(email string) error {
	if address, err := mail.ParseAddress(email); email != "" && (err != nil || address.Address != email) {
		return fault.New(fault.Invalid, "team.bad_email", "email", email).On("email")
	}
	return nil
}

func checkName(name string) error {
	switch {
	case name == "":
		return fault.New(fault.Invalid, "team.name_missing").On("name")
	case len([]rune(name)) > maxName:
		return fault.New(fault.Invalid, "team.name_too_long", "max", maxName).On("name")
	}
	return nil
}

// oneLine drops outer and double spaces.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// nameKey is a name as it is looked up.
func nameKey(name string) string { return strings.ToLower(oneLine(name)) }

// Span is a stretch of time, begin included and end not.
type Span struct {
	From, Until time.Time
}
