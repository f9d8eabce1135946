package db

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"kroon/internal/fault"
)

// explain turns what a person can act on (no room left, read-only) into a fault; the rest stays.
func explain(err error) error {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() & 0xff {
		case lib.SQLITE_FULL, lib.SQLITE_READONLY, lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN:
			return fault.New(fault.Busy, "db.no_room").Because(err)
		}
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == "53100" || pg.Code == "25006") {
		return fault.New(fault.Busy, "db.no_room").Because(err)
	}
	return err
}

// IsDuplicate tells whether a unique key refused the write. On PostgreSQL the transaction is over
// then, so prefer ON CONFLICT DO NOTHING where a duplicate is expected.
func IsDuplicate(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code() == lib.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == lib.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}
