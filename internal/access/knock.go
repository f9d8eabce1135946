package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// How many tokens that do not work may come from one address in any fifteen minutes, and how much is
// remembered about it. It is remembered in memory only: a refusal changes nothing that is stored.
const (
	wrongTokens   = 20
	maxAddresses  = 10_000
	maxProven     = 10_000
	provenForgets = 24 * time.Hour
)

// knocks counts the tokens that did not work, by address. Where there were too many, only tokens that
// worked within the last day are still looked at: a program in an office goes on when another program there has a
// wrong token, and whoever guesses learns nothing, not even from the right one.
type knocks struct {
	mu     sync.Mutex
	wrong  map[origin][]time.Time
	proven map[[sha256.Size]byte]time.Time
}

// origin is where tries come from: a network address under the installation key, so that it can be passed to the
// other nodes without telling whose it is.
type origin [sha256.Size]byte

// originOf hides an address under a secret.
func originOf(secret []byte, address string) (o origin) {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(network(address)))
	return origin(mac.Sum(nil))
}

// knockWord begins what one node passes to another of a token that did not work.
const knockWord = "knock "

// Relay has what counts against guessing passed to the other nodes on the same database. It is set once.
func (d *Door) Relay(pass func(word string)) { d.pass = pass }

// Heard counts what another node passed, so that guessing at every node in turn gets nobody further.
func (d *Door) Heard(word string) {
	text, is := strings.CutPrefix(word, knockWord)
	if raw, err := hex.DecodeString(text); is && err == nil && len(raw) == sha256.Size {
		d.knocks.count(d.DB.Clock().Now(), origin(raw))
	}
}

// provenKey is a token of an organisation, as a digest.
func provenKey(org id.Org, text string) [sha256.Size]byte {
	return sha256.Sum256(append(org[:], text...))
}

// admit refuses to look at a token from where too many did not work.
func (k *knocks) admit(now time.Time, org id.Org, text string, from origin) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	_, again := take(k.wrong[from], now, wrongTokens)
	if again.IsZero() {
		return nil
	}
	if worked, has := k.proven[provenKey(org, text)]; has && now.Sub(worked).Abs() < provenForgets {
		return nil
	}
	seconds := int((again.Sub(now) + time.Second - 1) / time.Second)
	return fault.New(fault.Busy, "access.wrong_tokens", "n", (seconds+59)/60, "seconds", seconds)
}

// prove remembers that a token works.
func (k *knocks) prove(now time.Time, org id.Org, text string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.proven = roomFor(k.proven, maxProven, func(at time.Time) bool { return now.Sub(at).Abs() >= provenForgets })
	k.proven[provenKey(org, text)] = now
}

// forget forgets that a token worked.
func (k *knocks) forget(org id.Org, text string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.proven, provenKey(org, text))
}

// count counts a token that did not work.
func (k *knocks) count(now time.Time, from origin) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.wrong = roomFor(k.wrong, maxAddresses, func(tries []time.Time) bool { return len(within(tries, now)) == 0 })
	k.wrong[from], _ = take(k.wrong[from], now, wrongTokens)
}

// roomFor makes room in a map of at most so many: what is over goes first, and then any.
func roomFor[K comparable, V any](m map[K]V, most int, over func(V) bool) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	if len(m) < most {
		return m
	}
	for key, value := range m {
		if over(value) {
			delete(m, key)
		}
	}
	for key := range m {
		if len(m) < most {
			break
		}
		delete(m, key)
	}
	return m
}
