package db

import (
	"context"
	"slices"
)

// Line is one statement as it went to the engine.
type Line struct {
	Query string
	Args  []any // nil, int64, float64, string, []byte or [16]byte
	Reads bool  // its rows were asked for
}

// Tape keeps the statements of the transactions under a context: what a benchmark plays again by the bare
// driver, and what an act asks of the database.
type Tape struct{ Lines []Line }

type tapeKey struct{}

// OnTape has every transaction under the context that is returned keep its statements on the tape. One
// goroutine at a time.
func OnTape(ctx context.Context, tape *Tape) context.Context {
	return context.WithValue(ctx, tapeKey{}, tape)
}

// taped gives the session and what is known before anything is asked. When its context has a tape the session is
// listened to, and nothing is known: a tape has all that the act needs to know.
func taped(ctx context.Context, s session, tx *Tx) (session, memory) {
	if tape, _ := ctx.Value(tapeKey{}).(*Tape); tape != nil {
		return &tapedSession{s, tape}, &answers{}
	}
	switch knowing := s.(type) {
	case *sqliteSession:
		tx.house = knowing.house
		return s, knowing.memory(tx.Org, tx.Now)
	case *postgresSession:
		return s, knowing.memory(tx.Org, tx.Now)
	}
	return s, &answers{}
}

type tapedSession struct {
	session
	tape *Tape
}

func (s *tapedSession) keep(query string, args []any, reads bool) {
	s.tape.Lines = append(s.tape.Lines, Line{query, slices.Clone(args), reads})
}

func (s *tapedSession) exec(query string, args []any) (int64, error) {
	s.keep(query, args, false)
	return s.session.exec(query, args)
}

func (s *tapedSession) query(query string, args []any) (rows, error) {
	s.keep(query, args, true)
	return s.session.query(query, args)
}

func (s *tapedSession) flush(queue []put) error {
	for _, p := range queue {
		s.keep(p.query, p.args, false)
	}
	return s.session.flush(queue)
}
