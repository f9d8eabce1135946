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
	if err := e.empty(ctx); err != nil {
		return err
	}
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

const (
	pagesAtOnce = 256     // looked at in one reading
	mostPages   = 1 << 25 // above it the first byte of a page says no longer what it is
)

// empty fills the room between the cells of each page with zeros: rows that moved to another page still stand there. It reads as
// others read, and what it finds it writes as others write, in a group: nobody waits for it. A file that somebody set to shrink by
// itself has pages of another kind, which look the same and must stay as they are: there it is left out.
func (e *sqliteEngine) empty(ctx context.Context) error {
	if shrinks, err := e.shrinks(ctx); err != nil || shrinks {
		return err
	}
	for from := int64(1); from < mostPages; from += pagesAtOnce {
		var found []int64
		last := true
		err := e.read(ctx, func(s session) error {
			return pagesOf(s, from, from+pagesAtOnce, func(number int64, page []byte) error {
				last = false
				if holds(roomIn(number, page)) {
					found = append(found, number)
				}
				return nil
			})
		})
		if err != nil || last {
			return err
		}
		if len(found) > 0 {
			if err := e.write(ctx, func(s session) error { return emptyPages(s, found) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// shrinks tells whether the file is set to shrink by itself: it then has pages that say where others are pointed to
// (https://www.sqlite.org/fileformat.html, "Pointer Map or Ptrmap Pages"). Kroon makes no such file.
func (e *sqliteEngine) shrinks(ctx context.Context) (is bool, err error) {
	err = e.read(ctx, func(s session) error {
		found, err := s.query("PRAGMA auto_vacuum", nil)
		if err != nil {
			return err
		}
		defer found.close()
		if !found.next() {
			return errors.Join(errNoPage, found.err())
		}
		values, err := found.values()
		is = err == nil && bare(values[0]) != int64(0)
		return err
	})
	return is, err
}

// emptyPages empties pages as they are by now.
func emptyPages(s session, numbers []int64) error {
	for _, number := range numbers {
		var changed []byte
		err := pagesOf(s, number, number+1, func(number int64, page []byte) error {
			if room := roomIn(number, page); holds(room) {
				clear(room)
				changed = page
			}
			return nil
		})
		if err == nil && changed != nil {
			_, err = s.exec("UPDATE sqlite_dbpage SET data = $2 WHERE pgno = $1", []any{number, changed})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pagesOf tells the pages of the file from a number until another.
func pagesOf(s session, from, until int64, tell func(number int64, page []byte) error) error {
	found, err := s.query("SELECT pgno, data FROM sqlite_dbpage WHERE pgno >= $1 AND pgno < $2", []any{from, until})
	if err != nil {
		return err
	}
	defer found.close()
	for found.next() {
		values, err := found.values()
		if err != nil {
			return err
		}
		number, isNumber := bare(values[0]).(int64)
		page, isPage := values[1].([]byte)
		if !isNumber || !isPage {
			return errNoPage
		}
		if err := tell(number, page); err != nil {
			return err
		}
	}
	return found.err()
}

var errNoPage = errors.New("db: what should be a page of the file is none")

func holds(room []byte) bool { return slices.ContainsFunc(room, func(b byte) bool { return b != 0 }) }

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
