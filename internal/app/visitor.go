package app

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/web"
)

// SessionCookie is the cookie that carries the token of a session.
const SessionCookie = "session"

// sessions tells the screens who knocks.
type sessions struct {
	app *App
}

// Current implements web.Sessions.
func (s sessions) Current(r *http.Request) (web.Session, bool, error) {
	token := s.app.Site.Cookie(r, SessionCookie)
	if token == "" {
		return web.Session{}, false, nil
	}
	var found web.Session
	var session access.Session
	err := s.app.DB.Read(r.Context(), party.Itself(id.Org{}), func(tx *db.Tx) error {
		o, err := s.app.Acts.Organisation.ByHost(tx, r.Host)
		if err != nil {
			return err
		}
		found = web.Session{Organisation: worldOf(o)}
		return tx.Within(party.Itself(o.ID), func() (err error) {
			if found.Actor, session, err = s.app.Acts.Access.Session(tx, token); err != nil {
				return notIn{err}
			}
			staff, err := s.app.Acts.Team.Get(tx, session.Staff)
			found.Name, found.Lang, found.Theme = staff.Name, staff.Lang, web.Theme(staff.Theme)
			return err
		})
	})
	if err == nil {
		err = s.app.Door.Used(r.Context(), found.Actor, session)
	}
	if err != nil {
		var not notIn
		f := fault.Of(err)
		if errors.As(err, &not) && f.Kind != fault.Internal && f.Kind != fault.Busy {
			err = nil
		}
		return web.Session{}, false, err
	}
	return found, true, nil
}

// notIn is why a token opens nothing: to be said as little of as of having none.
type notIn struct{ error }

// Unwrap gives the reason.
func (n notIn) Unwrap() error { return n.error }

// organisation finds the world that a host name stands for.
func (a *App) organisation(ctx context.Context, host string) (o organisation.Organisation, err error) {
	err = a.DB.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) error {
		o, err = a.Acts.Organisation.ByHost(tx, host)
		return err
	})
	return o, err
}

func (a *App) organisationOf(r *http.Request) (web.Organisation, error) {
	o, err := a.organisation(r.Context(), r.Host)
	return worldOf(o), err
}

func worldOf(o organisation.Organisation) web.Organisation {
	return web.Organisation{ID: o.ID, Name: o.Name, Lang: o.Lang, Zone: o.Location(), Familiar: o.Informal}
}

// Visit describes how a request came to the door.
func (a *App) Visit(r *http.Request) access.Visit {
	return access.Visit{Address: addressOf(r), Browser: r.UserAgent(), Previous: a.Site.Cookie(r, SessionCookie)}
}

// addressOf is where a request came from. Behind a proxy on this machine that is what the proxy says, in
// the last entry of X-Forwarded-For, the only one it wrote itself; from anywhere else the header is
// what anybody may claim, and counts for nothing.
func addressOf(r *http.Request) string {
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		address = r.RemoteAddr
	}
	if ip := net.ParseIP(address); ip == nil || !ip.IsLoopback() {
		return address
	}
	entries := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if said := net.ParseIP(strings.TrimSpace(entries[len(entries)-1])); said != nil {
		return said.String()
	}
	return address
}

// roles tells team who may do what.
type roles struct {
	access *access.Service
}

// Owners implements team.Roles.
func (r roles) Owners(tx *db.Tx) ([]id.Staff, error) { return r.with(tx, party.Owner) }

// Readers implements team.Roles.
func (r roles) Readers(tx *db.Tx) ([]id.Staff, error) { return r.with(tx, party.Reader) }

func (r roles) with(tx *db.Tx, role party.Role) ([]id.Staff, error) {
	accounts, err := r.access.List(tx)
	var out []id.Staff
	for _, account := range accounts {
		if account.Role == role {
			out = append(out, account.Staff)
		}
	}
	return out, err
}
