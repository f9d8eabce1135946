package access

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// cost is the work of one hashing, kept in the hash so that it can be raised later.
type cost struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// today is what OWASP's password storage guide advises for argon2id; two at once take 38 MB.
var today = cost{Memory: 19 * 1024, Passes: 2, Threads: 1}

const (
	saltSize    = 16
	hashSize    = 32
	atOnce      = 2
	maxWaiting  = 64
	maxMemory   = 256 * 1024 // KiB; a hash that asks for more is not ours
	maxPasses   = 16
	hashPattern = "$argon2id$v=%d$m=%d,t=%d,p=%d$"
)

// Hasher hashes passwords, never more than two at once in one program: each takes 19 MB. It never
// works inside a transaction.
type Hasher struct {
	running chan struct{}
	waiting chan struct{}
	worked  chan struct{}
	decoy   string // compared with when there is no account, so that the work is the same
}

// NewHasher makes a hasher; a program needs one.
func NewHasher() *Hasher {
	empty := encode(today, make([]byte, saltSize), make([]byte, hashSize))
	return &Hasher{
		running: make(chan struct{}, atOnce), waiting: make(chan struct{}, maxWaiting), worked: make(chan struct{}, 1), decoy: empty,
	}
}

// Worked says when a password has been hashed or compared since it was last asked: memory was taken that may be given back.
func (h *Hasher) Worked() <-chan struct{} { return h.worked }

// Hash gives the argon2id hash of a password in PHC form, with salt and cost. While too many wait it
// fails at once with fault Busy.
func (h *Hasher) Hash(ctx context.Context, ids *id.Source, password string) (string, error) {
	salt := ids.Bytes(saltSize)
	key, err := h.work(ctx, password, salt, today)
	if err != nil {
		return "", err
	}
	return encode(today, salt, key), nil
}

// Matches tells whether the password has this hash. An empty hash costs as much work and never matches.
func (h *Hasher) Matches(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = h.decoy
	}
	c, salt, want, err := decode(hash)
	if err != nil {
		return false, err
	}
	key, err := h.work(ctx, password, salt, c)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, want) == 1 && known, nil
}

// outdated tells whether a hash was made at another cost than today's.
func outdated(hash string) bool {
	c, _, _, err := decode(hash)
	return err != nil || c != today
}

func (h *Hasher) work(ctx context.Context, password string, salt []byte, c cost) ([]byte, error) {
	select {
	case h.waiting <- struct{}{}:
	default:
		return nil, fault.New(fault.Busy, "access.busy")
	}
	defer func() { <-h.waiting }()
	select {
	case h.running <- struct{}{}:
	case <-ctx.Done():
		return nil, fault.New(fault.Busy, "access.busy").Because(ctx.Err())
	}
	defer func() { <-h.running }()
	defer func() {
		select {
		case h.worked <- struct{}{}:
		default: // said already
		}
	}()
	return argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, c.Threads, hashSize), nil
}

var phc = base64.RawStdEncoding.Strict()

func encode(c cost, salt, key []byte) string {
	return fmt.Sprintf(hashPattern, argon2.Version, c.Memory, c.Passes, c.Threads) +
		phc.EncodeToString(salt) + "$" + phc.EncodeToString(key)
}

func decode(hash string) (c cost, salt, key []byte, err error) {
	broken := fmt.Errorf("access: a stored password is not an argon2id hash")
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		return cost{}, nil, nil, broken
	}
	version := 0
	head := strings.Join(parts[:4], "$") + "$"
	if _, err := fmt.Sscanf(head, hashPattern, &version, &c.Memory, &c.Passes, &c.Threads); err != nil {
		return cost{}, nil, nil, broken
	}
	salt, saltErr := phc.DecodeString(parts[4])
	key, keyErr := phc.DecodeString(parts[5])
	if saltErr != nil || keyErr != nil || version != argon2.Version || len(key) != hashSize || len(salt) < 8 ||
		c.Memory < 8 || c.Memory > maxMemory || c.Passes < 1 || c.Passes > maxPasses || c.Threads < 1 {
		return cost{}, nil, nil, broken
	}
	return c, salt, key, nil
}
