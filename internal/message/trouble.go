package message

import (
	"errors"
	"time"

	"kroon/internal/lang"
)

// Trouble is why a channel did not take a message, in one word; its sentence is message.trouble.WORD.
type Trouble string

// The troubles. What nobody foresaw is Odd.
const (
	Unreachable Trouble = "unreachable" // nobody answers there
	UnknownHost Trouble = "unknown-host"
	Slow        Trouble = "slow"
	Certificate Trouble = "certificate" // the server cannot show that it is who it should be
	Protection  Trouble = "protection"  // it does not speak the protection that the settings ask for
	SignIn      Trouble = "sign-in"
	NoPrivacy   Trouble = "no-privacy" // a password would be sent where others can read it
	CutOff      Trouble = "cut-off"
	Later       Trouble = "later" // it asks to come back
	Faulty      Trouble = "faulty"
	Redirected  Trouble = "redirected"
	InHouse     Trouble = "in-house" // a gateway on this network, which the settings do not allow
	NotTaken    Trouble = "refused"
	Odd         Trouble = "odd"
)

// Setback is a failure that another try may mend.
type Setback struct {
	Trouble Trouble
	After   time.Duration // how long the other side asks to wait; zero when it does not say
	Cause   error
}

// Error implements error.
func (s *Setback) Error() string { return s.Cause.Error() }

// Unwrap gives the cause.
func (s *Setback) Unwrap() error { return s.Cause }

// TroubleOf tells why a channel did not take a message.
func TroubleOf(err error) Trouble {
	var refused *Refused
	var setback *Setback
	switch {
	case errors.As(err, &refused):
		return NotTaken
	case errors.As(err, &setback):
		return setback.Trouble
	}
	return Odd
}

// SayTrouble says it to whoever looks after the message: what is wrong, what becomes of the message, what
// to do; said is what the other side answered.
func SayTrouble(p lang.Printer, trouble Trouble, said string) string {
	if trouble == "" {
		trouble = Odd
	}
	return p.T("message.trouble."+string(trouble), "said", said)
}

// maxPause is how long a channel may ask to be left alone.
const maxPause = 24 * time.Hour

// pause is how long nothing is to be sent by the channel after this.
func pause(err error) time.Duration {
	var setback *Setback
	if !errors.As(err, &setback) {
		return 0
	}
	return min(setback.After, maxPause)
}
