// Package transfer is a question going to another person. The sender sees to it until the taker says yes; after two
// hand-offs one named person finishes it.
package transfer

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// State is how a hand-off stands.
type State string

// The states.
const (
	Waiting   State = "waiting" // for the taker's yes
	Accepted  State = "accepted"
	Declined  State = "declined"
	Withdrawn State = "withdrawn" // by the sender, or because the question ended
)

// Key is the catalogue key of the state's name.
func (s State) Key() string { return "transfer.state." + string(s) }

// Finishing is after how many hand-offs somebody finishes: the third person to have the question.
const Finishing = 2

// Transfer is a hand-off, asked or done.
type Transfer struct {
	ID         id.Transfer
	Question   id.Question
	Customer   id.Customer // zero while it is not known who asks
	Sender     id.Staff
	Taker      id.Staff
	State      State
	Number     int64 // which hand-off of the question it is, from 1; 0 while it is not accepted
	Finishes   bool  // the taker is the one who finishes it
	HandedAt   time.Time
	AnsweredAt time.Time // zero while it waits
	Version    int64
}

// Words are what colleagues tell each other with a hand-off.
type Words struct {
	Facts    string // what the taker must know
	Repeated string // what the customer had to tell again
	Reason   string // of a team lead: why it goes on although somebody would finish it
	Answer   string // of the taker: why not
}

// New is a hand-off to ask for.
type New struct {
	Question id.Question
	Customer id.Customer
	Sender   id.Staff // who sees to it
	Taker    id.Staff
	Words    Words
}

// MaxWords is how long each of the words may be, in letters.
const MaxWords = 2000

// checked tidies the words, and refuses the first field that cannot be. before is how many hand-offs the question
// had.
func (n New) checked(before int64, actor party.Actor) (New, error) {
	w := &n.Words
	w.Answer = ""
	for _, text := range []*string{&w.Facts, &w.Repeated, &w.Reason} {
		*text = tidy(*text)
	}
	switch {
	case n.Taker.IsZero():
		return n, fault.New(fault.Invalid, "transfer.to_whom").On("holder")
	case n.Taker == n.Sender:
		return n, fault.New(fault.Conflict, "transfer.has_it").On("holder")
	case utf8.RuneCountInString(w.Facts) > MaxWords:
		return n, tooLong("facts")
	case utf8.RuneCountInString(w.Repeated) > MaxWords:
		return n, tooLong("repeated")
	case utf8.RuneCountInString(w.Reason) > MaxWords:
		return n, tooLong("reason")
	case before >= Finishing && !actor.May(party.TeamLead):
		return n, fault.New(fault.Forbidden, "transfer.finishes").On("holder")
	case before >= Finishing && w.Reason == "":
		return n, fault.New(fault.Invalid, "transfer.why").On("reason")
	}
	return n, nil
}

func tidy(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", ""))
}

func tooLong(field string) error {
	return fault.New(fault.Invalid, "transfer.too_long", "max", MaxWords).On(field)
}
