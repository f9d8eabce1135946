// Package organisation is one company's own world in an installation: its name and addresses, the zone
// it lives in, how it speaks to its customers, and the few settings that others decide by.
package organisation

import (
	"net/mail"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/worktime"
)

// Organisation is one company's own world; nothing crosses it.
type Organisation struct {
	ID            id.Org `db:"org"`
	Name          string
	Host          string // the host name by which browsers reach it; empty for the only one
	BaseURL       string // "https://kroon.example.nl", without a slash at the end; empty: no public address
	Zone          string // IANA name
	Lang          lang.Lang
	Informal      bool // customers are addressed with je instead of u
	Phone         string
	Email         string
	QuietFrom     int // minute of the day at which the quiet hours begin
	QuietUntil    int // minute of the day at which they end; equal to QuietFrom: there are none
	TacitDays     int // working days after which silence accepts a delivery
	MarginMinutes int // slack below this many minutes is tight
	GoodFriday    bool
	LiberationDay bool
	SameDayUntil  time.Time // Busy day: until then nothing new is offered for the day that ends with it; zero or past: no stop
	Version       int64
}

// Setup is what one must know to begin; what is left empty gets its default.
type Setup struct {
	Name     string
	Host     string
	BaseURL  string
	Zone     string    // Europe/Amsterdam when empty
	Lang     lang.Lang // Dutch when empty
	Informal bool
	Phone    string
	Email    string
}

// The defaults of a new organisation.
const (
	DefaultZone      = "Europe/Amsterdam"
	defaultQuietFrom = 18 * 60
	defaultQuietEnd  = 8 * 60
	defaultTacitDays = 5
	defaultMargin    = 30
)

// Created happens once, as an organisation begins.
type Created struct{}

// EventKind implements event.Fact.
func (Created) EventKind() string { return "organisation.created" }

// Changed says which settings changed, by the names of their fields; their values stay out of history.
type Changed struct {
	Fields []Setting `json:"f"`
}

// Setting is the code of one setting.
type Setting string

// EventKind implements event.Fact.
func (Changed) EventKind() string { return "organisation.changed" }

func (n Setup) withDefaults() Organisation {
	o := Organisation{
		Name: n.Name, Host: n.Host, BaseURL: n.BaseURL, Zone: n.Zone, Lang: n.Lang, Informal: n.Informal,
		Phone: n.Phone, Email: n.Email, QuietFrom: defaultQuietFrom, QuietUntil: defaultQuietEnd,
		TacitDays: defaultTacitDays, MarginMinutes: defaultMargin,
	}
	if o.Zone == "" {
		o.Zone = DefaultZone
	}
	if o.Lang == "" {
		o.Lang = lang.NL
	}
	return o
}

// Limits of what may be typed. A host name is at most 253 signs (RFC 1123, 2.1), each part of it 63.
const (
	maxName       = 120
	maxHost       = 253
	maxLabel      = 63
	maxAddress    = 254
	maxPhone      = 30
	maxURL        = 300
	minutesPerDay = 24 * 60
	maxTacitDays  = 60
	maxMargin     = 8 * 60
)

// clean takes away what nobody means: spaces around, capitals in addresses, a slash at the end.
func (o Organisation) clean() Organisation {
	o.Name = strings.Join(strings.Fields(o.Name), " ")
	o.Host = CleanHost(o.Host)
	o.BaseURL = strings.TrimSuffix(strings.TrimSpace(o.BaseURL), "/")
	o.Zone = strings.TrimSpace(o.Zone)
	o.Phone = strings.Join(strings.Fields(o.Phone), " ")
	o.Email = strings.TrimSpace(o.Email)
	return o
}

// check refuses the first field that cannot be; it expects a cleaned organisation.
func (o Organisation) check() error {
	switch {
	case o.Name == "":
		return fault.New(fault.Invalid, "organisation.no_name").On("name")
	case tooLong(o.Name, maxName):
		return fault.New(fault.Invalid, "organisation.long_name", "max", maxName).On("name")
	case o.Host != "" && !validHost(o.Host):
		return fault.New(fault.Invalid, "organisation.bad_host").On("host")
	case o.BaseURL != "" && !validBase(o.BaseURL):
		return fault.New(fault.Invalid, "organisation.bad_base_url").On("base_url")
	case !o.Lang.Valid():
		return fault.New(fault.Invalid, "organisation.bad_lang").On("lang")
	case o.Phone != "" && !validPhone(o.Phone):
		return fault.New(fault.Invalid, "organisation.bad_phone").On("phone")
	case o.Email != "" && !validEmail(o.Email):
		return fault.New(fault.Invalid, "organisation.bad_email").On("email")
	case o.QuietFrom < 0 || o.QuietFrom >= minutesPerDay:
		return fault.New(fault.Invalid, "organisation.bad_quiet").On("quiet_from")
	case o.QuietUntil < 0 || o.QuietUntil > minutesPerDay, o.QuietFrom == 0 && o.QuietUntil == minutesPerDay:
		return fault.New(fault.Invalid, "organisation.bad_quiet").On("quiet_until")
	case o.TacitDays < 1 || o.TacitDays > maxTacitDays:
		return fault.New(fault.Invalid, "organisation.bad_tacit_days", "max", maxTacitDays).On("tacit_days")
	case o.MarginMinutes < 0 || o.MarginMinutes > maxMargin:
		return fault.New(fault.Invalid, "organisation.bad_margin", "max", maxMargin).On("margin_minutes")
	}
	_, err := worktime.Zone(o.Zone)
	return err
}

// CleanHost is a host name as it is compared: lower case, without a port or a dot at the end.
func CleanHost(host string) string {
	host = strings.ToLower(strings.TrimSpace(host))
	if end := strings.LastIndexByte(host, ']'); strings.HasPrefix(host, "[") && end > 0 {
		return host[1:end]
	}
	if before, port, found := strings.Cut(host, ":"); found && strings.Trim(port, "0123456789") == "" {
		host = before
	}
	return strings.TrimSuffix(host, ".")
}

func validHost(host string) bool {
	if len(host) > maxHost {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > maxLabel || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		if strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// validBase: customers follow these links, so they are https, or plain http on this very machine.
func validBase(text string) bool {
	u, err := url.Parse(text)
	if err != nil || len(text) > maxURL || u.Host == "" || u.User != nil || u.Path != "" ||
		u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(text, "#") {
		return false
	}
	name := strings.ToLower(u.Hostname())
	loopback := name == "localhost" || name == "127.0.0.1" || name == "::1"
	return u.Scheme == "https" && (validHost(name) || loopback) || u.Scheme == "http" && loopback
}

// validPhone takes any way of writing a number that people use, short ones such as 14 030 included.
func validPhone(text string) bool {
	digits := 0
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" ()-./", r):
		default:
			return false
		}
	}
	return digits >= 3 && digits <= 15 && len(text) <= maxPhone
}

func validEmail(text string) bool {
	parsed, err := mail.ParseAddress(text)
	return err == nil && parsed.Address == text && len(text) <= maxAddress
}

func tooLong(text string, most int) bool {
	return utf8.RuneCountInString(text) > most || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl)
}

// at tells whether a host name is one of the organisation's: that of its staff or of its public address.
func (o Organisation) at(host string) bool {
	if host == "" {
		return false
	}
	public, err := url.Parse(o.BaseURL)
	return o.Host == host || err == nil && CleanHost(public.Host) == host
}

// Location is the zone in which the organisation lives. The name was checked when it was set, against
// the zones that are part of this program.
func (o Organisation) Location() *time.Location {
	zone, err := worktime.Zone(o.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}
