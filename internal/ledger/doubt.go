package ledger

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
)

// Doubt is a customer who says that a line of the statement of what we promised each other is not right. His words
// are a question for whoever keeps the promise, and its end is the end of the doubt.
type Doubt struct {
	Question id.Question
	Promise  id.Promise
	SaidAt   time.Time
}

// WasDoubted: the customer says that it was not so.
type WasDoubted struct {
	Promise  id.Promise  `json:"promise"`
	Question id.Question `json:"question"`
}

// EventKind implements event.Fact.
func (WasDoubted) EventKind() string { return "ledger.doubted" }

// Doubt notes that a customer says a line is not right, in the question that holds his words.
func (s *Service) Doubt(tx *db.Tx, of id.Promise, words id.Question) error {
	insertDoubt(tx, Doubt{words, of, tx.Now})
	return s.log.Record(tx, event.About{Kind: "doubt", ID: words.Any(), Version: 1}, WasDoubted{of, words})
}
