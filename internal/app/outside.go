package app

import (
	"context"
	"net"

	"kroon/internal/db"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// Address is where a path of an organisation is reached: at its own address, at its host name on this
// installation, or at this installation.
func (a *App) Address(o organisation.Organisation, path string) string {
	switch {
	case o.BaseURL != "":
		return o.BaseURL + path
	case o.Host == "" || o.Host == a.base.Hostname():
		return a.Site.Link(path)
	}
	at := *a.base
	at.Host = o.Host
	if port := a.base.Port(); port != "" {
		at.Host = net.JoinHostPort(o.Host, port)
	}
	return at.Scheme + "://" + at.Host + path
}

// addressFor is Address for who acts in an organisation.
func (a *App) addressFor(ctx context.Context, actor party.Actor, path string) (address string, err error) {
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) error {
		o, err := a.Acts.Organisation.Get(tx)
		address = a.Address(o, path)
		return err
	})
	return address, err
}

// link is the address of a path as people outside reach it; empty without a public address, so that a
// message then says everything itself.
func (a *App) link(o organisation.Organisation, path string) string {
	if o.BaseURL == "" {
		return ""
	}
	return o.BaseURL + path
}
