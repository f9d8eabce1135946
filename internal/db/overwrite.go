package db

import (
	"context"
	"database/sql"
	"errors"
)

// Overwrite has what was erased stand nowhere on disk any more, as far as that is in this program's hands. SQLite
// overwrites the pages of what is deleted; what its log still holds of before goes with this. While somebody reads,
// the log cannot go: an error, to try again later. PostgreSQL clears what is dead by its own vacuum.
func (d *DB) Overwrite(ctx context.Context) error { return d.engine.overwrite(ctx) }

var errBeingRead = errors.New("db: the log is being read")

func (e *sqliteEngine) overwrite(ctx context.Context) error {
	return e.move(context.WithoutCancel(ctx), func() error {
		return e.alone(func(pool *sql.DB) error {
			var busy, log, moved int64
			err := pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &moved)
			if err == nil && busy != 0 {
				err = errBeingRead
			}
			return err
		})
	})
}

func (e *postgresEngine) overwrite(context.Context) error { return nil }
