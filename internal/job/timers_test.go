package job_test

import (
	"context"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/job"
)

// timers is how many pieces of work fall due: KROON_TIMERS=1000000 for a long run.
func timers(t *testing.T) int {
	t.Helper()
	asked := os.Getenv("KROON_TIMERS")
	if asked == "" {
		return 600
	}
	n, err := strconv.Atoi(asked)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// mortal is a node: one in fifty pieces of work ends in its death, before the commit or after it.
type mortal struct {
	*job.Clockwork
	desk   *desk
	chance *rand.Rand
	ctx    context.Context
	die    context.CancelFunc
	deaths int
	early  int
}

func (m *mortal) work(tx *db.Tx, due job.Due) error {
	if tx.Now.Before(due.DueAt) {
		m.early++
	}
	if err := mark(tx, due); err != nil {
		return err
	}
	switch m.chance.IntN(100) {
	case 0:
		m.die()
		return m.ctx.Err()
	case 1:
		tx.AfterCommit(m.die)
	}
	return nil
}

// step lets the node live until nothing is due or it dies, and tells when there is something to do again.
func (m *mortal) step() (next time.Time, died bool) {
	m.ctx, m.die = context.WithCancel(context.Background())
	defer m.die()
	next, err := m.Step(m.ctx)
	if m.ctx.Err() != nil {
		m.deaths++
		return time.Time{}, true
	}
	if err != nil {
		m.desk.Fatal(err)
	}
	return next, false
}

// Two nodes that die in the middle of one in fifty pieces of work, with a clock that steps an hour ahead and back, sleeps for a night
// and comes to days on which the clocks of people change: nothing is missing, early or done twice.
func TestTimersUnderDeathsAndJumps(t *testing.T) {
	begin := time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC) // two days before summer time
	stepped := clock.NewStepped(begin)
	all := timers(t)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(begin)
		d, chance := newDesk(t, database), rand.New(rand.NewPCG(3, 5))
		const span = 4 * 24 * time.Hour
		for armed := 0; armed < all; armed += 500 {
			d.write(func(tx *db.Tx) error {
				for range min(500, all-armed) {
					job.Schedule(tx, "mark", id.New[id.Any](tx.IDs), begin.Add(time.Duration(chance.Int64N(int64(span)))))
				}
				return nil
			})
		}
		var nodes []*mortal
		for range 2 {
			m := &mortal{Clockwork: job.New(database, quiet), desk: d, chance: chance}
			m.Handle("mark", m.work)
			nodes = append(nodes, m)
		}
		d.live(stepped, nodes, begin.Add(span+2*time.Hour), chance)
		d.write(func(tx *db.Tx) error {
			left, err := db.One[int](tx, "SELECT COUNT(*) AS n FROM job WHERE org = $1", tx.Org)
			if err != nil {
				return err
			}
			done, err := db.One[int](tx, "SELECT COUNT(*) AS n FROM event WHERE org = $1", tx.Org)
			if err != nil {
				return err
			}
			once, err := db.One[int](tx, "SELECT COUNT(DISTINCT subject) AS n FROM event WHERE org = $1", tx.Org)
			early, deaths := nodes[0].early+nodes[1].early, nodes[0].deaths+nodes[1].deaths
			if left != 0 || done != all || once != all || early != 0 || deaths < all/100 {
				t.Errorf("of %d: %d left, done %d times for %d, %d early; %d deaths", all, left, done, once, early, deaths)
			}
			t.Logf("%d timers, %d deaths of a node: %d missing, %d early, %d doubled", all, deaths, all-once, early, done-once)
			return err
		})
	})
}

// live has the nodes take turns on a clock that does not only go forward, until an instant.
func (d *desk) live(c *clock.Stepped, nodes []*mortal, until time.Time, chance *rand.Rand) {
	d.Helper()
	for c.Now().Before(until) {
		for died := true; died; {
			_, died = nodes[chance.IntN(len(nodes))].step() // the next to come finds what the dead left
		}
		step := time.Duration(chance.Int64N(int64(20 * time.Minute)))
		switch chance.IntN(100) {
		case 0:
			step = time.Hour // the time was set right
		case 1:
			step = -time.Hour
		case 2:
			step = 9 * time.Hour // the lid was closed
		}
		c.Advance(step)
	}
	for died := true; died; {
		_, died = nodes[0].step()
	}
}
