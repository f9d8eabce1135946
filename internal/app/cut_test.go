package app_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"

	"kroon/internal/act"
	"kroon/internal/app/apptest"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/report"
)

// callers make promises at the same time, each so many; KROON_TEST_CUTS=n makes them n times as many.
const callers, promisesEach = 3, 15

// Whole promises are made over a line that breaks and stalls. Who has no answer asks again under the same key; then each
// promise is there once, with one history, one confirmation and its place in its owner's load.
func TestPromisesOverALineThatBreaks(t *testing.T) {
	if !has(db.Postgres) {
		t.Skip("PostgreSQL only")
	}
	near := dbtest.Config(t, db.Postgres)
	config, line := dbtest.Over(t, near, 9)
	s := apptest.New(t, config.URL)
	each := promisesEach
	if n, err := strconv.Atoi(os.Getenv("KROON_TEST_CUTS")); err == nil {
		each *= n
	}
	line.Storm(20_000, 40_000)
	made, told := promisesOver(t, s, each)
	line.Calm()
	near.Clock = s.Clock
	direct, err := db.Open(context.Background(), near)
	if err != nil {
		t.Fatal(err)
	}
	defer direct.Close()
	err = direct.Read(context.Background(), party.Itself(s.Org), func(tx *db.Tx) error {
		type row struct {
			Act              string
			ID               id.Promise
			Events, Messages int
		}
		rows, err := db.All[row](tx, `SELECT act, id,
			(SELECT COUNT(*) FROM event e WHERE e.org = $1 AND e.subject = p.id) AS events,
			(SELECT COUNT(*) FROM message m WHERE m.org = $1 AND m.subject = p.id AND m.kind = 'confirmation') AS messages FROM promise p WHERE p.org = $1`, tx.Org)
		for _, r := range rows {
			if made[r.Act] != r.ID || r.Events != 1 || r.Messages != 1 {
				t.Errorf("%+v, acknowledged as %v", r, made[r.Act])
			}
		}
		if len(rows) != callers*each || len(made) != len(rows) {
			t.Errorf("%d rows of %d promises, %d acknowledged", len(rows), callers*each, len(made))
		}
		if err != nil {
			return err
		}
		findings, err := report.Checks(tx)
		if len(findings) > 0 {
			t.Errorf("%+v", findings)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d promises; the line broke %d times; callers heard %v", len(made), line.Cuts(), told)
	if line.Cuts() < 5 {
		t.Error("that is no test")
	}
}

// promisesOver has callers make promises, each until it is acknowledged, and gives which, and what else they heard.
func promisesOver(t *testing.T, s *apptest.Scene, each int) (made map[string]id.Promise, told map[string]int) {
	t.Helper()
	made, told = map[string]id.Promise{}, map[string]int{}
	var mu sync.Mutex
	var group sync.WaitGroup
	for caller := range callers {
		group.Go(func() {
			owner := []party.Actor{s.Fatima, s.Jeroen, s.Andries}[caller]
			for n := range each {
				words := fmt.Sprintf("lijn-%d-%d", caller, n)
				wish := promise.Make{
					Kind: promise.Answer, Act: words, Customer: s.Zeger, Owner: owner.StaffID(), Override: true,
					Due: promise.Due{At: apptest.At(16, 0)},
				}
				for range 100 {
					once := act.Once(context.Background(), words, []byte(words))
					got, err := s.Acts.MakePromise(once, s.Fatima, wish, act.ByMessage)
					mu.Lock()
					if err == nil {
						made[words] = got.Promise.ID
						mu.Unlock()
						break
					}
					told[fault.Of(err).Key]++
					mu.Unlock()
					if fault.Of(err).Kind != fault.Busy {
						t.Error(err)
					}
				}
			}
		})
	}
	group.Wait()
	return made, told
}

func has(engine db.Engine) bool {
	for _, one := range dbtest.Engines() {
		if one == engine {
			return true
		}
	}
	return false
}
