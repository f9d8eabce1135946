// Package event is the append-only history of everything that happened, and the registry of what
// follows from it. It knows no concept.
package event

import (
	"encoding/json"
	"fmt"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Fact is one thing that happened: a struct of ids, codes, instants and numbers only. Words and names
// live in the concept's own tables, where they can be erased.
type Fact interface {
	// EventKind is the name under which it is stored, "promise.agreed".
	EventKind() string
}

// About says to what it happened. Version is the subject's own count after this event.
type About struct {
	Kind       string // "promise"
	ID         id.Any
	Version    int64
	HappenedAt time.Time // now when zero
	As         id.Event  // of what its own concept keeps under the same id; a fresh one when zero
	Imported   bool      // a past taken over from elsewhere: postings and figures follow, jobs and messages do not
}

// Envelope is an event as it stands in the log.
type Envelope struct {
	Org         id.Org
	ID          id.Event
	SubjectKind string
	Subject     id.Any
	Version     int64
	Kind        string
	HappenedAt  time.Time
	RecordedAt  time.Time
	ActorKind   party.Kind
	Actor       id.Any
	Request     string
	Imported    bool
	Payload     string
}

// Decode reads the payload.
func Decode[F Fact](e Envelope) (F, error) {
	var fact F
	err := json.Unmarshal([]byte(e.Payload), &fact)
	return fact, err
}

// Log records events and runs what follows from them, in the same transaction. Build it once, give it
// its reactions, and only then use it.
type Log struct {
	reactions map[string][]reaction
	any       []func(*db.Tx, Envelope) error
}

type reaction func(*db.Tx, Envelope, Fact) error

// NewLog makes a log without reactions.
func NewLog() *Log { return &Log{reactions: map[string][]reaction{}} }

// On has fn follow every event of kind F.
func On[F Fact](l *Log, fn func(*db.Tx, Envelope, F) error) {
	var zero F
	l.reactions[zero.EventKind()] = append(l.reactions[zero.EventKind()], func(tx *db.Tx, e Envelope, fact Fact) error {
		return fn(tx, e, fact.(F))
	})
}

// OnAny has fn follow every event of whatever kind: what must know only that something changed.
func (l *Log) OnAny(fn func(*db.Tx, Envelope) error) { l.any = append(l.any, fn) }

// maxDepth bounds reactions to reactions: an act, what follows, and what follows from that.
const maxDepth = 4

type depthKey struct{}

// Record appends an event and runs its reactions. Reactions write rows and jobs, nothing else.
func (l *Log) Record(tx *db.Tx, about About, fact Fact) error {
	payload, err := json.Marshal(fact)
	if err != nil {
		return err
	}
	e := Envelope{
		Org: tx.Org, ID: about.As, SubjectKind: about.Kind, Subject: about.ID,
		Version: about.Version, Kind: fact.EventKind(), HappenedAt: about.HappenedAt, RecordedAt: tx.Now,
		ActorKind: tx.Actor.Kind, Actor: tx.Actor.ID, Request: tx.Request, Imported: about.Imported,
		Payload: string(payload),
	}
	if e.ID.IsZero() {
		e.ID = id.New[id.Event](tx.IDs)
	}
	if e.HappenedAt.IsZero() {
		e.HappenedAt = tx.Now
	}
	tx.Put(`INSERT INTO event (org, id, subject_kind, subject, version, kind, happened_at, recorded_at,
		actor_kind, actor, request, imported, payload)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		e.Org, e.ID, e.SubjectKind, e.Subject, e.Version, e.Kind, e.HappenedAt, e.RecordedAt,
		e.ActorKind, e.Actor, e.Request, e.Imported, e.Payload)
	depth, _ := tx.Value(depthKey{}).(int)
	if depth >= maxDepth {
		return fmt.Errorf("event: %s is a reaction to a reaction, %d deep", e.Kind, depth)
	}
	tx.SetValue(depthKey{}, depth+1)
	defer tx.SetValue(depthKey{}, depth)
	for _, react := range l.reactions[e.Kind] {
		if err := react(tx, e, fact); err != nil {
			return fmt.Errorf("%s: %w", e.Kind, err)
		}
	}
	for _, react := range l.any {
		if err := react(tx, e); err != nil {
			return fmt.Errorf("%s: %w", e.Kind, err)
		}
	}
	return nil
}
