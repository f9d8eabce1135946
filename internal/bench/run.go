package bench

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kroon/internal/bench/figure"
	"kroon/internal/db"
)

// Config is how a run is asked for.
type Config struct {
	Scale    Scale
	Rounds   int           // at least five for a figure to quote
	Round    time.Duration // how long a turn is measured
	Dir      string        // where data is made; what is made stays there
	Keep     bool          // and is used again
	Postgres string        // a server where databases may be made; empty: one is started when its programs are here
	Engines  []db.Engine   // only these; nil: all
	Program  string        // the file of the program, to start and to weigh it; empty: what can be is measured within this process
	// Progress hears what is being done and how far it is, from 0 to 100; nil: nobody listens.
	Progress func(what string, done int)
}

// Result is a row on one engine.
type Result struct {
	Row        string             `json:"row"`
	About      string             `json:"about"`
	Engine     db.Engine          `json:"engine"`
	Durability string             `json:"durability"`
	Data       string             `json:"data"`
	Rounds     int                `json:"rounds"`
	Load       []float64          `json:"load"`  // of the machine over one minute, before each round and at the end
	Sides      map[string][]Round `json:"sides"` // every round of every side
	Medians    map[string]Round   `json:"medians"`
	Verdicts   []Verdict          `json:"verdicts"`
	Skipped    string             `json:"skipped,omitempty"` // why it was not measured

	order []string // of sides
}

// Round is what one turn measured.
type Round = figure.Measured

// Verdict is a goal beside what was measured.
type Verdict struct {
	Figure  string  `json:"figure"`
	Ours    float64 `json:"ours"`
	Against string  `json:"against,omitempty"`
	Raw     float64 `json:"raw,omitempty"`
	Ratio   float64 `json:"ratio,omitempty"`
	Wanted  string  `json:"wanted"`
	Note    string  `json:"note,omitempty"`
	Stretch bool    `json:"stretch,omitempty"`
	Reached bool    `json:"reached"`
}

// Run measures rows one after another and tells each result as it comes. It stops when ctx ends, and leaves nothing
// running.
func Run(ctx context.Context, config Config, rows []Row, tell func(Result)) (err error) {
	house, err := newHouse(config)
	if err != nil {
		return err
	}
	defer func() {
		if closed := house.close(context.WithoutCancel(ctx)); err == nil {
			err = closed
		}
	}()
	for _, row := range rows {
		for _, engine := range row.On {
			if config.Engines != nil && !slices.Contains(config.Engines, engine) {
				continue
			}
			result, err := house.measure(ctx, row, engine)
			if err != nil {
				return fmt.Errorf("%s on %s: %w", row.Name, engine, err)
			}
			tell(result)
		}
	}
	return nil
}

func (h *house) measure(ctx context.Context, row Row, engine db.Engine) (result Result, err error) {
	result = Result{Row: row.Name, About: row.About, Engine: engine, Sides: map[string][]Round{}, Medians: map[string]Round{}}
	if result.Skipped = h.missing(ctx, engine); result.Skipped != "" {
		return result, nil
	}
	stage, err := h.stage(ctx, row, engine)
	if err != nil {
		return result, err
	}
	defer func() {
		if closed := stage.close(context.WithoutCancel(ctx)); err == nil {
			err = closed
		}
	}()
	result.Durability, result.Data = stage.durability(ctx), stage.Made.Size.String()
	sides, err := row.Begin(ctx, stage)
	if err != nil {
		return result, err
	}
	if result.Skipped = stage.skipped; result.Skipped != "" {
		return result, nil
	}
	for _, side := range sides {
		result.order = append(result.order, side.Name)
	}
	result.Rounds = h.Rounds
	if row.Rounds > 0 {
		result.Rounds = min(row.Rounds, h.Rounds)
	}
	for round := range result.Rounds {
		h.progress(fmt.Sprintf("%s, %s", row.Name, engine), 100*round/result.Rounds)
		result.Load = append(result.Load, figure.Load())
		if err := result.round(ctx, sides, round); err != nil {
			return result, err
		}
	}
	h.progress(fmt.Sprintf("%s, %s", row.Name, engine), 100)
	result.Load = append(result.Load, figure.Load())
	result.judge(row.Goals)
	return result, nil
}

// round gives each side its turn; who begins changes, so that none is always the warm one.
func (r *Result) round(ctx context.Context, sides []Side, round int) error {
	for i := range sides {
		side := sides[(i+round)%len(sides)]
		measured, err := side.Turn(ctx)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", side.Name, err)
		}
		r.Sides[side.Name] = append(r.Sides[side.Name], measured)
	}
	return nil
}

// judge takes the medians and compares them.
func (r *Result) judge(goals []Goal) {
	for name, rounds := range r.Sides {
		r.Medians[name] = figure.Medians(rounds)
	}
	for _, goal := range goals {
		ours, measured := r.Medians[Ours][goal.Figure]
		raw, compared := r.Medians[goal.Against][goal.Figure]
		if goal.On != "" && goal.On != r.Engine || !measured || goal.Against != "" && !compared {
			continue // of another engine
		}
		v := Verdict{Figure: goal.Figure, Ours: ours, Against: goal.Against, Raw: raw, Wanted: goal.wanted(), Note: goal.Note, Stretch: goal.Stretch}
		reached := ours
		if goal.Against != "" {
			if raw != 0 {
				v.Ratio = ours / raw
			}
			reached = v.Ratio
		}
		v.Reached = reached >= goal.Bound
		if goal.Most {
			v.Reached = reached <= goal.Bound
		}
		r.Verdicts = append(r.Verdicts, v)
	}
}

func (g Goal) wanted() string {
	sign := ">="
	if g.Most {
		sign = "<="
	}
	if g.Against == "" {
		return fmt.Sprintf("%s %s", sign, short(g.Bound))
	}
	return fmt.Sprintf("%s %s x %s", sign, short(g.Bound), g.Against)
}

// Short counts what is wanted and not reached.
func (r Result) Short() (n int) {
	for _, v := range r.Verdicts {
		if !v.Reached && !v.Stretch {
			n++
		}
	}
	return n
}
