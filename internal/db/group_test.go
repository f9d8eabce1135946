package db

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"kroon/internal/fault"
)

// queued waits, without a clock, until so many callers stand behind the writer.
func queued(e *sqliteEngine, n int) {
	for len(e.queue) < n {
		runtime.Gosched()
	}
}

func openGroup(t *testing.T) *sqliteEngine {
	t.Helper()
	e, err := openSQLite(context.Background(), filepath.Join(t.TempDir(), "group.db"), 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.close() })
	create := func(s session) error {
		_, err := s.exec("CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT) STRICT", nil)
		return err
	}
	if err := e.write(context.Background(), create); err != nil {
		t.Fatal(err)
	}
	return e
}

func (e *sqliteEngine) notes(t *testing.T) (n int) {
	t.Helper()
	if err := e.readers.QueryRow("SELECT COUNT(*) FROM note").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCallersWhoWaitShareOneCommit(t *testing.T) {
	e := openGroup(t)
	const callers = 60
	var mu sync.Mutex
	sessions := map[session]int{}
	busy, goOn := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		if err := e.write(context.Background(), func(session) error { close(busy); <-goOn; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-busy
	for n := range callers {
		group.Go(func() {
			err := e.write(context.Background(), func(s session) error {
				mu.Lock()
				sessions[s]++
				mu.Unlock()
				if seen := e.notes(t); seen != 0 {
					t.Errorf("%d notes of the group are in sight before its commit", seen)
				}
				_, err := s.exec("INSERT INTO note (n, text) VALUES ($1, 'x')", []any{int64(n)})
				return err
			})
			if err != nil {
				t.Error(err)
			}
			if seen := e.notes(t); seen != callers {
				t.Errorf("acknowledged while %d of %d are durable", seen, callers)
			}
		})
	}
	queued(e, callers)
	close(goOn)
	group.Wait()
	if len(sessions) != 1 {
		t.Errorf("%d callers took %d commits", callers, len(sessions))
	}
}

func TestAFullDiskAcknowledgesNothingAndHeals(t *testing.T) {
	e := openGroup(t)
	room := func(pages string) {
		t.Helper()
		err := e.write(context.Background(), func(s session) error {
			rows, err := s.query("PRAGMA max_page_count = "+pages, nil)
			if err != nil {
				return err
			}
			rows.next()
			rows.close()
			return rows.err()
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	d := &DB{engine: e}
	text := strings.Repeat("0123456789abcdef", 200)
	write := func(n int64) error {
		return explain(d.engine.write(context.Background(), func(s session) error {
			_, err := s.exec("INSERT INTO note (n, text) VALUES ($1, $2)", []any{n, text})
			return err
		}))
	}
	room("12")
	acknowledged, refused := 0, 0
	for n := range int64(30) {
		switch err := write(n); {
		case err == nil && refused == 0:
			acknowledged++
		case err == nil:
			t.Error("there was room again without anybody making it")
		default:
			if !fault.Is(err, "db.no_room") {
				t.Errorf("a full disk is told as %v", err)
			}
			refused++
		}
	}
	if acknowledged == 0 || refused == 0 || e.notes(t) != acknowledged {
		t.Errorf("%d acknowledged, %d refused, %d stored", acknowledged, refused, e.notes(t))
	}
	room("4000")
	if err := write(1000); err != nil || e.notes(t) != acknowledged+1 {
		t.Errorf("with room again: %v, %d stored", err, e.notes(t))
	}
}
