package report

import (
	"time"

	"kroon/internal/id"
)

// PathPick says which cases are asked for: those that went from one node directly to another, those that passed or
// ended in one, or those of one path; what is empty does not narrow.
type PathPick struct {
	From, To string // of PathNode.ID
	Path     string // of Path.Key
}

// Case is one question, or one case of a log, with what happened.
type Case struct {
	Name     string
	Question id.Question // zero of a log
	Steps    []CaseStep
}

// CaseStep is one thing that happened.
type CaseStep struct {
	Node   PathNode
	At     time.Time
	Handed bool // by another person than the step before
	Picked bool // it ends the arrow that was asked for
}

// Cases lists those that are asked for, the newest first, after so many.
func (l *PathLog) Cases(pick PathPick, after, limit int) (out []Case, n int, more bool) {
	for _, one := range l.cases {
		if !l.picked(pick, one) {
			continue
		}
		if n++; n <= after || len(out) == limit {
			continue
		}
		c := Case{Name: one.name, Question: one.question}
		for i, s := range one.steps {
			step := CaseStep{Node: l.nodes[s.node], At: s.at}
			if i > 0 {
				step.Handed = s.handedFrom(one.steps[i-1], l.nodes)
				step.Picked = l.ids[one.steps[i-1].node] == pick.From && l.ids[s.node] == pick.To
			}
			c.Steps = append(c.Steps, step)
		}
		out = append(out, c)
	}
	return out, n, n > after+len(out)
}

func (l *PathLog) picked(pick PathPick, one pathCase) bool {
	if pick.Path != "" && l.keyOf(one) != pick.Path {
		return false
	}
	switch {
	case pick.From != "" && pick.To != "":
		for i := 1; i < len(one.steps); i++ {
			if l.ids[one.steps[i-1].node] == pick.From && l.ids[one.steps[i].node] == pick.To {
				return true
			}
		}
		return false
	case pick.To != "":
		return l.ids[one.steps[len(one.steps)-1].node] == pick.To
	}
	return true
}

// Node finds a node by its name; false when nothing of the kind happened.
func (l *PathLog) Node(name string) (PathNode, bool) {
	for i, n := range l.nodes {
		if l.ids[i] == name {
			return n, true
		}
	}
	return PathNode{}, false
}
