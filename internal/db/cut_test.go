package db_test

import (
	"context"
	"sync"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// counted writes something about a subject, or counts that it was written again.
func counted(far *db.DB, subject id.Any) error {
	return far.Write(context.Background(), nobody, func(tx *db.Tx) error {
		if _, err := db.One[int](tx, "SELECT count(*) AS n FROM installation"); err != nil {
			return err
		}
		tx.Put(`INSERT INTO event (org, id, subject_kind, subject, version, kind, happened_at, recorded_at, actor_kind,
			actor, request, imported, payload) VALUES ($1, $2, 'cut', $1, 1, 'k', $3, $3, 'system', NULL, '', 0, '{}')
			ON CONFLICT DO NOTHING`, subject, id.New[id.Any](tx.IDs), tx.Now)
		tx.Put(`INSERT INTO sign_in_try (org, subject, at, last_at) VALUES ($1, $2, $2, $3)
			ON CONFLICT (org, subject) DO UPDATE SET last_at = sign_in_try.last_at + 1`, subject, []byte{1}, 1)
		return nil
	})
}

// What was acknowledged is there, and nothing is there twice, however often the line breaks.
func TestALineThatBreaksLosesNothing(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	near := dbtest.Config(t, db.Postgres)
	config, line := dbtest.Over(t, near, 5)
	far := opened(t, config)
	line.Storm(700, 5000)
	type outcome struct {
		subject id.Any
		err     error
	}
	outcomes := make(chan outcome, 400)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 60 {
				subject := id.New[id.Any](far.IDs())
				err := counted(far, subject)
				outcomes <- outcome{subject, err}
			}
		})
	}
	group.Wait()
	close(outcomes)
	direct := opened(t, near)
	said, unsure, busy := 0, 0, 0
	for o := range outcomes {
		times := 0
		err := direct.Read(context.Background(), nobody, func(tx *db.Tx) (err error) {
			times, _, err = db.Maybe[int](tx, "SELECT last_at AS n FROM sign_in_try WHERE org = $1", o.subject)
			return err
		})
		switch {
		case err != nil:
			t.Fatal(err)
		case times > 1:
			t.Errorf("written %d times", times)
		case o.err == nil && times != 1:
			t.Error("acknowledged, and not there")
		case o.err == nil:
			said++
		case fault.Is(o.err, "db.unsure"):
			unsure++
		case fault.Is(o.err, "db.busy"), fault.Is(o.err, "db.away"):
			if busy++; times != 0 {
				t.Error("refused, and there")
			}
		default:
			t.Errorf("%v", o.err)
		}
	}
	t.Logf("%d acknowledged, %d not certain, %d refused; the line broke %d times", said, unsure, busy, line.Cuts())
	if line.Cuts() < 10 || said < 150 {
		t.Error("that is no test")
	}
}

// Who says nothing in the middle of a transaction is frozen, and what he locked is let go for whoever waits for it. Once he
// wakes up nothing of his is written, and he tries again.
func TestWhoIsSilentLetsGo(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	database := opened(t, dbtest.Config(t, db.Postgres))
	set(t, database, "n", "0")
	const more = "UPDATE installation SET value = value || $1 WHERE key = 'n'"
	held, other := make(chan struct{}), make(chan error, 1)
	go func() {
		<-held
		other <- database.Write(context.Background(), nobody, func(tx *db.Tx) error {
			_, err := tx.Exec(more, " other")
			return err
		})
	}()
	tries := 0
	err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
		if _, err := tx.Exec(more, " frozen"); err != nil {
			return err
		}
		if tries++; tries == 1 {
			close(held)
			if err := <-other; err != nil {
				t.Error(err)
			}
		}
		_, err := tx.Exec(more, "!")
		return err
	})
	if value, _ := get(t, database, "n"); err != nil || tries != 2 || value != "0 other frozen!" {
		t.Errorf("after %d tries %q: %v", tries, value, err)
	}
}
