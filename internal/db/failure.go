package db

import (
	"errors"
	"os"
	"slices"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	lib "modernc.org/sqlite/lib"

	"kroon/internal/fault"
)

// claim sees to it that the file can be opened and written, and that a new one is nobody else's to read:
// SQLite gives the files beside it the same rights. What it says itself does not tell rights from room.
func claim(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	switch {
	case errors.Is(err, syscall.EROFS), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.New(fault.Busy, "db.no_room").Because(err)
	case err != nil:
		return fault.New(fault.Busy, "db.closed", "path", path).Because(err)
	}
	return file.Close()
}

// explain turns what a person can act on (no room left, read-only, damaged) into a fault; the rest stays.
func explain(err error) error {
	if err == nil || fault.Of(err).Kind != fault.Internal {
		return err
	}
	if code, is := liteCode(err); is {
		switch code & 0xff {
		case lib.SQLITE_IOERR:
			if !slices.Contains(passing, code) && code != lib.SQLITE_IOERR_WRITE {
				return fault.New(fault.Busy, "db.disk").Because(err)
			}
			return fault.New(fault.Busy, "db.no_room").Because(err)
		case lib.SQLITE_FULL, lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN:
			return fault.New(fault.Busy, "db.no_room").Because(err)
		case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
			return fault.New(fault.Busy, "db.broken").Because(err)
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
	if code, is := liteCode(err); is {
		return code == lib.SQLITE_CONSTRAINT_UNIQUE || code == lib.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}
