package intake

import (
	"slices"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// Ending is how a question ended.
type Ending string

// The endings. A question that is promised or partly answered is still open: somebody waits for us.
const (
	NotEnded        Ending = ""
	Answered        Ending = "answered"
	Partly          Ending = "partly" // answered in part, the rest promised
	Promised        Ending = "promised"
	NoQuestion      Ending = "no_question"
	Refused         Ending = "refused"          // the customer said no
	BoughtElsewhere Ending = "bought_elsewhere" // the customer could not wait, or chose another
)

// endings lists what may follow what. What has ended for good is first reopened; that an answered
// customer refused or went elsewhere may be heard later.
var endings = map[Ending][]Ending{
	NotEnded: {Answered, Partly, Promised, NoQuestion, Refused, BoughtElsewhere},
	Partly:   {Answered, Partly, Promised, Refused, BoughtElsewhere},
	Promised: {Answered, Partly, Promised, Refused, BoughtElsewhere},
	Answered: {Refused, BoughtElsewhere},
}

// Open tells whether somebody still waits for us.
func (e Ending) Open() bool { return e == NotEnded || e == Partly || e == Promised }

// Key is the catalogue key of the ending's name.
func (e Ending) Key() string { return "intake.ending." + string(e) }

// End is how a question ends.
type End struct {
	Ending       Ending
	Promise      id.Promise   // what was promised; needed for Promised and Partly
	PromiseState PromiseState // of BoughtElsewhere: in what state our promise was
	Words        string       // why, in the customer's own words
}

// follow decides whether the question may end so.
func (q Question) follow(e End) error {
	known := e.Ending != NotEnded && slices.Contains(endings[NotEnded], e.Ending)
	switch {
	case !known:
		return fault.New(fault.Invalid, "intake.bad_ending").On("ending")
	case !slices.Contains(endings[q.Ending], e.Ending):
		return fault.New(fault.Conflict, "intake.ended_already").On("ending")
	case (e.Ending == Promised || e.Ending == Partly) && e.Promise.IsZero():
		return fault.New(fault.Invalid, "intake.no_promise").On("promise")
	case len([]rune(e.Words)) > maxWords:
		return tooLong("words", maxWords)
	}
	return nil
}
