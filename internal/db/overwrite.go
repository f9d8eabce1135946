package db

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"slices"
)

// Overwrite has what was erased stand nowhere on disk any more, as far as that is in this program's hands. SQLite
// overwrites what is deleted, but not what it leaves behind where a row moved to another page; that is emptied here, and
// what its log still holds of before goes too. While somebody reads, the log cannot go: an error, to try again later.
// PostgreSQL clears what is dead by its own vacuum.
func (d *DB) Overwrite(ctx context.Context) error { return d.engine.overwrite(ctx) }

var errBeingRead = errors.New("db: the log is being read")

func (e *sqliteEngine) overwrite(ctx context.Context) error {
	return e.move(context.WithoutCancel(ctx), func() error {
		return e.alone(func(pool *sql.DB) error {
			if err := emptied(ctx, pool); err != nil {
				return err
			}
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

const (
	pagesAtOnce = 256     // in one transaction: others write in between
	mostPages   = 1 << 25 // above it the first byte of a page says no longer what it is
)

// emptied fills the room between the cells of each page with zeros: rows that moved to another page still stand there.
func emptied(ctx context.Context, pool *sql.DB) error {
	var pages int64
	if err := pool.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil || pages >= mostPages {
		return err
	}
	for from := int64(1); from <= pages; from += pagesAtOnce {
		if err := emptiedFrom(ctx, pool, from); err != nil {
			return err
		}
	}
	return nil
}

// emptiedFrom empties the pages of one transaction. What it reads it may write, so it begins as a writer.
func emptiedFrom(ctx context.Context, pool *sql.DB, from int64) (err error) {
	one, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, one.Close()) }()
	if _, err := one.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	if err := emptyPages(ctx, one, from); err != nil {
		_, undone := one.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, undone)
	}
	_, err = one.ExecContext(ctx, "COMMIT")
	return err
}

func emptyPages(ctx context.Context, one *sql.Conn, from int64) error {
	rows, err := one.QueryContext(ctx, "SELECT pgno, data FROM sqlite_dbpage WHERE pgno >= ? AND pgno < ?", from, from+pagesAtOnce)
	if err != nil {
		return err
	}
	changed := map[int64][]byte{}
	for rows.Next() {
		var number int64
		var page []byte
		if err := rows.Scan(&number, &page); err != nil {
			return errors.Join(err, rows.Close())
		}
		if room := roomIn(number, page); slices.ContainsFunc(room, func(b byte) bool { return b != 0 }) {
			clear(room)
			changed[number] = page
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for number, page := range changed {
		if _, err := one.ExecContext(ctx, "UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?", page, number); err != nil {
			return err
		}
	}
	return nil
}

// roomIn is the room of a page of a table or an index where no cell is: after the pointers to its cells and before the
// first of them (https://www.sqlite.org/fileformat.html, "B-tree Pages"). Of every other page it is nothing: those begin
// with the number of a page.
func roomIn(number int64, page []byte) []byte {
	const fileHeader, inner, leaf, atCells, atContent = 100, 12, 8, 3, 5
	head := page
	if number == 1 {
		head = page[fileHeader:]
	}
	begin := len(page) - len(head)
	switch head[0] {
	case 2, 5: // inner pages, of an index and of a table
		begin += inner
	case 10, 13: // leaves
		begin += leaf
	default:
		return nil
	}
	begin += 2 * int(binary.BigEndian.Uint16(head[atCells:]))
	end := int(binary.BigEndian.Uint16(head[atContent:]))
	if begin > end || end > len(page) {
		return nil
	}
	return page[begin:end]
}
