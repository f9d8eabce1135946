package main

import (
	"context"
	"io"
	"os"

	"kroon/internal/calc"
)

// calcVerb answers lines of JSON on standard input with lines of JSON on standard output; see
// docs/formats/calc.md. It needs no data folder.
type calcVerb struct {
	Worktime worktimeVerb `cmd:"" help:"Working time: add minutes to an instant, or count those between two."`
	Feasible feasibleVerb `cmd:"" help:"Whether a promise fits beside others, and when it first does."`
	Deadline deadlineVerb `cmd:"" help:"A deadline in words, in Dutch or English."`
}

type (
	worktimeVerb struct{}
	feasibleVerb struct{}
	deadlineVerb struct{}
)

// Run answers questions about working time.
func (worktimeVerb) Run(context.Context, *verbs) error { return answer(calc.Worktime) }

// Run answers questions about feasibility.
func (feasibleVerb) Run(context.Context, *verbs) error { return answer(calc.Feasible) }

// Run answers questions about deadlines in words.
func (deadlineVerb) Run(context.Context, *verbs) error { return answer(calc.Deadline) }

func answer(with func(io.Reader, io.Writer) error) error { return with(os.Stdin, os.Stdout) }
