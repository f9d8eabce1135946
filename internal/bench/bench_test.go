package bench_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"kroon/internal/bench"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// onPostgres are the rows that run on PostgreSQL here too: copying a database takes it as long as a hundred rows, and
// what the others do differs by engine only below them.
var onPostgres = []string{"promise-pg", "ledger", "offer", "punctual", "export"}

// Every row runs, on the smallest data and in the shortest time; what it measures then says nothing.
func TestEveryRowRuns(t *testing.T) {
	config := bench.Config{Scale: bench.Tiny, Rounds: 1, Round: time.Millisecond, Dir: t.TempDir(), Engines: dbtest.Engines()}
	if slices.Contains(config.Engines, db.Postgres) {
		config.Postgres = dbtest.Server(t)
	}
	rows := bench.Rows()
	if only := os.Getenv("KROON_TEST_ROW"); only != "" {
		rows, _ = bench.Named(only)
	}
	for i := range rows {
		if !slices.Contains(onPostgres, rows[i].Name) {
			rows[i].On = []db.Engine{db.SQLite}
		}
	}
	wanted := map[string]int{}
	for _, row := range rows {
		for _, engine := range row.On {
			if slices.Contains(config.Engines, engine) {
				wanted[row.Name]++
			}
		}
	}
	err := bench.Run(context.Background(), config, rows, func(r bench.Result) {
		wanted[r.Row]--
		if r.Skipped != "" {
			t.Logf("%s on %s is left out: %s", r.Row, r.Engine, r.Skipped)
			return
		}
		if len(r.Verdicts) == 0 || len(r.Medians[bench.Ours]) == 0 {
			t.Errorf("%s on %s measures nothing that is wanted: %v", r.Row, r.Engine, r.Medians)
		}
		for side, rounds := range r.Sides {
			for _, round := range rounds {
				for name, figure := range round {
					if figure < 0 {
						t.Errorf("%s on %s: %s of %s is %v", r.Row, r.Engine, name, side, figure)
					}
				}
			}
		}
		var text bytes.Buffer
		r.Print(&text)
		t.Log(text.String())
		if _, err := json.Marshal(r); err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, left := range wanted {
		if left != 0 {
			t.Errorf("%s was not measured on each of its engines", name)
		}
	}
}

// Asked to stop, a run stops, and leaves neither folders nor databases.
func TestARunStopsWhenAsked(t *testing.T) {
	dir := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	config := bench.Config{Scale: bench.Tiny, Rounds: 1000, Round: time.Hour, Dir: dir, Engines: []db.Engine{db.SQLite}}
	config.Progress = func(what string, _ int) {
		if what == "promise-write, sqlite" {
			stop()
		}
	}
	rows, _ := bench.Named("promise-write")
	err := bench.Run(ctx, config, rows, func(r bench.Result) { t.Errorf("told %v", r) })
	if err == nil {
		t.Error("stopped, and says that all is measured")
	}
}

func TestMediansAndVerdicts(t *testing.T) {
	if rows, unknown := bench.Named("offer", "nothing"); rows != nil || unknown != "nothing" {
		t.Errorf("%v, %q", rows, unknown)
	}
}
