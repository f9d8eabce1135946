package access_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

func (h *house) token(actor party.Actor, n access.NewToken) (text string) {
	h.Helper()
	h.must(actor, func(tx *db.Tx) (err error) {
		_, text, err = h.service.MakeToken(tx, n)
		return err
	})
	return text
}

func (h *house) bearer(text string) (party.Actor, error) {
	return h.door.EnterBearer(context.Background(), h.org, text, id.New[id.Any](h.db.IDs()).String()) // from everywhere: wrong ones are counted by address
}

func TestATokenActsWithinItsScopesAndItsHoldersRole(t *testing.T) {
	run(t, func(h *house) {
		anne := h.open(party.Owner, "anne@linde.example")
		agent := h.open(party.TeamLead, "")
		text := h.token(anne, access.NewToken{Staff: agent.StaffID(), Name: "Linde-bot", Scopes: []string{"promises:write", "figures:read", "promises:write"}})
		actor, err := h.bearer(text)
		want := []string{"figures:read", "promises:read", "promises:write"}
		if err != nil || actor.Kind != party.Agent || actor.Role != party.TeamLead || actor.StaffID() != agent.StaffID() || !slices.Equal(actor.Scopes, want) {
			h.Errorf("%+v, %v", actor, err)
		}
		h.must(anne, func(tx *db.Tx) error { return h.service.SetRole(tx, agent.StaffID(), party.Reader) })
		if actor, err = h.bearer(text); err != nil || actor.Role != party.Reader {
			h.Errorf("after losing the role: %+v, %v", actor, err)
		}
		other := build(h.T, h.db.Engine())
		if _, _, err := readBearer(h, party.Itself(other.org), text); !fault.Is(err, "access.bad_token") {
			h.Errorf("in another organisation: %v", err)
		}
	})
}

func readBearer(h *house, actor party.Actor, text string) (who party.Actor, t access.Token, err error) {
	err = h.db.Read(context.Background(), actor, func(tx *db.Tx) (err error) {
		who, t, err = h.service.Bearer(tx, text)
		return err
	})
	return who, t, err
}

func TestATokenThatWasAlteredExpiredOrRevokedOpensNothing(t *testing.T) {
	run(t, func(h *house) {
		anne := h.open(party.Owner, "anne@linde.example")
		text := h.token(anne, access.NewToken{Staff: anne.StaffID(), Name: "export", Scopes: []string{"customers:read"}, ExpiresAt: h.clock.Now().Add(30 * 24 * time.Hour)})
		for i := range text {
			sign := byte('0')
			if text[i] == sign {
				sign = '1'
			}
			if _, err := h.bearer(text[:i] + string(sign) + text[i+1:]); !fault.Is(err, "access.bad_token") {
				h.Fatalf("sign %d altered: %v", i, err)
			}
		}
		for _, bad := range []string{"", "krn_", text[:len(text)-1], text + "0", strings.ToUpper(text), " " + text} {
			_, err := h.bearer(bad)
			h.wants(bad, err, "access.bad_token", "")
		}
		if n := h.rows("SELECT COUNT(*) FROM api_token WHERE name LIKE '%" + text[26:] + "%'"); n != 0 {
			h.Error("a secret is stored")
		}
		second := h.token(anne, access.NewToken{Staff: anne.StaffID(), Name: "tweede", Scopes: []string{"customers:read"}})
		_, t, err := readBearer(h, h.system, second)
		if err != nil {
			h.Fatal(err)
		}
		h.must(anne, func(tx *db.Tx) error { return h.service.RevokeToken(tx, t.ID) })
		h.must(anne, func(tx *db.Tx) error { return h.service.RevokeToken(tx, t.ID) })
		_, err = h.bearer(second)
		h.wants("revoked", err, "access.bad_token", "")
		if kinds := h.kinds("api_token", t.ID.Any()); !slices.Equal(kinds, []string{"access.token_made", "access.token_revoked"}) {
			h.Error(kinds)
		}
		h.clock.Advance(30*24*time.Hour - time.Microsecond)
		if _, err = h.bearer(text); err != nil {
			h.Error(err)
		}
		h.clock.Advance(time.Microsecond)
		_, err = h.bearer(text)
		h.wants("expired", err, "access.bad_token", "")
		h.must(anne, func(tx *db.Tx) error {
			all, err := h.service.Tokens(tx, anne.StaffID())
			if len(all) != 2 || all[0].Name != "tweede" || all[0].RevokedAt.IsZero() || all[1].UsedAt.IsZero() || len(all[1].Scopes) != 1 {
				h.Errorf("%+v", all)
			}
			return err
		})
	})
}

func TestATokenCannotGiveMoreThanItsMakerHas(t *testing.T) {
	run(t, func(h *house) {
		anne, lead := h.open(party.Owner, "anne@linde.example"), h.open(party.TeamLead, "bas@linde.example")
		colleague := h.open(party.Colleague, "cas@linde.example")
		make := func(actor, whom party.Actor, change func(*access.NewToken)) error {
			n := access.NewToken{Staff: whom.StaffID(), Name: "x", Scopes: []string{"customers:read"}}
			change(&n)
			return h.write(actor, func(tx *db.Tx) error { _, _, err := h.service.MakeToken(tx, n); return err })
		}
		same := func(*access.NewToken) {}
		scopes := func(all ...string) func(*access.NewToken) { return func(n *access.NewToken) { n.Scopes = all } }
		narrow := lead
		narrow.Scopes = []string{"customers:read"}
		h.wants("for an owner", make(lead, anne, same), "access.above_own_role", "")
		h.wants("for a colleague of the same rank", make(colleague, lead, same), "access.above_own_role", "")
		h.wants("no scopes", make(anne, anne, scopes()), "access.no_scopes", "scopes")
		h.wants("a scope that is none", make(anne, anne, scopes("alles")), "access.unknown_scope", "scopes")
		h.wants("admin by a lead", make(lead, lead, scopes("admin")), "access.scope_not_yours", "scopes")
		h.wants("admin for a lead", make(anne, lead, scopes("admin")), "access.scope_not_yours", "scopes")
		h.wants("more than the program has", make(narrow, lead, scopes("customers:write")), "access.scope_not_yours", "scopes")
		h.wants("no name", make(anne, anne, func(n *access.NewToken) { n.Name = " " }), "access.token_name", "name")
		h.wants("for ever", make(anne, anne, func(n *access.NewToken) { n.ExpiresAt = h.clock.Now().AddDate(4, 0, 0) }), "access.token_expiry", "expires_at")
		h.wants("for the past", make(anne, anne, func(n *access.NewToken) { n.ExpiresAt = h.clock.Now() }), "access.token_expiry", "expires_at")
		if err := make(anne, anne, scopes("admin")); err != nil {
			h.Error(err)
		}
		if err := make(colleague, colleague, same); err != nil {
			h.Error(err)
		}
	})
}
