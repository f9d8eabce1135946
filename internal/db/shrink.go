package db

import (
	"context"
	"errors"
)

// shrinks has a connection give back the memory in which it keeps pages of the file that nobody reads now: up to eight
// megabytes each. They come again from the file.
const shrinks = "PRAGMA shrink_memory"

// Shrink gives back what memory connections hold for later, of those that nobody uses at the moment. It is for when it has
// been quiet: whoever asks next waits a little longer. On PostgreSQL the server sees to that.
func (d *DB) Shrink(ctx context.Context) error {
	e, is := d.engine.(*sqliteEngine)
	if !is {
		return nil
	}
	err := e.write(ctx, func(s session) error {
		_, err := s.exec(shrinks, nil)
		return err
	})
	_, failed := e.readers.ExecContext(ctx, shrinks)
	err = errors.Join(err, failed)
	for range cap(e.turns) { // each in its turn
		select {
		case r := <-e.turns:
			if r.conn != nil {
				_, failed := r.conn.exec(shrinks, nil)
				err = errors.Join(err, failed)
			}
			e.turns <- r
		default:
		}
	}
	return err
}
