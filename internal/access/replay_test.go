package access_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// ask makes a link under an idempotency key, as any request of the API would do something.
func (h *house) ask(actor party.Actor, key, request string, do func(tx *db.Tx) error) (answer string, found bool, err error) {
	hash := sha256.Sum256([]byte(request))
	err = h.write(actor, func(tx *db.Tx) error {
		before, replayed, err := access.Replay(tx, key, hash[:])
		answer, found = string(before), replayed
		if err != nil || replayed {
			return err
		}
		if err := do(tx); err != nil {
			return err
		}
		answer = "gedaan " + request
		access.Remember(tx, key, []byte(answer))
		return nil
	})
	return answer, found, err
}

func TestTheSameRequestIsDoneOnce(t *testing.T) {
	run(t, func(h *house) {
		anne := h.open(party.Owner, "anne@linde.example")
		bas := h.open(party.Colleague, "bas@linde.example")
		made := func(tx *db.Tx) error {
			_, _, err := h.service.LinkFor(tx, "promise", id.New[id.Any](tx.IDs), id.New[id.Customer](tx.IDs), tx.Now.Add(time.Hour))
			return err
		}
		links := func() int { return h.rows("SELECT COUNT(*) FROM customer_link") }
		var group sync.WaitGroup
		for range 10 {
			group.Go(func() {
				if answer, _, err := h.ask(anne, "k1", "beloof", made); err != nil || answer != "gedaan beloof" {
					h.Error(answer, err)
				}
			})
		}
		group.Wait()
		if links() != 1 {
			h.Errorf("done %d times", links())
		}
		_, _, err := h.ask(anne, "k1", "iets anders", made)
		h.wants("the key of another request", err, "access.replay_key_reused", "Idempotency-Key")
		if _, found, err := h.ask(bas, "k1", "iets anders", made); err != nil || found || links() != 2 {
			h.Errorf("somebody else's key: %v, %v", found, err)
		}
		broken := errors.New("broken")
		if _, _, err = h.ask(anne, "k2", "beloof", func(*db.Tx) error { return broken }); !errors.Is(err, broken) {
			h.Error(err)
		}
		if _, found, err := h.ask(anne, "k2", "beloof", made); err != nil || found || links() != 3 {
			h.Errorf("after a failure: %v, %v", found, err)
		}
		if _, _, err := h.ask(h.system, "k1", "van het systeem", made); err != nil {
			h.Error(err)
		}
		for _, bad := range []string{"", strings.Repeat("x", 201), "a\nb"} {
			_, _, err = h.ask(anne, bad, "beloof", made)
			h.wants(fmt.Sprintf("%.5q", bad), err, "access.bad_replay_key", "Idempotency-Key")
		}
		sweep := func() { h.must(h.system, func(tx *db.Tx) error { h.service.Sweep(tx); return nil }) }
		h.clock.Advance(47 * time.Hour)
		sweep()
		if _, found, err := h.ask(anne, "k1", "beloof", made); err != nil || !found {
			h.Errorf("after 47 hours: %v, %v", found, err)
		}
		h.clock.Advance(time.Hour)
		sweep()
		if n := h.rows("SELECT COUNT(*) FROM remembered_answer"); n != 0 {
			h.Errorf("%d answers were not swept", n)
		}
	})
}
