package db

import (
	"context"
	"errors"
)

// reader is a connection that reads; it is opened when first needed.
type reader struct {
	conn *lite
}

func (r *reader) close() error {
	if r.conn == nil {
		return nil
	}
	err := r.conn.close()
	r.conn = nil
	return err
}

// read runs fn on one consistent view, on the next connection that is free.
func (e *sqliteEngine) read(ctx context.Context, fn func(session) error) error {
	var r *reader
	select {
	case r = <-e.turns:
		defer func() { e.turns <- r }()
	case <-ctx.Done():
		return ctx.Err()
	case <-e.done:
		return errClosed
	}
	if r.conn == nil {
		conn, err := openLite(e.file + readsOnly)
		if err != nil {
			return err
		}
		r.conn = conn
	}
	s := &sqliteSession{conn: r.conn, house: e.house}
	if _, err := s.exec("BEGIN", nil); err != nil {
		return errors.Join(err, r.close())
	}
	s.asking = ctx
	defer func() {
		s.asking = nil
		if _, err := s.exec("ROLLBACK", nil); err != nil {
			_ = r.close() // whatever it is, the next one begins afresh
		}
	}()
	return fn(s)
}
