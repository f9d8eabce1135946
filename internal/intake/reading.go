package intake

import (
	"slices"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// ReadingState is what has become of one version of the read-back.
type ReadingState string

// The states of a version.
const (
	NoReading   ReadingState = ""
	Written     ReadingState = "written"
	Sent        ReadingState = "sent"
	Confirmed   ReadingState = "confirmed"
	Corrected   ReadingState = "corrected"   // the customer meant something else; the next version says what
	Unconfirmed ReadingState = "unconfirmed" // no answer came in time
	Replaced    ReadingState = "replaced"    // written anew by us before the customer answered
)

// How is the way by which a read-back went out or was answered.
type How string

// The ways.
const (
	ByLink  How = "link"
	ByMail  How = "email"
	ByText  How = "sms"
	ByVoice How = "spoken" // "mondeling bevestigd"
)

// Reading is one version of what we understood.
type Reading struct {
	Number     int // from 1
	Text       ToCustomer
	AuthorKind party.Kind
	Author     id.Any // the member of staff, or the customer who corrected it
	WrittenAt  time.Time
	State      ReadingState
	How        How
	StatedAt   time.Time // since when it is in this state
}

// Key is the catalogue key of what has become of the version.
func (r Reading) Key() string { return ReadingKey(r.State, r.How) }

// ReadingKey is the catalogue key of a state reached by how: what was confirmed by word of mouth says so.
func ReadingKey(state ReadingState, how How) string {
	if state == Confirmed && how == ByVoice {
		return "intake.reading.confirmed_spoken"
	}
	return "intake.reading." + string(state)
}

// readings lists what may become of a version in each state.
var readings = map[ReadingState][]ReadingState{
	Written:     {Sent, Confirmed, Corrected, Replaced},
	Sent:        {Sent, Confirmed, Corrected, Unconfirmed, Replaced},
	Unconfirmed: {Sent, Confirmed, Corrected, Replaced},
	Confirmed:   {Corrected, Replaced},
}

// become decides whether version number of the question's read-back may come into a state by how.
func (q Question) become(number int, state ReadingState, how How) error {
	switch {
	case number < 1 || number > q.Reading:
		return fault.New(fault.NotFound, "intake.no_reading")
	case number < q.Reading:
		return fault.New(fault.Conflict, "intake.newer_reading")
	case !slices.Contains(readings[q.ReadingState], state):
		return fault.New(fault.Conflict, "intake.reading_settled")
	case how != "" && !slices.Contains([]How{ByLink, ByMail, ByText, ByVoice}, how):
		return fault.New(fault.Invalid, "intake.bad_how").On("how")
	}
	return nil
}
