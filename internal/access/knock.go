package access

import (
	"crypto/sha256"
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
	wrong  map[string][]time.Time
	proven map[[sha256.Size]byte]time.Time
}

// provenKey is a token of an organisation, as a digest.
func provenKey(org id.Org, text string) [sha256.Size]byte {
	return sha256.Sum256(append(org[:], text...))
}

// admit refuses to look at a token from where too many did not work.
func (k *knocks) admit(now time.Time, org id.Org, text, address string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	_, again := take(k.wrong[network(address)], now, wrongTokens)
	if again.IsZero() {
		return nil
	}
	if worked, has := k.proven[provenKey(org, text)]; has && now.Sub(worked).Abs() < provenForgets {
		return nil
	}
	seconds := int((again.Sub(now) + time.Second - 1) / time.Second)
	return fault.New(fault.Busy, "access.wrong_tokens", "n", (seconds+59)/60, "seconds", seconds)
}

// tell remembers whether a token worked.
func (k *knocks) tell(now time.Time, org id.Org, text, address string, worked bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if worked {
		k.proven = roomFor(k.proven, maxProven, func(at time.Time) bool { return now.Sub(at).Abs() >= provenForgets })
		k.proven[provenKey(org, text)] = now
		return
	}
	delete(k.proven, provenKey(org, text))
	k.wrong = roomFor(k.wrong, maxAddresses, func(tries []time.Time) bool { return len(within(tries, now)) == 0 })
	from := network(address)
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
