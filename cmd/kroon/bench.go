package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"kroon/internal/bench"
	"kroon/internal/db"
	"kroon/internal/fault"
)

// benchVerb measures how swift Kroon is, beside what this machine can do in the same minute.
type benchVerb struct {
	Name     string `arg:"" help:"What to measure: a name, several with commas between, all, or list."`
	JSON     bool   `name:"json" help:"Print JSON, one line a result."`
	Scale    string `enum:"tiny,small,middle,full" default:"small" help:"How much data: small, middle (a hundred thousand customers, a million events), full (a million customers, ten million events), or tiny, which only shows that it runs."`
	Data     string `help:"Keep the data that is made in this folder, and use what is there." placeholder:"DIR"`
	Postgres string `env:"KROON_BENCH_POSTGRES" help:"A PostgreSQL server where databases may be made and dropped; one is started when left out and its programs are here." placeholder:"URL"`
	Engine   string `enum:"both,sqlite,postgres" default:"both" help:"On which engine."`
	Rounds   string `default:"5" help:"How often each side takes its turn."`
	Round    string `default:"2s" help:"How long a turn is measured."`
}

// Run measures, and tells each result as it comes.
func (b benchVerb) Run(ctx context.Context, _ *verbs) error {
	if b.Name == "list" {
		for _, row := range bench.Rows() {
			fmt.Printf("%-14s %s\n", row.Name, row.About)
		}
		return nil
	}
	rows, unknown := bench.Named(strings.Split(b.Name, ",")...)
	if unknown != "" {
		return fault.New(fault.Invalid, "command.bench_unknown", "name", unknown).On("name")
	}
	config, err := b.config()
	if err != nil {
		return err
	}
	bar := bar{terminal: os.Stderr}
	config.Progress = bar.show
	short := 0
	err = bench.Run(ctx, config, rows, func(r bench.Result) {
		bar.done()
		if b.JSON {
			_ = json.NewEncoder(os.Stdout).Encode(r)
		} else {
			r.Print(os.Stdout)
		}
		short += r.Short()
	})
	bar.done()
	if ctx.Err() != nil {
		return nil // asked to stop: what was measured stands above
	}
	if err == nil && !b.JSON {
		fmt.Printf("\n%d short of what is wanted\n", short)
	}
	return err
}

func (b benchVerb) config() (config bench.Config, err error) {
	config = bench.Config{Scale: bench.Scale(b.Scale), Dir: b.Data, Keep: b.Data != "", Postgres: b.Postgres}
	if config.Program, err = os.Executable(); err != nil {
		return config, err
	}
	if b.Engine != "both" {
		config.Engines = []db.Engine{db.Engine(b.Engine)}
	}
	if config.Rounds, err = strconv.Atoi(b.Rounds); err != nil || config.Rounds < 1 {
		return config, fault.New(fault.Invalid, "command.bench_rounds").On("rounds")
	}
	if config.Round, err = time.ParseDuration(b.Round); err != nil || config.Round <= 0 {
		return config, fault.New(fault.Invalid, "command.bench_round").On("round")
	}
	return config, nil
}

// bar shows one thing after another that takes its time.
type bar struct {
	terminal *os.File
	what     string
	bar      *progressbar.ProgressBar
}

func (b *bar) show(what string, done int) {
	if what != b.what {
		b.done()
		b.what, b.bar = what, progressOn(b.terminal, what)
	}
	_ = b.bar.Set(done)
}

func (b *bar) done() {
	if b.bar != nil {
		_ = b.bar.Finish()
		b.bar, b.what = nil, ""
	}
}
