package file

import "kroon/internal/id"

// What happens, as history keeps it: ids, codes and numbers; names stand in the table.

// WasAdded: a file came in.
type WasAdded struct {
	Customer    id.Customer `json:"customer"`
	SubjectKind SubjectKind `json:"subject_kind"`
	Subject     id.Any      `json:"subject"`
	Type        Type        `json:"type"`
	Size        int64       `json:"size"` // bytes
	Shown       bool        `json:"shown"`
	Proof       bool        `json:"proof"`
}

// WasShown: the customer sees it from now on, or no more.
type WasShown struct {
	Customer id.Customer `json:"customer"`
	Shown    bool        `json:"shown"`
}

// WasRemoved: its name and its bytes are gone.
type WasRemoved struct {
	Customer    id.Customer `json:"customer"`
	SubjectKind SubjectKind `json:"subject_kind"`
	Subject     id.Any      `json:"subject"`
	Reason      Reason      `json:"reason"`
}

// RoomWasSet: the files of the organisation may take so much.
type RoomWasSet struct {
	Most int64 `json:"most"` // bytes
}

// EventKind implements event.Fact.
func (WasAdded) EventKind() string { return "file.added" }

// EventKind implements event.Fact.
func (WasShown) EventKind() string { return "file.shown" }

// EventKind implements event.Fact.
func (WasRemoved) EventKind() string { return "file.removed" }

// EventKind implements event.Fact.
func (RoomWasSet) EventKind() string { return "file.room_set" }
