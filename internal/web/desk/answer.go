package desk

import (
	"slices"

	"kroon/internal/overview"
)

// asked is what is known of the question, to find what we answer to it.
func (n notes) asked() string {
	if n.toCustomer != "" {
		return n.toCustomer
	}
	return n.about
}

// picked tells whether an answer is the one that is used.
func (n noting) picked(s overview.Suggestion) bool { return n.notes.answer == s.ID }

// picks tells whether one of the answers in sight is used.
func (n noting) picks() bool { return slices.ContainsFunc(n.answers, n.picked) }
