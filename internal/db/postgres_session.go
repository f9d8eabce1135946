package db

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// postgresSession is one transaction on one connection. What is flushed goes over the line together with the next
// statement whose answer is waited for, and what is foreseen goes with it too: a round trip costs more than most statements.
type postgresSession struct {
	ctx     context.Context
	conn    *pgx.Conn
	waiting []put
	opening int  // how many statements begin it
	begun   bool // something was sent
	house   *settled
	still   bool    // it sees one instant from its beginning to its end
	ahead   []rider // asked after the next statement, in the same trip
	failed  error   // of what was asked ahead: it is everybody's who comes next
}

// rider is a question that goes along after the next statement, and who wants its answer.
type rider struct {
	put
	wanted func() bool
	got    func(columns []string, all [][]any)
}

func opened(ctx context.Context, conn *pgx.Conn, statements ...string) *postgresSession {
	s := &postgresSession{ctx: ctx, conn: conn, opening: len(statements)}
	for _, one := range statements {
		s.waiting = append(s.waiting, put{query: one})
	}
	return s
}

// rollback ends what was begun and not committed; where that fails the connection is given up.
func (s *postgresSession) rollback() {
	if s.begun && !s.conn.IsClosed() && s.conn.PgConn().TxStatus() != 'I' {
		_, _ = s.conn.Exec(s.ctx, "ROLLBACK")
	}
}

// send sends what waits, a statement, and what rides along, and tells how much goes before the statement.
func (s *postgresSession) send(query string, args []any, riders ...rider) (sent pgx.BatchResults, before int) {
	batch := &pgx.Batch{}
	for _, p := range s.waiting {
		batch.Queue(p.query, p.args...)
	}
	before = batch.Len()
	batch.Queue(query, args...)
	for _, r := range riders {
		batch.Queue(r.query, r.args...)
	}
	s.waiting, s.begun = nil, true
	return s.conn.SendBatch(s.ctx, batch), before
}

// first reads the answers to what went before.
func first(sent pgx.BatchResults, before int) error {
	for range before {
		if _, err := sent.Exec(); err != nil {
			_ = sent.Close()
			return err
		}
	}
	return nil
}

// riders are those who go along now.
func (s *postgresSession) riders() (out []rider) {
	for _, one := range s.ahead {
		if one.wanted == nil || one.wanted() {
			out = append(out, one)
		}
	}
	s.ahead = nil
	return out
}

// arrive hands out the answers to what rode along.
func (s *postgresSession) arrive(sent pgx.BatchResults, riders []rider) error {
	for _, r := range riders {
		found, err := sent.Query()
		if err != nil {
			return err
		}
		var all [][]any
		rows := &postgresRows{Rows: found}
		for found.Next() {
			values, err := rows.values()
			if err != nil {
				found.Close()
				return err
			}
			all = append(all, values)
		}
		names := rows.columns()
		if found.Close(); found.Err() != nil {
			return found.Err()
		}
		r.got(names, all)
	}
	return nil
}

func (s *postgresSession) exec(query string, args []any) (int64, error) {
	if s.failed != nil {
		return 0, s.failed
	}
	riders := s.riders()
	if len(s.waiting) == 0 && len(riders) == 0 {
		tag, err := s.conn.Exec(s.ctx, query, args...)
		return tag.RowsAffected(), err
	}
	sent, before := s.send(query, args, riders...)
	if err := first(sent, before); err != nil {
		return 0, err
	}
	tag, err := sent.Exec()
	if err == nil {
		err = s.arrive(sent, riders)
	}
	return tag.RowsAffected(), cmp.Or(err, sent.Close())
}

func (s *postgresSession) flush(queue []put) error {
	s.waiting = append(s.waiting, queue...)
	return nil
}

func (s *postgresSession) settle() error {
	if s.failed != nil || len(s.waiting) == 0 {
		return s.failed
	}
	batch := &pgx.Batch{}
	for _, p := range s.waiting {
		batch.Queue(p.query, p.args...)
	}
	s.waiting, s.begun = nil, true
	return s.conn.SendBatch(s.ctx, batch).Close()
}

func (s *postgresSession) query(query string, args []any) (rows, error) {
	if s.failed != nil {
		return nil, s.failed
	}
	riders := s.riders()
	if len(s.waiting) == 0 && len(riders) == 0 {
		r, err := s.conn.Query(s.ctx, query, args...)
		if err != nil {
			return nil, err
		}
		return &postgresRows{Rows: r}, nil
	}
	sent, before := s.send(query, args, riders...)
	if err := first(sent, before); err != nil {
		return nil, err
	}
	r, err := sent.Query()
	if err != nil {
		return nil, cmp.Or(err, sent.Close())
	}
	return &postgresRows{Rows: r, sent: sent, of: s, riders: riders}, nil
}

type postgresRows struct {
	pgx.Rows
	sent   pgx.BatchResults // nil where nothing went along
	of     *postgresSession
	riders []rider
	cells  cells
}

func (r *postgresRows) columns() []string {
	fields := r.FieldDescriptions()
	out := make([]string, len(fields))
	for i, field := range fields {
		out[i] = field.Name
	}
	return out
}

func (r *postgresRows) next() bool { return r.Next() }

// values are those of the row at hand: nil, []byte, or a pointer to an int64, a string or 16 bytes, which whoever fills a row takes
// as it takes those (bare gives them). What is sent in another way is what the driver makes of it.
func (r *postgresRows) values() ([]any, error) {
	raw, fields := r.RawValues(), r.FieldDescriptions()
	out := r.cells.row(len(raw))
	for i, cell := range raw {
		if cell == nil {
			continue
		}
		binaryly := fields[i].Format == pgx.BinaryFormatCode
		switch kind := fields[i].DataTypeOID; {
		case kind == pgtype.TextOID:
			r.cells.join(i, cell)
		case kind == pgtype.Int8OID && binaryly:
			out[i] = r.cells.number(int64(binary.BigEndian.Uint64(cell))) // #nosec G115 -- its bits
		case kind == pgtype.Int4OID && binaryly:
			out[i] = r.cells.number(int64(int32(binary.BigEndian.Uint32(cell)))) // #nosec G115 -- its bits
		case kind == pgtype.BoolOID && binaryly:
			out[i] = r.cells.number(int64(cell[0]))
		case kind == pgtype.UUIDOID && binaryly:
			out[i] = r.cells.id(cell)
		default:
			all, err := r.Values()
			if err != nil {
				return nil, err
			}
			out[i] = all[i]
		}
	}
	r.cells.complete(out)
	return out, nil
}

// pass gives the values of the row at hand as they were sent.
func (r *postgresRows) pass(into []cell) ([]cell, error) {
	raw, fields := r.RawValues(), r.FieldDescriptions()
	for i, sent := range raw {
		one, field := cell{}, fields[i]
		binaryly := field.Format == pgx.BinaryFormatCode
		switch kind := field.DataTypeOID; {
		case sent == nil:
		case kind == pgtype.TextOID:
			one = cell{kind: cellText, raw: sent}
		case kind == pgtype.Int8OID && binaryly:
			one = cell{kind: cellNumber, number: int64(binary.BigEndian.Uint64(sent))} // #nosec G115 -- its bits
		case kind == pgtype.Int4OID && binaryly:
			one = cell{kind: cellNumber, number: int64(int32(binary.BigEndian.Uint32(sent)))} // #nosec G115 -- its bits
		case kind == pgtype.BoolOID && binaryly:
			one = cell{kind: cellNumber, number: int64(sent[0])}
		case (kind == pgtype.UUIDOID || kind == pgtype.ByteaOID) && binaryly:
			one = cell{kind: cellBytes, raw: sent}
		default:
			return nil, fmt.Errorf("db: %s is of a kind that is not kept in a table (%d)", field.Name, kind)
		}
		into = append(into, one)
	}
	return into, nil
}

func (r *postgresRows) err() error { return r.Err() }

func (r *postgresRows) close() {
	r.Close()
	if r.sent == nil {
		return
	}
	if r.Err() == nil {
		r.of.failed = r.of.arrive(r.sent, r.riders)
	}
	_ = r.sent.Close() // an error of it is that of the rows, or of what rode along
	r.sent = nil
}
