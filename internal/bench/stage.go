package bench

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"kroon/internal/app"
	"kroon/internal/bench/figure"
	"kroon/internal/bench/score"
	"kroon/internal/db"
	"kroon/internal/db/bare"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Stage is where one row is measured on one engine.
type Stage struct {
	Engine db.Engine
	Scale  Scale
	Round  time.Duration // how long a turn is measured
	Made   Made          // the data that is there
	App    *app.App      // the real one, on that data; its clock began at Made.At and runs on
	IDs    *id.Source    // for what is played by the bare driver

	house   *house
	at, raw place
	copied  []place
	closers []func() error
	skipped string
	count   atomic.Int64
}

// stage makes or finds the data of a row and opens it.
func (h *house) stage(ctx context.Context, row Row, engine db.Engine) (s *Stage, err error) {
	size := Size{Staff: 1}
	if row.Needs != nil {
		size = row.Needs(h.Scale)
	}
	made, err := h.data(ctx, engine, size)
	if err != nil {
		return nil, err
	}
	s = &Stage{Engine: engine, Scale: h.Scale, Round: h.Round, Made: made, house: h, at: made.place(), raw: made.place()}
	opened := s // a return with an error leaves none
	defer func() {
		if err != nil {
			err = errors.Join(err, opened.close(context.WithoutCancel(ctx)))
		}
	}()
	if row.Writes {
		s.at, err = h.copyOf(ctx, made.place())
		if s.copied = append(s.copied, s.at); err != nil {
			return nil, err
		}
	}
	c := running{made.At.Sub(figure.Now())}
	s.IDs = id.NewSource(c.Now, nil)
	if s.App, err = open(ctx, s.at, c); err != nil {
		return nil, err
	}
	s.closers = append(s.closers, s.Leave)
	return s, nil
}

// Bare opens the data of the raw sides by the driver alone, with as many connections: a copy of its own when the row
// writes. Ask once. It is closed with the stage.
func (s *Stage) Bare(ctx context.Context, conns int) (*bare.DB, error) {
	if len(s.copied) > 0 { // the row writes
		var err error
		s.raw, err = s.house.copyOf(ctx, s.Made.place())
		if s.copied = append(s.copied, s.raw); err != nil {
			return nil, err
		}
	}
	raw, err := bare.Open(ctx, s.raw.config(conns))
	if err == nil {
		s.closers = append(s.closers, raw.Close)
	}
	return raw, err
}

// OnClose has fn run when the row has been measured, the last one given first.
func (s *Stage) OnClose(fn func() error) { s.closers = append(s.closers, fn) }

// Skip says why the row cannot be measured here; return no sides then.
func (s *Stage) Skip(why string) ([]Side, error) {
	s.skipped = why
	return nil, nil
}

// Staff is somebody of the made staff who acts; which one goes round.
func (s *Stage) Staff(n int) party.Actor {
	return party.Actor{Org: s.Made.Org, Kind: party.Staff, ID: s.Made.Staff[n%len(s.Made.Staff)].Any(), Role: party.Colleague}
}

// next counts what rows do, so that each has a customer, a code and a key of its own.
func (s *Stage) next() int { return int(s.count.Add(1)) }

// Play gives the statements of a score for this engine.
func (s *Stage) Play(sc *score.Score, c score.Cast) []db.Line {
	return sc.Play(s.IDs, c, s.Engine == db.SQLite)
}

// durability says what a commit here survives.
func (s *Stage) durability(ctx context.Context) string {
	if s.Engine == db.SQLite {
		return "SQLite WAL, synchronous=FULL"
	}
	fsync, err := bare.Ask(ctx, s.at.url, "SHOW fsync")
	commit, other := bare.Ask(ctx, s.at.url, "SHOW synchronous_commit")
	if err = errors.Join(err, other); err != nil {
		return "PostgreSQL, settings not known: " + err.Error()
	}
	return fmt.Sprintf("PostgreSQL, fsync=%s, synchronous_commit=%s", fsync, commit)
}

func (s *Stage) close(ctx context.Context) (err error) {
	for i := len(s.closers) - 1; i >= 0; i-- {
		err = errors.Join(err, s.closers[i]())
	}
	for _, p := range s.copied {
		err = errors.Join(err, s.house.remove(ctx, p))
	}
	return err
}
