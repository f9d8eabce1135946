package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"kroon/internal/act"
	"kroon/internal/bench/figure"
	"kroon/internal/bench/score"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

var ledger = Row{
	Name:   "ledger",
	About:  "entries a second on our account with customers, two postings each, by promises that are kept through REST; one in a hundred is on one hot account",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true,
	Goals: []Goal{
		{Figure: figure.PerSecond, Bound: 2390, Note: "ten times Formance ledger, HTTP to HTTP, as measured on another machine of two cores"},
		{Figure: figure.P99, Bound: 25, Most: true, Stretch: true},
	},
	Begin: beginLedger,
}

// owed is an open promise.
type owed struct {
	promise  id.Promise
	customer id.Customer
	owner    party.Actor
}

// bookkeeping keeps promises, of which our account then tells.
type bookkeeping struct {
	*desk
	ours, raw chan owed
}

var errKept = errors.New("every promise is kept: measure fewer or shorter rounds, or on a larger scale")

func beginLedger(ctx context.Context, s *Stage) ([]Side, error) {
	d, err := newDesk(ctx, s)
	if err != nil {
		return nil, err
	}
	raw, err := s.Bare(ctx, 1)
	if err != nil {
		return nil, err
	}
	b := &bookkeeping{desk: d}
	if err := b.find(ctx); err != nil {
		return nil, err
	}
	played, err := b.tape(ctx)
	if err != nil {
		return nil, err
	}
	return []Side{
		{Ours, func(ctx context.Context) (figure.Measured, error) {
			return figure.Spin(ctx, s.clients(), s.Round, func(ctx context.Context, _, _ int) error { return b.keep(ctx) })
		}},
		{rawGrouped, grouped(s, raw, s.callers(), func() ([]db.Line, error) { return b.kept(played) })},
	}, nil
}

// find lists the open promises of all staff, as they lie in both copies of the data.
func (b *bookkeeping) find(ctx context.Context) error {
	var all []owed
	for n := range b.Made.Staff {
		owner := b.Staff(n)
		err := b.App.DB.Read(ctx, owner, func(tx *db.Tx) error {
			open, err := b.App.Acts.Promise.OpenOf(tx, owner.StaffID())
			for _, p := range open {
				all = append(all, owed{p.ID, p.Customer, owner})
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	b.ours, b.raw = make(chan owed, len(all)), make(chan owed, len(all))
	for _, one := range all {
		b.ours <- one
		b.raw <- one
	}
	return nil
}

func take(from chan owed) (owed, error) {
	select {
	case one := <-from:
		return one, nil
	default:
		return owed{}, errKept
	}
}

// keep has the API keep one.
func (b *bookkeeping) keep(ctx context.Context) error {
	one, err := take(b.ours)
	if err != nil {
		return err
	}
	n := b.next()
	_, err = b.client.Want(ctx, http.StatusOK, "POST", "/api/v1/promises/"+one.promise.String()+"/deliver", `{"proof":"text","words":"Gedaan."}`,
		"Authorization", "Bearer "+b.tokens[n%len(b.tokens)], "Content-Type", "application/json", "Idempotency-Key", fmt.Sprintf("bench-kept-%d", n))
	return err
}

// tape keeps one promise in process, and writes down what that asked.
func (b *bookkeeping) tape(ctx context.Context) (*score.Score, error) {
	one, err := take(b.ours)
	if err != nil {
		return nil, err
	}
	var tape db.Tape
	after := id.New[id.Any](b.App.DB.IDs())
	key := fmt.Sprintf("bench-taped-%d", b.next())
	deed := promise.Deed{Proof: promise.ByText, Words: "Gedaan."}
	_, err = b.App.Acts.Deliver(act.Once(db.OnTape(ctx, &tape), key, []byte(key)), one.owner, one.promise, deed, act.Silently)
	r := score.Roles{After: after, Cast: [][16]byte{one.owner.ID, one.customer, one.promise}, Words: []string{key}}
	return score.Compose(score.Once(tape.Lines), r, nil), err
}

// kept are the statements that keep another.
func (b *bookkeeping) kept(played *score.Score) ([]db.Line, error) {
	one, err := take(b.raw)
	if err != nil {
		return nil, err
	}
	n := b.next()
	return b.Play(played, score.Cast{
		IDs: [][16]byte{one.owner.ID, one.customer, one.promise}, Words: []string{fmt.Sprintf("raw-kept-%d", n)},
		Count: func(kind string, _ [16]byte) int64 {
			if kind == "promise" {
				return 2 // after it was made
			}
			return int64(bulkCodes + n) // of accounts, a number that none has
		},
	}), nil
}
