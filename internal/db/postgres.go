package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"kroon/internal/fault"
)

type postgresEngine struct {
	pool  *pgxpool.Pool
	lines *lines
	house *settled // what is remembered from one transaction to the next; nil on Citus
}

const poolConns = 16

func openPostgres(ctx context.Context, url string, conns int) (*postgresEngine, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	if conns <= 0 {
		conns = poolConns
	}
	config.MaxConns = int32(conns)
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectsIn
	}
	lines := newLines(ctx)
	config.ConnConfig.DialFunc = lines.lay
	config.ConnConfig.OnNotice = warned
	config.AfterConnect = Steady
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		lines.close()
		return nil, err
	}
	e := &postgresEngine{pool: pool, lines: lines}
	is, err := onCitus(ctx, pool)
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	if !is {
		e.house = newSettled()
	}
	return e, nil
}

func (e *postgresEngine) close() error {
	e.pool.Close()
	e.lines.close()
	return nil
}

// Steady has a connection plan each statement once and keep to it, as the plans were tested (docs/adr/0053-one-plan.md): left to
// itself the server plans what joins a dozen tables anew five times on each connection, for longer than it takes, and compiles what it
// thinks dear. Whatever speaks PostgreSQL and knows neither setting does without.
//
// Where there is Citus (docs/adr/0051-on-citus.md) a plan is made for the values: of which node the rows are on it knows by them, and a
// plan without them that it dissuades from, by its cost, is an error to carry out. And what concerns all shards goes over one connection
// to each node, so that in the same transaction the tables can be changed and then their rows.
func Steady(ctx context.Context, conn *pgx.Conn) error {
	is, err := onCitus(ctx, conn)
	settings := []string{"SET plan_cache_mode = force_generic_plan", "SET jit = off"}
	if is {
		settings = []string{"SET jit = off", "SET citus.multi_shard_modify_mode = 'sequential'"}
	}
	for _, setting := range settings {
		if err != nil {
			return err
		}
		if _, err = conn.Exec(ctx, setting, pgx.QueryExecModeSimpleProtocol); code(err) != "" {
			err = nil
		}
	}
	return err
}

// questioned is a connection or a pool of them.
type questioned interface {
	QueryRow(ctx context.Context, query string, args ...any) pgx.Row
}

// onCitus tells whether the extension Citus is in the database.
func onCitus(ctx context.Context, at questioned) (is bool, err error) {
	err = at.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus')", pgx.QueryExecModeSimpleProtocol).Scan(&is)
	if code(err) != "" { // it speaks PostgreSQL and knows of no extensions
		err = nil
	}
	return is, err
}

// warning is what a connection was warned of last.
const warning = "kroon.warning"

// warned keeps a warning of the server with the connection it came over.
func warned(conn *pgconn.PgConn, notice *pgconn.Notice) {
	if notice.SeverityUnlocalized == "WARNING" {
		conn.CustomData()[warning] = notice.Message
	}
}

// letsGo has the server end a transaction in which nothing is said for two seconds. Kroon asks one thing after the other; a
// node that is silent in the middle is frozen or gone, and what it locked is let go, so that another can do the work in time: all
// that is due to or by the same people waits for it. A node that was only slow tries again.
const letsGo = "SET LOCAL idle_in_transaction_session_timeout = 2000"

// hasty is how long one that does several things at once waits for a lock, so that it neither is in a ring with another nor holds up
// whoever waits for what it has.
const hasty = "SET LOCAL lock_timeout = 200"

// silent is the code with which it does so.
const silent = "25P03"

// write runs fn in a transaction. Its beginning goes along with the first statement, and its end with what was still
// to be sent.
func (e *postgresEngine) write(ctx context.Context, fn func(session) error) error {
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return e.before(ctx, err)
	}
	defer conn.Release() // a connection in the middle of something is not used again
	s := opened(ctx, conn.Conn(), "BEGIN", letsGo)
	s.house = e.house
	if err := fn(s); err != nil {
		if code(err) == readOnly { // it is a replica by now: the next connection leads to who took over
			_ = conn.Conn().Close(ctx)
		}
		s.rollback()
		return e.before(ctx, err)
	}
	return e.commit(s)
}

// commit sends what waits and the end in one go. What the server refuses before the end was not written; where the
// line breaks nobody knows. A server that was to wait for a replica and stopped waiting (somebody cancelled it, or it is told
// to stop) says that it committed, with no more than a warning that the replica may not have it: promote that, and it is lost.
// A commit has nothing else to warn of.
func (e *postgresEngine) commit(s *postgresSession) error {
	if s.failed != nil {
		s.rollback()
		return e.before(s.ctx, s.failed)
	}
	if !s.begun && len(s.waiting) == s.opening {
		return nil // nothing was asked
	}
	sent, waiting := s.send("COMMIT", nil)
	for range waiting {
		if _, err := sent.Exec(); err != nil {
			_ = sent.Close()
			s.rollback()
			if code(err) != "" && !e.away(err) {
				return err
			}
			return e.after(s.ctx, err)
		}
	}
	warnings := s.conn.PgConn().CustomData()
	delete(warnings, warning)
	tag, err := sent.Exec()
	if err = cmp.Or(err, sent.Close()); err == nil && tag.String() == "ROLLBACK" {
		return pgx.ErrTxCommitRollback
	}
	if text, is := warnings[warning].(string); err == nil && is {
		err = errUnsure{errors.New(text)}
	}
	return e.after(s.ctx, err)
}

func (e *postgresEngine) read(ctx context.Context, fn func(session) error) error {
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return e.before(ctx, err)
	}
	defer conn.Release()
	s := opened(ctx, conn.Conn(), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
	s.house, s.still = e.house, true
	defer s.rollback()
	return e.before(ctx, fn(s))
}

// readOnly is the SQLSTATE of a write to a server that only reads.
const readOnly = "25006"

func code(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

// cut is a line that broke before the commit was asked for: nothing was written, and it can be tried again.
type cut struct{ error }

// Unwrap gives what broke.
func (c cut) Unwrap() error { return c.error }

// before judges an error from before the commit.
func (e *postgresEngine) before(ctx context.Context, err error) error {
	if err != nil && ctx.Err() == nil && e.away(err) {
		return cut{err}
	}
	return err
}

// after judges an error of the commit itself: where the line broke, nobody knows whether it was written, and it is
// not tried again, whatever the driver says of what it sent. That two transactions met is known, and so it is that the server had
// ended the transaction before it was asked to commit.
func (e *postgresEngine) after(ctx context.Context, err error) error {
	var unsure errUnsure
	switch {
	case err == nil || code(err) == "40001" || code(err) == "40P01":
		return err
	case code(err) == silent:
		return e.before(ctx, err)
	case e.away(err) || ctx.Err() != nil || errors.As(err, &unsure):
		return fault.New(fault.Busy, "db.unsure").Because(errUnsure{err})
	}
	return err
}

// errUnsure is a commit of which nobody knows whether it was done.
type errUnsure struct{ error }

// Unwrap gives what broke.
func (e errUnsure) Unwrap() error { return e.error }

// transient: two transactions met (40001, 40P01), or the line broke or the server handed over before the transaction
// could have been committed.
func (e *postgresEngine) transient(err error) bool {
	var broke cut
	var unsure errUnsure
	if errors.As(err, &unsure) {
		return false
	}
	switch code(err) {
	case "40001", "40P01":
		return true
	}
	return errors.As(err, &broke)
}

func (e *postgresEngine) database() *sql.DB { return stdlib.OpenDBFromPool(e.pool) }
