package access_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// house is one organisation with a clock that stands still.
type house struct {
	*testing.T
	db      *db.DB
	clock   *clock.Stepped
	service *access.Service
	door    *access.Door
	log     bytes.Buffer // what the door logs
	org     id.Org
	system  party.Actor
}

const phrase = "paarse fiets in de regen"

func run(t *testing.T, test func(h *house)) {
	t.Helper()
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { test(build(t, engine)) })
	}
}

func build(t *testing.T, engine db.Engine) *house {
	t.Helper()
	stepped := clock.NewStepped(time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC))
	h := &house{T: t, db: dbtest.Open(t, engine, stepped), clock: stepped}
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		t.Fatal(err)
	}
	key, err := access.KeyOf(secret)
	if err != nil {
		t.Fatal(err)
	}
	h.service = access.New(event.NewLog(), key)
	h.door = &access.Door{DB: h.db, Access: h.service, Hasher: access.NewHasher(), Log: slog.New(slog.NewTextHandler(&h.log, nil))}
	h.org = id.New[id.Org](h.db.IDs())
	h.system = party.Itself(h.org)
	return h
}

func (h *house) write(actor party.Actor, fn func(*db.Tx) error) error {
	h.Helper()
	return h.db.Write(context.Background(), actor, fn)
}

func (h *house) must(actor party.Actor, fn func(*db.Tx) error) {
	h.Helper()
	if err := h.write(actor, fn); err != nil {
		h.Fatal(err)
	}
}

func (h *house) wants(what string, err error, key, field string) {
	h.Helper()
	f := fault.Of(err)
	if f == nil || f.Key != key || f.Field != field {
		h.Errorf("%s: got %v, want %s on %q", what, err, key, field)
	}
}

// open opens an account and gives its actor.
func (h *house) open(role party.Role, email string) party.Actor {
	h.Helper()
	staff := id.New[id.Staff](h.db.IDs())
	kind := party.Staff
	if email == "" {
		kind = party.Agent
	}
	h.must(h.system, func(tx *db.Tx) error {
		_, err := h.service.Open(tx, access.NewAccount{Staff: staff, Kind: kind, Role: role, Email: email})
		return err
	})
	return party.Actor{Org: h.org, Kind: kind, ID: staff.Any(), Role: role}
}

// welcome opens an account and has its holder choose the usual password; the token is of the session.
func (h *house) welcome(role party.Role, email string) (party.Actor, string) {
	h.Helper()
	actor := h.open(role, email)
	once := ""
	h.must(h.system, func(tx *db.Tx) (err error) {
		once, err = h.service.Invite(tx, actor.StaffID())
		return err
	})
	token, staff, err := h.door.Accept(context.Background(), h.org, once, phrase, access.Visit{Address: "192.0.2.1", Browser: "Firefox"})
	if err != nil || staff != actor.StaffID() {
		h.Fatal(staff, err)
	}
	return actor, token
}

func (h *house) signIn(email, password, address string) (string, error) {
	token, _, err := h.door.SignIn(context.Background(), h.org, email, password, access.Visit{Address: address, Browser: "Firefox"})
	return token, err
}

func (h *house) enter(token string) (party.Actor, error) {
	var actor party.Actor
	var session access.Session
	err := h.db.Read(context.Background(), party.Itself(h.org), func(tx *db.Tx) (err error) {
		actor, session, err = h.service.Session(tx, token)
		return err
	})
	if err == nil {
		err = h.door.Used(context.Background(), actor, session)
	}
	return actor, err
}

func (h *house) kinds(kind string, subject id.Any) (out []string) {
	h.Helper()
	err := h.db.Read(context.Background(), h.system, func(tx *db.Tx) error {
		all, err := event.History(tx, kind, subject, 0, 100)
		for _, e := range all {
			out = append([]string{e.Kind}, out...)
		}
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
	return out
}

func (h *house) account(actor party.Actor) (a access.Account) {
	h.Helper()
	err := h.db.Read(context.Background(), h.system, func(tx *db.Tx) (err error) {
		a, err = h.service.Get(tx, actor.StaffID())
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
	return a
}

func TestNobodyGivesMoreThanTheirOwnRole(t *testing.T) {
	run(t, func(h *house) {
		owner, lead := h.open(party.Owner, "anne@linde.example"), h.open(party.TeamLead, "bas@linde.example")
		colleague := h.open(party.Colleague, "cas@linde.example")
		set := func(actor, whom party.Actor, role party.Role) error {
			return h.write(actor, func(tx *db.Tx) error { return h.service.SetRole(tx, whom.StaffID(), role) })
		}
		h.wants("a lead makes an owner", set(lead, colleague, party.Owner), "access.above_own_role", "role")
		h.wants("a lead demotes an owner", set(lead, h.open(party.Owner, "dirk@linde.example"), party.Reader), "access.above_own_role", "role")
		h.wants("staff make a reader", set(colleague, lead, party.Reader), "access.above_own_role", "role")
		h.wants("no such role", set(owner, colleague, "koning"), "access.unknown_role", "role")
		if err := set(lead, colleague, party.TeamLead); err != nil || h.account(colleague).Role != party.TeamLead {
			h.Error(err)
		}
		err := h.write(lead, func(tx *db.Tx) error {
			_, err := h.service.Open(tx, access.NewAccount{Staff: id.New[id.Staff](tx.IDs), Kind: party.Staff, Role: party.Owner, Email: "eef@linde.example"})
			return err
		})
		h.wants("a lead opens an owner's account", err, "access.above_own_role", "role")
		err = h.write(owner, func(tx *db.Tx) error {
			_, err := h.service.Open(tx, access.NewAccount{Staff: id.New[id.Staff](tx.IDs), Kind: party.Staff, Role: party.Reader, Email: "CAS@linde.example"})
			return err
		})
		h.wants("the same address", err, "access.email_taken", "email")
		err = h.write(lead, func(tx *db.Tx) error { return h.service.SetEmail(tx, owner.StaffID(), "mij@linde.example") })
		h.wants("a lead takes over an owner's address", err, "access.above_own_role", "email")
	})
}

func TestOneOwnerRemainsEvenWhenAllLeaveAtOnce(t *testing.T) {
	run(t, func(h *house) {
		var owners []party.Actor
		for _, email := range []string{"a@linde.example", "b@linde.example", "c@linde.example", "d@linde.example"} {
			owners = append(owners, h.open(party.Owner, email))
		}
		var group sync.WaitGroup
		for i, owner := range owners {
			group.Go(func() {
				err := h.write(h.system, func(tx *db.Tx) error {
					if i%2 == 0 {
						return h.service.Depart(tx, owner.StaffID())
					}
					return h.service.SetRole(tx, owner.StaffID(), party.Reader)
				})
				if err != nil {
					h.wants("the last owner", err, "access.last_owner", "")
				}
			})
		}
		group.Wait()
		left := 0
		for _, owner := range owners {
			if a := h.account(owner); a.Role == party.Owner && a.ClosedAt.IsZero() {
				left++
			}
		}
		if left != 1 {
			h.Errorf("%d owners remain", left)
		}
	})
}

func TestWhoDepartsIsOutAtOnceAndMayComeBack(t *testing.T) {
	run(t, func(h *house) {
		h.open(party.Owner, "anne@linde.example")
		bas, session := h.welcome(party.Colleague, "bas@linde.example")
		bearer := h.token(bas, access.NewToken{Staff: bas.StaffID(), Name: "rooster", Scopes: []string{"promises:read"}})
		if _, err := h.enter(session); err != nil {
			h.Fatal(err)
		}
		depart := func(tx *db.Tx) error { return h.service.Depart(tx, bas.StaffID()) }
		h.must(h.system, depart)
		h.must(h.system, depart) // again changes nothing
		h.must(h.system, func(tx *db.Tx) error { return h.service.Depart(tx, id.New[id.Staff](tx.IDs)) })
		_, err := h.enter(session)
		h.wants("a session of before", err, "access.sign_in", "")
		_, err = h.door.EnterBearer(context.Background(), h.org, bearer, "192.0.2.1")
		h.wants("a token of before", err, "access.bad_token", "")
		_, err = h.signIn("bas@linde.example", phrase, "192.0.2.1")
		h.wants("the password of before", err, "access.wrong", "password")
		err = h.write(h.system, func(tx *db.Tx) error { _, err := h.service.Invite(tx, bas.StaffID()); return err })
		h.wants("an invitation", err, "access.no_account", "")

		h.open(party.Colleague, "bas@linde.example") // the address is free again
		h.must(h.system, func(tx *db.Tx) error {
			_, err := h.service.Open(tx, access.NewAccount{Staff: bas.StaffID(), Kind: party.Staff, Role: party.Reader, Email: "bas2@linde.example"})
			return err
		})
		if a := h.account(bas); a.Role != party.Reader || !a.ClosedAt.IsZero() || a.HasPassword {
			h.Errorf("came back as %+v", a)
		}
		_, err = h.door.EnterBearer(context.Background(), h.org, bearer, "192.0.2.1")
		h.wants("a token of before coming back", err, "access.bad_token", "")
		_, err = h.enter(session)
		h.wants("a session of before coming back", err, "access.sign_in", "")
		want := []string{"access.opened", "access.invited", "access.password_set", "access.signed_in", "access.closed", "access.opened"}
		if got := h.kinds("account", h.account(bas).ID); !slices.Equal(got, want) {
			h.Errorf("history is %v, want %v", got, want)
		}
	})
}
