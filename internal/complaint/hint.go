package complaint

import (
	"strings"
	"time"

	"kroon/internal/id"
)

// HintState is what became of the suggestion that a text holds a complaint.
type HintState string

// The states.
const (
	HintOpen  HintState = "open"
	HintTaken HintState = "taken"
	HintAside HintState = "aside"
)

// Hint is a text that may hold a complaint. It is never made into one unasked.
type Hint struct {
	SubjectKind Matter
	Subject     id.Any
	Customer    id.Customer // zero while it is not known who said it
	Score       int64
	Cues        string // apart by a line
	FoundAt     time.Time
	State       HintState
	DecidedAt   time.Time // zero while it is open
	DecidedBy   id.Staff
}

// Signs are the cues that stood in the text.
func (h Hint) Signs() []string {
	if h.Cues == "" {
		return nil
	}
	return strings.Split(h.Cues, "\n")
}
