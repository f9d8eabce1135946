package main

import (
	"context"
	"io"
	"os"
	"strconv"

	"kroon/internal/calc"
	"kroon/internal/fault"
)

// calcVerb answers lines of JSON on standard input with lines of JSON on standard output; see
// docs/formats/calc.md. It needs no data folder.
type calcVerb struct {
	Worktime worktimeVerb `cmd:"" help:"Working time: add minutes to an instant, or count those between two."`
	Feasible feasibleVerb `cmd:"" help:"Whether a promise fits beside others, and when it first does."`
	Deadline deadlineVerb `cmd:"" help:"A deadline in words, in Dutch or English."`
	BGNBD    bgnbdVerb    `cmd:"" name:"bgnbd" help:"Who buys again: the BG/NBD model fitted to a CSV file of frequency, recency and T."`

	Duplicates duplicatesVerb `cmd:"" help:"Which rows of a CSV file may be about one person or firm, with the score of each pair."`
}

type (
	worktimeVerb struct{}
	feasibleVerb struct{}
	deadlineVerb struct{}
	bgnbdVerb    struct {
		File string `arg:"" help:"The CSV file." type:"existingfile"`
	}
	duplicatesVerb struct {
		File string `arg:"" help:"The CSV file." type:"existingfile"`
		JSON bool   `help:"One line of JSON for each pair, with what it is based on."`
		From string `help:"Suggest from this score; when left out, from where 99 of 100 pairs are right."`
	}
)

// Run answers questions about working time.
func (worktimeVerb) Run(context.Context, *verbs) error { return answer(calc.Worktime) }

// Run answers questions about feasibility.
func (feasibleVerb) Run(context.Context, *verbs) error { return answer(calc.Feasible) }

// Run answers questions about deadlines in words.
func (deadlineVerb) Run(context.Context, *verbs) error { return answer(calc.Deadline) }

// Run fits the model to a file.
func (b bgnbdVerb) Run(context.Context, *verbs) error {
	file, err := os.Open(b.File)
	if err != nil {
		return fault.New(fault.Invalid, "command.unreadable", "path", b.File).On("file").Because(err)
	}
	defer func() { _ = file.Close() }()
	return calc.BGNBD(file, os.Stdout)
}

// Run suggests pairs.
func (d duplicatesVerb) Run(context.Context, *verbs) error {
	file, err := os.Open(d.File)
	if err != nil {
		return fault.New(fault.Invalid, "command.unreadable", "path", d.File).On("file").Because(err)
	}
	defer func() { _ = file.Close() }()
	var from *float64
	if d.From != "" {
		score, err := strconv.ParseFloat(d.From, 64)
		if err != nil {
			return fault.New(fault.Invalid, "calc.bad_score", "text", d.From).On("from")
		}
		from = &score
	}
	return calc.Duplicates(file, os.Stdout, from, d.JSON)
}

func answer(with func(io.Reader, io.Writer) error) error { return with(os.Stdin, os.Stdout) }
