// Package file is what people add to a question, a promise, a contact or a customer: a letter, a photo, a proof.
// Its type follows from what is in it; it is kept as rows, at most 25 MB, and is gone with what it belongs to.
package file

import (
	"time"

	"kroon/internal/id"
	"kroon/internal/party"
)

// MaxSize is how large a file may be, in bytes.
const MaxSize = 25 << 20

// ChunkSize is how many bytes a row holds: all rows of a file but the last.
const ChunkSize = 64 << 10

// Regret is how long whoever added a file may take it away without a reason.
const Regret = 10 * time.Minute

// A customer may add so much by his page within a day, so that nobody fills the disk through it.
const (
	MostADay      = 20        // files
	MostBytesADay = 100 << 20 // bytes
	aDay          = 24 * time.Hour
)

// Room is how much the files of an organisation may take where nobody said otherwise, in bytes.
const Room = 10 << 30

// SubjectKind is the sort of thing that a file belongs to.
type SubjectKind string

// The sorts.
const (
	OfQuestion    SubjectKind = "question"
	OfPromise     SubjectKind = "promise"
	OfInteraction SubjectKind = "interaction"
	OfCustomer    SubjectKind = "customer"
)

// Subject is what a file belongs to.
type Subject struct {
	Kind     SubjectKind
	ID       id.Any
	Customer id.Customer // whose it is; zero while that is not known
}

// File is a file without its bytes.
type File struct {
	ID          id.File
	Content     id.Any
	Name        string
	Type        Type
	Size        int64  // bytes
	Sum         []byte // SHA-256 of the bytes
	Customer    id.Customer
	SubjectKind SubjectKind
	Subject     id.Any
	Shown       bool // the customer sees it
	Proof       bool // it shows that a promise was kept
	ActorKind   party.Kind
	Actor       id.Any
	AddedAt     time.Time
	Version     int64
}

// ByCustomer tells whether the customer added it himself.
func (f File) ByCustomer() bool { return f.ActorKind == party.Customer }

// Regrettable tells whether this actor may still take it away without a reason.
func (f File) Regrettable(actor party.Actor, now time.Time) bool {
	return f.ActorKind == actor.Kind && f.Actor == actor.ID && now.Sub(f.AddedAt) <= Regret
}

// New is a file to add: its content has come in and was looked at.
type New struct {
	Content id.Any
	Name    string
	Type    Type
	Subject Subject
	Shown   bool
	Proof   bool
}

// Reason is why a file was taken away.
type Reason string

// The reasons.
const (
	Mistaken Reason = "mistaken" // by who added it, at once
	Wrong    Reason = "wrong"    // it belongs to another customer
	Asked    Reason = "asked"    // the customer asked for it
	Private  Reason = "private"  // it holds what we need not know
	Outdated Reason = "outdated" // it holds no more
	Erased   Reason = "erased"   // what it belonged to is gone
)

// Reasons are those that a team lead can give.
func Reasons() []Reason { return []Reason{Wrong, Asked, Private, Outdated} }

// Key is the catalogue key of the reason.
func (r Reason) Key() string { return "file.reason." + string(r) }

// Removal is that a file was taken away.
type Removal struct {
	File        id.File
	Customer    id.Customer
	SubjectKind SubjectKind
	Subject     id.Any
	Type        Type
	Reason      Reason
	ActorKind   party.Kind
	Actor       id.Any
	RemovedAt   time.Time
}
