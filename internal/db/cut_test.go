package db_test

import (
	"context"
	"math/rand/v2"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// unreliable is a line to a PostgreSQL server that breaks and stalls at random.
type unreliable struct {
	net.Listener
	server string // the folder of its socket
	mu     sync.Mutex
	random *rand.Rand
	calm   atomic.Bool
	silent atomic.Bool // nothing goes over any more, and nobody hangs up
	cuts   atomic.Int64
}

// budget is how many bytes go over before the line breaks, and how long each stretch takes.
func (u *unreliable) budget() (most int64, delay time.Duration) {
	u.mu.Lock()
	defer u.mu.Unlock()
	return int64(700 + u.random.IntN(5000)), time.Duration(u.random.IntN(2000)) * time.Microsecond
}

func (u *unreliable) serve() {
	for {
		from, err := u.Accept()
		if err != nil {
			return
		}
		to, err := net.Dial("unix", filepath.Join(u.server, ".s.PGSQL.5432"))
		if err != nil {
			from.Close()
			continue
		}
		for _, way := range [][2]net.Conn{{from, to}, {to, from}} {
			go u.carry(way[0], way[1])
		}
	}
}

func (u *unreliable) carry(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	left, delay := u.budget()
	buffer := make([]byte, 700)
	for u.calm.Load() || left > 0 {
		n, err := from.Read(buffer)
		for n > 0 && u.silent.Load() {
			if n, err = from.Read(buffer); err != nil {
				return
			}
		}
		if n > 0 {
			if left -= int64(n); left%7 == 0 {
				time.Sleep(delay)
			}
			if left <= 0 && !u.calm.Load() {
				u.cuts.Add(1)
				_, _ = to.Write(buffer[:n/2]) // in the middle of what was said
				return
			}
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// over is the configuration by which a database is reached over the line.
func over(t *testing.T, config db.Config, seed uint64) (db.Config, *unreliable) {
	t.Helper()
	at, err := url.Parse(config.URL)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	u := &unreliable{Listener: listener, server: at.Query().Get("host"), random: rand.New(rand.NewPCG(seed, 0))}
	t.Cleanup(func() { _ = listener.Close() })
	go u.serve()
	at.Host, at.RawQuery = listener.Addr().String(), url.Values{"user": {"postgres"}, "sslmode": {"disable"}}.Encode()
	config.URL = at.String()
	return config, u
}

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
	if at, err := url.Parse(near.URL); err != nil || at.Query().Get("host") == "" {
		t.Skip("a server of its own only")
	}
	config, line := over(t, near, 5)
	line.calm.Store(true)
	far := opened(t, config)
	line.calm.Store(false)
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
		case fault.Is(o.err, "db.busy"):
			if busy++; times != 0 {
				t.Error("refused, and there")
			}
		default:
			t.Errorf("%v", o.err)
		}
	}
	t.Logf("%d acknowledged, %d not certain, %d refused; the line broke %d times", said, unsure, busy, line.cuts.Load())
	if line.cuts.Load() < 10 || said < 150 {
		t.Error("that is no test")
	}
}
