package promise

import (
	"time"

	"kroon/internal/id"
)

// AttemptOutcome is how a try ended. An attempt never ends a promise.
type AttemptOutcome string

// How a try may end. Begun is a call whose end nobody has told yet.
const (
	Begun     AttemptOutcome = "begun"
	Spoken    AttemptOutcome = "spoken"
	NoAnswer  AttemptOutcome = "no-answer"
	Voicemail AttemptOutcome = "voicemail"
	// takenBack was a slip of the finger, undone at once: it stands in no list.
	takenBack AttemptOutcome = "undone"
)

// Valid tells whether the outcome exists.
func (o AttemptOutcome) Valid() bool {
	return o == Begun || o == Spoken || o == NoAnswer || o == Voicemail
}

// Attempt is a logged try to do what was promised. BeganAt is what Kroon itself recorded, never what
// somebody states.
type Attempt struct {
	ID         id.Any
	Promise    id.Promise
	Staff      id.Staff
	Result     AttemptOutcome
	BeganAt    time.Time
	RecordedAt time.Time
}

// callLength is how long a call that was begun may take to get its outcome.
const callLength = 2 * time.Hour

// underWay tells whether the call is still going on, as far as Kroon knows.
func (a Attempt) underWay(now time.Time) bool {
	return a.Result == Begun && now.Sub(a.BeganAt) < callLength
}

// nextTry is how long after the n-th try in vain the next is proposed, in working minutes: soon, then
// later, since who does not pick up now seldom does five minutes on.
func nextTry(inVain int) int {
	steps := []int{30, 60, 120, 240}
	return steps[min(max(inVain, 1), len(steps))-1]
}

// Step is a rung of the guard's ladder. Each is taken once per promise.
type Step string

// The ladder.
const (
	Remind         Step = "remind"
	Unacknowledged Step = "unacknowledged"
	AtRiskStep     Step = "at-risk"
	LastSafeStep   Step = "last-safe"
	Warned         Step = "warned" // the customer was told honestly that it will be late
	DueStep        Step = "due"
)
