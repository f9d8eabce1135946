package overview

import (
	"kroon/internal/lang"
	"kroon/internal/message"
)

// SayTrouble says in words what a channel answered: kind is that of a message or of a finding.
func SayTrouble[K ~string](p lang.Printer, kind K, said string) string {
	return message.SayTrouble(p, message.Trouble(kind), said)
}
