// Package id names things: a UUIDv7 with a distinct Go type per concept, and
// short codes that can be said over the phone.
package id

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"sync"
	"time"
)

// ID is a UUIDv7 (RFC 9562, 5.7) of one kind of thing. The zero value names nothing.
type ID[K any] [16]byte

type (
	orgKind         struct{}
	staffKind       struct{}
	teamKind        struct{}
	dutyKind        struct{}
	customerKind    struct{}
	questionKind    struct{}
	promiseKind     struct{}
	eventKind       struct{}
	entryKind       struct{}
	messageKind     struct{}
	importKind      struct{}
	uploadKind      struct{}
	transferKind    struct{}
	measuringKind   struct{}
	orderKind       struct{}
	tokenKind       struct{}
	linkKind        struct{}
	answerKind      struct{}
	topicKind       struct{}
	interactionKind struct{}
	mergeKind       struct{}
	tariffKind      struct{}
	claimKind       struct{}
	callListKind    struct{}
	complaintKind   struct{}
	fileKind        struct{}
	anyKind         struct{}
)

// One type per concept, so that the compiler refuses to mix them.
type (
	Org         = ID[orgKind]
	Staff       = ID[staffKind] // people and agents
	Team        = ID[teamKind]
	Duty        = ID[dutyKind]
	Customer    = ID[customerKind] // people and organisations
	Question    = ID[questionKind]
	Promise     = ID[promiseKind]
	Event       = ID[eventKind]
	Entry       = ID[entryKind] // a ledger entry
	Message     = ID[messageKind]
	Import      = ID[importKind]
	Upload      = ID[uploadKind]    // a file on its way to be imported
	Measuring   = ID[measuringKind] // a time in which figures of each person may be seen
	Order       = ID[orderKind]
	Transfer    = ID[transferKind] // a question on its way to another person
	Token       = ID[tokenKind]
	Link        = ID[linkKind]
	Answer      = ID[answerKind]      // what everybody here answers
	Topic       = ID[topicKind]       // what answers are about
	Interaction = ID[interactionKind] // a call, a letter, a visit
	Merge       = ID[mergeKind]       // of two customers who are one
	Tariff      = ID[tariffKind]      // what events are worth, as an organisation decided
	Claim       = ID[claimKind]       // what somebody here says of a customer
	CallList    = ID[callListKind]    // names to call
	Complaint   = ID[complaintKind]
	File        = ID[fileKind] // a letter, a photo, a proof
	Any         = ID[anyKind]  // rows that no other concept refers to, and subjects of any kind
)

// Source makes ids that never go back within one process (RFC 9562, 6.2, method 1:
// the twelve bits after the millisecond count up). Time and randomness are passed in
// so that a simulation can replay them.
type Source struct {
	mu     sync.Mutex
	now    func() time.Time
	random io.Reader
	last   uint64 // milliseconds << 12 | counter
}

// NewSource makes a source; random is crypto/rand.Reader when nil.
func NewSource(now func() time.Time, random io.Reader) *Source {
	if random == nil {
		random = rand.Reader
	}
	return &Source{now: now, random: random}
}

// New makes a fresh id: id.New[id.Promise](source).
func New[I ~[16]byte](s *Source) I {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out [16]byte
	if _, err := io.ReadFull(s.random, out[8:]); err != nil {
		panic("id: no randomness: " + err.Error())
	}
	stamp := uint64(s.now().UnixMilli()) << 12
	if stamp <= s.last {
		stamp = s.last + 1
	}
	s.last = stamp
	binary.BigEndian.PutUint64(out[:8], stamp>>12<<16|0x7000|stamp&0xfff)
	out[8] = out[8]&0x3f | 0x80
	return I(out)
}

// Bytes reads n random bytes from the source.
func (s *Source) Bytes(n int) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]byte, n)
	if _, err := io.ReadFull(s.random, out); err != nil {
		panic("id: no randomness: " + err.Error())
	}
	return out
}

var errMalformed = errors.New("id: not a UUID")

// Parse reads the usual form of 36 characters, in either case.
func Parse[I ~[16]byte](text string) (I, error) {
	var out [16]byte
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return I(out), errMalformed
	}
	raw := text[0:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
	if _, err := hex.Decode(out[:], []byte(raw)); err != nil {
		return I{}, errMalformed
	}
	return I(out), nil
}

// String is the usual form of 36 characters; empty for the zero id.
func (v ID[K]) String() string {
	if v.IsZero() {
		return ""
	}
	h := hex.EncodeToString(v[:])
	return h[0:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// IsZero tells whether the id names nothing.
func (v ID[K]) IsZero() bool { return v == ID[K]{} }

// Any forgets of what kind the thing is: the subject of an event, a job or a message.
func (v ID[K]) Any() Any { return Any(v) }

// MarshalText implements encoding.TextMarshaler.
func (v ID[K]) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; empty text is the zero id.
func (v *ID[K]) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*v = ID[K]{}
		return nil
	}
	parsed, err := Parse[ID[K]](string(text))
	if err != nil {
		return err
	}
	*v = parsed
	return nil
}

// Value implements driver.Valuer; the zero id is NULL.
func (v ID[K]) Value() (driver.Value, error) {
	if v.IsZero() {
		return nil, nil
	}
	return append([]byte(nil), v[:]...), nil
}

// Scan implements sql.Scanner; NULL is the zero id.
func (v *ID[K]) Scan(src any) error {
	switch raw := src.(type) {
	case nil:
		*v = ID[K]{}
		return nil
	case [16]byte:
		*v = raw
		return nil
	case []byte:
		if len(raw) == 16 {
			copy(v[:], raw)
			return nil
		}
	}
	return errMalformed
}
