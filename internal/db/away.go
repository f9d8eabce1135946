package db

import (
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Away tells whether an error means that the database could not be reached, or was handing over to another server:
// nothing is wrong with what was asked, and later it may well succeed.
func (d *DB) Away(err error) bool {
	return err != nil && (d.engine.transient(err) || d.engine.away(err))
}

func (e *sqliteEngine) away(err error) bool { return e.transient(err) }

// away: the line broke, or the server is starting, stopping, full, by now a replica that only reads, or tired of a transaction
// in which nothing was said.
func (e *postgresEngine) away(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "57P01", "57P02", "57P03", "53300", silent, readOnly:
			return true
		}
		return strings.HasPrefix(pg.Code, "08")
	}
	var line net.Error
	var connect *pgconn.ConnectError
	return errors.As(err, &line) || errors.As(err, &connect) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err) || strings.HasSuffix(err.Error(), "conn closed")
}
