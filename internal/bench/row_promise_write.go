package bench

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"kroon/internal/act"
	"kroon/internal/bench/figure"
	"kroon/internal/bench/score"
	"kroon/internal/db"
	"kroon/internal/db/bare"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// callers is how many promise at the same time.
const callers = 64

var promiseWrite = Row{
	Name:   "promise-write",
	About:  "durable promises a second in process, by 64 callers: role, idempotency key, feasibility, events, reactions, message and due work included",
	On:     []db.Engine{db.SQLite},
	Needs:  Scale.Desk,
	Writes: true,
	Goals: []Goal{
		{Figure: figure.PerSecond, Against: rawGrouped, Bound: 0.9},
		{Figure: figure.PerSecond, Against: rawSingle, Bound: 2.5},
	},
	Begin: beginPromiseWrite,
}

const (
	rawGrouped = "raw, 64 in a commit"
	rawSingle  = "raw, one in a commit"
	rawRows    = "raw, its writes only"
)

func beginPromiseWrite(ctx context.Context, s *Stage) ([]Side, error) {
	p := &promising{Stage: s}
	scores, err := p.tape(ctx, nil)
	if err != nil {
		return nil, err
	}
	writes, err := p.tape(ctx, score.Reading)
	if err != nil {
		return nil, err
	}
	raw, err := s.Bare(ctx, 1)
	if err != nil {
		return nil, err
	}
	return []Side{
		{Ours, p.ours},
		{rawGrouped, p.replay(raw, scores, callers)},
		{rawRows, p.replay(raw, writes, callers)},
		{rawSingle, p.replay(raw, scores, 1)},
	}, nil
}

// promising makes promises, each with an owner, a customer and a key of its own.
type promising struct {
	*Stage
	count atomic.Int64
}

// wish is the nth promise.
func (p *promising) wish(n int) (party.Actor, promise.Make) {
	owner := p.Staff(n)
	return owner, promise.Make{
		Kind: words[n%len(words)].kind, Act: words[n%len(words)].act, Customer: p.Made.Customers[scatter(n)%len(p.Made.Customers)],
		Owner: owner.StaffID(), Minutes: 5, Override: true,
		Due: promise.Due{At: p.Made.At.Add(30*time.Hour + time.Duration(scatter(n)%20_000)*time.Minute)},
	}
}

// one makes one promise as the API does: under a key, by the real act.
func (p *promising) one(ctx context.Context) (promise.Made, error) {
	n := int(p.count.Add(1))
	owner, wish := p.wish(n)
	key := fmt.Sprintf("bench-%d", n)
	return p.App.Acts.MakePromise(act.Once(ctx, key, []byte(key)), owner, wish, act.Aloud)
}

func (p *promising) ours(ctx context.Context) (figure.Measured, error) {
	return figure.Spin(ctx, callers, p.Round, func(ctx context.Context, _, _ int) error {
		_, err := p.one(ctx)
		return err
	})
}

// tape makes a few promises and writes down what that asked of the database.
func (p *promising) tape(ctx context.Context, leave func(db.Line) bool) (scores []*score.Score, err error) {
	for range 16 {
		n := int(p.count.Load()) + 1
		owner, wish := p.wish(n)
		after := id.New[id.Any](p.App.DB.IDs())
		var tape db.Tape
		made, err := p.one(db.OnTape(ctx, &tape))
		if err != nil {
			return nil, err
		}
		r := score.Roles{After: after, Cast: [][16]byte{owner.ID, wish.Customer}, Words: []string{string(made.Promise.Code), fmt.Sprintf("bench-%d", n)}}
		scores = append(scores, score.Compose(tape.Lines, r, leave))
	}
	return scores, nil
}

// replay plays what the tapes say by the driver alone, so many of them in a commit.
func (p *promising) replay(raw *bare.DB, scores []*score.Score, together int) func(context.Context) (figure.Measured, error) {
	played := 0
	return func(ctx context.Context) (figure.Measured, error) {
		var spent time.Duration
		done := 0
		for spent < p.Round && ctx.Err() == nil {
			var lines []db.Line
			for range together {
				played++
				owner := p.Staff(played)
				lines = append(lines, p.Play(scores[played%len(scores)], score.Cast{
					IDs:   [][16]byte{owner.ID, p.Made.Customers[scatter(played)%len(p.Made.Customers)]},
					Words: []string{p.Code(), fmt.Sprintf("raw-%d-%d", together, p.codes)},
				})...)
			}
			began := figure.Now()
			if err := raw.Write(ctx, lines); err != nil {
				return nil, err
			}
			spent += figure.Now().Sub(began)
			done += together
		}
		return figure.Measured{figure.PerSecond: float64(done) / spent.Seconds()}, nil
	}
}
