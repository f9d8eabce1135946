package db

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"kroon/internal/fault"
)

// descriptors are those that this process has open on a file, but for some.
func descriptors(t *testing.T, path string, but ...int) (all []int) {
	t.Helper()
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range open {
		if to, err := os.Readlink(filepath.Join("/proc/self/fd", one.Name())); err == nil && to == path {
			n, err := strconv.Atoi(one.Name())
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(but, n) {
				all = append(all, n)
			}
		}
	}
	return all
}

// instead has everything that is asked of a descriptor asked of another file.
func instead(t *testing.T, descriptor int, file *os.File) {
	t.Helper()
	if err := syscall.Dup3(int(file.Fd()), descriptor, syscall.O_CLOEXEC); err != nil {
		t.Fatal(err)
	}
}

func onFile(t *testing.T, path string, how int) *os.File {
	t.Helper()
	file, err := os.OpenFile(path, how, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// openedAt opens a file of notes, and tells what the writer has open of it and of what stands beside it, before the one who
// moves the log has opened anything.
func openedAt(t *testing.T, path, part string) (e *sqliteEngine, writers []int) {
	t.Helper()
	e, err := openSQLite(context.Background(), path, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.close() })
	e.log.turn.Lock()
	defer e.log.turn.Unlock()
	if err := e.write(context.Background(), func(s session) error {
		_, err := s.exec("CREATE TABLE IF NOT EXISTS note (n INTEGER PRIMARY KEY, text TEXT) STRICT", nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return e, descriptors(t, path+part)
}

// fillLog writes until so many pages must have gone to the log, or a write is refused.
func (e *sqliteEngine) fillLog(pages int) (kept int, err error) {
	for n := range pages {
		err := e.write(context.Background(), func(s session) error {
			_, err := s.exec("INSERT INTO note (text) VALUES ($1)", []any{strings.Repeat(fmt.Sprint(n), 2000)})
			return err
		})
		if err != nil {
			return kept, err
		}
		kept++
	}
	return kept, nil
}

// until commits nothing, over and over, until the one who moves the log has come so far.
func (e *sqliteEngine) until(t *testing.T, so func() bool) {
	t.Helper()
	for range 100_000 {
		if so() {
			return
		}
		if err := e.write(context.Background(), func(session) error { return nil }); err != nil {
			t.Fatal(err)
		}
		runtime.Gosched()
	}
	t.Fatal("it did not come so far")
}

// beside is what the one who moves the log has open of a file, once its connection has given an answer: while that is being opened
// a file taken from under it is not the one it goes on with.
func (e *sqliteEngine) beside(t *testing.T, path string, writers []int) int {
	t.Helper()
	if _, err := e.fillLog(2); err != nil {
		t.Fatal(err)
	}
	e.until(t, func() bool { return e.log.pages.Load() > 0 })
	other := descriptors(t, path, writers...)
	if len(other) != 1 {
		t.Fatalf("%v are open beside %v", other, writers)
	}
	return other[0]
}

// The connection beside the writer meets a disk that fails: on the file, which it writes, and on the log, which it reads and
// syncs. Nothing more is acknowledged, nobody moves the log any more, and what was acknowledged is there for the next start.
func TestADiskThatFailsBesideTheWriter(t *testing.T) {
	for part, how := range map[string]int{"": os.O_RDONLY, "-wal": os.O_WRONLY} {
		path := filepath.Join(t.TempDir(), "beside.db")
		e, writers := openedAt(t, path, part)
		instead(t, e.beside(t, path+part, writers), onFile(t, path+part, how))
		kept, err := e.fillLog(4 * logPages)
		if !fault.Is(err, "db.disk") || kept < logPages/4 {
			t.Fatalf("%q: %d were kept, then %v", part, kept, err)
		}
		select {
		case <-e.broken:
		default:
			t.Errorf("%q: nobody was told", part)
		}
		if err := e.overwrite(context.Background()); err == nil {
			t.Errorf("%q: the log was moved after the disk failed", part)
		}
		if err := e.close(); err == nil {
			t.Errorf("%q: closed as if nothing had happened", part)
		}
		if left, err := os.Stat(path + "-wal"); err != nil || left.Size() == 0 {
			t.Errorf("%q: the log is gone: %v", part, err)
		}
		again, _ := openedAt(t, path, part)
		if n := again.notes(t); n != 2+kept {
			t.Errorf("%q: %d of %d are there", part, n, 2+kept)
		}
	}
}

// Want of room beside the writer stops nobody: what is committed stays in the log, and goes into the file once there is room.
func TestNoRoomBesideTheWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.db")
	e, writers := openedAt(t, path, "")
	other := e.beside(t, path, writers)
	instead(t, other, onFile(t, "/dev/full", os.O_RDWR))
	if kept, err := e.fillLog(logPages / 2); err != nil {
		t.Fatalf("%d were kept, then %v", kept, err)
	}
	left := func() (left int64) {
		e.log.turn.Lock()
		defer e.log.turn.Unlock()
		pages, moved, err := checkpoint(e.conn, "NOOP")
		if err != nil {
			t.Fatal(err)
		}
		return pages - moved
	}
	if n := left(); n < logPages {
		t.Fatalf("%d pages are left where there is no room for any", n)
	}
	instead(t, other, onFile(t, path, os.O_RDWR))
	e.until(t, func() bool { return left() < logPages })
	if n := e.notes(t); n != 2+logPages/2 {
		t.Errorf("%d notes are there", n)
	}
}
