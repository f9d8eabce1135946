package access_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

func (h *house) once(make func(tx *db.Tx) (string, error)) (token string) {
	h.Helper()
	h.must(h.system, func(tx *db.Tx) (err error) {
		token, err = make(tx)
		return err
	})
	return token
}

// setUp is what the first run does, as act will: everything in one transaction, the hash made before.
func (h *house) setUp(once, email, hash string) error {
	return h.write(h.system, func(tx *db.Tx) error {
		what, err := h.service.Use(tx, once)
		if err != nil {
			return err
		}
		if what != (access.Once{Purpose: access.ForSetup}) {
			h.Errorf("good for %+v", what)
		}
		staff := id.New[id.Staff](tx.IDs)
		if _, err := h.service.Open(tx, access.NewAccount{Staff: staff, Kind: party.Staff, Role: party.Owner, Email: email}); err != nil {
			return err
		}
		return h.service.SetPassword(tx, staff, hash)
	})
}

func TestTheFirstOwnerBeginsWithATokenThatWorksOnce(t *testing.T) {
	run(t, func(h *house) {
		hash, err := h.door.NewHash(context.Background(), "eva@linde.example", phrase)
		if err != nil {
			h.Fatal(err)
		}
		earlier := h.once(h.service.FirstRun)
		token := h.once(h.service.FirstRun)
		h.wants("a token of an earlier start", h.setUp(earlier, "eva@linde.example", hash), "access.once_gone", "")
		_, _, err = h.door.Accept(context.Background(), h.org, token, phrase, access.Visit{})
		h.wants("setting up as if invited", err, "access.once_gone", "")
		var done atomic.Int32
		var group sync.WaitGroup
		for _, email := range []string{"a@linde.example", "b@linde.example", "c@linde.example", "d@linde.example", "e@linde.example", "f@linde.example"} {
			group.Go(func() {
				if err := h.setUp(token, email, hash); err == nil {
					done.Add(1)
				} else {
					h.wants("the second to set up", err, "access.once_gone", "")
				}
			})
		}
		group.Wait()
		if done.Load() != 1 || h.rows("SELECT COUNT(*) FROM account") != 1 {
			h.Errorf("%d set up", done.Load())
		}
		if again := h.once(h.service.FirstRun); again != "" {
			h.Error("a second first run")
		}
	})
}

func TestAnInvitationWorksOnceAndForAWeek(t *testing.T) {
	run(t, func(h *house) {
		bas := h.open(party.Colleague, "bas@linde.example")
		invite := func(tx *db.Tx) (string, error) { return h.service.Invite(tx, bas.StaffID()) }
		accept := func(token, password string) error {
			_, _, err := h.door.Accept(context.Background(), h.org, token, password, access.Visit{})
			return err
		}
		old := h.once(invite)
		late := h.once(invite)
		h.wants("the invitation before the last", accept(old, phrase), "access.once_gone", "")
		h.clock.Advance(7 * 24 * time.Hour)
		h.wants("after a week", accept(late, phrase), "access.once_gone", "")
		token := h.once(invite)
		h.wants("a password everybody tries", accept(token, "wachtwoord123"), "access.common_password", "password")
		if err := accept(token, phrase); err != nil {
			h.Errorf("after a refused password: %v", err)
		}
		h.wants("a second time", accept(token, phrase), "access.once_gone", "")
		h.wants("made up", accept("0000000000000000000000", phrase), "access.once_gone", "")
		agent := h.open(party.Colleague, "")
		err := h.write(h.system, func(tx *db.Tx) error { _, err := h.service.Invite(tx, agent.StaffID()); return err })
		h.wants("inviting a program", err, "access.no_account", "")
	})
}

func TestAForgottenPasswordTellsNobodyWhoExists(t *testing.T) {
	run(t, func(h *house) {
		bas, session := h.welcome(party.Colleague, "bas@linde.example")
		forgot := func(email string) (string, id.Staff, error) {
			return h.door.Forgot(context.Background(), h.org, email, "192.0.2.1")
		}
		if token, staff, err := forgot("niemand@linde.example"); token != "" || !staff.IsZero() || err != nil {
			h.Error(token, staff, err)
		}
		token, staff, err := forgot("bas@linde.example")
		if err != nil || staff != bas.StaffID() {
			h.Fatal(staff, err)
		}
		h.clock.Advance(time.Hour)
		_, _, err = h.door.Accept(context.Background(), h.org, token, "groene boot op het meer", access.Visit{})
		h.wants("after an hour", err, "access.once_gone", "")
		if token, _, err = forgot("bas@linde.example"); err != nil {
			h.Fatal(err)
		}
		if _, _, err = h.door.Accept(context.Background(), h.org, token, "groene boot op het meer", access.Visit{}); err != nil {
			h.Fatal(err)
		}
		_, err = h.enter(session)
		h.wants("a session of before", err, "access.sign_in", "")
		for range 4 {
			if _, _, err = forgot("bas@linde.example"); err != nil {
				h.Fatal(err)
			}
		}
		_, _, err = forgot("bas@linde.example")
		if !fault.Is(err, "access.too_many") {
			h.Errorf("no end to forgetting: %v", err)
		}
	})
}
