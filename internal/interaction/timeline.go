package interaction

import (
	"slices"
	"time"

	"kroon/internal/id"
	"kroon/internal/party"
)

// Sort is what a timeline can be narrowed to.
type Sort string

// The sorts. Everything is no sort: the whole timeline.
const (
	Everything Sort = ""
	Calls      Sort = "calls"
	Messages   Sort = "messages" // e-mails, texts, letters, chats, both ways
	Promises   Sort = "promises"
	Questions  Sort = "questions"
	Meetings   Sort = "meetings" // and visits
	Rest       Sort = "rest"     // stands in the whole only
)

// Sorts are those that can be chosen, the whole first.
func Sorts() []Sort { return []Sort{Everything, Calls, Messages, Promises, Questions, Meetings} }

// Apart tells whether the sort is looked for by itself, by the index timeline_sort, which has only such lines: there may be few of
// them among very many. The engines take it for a statement that says so in the words of the index. The others are met on the way
// through the whole.
func (s Sort) Apart() bool { return s == Calls || s == Meetings || s == Questions }

// Valid tells whether the sort can be chosen.
func (s Sort) Valid() bool { return slices.Contains(Sorts(), s) }

// Sort is where an interaction of this kind stands.
func (k Kind) Sort() Sort {
	switch k {
	case Call:
		return Calls
	case Meeting, Visit:
		return Meetings
	case Event:
		return Rest
	}
	return Messages
}

// Source is in which table the words of a line stand.
type Source string

// The sources. Of FromEvent there are no words but those of the event's kind.
const (
	FromOutcome     Source = "outcome"
	FromQuestion    Source = "question"
	FromAttempt     Source = "attempt"
	FromMessage     Source = "message"
	FromInteraction Source = "interaction"
	FromEvent       Source = "event"
)

// Line is one line of a timeline. It stands in the stream of the customer and, with the same id, in that of the
// organisation he works for at that moment.
type Line struct {
	ID          id.Any // of what is told
	Customer    id.Customer
	At          time.Time
	Sort        Sort
	Source      Source
	SubjectKind string // "promise", "question": what it leads to
	Subject     id.Any
	What        string // the outcome, the result, the kind of message, the kind of event
	ActorKind   party.Kind
	Actor       id.Any
}
