package access

import (
	"bytes"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

const (
	maxReplayKey = 200
	replayLasts  = 48 * time.Hour
)

// Replay looks for the answer to a request that the same actor made before under this key, and keeps
// the key for the present request otherwise: of two at the same time, the second waits and gets the
// first one's answer. Remember must follow in the same transaction, after what the request does.
// The same key with another request (by its hash) is refused: fault Conflict.
func Replay(tx *db.Tx, key string, requestHash []byte) (answer []byte, found bool, err error) {
	if key == "" || short(key, maxReplayKey) != key {
		return nil, false, fault.New(fault.Invalid, "access.bad_replay_key", "max", maxReplayKey).On("Idempotency-Key")
	}
	fresh, err := keepKey(tx, asker(tx), key, requestHash)
	if err != nil || fresh {
		return nil, false, err
	}
	before, err := readAnswer(tx, asker(tx), key)
	if err != nil {
		return nil, false, err
	}
	if !bytes.Equal(before.Request, requestHash) {
		return nil, false, fault.New(fault.Conflict, "access.replay_key_reused").On("Idempotency-Key")
	}
	return before.Answer, true, nil
}

// Remember keeps the answer to the request for at least a day.
func Remember(tx *db.Tx, key string, answer []byte) {
	setAnswer(tx, asker(tx), key, answer)
}

// asker is whose keys these are; of the system itself they are the organisation's.
func asker(tx *db.Tx) id.Any {
	if tx.Actor.ID.IsZero() {
		return tx.Org.Any()
	}
	return tx.Actor.ID
}

// Sweep forgets what no longer counts: old sessions, one-time tokens, tries and answers. It is run
// now and then for each organisation.
func (s *Service) Sweep(tx *db.Tx) {
	sweepSessions(tx, tx.Now.Add(-sessionIdle), tx.Now.Add(-sessionAbsolute))
	sweepOnce(tx)
	sweepTries(tx, tx.Now.Add(-tryWindow))
	sweepAnswers(tx, tx.Now.Add(-replayLasts))
}
