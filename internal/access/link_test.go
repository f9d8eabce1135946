package access_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

func (h *house) link(subject id.Any, customer id.Customer, until time.Time) (link access.Link, token string) {
	h.Helper()
	h.must(h.system, func(tx *db.Tx) (err error) {
		link, token, err = h.service.LinkFor(tx, "promise", subject, customer, until)
		return err
	})
	return link, token
}

func (h *house) resolve(org id.Org, token string) (link access.Link, err error) {
	err = h.db.Read(context.Background(), party.Itself(org), func(tx *db.Tx) (err error) {
		link, err = h.service.Resolve(tx, token)
		return err
	})
	return link, err
}

func TestACustomersLinkShowsItsSubjectUntilItEnds(t *testing.T) {
	run(t, func(h *house) {
		subject, customer := id.New[id.Any](h.db.IDs()), id.New[id.Customer](h.db.IDs())
		until := h.clock.Now().Add(24 * time.Hour)
		made, token := h.link(subject, customer, until)
		if len(token) != 22 || strings.Trim(token, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != "" {
			h.Errorf("the token %q is not 22 letters and numbers", token)
		}
		got, err := h.resolve(h.org, token)
		if err != nil || got.ID != made.ID || got.Subject != subject || got.Customer != customer || got.SubjectKind != "promise" {
			h.Errorf("%+v, %v", got, err)
		}
		later, same := h.link(subject, customer, until.Add(time.Hour))
		if same != token || later.ID != made.ID || !later.ExpiresAt.Equal(until.Add(time.Hour)) {
			h.Error("a second message carries another address")
		}
		if _, other := h.link(subject, id.New[id.Customer](h.db.IDs()), until); other == token {
			h.Error("two customers share an address")
		}
		_, err = h.resolve(id.New[id.Org](h.db.IDs()), token)
		h.wants("in another organisation", err, "access.link_gone", "")
		if n := h.rows("SELECT COUNT(*) FROM customer_link WHERE subject_kind = '" + token + "'"); n != 0 {
			h.Error("a token is stored")
		}
		h.clock.Set(until.Add(time.Hour - time.Microsecond))
		if _, err = h.resolve(h.org, token); err != nil {
			h.Error(err)
		}
		h.clock.Advance(time.Microsecond)
		_, err = h.resolve(h.org, token)
		h.wants("expired", err, "access.link_gone", "")
		h.must(h.system, func(tx *db.Tx) error { return h.service.RenewLink(tx, made.ID, tx.Now.Add(time.Hour)) })
		if _, err = h.resolve(h.org, token); err != nil {
			h.Error("renewed: ", err)
		}
		h.must(h.system, func(tx *db.Tx) error { return h.service.RevokeLink(tx, made.ID) })
		_, err = h.resolve(h.org, token)
		h.wants("revoked", err, "access.link_gone", "")
		err = h.write(h.system, func(tx *db.Tx) error { return h.service.RenewLink(tx, made.ID, tx.Now.Add(time.Hour)) })
		h.wants("renewing what was revoked", err, "access.link_revoked", "")
		if _, fresh := h.link(subject, customer, h.clock.Now().Add(time.Hour)); fresh == token {
			h.Error("a revoked address came back")
		}
		if kinds := h.kinds("customer_link", made.ID.Any()); len(kinds) != 2 || kinds[0] != "access.link_renewed" || kinds[1] != "access.link_revoked" {
			h.Error(kinds)
		}
	})
}

func TestOnlyTheLinkItselfOpens(t *testing.T) {
	h := build(t, dbtest.Engines()[0])
	subject, customer := id.New[id.Any](h.db.IDs()), id.New[id.Customer](h.db.IDs())
	_, token := h.link(subject, customer, h.clock.Now().Add(time.Hour))
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(token)-1).Draw(t, "at")
		put := rapid.StringMatching(`[0-9A-Za-z_/ é-]{0,3}`).Draw(t, "put")
		altered := token[:at] + put + token[at+1:]
		if altered == token {
			return
		}
		if _, err := h.resolve(h.org, altered); err == nil {
			t.Fatalf("%q opens what %q opens", altered, token)
		}
	})
}

func TestAnotherKeyDerivesOtherLinks(t *testing.T) {
	h := build(t, dbtest.Engines()[0])
	_, token := h.link(id.New[id.Any](h.db.IDs()), id.New[id.Customer](h.db.IDs()), h.clock.Now().Add(time.Hour))
	other := build(t, dbtest.Engines()[0])
	h.service = other.service
	_, err := h.resolve(h.org, token)
	h.wants("a row without its key", err, "access.link_gone", "")
}
