package bench

import (
	"context"
	"fmt"
	"time"

	"kroon/internal/act"
	"kroon/internal/bench/figure"
	"kroon/internal/bench/people"
	"kroon/internal/bench/score"
	"kroon/internal/db"
	"kroon/internal/db/bare"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// callers is how many promise at the same time: 64.
func (s *Stage) callers() int {
	if s.Scale == Tiny {
		return 4
	}
	return 64
}

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
	p := &promising{s}
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
		{rawGrouped, p.replay(raw, scores, s.callers())},
		{rawRows, p.replay(raw, writes, s.callers())},
		{rawSingle, p.replay(raw, scores, 1)},
	}, nil
}

// promising makes promises, each with an owner, a customer and a key of its own.
type promising struct{ *Stage }

// wish is the nth promise.
func (p *promising) wish(n int) (party.Actor, promise.Make) {
	owner := p.Staff(n)
	return owner, promise.Make{
		Kind: words[n%len(words)].kind, Act: words[n%len(words)].act, Customer: p.Made.Customers[people.Scatter(n)%len(p.Made.Customers)],
		Owner: owner.StaffID(), Minutes: 5, Override: true,
		Due: promise.Due{At: p.Made.At.Add(30*time.Hour + time.Duration(people.Scatter(n)%20_000)*time.Minute)},
	}
}

// one makes one promise as the API does: under a key, by the real act.
func (p *promising) one(ctx context.Context, n int) (promise.Made, error) {
	owner, wish := p.wish(n)
	key := fmt.Sprintf("bench-%d", n)
	return p.App.Acts.MakePromise(act.Once(ctx, key, []byte(key)), owner, wish, act.Aloud)
}

func (p *promising) ours(ctx context.Context) (figure.Measured, error) {
	return figure.Spin(ctx, p.callers(), p.Round, func(ctx context.Context, _, _ int) error {
		_, err := p.one(ctx, p.next())
		return err
	})
}

// tape makes a few promises and writes down what that asked of the database.
func (p *promising) tape(ctx context.Context, leave func(db.Line) bool) (scores []*score.Score, err error) {
	for range p.callers() / 4 {
		n := p.next()
		owner, wish := p.wish(n)
		after := id.New[id.Any](p.App.DB.IDs())
		var tape db.Tape
		made, err := p.one(db.OnTape(ctx, &tape), n)
		if err != nil {
			return nil, err
		}
		r := score.Roles{After: after, Cast: [][16]byte{owner.ID, wish.Customer}, Words: []string{string(made.Promise.Code), fmt.Sprintf("bench-%d", n)}}
		scores = append(scores, score.Compose(score.Once(tape.Lines), r, leave))
	}
	return scores, nil
}

// replay plays what the tapes say by the driver alone, so many of them in a commit.
func (p *promising) replay(raw *bare.DB, scores []*score.Score, together int) func(context.Context) (figure.Measured, error) {
	return grouped(p.Stage, raw, together, func() ([]db.Line, error) { return p.another(scores), nil })
}

// another are the statements that make another promise.
func (p *promising) another(scores []*score.Score) []db.Line {
	n := p.next()
	return p.Play(scores[n%len(scores)], score.Cast{
		IDs:   [][16]byte{p.Staff(n).ID, p.Made.Customers[people.Scatter(n)%len(p.Made.Customers)]},
		Words: []string{codeOf(bulkCodes + n), fmt.Sprintf("raw-%d", n)},
	})
}
