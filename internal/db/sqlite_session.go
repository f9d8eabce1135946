package db

import (
	"context"
	"time"

	"kroon/internal/id"
)

// sqliteSession runs statements on one connection, each prepared once: every query text is a constant of the
// program, so there are only so many. asking, where it is not nil, is whose answer it is: once that ends, no
// further statement begins. One that runs is not broken off.
type sqliteSession struct {
	asking context.Context
	conn   *lite
	known  *lasting // of the writer; nil of readers
	house  *settled // what readers remember
}

// memory gives the answers of earlier transactions: to who will tell what it writes, or to a reader for an organisation.
func (s *sqliteSession) memory(org id.Org, now time.Time) memory {
	if s.known == nil {
		return &recalling{session: s, org: org, now: now}
	}
	s.known.claimed = true
	return s.known
}

// left tells that whoever asks no longer waits for an answer.
func (s *sqliteSession) left() error {
	if s.asking == nil {
		return nil
	}
	return s.asking.Err()
}

func (s *sqliteSession) exec(query string, args []any) (int64, error) {
	if err := s.left(); err != nil {
		return 0, err
	}
	return s.conn.exec(query, args)
}

func (s *sqliteSession) flush(queue []put) error {
	for _, p := range queue {
		if _, err := s.exec(p.query, p.args); err != nil {
			return err
		}
	}
	return nil
}

func (s *sqliteSession) settle() error { return nil }

func (s *sqliteSession) query(query string, args []any) (rows, error) {
	if err := s.left(); err != nil {
		return nil, err
	}
	return s.conn.query(query, args)
}
